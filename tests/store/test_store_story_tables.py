"""What the grouping reads and writes: what waits, what is compared, how often words occur, and why."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from store.storing import NOW, House, draft
from store.telling import keep, stories, tell
from tuinews.model.change import Edited
from tuinews.model.clock import DAY
from tuinews.model.error import UsageError
from tuinews.model.stories.story import StoryEvidence
from tuinews.store.file.connection import transaction
from tuinews.store.stories.story_tables import Decision, StoryTables
from tuinews.store.stories.term_counts import TermCounts


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    with House(tmp_path) as opened:
        yield opened


def test_groups_that_turn_out_to_be_one_become_one_story(house: House) -> None:
    one = tell(house, "ab", "cd", "e")
    house.writer.stories.follow(one["c"], value=True)
    (late,) = house.store(house.feed("late"), draft("x1", title="x"))

    keep(house, late, one["a"], merges=[one["c"], one["e"]])

    assert stories(house) == ["abcdex"]
    assert house.reader.stories.read([one["a"]])[0].followed
    assert len(house.find(f"story:{one['c']}")) == 6


def test_new_entries_wait_for_the_grouping_and_edited_ones_if_their_titles_changed(house: House) -> None:
    feed = house.feed()
    first, second = house.store(feed, draft("a1", title="Ferry late"), draft("a2", title="Bridge shut"))
    house.store(feed, draft("old3", moment=NOW - 9 * DAY))

    def waiting() -> list[int]:
        return [one.id for one in house.writer.stories.group(lambda tables: tables.read_waiting(9, NOW - 5 * DAY))]

    assert (house.reader.stories.count_ungrouped(), house.reader.stories.count_ungrouped(NOW - 5 * DAY)) == (3, 2)
    assert waiting() == sorted([first, second])
    house.writer.stories.group(lambda tables: tables.forget_waiting([first, second]))
    assert house.reader.stories.count_ungrouped() == 0, "the old one is forgotten, too"
    edits = [
        Edited(first, draft("a1", title="Ferry late", html="more", fingerprint="x")),
        Edited(second, draft("a2", title="Bridge open", fingerprint="y")),
    ]
    house.apply(house.update(feed, edited=edits))
    assert waiting() == [second]


def test_an_entry_that_is_grouped_again_stays_or_moves(house: House) -> None:
    one = tell(house, "abc", "de")

    def again(letter: str, group: int | None) -> None:
        def decide(tables: StoryTables) -> None:
            before = tables.begin_again(one[letter])
            assert before is not None
            now = tables.settle_again(one[letter], before, before if group is None else group)
            tables.keep(Decision(one[letter], now, 1, NOW, b"", [1], 2))

        house.writer.stories.group(decide)

    again("a", None)
    again("b", None)
    assert stories(house) == ["abc", "de"]
    again("a", one["d"])
    assert stories(house) == ["ade", "bc"]
    again("a", one["a"])
    assert stories(house) == ["bc", "de"]
    house.writer.stories.merge([one["b"], one["d"]])
    assert house.writer.stories.group(lambda tables: tables.begin_again(one["b"])) is None, "the user decided that"


def test_evidence_is_kept_and_what_is_close_is_found(house: House) -> None:
    one = tell(house, "ab", "c", "d")
    near = ((int(one["c"]), 0.3, ""), (int(one["d"]), 0.35, "column"), (int(one["a"]), 0.9, ""), (999, 0.9, ""))
    evidence = StoryEvidence(0.71, ("ferry", "halden"), ("column",), near)
    house.writer.stories.group(lambda tables: tables.keep_evidence(one["b"], evidence))

    found = house.reader.stories.read_evidence(one["b"])

    assert tuple(found) == tuple(evidence)
    assert house.reader.stories.read_evidence(one["c"]).words == ()
    assert house.reader.stories.find_near(one["a"]) == [one["d"], one["c"]]


def test_terms_are_counted_in_every_process(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tuinews.store.stories.term_counts._MOST_LOGGED", 5)
    mine, other = TermCounts(), TermCounts()
    for counts, terms in ((mine, [1, 2]), (other, [2, 3]), (mine, [2**31, 3]), (other, [2]), (mine, [1])):
        with transaction(house.writer._connection):
            counts.load(house.writer._connection)
            counts.count(house.writer._connection, [terms])

    with transaction(house.writer._connection):
        other.load(house.writer._connection)
    assert other.read([1, 2, 3, 4]) == mine.read([1, 2, 3, 4]) == [2, 3, 2, 0]
    assert mine.entries == other.entries == 5
    assert house.rows("SELECT count(*) FROM story_counts")[0][0] < 5, "they were added up"


def test_what_fails_while_grouping_leaves_nothing_behind(house: House) -> None:
    one = tell(house, "ab")

    def fail(tables: StoryTables) -> None:
        tables.count_terms([[1, 2]])
        tables.keep(Decision(one["b"], one["b"], 1, NOW, b"", [1], 2))
        raise UsageError("stop")

    with pytest.raises(UsageError):
        house.writer.stories.group(fail)

    assert house.writer.stories.group(lambda tables: (tables.counts.entries, tables.counts.read([1]))) == (0, [0])
    assert stories(house) == ["ab"]


def test_what_is_too_old_is_forgotten_but_its_story_stays(house: House) -> None:
    one = tell(house, "ab")
    house.writer.stories.split(one["b"])
    house.writer.undo()

    house.writer.stories.forget_old(NOW + DAY)

    assert stories(house) == ["ab"]
    for table in ("story_entries", "story_postings", "story_splits", "story_merges"):
        assert house.rows(f"SELECT * FROM {table}") == [], table  # noqa: S608  names of ours
