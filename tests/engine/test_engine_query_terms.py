"""A term of the query language is a row: what reads it, finds by it and explains it knows every row, also a new one."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from store.storing import NOW, House, draft
from tuinews.engine.arrivals import draft_match
from tuinews.engine.arrivals.draft_match import matches_draft
from tuinews.model.arrival import Arrival, FeedRules
from tuinews.model.entry import Enclosure
from tuinews.model.error import QueryError
from tuinews.model.ids import FeedId
from tuinews.model.query import TERMS, TRAITS, Term, Trait, help_lines, parse_query
from tuinews.model.query.docs import query_docs
from tuinews.model.query.terms import ValueKind
from tuinews.store import conditions, visibility

SAMPLES = {
    ValueKind.TEXT: ("x",),
    ValueKind.REGEX_OR_TEXT: ("x", "é", "/x/"),
    ValueKind.DATE: ("2026",),
    ValueKind.AGE: ("2d",),
    ValueKind.NUMBER: ("3", ">3", "<=3", "2..5"),
    ValueKind.STORY: ("3", ">3", "<=3", "=1"),
    ValueKind.DURATION: ("15m",),
    ValueKind.ORDER: ("title",),
}


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    with House(tmp_path) as house:
        feed = house.feed("harbour")
        house.store(feed, draft("plain"), draft("pictured", enclosures=(Enclosure("https://h.example/a.png"),)))
        yield house


def arrives(query: str) -> bool:
    arrival = Arrival(draft("pictured", enclosures=(Enclosure("https://h.example/a.png"),)))
    return matches_draft(parse_query(query, NOW).condition, arrival, FeedRules(FeedId(1), NOW))


def test_every_mark_has_its_rows() -> None:
    # a reason to be hidden has its row in a table of its own, and nothing that arrives is hidden yet
    assert set(conditions.TRAIT_CONDITIONS) == set(draft_match.DRAFT_TRAITS) == set(TRAITS) - set(visibility.REASONS)
    assert {mark.term for mark in TRAITS.values()} == {
        name for name, term in TERMS.items() if term.value is ValueKind.TRAIT
    }


def test_every_number_and_moment_has_its_rows() -> None:
    numbers = {name for name, term in TERMS.items() if term.value in {ValueKind.NUMBER, ValueKind.STORY}}
    assert numbers == set(conditions.NUMBERS) == set(draft_match.DRAFT_NUMBERS)
    assert set(conditions.MOMENTS) == set(draft_match.DRAFT_MOMENTS)


@pytest.mark.parametrize("name", [name for name, term in TERMS.items() if term.value is not ValueKind.TRAIT])
def test_every_term_finds_stored_and_arriving_entries(house: House, name: str) -> None:
    for value in SAMPLES[TERMS[name].value]:
        assert set(house.find(f"{name}:{value}")) <= set(house.find())
        assert arrives(f"{name}:{value}") in {True, False}


@pytest.fixture
def pretence(monkeypatch: pytest.MonkeyPatch) -> None:
    """A mark more, each part of it a row."""
    monkeypatch.setitem(TRAITS, "pretence", Trait("has", "comes with a pretence"))
    monkeypatch.setitem(conditions.TRAIT_CONDITIONS, "pretence", "e.enclosed = 1")
    monkeypatch.setitem(draft_match.DRAFT_TRAITS, "pretence", lambda arrival: bool(arrival.draft.enclosures))


@pytest.mark.usefixtures("pretence")
def test_a_mark_more_is_read_found_and_explained(house: House) -> None:
    assert (house.guids("has:pretence"), house.guids("-has:pretence")) == (["pictured"], ["plain"])
    assert arrives("has:pretence")
    *others, last = (name for name, mark in TRAITS.items() if mark.term == "has")
    assert (others[:2], last) == (["enclosure", "fulltext"], "pretence")
    assert any(f"({', '.join(others)}, pretence)" in line for line in help_lines())
    assert "| `has:pretence` | comes with a pretence |" in query_docs()
    with pytest.raises(QueryError, match=f"{', '.join(others)} or pretence, not “nothing”"):
        parse_query("has:nothing", NOW)


def test_a_term_more_is_known_by_its_aliases(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "writer" not in query_docs()
    monkeypatch.setitem(TERMS, "author", TERMS["author"]._replace(aliases=("writer",)))
    monkeypatch.setitem(TERMS, "of", Term("a date", "published that year", ValueKind.DATE, TERMS["after"].moment))

    assert parse_query("writer:kim", NOW).condition == parse_query("author:kim", NOW).condition
    assert parse_query("of:2026", NOW).condition == parse_query("after:2026", NOW).condition
    assert "| `author:`, `writer:` |" in query_docs()
    with pytest.raises(QueryError, match=f"{list(TERMS)[-2]}, of"):
        parse_query("qqqqq:x", NOW)
