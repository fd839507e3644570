import pytest

from store.storing import NOW, House, draft
from tuinews.model.change import Edited, FeedEdit, FeedUpdate
from tuinews.model.clock import DAY
from tuinews.model.entry import Body, Enclosure, Entry, Flag, Related
from tuinews.model.error import NotFoundError, UsageError
from tuinews.model.feed import Counts, FeedCard, FeedStatus, NewFeed, Polling
from tuinews.model.ids import EntryId, FeedId
from tuinews.model.parsed import ExtractedPage, Outline
from tuinews.model.text import safe_text


def stored(house: House, entry_id: EntryId) -> Entry:
    entry = house.reader.entry(entry_id)
    assert entry is not None
    return entry


def text(house: House, entry_id: EntryId) -> Body:
    return house.reader.body(entry_id)


def test_an_entry_comes_back_as_it_was_stored(house: House) -> None:
    feed = house.feed()
    near = draft("near1")
    full = draft(
        "full2",
        author=safe_text("Ada Pole"),
        agency=safe_text("Coast Wire"),
        place=safe_text("Port Vale"),
        source=safe_text("Elsewhere"),
        published=NOW - 50,
        updated=NOW - 10,
        moment=NOW - 50,
        html="<p>Ships <b>wait</b> outside.</p>" * 50,
        base="https://news.example/base/",
        tags=["Sea", "Weather"],
        related=(
            Related(safe_text("Near"), "http://www.news.example/near1?utm_source=x"),
            Related(safe_text("Far"), "https://far.example/"),
        ),
        enclosures=(Enclosure("https://news.example/a.mp3", safe_text("audio/mpeg"), 123),),
        images=("https://news.example/a.png",),
        lang=safe_text("en"),
        minutes=4,
    )

    near_id, full_id = house.store(feed, near, full)

    entry = stored(house, full_id)
    assert entry == Entry(
        id=full_id,
        feed_id=feed,
        feed=safe_text("Harbour"),
        guid="full2",
        title=full.title,
        url=full.url,
        author=full.author,
        agency=full.agency,
        place=full.place,
        source=full.source,
        published=full.published,
        updated=full.updated,
        first_seen=NOW,
        moment=full.moment,
        tags=full.tags,
        user_tags=(),
        related=(full.related[0]._replace(entry_id=near_id), full.related[1]),
        enclosures=full.enclosures,
        images=full.images,
        lang=full.lang,
        read=False,
        starred=False,
        later=False,
        minutes=4,
        full_text=False,
    )
    assert text(house, full_id) == Body(feed_html=full.html, base=full.base)
    assert text(house, near_id) == Body()
    assert house.reader.headlines([full_id])[0].enclosed


def test_what_is_stored_is_known_by_guid_and_by_address(house: House) -> None:
    feed, other = house.feed(), house.feed("other")
    one, two, _ = house.store(feed, draft("a1", "Ein  Titel"), draft("a2"), draft("a3"))
    house.store(other, draft("b1", link_key="news.example/a1"))

    known = house.reader.known(feed, ["a1", "zz"], ["news.example/a2", "", "news.example/a1"])

    assert {entry.id for entry in known} == {one, two}
    assert {entry.title_key for entry in known} == {"ein titel", "headline a2"}
    assert house.reader.known(feed, [], []) == ()
    assert house.reader.fingerprints(other) == {draft("b1", link_key="news.example/a1").fingerprint}


def test_addresses_are_found_however_they_are_written(house: House) -> None:
    (one,) = house.store(house.feed(), draft("a1"))

    asked = ["http://www.news.example/a1/?utm_medium=x#top", "https://news.example/a2"]

    assert house.reader.resolve(asked) == {asked[0]: one}
    assert house.reader.resolve([]) == {}


def test_an_edited_entry_keeps_its_marks_its_place_and_its_old_text(house: House) -> None:
    feed = house.feed()
    (one,) = house.store(feed, draft("a1", html="<p>old</p>", tags=["Sea"]))
    house.mark(Flag.STARRED, one)
    new = draft("a1", "Better", html="<p>new</p>", tags=["SEA", "Land"], moment=NOW)

    applied = house.apply(house.update(feed, edited=[Edited(one, new)]))

    assert (applied.new, applied.updated) == ((), 1)
    entry = stored(house, one)
    assert (entry.title, entry.starred, entry.moment, entry.tags) == ("Better", True, NOW - 99_940, ("Sea", "Land"))
    assert text(house, one) == Body(feed_html="<p>new</p>", previous_html="<p>old</p>")
    house.apply(house.update(feed, edited=[Edited(one, new)]))
    assert text(house, one).previous_html == "<p>old</p>"


def test_a_new_guid_is_taken_over_unless_another_entry_has_it(house: House) -> None:
    feed = house.feed()
    one, _two = house.store(feed, draft("a1"), draft("a2"))

    house.apply(house.update(feed, edited=[Edited(one, draft("a3"))]))
    assert stored(house, one).guid == "a3"
    house.apply(house.update(feed, edited=[Edited(one, draft("a2"))]))
    assert stored(house, one).guid == "a3"


def test_an_entry_that_another_process_stored_meanwhile_is_not_stored_twice(house: House) -> None:
    feed = house.feed()
    (one,) = house.store(feed, draft("a1"))

    assert house.apply(house.update(feed, [draft("a1")])) == (feed, (), 0, "")
    assert house.apply(house.update(feed, [draft("a1", "Other")])) == (feed, (), 1, "")
    assert stored(house, one).title == "Other"
    assert house.reader.counts() == Counts(unread=1, total=1)


def test_an_old_item_that_reappears_is_not_new_again(house: House) -> None:
    feed = house.feed()
    read, unread = house.store(feed, draft("a1"), draft("a2", tags=["Sea"]))
    house.mark(Flag.READ, read)
    house.mark(Flag.LATER, read)
    house.writer._connection.execute("DELETE FROM entries")
    assert house.reader.counts() == Counts()
    assert house.reader.topics(9) == ()
    assert house.reader.body(unread) == Body()

    again, fresh = house.store(feed, draft("a1"), draft("a2"))

    assert (stored(house, again).read, stored(house, again).later) == (True, True)
    assert not stored(house, fresh).read
    assert {again, fresh}.isdisjoint({read, unread})


def test_removed_entries_are_deleted_when_they_can_no_longer_be_brought_back(house: House) -> None:
    feed = house.feed()
    one, two = house.store(feed, draft("a1"), draft("a2"))
    house.mark(Flag.STARRED, one)
    house.mark(Flag.READ, two)
    house.writer.remove_feed(feed)
    house.writer.optimize()
    assert house.rows("SELECT count(*) FROM entries") == [(2,)]

    house.now += 31 * DAY
    house.writer.optimize()

    assert house.rows("SELECT guid FROM entries") == [("a1",)]
    assert house.writer.add_feed(NewFeed("https://harbour.example/feed")) == feed
    house.store(feed, draft("a2"))
    assert house.guids("is:unread") == ["a1"]
    assert house.guids("is:read") == ["a2"]


def test_one_feed_that_cannot_be_stored_harms_no_other(house: House) -> None:
    good, bad, gone = house.feed("good"), house.feed("bad"), house.feed("gone")
    house.writer.remove_feed(gone)
    update = FeedUpdate(Polling(gone, "https://gone.example/feed"), NOW, None, (draft("g1"),))

    applied = house.writer.apply(
        [house.update(bad, [draft("b1"), draft("b2", moment=2**70)]), house.update(good, [draft("a1")]), update]
    )

    assert [len(done.new) for done in applied] == [0, 1, 0]
    assert "cannot be stored" in applied[0].error
    assert house.guids() == ["a1"]


def test_how_a_feed_is_polled_is_stored_with_its_entries(house: House) -> None:
    feed = house.feed()
    polling = Polling(
        feed,
        "https://harbour.example/feed",
        etag='W/"1"',
        last_modified="yesterday",
        body_hash="abc",
        last_checked=NOW,
        last_success=NOW - 1,
        last_new=NOW - 2,
        next_check=NOW + 60,
        next_check_reason=safe_text("the feed asks for an hour"),
        http_status=200,
        error=safe_text("no"),
        failures=2,
        moved_to="https://harbour.example/new",
        moved_since=NOW - 3,
        gone=False,
        validators_url="https://harbour.example/real",
        ttl=3600,
        skip_hours=frozenset({1, 23}),
        skip_days=frozenset({6}),
    )

    house.apply(FeedUpdate(polling, NOW))

    assert house.reader.polling(feed) == polling
    assert house.reader.pollings() == (polling,)
    assert house.reader.due(NOW + 59) == ()
    assert house.reader.due(NOW + 60) == (polling,)
    stored_feed = house.reader.feed(feed)
    assert stored_feed is not None
    assert (stored_feed.status, stored_feed.next_check) == (FeedStatus.FAILING, NOW + 60)


@pytest.mark.parametrize(
    ("values", "status"),
    [
        ({"last_checked": None}, FeedStatus.NEW),
        ({"last_checked": 1}, FeedStatus.OK),
        ({"last_checked": 1, "failures": 1}, FeedStatus.FAILING),
        ({"last_checked": 1, "failures": 1, "http_status": 429}, FeedStatus.LIMITED),
        ({"last_checked": 1, "gone": True}, FeedStatus.GONE),
    ],
)
def test_a_feed_says_how_it_is_doing(house: House, values: dict[str, int], status: FeedStatus) -> None:
    feed = house.feed()
    house.apply(FeedUpdate(Polling(feed, "https://harbour.example/feed", **values), NOW))  # type: ignore[arg-type]

    assert house.reader.feeds()[0].status is status


def test_a_wish_that_came_during_a_poll_is_not_lost(house: House) -> None:
    feed = house.feed()
    begun = house.update(feed)
    house.writer.edit_feed(feed, FeedEdit(interval=7200, full_text=True, url="https://harbour.example/other"))

    house.apply(begun)

    polling = house.reader.polling(feed)
    assert (polling.interval, polling.full_text, polling.url) == (7200, True, "https://harbour.example/other")


def test_a_confirmed_move_changes_the_address(house: House) -> None:
    feed = house.feed()
    old, new = "https://harbour.example/feed", "https://harbour.example/new"
    house.apply(FeedUpdate(Polling(feed, old, moved_to=new, moved_since=NOW), NOW))
    assert house.reader.polling(feed).url == old

    house.apply(FeedUpdate(Polling(feed, new), NOW + DAY))

    assert house.reader.polling(feed).url == new


def test_the_publishers_card_names_a_feed_until_the_user_does(house: House) -> None:
    feed = house.writer.add_feed(NewFeed("https://xn--hfen-5qa.example/feed"))
    assert house.reader.feeds()[0].title == "xn--hfen-5qa.example"
    card = FeedCard(
        *map(safe_text, ("Häfen", "https://h.example", "Daily", "Ed", "(c)", "mail", "de", "https://h.example/i.png"))
    )
    house.apply(house.update(feed, card=card))

    assert (house.reader.feeds()[0].title, house.reader.feeds()[0].card) == ("Häfen", card)
    house.writer.edit_feed(feed, FeedEdit(title=safe_text("Mine"), folder=(safe_text("World"),)))
    house.apply(house.update(feed, card=card))
    assert (house.reader.feeds()[0].title, house.reader.feeds()[0].folder) == ("Mine", ("World",))
    house.writer.edit_feed(feed, FeedEdit(title=safe_text("")))
    assert house.reader.feeds()[0].title == "Häfen"


def test_feeds_come_by_folder_and_title(house: House) -> None:
    for name, folder in (("b", []), ("C", []), ("a", ["World"]), ("d", ["science"]), ("e", ["World", "Asia"])):
        house.feed(name, folder)

    assert [(feed.folder, feed.title) for feed in house.reader.feeds()] == [
        ((), "B"),
        ((), "C"),
        (("science",), "D"),
        (("World",), "A"),
        (("World", "Asia"), "E"),
    ]


def test_a_list_is_imported_once(house: House) -> None:
    house.feed("harbour")
    world = (safe_text("World"),)
    outlines = [
        Outline(world, safe_text("One"), "https://one.example/feed"),
        Outline((), safe_text("Again"), "https://one.example/feed"),
        Outline(world, safe_text(""), "https://harbour.example/feed"),
    ]

    assert house.writer.import_feeds(outlines) == (1, 0, 1)
    assert house.writer.import_feeds(outlines) == (0, 2, 0)
    assert {(feed.title, feed.folder) for feed in house.reader.feeds()} == {("One", world), ("Harbour", world)}
    assert (house.writer.undo() or ("",))[0] == "Undone: 1 feeds imported, 1 moved"
    assert {(feed.title, feed.folder) for feed in house.reader.feeds()} == {("Harbour", ())}


def test_what_does_not_exist_is_said_in_a_sentence(house: House) -> None:
    feed = house.feed()
    house.feed("other")
    with pytest.raises(NotFoundError, match="no feed 99"):
        house.reader.polling(FeedId(99))
    with pytest.raises(NotFoundError, match="no feed 99"):
        house.writer.edit_feed(FeedId(99), FeedEdit(interval=1))
    with pytest.raises(NotFoundError, match="no feed 0"):
        house.writer.remove_feed(FeedId(0))
    with pytest.raises(NotFoundError, match="no entry 99"):
        house.writer.save_page(EntryId(99), ExtractedPage(), NOW)
    with pytest.raises(UsageError, match="subscribed to already"):
        house.writer.edit_feed(feed, FeedEdit(url="https://other.example/feed"))
    assert house.reader.feed(FeedId(99)) is None
    assert house.reader.entry(EntryId(99)) is None


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
    page = ExtractedPage(
        author=safe_text("Page"),
        agency=safe_text("Wire"),
        place=safe_text("Port"),
        published=NOW - 7,
        lang=safe_text("fr"),
        tags=(safe_text("SEA"), safe_text("Land")),
        related=(Related(safe_text("B"), "http://x.example/a/"), Related(safe_text("C"), "https://x.example/c")),
        images=("https://i.example/1", "https://i.example/2"),
        html="<p>page</p>",
        text="word " * 460,
    )
    for entry in (one, two):
        house.writer.save_page(entry, page, NOW)

    first, second = stored(house, one), stored(house, two)
    assert (first.author, first.agency, first.place, first.published, first.lang) == (
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
    assert text(house, one) == Body(feed_html="<p>feed</p>", page_html="<p>page</p>")
    assert house.guids("has:fulltext") == ["a2", "a1"]


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
    assert text(house, entry).page_html == "<p>walrus</p>"
    house.mark(Flag.STARRED, entry)
    assert house.find("is:starred") == [entry]


def test_small_memories(house: House) -> None:
    (one,) = house.store(house.feed(), draft("a1"))
    assert (house.reader.position(one), house.reader.note("pane")) == (0, None)

    house.writer.remember_position(one, 7)
    house.writer.remember("pane", "{}")
    house.writer.pause_host("https://a.example:443", NOW + 60)
    house.writer.pause_host("https://a.example:443", NOW + 30)

    assert (house.reader.position(one), house.reader.note("pane")) == (7, "{}")
    assert house.reader.host_pauses(NOW + 59) == {"https://a.example:443": NOW + 60}
    assert house.reader.host_pauses(NOW + 60) == {}


def test_a_lease_has_one_owner_until_it_is_over(house: House) -> None:
    assert house.writer.lease("refresh", "one", 60, NOW)
    assert house.writer.lease("refresh", "one", 60, NOW + 1)
    assert not house.writer.lease("refresh", "two", 60, NOW + 60)
    house.writer.release("refresh", "two")
    assert house.writer.lease("refresh", "two", 60, NOW + 61)
    house.writer.release("refresh", "two")
    assert house.writer.lease("refresh", "one", 60, NOW + 62)


def test_another_connections_commit_shows_in_the_revision(house: House) -> None:
    before = house.reader.revision
    assert house.reader.revision == before

    house.writer.remember("a", "b")

    assert house.reader.revision != before
