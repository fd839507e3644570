"""When a mute ends, and when a pause does."""

import pytest

from tuinews.model.clock import DAY, from_iso, to_iso
from tuinews.model.error import UsageError
from tuinews.model.habits.pause import parse_pause
from tuinews.model.rules.mute import read_until

NOW = from_iso("2026-11-30T10:00:00Z") or 0  # a Monday


@pytest.fixture(autouse=True)
def utc(monkeypatch: pytest.MonkeyPatch) -> None:
    from time import tzset

    monkeypatch.setenv("TZ", "UTC")
    tzset()


@pytest.mark.parametrize(
    ("text", "end"),
    [
        ("7d", "2026-12-07T10:00:00Z"),
        ("2 weeks", "2026-12-14T10:00:00Z"),
        ("a month", "2026-12-30T10:00:00Z"),
        ("90min", "2026-11-30T11:30:00Z"),
        ("until Friday", "2026-12-04T00:00:00Z"),
        ("Until  Friday", "2026-12-04T00:00:00Z"),
        ("until 2027-01-02", "2027-01-02T00:00:00Z"),
        ("monday", "2026-12-07T00:00:00Z"),
        ("tomorrow", "2026-12-01T00:00:00Z"),
        ("today", "2026-12-01T00:00:00Z"),
        ("2027-01-02", "2027-01-02T00:00:00Z"),
        ("2026-11-30T12:00Z", "2026-11-30T12:00:00Z"),
        ("never", None),
        ("for ever", None),
        ("", None),
    ],
)
def test_an_end_is_read(text: str, end: str | None) -> None:
    assert to_iso(read_until(text, NOW)) == end


@pytest.mark.parametrize("text", ["yesterday", "2026-11-30", "2020", "soon", "7", "2026-13-01", "-7d", "0d"])
def test_what_is_no_end_to_come_is_refused(text: str) -> None:
    with pytest.raises(UsageError):
        read_until(text, NOW)


def test_a_span_that_no_calendar_holds_is_still_later() -> None:
    assert (read_until("99999y", NOW) or 0) > NOW + 1_000 * 365 * DAY


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2w", "2026-12-14"),
        ("2 weeks", "2026-12-14"),
        ("1m", "2026-12-30"),
        ("Tomorrow", "2026-12-01"),
        ("friday", "2026-12-04"),
        ("2027-01-02", "2027-01-02"),
        ("99999y", "9999-12-31"),
        ("off", ""),
    ],
)
def test_a_pause_ends_on_a_day_that_is_typed_as_the_end_of_a_mute(text: str, day: str) -> None:
    assert parse_pause(text, NOW) == day


@pytest.mark.parametrize("text", ["", "yesterday", "2026-11-30", "2h", "soon", "7", "2026-13-01", "0d", "never"])
def test_a_pause_that_ends_on_no_day_to_come_is_refused(text: str) -> None:
    with pytest.raises(UsageError):
        parse_pause(text, NOW)
