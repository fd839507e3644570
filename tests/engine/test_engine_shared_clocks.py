"""Machines that share a folder: copied ones, lost ones, those with wrong clocks, those that were away."""

import shutil
from pathlib import Path

from engine.shared_machines import FEED, NOW, SharingHouse, carry, flags, give, meet, troubles
from tuinews.engine.shared.logs import append
from tuinews.model.clock import DAY
from tuinews.model.entry import Flag
from tuinews.model.shared.log_lines import SharedMark, write_lines
from tuinews.model.shared.names import name_entry
from tuinews.model.shared.stamps import make_stamp

YEARS = 3_650 * DAY


def test_a_copied_library_takes_a_name_of_its_own(ant: SharingHouse, tmp_path: Path) -> None:
    ant.set_mark(FEED, "a", Flag.READ)
    ant.sync()
    ant.writer.optimize()
    ant.rows("PRAGMA wal_checkpoint(TRUNCATE)")
    shutil.copytree(tmp_path / "ant" / "data", tmp_path / "twin" / "data")
    with SharingHouse(tmp_path, "twin") as twin:
        carry(ant, twin)
        ant.now = twin.now = NOW + 60
        twin.set_mark(FEED, "b", Flag.STARRED)
        ant.set_mark(FEED, "c", Flag.LATER)
        twin.writer.shared.put_machine(twin.machine._replace(path=str(twin.folder)))
        meet(ant, twin)
        assert ant.machine.machine != twin.machine.machine
        assert ant.see() == twin.see()
        assert (flags(ant, "b"), flags(twin, "c")) == ((False, True, False), (False, False, True))


def test_a_log_that_grew_behind_our_back_has_another_writer(ant: SharingHouse) -> None:
    ant.sync()
    former = ant.machine.machine
    mark = SharedMark("harbour.example/feed", "read", 1, former, name_entry("a"), make_stamp(NOW + 99))
    append(ant.folder, ant.log.name, "".join(write_lines([mark], [], former)))
    ant.sync()
    assert ant.machine.machine != former
    assert flags(ant, "a")[0]


def test_a_log_that_is_not_as_it_was_left_is_written_anew_under_the_same_name(ant: SharingHouse) -> None:
    ant.set_mark(FEED, "a", Flag.READ)
    ant.sync()
    name, whole = ant.machine.machine, ant.log.read_text().splitlines()[1:]
    for content in (b"", b"rubbish", ant.log.read_bytes()[:90]):
        ant.log.write_bytes(content)
        ant.sync()
        assert (ant.machine.machine, ant.log.read_text().splitlines()[1:]) == (name, whole)
    ant.log.unlink()
    ant.sync()
    assert ant.log.read_text().splitlines()[1:] == whole


def test_a_clock_that_is_a_decade_ahead_moves_no_other_clock(ant: SharingHouse, bee: SharingHouse) -> None:
    give(ant, bee)
    bee.fetch(FEED, "a", "b")
    bee.now = NOW + YEARS
    bee.set_mark(FEED, "a", Flag.READ)
    give(bee, ant)
    assert flags(ant, "a")[0]
    assert any("3650 days ahead" in trouble for trouble in troubles(ant))
    ant.now = NOW + 60
    ant.set_mark(FEED, "a", Flag.READ, value=False)
    ant.set_mark(FEED, "b", Flag.STARRED)
    assert ant.rows("SELECT max(at) FROM shared_marks WHERE field = 'starred'") == [(make_stamp(NOW + 60),)]
    give(ant, bee)
    assert (flags(bee, "a"), flags(bee, "b")) == ((False, False, False), (False, True, False))


def test_a_clock_that_is_a_decade_behind_still_changes_what_it_saw(ant: SharingHouse, bee: SharingHouse) -> None:
    ant.set_mark(FEED, "a", Flag.READ)
    give(ant, bee)
    bee.now = NOW - YEARS
    bee.fetch(FEED, "a", "b")
    bee.set_mark(FEED, "a", Flag.READ, value=False)
    bee.set_mark(FEED, "b", Flag.STARRED)
    give(bee, ant)
    assert (flags(ant, "a"), flags(ant, "b")) == ((False, False, False), (False, True, False))


def test_a_machine_that_was_away_for_two_years_brings_nothing_back(ant: SharingHouse, bee: SharingHouse) -> None:
    ant.set_mark(FEED, "a", Flag.STARRED)
    give(ant, bee)
    bee.fetch(FEED, "a", "b")
    bee.sync()
    ant.now += 60
    ant.set_mark(FEED, "a", Flag.STARRED, value=False)
    ant.sync()
    ant.now += 730 * DAY
    ant.log.unlink()
    ant.sync()
    assert '"starred"' not in ant.log.read_text()  # two years on, no log says so any more
    bee.now = ant.now
    bee.set_mark(FEED, "b", Flag.READ)
    meet(ant, bee)
    assert (flags(ant, "a"), flags(bee, "a"), flags(ant, "b")) == (
        (False, False, False),
        (False, False, False),
        (True, False, False),
    )


def test_what_the_log_of_a_lost_machine_said_is_told_by_the_others(
    ant: SharingHouse, bee: SharingHouse, tmp_path: Path
) -> None:
    ant.set_mark(FEED, "a", Flag.STARRED)
    give(ant, bee)
    (bee.folder / ant.log.name).unlink()
    bee.log.unlink()
    bee.sync()
    with SharingHouse(tmp_path, "cat") as cat:
        cat.join()
        give(bee, cat)
        cat.fetch(FEED, "a")
        assert flags(cat, "a")[1]
