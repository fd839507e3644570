"""The logs of a shared folder: whatever becomes of the files, and of the runs that write them."""

import json
from contextlib import suppress
from zlib import crc32

import pytest

from engine.shared_machines import FEED, NOW, Killed, SharingHouse, carry, flags, give, meet, troubles
from store.storing import draft
from tuinews.engine.shared.logs import append, list_files, read_log
from tuinews.engine.shared.runs import is_anything_new
from tuinews.model.entry import Flag
from tuinews.model.ids import EntryId, FeedId
from tuinews.model.query import parse_query
from tuinews.model.shared.log_lines import LogHeader, SharedChoice, SharedMark, write_header, write_lines
from tuinews.model.shared.names import name_entry
from tuinews.model.shared.stamps import make_stamp
from tuinews.model.text import safe_text

NO_FEED = FeedId(0)


def test_a_log_that_breaks_off_is_read_to_there_and_told(ant: SharingHouse, bee: SharingHouse) -> None:
    ant.set_mark(FEED, "a", Flag.READ)
    ant.sync()
    give(ant, bee, content=ant.log.read_bytes()[:-9])
    assert any("breaks off in its last line" in trouble for trouble in troubles(bee))
    assert bee.find_feed(FEED) is not None
    give(ant, bee)
    bee.fetch(FEED, "a")
    assert (flags(bee, "a")[0], troubles(bee)) == (True, [])


def test_a_damaged_line_is_left_out_told_and_read_when_it_comes_whole(ant: SharingHouse, bee: SharingHouse) -> None:
    for number in range(5):  # so that much follows the damaged line
        ant.subscribe(f"valley-{number}")
    ant.sync()
    give(ant, bee, content=ant.log.read_bytes().replace(b"subscribed", b"subscribe_", 1))
    assert any("1 line of " in trouble and "damaged" in trouble for trouble in troubles(bee))
    give(ant, bee)
    assert (bee.find_feed(FEED) is not None, troubles(bee)) == (True, [])


def test_an_earlier_log_that_comes_late_reverts_nothing(ant: SharingHouse, bee: SharingHouse) -> None:
    ant.set_mark(FEED, "a", Flag.READ)
    ant.sync()
    early = ant.log.read_bytes()
    ant.now += 60
    ant.set_mark(FEED, "a", Flag.READ, value=False)
    give(ant, bee)
    give(ant, bee, content=early)
    bee.fetch(FEED, "a")
    assert flags(bee, "a")[0] is False


@pytest.mark.parametrize("name", ["x.sync-conflict-20260101-120000-ABCDEFG.log", "x (conflicted copy 2026-01-01).log"])
def test_a_copy_that_the_carrier_made_is_taken_over_and_told(ant: SharingHouse, bee: SharingHouse, name: str) -> None:
    ant.set_mark(FEED, "a", Flag.READ)
    give(ant, bee, name)
    bee.fetch(FEED, "a")
    assert flags(bee, "a")[0]
    assert any("can be deleted" in trouble for trouble in troubles(bee))


def test_other_files_are_left_alone_and_told(ant: SharingHouse, bee: SharingHouse) -> None:
    (bee.folder / "notes.txt").write_text("Milk, bread")
    (bee.folder / "other.log").write_bytes(bytes(range(256)) * 20)
    (bee.folder / ".stfolder").mkdir()
    (bee.folder / ".hidden").write_text("x")
    (bee.folder / "empty.log").touch()
    give(ant, bee)
    assert len(troubles(bee)) == 3
    assert bee.find_feed(FEED) is not None
    assert (bee.folder / "notes.txt").read_text() == "Milk, bread"


def test_a_newer_form_is_refused_for_that_file_only(ant: SharingHouse, bee: SharingHouse) -> None:
    (bee.folder / "tuinews-new-aaaaaaaa.log").write_text('tuinews-log 2 aaaaaaaa 1 "new"\nanything\n')
    give(ant, bee)
    assert troubles(bee) == ["tuinews-new-aaaaaaaa.log was written by a newer tuinews: update this one to read it."]
    assert bee.find_feed(FEED) is not None


def test_lines_that_only_a_later_program_knows_are_left_out_silently(ant: SharingHouse, bee: SharingHouse) -> None:
    ant.sync()
    text = '["z","something",{"new":1}]'
    append(ant.folder, ant.log.name, f"{crc32(text.encode()):08x} {text}\n")
    carry(ant, bee)
    bee.sync()
    assert (troubles(bee), bee.find_feed(FEED) is not None) == ([], True)


def test_values_that_do_not_fit_are_left_out(ant: SharingHouse, bee: SharingHouse) -> None:
    key = "harbour.example/feed"
    at = make_stamp(NOW + 9)
    wrong = [
        SharedChoice("feed", key, "folder", '"no list"', "zzzzzzzz", at),
        SharedChoice("feed", key, "interval", '"soon"', "zzzzzzzz", at),
        SharedChoice("feed", "evil.example/feed", "subscribed", '"file:///etc/passwd"', "zzzzzzzz", at),
        SharedChoice("view", "v", "whole", '["V","((("]', "zzzzzzzz", at),
        SharedChoice("mute", "no json", "whole", "[null,1]", "zzzzzzzz", at),
        SharedChoice("topic", "t", "whole", '{"a":1}', "zzzzzzzz", at),
        SharedChoice("rule", "r", "whole", '["r","title:x",[["fly"]],1]', "zzzzzzzz", at),
    ]
    marks = [SharedMark(key, "tag:other", "not the same", "zzzzzzzz", name_entry("a"), at)]
    text = write_header(LogHeader("zzzzzzzz", 1, "zoo")) + "".join(write_lines(marks, wrong, "zzzzzzzz"))
    before = ant.see()
    (ant.folder / "tuinews-zoo-zzzzzzzz.log").write_text(text)
    ant.sync()
    assert ant.see() == before
    assert ant.rows("SELECT * FROM rules") + ant.rows("SELECT * FROM mutes") + ant.rows("SELECT * FROM topics") == []


def test_nothing_is_written_where_nothing_changed(ant: SharingHouse, bee: SharingHouse) -> None:
    meet(ant, bee)
    before = {path: path.stat().st_mtime_ns for path in (ant.path, *ant.folder.iterdir())}
    changes = ant.writer._connection.total_changes()
    assert not is_anything_new(ant.folder, ant.machine, ant.reader.shared.read_logs())
    assert ant.sync() == (0, 0, 0)
    assert ant.writer._connection.total_changes() == changes
    assert {path: path.stat().st_mtime_ns for path in (ant.path, *ant.folder.iterdir())} == before


def test_a_run_that_is_killed_anywhere_loses_nothing(ant: SharingHouse, bee: SharingHouse) -> None:
    give(ant, bee)
    bee.fetch(FEED, "a", "b", "c")
    for steps in range(14):
        ant.now = bee.now = bee.now + 60
        value = steps % 2 == 0
        ant.set_mark(FEED, "a", Flag.READ, value=value)
        bee.set_mark(FEED, "b", Flag.STARRED, value=value)
        carry(bee, ant)
        for house in (ant, bee):
            with suppress(Killed):
                house.sync(steps=steps)
        meet(ant, bee, rounds=2)
        assert ant.see() == bee.see()
        assert (flags(bee, "a")[0], flags(ant, "b")[1]) == (value, value)


def test_a_torn_last_line_of_the_own_log_is_mended_by_its_owner(ant: SharingHouse, bee: SharingHouse) -> None:
    ant.sync()
    ant.set_mark(FEED, "a", Flag.READ)
    ant.sync()
    with ant.log.open("r+b") as file:
        file.truncate(ant.log.stat().st_size - 5)
    give(ant, bee)
    bee.fetch(FEED, "a")
    assert (flags(bee, "a")[0], troubles(bee)) == (True, [])


def test_a_log_that_only_grew_is_read_from_where_it_was_left(ant: SharingHouse, bee: SharingHouse) -> None:
    give(ant, bee)
    known = bee.reader.shared.read_logs()[ant.log.name]
    ant.set_mark(FEED, "a", Flag.READ)
    ant.sync()
    carry(ant, bee)
    (file,) = [file for file in list_files(bee.folder) if file.name == ant.log.name]
    reading = read_log(bee.folder, file, known, NOW)
    assert reading.content is not None
    assert (len(reading.content.marks), len(reading.content.choices)) == (1, 0)


def test_a_log_is_written_anew_when_it_has_grown(ant: SharingHouse, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tuinews.engine.shared.runs.SMALL_LOG", 1_000)
    ant.sync()
    first = ant.machine.generation
    for number in range(30):
        ant.now += 60
        ant.set_mark(FEED, "a", Flag.READ, value=number % 2 == 0)
        ant.sync()
    assert ant.machine.generation > first
    assert ant.log.stat().st_size < 2_500
    (header, *lines) = ant.log.read_text().splitlines()
    assert json.loads(header.split(" ", 4)[4]) == "ant"
    assert len([line for line in lines if '"read"' in line]) < 12


def test_marks_by_the_thousand_are_told_in_few_lines(ant: SharingHouse, bee: SharingHouse) -> None:
    ant.store(ant.find_feed(FEED) or NO_FEED, *(draft(f"n{number}") for number in range(1_000)))
    ant.writer.mark_query(parse_query("", ant.now), Flag.READ, value=True)
    ant.sync()
    assert len(ant.log.read_text().splitlines()) < 10
    give(ant, bee)
    bee.store(bee.find_feed(FEED) or NO_FEED, *(draft(f"n{number}") for number in range(1_000)))
    assert bee.reader.counts().unread == 0


def test_a_note_that_was_written_and_removed_again_is_read(ant: SharingHouse, bee: SharingHouse) -> None:
    ant.sync()
    for text in ("Ask Ann", "", "Ask Bob"):
        ant.writer.notes.write(ant.entry(FEED, "a") or EntryId(0), safe_text(text), ant.now)
        ant.sync()
    give(ant, bee)
    bee.fetch(FEED, "a")
    assert bee.rows("SELECT text FROM entry_notes") == [("Ask Bob",)]
