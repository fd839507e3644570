"""What somebody may put into any text of a feed, by kind; and a library that has it in every place."""

from collections.abc import Sequence
from dataclasses import replace
from html import escape
from pathlib import Path
from time import time
from typing import NamedTuple

from new_store import put_store
from pollings import made
from tuinews.model.change import EntryDraft, FeedUpdate
from tuinews.model.codec.stored_text import pack, unpack
from tuinews.model.entry import Enclosure, Related
from tuinews.model.feed import FeedCard, NewFeed
from tuinews.model.text import EMPTY, SafeText, safe_text
from tuinews.store import Writer

NOW = int(time()) - 9_000
"""Two and a half hours before the reader looks at its clock, so that all is as old for it."""

BASE = "http://127.0.0.1:9"
"""Nothing listens there."""

_COMMANDS = (
    "52;c;aGk=",
    "0;owned",
    "2;owned",
    "4;1;rgb:ff/00/00",
    "7;file://evil.example/",
    "8;;https://evil.example/",
    "9;owned",
    "777;notify;owned;owned",
    "1337;File=:AAAA",
    "50;owned",
)
"""To the clipboard, the window's title, its colours, its links, its notices, its files, its fonts (OSC)."""

POISONS: dict[str, tuple[str, ...]] = {
    "sequences": (
        "".join(f"\x1b]{command}\x07" for command in _COMMANDS),
        "".join(f"\x1b]{command}\x1b\\" for command in _COMMANDS),
        "".join(f"\x9d{command}\x9c" for command in _COMMANDS),
        "\x1b]52;c;aGk=",
        "\x9d0;owned",
        "\x1bP+q544e\x1b\\\x1b_Gf=24,s=1,v=1;AAAA\x1b\\\x1b^owned\x1b\\\x1bXowned\x1b\\",
        "\x90+q544e\x9c\x9fGa=q;AAAA\x9c\x9eowned\x9c\x98owned\x9c",
        "\x1b[2J\x1b[H\x1b[?1049l\x1b[?5h\x1b[?25h\x1b[?1000h\x1b[?2004l",
        "\x1b[6n\x1b[c\x1b[>c\x1b[=c\x1b[21t\x1b[5i\x1bP$qm\x1b\\",
        "\x9b6n\x9bc\x9b2J\x05\x07\x08\x0e\x0f\x7f\x84\x9a",
        "\x1bc\x1b#8\x1b(0\x1bZ\x1b\x1b]0;owned\x07\x1b[31",
        "\x1b",
    ),
    "markup": (
        "[/foo]",
        "[/ a\rb",
        "[bold]x[/bold\na",
        "[@click=app.quit]x[/]\tb",
        "[$x] a\x0bb",
        "[NOTE] a\x0cb",
        '[" a\x85b',
        "\\[b] a\u2028b",
        "C:\\[b]\\ a\u2029b",
        "[link=https://evil.example/]x[/link]\r\na",
        "`x` [y](javascript:z)",
        "{0} %s $(id)",
    ),
}
"""Sequences of ECMA-48 and of terminals; markup of Textual and of others, with every kind of line break."""


class Place(NamedTuple):
    """A feed and its article, with a poison wherever there is text."""

    number: int
    poison: str

    def text(self, what: str) -> SafeText:
        """What no cleaner has seen, whatever its type says."""
        return SafeText(f"{what} {self.number:02d} {self.poison} ok")

    def address(self, what: str) -> str:
        return f"{BASE}/{what}/{self.number}?{self.poison}"


def fill(home: Path, poisons: Sequence[str]) -> None:
    """A library with one feed, one article and one view a poison; nothing in it is due."""
    (home / "config").mkdir(parents=True)
    (home / "config" / "config.toml").write_text("[refresh]\nat_start = false\nwhile_open = false\n", "utf-8")
    (home / "state").mkdir()
    records = (
        f"2026-11-25 12:00:00,000 WARNING tuinews: Logged {number:02d} {p}\n" for number, p in enumerate(poisons, 1)
    )
    (home / "state" / "tuinews.log").write_text("".join(records), "utf-8")
    store = home / "data" / "tuinews.db"
    put_store(store)
    writer = Writer(store, lambda: NOW)
    places = [Place(number, poison) for number, poison in enumerate(poisons, 1)]
    writer.apply(tuple(_update(writer, place, places) for place in places))
    writer.apply((_update(writer, places[0], places, edited=True),))
    for place in places:
        writer.views.save(place.text("View"), "is:unread")
    writer.index_some(100)
    writer.close()


def arrive(home: Path, number: int, poison: str) -> None:
    """One more feed with its article, by another program."""
    place = Place(number, poison)
    writer = Writer(home / "data" / "tuinews.db", lambda: NOW)
    writer.apply((_update(writer, place, (place,)),))
    writer.close()


def _update(writer: Writer, place: Place, places: Sequence[Place], *, edited: bool = False) -> FeedUpdate:
    url = f"{BASE}/feed/{place.number}"
    feed = writer.add_feed(NewFeed(url, place.text("Feed"), (place.text("Folder"),)))
    polling = made(
        feed,
        url,
        error=SafeText(" ".join(one.text("Error") for one in places)) if place.number == 1 else EMPTY,
        failures=3 if place.number == 1 else 0,
        http_status=500,
        last_checked=NOW,
        next_check=NOW + 9_000_000_000,
        next_check_reason=place.text("Reason"),
    )
    card = FeedCard(*(place.text(what) for what in ("Card", "Site", "Tagline", "Editor", "Rights", "Contact")))
    draft = _draft(place, places if place.number == 1 else (place,))
    if edited:
        more = "<p>A paragraph that came later.</p>"
        draft = replace(draft, html=pack(unpack(draft.html) + more), fingerprint=f"{draft.fingerprint} again")
    return FeedUpdate(feed, NOW, card, (draft,), polling=polling)


def _draft(place: Place, inside: Sequence[Place]) -> EntryDraft:
    """An article with everything that can be in one; the first has the poisons of all."""
    return EntryDraft(
        guid=str(place.number),
        title=place.text("Title"),
        url=place.address("article"),
        link_key=str(place.number),
        author=place.text("Author"),
        published=NOW - place.number * 60,
        updated=None,
        moment=NOW - place.number * 60,
        html=pack(f"<p>Body {place.number:02d}</p>" + "".join(map(blocks, inside))),
        base=BASE,
        tags=tuple(one.text("tag") for one in inside),
        related=tuple(Related(one.text("Related"), one.address("related")) for one in inside),
        enclosures=tuple(Enclosure(one.address("file"), one.text("audio/mpeg"), 1_000) for one in inside),
        images=(),
        lang=SafeText("en"),
        minutes=1,
        fingerprint=str(place.number),
        agency=place.text("Agency"),
        dateline=place.text("Town"),
        source=place.text("Source"),
        date_text=place.text("Date"),
    )


def blocks(place: Place) -> str:
    """A poison in each kind of block: as it is, and as references to its characters."""
    raw = escape(place.text("Raw"))
    spelled = "".join(f"&#{ord(character)};" for character in place.poison)
    link = escape(place.address("link"))
    return (
        f'<p><a href="{link}">Link {raw}</a></p>'
        f"<p>{raw}</p><p>Spelled {spelled} ok</p><h2>{raw}</h2><pre><code>{raw}\n{spelled}</code></pre>"
        f"<ul><li>{raw}</li></ul><blockquote>{raw}</blockquote>"
        f"<table><tr><td>{raw}</td><td>{spelled}</td></tr></table>"
        f'<figure><img src="{BASE}/p.png" alt="{raw}"><figcaption>{raw}</figcaption></figure>'
    )


def washed(what: str, number: int, poison: str) -> str:
    """How such a text has to look on the screen."""
    return safe_text(f"{what} {number:02d} {poison} ok")
