"""What a search finds, sorted by relevance, and the first page of what very many entries have."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from store.storing import NOW, House, draft
from tuinews.model.clock import DAY
from tuinews.model.entry import Flag
from tuinews.model.ids import EntryId
from tuinews.model.query import parse_query
from tuinews.model.query.words import phrase_words, says
from tuinews.store import search
from tuinews.store.lists import newest, relevance
from tuinews.store.lists.newest import read_newest
from tuinews.store.readers import list_reader


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    """Entries of many days, of which all say “wave” and some “tide”; the ids are not in the order of time."""
    with House(tmp_path) as house:
        feed = house.feed("harbour")
        days = [7, 300, 2, 2, 40, 0, 1, 90, 0, 12]
        house.store(
            feed,
            *(
                draft(f"e{number}", "Wave", moment=NOW - day * DAY - number, html="tide" if number % 3 == 0 else "")
                for number, day in enumerate(days)
            ),
        )
        house.index()
        yield house


@pytest.mark.parametrize(
    "query",
    [
        "wave",
        "wave sort:oldest",
        "wave -tide",
        "wave is:unread",
        "wave OR tide",
        "wave newer:20d",
        "tide",
        "-tide",
        "-wave",
        "-wave is:unread",
        "-tide read:1d",
        "-tide is:starred",
        "-tide author:kim",
        "-tide feed:harbour",
        "wave older:5d",
        "wave feed:harbour",
        "wave folder:x",
        "wav*",
    ],
)
def test_day_by_day_gives_the_same_as_all_at_once(house: House, query: str, monkeypatch: pytest.MonkeyPatch) -> None:
    every = house.find(query)
    house.mark(Flag.READ, *map(EntryId, every[:1]))
    every = house.find(query)
    monkeypatch.setattr(search, "MANY", 1)
    spans = list(search.read_spans(0, NOW, newest=True))

    assert [span.count("OR") + 1 for span in spans[:3]] == [1, 2, 4]
    for limit in (1, 3, len(every), 50):
        read = parse_query(query, NOW)
        assert list(house.reader.lists.ids(read, NOW, limit)) == every[:limit], limit


def test_what_is_to_be_indexed_anew_is_found_all_at_once(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search, "MANY", 1)
    connection = house.writer._connection
    connection.execute("DELETE FROM search")
    connection.execute("INSERT INTO search (rowid, words) SELECT id, 'wave' FROM states")  # as before there were days
    query = parse_query("wave", NOW)
    assert read_newest(connection, query, [], 3).ids == []

    search.note_changed(connection, house.find())

    assert read_newest(connection, query, [], 3).ids == house.find()[:3]
    assert newest.read_newest(connection, parse_query("title:wave", NOW), [], 3).ids == []


@pytest.mark.parametrize(
    ("query", "guids"),
    [
        ("port", "title thrice titled-old once"),
        ("port quay", "both"),
        ("port sort:newest", "once thrice both title titled-old"),
        ('"old port"', "titled-old once"),
        ("title:port", "title titled-old"),
        ("is:unread", "once thrice both title none titled-old"),
    ],
)
def test_what_says_more_of_it_and_is_newer_comes_first(house: House, query: str, guids: str) -> None:
    filler = " ".join(["salt"] * 60)
    feed = house.feed("ranked")
    house.store(
        feed,
        draft("once", "Sea", moment=NOW - 1, html=f"{filler} old port {filler}"),
        draft("thrice", "Sea", moment=NOW - 2, html=f"{filler} port port port {filler}"),
        draft("both", "Quay", moment=NOW - 3, html="port quay quay"),
        draft("title", "Port", moment=NOW - 4, html=filler),
        draft("none", "Salt", moment=NOW - 5, html=filler),
        draft("titled-old", "The old port", moment=NOW - 400 * DAY, html=filler),
    )
    house.index()
    order = "" if "sort:" in query else " sort:relevance"

    found = house.guids(f"feed:ranked {query}{order}")

    assert [guid for guid in found if guid in guids.split()] == guids.split()
    assert sorted(found) == sorted(house.guids(f"feed:ranked {query}"))


def test_only_the_newest_are_ranked_and_the_others_follow(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(relevance, "RANKED", 4)
    query = parse_query("wave sort:relevance", NOW)

    ids = list(house.reader.lists.ids(query, NOW))

    assert house.reader.lists.is_rank_bounded(query)
    assert not house.reader.lists.is_rank_bounded(parse_query("wave", NOW))
    assert sorted(ids) == sorted(house.find("wave"))
    assert set(ids[:4]) == set(house.find("wave")[:4])
    assert list(house.reader.lists.ids(query, NOW, 7)) == ids[:7]


@pytest.mark.parametrize("order", ["newest", "relevance"])
def test_a_first_page_waits_for_no_phrase(house: House, order: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is found by looking into texts takes long: a page has what there is by then, the whole list everything."""
    house.store(house.feed("quay"), *(draft(f"p{day}", "Wave of salt", moment=NOW - day * DAY) for day in range(9)))
    house.index()
    monkeypatch.setattr(search, "MANY", 1)
    monkeypatch.setattr(list_reader, "_PATIENCE", -1.0)
    monkeypatch.setattr(relevance, "_PATIENCE", -1.0)
    query = parse_query(f'"wave of salt" sort:{order}', NOW)

    page = house.reader.lists.fold(query, NOW, (), 100)
    whole = house.reader.lists.fold(query, NOW, ())

    assert not page.complete
    assert whole.complete
    assert 0 < len(page.ids) < len(whole.ids) == 9
    assert order == "relevance" or list(page.ids) == list(whole.ids)[: len(page.ids)]
    assert list(house.reader.lists.ids(query, NOW, 100)) == list(whole.ids)
    assert house.reader.lists.fold(parse_query("nowhere", NOW), NOW, (), 100).complete


@pytest.mark.parametrize(
    ("text", "asked", "found"),
    [
        ("The  old -- Port.", "old port", True),
        ("the old Port", "old po", False),
        ("the old Port", "old po*", True),
        ("told port", "old port", False),
        ("old port", "old port", True),
        ("old\tport", "old port", True),
        ("Öld old port", "old port", True),
        ("old port", "öld port", True),
        ("", "old", False),
        ("no word", "…", False),
    ],
)
def test_a_phrase_is_found_in_texts_of_any_kind(text: str, asked: str, *, found: bool) -> None:
    assert says(text, phrase_words(asked)) is found
