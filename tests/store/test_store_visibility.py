"""Whether an entry is in the lists: one module says it, reasons to be hidden are rows, and old stores are migrated."""

import re
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import apsw
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import tuinews
from store.counting import counters, recounted
from store.storing import NOW, House, draft, replace_reasons
from tuinews.model.entry import Flag
from tuinews.model.feed import Counts
from tuinews.model.ids import EntryId
from tuinews.model.query import TRAITS, AllOf, AnyOf, Condition, Order, Query, TextMatch, Trait, TraitMatch
from tuinews.model.text import safe_text
from tuinews.store import Reader, Writer, prepare, visibility
from tuinews.store.conditions import TRAIT_CONDITIONS
from tuinews.store.file.connection import transaction
from tuinews.store.file.rescue import rescue
from tuinews.store.file.schema import migrations
from tuinews.store.select import select_ids

SOURCES = Path(tuinews.__file__).parent

HIDDEN = AnyOf((TraitMatch("pretend"), TraitMatch("other")))
"""Matches what is hidden for any of the reasons of these tests."""


@pytest.fixture
def reasons(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two reasons, each a row of the table, in place of those that the program has."""
    replace_reasons(monkeypatch, pretend=1, other=1 << 15)


def hide(house: House, reason: str, *ids: int) -> None:
    with transaction(house.writer._connection):
        visibility.hide(house.writer._connection, ids, reason)


def show(house: House, reason: str, *ids: int) -> None:
    with transaction(house.writer._connection):
        visibility.show(house.writer._connection, ids, reason)


def asked(house: House, *terms: Condition) -> list[int]:
    return sorted(house.reader.lists.ids(Query("", AllOf(terms)), NOW))


def test_no_other_module_names_the_columns() -> None:
    found = [
        f"{path.relative_to(SOURCES)}:{number}"
        for path in sorted(SOURCES.rglob("*.py"))
        if path != Path(visibility.__file__)
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if re.search(r"\b(?:presence|hidden_by)\b", line)
        or (SOURCES / "store" in path.parents and re.search(r"\bshelf\b(?! li[fv]e)", line))
    ]

    assert found == []


def test_a_bit_is_no_two_reasons_and_is_counted() -> None:
    bits = list(visibility.REASONS.values())

    assert len(set(bits)) == len(bits)
    assert all(bit in [1 << number for number in range(16)] for bit in bits)


def test_every_reason_can_be_searched_for_and_is_no_mark_of_another_kind() -> None:
    missing = set(visibility.REASONS) - set(TRAITS)
    assert missing == set(), f"without a row in TRAITS, model/query/terms.py: {missing}"
    assert {TRAITS[reason].term for reason in visibility.REASONS} <= {"is"}
    assert not set(visibility.REASONS) & set(TRAIT_CONDITIONS)


@pytest.mark.usefixtures("reasons")
def test_a_reason_takes_entries_out_of_lists_and_counts(house: House) -> None:
    feed = house.feed()
    first, second, third = house.store(feed, *(draft(f"a{n}", html="<p>wave</p>", tags=["Sea"]) for n in range(3)))
    house.mark(Flag.READ, third)
    house.index()

    hide(house, "pretend", first, third)

    assert house.find() == house.find("feed:harbour") == house.find("sort:title") == house.find("sort:feed") == [second]
    assert house.find("is:unread") == house.find("is:unread feed:harbour") == house.find("tag:sea") == [second]
    assert house.find("wave") == house.find("wave is:unread") == house.find("/headline/") == [second]
    assert house.reader.counts() == Counts(unread=1, total=1)
    assert [(f.unread, f.total) for f in house.reader.feeds()] == [(1, 1)]
    assert [(topic.total, topic.unread) for topic in house.reader.topics.read_page(house.now, "count", 9)] == [(1, 1)]


@pytest.mark.usefixtures("reasons")
def test_what_is_hidden_is_found_by_who_asks_for_it(house: House) -> None:
    first, second, _ = house.store(house.feed(), *(draft(f"a{n}", html="<p>wave</p>") for n in range(3)))
    house.mark(Flag.STARRED, first)
    house.mark(Flag.READ, second)
    house.index()

    hide(house, "pretend", first, second)
    hide(house, "other", second)

    assert asked(house, HIDDEN) == asked(house, TraitMatch("pretend")) == sorted([first, second])
    assert asked(house, TraitMatch("other")) == asked(house, HIDDEN, TraitMatch("read")) == [second]
    assert asked(house, TextMatch("wave"), HIDDEN) == sorted([first, second])
    assert asked(house, TextMatch("wave"), TraitMatch("other")) == [second]
    assert house.find("is:starred") == [first]
    assert house.reader.resolve(["https://news.example/a1"]) == {"https://news.example/a1": second}
    assert house.reader.entry(second) is not None
    assert len(house.reader.polls.fingerprints(house.reader.feeds()[0].id)) == 3


@pytest.mark.usefixtures("reasons")
def test_a_reason_that_is_a_row_of_the_query_language_can_be_asked_for(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(TRAITS, "pretend", Trait("is", "hidden for no reason"))
    first, second = house.store(house.feed(), draft("a1", tags=["Sea"]), draft("a2", tags=["Sea"]))
    hide(house, "pretend", first)

    assert house.find("is:pretend") == house.find("is:pretend tag:sea") == house.find("is:pretend is:unread") == [first]
    assert sorted(house.find("is:pretend OR is:unread")) == sorted([first, second])
    assert house.find("-is:pretend") == house.find("tag:sea") == [second]


@pytest.mark.usefixtures("reasons")
@pytest.mark.parametrize("asks", [HIDDEN, TraitMatch("pretend")])
@pytest.mark.parametrize("order", [Order.NEWEST, Order.OLDEST])
def test_hidden_entries_have_an_index(house: House, asks: Condition, order: Order) -> None:
    sql = select_ids(Query("", asks, order), [])

    plan = [str(row[3]) for row in house.rows(f"EXPLAIN QUERY PLAN {sql.text}")]

    assert [step for step in plan if "USING COVERING INDEX hidden_newest" not in step] == []


@pytest.mark.usefixtures("reasons")
def test_each_reason_is_counted_and_shows_again_alone(house: House) -> None:
    first, second = house.store(house.feed(), draft("a1"), draft("a2"))
    hide(house, "pretend", first, second)
    hide(house, "other", second)
    hide(house, "other", second)

    assert house.reader.count_hidden() == {"pretend": 2, "other": 1}
    show(house, "pretend", first, second)
    assert house.find() == [first]
    assert house.reader.count_hidden() == {"pretend": 0, "other": 1}
    show(house, "other", second)
    assert sorted(house.find()) == sorted([first, second])
    assert counters(house) == recounted(house)


@pytest.mark.usefixtures("reasons")
def test_removing_a_feed_and_undoing_it_keeps_the_reasons(house: House) -> None:
    feed = house.feed()
    first, second, third = house.store(feed, *(draft(f"a{n}", tags=["Sea"]) for n in range(3)))
    house.mark(Flag.STARRED, first)
    hide(house, "pretend", first, second)
    before = counters(house)

    assert house.writer.remove_feed(feed) == 2
    assert house.reader.count_hidden() == {"pretend": 1, "other": 0}
    assert counters(house) == recounted(house)
    undone = house.writer.undo()

    assert undone is not None
    assert undone.sentence == "Undone: unsubscribed from Harbour; it is back with 3 entries"
    assert counters(house) == before == recounted(house)
    assert house.find() == [third]


@pytest.mark.usefixtures("reasons")
def test_hidden_entries_do_not_pile_up_behind_what_is_kept(house: House) -> None:
    ids = house.store(house.feed(), *(draft(f"a{n}") for n in range(6)))
    house.mark(Flag.READ, *ids)
    hide(house, "pretend", *ids[:4])
    house.rows("UPDATE polling SET carried = 1")

    assert house.writer.trim(2) == 4

    assert house.rows("SELECT count(*) FROM states") == [(2,)]
    assert counters(house) == recounted(house)


_ID = st.integers(1, 6)
_STEPS = st.one_of(
    st.tuples(st.sampled_from(["hide", "show"]), st.sampled_from(["pretend", "other"]), st.lists(_ID, max_size=4)),
    st.tuples(st.just("mark"), st.sampled_from(Flag), st.booleans(), st.lists(_ID, max_size=4)),
    st.tuples(st.just("tag"), _ID, st.sampled_from(["Sea", "sea", "land"]), st.booleans()),
    st.tuples(st.sampled_from(["remove", "undo", "redo", "trim", "edit"])),
)


def take(house: House, step: tuple[Any, ...]) -> None:
    match step:
        case ("hide", reason, ids):
            hide(house, reason, *ids)
        case ("show", reason, ids):
            show(house, reason, *ids)
        case ("mark", flag, value, ids):
            house.mark(flag, *ids, value=value)
        case ("tag", number, name, add):
            house.writer.set_user_tags([EntryId(number)], (safe_text(name),) * add, (safe_text(name),) * (not add))
        case ("remove",) if feeds := house.reader.feeds():
            house.writer.remove_feed(feeds[0].id)
        case ("undo",):
            house.writer.undo()
        case ("redo",):
            house.writer.redo()
        case ("trim",):
            house.writer.trim(1)


@pytest.mark.usefixtures("reasons")
@settings(max_examples=40, deadline=None)
@given(st.lists(_STEPS, max_size=10))
def test_counters_agree_with_the_rows_whatever_is_done(steps: list[tuple[Any, ...]]) -> None:
    with TemporaryDirectory() as folder, House(Path(folder)) as house:
        for name in ("one", "two"):
            house.store(house.feed(name), *(draft(f"{name}{number}", tags=["Sea"]) for number in range(3)))
        house.rows("UPDATE polling SET carried = 1")
        house.now += 1
        for step in steps:
            take(house, step)
            assert counters(house) == recounted(house), step


def schema_6(path: Path) -> None:
    """A store as version 6 left it: one entry in the lists, one kept, one gone, one followed page."""
    path.parent.mkdir(parents=True, mode=0o700)
    with closing(apsw.Connection(str(path))) as connection:
        for migration in migrations()[:6]:
            connection.execute(migration.sql)
        connection.execute("""
            INSERT INTO feeds (id, url, title, title_key, added_at) VALUES (1, 'https://a.example', 'A', 'a', 0);
            INSERT INTO feeds (id, url, title, title_key, added_at, removed_at)
            VALUES (2, 'https://b.example', 'B', 'b', 0, 9);
        """)
        rows = [(1, 1, 0, 0, 0), (2, 2, 1, 1, 1), (3, 2, 2, 1, 0), (4, 0, 1, 1, 0)]
        for number, feed, shelf, read, starred in rows:
            connection.execute(
                "INSERT INTO entries (id, feed_id, moment, guid, title, link_key, url, fingerprint, first_seen, place) "
                "VALUES (?1, ?2, ?1, ?1, 'Title ' || ?1, 'x.example/' || ?1, '', '', 0, 'Oslo')",
                (number, feed),
            )
            connection.execute(
                "INSERT INTO states (id, feed_id, moment, shelf, read, starred, title_key) "
                "VALUES (?1, ?2, ?1, ?3, ?4, ?5, ?1)",
                (number, feed, shelf, read, starred),
            )
        connection.execute("""
            UPDATE tallies SET unread = 1, total = 1 WHERE feed_id = 1;
            UPDATE tallies SET starred = 1 WHERE feed_id = 2;
            INSERT INTO tags (id, key) VALUES (1, 'sea');
            INSERT INTO spellings (id, tag_id, name, uses) VALUES (1, 1, 'Sea', 2);
            INSERT INTO entry_tags (entry_id, tag_id, spelling_id, givers, place, moment)
            VALUES (1, 1, 1, 1, 4, 1), (2, 1, 1, 1, 5, 2), (3, 1, 1, 1, 6, 3);
            INSERT INTO views (place, name, key, query) VALUES (3, 'Mine', 'mine', 'is:unread');
        """)
        connection.pragma("user_version", 6)
        connection.pragma("application_id", 0x7475_6E77)


@pytest.fixture
def old(tmp_path: Path) -> Path:
    path = tmp_path / "data" / "tuinews.db"
    schema_6(path)
    return path


def state_of(path: Path) -> list[list[tuple[Any, ...]]]:
    with closing(apsw.Connection(str(path))) as connection:
        return [
            connection.execute(sql).fetchall()
            for sql in (
                "SELECT id, presence, hidden_by, read, starred FROM states ORDER BY id",
                "SELECT id, dateline FROM entries ORDER BY id",
                "SELECT entry_id, position FROM entry_tags ORDER BY 1",
                "SELECT position, name FROM views",
                "SELECT name, uses FROM spellings",
                "SELECT feed_id, unread, starred, total, hidden FROM tallies ORDER BY feed_id",
            )
        ]


MIGRATED: list[list[tuple[Any, ...]]] = [
    [(1, 0, 0, 0, 0), (2, 1, 0, 1, 1), (3, 2, 0, 1, 0), (4, 1, 0, 1, 0)],
    [(1, "Oslo"), (2, "Oslo"), (3, "Oslo"), (4, "Oslo")],
    [(1, 4), (2, 5), (3, 6)],
    [(3, "Mine")],
    [("Sea", 2)],
    [(0, 0, 0, 0, 0), (1, 1, 0, 1, 0), (2, 0, 1, 0, 0)],
]


def test_a_store_of_schema_6_keeps_what_was_in_the_lists_kept_and_gone(old: Path) -> None:
    prepare(old, NOW)

    assert state_of(old) == MIGRATED
    assert len(list(old.parent.glob("*.schema6-*.bak"))) == 1
    with closing(Reader(old)) as reader:
        assert reader.health().integrity == "ok"
        assert list(reader.lists.ids(Query("", AllOf(())), NOW)) == [1]
        assert reader.counts() == Counts(unread=1, starred=1, total=1)


def test_a_migrated_schema_is_a_new_one(old: Path, tmp_path: Path) -> None:
    prepare(old, NOW)
    new = tmp_path / "new" / "tuinews.db"
    prepare(new, NOW)

    schemas = []
    for path in (old, new):
        with closing(apsw.Connection(str(path))) as connection:
            schemas.append(connection.execute("SELECT type, name, sql FROM sqlite_schema ORDER BY 1, 2").fetchall())
    assert schemas[0] == schemas[1]


def test_a_damaged_store_of_schema_6_is_rescued_with_what_was_in_the_lists(old: Path) -> None:
    rescued = rescue(old, NOW)

    assert (rescued.feeds, rescued.entries) == (1, 4)
    assert state_of(old) == MIGRATED
    with closing(Writer(old, lambda: NOW)) as writer, closing(Reader(old)) as reader:
        assert writer.revision
        assert list(reader.lists.ids(Query("", AllOf(())), NOW)) == [1]
