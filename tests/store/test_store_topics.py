"""Topics: counts, days, aliases and what else the user decides about tags, whatever is done in between."""

import time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store.storing import NOW, House, draft, replace_reasons
from tuinews.model.clock import DAY
from tuinews.model.entry import Flag
from tuinews.model.error import NotFoundError, UsageError
from tuinews.model.ids import EntryId, FeedId
from tuinews.model.query import parse_query
from tuinews.model.rules.rule import ActionKind, RuleAction
from tuinews.model.text import SafeText, safe_text
from tuinews.model.topics.topic import Topic
from tuinews.store import visibility
from tuinews.store.file.connection import transaction
from tuinews.store.readers import topic_reader
from tuinews.store.topics import companions
from tuinews.store.topics.days import count_days, find_days

WORDS = ("US", "United States", "election", "Elections", "Sea", "sea", "Élection")


def names(*words: str) -> tuple[SafeText, ...]:
    return tuple(map(safe_text, words))


def counters(house: House) -> list[list[tuple[Any, ...]]]:
    return [
        house.rows("SELECT name, uses, unread FROM spellings ORDER BY name"),
        house.rows("SELECT * FROM tag_days WHERE total <> 0 ORDER BY tag_id, start"),
    ]


def recounted(house: House) -> list[list[tuple[Any, ...]]]:
    """The counters when everything is counted anew; what is stored stays as it is."""
    connection = house.writer._connection
    connection.execute("SAVEPOINT counting")
    visibility.recount(connection)
    count_days(connection)
    found = counters(house)
    connection.execute("ROLLBACK TO counting")
    connection.execute("RELEASE counting")
    return found


def given_tags(house: House) -> list[list[tuple[Any, ...]]]:
    return [
        house.rows("SELECT * FROM entry_tags ORDER BY 1, 2"),
        house.rows("SELECT * FROM merged_tags ORDER BY 1, 2"),
        house.rows("SELECT id, tag_id FROM spellings ORDER BY 1"),
    ]


def page(house: House, order: str = "count", part: str = "") -> list[tuple[str, int, int]]:
    return [topic[:3] for topic in house.reader.topics.read_page(house.now, order, -1, part)]


def test_an_alias_is_found_by_either_name_and_counts_entries_once(house: House) -> None:
    house.store(
        house.feed(),
        draft("a1", tags=["US"]),
        draft("a2", tags=["United States", "US"]),
        draft("a3", tags=["united states"]),
    )
    before, other = given_tags(house), house.feed("other")

    assert house.writer.topics.alias(names("US"), safe_text("United States")) == "US is United States now"

    assert house.find("tag:us") == house.find('tag:"United States"') == house.find()
    assert house.find("feed:harbour tag:us") == house.find()
    assert page(house) == [("United States", 3, 3)]
    house.store(other, draft("b1", tags=["us", "United States"]))
    assert page(house) == [("United States", 4, 4)]
    entry = house.reader.entry(EntryId(house.find("feed:harbour")[0]))
    assert entry is not None
    assert entry.tags == ("United States",)
    house.store(other, draft("b2"))
    lacking = [
        house.reader.rules.count_lacking(house.find(), RuleAction(ActionKind.TAG, (tag,))) for tag in ("US", "x")
    ]
    assert lacking == [1, 5]

    house.writer.undo()
    assert sorted(page(house)) == [("US", 3, 3), ("United States", 3, 3)]
    house.writer.redo()
    assert page(house) == [("United States", 4, 4)]
    house.writer.topics.part(safe_text("US"))
    assert sorted(page(house)) == [("US", 3, 3), ("United States", 3, 3)]
    assert [rows[: len(old)] for rows, old in zip(given_tags(house)[:1], before[:1], strict=True)] == before[:1]


def test_case_accents_and_a_simple_plural_are_one_topic_until_they_are_parted(house: House) -> None:
    tags = ("Elections", "élection", "ELECTION", "news", "new")
    house.store(house.feed(), *(draft(f"a{n}", tags=[tag]) for n, tag in enumerate(tags)))

    assert sorted(total for _, total, _ in page(house)) == [1, 1, 3]
    assert len(house.find("tag:elections")) == len(house.find("tag:Élections")) == 3
    assert len(house.find("tag:new")) == 1

    house.writer.topics.part(safe_text("élection"))
    assert len(house.find("tag:élection")) == 1
    assert len(house.find("tag:elections")) == 2
    house.store(house.feed("other"), draft("b1", tags=["ÉLECTION"]))
    assert len(house.find("tag:élection")) == 2


def test_a_tag_of_the_users_own_is_the_publishers(house: House) -> None:
    (entry,) = house.store(house.feed(), draft("a1", tags=["Ferry"]))
    house.writer.topics.alias(names("Ferry"), safe_text("Boats"))

    house.writer.set_user_tags([entry], names("ferries", "boat"), ())
    assert page(house) == [("Boats", 1, 1)]
    house.writer.set_user_tags([entry], (), names("ferry"))

    stored = house.reader.entry(entry)
    assert stored is not None
    assert (stored.tags, stored.user_tags) == (("Boats",), ())


def test_a_rename_holds_for_what_comes_and_can_be_undone(house: House) -> None:
    feed = house.feed()
    house.store(feed, draft("a1", tags=["Kim Jong Un"]))
    house.writer.topics.follow(names("Kim Jong Un"), followed=True)

    house.writer.topics.rename(safe_text("kim jong un"), safe_text("Kim"))
    house.store(feed, draft("a2", tags=["Kim Jong-un"]))

    assert page(house) == [("Kim", 2, 2)]
    assert [topic.name for topic in house.reader.topics.read_followed(NOW)] == ["Kim"]
    assert len(house.find("tag:kim")) == len(house.find('tag:"Kim Jong Un"')) == 2
    house.writer.undo()
    assert page(house) == [("Kim Jong Un", 2, 2)]
    house.writer.topics.rename(safe_text("kim jong un"), safe_text("KIM JONG UN"))
    assert page(house) == [("KIM JONG UN", 2, 2)]


def test_aliases_can_be_turned_round_and_never_go_in_circles(house: House) -> None:
    house.store(house.feed(), *(draft(f"a{n}", tags=[tag]) for n, tag in enumerate(("one", "two", "three"))))
    topics = house.writer.topics
    topics.alias(names("one"), safe_text("two"))
    topics.alias(names("two"), safe_text("one"))
    assert page(house) == [("one", 2, 2), ("three", 1, 1)]
    topics.alias(names("one"), safe_text("three"))
    topics.alias(names("three"), safe_text("two"))
    assert page(house) == [("two", 3, 3)]
    with pytest.raises(UsageError, match="itself already"):
        topics.alias(names("two"), safe_text("Two"))
    with pytest.raises(NotFoundError, match="no topic"):
        topics.alias(names("four"), safe_text("two"))
    with pytest.raises(UsageError, match="not the same as another"):
        topics.part(safe_text("two"))
    for _ in range(4):
        house.writer.undo()
    assert page(house) == [("one", 1, 1), ("three", 1, 1), ("two", 1, 1)]


def test_a_topic_is_followed_and_coloured_before_it_has_an_article(house: House) -> None:
    topics = house.writer.topics
    topics.follow(names("Eclipse"), followed=True)
    topics.colour(safe_text("eclipse"), "teal")

    (topic,) = house.reader.topics.read_followed(NOW)
    assert (topic.name, topic.total, topic.colour) == ("Eclipse", 0, "teal")
    assert house.reader.topics.read_colours() == {"eclipse": "teal"}
    with pytest.raises(UsageError, match="no colour"):
        topics.colour(safe_text("eclipse"), "mauve")
    house.writer.undo()
    house.writer.undo()
    assert house.reader.topics.read_followed(NOW) == ()
    assert topics.follow(names("Eclipse"), followed=False).startswith("Nothing changed")


def test_a_burst_is_hot_and_a_steady_or_tiny_tag_is_not(house: House) -> None:
    today = find_days(NOW, 0, 0)[0]
    feed = house.feed()
    number = 0

    def arrive(tag: str, days_ago: int, count: int) -> None:
        nonlocal number
        drafts = []
        for _ in range(count):
            number += 1
            drafts.append(draft(f"e{number}", tags=[tag], moment=today - days_ago * DAY + 60))
        house.store(feed, *drafts)

    for age in range(30):
        arrive("steady", age, 4)
    arrive("storm", 20, 3)
    arrive("storm", 1, 6)
    arrive("storm", 0, 6)
    arrive("single", 0, 2)
    arrive("tomorrow", -1, 9)
    house.writer.topics.renew_days(NOW)

    heats: dict[str, float] = {topic.name: topic.heat for topic in house.reader.topics.read_page(NOW, "heat")}
    assert next(iter(heats)) == "storm"
    assert heats["storm"] > 3
    assert heats["steady"] < 1
    assert heats["single"] == heats["tomorrow"] == 0
    (storm,) = house.reader.topics.complete(house.reader.topics.read_page(NOW, "heat", 1), NOW)
    assert storm.trend == (*[0] * 9, 3, *[0] * 18, 6, 6)


@pytest.mark.parametrize("zone", ["Asia/Kathmandu", "America/St_Johns"])
def test_a_day_begins_at_midnight_on_the_users_clock(house: House, monkeypatch: pytest.MonkeyPatch, zone: str) -> None:
    house.store(house.feed(), draft("a0", tags=["Sea"], moment=NOW))
    house.writer.topics.renew_days(NOW)
    monkeypatch.setenv("TZ", zone)
    time.tzset()
    try:
        today = find_days(NOW, 0, 0)[0]
        house.store(
            house.feed("hills"), draft("b0", tags=["Sea"], moment=today), draft("b1", tags=["Sea"], moment=today - 1)
        )
        assert not house.reader.topics.is_current(NOW)
        house.writer.topics.renew_days(NOW)
        topic = house.reader.topics.read_one("sea", NOW)
    finally:
        monkeypatch.undo()
        time.tzset()
    assert topic is not None
    assert topic.trend[-2:] == (1, 2)


def test_companions_are_those_that_are_seldom_elsewhere(house: House) -> None:
    feed = house.feed()
    house.store(feed, *(draft(f"a{n}", tags=["News", "Ferry", "Coast"]) for n in range(6)))
    house.store(feed, *(draft(f"b{n}", tags=["News"]) for n in range(60)))
    house.store(feed, draft("c1", tags=["Ferry", "Once"]))

    topic = house.reader.topics.read_one("ferry", NOW)

    assert topic is not None
    assert topic.co == ("Coast",)


def test_companions_of_many_are_those_of_each(house: House) -> None:
    feed = house.feed()
    drafts = [draft(f"a{n}", tags=[f"topic {n % 200}", f"side {n % 40}", "News"]) for n in range(1_200)]
    house.store(feed, *drafts, draft("b9999", tags=["Lone", "News"]))

    topics = house.reader.topics.read_page(NOW)
    whole = {topic.name: topic.co for topic in house.reader.topics.complete(topics, NOW)}

    assert len(topics) >= companions.MANY
    assert whole[SafeText("topic 7")] == ("side 7", "News")
    assert set(whole[SafeText("side 7")][:5]) == {f"topic {n}" for n in (7, 47, 87, 127, 167)}
    assert whole[SafeText("Lone")] == ("News",)


def test_what_may_be_the_same_is_suggested(house: House) -> None:
    feed = house.feed()
    house.store(feed, *(draft(f"a{n}", tags=["United States", "Trade"]) for n in range(6)))
    house.store(feed, *(draft(f"b{n}", tags=["US"]) for n in range(3)))
    house.store(feed, draft("c1", tags=["Unted States"]), draft("c2", tags=["Sea"]))

    found: dict[tuple[str, str], str] = {
        (each.name, each.topic): each.why for each in house.reader.topics.suggest("", 20)
    }

    assert found["US", "United States"] == "its initials"
    assert found["Unted States", "United States"] == "nearly the same letters"
    assert found["Trade", "United States"] == "in 6 of 6 articles together"
    assert not [pair for pair in found if "Sea" in pair]
    assert [each.name for each in house.reader.topics.suggest("US", 5)] == ["US"]


def test_many_are_tagged_at_once(house: House) -> None:
    house.store(house.feed(), *(draft(f"a{n}", f"Ferry {n}", tags=["Coast"]) for n in range(5)))
    house.index()

    marked = house.writer.tag_query(parse_query("ferry", NOW), names("boats", "coast"), ())

    assert marked.sentence == "tagged boats, tagged coast (5 entries)"
    assert page(house) == [("Coast", 5, 5), ("boats", 5, 5)]
    house.writer.undo()
    assert page(house) == [("Coast", 5, 5)]
    house.writer.redo()
    assert page(house, part="boa") == [("boats", 5, 5)]


def test_the_page_reads_no_entries_but_those_of_the_topics_it_shows(house: House) -> None:
    connection = house.writer._connection
    statements = {
        "bursts": (topic_reader._BURSTS, (0, 1, 2)),
        "own": (topic_reader._OWN, ()),
        "together": (companions._TOGETHER, (1, 9)),
        "of newest": (companions._OF_NEWEST, (9,)),
    }
    told = {
        name: " / ".join(str(row[3]) for row in connection.execute(f"EXPLAIN QUERY PLAN {sql}", values))
        for name, (sql, values) in statements.items()
    }
    assert "entry_tags" not in told["bursts"]
    assert "USING INDEX entry_tags_own" in told["own"]
    assert "SEARCH t USING COVERING INDEX entry_tags_newest (tag_id=?)" in told["together"]
    assert "USING COVERING INDEX listed_newest" in told["of newest"]
    assert "SEARCH t USING PRIMARY KEY (entry_id=?)" in told["of newest"]


STEPS = st.lists(
    st.tuples(
        st.sampled_from(("arrive", "read", "unread", "hide", "show", "tag", "untag", "alias", "part", "drop", "undo")),
        st.integers(0, 6),
        st.integers(0, 6),
    ),
    min_size=4,
    max_size=25,
)


class _Steps:
    """Does what users and polls do, in any order."""

    def __init__(self, house: House) -> None:
        self.house = house
        self.feed: FeedId = house.feed()
        self.first = house.rows("SELECT max(id) FROM journal")[0][0]
        """The number of the change that subscribed to the feed, which stays."""
        self.arrived = 0

    def do(self, step: str, one: int, two: int) -> None:
        house, tag, other = self.house, safe_text(WORDS[one]), safe_text(WORDS[two])
        entries = [EntryId(row[0]) for row in house.rows("SELECT id FROM states ORDER BY id DESC LIMIT 7")]
        entry = entries[one % len(entries)] if entries else EntryId(0)
        match step:
            case "arrive":
                self.arrived += 1
                house.store(self.feed, draft(f"a{self.arrived}", tags=[tag, other], moment=NOW - one * DAY))
            case "read" | "unread":
                house.mark_all(f'tag:"{tag}"' if two else "", Flag.READ, value=step == "read")
            case "hide" | "show":
                with transaction(house.writer._connection):
                    change = visibility.hide if step == "hide" else visibility.show
                    change(house.writer._connection, [entry], "pretend")
            case "tag":
                house.writer.set_user_tags(entries[: one + 1], (tag, other), ())
            case "untag":
                house.writer.set_user_tags(entries[: one + 1], (), (tag,))
            case "drop":
                house.writer._connection.execute("DELETE FROM entries WHERE id = ?", (entry,))
            case "undo" if house.rows("SELECT max(id) FROM journal WHERE undone = 0") != [(self.first,)]:
                house.writer.undo()
            case _:
                self._decide(step, tag, other)

    def _decide(self, step: str, tag: SafeText, other: SafeText) -> None:
        try:
            if step == "alias":
                self.house.writer.topics.alias([tag], other)
            else:
                self.house.writer.topics.part(tag)
        except (UsageError, NotFoundError):
            return


@given(steps=STEPS)
@settings(max_examples=25, deadline=None)
def test_counts_are_right_after_any_operations_and_when_they_are_undone(steps: list[tuple[str, int, int]]) -> None:
    with TemporaryDirectory() as folder, House(Path(folder)) as house, pytest.MonkeyPatch.context() as patch:
        replace_reasons(patch, pretend=1)
        doing = _Steps(house)
        house.writer.topics.renew_days(NOW)
        for step in steps:
            doing.do(*step)
            assert counters(house) == recounted(house), step
        topics: dict[str, Topic] = {t.name: t for t in house.reader.topics.read_page(NOW)}
        for name, topic in topics.items():
            assert len(house.find(f'tag:"{name}"')) == topic.total
            assert len(house.find(f'is:unread tag:"{name}"')) == topic.unread
