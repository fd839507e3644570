from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tuinews.model.clock import DAY, HOUR
from tuinews.model.error import QueryError
from tuinews.model.query import (
    EVERYTHING,
    TERMS,
    TRAITS,
    AllOf,
    AnyOf,
    Before,
    Condition,
    Everything,
    FieldMatch,
    Not,
    Order,
    Query,
    RegexMatch,
    Since,
    TextMatch,
    TraitMatch,
    parse_query,
    quote,
    seeks_words,
)
from tuinews.model.query.docs import query_docs

NOW = 1_800_000_000

IS = [name for name, mark in TRAITS.items() if mark.term == "is"]


def term(text: str) -> Condition:
    return parse_query(text, NOW).condition


def read_or_refuse(text: str) -> Query | QueryError:
    try:
        return parse_query(text, NOW)
    except QueryError as error:
        return error


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", Everything()),
        ("  \t ", Everything()),
        ("storm", TextMatch("storm")),
        ("harb*", TextMatch("harb*")),
        ('"port reopens"', TextMatch("port reopens", phrase=True)),
        ("storm harbour", AllOf((TextMatch("storm"), TextMatch("harbour")))),
        ("storm - harbour", AllOf((TextMatch("storm"), TextMatch("harbour")))),
        ("storm AND harbour", AllOf((TextMatch("storm"), TextMatch("harbour")))),
        ("storm OR flood", AnyOf((TextMatch("storm"), TextMatch("flood")))),
        ("a b OR c d", AnyOf((AllOf((TextMatch("a"), TextMatch("b"))), AllOf((TextMatch("c"), TextMatch("d")))))),
        ("a (b OR c)", AllOf((TextMatch("a"), AnyOf((TextMatch("b"), TextMatch("c")))))),
        ("or", TextMatch("or")),
        ("ORDER", TextMatch("ORDER")),
        ("-storm", Not(TextMatch("storm"))),
        ("-(a OR b)", Not(AnyOf((TextMatch("a"), TextMatch("b"))))),
        ("--a", Not(Not(TextMatch("a")))),
        ("IS:Unread", TraitMatch("unread")),
        ("has:fulltext", TraitMatch("fulltext")),
        ("-is:starred", Not(TraitMatch("starred"))),
        ('tag:"North Korea"', FieldMatch("tag", "North Korea")),
        ('tag:"a \\"b\\" \\\\c"', FieldMatch("tag", 'a "b" \\c')),
        ("folder:World/Asia", FieldMatch("folder", "World/Asia")),
        ("folder:/World/", FieldMatch("folder", "/World/")),
        ("feed:12", FieldMatch("feed", "12")),
        ("url:example.org/a_(b)", FieldMatch("url", "example.org/a_(b)")),
        ("https://example.org/a?b=c", FieldMatch("url", "https://example.org/a?b=c")),
        ("(author:kim)", FieldMatch("author", "kim")),
        ("12:30", TextMatch("12:30")),
        ("/kim .* un/", RegexMatch("kim .* un")),
        (r"author:/o\/neil/", RegexMatch("o/neil", "author")),
        ("newer:2d", Since(NOW - 2 * DAY)),
        ("older:36h", Before(NOW - 36 * HOUR)),
        ("newer:3m", Since(NOW - 90 * DAY)),
        ("after:2026-03-01", Since(1_772_323_200)),
        ("before:2026-03", Before(1_772_323_200)),
        ("before:2026", Before(1_767_225_600)),
        ("after:2026-03-01T12:00:00Z", Since(1_772_323_200 + 12 * HOUR)),
        ("after:yesterday", Since(NOW - NOW % DAY - DAY)),
    ],
)
def test_it_reads(text: str, expected: Condition) -> None:
    assert term(text) == expected


def test_the_order_is_no_part_of_the_tree() -> None:
    query = parse_query("is:unread sort:Oldest storm", NOW)

    assert query.order is Order.OLDEST
    assert query.condition == AllOf((TraitMatch("unread"), TextMatch("storm")))
    assert query.text == "is:unread sort:Oldest storm"
    assert parse_query("", NOW) == EVERYTHING


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("tga:x", "did you mean tag:"),
        ("nonsensical:x", "there are is, has"),
        ("storm tga:x", "character 7"),
        ("is:red", f"{', '.join(IS[:-1])} or {IS[-1]}, not “red”"),
        ("sort:size", "newest, oldest, feed or title"),
        ("tag:", "right after the colon"),
        ('tag:""', "right after the colon"),
        ("after:soon", "2026-03-01"),
        ("after:2026-13-45", "is no date"),
        ("newer:2", "is no age"),
        ("(a", "character 1"),
        ("a)", "closes nothing"),
        ('"a', "never closed"),
        ("/a", "ends with /"),
        ("/(/", "cannot be read"),
        ("/(a+)+b/", "for ever"),
        ("/(a|a)*b/", "for ever"),
        ("/.*.*.*.*x/", "for ever"),
        ("/[[a]/", "cannot be read"),
        ("OR a", "character 1 of the query, something must stand before OR"),
        ("a OR  ", "character 3 of the query, something must stand after OR"),
        ("-", ""),
        ("-()", "after -"),
        ("-sort:newest", "after -"),
        ("(" * 60 + "a" + ")" * 60, "deeper"),
        ("-" * 60 + "a", "deeper"),
        ("a " * 300, "more than 200"),
        ("a" * 5_000, "5000 characters"),
    ],
)
def test_it_says_where_and_what_is_allowed(text: str, told: str) -> None:
    if not told:
        assert term(text) == Everything()
        return
    with pytest.raises(QueryError) as caught:
        parse_query(text, NOW)

    assert told in str(caught.value)
    assert "\n" not in str(caught.value)


@given(st.text(alphabet=st.characters(codec=None), max_size=80))
def test_any_text_is_read_or_refused(text: str) -> None:
    outcome = read_or_refuse(text)

    assert isinstance(outcome, Query) or str(outcome).endswith(".")


_PIECES = st.sampled_from(
    [
        *(f"{key}:" for key in TERMS),
        '"',
        "/",
        "(",
        ")",
        "-",
        " OR ",
        " ",
        "a",
        "é",
        "2026-02-30",
        "9999y",
        "\\",
        "\x00",
        "*",
    ]
)


@given(st.lists(_PIECES, max_size=30).map("".join))
def test_any_mixture_of_its_own_signs_is_read_or_refused(text: str) -> None:
    outcome = read_or_refuse(text)

    assert isinstance(outcome, Query) or "of the query" in str(outcome)


@given(st.text(min_size=1, alphabet=st.characters(exclude_categories=["Cs"])).filter(str.strip))
def test_a_quoted_value_comes_through(value: str) -> None:
    assert term(f"tag:{quote(value)}") == FieldMatch("tag", value.strip())


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("", False),
        ("is:unread feed:coast", False),
        ("/storm/", False),
        ("storm", True),
        ('is:unread ("big storm" OR tag:x)', True),
        ("-title:storm", True),
        ("body:storm", True),
        ("author:reis newer:2d", False),
    ],
)
def test_only_words_ask_the_index(text: str, *, asked: bool) -> None:
    assert seeks_words(parse_query(text, NOW).condition) is asked


def test_the_page_of_the_language_is_made_from_the_terms() -> None:
    page = Path(__file__).parents[2] / "docs" / "queries.md"

    assert page.read_text("utf-8") == query_docs(), "python -m tuinews.model.query.docs > docs/queries.md"
