"""Articles as a feed, which readers take back as it was, and as notes with their facts above them."""

import json
from collections.abc import Sequence
from dataclasses import replace
from io import BytesIO

from lxml import etree

from tuinews.article.write.files import open_file, write_one
from tuinews.model.document import Document, Paragraph, Span
from tuinews.model.entry import Article, Enclosure, Entry
from tuinews.model.feed import Feed
from tuinews.model.form import ATOM, NOTE
from tuinews.model.ids import FeedId
from tuinews.model.parsed import ParsedFeed
from tuinews.model.text import SafeText, safe_text
from tuinews.parse import parse_feed
from ui.fake_library import article_of, entry_of

NOW = 1_795_514_400
FEED = Feed(FeedId(1), "https://coast.example/feed", SafeText('Coast & "Sea" <Daily>'))
ATOM_NAMES = {"a": "http://www.w3.org/2005/Atom"}


def article(number: int, **facts: object) -> Article:
    entry = replace(entry_of(number, FEED, f"Boat {number}", NOW - number), **facts)  # type: ignore[arg-type]
    return article_of(entry, Document((Paragraph((Span(SafeText("A <b> & a fog horn.")),)),)))


def feed_of(*articles: Article, now: int = NOW) -> bytes:
    file = BytesIO()
    writer = open_file(file, ATOM, "Starred", 72, now)
    for one in articles:
        writer.add(one)
    writer.close()
    return file.getvalue()


def ids(feed: bytes) -> Sequence[str]:
    return [str(node.text) for node in etree.fromstring(feed).iterfind("a:entry/a:id", ATOM_NAMES)]


def test_a_saved_feed_is_read_back_as_it_was() -> None:
    episode = Enclosure("https://coast.example/a.mp3?a=1&b=2", safe_text("audio/mpeg"), 4_096)
    written = article(
        1,
        url="https://coast.example/boat?a=1&b=2",
        guid="https://coast.example/boat?a=1&b=2",
        title=safe_text("Boats <em> & “fog”"),
        author=safe_text("Ann & Bo"),
        tags=(safe_text("Sea & Sun"),),
        user_tags=(safe_text("to quote"),),
        enclosures=(episode,),
    )
    read = parse_feed(feed_of(written, article(2)), "https://here.example/starred.atom")
    assert isinstance(read, ParsedFeed)
    entry, before = read.entries[0], written.entry
    assert (entry.title, entry.url, entry.author, entry.published) == (
        before.title,
        before.url,
        before.author,
        before.published,
    )
    assert set(entry.tags) == {"Sea & Sun", "to quote"}
    assert entry.enclosures == (episode,)
    assert "fog horn" in entry.html


def test_ids_are_stable_and_each_is_an_address_of_its_own() -> None:
    same = [article(number, guid="https://coast.example/same", url="https://coast.example/same") for number in (1, 2)]
    odd = [article(3, guid="42 & <x>", url=""), article(4, guid="urn:uuid:1", url="")]
    first, later = feed_of(*same, *odd), feed_of(*same, *odd, now=NOW + 9_999)
    assert ids(first) == ids(later)
    assert len(set(ids(first))) == 4
    assert ids(first)[0] == "https://coast.example/same"
    assert ids(first)[3] == "urn:uuid:1"
    assert all(found.startswith(("https:", "urn:")) for found in ids(first))


def test_what_xml_cannot_write_is_left_out_and_what_a_feed_needs_is_there() -> None:
    written = article(1, title=SafeText("A\x0b\ufffe\ud800B"), author=SafeText(""), published=None)
    root = etree.fromstring(feed_of(written))
    assert root.findtext("a:entry/a:title", namespaces=ATOM_NAMES) == "AB"
    for path in ("id", "title", "updated", "entry/id", "entry/updated", "entry/author/name"):
        spelled = "/".join(f"a:{name}" for name in path.split("/"))
        assert root.findtext(spelled, namespaces=ATOM_NAMES), path


def read_note(written: Article) -> tuple[dict[str, object], str]:
    """The facts of a note, whose values are JSON, and its text."""
    file = BytesIO()
    write_one(file, NOTE, written, 72, NOW)
    empty, facts, text = file.getvalue().decode().split("---\n", 2)
    assert empty == ""
    return {name: json.loads(value) for name, _, value in (line.partition(": ") for line in facts.splitlines())}, text


def test_a_note_has_its_facts_above_it() -> None:
    tags = tuple(map(safe_text, ("Port Aldry", "#sea", "sea")))
    facts, text = read_note(article(1, title=safe_text('A: "quoted" --- title'), tags=tags))
    assert facts["title"] == 'A: "quoted" --- title'
    assert facts["tags"] == ["Port-Aldry", "sea"]
    assert facts["feed"] == FEED.title
    assert text.startswith("\n# A: ")
    assert "Tags:" not in text


def test_what_an_entry_lacks_is_not_among_its_facts() -> None:
    bare: Entry = replace(article(1).entry, url="", author=SafeText(""), published=None)
    facts, _ = read_note(article_of(bare, Document(())))
    assert not {"url", "author", "published", "tags"} & set(facts)
