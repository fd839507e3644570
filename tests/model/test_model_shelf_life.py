"""Shelf lives: read as they are typed, chosen by rhythm, told in words; and the head start that rare feeds have."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tuinews.model.clock import DAY, HOUR
from tuinews.model.error import UsageError
from tuinews.model.habits.shelf_life import (
    AUTO,
    LEAST,
    NEVER,
    Publishing,
    choose_shelf_life,
    describe_rhythm,
    describe_shelf_life,
    find_head_start,
    format_span,
    measure_gap,
    parse_shelf_life,
)

NOW = 1_800_000_000


@pytest.mark.parametrize(
    ("typed", "stored", "seconds"),
    [
        ("3h", "3h", 3 * HOUR),
        (" 36 H ", "36h", 36 * HOUR),
        ("24h", "1d", DAY),
        ("1w", "1w", 7 * DAY),
        ("7d", "1w", 7 * DAY),
        ("1y", "365d", 365 * DAY),
        ("never", "never", None),
        ("default", "", None),
    ],
)
def test_a_shelf_life_is_read_and_kept_in_its_shortest_form(typed: str, stored: str, seconds: int | None) -> None:
    assert parse_shelf_life(typed) == stored
    assert choose_shelf_life(stored, DAY // 40) == seconds
    assert seconds is None or parse_shelf_life(format_span(seconds)) == stored


@pytest.mark.parametrize("typed", ["", "2h", "0d", "11y", "5", "1m", "soon", "-3d", "३d"])
def test_what_is_no_shelf_life_is_refused_with_what_is(typed: str) -> None:
    with pytest.raises(UsageError, match="is no shelf life: "):
        parse_shelf_life(typed)


@pytest.mark.parametrize(
    ("a_day", "seconds", "words"),
    [
        (300, 3 * HOUR, "about 300 a day"),
        (100, 12 * HOUR, "about 100 a day"),
        (40, DAY, "about 40 a day"),
        (5, 3 * DAY, "about 5 a day"),
        (1, 7 * DAY, "about one a day"),
        (3 / 7, 30 * DAY, "about 3 a week"),
        (1 / 8, None, "about 4 a month"),
        (1 / 90, None, "about one in 3 months"),
    ],
)
def test_the_louder_a_feed_the_sooner_it_ages_and_what_is_rarer_than_weekly_never_does(
    a_day: float, seconds: int | None, words: str
) -> None:
    gap = int(DAY / a_day)
    assert choose_shelf_life(AUTO, gap) == seconds
    assert choose_shelf_life(NEVER, gap) is None
    assert describe_rhythm(gap) == words
    assert describe_shelf_life(seconds).startswith("stays" if seconds is None else "leaves the inbox after ")


def test_a_feed_whose_rhythm_is_not_known_never_ages_by_it() -> None:
    assert measure_gap(Publishing([NOW, NOW - 60, NOW - 120]), NOW) is None
    assert measure_gap(Publishing([NOW] * 50, NOW, 90), NOW) is None, "what comes without dates comes all at once"
    assert choose_shelf_life(AUTO, None) is None
    assert choose_shelf_life("1d", None) == DAY
    assert describe_rhythm(None) == "too few articles to tell how often"


def test_a_rhythm_is_told_by_moments_and_gets_rarer_in_silence() -> None:
    daily = [NOW - number * DAY for number in range(1, 21)]
    assert measure_gap(Publishing(daily), NOW) == DAY
    assert measure_gap(Publishing(daily), NOW + 20 * DAY) == 2 * DAY
    ahead = Publishing([NOW + 9 * DAY, *daily])
    assert measure_gap(ahead, NOW) == 20 * DAY // 21, "what is dated ahead is dated now"


def test_who_publishes_much_is_looked_at_for_a_week_so_that_a_night_is_no_other_rhythm() -> None:
    newest = [NOW - number * 60 for number in range(50)]
    assert measure_gap(Publishing(newest, NOW - 90 * DAY, 700), NOW) == DAY // 100
    assert measure_gap(Publishing(newest, NOW - 2 * DAY, 200), NOW) == DAY // 100, "it is known for two days only"
    assert measure_gap(Publishing(newest), NOW) == 60, "no less than a minute"


def test_a_rhythm_near_a_step_does_not_change_the_shelf_life_back_and_forth() -> None:
    just_under, just_over = DAY // 10 - 60, DAY // 10 + 60
    assert choose_shelf_life(AUTO, just_over, DAY) == DAY
    assert choose_shelf_life(AUTO, just_under, 3 * DAY) == 3 * DAY
    assert choose_shelf_life(AUTO, DAY // 6, DAY) == 3 * DAY
    assert choose_shelf_life(AUTO, just_over, LEAST) == 3 * DAY


@given(st.integers(1, 3_000 * DAY), st.integers(1, 3_000 * DAY))
def test_the_rarer_a_feed_the_longer_its_head_start(one: int, other: int) -> None:
    rare, loud = max(one, other), min(one, other)
    assert 0 <= find_head_start(loud) <= find_head_start(rare) < 2 * DAY
    assert find_head_start(DAY) == 3 * HOUR
    assert find_head_start(None) == find_head_start(30 * DAY)
