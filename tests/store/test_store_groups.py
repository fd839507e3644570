"""Lists with one line for each story, read from a store."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from store.storing import NOW, House, draft
from tuinews.model.change import FeedEdit
from tuinews.model.entry import Flag, Mark
from tuinews.model.ids import EntryId, FeedId
from tuinews.model.query import parse_query
from tuinews.model.stories.entry_groups import EVERY_KIND, FoldedIds
from tuinews.store import group_keys


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    """Six entries of two feeds, 1 to 6, the newest last; 1, 3 and 4 tell one story, 2 and 6 another."""
    with House(tmp_path) as house:
        port, hills = house.feed("port"), house.feed("hills")
        minutes = {1: 2, 2: 1, 3: 9, 4: 1, 5: 0, 6: 1}
        for number, length in minutes.items():
            house.store(port if number < 4 else hills, draft(f"e{number}", minutes=length))
        connection = house.writer._connection
        connection.executemany("INSERT INTO stories (id) VALUES (?)", [(1,), (2,)])
        told = [(1, 1), (1, 3), (1, 4), (2, 2), (2, 6)]
        connection.executemany("UPDATE states SET story_id = ? WHERE id = ?", told)
        yield house


def fold(house: House, query: str = "", limit: int | None = None) -> FoldedIds:
    return house.reader.lists.fold(parse_query(query, NOW), NOW, EVERY_KIND, limit)


def members(folded: FoldedIds) -> list[tuple[int, ...]]:
    return [folded.groups[line].members for line in folded.ids if line in folded.groups]


@pytest.mark.parametrize("few", [0, 20_000], ids=["all that are in stories are read", "each is looked up"])
def test_stories_are_one_line_with_the_fullest_text(house: House, few: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(group_keys, "_FEW", few)
    folded = fold(house)
    assert list(folded.ids) == [2, 5, 3], "of equally long ones the first that came"
    assert members(folded) == [(6, 2), (4, 3, 1)]
    assert dict(folded.lines) == {6: 2, 4: 3, 1: 3}
    assert folded.complete


@pytest.mark.parametrize("few", [0, 20_000], ids=["all that are in stories are read", "each is looked up"])
def test_a_preferred_source_stands_for_its_stories(house: House, few: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(group_keys, "_FEW", few)
    hills = FeedId(2)
    house.writer.edit_feed(hills, FeedEdit(prefer=True))
    assert list(fold(house).ids) == [6, 5, 4]
    assert list(fold(house, "feed:port").ids) == [3, 2], "where it is not in the list the fullest text is shown"
    house.writer.undo()
    assert list(fold(house).ids) == [2, 5, 3]


def test_only_what_is_in_the_list_is_folded(house: House) -> None:
    assert members(fold(house, "feed:port")) == [(3, 1)]
    assert members(fold(house, "feed:hills")) == []
    assert list(fold(house, "sort:oldest").ids) == [3, 2, 5]


def test_the_first_lines_are_read_until_there_are_enough(house: House) -> None:
    first = fold(house, limit=2)
    assert (list(first.ids), first.complete) == ([6, 5], False)
    house.mark(Flag.READ, *map(EntryId, (2, 5, 6)))
    unread = fold(house, "is:unread", limit=3)
    assert (list(unread.ids), unread.complete) == ([3], True), "three of them were one line: what follows was read"


def test_the_stories_of_a_page_are_looked_up_by_its_ids(house: House) -> None:
    connection = house.writer._connection
    connection.execute("ANALYZE")
    connection.execute("DELETE FROM sqlite_stat1")
    connection.execute("INSERT INTO sqlite_stat1 VALUES ('states', 'states_story', '9 4 1 1 1')")
    connection.execute("ANALYZE sqlite_schema")
    for statement in (group_keys._STORIES_OF, group_keys._FIRST_OF, group_keys._CAPPED_AMONG):
        plan = connection.execute(f"EXPLAIN QUERY PLAN {statement}", (None,)).fetchall()
        steps = [str(step[3]) for step in plan]
        assert [step for step in steps if step.startswith("SCAN s")] == [], statement
        assert any(step.endswith("USING INTEGER PRIMARY KEY (rowid=?)") and " s" in step for step in steps)


def test_copies_are_the_unread_entries_of_the_story_with_the_same_text(house: House) -> None:
    house.writer._connection.executemany("INSERT INTO same_texts VALUES (?, ?)", [(1, 7), (3, 7), (4, 7), (6, 8)])

    def mark(entry_id: int) -> set[int]:
        changed = house.writer.mark(Mark(Flag.READ, True, (EntryId(entry_id),)), copies=True).changed  # noqa: FBT003
        house.writer.undo(own=True, agreed=0)
        return {*changed}

    assert mark(3) == {1, 3, 4}
    house.mark(Flag.READ, EntryId(4))
    assert mark(3) == {1, 3}
    assert mark(2) == {2}
    house.writer.stories.split(EntryId(3))
    assert mark(3) == {3}, "what was split off is no copy any more"


def test_what_the_user_did_to_a_story_is_undone_without_a_question(house: House) -> None:
    house.writer.stories.split(EntryId(3))
    assert members(fold(house)) == [(6, 2), (4, 1)]
    undone = house.writer.undo(own=True, agreed=0)
    assert undone is not None
    assert members(fold(house)) == [(6, 2), (4, 3, 1)]
