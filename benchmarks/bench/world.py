"""A made-up web of feeds for `make bench`: every feed on a loopback host of its own, today and a day later.

All is a function of the feed's number: the same call writes the same bytes. Words are of syllables, so that no text of
anybody's is in the repository. Three of five feeds are RSS with CDATA, one is Atom, one is RSS with escaped HTML.
"""

import gzip
import random
from collections.abc import Iterator
from html import escape
from itertools import count
from multiprocessing import Pool
from pathlib import Path
from typing import NamedTuple

PORT = 8957
FOLDERS = 20
CHANGED_OF = 5
"""Of so many feeds one has two new entries and an edited one a day later."""

_FIRST, _DAY, _HOUR = 1_790_000_000, 86_400, 3_600
_SYLLABLES = [first + second for first in "bcdfghklmnprstvz" for second in ("a", "e", "i", "o", "u", "an", "or", "el")]
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


class World(NamedTuple):
    """A folder of feeds that was written."""

    folder: Path
    feeds: int
    entries: int

    @property
    def urls(self) -> list[str]:
        """The address of each feed."""
        return [url_of(number) for number in range(self.feeds)]


def url_of(number: int) -> str:
    """Return the address of a feed, on a host of its own."""
    return f"http://127.{number // 62_500 + 1}.{number // 250 % 250}.{number % 250 + 1}:{PORT}/{number}.xml"


def write_world(folder: Path, feeds: int, entries: int = 50, size: int = 3_000) -> World:
    """Write the feeds, unless they are there; `size` is that of an entry's HTML in bytes."""
    world = World(folder, feeds, entries)
    if not (folder / "done").exists():
        folder.mkdir(parents=True, exist_ok=True)
        with Pool() as pool:
            pool.starmap(_write_feed, [(folder, number, entries, size) for number in range(feeds)], chunksize=16)
        (folder / "feeds.opml").write_text(_opml(world), encoding="utf-8")
        (folder / "done").touch()
    return world


def _write_feed(folder: Path, number: int, entries: int, size: int) -> None:
    for version in (0, 1) if number % CHANGED_OF == 0 else (0,):
        body = make_feed(number, version, entries, size).encode()
        (folder / f"{number}.{version}.gz").write_bytes(gzip.compress(body, 6, mtime=0))


def make_feed(number: int, version: int, entries: int, size: int) -> str:
    """Return a feed as it is today (0) or a day later (1)."""
    kind = number % 5
    newest = entries + 2 * version
    items = "".join(_item(number, item, kind, version, size) for item in range(newest, newest - entries, -1))
    title = f"Feed {number} of {_words(random.Random(number), 2).title()}"  # noqa: S311  no secrets here
    site = f"https://site{number}.example/"
    if kind == 3:
        return (
            f'<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom"><title>{title}</title>'
            f'<id>{site}</id><link href="{site}"/><updated>{_iso(_moment(number, newest))}</updated>{items}</feed>'
        )
    return (
        '<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>'
        f"<title>{title}</title><link>{site}</link><description>{title}</description>{items}</channel></rss>"
    )


def _item(number: int, item: int, kind: int, version: int, size: int) -> str:
    chance = random.Random(number * 100_003 + item)  # noqa: S311  as above
    title, author = _words(chance, 8).capitalize(), _words(chance, 2).title()
    address = f"https://site{number}.example/{2026 - item % 3}/{item}"
    tags = [_TAGS[int(len(_TAGS) * chance.random() ** 2)] for _ in range(chance.randrange(4))]
    html = "".join(_paragraphs(chance, size))
    if version and item == 40:
        html += "<p>A correction was added.</p>"
    moment = _moment(number, item)
    if kind == 3:
        listed = "".join(f'<category term="{tag}"/>' for tag in tags)
        return (
            f"<entry><title>{title}</title><id>tag:site{number}.example,2026:{item}</id>"
            f'<link href="{address}"/><author><name>{author}</name></author><published>{_iso(moment)}</published>'
            f'<updated>{_iso(moment)}</updated>{listed}<content type="html">{escape(html)}</content></entry>\n'
        )
    listed = "".join(f"<category>{tag}</category>" for tag in tags)
    text = (
        f"<description>{escape(html)}</description>"
        if kind == 4
        else f"<description><![CDATA[{html[:300]}]]></description><content:encoded><![CDATA[{html}]]></content:encoded>"
    )
    return (
        f'<item><title>{title}</title><link>{address}</link><guid isPermaLink="false">{number}-{item}</guid>'
        f"<dc:creator>{author}</dc:creator><pubDate>{_rfc822(moment)}</pubDate>{listed}{text}</item>\n"
    )


def _paragraphs(chance: random.Random, size: int) -> Iterator[str]:
    written = 0
    for number in count():
        if written >= size:
            return
        words = _words(chance, 40)
        link = f'<a href="https://site.example/{chance.randrange(999)}">{words[:12]}</a>'
        picture = f'<figure><img src="https://site.example/{chance.randrange(999)}.jpg" alt="{words[:20]}"/></figure>'
        part = f"<p>{words.capitalize()} {link} &amp; <em>{words[12:30]}</em>.</p>{'' if number % 4 else picture}\n"
        written += len(part)
        yield part


def _words(chance: random.Random, number: int) -> str:
    return " ".join(chance.choices(_WORDS, cum_weights=_WEIGHTS, k=number))


def _moment(number: int, item: int) -> int:
    return _FIRST + item * _DAY // 8 + number * 37 % _HOUR


def _iso(moment: int) -> str:
    year, month, day, clock = _date(moment)
    return f"{year}-{month:02}-{day:02}T{clock}Z"


def _rfc822(moment: int) -> str:
    year, month, day, clock = _date(moment)
    return f"{day:02} {_MONTHS[month - 1]} {year} {clock} +0000"


def _date(moment: int) -> tuple[int, int, int, str]:
    days, seconds = divmod(moment - _FIRST, _DAY)
    # days of 28 to a month are dates in every calendar
    return (
        2026 + days // 336,
        days // 28 % 12 + 1,
        days % 28 + 1,
        f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}",
    )


def _opml(world: World) -> str:
    folders = "".join(
        f'<outline text="Folder {folder}">\n'
        + "".join(
            f'<outline type="rss" text="Feed {number}" xmlUrl="{url_of(number)}"/>\n'
            for number in range(folder, world.feeds, FOLDERS)
        )
        + "</outline>\n"
        for folder in range(min(FOLDERS, world.feeds))
    )
    head = "<head><title>A made-up web</title></head>"
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<opml version="2.0">{head}<body>\n{folders}</body></opml>\n'


def _make_words() -> list[str]:
    chance = random.Random(7)  # noqa: S311  as above
    return ["".join(chance.choices(_SYLLABLES, k=chance.choice((1, 1, 2, 2, 3, 4)))) for _ in range(8_000)]


_WORDS = _make_words()
_WEIGHTS = [0.0]
for _rank in range(1, len(_WORDS)):
    _WEIGHTS.append(_WEIGHTS[-1] + 1 / (_rank + 5))
_TAGS = [f"{first.title()} {second}" for first, second in zip(_WORDS[100:500], _WORDS[500:900], strict=True)]
