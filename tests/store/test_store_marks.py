from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store.storing import House, draft
from tuinews.model.change import FeedEdit
from tuinews.model.entry import Flag
from tuinews.model.error import ConsentError
from tuinews.model.feed import Counts, NewFeed
from tuinews.model.ids import EntryId, FeedId
from tuinews.model.parsed import Outline
from tuinews.model.query import EVERYTHING
from tuinews.model.text import safe_text
from tuinews.store.topics import counts


def contents(house: House) -> dict[str, list[tuple[Any, ...]]]:
    """All that the user can change."""
    return {
        "states": house.rows("SELECT id, presence, hidden_by, read, starred, later FROM states ORDER BY id"),
        "tags": house.rows("SELECT entry_id, tag_id, givers FROM entry_tags ORDER BY 1, 2"),
        "feeds": house.rows("SELECT id, url, title, own_title, folder, removed_at IS NULL FROM feeds ORDER BY id"),
        "polling": house.rows("SELECT feed_id, full_text, interval FROM polling ORDER BY 1"),
        "tallies": house.rows("SELECT * FROM tallies ORDER BY 1"),
        "spellings": house.rows("SELECT name, uses FROM spellings WHERE uses > 0 ORDER BY 1"),
    }


def recounted(house: House) -> dict[str, list[tuple[Any, ...]]]:
    """What the counters should say."""
    return {
        "tallies": house.rows(
            "SELECT f.id, sum(s.presence = 0 AND s.hidden_by = 0 AND s.read = 0), sum(s.presence < 2 AND s.starred), "
            "sum(s.presence < 2 AND s.later), sum(s.presence = 0 AND s.hidden_by = 0), "
            "sum(s.presence = 0 AND s.hidden_by <> 0), 0 "
            "FROM feeds f JOIN states s ON s.feed_id = f.id GROUP BY f.id ORDER BY f.id"
        ),
        "spellings": house.rows(
            "SELECT p.name, count(*) FROM entry_tags t JOIN states s ON s.id = t.entry_id "
            "JOIN spellings p ON p.id = t.spelling_id "
            "WHERE s.presence < 2 AND s.hidden_by = 0 GROUP BY p.name ORDER BY 1"
        ),
    }


def test_a_mark_changes_what_was_otherwise_and_says_so(house: House) -> None:
    first, second = house.store(house.feed(), draft("a1"), draft("a2"))
    house.mark(Flag.READ, first)

    marked = house.mark(Flag.READ, first, second, EntryId(999))

    assert marked == ("1 marked read", (second,))
    assert house.reader.counts() == Counts(unread=0, total=2)
    assert house.mark(Flag.READ, first) == ("0 marked read", ())


def test_undo_and_redo_walk_through_the_journal(house: House) -> None:
    (entry,) = house.store(house.feed(), draft("a1"))
    house.mark(Flag.STARRED, entry)
    house.mark(Flag.READ, entry)

    assert house.writer.undo() == ("Undone: 1 marked read (“Headline a1”)", (entry,))
    assert house.writer.undo() == ("Undone: 1 starred (“Headline a1”)", (entry,))
    assert house.reader.counts() == Counts(unread=1, total=1)
    assert house.writer.redo() == ("Done again: 1 starred (“Headline a1”)", (entry,))
    house.mark(Flag.LATER, entry)
    assert house.writer.redo() is None
    assert house.reader.counts() == Counts(unread=1, starred=1, later=1, total=1)


def test_the_journal_names_the_one_article_or_feed_of_a_change_as_it_is_called_now(house: House) -> None:
    one, two, three = house.store(house.feed(), draft("a1"), draft("a2"), draft("a3"))
    house.writer.add_feed(NewFeed("https://ann:secret@harbour.example/port/feed"))
    house.mark(Flag.READ, one)
    house.mark(Flag.READ, two, three)

    assert [change.sentence for change in house.writer.journal.list_changes(9)] == [
        "2 marked read",
        "1 marked read (“Headline a1”)",
        "subscribed to https://harbour.example/port/feed",
        "subscribed to Harbour",
    ]


def test_only_what_was_agreed_to_is_undone(house: House) -> None:
    (entry,) = house.store(house.feed(), draft("a1"))
    with pytest.raises(ConsentError, match="subscribed to Harbour; it is gone with 1 entry") as first:
        house.writer.undo(agreed=0)
    assert first.value.ahead == "unsubscribe from Harbour again; its 1 article goes"
    house.mark(Flag.STARRED, entry)
    with pytest.raises(ConsentError, match="1 starred") as second:
        house.writer.undo(agreed=first.value.change)
    assert house.reader.counts() == Counts(unread=1, starred=1, total=1)

    assert (house.writer.undo(agreed=0) or ("", ()))[0] == "Undone: 1 starred (“Headline a1”)"
    assert house.writer.undo(agreed=first.value.change) is not None
    assert house.reader.feeds() == ()
    with pytest.raises(ConsentError):
        house.writer.redo(agreed=second.value.change)
    assert house.writer.redo(agreed=0) is not None
    assert len(house.reader.feeds()) == 1


def test_a_mark_that_changes_nothing_is_nothing_to_undo(house: House) -> None:
    (entry,) = house.store(house.feed(), draft("a1"))
    house.mark(Flag.READ, entry, value=False)

    assert (house.writer.undo() or ("", ()))[0] == "Undone: subscribed to Harbour; it is gone with 1 entry"
    assert house.writer.undo() is None


def test_all_that_match_are_marked_and_unmarked(house: House) -> None:
    feed = house.feed()
    house.store(feed, *(draft(f"a{number}") for number in range(30)))
    house.mark(Flag.READ, *map(EntryId, house.find()[:10]))
    marked = house.mark_all(f"feed:{feed}", Flag.READ)

    assert marked.sentence == "20 marked read"
    assert len(marked.changed) == 20
    assert house.reader.counts().unread == 0
    house.writer.undo()
    assert house.reader.counts().unread == 20


def test_what_came_after_an_entry_can_be_left_out(house: House) -> None:
    first, second, third = house.store(house.feed(), *(draft(f"a{number}") for number in range(3)))
    ids = sorted((first, second, third))
    marked = house.writer.mark_query(EVERYTHING, Flag.READ, value=True, last=ids[1])

    assert sorted(marked.changed) == ids[:2]
    assert house.find("is:unread") == ids[2:]


def test_more_marks_than_are_counted_feed_by_feed(house: House) -> None:
    feed, other = house.feed(), house.feed("other")
    house.store(feed, *(draft(f"a{number}") for number in range(1_200)))
    house.store(other, draft("b1"))

    house.mark_all("feed:harbour", Flag.STARRED)

    assert house.reader.counts() == Counts(unread=1_201, starred=1_200, total=1_201)
    assert contents(house)["tallies"][1:] == recounted(house)["tallies"]


def test_own_tags_are_the_users_and_can_be_undone(house: House) -> None:
    (entry,) = house.store(house.feed(), draft("a1", tags=["Sea"]))

    tagged = house.writer.set_user_tags([entry], (safe_text("SEA"), safe_text("to read")), ())

    assert tagged.sentence == "tagged SEA, tagged to read"
    stored = house.reader.entry(entry)
    assert stored is not None
    assert (stored.tags, stored.user_tags) == (("Sea",), ("Sea", "to read"))
    assert house.writer.set_user_tags([entry], (safe_text("sea"),), (safe_text("other"),)).changed == ()
    house.writer.undo()
    stored = house.reader.entry(entry)
    assert stored is not None
    assert (stored.tags, stored.user_tags) == (("Sea",), ())


def test_own_tags_of_many_are_one_change(house: House) -> None:
    first, second, third = house.store(house.feed(), *(draft(f"a{number}") for number in range(3)))
    river, old = safe_text("river"), safe_text("old")
    house.writer.set_user_tags([second], (river,), ())
    house.writer.set_user_tags([third], (old,), ())

    tagged = house.writer.set_user_tags([first, second, third, EntryId(999)], (river,), (old,))

    assert tagged == ("tagged river, untagged old (2 entries)", (first, third))
    assert sorted(house.find("tag:river")) == sorted([first, second, third])
    undone = house.writer.undo()
    assert undone is not None
    assert undone.sentence == "Undone: tagged river, untagged old (2 entries)"
    assert house.find("tag:river") == [second]
    assert house.find("tag:old") == [third]
    house.writer.redo()
    assert sorted(house.find("tag:river")) == sorted([first, second, third])


def test_own_tags_that_were_written_down_one_by_one_can_still_be_undone(house: House) -> None:
    (entry,) = house.store(house.feed(), draft("a1"))
    house.writer.set_user_tags([entry], (safe_text("river"),), ())
    house.writer._connection.execute("UPDATE journal SET detail = ?", ('{"added": ["river"], "removed": []}',))

    house.writer.undo()

    assert house.find("tag:river") == []


def test_removing_keeps_what_is_saved_and_can_be_undone(house: House) -> None:
    feed = house.feed()
    starred, later, tagged, plain = house.store(feed, *(draft(f"a{number}") for number in range(4)))
    house.mark(Flag.STARRED, starred)
    house.mark(Flag.LATER, later)
    house.writer.set_user_tags([tagged], (safe_text("mine"),), ())
    before = contents(house)

    assert house.writer.remove_feed(feed) == 1

    assert house.reader.feeds() == ()
    assert house.reader.feed(feed) is None
    assert house.reader.polls.due(house.now) == ()
    assert house.find() == []
    assert house.find("is:starred") == [starred]
    assert house.find("is:later") == [later]
    assert house.find("tag:mine") == [tagged]
    assert house.reader.entry(plain) is None
    assert house.reader.lists.headlines([starred])[0].feed == "Harbour"
    assert house.reader.counts() == Counts(unread=0, starred=1, later=1, total=0)
    undone = house.writer.undo()
    assert undone is not None
    assert undone.sentence == "Undone: unsubscribed from Harbour; it is back with 4 entries"
    assert contents(house) == before


def test_subscribing_again_brings_back_what_was_read(house: House) -> None:
    feed = house.feed()
    (entry,) = house.store(feed, draft("a1"))
    house.mark(Flag.READ, entry)
    house.writer.remove_feed(feed)

    assert house.writer.add_feed(NewFeed("https://harbour.example/feed")) == feed
    assert house.store(feed, draft("a1"), draft("a2")) == (entry + 1,)
    assert house.guids("is:unread") == ["a2"]


def test_what_cannot_be_brought_back_says_why(house: House) -> None:
    feed = house.feed()
    house.writer.remove_feed(feed)
    other = house.feed("other")
    house.writer.edit_feed(other, FeedEdit(url="https://harbour.example/feed"))

    assert {f.url for f in house.reader.feeds()} == {"https://harbour.example/feed"}
    house.writer.undo()
    assert {f.url for f in house.reader.feeds()} == {"https://other.example/feed"}


_ENTRY = st.integers(1, 8)
_CHANGES = st.one_of(
    st.tuples(st.just("mark"), st.sampled_from(Flag), st.booleans(), st.lists(_ENTRY, max_size=5)),
    st.tuples(st.just("all"), st.sampled_from(Flag), st.booleans(), st.sampled_from(["", "is:unread", "tag:sea"])),
    st.tuples(st.just("tag"), _ENTRY, st.sampled_from(["Sea", "sea", "land"]), st.booleans()),
    st.tuples(st.just("remove"), st.integers(1, 2)),
    st.tuples(st.just("add"), st.sampled_from(["one", "two", "three"])),
    st.tuples(st.just("edit"), st.integers(1, 2), st.sampled_from(["Title", ""]), st.sampled_from([0, 3600])),
    st.tuples(st.just("import"), st.sampled_from(["one", "four"]), st.sampled_from(["World", "Sport"])),
)


def change(house: House, what: tuple[Any, ...]) -> None:
    subscribed = {feed.id for feed in house.reader.feeds()}
    match what:
        case ("mark", flag, value, ids):
            house.mark(flag, *ids, value=value)
        case ("all", flag, value, query):
            house.mark_all(query, flag, value=value)
        case ("tag", entry, name, add):
            if house.reader.entry(entry):
                house.writer.set_user_tags([entry], (safe_text(name),) * add, (safe_text(name),) * (not add))
        case ("remove", feed) if feed in subscribed:
            house.writer.remove_feed(FeedId(feed))
        case ("add", name):
            house.writer.add_feed(NewFeed(f"https://{name}.example/feed"))
        case ("edit", feed, title, interval) if feed in subscribed:
            house.writer.edit_feed(FeedId(feed), FeedEdit(title=safe_text(title), interval=interval))
        case ("import", name, folder):
            house.writer.import_feeds([Outline((safe_text(folder),), safe_text(""), f"https://{name}.example/feed")])


@settings(max_examples=30, deadline=None)
@given(st.lists(_CHANGES, max_size=8))
def test_undoing_all_is_as_if_nothing_was_done_and_redoing_all_as_before(changes: list[tuple[Any, ...]]) -> None:
    with TemporaryDirectory() as folder, House(Path(folder)) as house:
        one, two = house.feed("one"), house.feed("two")
        house.store(one, *(draft(f"a{number}", tags=["Sea"]) for number in range(4)))
        house.store(two, *(draft(f"b{number}") for number in range(4)))
        house.writer._connection.execute("DELETE FROM journal")
        steps = [contents(house)]
        for what in changes:
            change(house, what)
            steps.append(contents(house))
            tallies = {row[0]: row for row in contents(house)["tallies"]}
            assert [tallies[row[0]] for row in recounted(house)["tallies"]] == recounted(house)["tallies"]
            assert contents(house)["spellings"] == recounted(house)["spellings"]
        for _ in steps:
            if house.writer.undo() is None:
                break
            assert visible(contents(house)) in [visible(step) for step in steps]
        assert house.writer.undo() is None
        assert visible(contents(house)) == visible(steps[0])
        for _ in steps:
            house.writer.redo()
        assert house.writer.redo() is None
        assert visible(contents(house)) == visible(steps[-1])


def visible(state: dict[str, list[tuple[Any, ...]]]) -> dict[str, list[tuple[Any, ...]]]:
    """Without the empty rows that feeds leave which were added and taken away again."""
    live = {row[0] for row in state["feeds"] if row[-1]} | {row[1] for row in state["states"]}
    return {
        "states": state["states"],
        "tags": state["tags"],
        "feeds": [row for row in state["feeds"] if row[-1]],
        "polling": [row for row in state["polling"] if row[0] in live],
        "tallies": [row for row in state["tallies"] if any(row[1:])],
        "spellings": state["spellings"],
    }


def test_tags_of_what_has_aged_stay_unread_when_the_rest_is_marked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Marking thousands counts all that is left unread anew: that is what is fresh, what has aged and what is kept."""
    monkeypatch.setattr(counts, "_FEW", 0)
    with House(tmp_path) as house:
        old = house.feed("old")
        kept = house.store(old, draft("k1", tags=["Sea"]))
        house.mark(Flag.STARRED, *kept)
        house.writer.remove_feed(old)
        aged, *others = house.store(house.feed("quay"), *(draft(f"q{number}", tags=["Sea"]) for number in range(4)))
        house.rows(f"UPDATE states SET aged = 1 WHERE id = {aged}")  # noqa: S608  a number

        house.mark(Flag.READ, *others)

        assert house.rows("SELECT uses, unread FROM spellings") == [(5, 2)]
