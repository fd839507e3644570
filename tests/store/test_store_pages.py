from contextlib import closing
from dataclasses import replace

import apsw
import pytest

from store.storing import NOW, House, draft
from tuinews.model.entry import Body, Entry, Flag, Related
from tuinews.model.feed import Counts, FeedCard
from tuinews.model.ids import EntryId
from tuinews.model.parsed import ExtractedPage, Imprint
from tuinews.model.text import safe_text


def stored(house: House, entry_id: EntryId) -> Entry:
    entry = house.reader.entry(entry_id)
    assert entry is not None
    return entry


PAGE = ExtractedPage(
    author=safe_text("Page"),
    agency=safe_text("Wire"),
    dateline=safe_text("Port"),
    published=NOW - 7,
    lang=safe_text("fr"),
    tags=(safe_text("SEA"), safe_text("Land")),
    related=(Related(safe_text("B"), "http://x.example/a/"), Related(safe_text("C"), "https://x.example/c")),
    images=("https://i.example/1", "https://i.example/2"),
    html="<p>page</p>",
    text="word " * 460,
)


def test_a_page_fills_what_the_feed_left_open(house: House) -> None:
    one, two = house.store(
        house.feed(),
        draft(
            "a1",
            html="<p>feed</p>",
            tags=["Sea"],
            images=("https://i.example/1",),
            related=(Related(safe_text("A"), "https://x.example/a"),),
        ),
        draft("a2", author=safe_text("Feed"), published=NOW - 5),
    )
    for entry in (one, two):
        house.writer.save_page(entry, PAGE, NOW)

    first, second = stored(house, one), stored(house, two)
    assert (first.author, first.agency, first.dateline, first.published, first.lang) == (
        "Page",
        "Wire",
        "Port",
        NOW - 7,
        "fr",
    )
    assert (first.tags, first.images) == (("Sea", "Land"), ("https://i.example/1", "https://i.example/2"))
    assert [link.title for link in first.related] == ["A", "C"]
    assert (first.full_text, first.minutes) == (True, 2)
    assert (second.author, second.published) == ("Feed", NOW - 5)
    assert house.reader.texts.body(one) == Body(feed_html="<p>feed</p>", page_html="<p>page</p>")
    assert house.guids("has:fulltext") == ["a2", "a1"]


IMPRINT = Imprint(
    safe_text("News from the pier"), safe_text("Orla Finch"), safe_text("© Tern"), safe_text("a@b.example")
)


@pytest.mark.parametrize(
    ("site", "editor"),
    [("https://news.example/", "Orla Finch"), ("http://www.news.example", "Orla Finch"), ("https://else.example/", "")],
)
def test_a_page_fills_its_own_sites_card_and_no_others(house: House, site: str, editor: str) -> None:
    feed = house.feed()
    house.apply(house.update(feed, card=FeedCard(site_url=site, tagline=safe_text("All the news"))))
    [one] = house.store(feed, draft("a1"))
    house.writer.save_page(one, replace(PAGE, imprint=IMPRINT), NOW)
    [stored_feed] = house.reader.feeds()
    assert stored_feed.card.tagline == "All the news"
    assert stored_feed.card.editor == editor

    house.apply(house.update(feed, card=FeedCard(site_url=site, contact=safe_text("c@d.example"))))
    [stored_feed] = house.reader.feeds()
    assert (stored_feed.card.editor, stored_feed.card.contact) == (editor, "c@d.example")


def test_what_another_sites_pages_said_does_not_stay(house: House) -> None:
    feed = house.feed()
    house.apply(house.update(feed, card=FeedCard(site_url="https://news.example/", tagline=safe_text("Mine"))))
    [one] = house.store(feed, draft("a1"))
    house.writer.save_page(one, replace(PAGE, imprint=IMPRINT), NOW)
    later = IMPRINT._replace(editor=safe_text("Per Berg"))
    house.writer.save_page(one, replace(PAGE, imprint=later), NOW)
    assert house.reader.feeds()[0].card.editor == "Per Berg"
    house.apply(house.update(feed, card=FeedCard(site_url="https://moved.example/")))
    assert house.reader.feeds()[0].card == FeedCard(site_url="https://moved.example/")


def test_a_followed_page_is_kept_outside_the_lists(house: House) -> None:
    house.feed()
    page = ExtractedPage(title=safe_text("Aside"), html="<p>walrus</p>", text="walrus", tags=(safe_text("Sea"),))

    entry = house.writer.add_page_entry("https://far.example/p", page, NOW)

    assert house.writer.add_page_entry("https://www.far.example/p/", page, NOW) == entry
    assert (house.find(), house.find("is:read"), house.reader.counts()) == ([], [], Counts())
    assert [feed.title for feed in house.reader.feeds()] == ["Harbour"]
    house.index()
    assert house.find("tag:sea") == house.find("walrus") == house.find("title:aside") == [entry]
    assert house.reader.resolve(["https://far.example/p"]) == {"https://far.example/p": entry}
    assert stored(house, entry).read
    assert house.reader.texts.body(entry).page_html == "<p>walrus</p>"
    house.mark(Flag.STARRED, entry)
    assert house.find("is:starred") == [entry]


def test_lines_count_by_pages_of_one_site(house: House) -> None:
    entries = house.store(house.feed(), *(draft(f"a{n}", url=f"https://tern.example/{n}") for n in range(4)))
    other = house.writer.add_page_entry("https://else.example/x", replace(PAGE, lines=(1, 2)), NOW)
    for place, entry in enumerate(entries):
        house.writer.save_page(entry, replace(PAGE, lines=(1, 2) if place < 3 else (2, 3)), NOW)
    asked = frozenset({1, 2, 3})
    assert house.reader.texts.find_repeated_lines("https://tern.example/new", asked) == {1, 2}
    assert house.reader.texts.find_repeated_lines("https://tern.example/new", frozenset({3})) == frozenset()
    assert house.reader.texts.find_repeated_lines(f"https://else.example/{other}", asked) == frozenset()
    house.writer.save_page(entries[0], replace(PAGE, lines=(4,)), NOW)
    assert house.reader.texts.find_repeated_lines("https://tern.example/new", asked) == {2}


def test_lines_go_with_their_entry(house: House) -> None:
    feed = house.feed()
    for entry in house.store(feed, *(draft(f"a{n}", url=f"https://tern.example/{n}") for n in range(3))):
        house.writer.save_page(entry, replace(PAGE, lines=(1,)), NOW)
    house.writer.remove_feed(feed)
    with closing(apsw.Connection(str(house.path))) as connection:
        left = connection.execute("SELECT count(*) FROM site_lines WHERE entry_id NOT IN (SELECT id FROM entries)").get
    assert left == 0
