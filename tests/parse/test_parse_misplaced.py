"""Entries that are not where, or not under the name under which, they belong are read all the same."""

import pytest

from tuinews.model.parsed import ParsedFeed
from tuinews.parse import parse_feed

SPACES = (
    "http://www.w3.org/2005/Atom",
    "http://purl.org/dc/elements/1.1/",
    "http://search.yahoo.com/mrss/",
    "http://www.itunes.com/dtds/podcast-1.0.dtd",
    "http://www.w3.org/1999/xhtml",
    "https://made.example/up",
)
ITEM = "<item><title>Boats</title><link>https://www.example.org/b</link><guid>b</guid></item>"


def read(text: str) -> ParsedFeed:
    found = parse_feed(text.encode(), "https://feeds.example/f")
    assert isinstance(found, ParsedFeed)
    return found


@pytest.mark.parametrize("space", SPACES)
@pytest.mark.parametrize("where", ["rss", "channel", "item"])
def test_a_default_namespace_takes_no_entry_away(space: str, where: str) -> None:
    text = f"<rss version='2.0'><channel><title>Coast</title>{ITEM}</channel></rss>"
    found = read(text.replace(f"<{where}", f"<{where} xmlns='{space}'", 1))
    assert found.card.title == "Coast"
    assert [(entry.title, entry.url, entry.guid) for entry in found.entries] == [
        ("Boats", "https://www.example.org/b", "b")
    ]


@pytest.mark.parametrize("space", [SPACES[1], SPACES[-1], ""])
def test_an_atom_entry_may_stand_in_another_namespace(space: str) -> None:
    found = read(
        "<feed xmlns='http://www.w3.org/2005/Atom'><title>Coast</title><entry><title>One</title><id>1</id></entry>"
        f"<entry xmlns='{space}'><title>Two</title><id>2</id></entry></feed>"
    )
    assert [(entry.title, entry.guid) for entry in found.entries] == [("One", "1"), ("Two", "2")]


def test_what_has_a_prefix_stays_what_it_is() -> None:
    found = read(
        "<rss xmlns='http://www.w3.org/2005/Atom' xmlns:media='http://search.yahoo.com/mrss/'><channel><title>Coast</title>"
        "<item><title>Boats</title><media:title>no</media:title></item></channel></rss>"
    )
    assert [entry.title for entry in found.entries] == ["Boats"]


@pytest.mark.parametrize("depth", [1, 3])
def test_entries_inside_an_entry_are_entries_in_their_order(depth: int) -> None:
    opened = "".join(f"<item><title>{n}</title><guid>{n}</guid>" for n in range(depth + 1))
    found = read(f"<rss><channel><title>c</title>{opened}{'</item>' * (depth + 1)}{ITEM}</channel></rss>")
    assert [entry.title for entry in found.entries] == [*map(str, range(depth + 1)), "Boats"]
    entries = "".join(f"<entry><title>{n}</title><id>{n}</id>" for n in range(depth + 1)) + "</entry>" * (depth + 1)
    found = read(f"<feed xmlns='http://www.w3.org/2005/Atom'><title>c</title>{entries}</feed>")
    assert [entry.title for entry in found.entries] == [*map(str, range(depth + 1))]


@pytest.mark.parametrize(
    "feed",
    [
        f"<rss version='2.0'><channel><title>Coast</title>{ITEM}</channel></rss>",
        "<feed xmlns='http://www.w3.org/2005/Atom'><title>Coast</title><entry><title>Boats</title><id>b</id></entry></feed>",
    ],
)
def test_a_feed_in_a_web_page_is_read(feed: str) -> None:
    found = read(f"<!DOCTYPE html><html><head><title>x</title></head><body><div>\n{feed}</div></body></html>")
    assert [entry.title for entry in found.entries] == ["Boats"]
    assert "before the feed" in found.warning
    for hidden in (f"<!--{feed}-->", f"<script>{feed}</script>", f"<textarea>{feed}</textarea>"):
        page = f"<html><body>{hidden}</body></html>".encode()
        assert not isinstance(parse_feed(page, "https://feeds.example/f"), ParsedFeed)


JSON = '{"version":"https://jsonfeed.org/version/1.1","title":"Coast","items":[{"id":"1","title":"Boats"}]}'


@pytest.mark.parametrize(
    ("before", "behind"),
    [
        ("", "\n<!-- cached -->"),
        ("", "\nDone."),
        ("\nWarning: x in /a.php on line 3\n", ""),
        ("<br />\n<b>Warning</b>: {x} in <b>/a.php</b><br />\n", "<!-- cached -->"),
        (")]}',\n", ""),
        ("callback(", ");"),
    ],
)
def test_a_json_feed_with_something_around_it_is_read(before: str, behind: str) -> None:
    found = read(before + JSON + behind)
    assert [entry.title for entry in found.entries] == ["Boats"]
    assert bool(found.warning) is bool(before or "Done" in behind)


def test_looking_for_a_feed_in_a_page_takes_linear_time() -> None:
    page = ("<html><body>" + "<rss version='2.0'><!--" * 40_000).encode()
    assert not isinstance(parse_feed(page, "https://feeds.example/f"), ParsedFeed)
