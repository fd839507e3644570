"""Parts of a query that few entries match: who looks for them finds the same with and without their indexes."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from store.storing import NOW, House, draft
from tuinews.model.change import Edited
from tuinews.model.entry import Enclosure, Flag
from tuinews.model.query import Order, parse_query
from tuinews.model.text import safe_text
from tuinews.store import search, visibility
from tuinews.store.lists import rare_parts
from tuinews.store.lists.rare_parts import find_marks, find_rare_parts
from tuinews.store.select import select_ids

SONG = (Enclosure("https://news.example/a.mp3"),)


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    """Entries of several authors, agencies and languages; two of a feed that is gone, of which one is kept."""
    with House(tmp_path) as house:
        old = house.feed("old")
        kept, _ = house.store(
            old, draft("k1", "Wave", author=safe_text("Ada Pole"), minutes=90, enclosures=SONG), draft("k2", "Wave")
        )
        house.mark(Flag.STARRED, kept)
        house.mark(Flag.READ, kept)
        house.writer.remove_feed(old)
        house.store(
            house.feed("harbour"),
            draft(
                "e3",
                "Wave",
                author=safe_text("Ada Pole"),
                lang=safe_text("en-GB"),
                tags=["Sea"],
                minutes=3,
                enclosures=SONG,
            ),
            draft("e4", "Tide", author=safe_text("Åsa Öst"), lang=safe_text("en"), minutes=61),
            draft("e5", "Wave", agency=safe_text("Pole Press"), source=safe_text("The Pole"), tags=["Sea"]),
            draft("e6", "Wave tide", lang=safe_text("de_AT"), minutes=200),
        )
        house.index()
        yield house


QUERIES = {
    "author:pole": "e3 k1",
    "author:öst": "e4",
    "author:/^[aå].*/": "e4 e3 k1",
    "author:nobody": "",
    "author:%": "",
    "author:pole -is:starred": "e3",
    "author:pole is:starred": "k1",
    "author:pole is:unread feed:harbour": "e3",
    "author:pole OR author:öst": "e4 e3 k1",
    "-author:pole": "e6 e5 e4",
    "agency:press": "e5",
    "source:POLE tag:sea": "e5",
    "lang:en": "e4 e3",
    "lang:de-at": "e6",
    "minutes:>60": "e6 e4",
    "minutes:61..90": "e4",
    "minutes:>60 author:/./": "e4 k1",
    "wave author:pole": "e3 k1",
    "wave tag:sea": "e5 e3",
    "wave tag:sea source:pole": "e5",
    "wave author:nobody": "",
    "-tide author:/a/": "e3 k1",
    "tag:sea OR tag:sky": "e5 e3",
    "(tag:sky OR tag:sea) author:pole": "e3",
    "(tag:sea OR tag:sky) minutes:<9 is:unread": "e5 e3",
    "tag:nothing OR tag:nowhere": "",
    "wave is:read": "k1",
    "has:enclosure": "e3",
    "has:enclosure wave": "e3 k1",
    "has:enclosure author:pole is:unread": "e3",
    "has:fulltext": "",
    "has:fulltext tide": "",
    "is:later": "",
    "wave is:later": "",
    "wave is:starred": "k1",
    "has:fulltext OR is:later": "",
}


@pytest.mark.parametrize("order", [Order.NEWEST, Order.TITLE, Order.FEED, Order.RIVER])
@pytest.mark.parametrize("asked", QUERIES)
def test_what_few_entries_have_is_found_in_either_way(
    house: House, asked: str, order: Order, monkeypatch: pytest.MonkeyPatch
) -> None:
    query = parse_query(f"{asked} sort:{order}", NOW)
    rare = house.find(f"{asked} sort:{order}")
    counts = house.reader.lists.count(query, NOW), house.reader.lists.tally(query)
    assert order is not Order.NEWEST or house.guids(asked) == QUERIES[asked].split()

    for few in (rare_parts.FEW, -1):
        monkeypatch.setattr(rare_parts, "FEW", few)
        monkeypatch.setattr(search, "MANY", 1)
        assert house.find(f"{asked} sort:{order}") == rare
        assert list(house.reader.lists.ids(query, NOW, 2)) == rare[:2]
        assert (house.reader.lists.count(query, NOW), house.reader.lists.tally(query)) == counts


@pytest.mark.parametrize(
    ("asked", "found"),
    {
        "is:muted minutes:>100": "e6",
        "is:muted lang:de": "e6",
        "is:muted lang:pl": "",
        "read:1d minutes:80..99": "k1",
    }.items(),
)
def test_what_is_hidden_or_kept_is_found_though_no_list_has_it(house: House, asked: str, found: str) -> None:
    with house.writer._commit() as connection:
        visibility.hide(connection, house.find("lang:de"), "muted")

    assert list(house.reader.lists.ids(parse_query(asked, NOW), NOW, 9)) == house.find(asked)
    assert house.guids(asked) == found.split()


def test_the_rarest_comes_first_and_is_looked_up(house: House) -> None:
    connection = house.writer._connection
    query = parse_query("minutes:>1 author:öst is:unread", NOW)

    rare = find_rare_parts(connection, query.condition)

    assert [(one.scope, one.many) for one in rare] == [("author", 1), ("minutes", 3)]
    sql = select_ids(query, [], 10, rare=rare)
    plan = [str(row[3]) for row in connection.execute(f"EXPLAIN QUERY PLAN {sql.text}", sql.bindings)]
    assert any("USING COVERING INDEX entries_author (author=?)" in step for step in plan), plan
    assert find_rare_parts(connection, parse_query("author:pole OR is:starred", NOW).condition) == ()


def test_names_follow_the_entries(house: House) -> None:
    def names() -> set[str]:
        return {name for (name,) in house.rows("SELECT name FROM names WHERE field = 'author'")}

    quay = house.feed("quay")
    (one,) = house.store(quay, draft("q1", author=safe_text("Kim Ray")))
    house.apply(house.update(quay, edited=[Edited(one, draft("q1", author=safe_text("Kim Sun")))]))
    assert house.guids("author:kim") == ["q1"]
    assert names() == {"Ada Pole", "Åsa Öst", "Kim Ray", "Kim Sun"}

    house.writer.optimize()

    assert names() == {"Ada Pole", "Åsa Öst", "Kim Sun"}
    assert house.guids("author:ray") == []


def test_the_full_text_index_is_asked_for_names_and_all_spellings_of_tags(house: House) -> None:
    connection = house.writer._connection
    house.store(house.feed("quay"), draft("q1", tags=["SEA"]))

    assert list(find_marks(connection, parse_query("wave tag:sea author:pole", NOW).condition)) == [
        '("sea") OR ("sea")',
        '("ada" AND "pole")',
    ]
    assert list(find_marks(connection, parse_query("wave -tag:sea lang:en feed:harbour", NOW).condition)) == []


def test_a_tag_of_the_users_own_is_found_with_a_word_at_once(house: House) -> None:
    (one,) = house.store(house.feed("quay"), draft("q1", "Wave"))
    house.index()
    house.writer.set_user_tags([one], (safe_text("Mine"),), ())

    assert house.guids("wave tag:mine") == ["q1"]
    house.index()
    assert house.guids("wave tag:mine") == ["q1"]
