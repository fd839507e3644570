"""Entries are grouped after they were stored: in slices, in whatever process, and as the user decided."""

from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

import pytest

from store.storing import NOW, House, draft
from store.story_walk import members
from tuinews.engine.stories import stored_index
from tuinews.engine.stories.additions import find_additions
from tuinews.engine.stories.stored_index import StoredIndex
from tuinews.engine.stories.story_slices import Slice, group_slice
from tuinews.model.change import Edited
from tuinews.model.clock import DAY, HOUR
from tuinews.model.ids import EntryId
from tuinews.store import Writer
from tuinews.store.stories.story_tables import StoryTables

WINDOW = 5 * DAY
QUAKE = (
    ("Quake of magnitude 6.1 shakes Port Halden, 14 hurt", "A magnitude 6.1 earthquake shook Port Halden and hurt 14."),
    ("Port Halden earthquake of magnitude 6.1 hurts 14", "Fourteen people in Port Halden were hurt by an earthquake."),
    ("Earthquake of magnitude 6.1 in Port Halden", "In Port Halden an earthquake of magnitude 6.1 hurt 14 people."),
)
CHESS = (
    "Lena Orvik wins the chess title again",
    "The champion Lena Orvik beat Tomas Brandt in the last game of chess.",
)


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    with House(tmp_path) as opened:
        yield opened


def tell(house: House, name: str, told: tuple[str, str], age: int = HOUR) -> EntryId:
    """Store an entry of a feed of its own."""
    title, text = told
    new = draft(name, title=title, html=f"<p>{text}</p>", moment=NOW - age, published=NOW - age)
    (entry,) = house.store(house.feed(name), new)
    return entry


def group(house: House, limit: int = 40, writer: Writer | None = None) -> list[Slice]:
    """Group all that waits, in slices."""
    done: list[Slice] = []
    index = StoredIndex(WINDOW)
    while True:
        writing = writer or house.writer
        done.append(writing.stories.group(lambda tables: group_slice(tables, index, NOW - WINDOW, limit)))
        if not done[-1].grouped:
            return done
        assert len(done) < 1000, "it never ends"


def _group_one(index: StoredIndex, tables: StoryTables) -> Slice:
    return group_slice(tables, index, NOW - WINDOW, 1)


def test_what_tells_one_event_becomes_a_story(house: House) -> None:
    quake = [tell(house, f"quake{number}", told) for number, told in enumerate(QUAKE)]
    tell(house, "chess", CHESS)

    slices = group(house)

    assert members(house) == {quake[0]: quake}
    assert [one.changed for one in slices] == [True, False]
    assert house.reader.stories.read_evidence(quake[1]).words
    assert house.reader.stories.count_ungrouped() == 0


def test_one_by_one_and_in_two_processes_it_is_the_same(house: House) -> None:
    quake = [tell(house, f"quake{number}", told) for number, told in enumerate(QUAKE)]
    chess = tell(house, "chess", CHESS)
    other = Writer(house.path, lambda: NOW)
    try:
        indexes = {writer: StoredIndex(WINDOW) for writer in (house.writer, other)}
        for writer in (house.writer, other, house.writer, other):
            group_one = partial(_group_one, indexes[writer])
            assert writer.stories.group(group_one).grouped == 1
    finally:
        other.close()

    assert members(house) == {quake[0]: quake}
    assert house.reader.entries([chess])[0].story_id is None


def test_entries_of_a_few_words_are_in_no_story(house: House) -> None:
    for number in range(3):
        tell(house, f"short{number}", (f"Headline {number}", f"News of {number}."))

    group(house)

    assert members(house) == {}


def test_what_is_older_than_the_window_is_never_grouped(house: House) -> None:
    for number, told in enumerate(QUAKE):
        tell(house, f"quake{number}", told, age=WINDOW + HOUR)

    assert group(house) == [Slice()]
    assert members(house) == {}
    assert house.reader.stories.count_ungrouped() == 0


def test_a_library_of_before_is_grouped_without_progress_being_lost(house: House) -> None:
    quake = [tell(house, f"quake{number}", told) for number, told in enumerate(QUAKE)]
    first = house.writer.stories.group(lambda tables: group_slice(tables, StoredIndex(WINDOW), NOW - WINDOW, 2))

    assert first.grouped == 2
    assert house.reader.stories.count_ungrouped() == 1
    group(house)
    assert members(house) == {quake[0]: quake}


def test_an_entry_with_a_new_title_is_looked_at_again(house: House) -> None:
    quake = [tell(house, f"quake{number}", told) for number, told in enumerate(QUAKE)]
    chess = tell(house, "chess", CHESS)
    group(house)
    feed = house.rows("SELECT feed_id FROM entries ORDER BY id DESC")[0][0]
    title, text = QUAKE[1]
    again = draft("chess", title=title, html=f"<p>{text}</p>", moment=NOW, published=NOW)
    house.apply(house.update(feed, edited=[Edited(chess, again)]))

    group(house)

    assert members(house) == {quake[0]: [*quake, chess]}
    title, text = CHESS
    back = draft("chess", title=title, html=f"<p>{text}</p>", moment=NOW, published=NOW, fingerprint="back")
    house.apply(house.update(feed, edited=[Edited(chess, back)]))
    group(house)
    assert members(house) == {quake[0]: quake}


def test_what_was_split_off_does_not_come_back_by_itself(house: House) -> None:
    quake = [tell(house, f"quake{number}", told) for number, told in enumerate(QUAKE)]
    group(house)
    house.writer.stories.split(quake[2])
    feed = house.rows("SELECT feed_id FROM entries ORDER BY id DESC")[0][0]
    title, text = QUAKE[2]
    edited = draft("quake2", title=f"{title} on Monday", html=f"<p>{text}</p>", moment=NOW, published=NOW)
    house.apply(house.update(feed, edited=[Edited(quake[2], edited)]))

    group(house)

    assert members(house) == {quake[0]: quake[:2]}
    house.writer.stories.merge(quake)
    late = tell(house, "late", QUAKE[0])
    group(house)
    assert members(house) == {quake[0]: [*quake, late]}


def test_what_each_entry_adds_are_the_sentences_that_no_other_has() -> None:
    texts: Sequence[str] = (
        "A strong earthquake shook Port Halden on Monday. The mayor Ida Kvist opened three gymnasiums for the night.",
        "An earthquake shook Port Halden on Monday. Trains towards Vesterby stand still until the bridges are checked.",
        "Ein Erdbeben hat am Montag Port Halden getroffen. Die Schulen bleiben geschlossen.",
        "Strong earthquake shook Port Halden on Monday.",
        "Earthquake shook Port Halden. Walls cracked in 137 houses. Read more. Trains stand still.",
    )
    ids = [EntryId(number) for number in range(1, 6)]

    langs = ("en", "en", "de", "en", "en")
    found = find_additions(dict(zip(ids, texts, strict=True)), dict(zip(ids, langs, strict=True)))

    assert {one.entry: one.sentences for one in found} == {
        1: ("The mayor Ida Kvist opened three gymnasiums for the night.",),
        2: ("Trains towards Vesterby stand still until the bridges are checked.",),
        5: ("Walls cracked in 137 houses.",),
    }


def test_little_is_kept_in_memory_from_one_slice_to_the_next(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stored_index, "_MOST_KNOWN", 2)
    for number in range(12):
        tell(house, f"quake {number}", QUAKE[number % len(QUAKE)], age=HOUR - number)
    tell(house, "chess", CHESS, age=0)
    index = StoredIndex(WINDOW)
    while house.writer.stories.group(partial(_group_one, index)).grouped:
        kept = len(index._known)
    assert kept <= 3, "two from before, and the one that is like none of them"


def test_words_of_many_entries_are_looked_up_where_not_all_were_read(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stored_index, "_MOST_READ", 1)
    quake = [tell(house, f"quake {number}", QUAKE[number % len(QUAKE)], age=HOUR * number) for number in range(9)]
    group(house)
    late = tell(house, "quake late", QUAKE[0], age=0)
    group(house)
    assert members(house) == {quake[0]: [*quake, late]}


def test_what_was_kept_for_grouping_is_given_back(house: House) -> None:
    entries = [tell(house, f"quake {number}", QUAKE[number]) for number in range(2)]
    group(house)
    house.writer.free_memory()
    assert not house.writer.stories._counts._cells
    entries.append(tell(house, "quake 2", QUAKE[2]))
    group(house)
    assert house.writer.stories._counts.entries == len(entries)
