"""A format of feeds is a module with a row: a row more is recognised, read, counted, discovered and inspected."""

from pathlib import Path

import pytest

from tuinews.engine.workers.jobs import find_feeds, inspect_feed
from tuinews.fetch.client import ACCEPT_FEED
from tuinews.model.feed_types import FEED_TYPES
from tuinews.model.parsed import ParsedFeed, ParseFailure
from tuinews.parse import discover, formats, parse_feed
from tuinews.parse.formats import FORMATS
from tuinews.parse.formats.feed_format import TextFormat, XmlFormat
from tuinews.parse.formats.recognition import entries_in, is_ended
from tuinews.parse.formats.xml import Element, children, first_text
from tuinews.parse.raw_feed import RawEntry, RawFeed, finish

URL = "https://tern.example/notes"
DOCS = Path(__file__).parents[2] / "docs" / "formats.md"

NOTES = "<bulletin><note><id>1</id><title>Ebb</title></note><note><id>2</id><title>Flood</title></note></bulletin>"
PLAIN = "%NEWS Tern\n- Ebb\n- Flood\n"


def read_bulletin(root: Element, url: str) -> ParsedFeed:
    found = children(root).get("note", []) if root.tag == "bulletin" else [root]
    notes = [
        RawEntry(guid=first_text(children(note), "id"), title=first_text(children(note), "title")) for note in found
    ]
    return finish(RawFeed("bulletin"), notes, url)


def read_plain(text: str, url: str) -> ParsedFeed | ParseFailure:
    head, *lines = text.splitlines()
    items = [RawEntry(guid=line, title=line.removeprefix("- ")) for line in lines]
    return finish(RawFeed("plain", title=head.removeprefix("%NEWS ")), items, url)


BULLETIN = XmlFormat(
    frozenset({"bulletin"}),
    frozenset({"note"}),
    frozenset({"note"}),
    frozenset({"application/bulletin"}),
    read_bulletin,
)
PLAIN_NEWS = TextFormat(("%NEWS",), frozenset({"text/x-news"}), read_plain)


@pytest.fixture
def more(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two rows more."""
    monkeypatch.setattr(formats, "FORMATS", (*FORMATS, BULLETIN, PLAIN_NEWS))


def titles(found: ParsedFeed | ParseFailure) -> list[str]:
    assert isinstance(found, ParsedFeed), found
    return [entry.title for entry in found.entries]


@pytest.mark.parametrize("document", [NOTES, PLAIN])
def test_without_its_row_a_format_is_unknown(document: str) -> None:
    assert isinstance(parse_feed(document.encode(), URL), ParseFailure)


@pytest.mark.usefixtures("more")
@pytest.mark.parametrize("document", [NOTES, PLAIN])
def test_a_format_more_is_read_and_inspected(document: str) -> None:
    assert titles(parse_feed(document.encode(), URL)) == ["Ebb", "Flood"]
    assert titles(inspect_feed(document.encode(), URL)) == ["Ebb", "Flood"]


@pytest.mark.usefixtures("more")
def test_its_root_is_found_behind_junk_and_an_entry_may_stand_alone() -> None:
    found = parse_feed(f"Warning: PHP<br>{NOTES}".encode(), URL)
    assert titles(found) == ["Ebb", "Flood"]
    assert isinstance(found, ParsedFeed)
    assert "before the feed" in found.warning
    assert titles(parse_feed(b"<note><id>1</id><title>Ebb</title></note>", URL)) == ["Ebb"]


@pytest.mark.usefixtures("more")
def test_its_entries_are_counted() -> None:
    assert entries_in(NOTES) == 2
    assert is_ended(NOTES)
    assert not is_ended(NOTES.removesuffix("</bulletin>"))
    misplaced = parse_feed(NOTES.replace("<note><id>2", "<x><note><id>2").replace("</bul", "</x></bul").encode(), URL)
    assert isinstance(misplaced, ParsedFeed)
    assert misplaced.warning.startswith("1 of the feed's 2 entries")
    broken = parse_feed(NOTES.removesuffix("</bulletin>").encode(), URL)
    assert isinstance(broken, ParsedFeed)
    assert (titles(broken), broken.cut) == (["Ebb", "Flood"], True)


@pytest.mark.parametrize("kind", ["application/bulletin", "text/x-news"])
def test_pages_link_to_it_by_its_media_types(monkeypatch: pytest.MonkeyPatch, kind: str) -> None:
    page = f'<html><head><link rel="alternate" type="{kind}" title="Notes" href="/n">'.encode()
    assert discover(page, URL) == ()
    monkeypatch.setattr(formats, "FORMATS", (*FORMATS, BULLETIN, PLAIN_NEWS))

    assert [(link.href, link.type) for link in discover(page, URL)] == [("https://tern.example/n", kind)]
    assert [link.href for link in find_feeds(page, URL)] == ["https://tern.example/n"]


def test_no_two_formats_claim_the_same() -> None:
    roots = [name for row in FORMATS if isinstance(row, XmlFormat) for name in (*row.roots, *row.lone_entries)]
    types = [kind for row in FORMATS for kind in row.media_types]
    assert len(roots) == len(set(roots))
    assert len(types) == len(set(types))


def test_servers_are_asked_for_every_format() -> None:
    asked = ACCEPT_FEED.split(", ")
    assert all(any(kind in asked for kind in row.media_types) for row in FORMATS)
    given = {kind for row in FORMATS for kind in row.media_types}
    listed = {kind for types in FEED_TYPES.values() for kind in types}
    assert given == listed, f"not both in a row of FORMATS and in model/feed_types.py: {given ^ listed}"


def test_the_page_of_formats_names_every_module() -> None:
    page = DOCS.read_text("utf-8")
    modules = {row.read.__module__.removeprefix("tuinews.").replace(".", "/") + ".py" for row in FORMATS}
    assert len(modules) == len(FORMATS)
    assert {module for module in modules if f"`{module}`" not in page} == set()
