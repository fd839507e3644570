"""The journal's changes, undone one by one."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from store.storing import NOW, House, draft
from tuinews.model.arrival import RuleEffect
from tuinews.model.entry import Flag
from tuinews.model.error import UsageError
from tuinews.store.entries import marks
from tuinews.store.rules.rule_record import record_effects


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    with House(tmp_path) as house:
        yield house


def test_what_a_rule_did_is_not_undone_before_a_mark_of_the_same_entry(house: House) -> None:
    one, other = house.store(house.feed(), draft("e1"), draft("e2"))
    house.mark(Flag.STARRED, other)
    effect = RuleEffect(rule_id=7, marks=frozenset({Flag.STARRED}), tags=(), full_text=False, jobs=())
    with house.writer._commit() as connection:
        marks.set_flag(connection, Flag.STARRED, [one], NOW, value=True)
        record_effects(connection, NOW, [(one, effect)], jobs=False)
    house.mark(Flag.STARRED, one, value=False)
    house.mark(Flag.READ, one)
    house.mark(Flag.STARRED, other, value=False)
    of_other, read, unstarred, by_rule, *_ = [change.number for change in house.writer.journal.list_changes(9)]

    with pytest.raises(UsageError, match=f"undo {unstarred} first"):
        house.writer.journal.turn(by_rule)
    house.writer.journal.turn(unstarred)
    house.writer.journal.turn(by_rule)

    assert house.find("is:starred") == []
    assert [house.writer.journal.turn(number).changed for number in (read, of_other)] == [(one,), (other,)]


def test_what_was_undone_last_is_done_again_first_wherever_it_stands(house: House) -> None:
    one, other = house.store(house.feed(), draft("e1"), draft("e2"))
    house.mark(Flag.STARRED, one)
    house.mark(Flag.LATER, other)
    _, starred, *_ = [change.number for change in house.writer.journal.list_changes(9)]
    house.writer.journal.turn(starred)
    house.writer.undo()

    redone = [house.writer.redo() for _ in range(3)]

    assert [marked and marked.changed for marked in redone] == [(other,), (one,), None]
