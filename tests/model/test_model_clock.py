import pytest
from hypothesis import given
from hypothesis import strategies as st

from tuinews.model.clock import DAY, EARLIEST, LATEST, format_ago, from_iso, to_iso


@given(st.integers(EARLIEST, LATEST))
def test_a_moment_survives_being_written(moment: int) -> None:
    written = to_iso(moment)
    assert written is not None
    assert len(written) == 20
    assert from_iso(written) == moment


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("1970-01-01T00:00:00Z", 0),
        ("1970-01-01", 0),
        ("1970-01-01T01:00:00+01:00", 0),
        ("1969-12-31T23:59:59.5Z", -1),
        (" 1970-01-01T00:00:01 ", 1),
        ("0001-01-01T00:00:00+23:59", EARLIEST - 23 * 3600 - 59 * 60),
        ("1970-13-01", None),
        ("24:00", None),
        ("yesterday", None),
        ("", None),
        (None, None),
    ],
)
def test_iso_is_read_as_utc_unless_it_says_otherwise(text: str | None, moment: int | None) -> None:
    assert from_iso(text) == moment


@given(st.text(max_size=30))
def test_no_text_makes_reading_raise(text: str) -> None:
    assert from_iso(text) is None or isinstance(from_iso(text), int)


def test_what_no_calendar_can_name_is_clamped_and_nothing_stays_nothing() -> None:
    assert to_iso(10**18) == "9999-12-31T23:59:59Z"
    assert to_iso(-(10**18)) == "0001-01-01T00:00:00Z"
    assert to_iso(None) is None


@pytest.mark.parametrize(
    ("seconds", "shown"),
    [
        (-99, "now"),
        (59, "now"),
        (60, "1m"),
        (3_599, "59m"),
        (3_600, "1h"),
        (DAY - 1, "23h"),
        (DAY, "1d"),
        (7 * DAY, "1w"),
        (364 * DAY, "52w"),
        (365 * DAY, "1y"),
        (365 * DAY * 500, "99y"),
    ],
)
def test_ages_take_three_cells(seconds: int, shown: str) -> None:
    assert format_ago(1_000_000, 1_000_000 + seconds) == shown
    assert len(shown) <= 3
