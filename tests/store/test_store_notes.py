"""Notes: an entry that has one is kept, found by its words, and has the former one back when that is undone."""

import pytest

from store.storing import NOW, House, draft
from tuinews.model.entry import NOTE_LIMIT, Flag, Marked, join_notes, read_note
from tuinews.model.error import NotFoundError, UsageError
from tuinews.model.ids import EntryId
from tuinews.model.text import safe_text
from tuinews.store.file.rescue import rescue


def write(house: House, number: EntryId, text: str) -> Marked:
    return house.writer.notes.write(number, read_note(text), NOW)


def note(house: House, number: EntryId) -> str:
    found = house.reader.entry(number)
    assert found is not None
    return found.note


@pytest.fixture
def ids(house: House) -> tuple[EntryId, ...]:
    return house.store(house.feed(), *(draft(f"a{n}", html="<p>Boats in the fog.</p>") for n in range(4)))


def test_a_note_is_shown_changed_and_taken_away(house: House, ids: tuple[EntryId, ...]) -> None:
    assert write(house, ids[0], "\n ask Mara  \r\n\nsoon\n\n").sentence == "note written"
    assert note(house, ids[0]) == " ask Mara\n\nsoon"
    assert [row.noted for row in house.reader.lists.headlines(ids)] == [True, False, False, False]
    assert write(house, ids[0], "ask Tom").sentence == "note changed"
    assert write(house, ids[0], "ask Tom").changed == ()
    assert write(house, ids[0], "").sentence == "note removed"
    assert (note(house, ids[0]), house.guids("has:note")) == ("", [])
    with pytest.raises(NotFoundError, match="no entry 99"):
        write(house, EntryId(99), "x")


def test_undo_and_redo_go_through_every_note_there_was(house: House, ids: tuple[EntryId, ...]) -> None:
    for text in ("one", "two", ""):
        write(house, ids[0], text)
    seen = []
    for turn in (*[house.writer.undo] * 3, *[house.writer.redo] * 3):
        turn()
        seen.append(note(house, ids[0]))
    assert seen == ["two", "one", "", "one", "two", ""]


def test_a_note_is_undone_from_the_middle_unless_it_was_changed_since(house: House, ids: tuple[EntryId, ...]) -> None:
    write(house, ids[0], "one")
    write(house, ids[1], "other")
    house.mark(Flag.READ, ids[0])
    other, first = (change.number for change in house.writer.journal.list_changes(3)[1:])
    house.writer.journal.turn(first)
    assert (note(house, ids[0]), note(house, ids[1])) == ("", "other")
    write(house, ids[1], "otherwise")
    with pytest.raises(UsageError, match="touches the same"):
        house.writer.journal.turn(other)


def test_entries_are_found_by_their_notes(house: House, ids: tuple[EntryId, ...]) -> None:
    write(house, ids[1], "The Łódź ferry\nwas late")
    house.index()
    for query in (
        "has:note",
        "note:FERRY",
        "note:łódź",
        "note:/was.late|ferry/",
        "lodz",
        '"ferry was late"',
        "-fog* OR late",
    ):
        assert house.guids(query) == ["a1"], query
    for query in ("note:boats", "has:note is:starred", "has:note note:other"):
        assert house.guids(query) == [], query
    assert house.guids("-has:note") == house.guids("-note:ferry") == ["a3", "a2", "a0"]
    assert house.guids("has:note OR is:starred sort:title") == ["a1"]
    house.writer.undo()
    house.index()
    assert house.guids("lodz") == []


def test_what_has_a_note_stays_when_old_ones_go_and_when_its_feed_goes(house: House, ids: tuple[EntryId, ...]) -> None:
    write(house, ids[0], "mine")
    house.mark(Flag.READ, *ids)
    house.rows("UPDATE polling SET carried = 1")
    while house.writer.trim(1):
        pass
    assert house.guids() == ["a3", "a0"]
    (feed,) = house.reader.feeds()
    house.writer.remove_feed(feed.id)
    assert house.guids("has:note") == house.guids("note:mine") == ["a0"]
    assert note(house, ids[0]) == "mine"


def test_a_server_which_has_no_notes_is_told_of_none(house: House, ids: tuple[EntryId, ...]) -> None:
    house.writer.listen("local")
    write(house, ids[0], "one")
    write(house, ids[0], "two")
    house.writer.undo()
    assert house.writer.begin_sending("local", 10) == ()
    house.mark(Flag.STARRED, ids[0])
    assert [change.field for change in house.writer.begin_sending("local", 10)] == ["starred"]


def test_a_note_goes_with_its_entry_and_is_rescued_with_it(house: House, ids: tuple[EntryId, ...]) -> None:
    write(house, ids[0], "mine")
    write(house, ids[1], "gone")
    house.rows("DELETE FROM entries WHERE guid = 'a1'")
    assert house.rows("SELECT text FROM entry_notes") == [("mine",)]
    house.reader.close()
    house.writer.close()
    rescue(house.path, NOW)
    with House(house.path.parents[1]) as again:
        assert note(again, ids[0]) == "mine"


def test_notes_are_cleaned_joined_and_never_cut() -> None:
    assert read_note("\x1b[31mred\x1b[0m\tx\u202e") == "red     x"
    assert read_note(" \n\n ") == ""
    assert len(read_note("x" * NOTE_LIMIT)) == NOTE_LIMIT
    with pytest.raises(UsageError, match="shorten it"):
        read_note("x" * (NOTE_LIMIT + 1))
    assert join_notes("", safe_text("a"), "b", "a") == "a\n\nb"
