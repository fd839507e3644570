"""The store and the rules ask the same: any query finds of stored entries what it matches of them as they arrive."""

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from store.storing import NOW, House, draft
from tuinews.engine.arrivals.draft_match import matches_draft
from tuinews.model.arrival import Arrival, FeedRules
from tuinews.model.change import EntryDraft
from tuinews.model.ids import FeedId
from tuinews.model.query import parse_query
from tuinews.model.text import safe_text
from tuinews.store import search

DRAFTS = (
    draft("a1", "Storm over harbour", tags=["Sea"], minutes=3),
    draft(
        "a2",
        "Harbour storm",
        author=safe_text("Ada Storm"),
        minutes=8,
        html="<p>port, sea and <img src=a.png> storm</p>",
    ),
    draft("a3", "Seas", html="<p>The quiet before <b>the</b> storm over Łódź.</p>", lang=safe_text("pl")),
    draft("a4", "東京の港", html="<p>海と港。Storm 東京都</p>", minutes=1),
    draft("a5", "मौसम: तूफान", html="<p>बाढ़ और तूफान</p>", tags=["मौसम"], agency=safe_text("Sea Wire")),
    draft("a6", "พายุเข้าท่าเรือ", html="<p>ทะเลและพายุ</p>", source=safe_text("Harbour Post")),
    draft("a7", "", images=("https://h.example/a.png",), html="<p>over the sea</p>", minutes=12),
)

WORDS = ("storm", "harb*", "sea", "lodz", "over", "東京", "京", "港", "तूफान", "พายุ", "ทะเล", "zebra", '"🎉"')
PHRASES = (
    '"storm over"',
    '"the storm"',
    '"東京の"',
    "storm-over",
    "NEAR(storm sea)",
    "sea NEAR/1 storm",
    "NEAR/0(sea over)",
)
FIELDS = (
    "title:storm",
    "title:港",
    'title:"over harbour"',
    "body:storm",
    "body:/s.a/",
    "/^s/",
    "author:storm",
    "tag:sea",
)
TERMS = (
    "is:unread",
    "is:read",
    "minutes:>3",
    "minutes:2..8",
    "lang:pl",
    "feed:coast",
    "newer:1h",
    "read:1d",
    "has:image",
)
LEAVES = st.sampled_from([*WORDS, *PHRASES, *FIELDS, *TERMS])


def _combine(parts: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.one_of(
        parts.map(lambda part: f"-({part})"),
        st.tuples(parts, parts).map(lambda pair: f"({pair[0]}) ({pair[1]})"),
        st.tuples(parts, parts).map(lambda pair: f"({pair[0]}) OR ({pair[1]})"),
    )


QUERIES = st.recursive(LEAVES, _combine, max_leaves=5)


@pytest.fixture(scope="module")
def coast(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    with House(tmp_path_factory.mktemp("coast")) as house:
        house.store(house.feed("coast"), *DRAFTS)
        house.index()
        yield house


def _arrives(query: str, one: EntryDraft, house: House) -> bool:
    feeds = tuple(house.reader.lists._feed_names(parse_query(query, NOW)))
    return matches_draft(parse_query(query, NOW).condition, Arrival(one), FeedRules(FeedId(1), NOW, feeds=feeds))


@given(QUERIES)
@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_what_is_stored_and_what_arrives_is_matched_alike(coast: House, query: str) -> None:
    expected = {one.guid for one in DRAFTS if _arrives(query, one, coast)}

    assert set(coast.guids(query)) == expected
    read = parse_query(query, NOW)
    assert coast.reader.lists.count(read, NOW) == len(expected)
    relevant = parse_query(f"{query} sort:relevance", NOW)
    assert sorted(coast.reader.lists.ids(relevant, NOW)) == sorted(coast.find(query))


@given(QUERIES)
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_day_by_day_finds_the_same(coast: House, query: str) -> None:
    every = coast.find(query)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(search, "MANY", 1)
        assert list(coast.reader.lists.ids(parse_query(query, NOW), NOW, 100)) == every
