from pollings import made
from store.storing import NOW, House, draft
from tuinews.model.change import Edited, FeedUpdate, UpdateResult
from tuinews.model.clock import DAY
from tuinews.model.codec.stored_text import unpack
from tuinews.model.entry import Body, Enclosure, Entry, Flag, Related, Version
from tuinews.model.feed import Counts, FeedStatus, NewFeed
from tuinews.model.ids import EntryId
from tuinews.model.text import safe_text


def stored(house: House, entry_id: EntryId) -> Entry:
    entry = house.reader.entry(entry_id)
    assert entry is not None
    return entry


def text(house: House, entry_id: EntryId) -> Body:
    return house.reader.texts.body(entry_id)


FULL = draft(
    "full2",
    author=safe_text("Ada Pole"),
    agency=safe_text("Coast Wire"),
    dateline=safe_text("Port Vale"),
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


def test_an_entry_comes_back_as_it_was_stored(house: House) -> None:
    feed = house.feed()
    near = draft("near1")
    full = FULL

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
        dateline=full.dateline,
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
    assert text(house, full_id) == Body(feed_html=unpack(full.html), base=full.base)
    assert text(house, near_id) == Body()
    assert house.reader.lists.headlines([full_id])[0].enclosed


def test_what_is_stored_is_known_by_guid_and_by_address(house: House) -> None:
    feed, other = house.feed(), house.feed("other")
    one, two, _ = house.store(feed, draft("a1", "Ein  Titel"), draft("a2"), draft("a3"))
    house.store(other, draft("b1", link_key="news.example/a1"))

    known = house.reader.polls.find_known(feed, ["a1", "zz"], ["news.example/a2", "", "news.example/a1"])

    assert {entry.id for entry in known} == {one, two}
    assert {entry.title_key for entry in known} == {"ein titel", "headline a2"}
    assert house.reader.polls.find_known(feed, [], []) == ()
    (dated,) = house.store(feed, draft("a9", published=NOW - 7))
    assert [entry.id for entry in house.reader.polls.find_known_by_date(feed, [NOW - 7, NOW])] == [dated]
    assert (
        house.reader.polls.find_known_by_date(feed, []) == house.reader.polls.find_known_by_date(other, [NOW - 7]) == ()
    )
    assert house.reader.polls.fingerprints(other) == {draft("b1", link_key="news.example/a1").fingerprint}


def test_addresses_are_found_however_they_are_written(house: House) -> None:
    (one,) = house.store(house.feed(), draft("a1"))

    asked = ["http://www.news.example/a1/?utm_medium=x#top", "https://news.example/a2"]

    assert house.reader.resolve(asked) == {asked[0]: one}
    assert house.reader.resolve([]) == {}


def test_an_edited_entry_keeps_its_marks_its_place_and_its_old_text(house: House) -> None:
    feed = house.feed()
    (one,) = house.store(feed, draft("a1", html="<p>old</p>", tags=["Sea"]))
    house.mark(Flag.STARRED, one)
    assert (stored(house, one).edited, [row.edited for row in house.reader.lists.headlines([one])]) == (False, [False])
    new = draft("a1", "Better", html="<p>new</p>", tags=["SEA", "Land"], moment=NOW)

    applied = house.apply(house.update(feed, edited=[Edited(one, new)]))

    assert (applied.new, applied.updated) == ((), 1)
    entry = stored(house, one)
    assert (entry.title, entry.starred, entry.moment, entry.tags) == ("Better", True, NOW - 99_940, ("Sea", "Land"))
    assert (entry.edited, [row.edited for row in house.reader.lists.headlines([one])]) == (True, [True])
    assert text(house, one) == Body(feed_html="<p>new</p>")
    assert house.reader.texts.versions(one) == (Version(NOW, safe_text("Headline a1"), "<p>old</p>", ""),)
    house.apply(house.update(feed, edited=[Edited(one, new)]))
    assert len(house.reader.texts.versions(one)) == 1


def test_earlier_texts_are_the_first_and_the_newest_and_go_with_their_entry(house: House) -> None:
    feed = house.feed()
    (one,) = house.store(feed, draft("a1", html="<p>0</p>"))
    for number in range(1, 10):
        house.apply(house.update(feed, edited=[Edited(one, draft("a1", html=f"<p>{number}</p>"))]))
    same_words = draft("a1", html="<div class='x'>9</div>")
    house.apply(house.update(feed, edited=[Edited(one, same_words)]))

    assert [version.html for version in house.reader.texts.versions(one)] == [f"<p>{n}</p>" for n in (0, 5, 6, 7, 8)]
    house.writer.remove_feed(feed)
    house.now += 40 * DAY
    house.writer.optimize()
    assert house.rows("SELECT count(*) FROM versions") == [(0,)]


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

    assert house.apply(house.update(feed, [draft("a1")])) == UpdateResult(feed, (), 0)
    assert house.apply(house.update(feed, [draft("a1", "Other")])) == UpdateResult(feed, (), 1)
    assert stored(house, one).title == "Other"
    assert house.reader.counts() == Counts(unread=1, total=1)


def test_an_old_item_that_reappears_is_not_new_again(house: House) -> None:
    feed = house.feed()
    read, unread = house.store(feed, draft("a1"), draft("a2", tags=["Sea"]))
    house.mark(Flag.READ, read)
    house.mark(Flag.LATER, read)
    house.writer._connection.execute("DELETE FROM entries")
    assert house.reader.counts() == Counts()
    assert house.reader.topics.read_page(house.now, "count", 9) == ()
    assert house.reader.texts.body(unread) == Body()

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
    update = FeedUpdate(gone, NOW, None, (draft("g1"),), polling=made(gone, "https://gone.example/feed"))

    applied = house.writer.apply(
        [house.update(bad, [draft("b1"), draft("b2", moment=2**70)]), house.update(good, [draft("a1")]), update]
    )

    assert [len(done.new) for done in applied] == [0, 1, 0]
    assert "cannot be stored" in applied[0].error
    assert house.guids() == ["a1"]


def test_how_a_feed_is_polled_is_stored_with_its_entries(house: House) -> None:
    feed = house.feed()
    polling = made(
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

    house.apply(FeedUpdate(feed, NOW, polling=polling))

    assert house.reader.polls.polling(feed) == polling
    assert house.reader.polls.pollings() == (polling,)
    assert house.reader.polls.due(NOW + 59) == ()
    assert house.reader.polls.due(NOW + 60) == (polling,)
    stored_feed = house.reader.feed(feed)
    assert stored_feed is not None
    assert (stored_feed.status, stored_feed.next_check) == (FeedStatus.FAILING, NOW + 60)
