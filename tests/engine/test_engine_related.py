"""Related articles: the nearest by what they say, never the same story, explained by the words that both have."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from store.storing import NOW, House, draft
from tuinews.engine.related.nearness import Weights, choose_terms, rank_candidates
from tuinews.engine.related.related import find_related
from tuinews.engine.related.terms import find_terms
from tuinews.model.clock import DAY
from tuinews.model.entry import RelatedEntry
from tuinews.model.ids import EntryId
from tuinews.store.file.connection import transaction
from tuinews.store.readers import related_reader as module


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    with House(tmp_path) as house:
        yield house


FILLER = (
    "The council met on {day} to hear what {name} had to say about roads, schools and money for the year to come.",
    "On {day} the band of {name} played in the square, and the evening was warm and long.",
    "{name} won the match on {day} after a late goal, and the crowd went home content.",
)
NAMES = ("Arlow", "Bresk", "Corvin", "Dellmar", "Estoril", "Fennick", "Garrow", "Hollin", "Irvine", "Jessop")


def fill(house: House, count: int = 60) -> None:
    """Store articles that have nothing to do with anything."""
    feed = house.feed("filler")
    drafts = []
    for number in range(count):
        text = FILLER[number % 3].format(day=f"day {number}", name=f"{NAMES[number % 10]}{number // 10}")
        drafts.append(draft(f"f{number}", f"News of {NAMES[number % 10]} number {number}", f"<p>{text}</p>"))
    house.store(feed, *drafts)


def related(house: House, entry_id: int) -> tuple[RelatedEntry, ...]:
    house.index()
    found = find_related(house.reader, EntryId(entry_id))
    assert found is not None
    return found


def test_the_nearest_come_first_with_the_words_that_say_so(house: House) -> None:
    fill(house)
    feed = house.feed()
    text = "<p>The lighthouse keeper of Skerrow watches seals while the ferry turns.</p>"
    asked, near, far = house.store(
        feed,
        draft("a1", "Lighthouse of Skerrow is lit again", text, tags=["Skerrow", "Lighthouses"]),
        draft("a2", "Seals return to the lighthouse of Skerrow", "<p>Seals again.</p>", tags=["Skerrow"]),
        draft("a3", "A ferry for Skerrow", "<p>The ferry to the lighthouse is new.</p>"),
    )

    found = related(house, asked)

    assert [each.id for each in found] == [near, far]
    assert found[0].score > found[1].score > 0.15
    assert set(found[0].shared[:2]) == {"Skerrow", "Lighthouse"}
    assert len(found[0].shared) == len(set(found[0].shared)) <= 5
    assert found[0].feed == "Harbour"


def test_nothing_is_related_to_what_shares_one_word_only(house: House) -> None:
    fill(house)
    feed = house.feed()
    asked, _, _ = house.store(
        feed,
        draft("a1", "Walrus seen at dawn", "<p>A walrus rested on the pier before noon.</p>"),
        draft("a2", "The walrus of chess", "<p>Grandmaster retires from tournaments.</p>"),
        draft("a3", "Quartz prices", "<p>Miners are glad.</p>"),
    )
    assert related(house, asked) == ()


def test_mates_of_the_story_copies_and_what_is_hidden_or_long_ago_are_left_out(house: House) -> None:
    fill(house)
    feed = house.feed()
    title, text = "Comet Ardith lights the sky over Veldt", "<p>Comet Ardith was seen from Veldt observatory.</p>"
    asked, mate, copy, old, good = house.store(
        feed,
        draft("a1", title, text),
        draft("a2", "Veldt wakes for comet Ardith", text),
        draft("a3", title.upper(), text),
        draft("a4", "Comet Ardith and Veldt, a history", text, moment=NOW - 90 * DAY),
        draft("a5", "Observatory of Veldt sells comet Ardith mugs", "<p>Comet mugs.</p>"),
    )
    with transaction(house.writer._connection):
        house.writer._connection.execute("UPDATE states SET story_id = ? WHERE id IN (?, ?)", (asked, asked, mate))
    assert [each.id for each in related(house, asked)] == [good]
    assert {copy, old}.isdisjoint(each.id for each in related(house, asked))


@pytest.mark.parametrize(
    ("one", "two", "shared"),
    [
        ("北海道の灯台が再び点灯", "灯台守と北海道の冬", "灯台"),
        ("प्रहरी चौकीमा हिमपात भयो", "हिमपात पछि प्रहरी चौकी", "हिमपात"),
        ("ประภาคารเกาะใหญ่เปิดไฟ", "ไฟของประภาคารเกาะใหญ่", ""),
    ],
)
def test_scripts_of_all_kinds_are_compared(house: House, one: str, two: str, shared: str) -> None:
    fill(house, 30)
    asked, other = house.store(house.feed(), draft("a1", one), draft("a2", two))
    (found,) = related(house, asked)
    assert found.id == other
    assert not shared or shared in found.shared


def test_what_came_long_after_it_was_published_is_compared_with_what_came_with_it(house: House) -> None:
    fill(house)
    long_ago = NOW - 700 * DAY
    asked, other = house.store(
        house.feed(),
        draft("a1", "Orchid thief of Maren caught", moment=long_ago),
        draft("a2", "Maren mourns its orchid", moment=long_ago + DAY),
    )
    assert [each.id for each in related(house, asked)] == [other]


def test_an_entry_that_is_not_there_is_none(house: House) -> None:
    assert find_related(house.reader, EntryId(99)) is None


def test_terms_of_unspaced_scripts_are_characters_that_follow_each_other() -> None:
    assert find_terms("Café 灯台守 news") == ["cafe", "灯台", "台守", "news"]
    assert choose_terms({"it": 3.0, "lighthouse": 1.0, "the": 2.0}, {"the"}) == ["lighthouse"]


def test_the_score_is_a_cosine_that_fades_with_time() -> None:
    telling = {"skerrow": 5.0, "seals": 4.0}
    source = Weights(1, NOW, {"skerrow": 2.0, "seals": 1.0})
    same = [Weights(2, NOW, source.terms), Weights(3, NOW - 60 * DAY, source.terms)]
    now, then = rank_candidates(source, same, telling)
    assert now.score == 1
    assert 0.75 < then.score < 0.8
    assert now.shared == ("skerrow", "seals")


def test_no_table_is_scanned(house: House) -> None:
    statements = (
        (module._HAVE_WORD, ("a", 1, 2, 3)),
        (module._HAVE_TAG, (1, 2, 3, 4)),
        (module._TEXTS, (None, 1)),
        (module._TAGS, (None,)),
        (module._NEAR, (1,)),
    )
    connection = house.writer._connection
    for sql, values in statements:
        plan = [str(row[3]) for row in connection.execute(f"EXPLAIN QUERY PLAN {sql}", values)]
        assert all("VIRTUAL TABLE" in step for step in plan if step.startswith("SCAN")), plan
