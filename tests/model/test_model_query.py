from collections.abc import Callable, Iterator
from pathlib import Path
from time import tzset

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tuinews.model.clock import DAY, EARLIEST, HOUR, LATEST, from_iso, to_iso
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
    NearMatch,
    Not,
    NumberMatch,
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
        ("NEAR(storm port)", NearMatch(("storm", "port"))),
        ('NEAR/3(storm "old port" quay)', NearMatch(("storm", "old port", "quay"), 3)),
        ("NEAR(storm port, 5)", NearMatch(("storm", "port"), 5)),
        ("NEAR(storm port,5)", NearMatch(("storm", "port"), 5)),
        ("storm NEAR/2 port sea", AllOf((NearMatch(("storm", "port"), 2), TextMatch("sea")))),
        ("storm NEAR port NEAR quay", NearMatch(("storm", "port", "quay"))),
        ("-NEAR(a b)", Not(NearMatch(("a", "b")))),
        ("-storm NEAR/2 port sea", AllOf((Not(NearMatch(("storm", "port"), 2)), TextMatch("sea")))),
        ('-storm NEAR "old port" NEAR quay', Not(NearMatch(("storm", "old port", "quay")))),
        ("-(a b) NEAR", AllOf((Not(AllOf((TextMatch("a"), TextMatch("b")))), TextMatch("NEAR")))),
        ("NEAR", TextMatch("NEAR")),
        ("near port", AllOf((TextMatch("near"), TextMatch("port")))),
        ("minutes:>10", NumberMatch("minutes", 11)),
        ("minutes:<=10", NumberMatch("minutes", None, 10)),
        ("minutes:2..5", NumberMatch("minutes", 2, 5)),
        ("fit:15m", TraitMatch("unread")),
        ("fit:15m is:read", TraitMatch("read")),
        ("read:1d", Since(NOW - DAY, "read")),
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


@pytest.fixture
def clock_in(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], None]]:
    """Set the user's clock to a zone until the end of the test."""

    def choose(zone: str) -> None:
        monkeypatch.setenv("TZ", zone)
        tzset()

    yield choose
    monkeypatch.undo()
    tzset()


def written(condition: Condition) -> str:
    assert isinstance(condition, Since | Before)
    return to_iso(condition.moment) or ""


@pytest.mark.parametrize(
    ("zone", "now", "query", "begins"),
    [
        ("Pacific/Auckland", "2026-11-29T23:30:00Z", "after:today", "2026-11-29T11:00:00Z"),
        ("Pacific/Auckland", "2026-11-29T10:30:00Z", "after:today", "2026-11-28T11:00:00Z"),
        ("Pacific/Auckland", "2026-11-29T23:30:00Z", "before:yesterday", "2026-11-28T11:00:00Z"),
        ("America/Los_Angeles", "2026-11-30T07:30:00Z", "after:today", "2026-11-29T08:00:00Z"),
        ("America/Los_Angeles", "2026-11-30T07:30:00Z", "after:2026-07-01", "2026-07-01T07:00:00Z"),
        ("Asia/Kathmandu", "2026-11-30T07:30:00Z", "before:2026-03", "2026-02-28T18:15:00Z"),
        ("Asia/Kolkata", "2026-11-30T18:45:00Z", "after:today", "2026-11-30T18:30:00Z"),
        ("Asia/Kolkata", "2026-11-30T18:15:00Z", "after:today", "2026-11-29T18:30:00Z"),
        ("Asia/Kolkata", "2026-11-30T18:15:00Z", "after:2026", "2025-12-31T18:30:00Z"),
        ("Asia/Kolkata", "2026-11-30T18:15:00Z", "after:2026-03-01T12:00", "2026-03-01T06:30:00Z"),
        ("Asia/Kolkata", "2026-11-30T18:15:00Z", "after:2026-03-01T12:00:00Z", "2026-03-01T12:00:00Z"),
        ("Asia/Kolkata", "2026-11-30T18:15:00Z", "after:2026-03-01T12:00+02:00", "2026-03-01T10:00:00Z"),
        # the day after clocks went forward and back has 23 and 25 hours behind it
        ("Europe/Berlin", "2026-03-29T10:00:00Z", "newer:1d", "2026-03-28T11:00:00Z"),
        ("Europe/Berlin", "2026-10-25T11:00:00Z", "older:1d", "2026-10-24T10:00:00Z"),
        ("Europe/Berlin", "2026-10-25T11:00:00Z", "newer:24h", "2026-10-24T11:00:00Z"),
        ("Europe/Berlin", "2026-10-25T11:00:00Z", "newer:1w", "2026-10-18T10:00:00Z"),
        ("Europe/Berlin", "2026-03-29T10:00:00Z", "after:today", "2026-03-28T23:00:00Z"),
        ("Europe/Berlin", "2026-03-30T10:00:00Z", "after:yesterday", "2026-03-28T23:00:00Z"),
        # midnight is skipped, comes twice, or the whole day is missing
        ("Africa/Cairo", "2024-04-26T10:00:00Z", "after:today", "2024-04-25T22:00:00Z"),
        ("America/Havana", "2024-11-03T10:00:00Z", "after:today", "2024-11-03T04:00:00Z"),
        ("Pacific/Apia", "2011-12-31T10:30:00Z", "after:2011-12-30", "2011-12-30T10:00:00Z"),
        # at the ends of the calendar
        ("Asia/Kolkata", "2026-11-30T18:15:00Z", "after:0001-01-01", "0001-01-01T00:00:00Z"),
        ("America/Los_Angeles", "2026-11-30T18:15:00Z", "before:9999-12-31", "9999-12-31T08:00:00Z"),
        ("UTC", "2026-11-30T07:30:00Z", "after:today", "2026-11-30T00:00:00Z"),
    ],
)
def test_days_are_those_of_the_users_clock(
    clock_in: Callable[[str], None], zone: str, now: str, query: str, begins: str
) -> None:
    clock_in(zone)
    assert written(parse_query(query, from_iso(now) or 0).condition) == begins


@given(st.integers(EARLIEST, LATEST), st.sampled_from(["today", "yesterday", "9999", "0001", "9999-12-31"]))
def test_no_clock_makes_a_day_raise(now: int, day: str) -> None:
    for zone in ("Pacific/Kiritimati", "America/Los_Angeles", "Asia/Kathmandu"):
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("TZ", zone)
            tzset()
            assert isinstance(parse_query(f"after:{day} newer:99999y", now).condition, AllOf)
    tzset()


def test_the_order_is_no_part_of_the_tree() -> None:
    query = parse_query("is:unread sort:Oldest storm", NOW)

    assert query.order is Order.OLDEST
    assert query.condition == AllOf((TraitMatch("unread"), TextMatch("storm")))
    assert query.text == "is:unread sort:Oldest storm"
    assert parse_query("", NOW) == EVERYTHING


def test_a_small_and_joins_what_has_keys_and_is_a_word_between_words() -> None:
    assert term("is:unread and title:port") == term("is:unread title:port")
    assert term("salt and pepper") == AllOf((TextMatch("salt"), TextMatch("and"), TextMatch("pepper")))
    assert term("this or that is:unread") != term("this OR that is:unread")


@pytest.mark.parametrize(
    "text", ['"age < 7"', "title:/age < 7/", "C# and F#", "tags #news", "rain between 3 and 5", "x==y"]
)
def test_what_only_resembles_newsboats_language_is_sought(text: str) -> None:
    assert term(text) != Everything()


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("tga:x", "did you mean tag:"),
        ("nonsensical:x", "there are is, has"),
        ("storm tga:x", "character 7"),
        ("is:red", f"{', '.join(IS[:-1])} or {IS[-1]}, not “red”"),
        ("storm NEAR", "character 7"),
        ("storm NEAR tag:x", "character 12"),
        ("NEAR(storm", "character 1 of the query, this NEAR( is never closed"),
        ("NEAR(storm)", "two words or phrases at least"),
        ("has:unread", "did you mean is:unread?"),
        ("is:stared", "did you mean is:starred?"),
        ("minutes:long", "minutes: takes a number"),
        ("fit:soon", "is no duration"),
        ("/(a?){25}/", "for ever"),
        ("sort:size", f"{', '.join(list(Order)[:-1])} or {list(Order)[-1]}, not “size”"),
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
        ('unread = "yes" and title =~ "kernel"', "newsboat's filter language: write is:unread title:/kernel/."),
        ("is:unread age < 7", "At character 11 of the query, this is newsboat's filter language: in its place write"),
        ('flags # "s"', "queries here cannot ask for “flags # s”"),
        ("is:unread or is:starred", "At character 11 of the query, write OR in capitals"),
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
    position = caught.value.position
    assert position is None or f"At character {position + 1} of" in str(caught.value)


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
        " NEAR ",
        " NEAR/2 ",
        "NEAR(",
        ", 3)",
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
