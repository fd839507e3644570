"""D10: what goes when a feed has more than the user keeps, what never goes, and what is known of it afterwards."""

from pollings import changed
from store.storing import House, draft
from tuinews.model.change import FeedEdit, FeedUpdate
from tuinews.model.entry import Flag
from tuinews.model.ids import FeedId
from tuinews.model.text import safe_text
from tuinews.store.entries.retention import BATCH


def trim(house: House, keep: int) -> int:
    """Let go what is too much in feeds that carry a single entry, unless they are told to carry more."""
    went = 0
    house.rows("UPDATE polling SET carried = 1 WHERE carried = 0")
    while some := house.writer.trim(keep):
        went += some
    return went


def test_d10_the_oldest_read_entries_go_and_the_newest_stay(house: House) -> None:
    feed, other = house.feed(), house.feed("hills")
    house.mark(Flag.READ, *house.store(feed, *(draft(f"a{n}") for n in range(10))))
    house.mark(Flag.READ, *house.store(other, *(draft(f"b{n}") for n in range(3))))

    assert trim(house, 4) == 6

    assert house.guids("feed:harbour") == ["a9", "a8", "a7", "a6"]
    assert len(house.find("feed:hills")) == 3
    assert house.reader.counts().total == 7
    assert house.rows("SELECT count(*) FROM bodies WHERE entry_id NOT IN (SELECT id FROM entries)") == [(0,)]
    assert trim(house, 4) == 0


def test_d10_unread_starred_later_and_tagged_ones_never_go(house: House) -> None:
    ids = house.store(house.feed(), *(draft(f"a{n}", tags=["Sea"]) for n in range(8)))
    house.mark(Flag.READ, *ids[1:])
    house.mark(Flag.STARRED, ids[1])
    house.mark(Flag.LATER, ids[2])
    house.writer.set_user_tags([ids[3]], [safe_text("mine")], [])

    assert trim(house, 1) == 3

    assert house.guids() == ["a7", "a3", "a2", "a1", "a0"]


def test_d10_what_the_feed_still_carries_stays_or_it_would_come_again_with_every_poll(house: House) -> None:
    feed = house.feed()
    house.mark(Flag.READ, *house.store(feed, *(draft(f"a{n}") for n in range(10))))
    polling = changed(house.reader.polls.polling(feed), carried=7)
    house.apply(FeedUpdate(feed, house.now, polling=polling))

    assert trim(house, 2) == 3
    assert house.reader.polls.polling(feed).last_check.carried == 7


def test_d10_of_a_feed_that_may_carry_more_than_is_known_nothing_goes(house: House) -> None:
    house.mark(Flag.READ, *house.store(house.feed(), *(draft(f"a{n}") for n in range(10))))
    assert house.writer.trim(2) == 0
    assert trim(house, 2) == 8


def test_d10_what_comes_back_is_as_it_was_and_not_new_again(house: House) -> None:
    feed = house.feed()
    house.mark(Flag.READ, *house.store(feed, *(draft(f"a{n}") for n in range(6))))
    trim(house, 2)

    house.store(feed, draft("a0"), draft("a9"))

    assert house.guids("is:unread") == ["a9"]
    assert house.reader.counts().unread == 1


def test_d10_many_go_in_slices(house: House) -> None:
    feed = house.feed()
    house.store(feed, *(draft(f"a{n}") for n in range(BATCH * 2 + 10)))
    house.mark_all("", Flag.READ)
    house.rows("UPDATE polling SET carried = 1")
    assert [house.writer.trim(10) for _ in range(3)] == [BATCH, BATCH, 0]


def test_d10_what_is_gone_is_not_found_and_undoing_its_marks_is_harmless(house: House) -> None:
    feed: FeedId = house.feed()
    house.store(feed, draft("a0", "Lighthouse"), draft("a1", "Harbour"))
    house.index()
    house.mark_all("", Flag.READ)
    trim(house, 1)
    house.index()
    assert house.guids("lighthouse") == []
    house.writer.undo()
    assert house.guids("is:unread") == ["a1"]
    assert house.reader.counts().unread == 1


def test_d10_a_feeds_own_limit_goes_before_that_of_the_settings(house: House) -> None:
    feed, other = house.feed(), house.feed("hills")
    house.mark(Flag.READ, *house.store(feed, *(draft(f"a{n}") for n in range(10))))
    house.mark(Flag.READ, *house.store(other, *(draft(f"b{n}") for n in range(10))))
    house.writer.edit_feed(feed, FeedEdit(keep=3))

    assert trim(house, 0) == 7
    assert trim(house, 5) == 5

    assert house.guids("feed:harbour") == ["a9", "a8", "a7"]
    assert len(house.find("feed:hills")) == 5
