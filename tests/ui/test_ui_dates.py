"""Days and times in the order and with the names of the user's locale."""

import locale
from datetime import UTC
from itertools import pairwise

import pytest

from tuinews.model.event import RefreshProgressed
from tuinews.ui.paint.text.dates import PLAIN, DateStyle, format_day, format_moment, format_time
from tuinews.ui.terminal.date_locale import _read_style, find_date_style, read_order
from ui.conftest import NOW, Start


@pytest.mark.parametrize(
    ("style", "moment", "day"),
    [
        (PLAIN, "25 Nov 2026 14:05", "Wed 25 Nov 2026"),
        (DateStyle("month", half_days=True), "Nov 25, 2026 2:05 PM", "Wed Nov 25, 2026"),
        (DateStyle("year"), "2026-11-25 14:05", "Wed 2026-11-25"),
    ],
)
def test_a_style_orders_what_a_date_says(style: DateStyle, moment: str, day: str) -> None:
    at = NOW
    assert format_moment(at, UTC, style) == moment
    assert format_day(at, UTC, style, short=True) == day
    assert moment.endswith(format_time(at, UTC, style))


def test_noon_and_midnight_are_twelve() -> None:
    half = DateStyle(half_days=True)
    assert [format_time(hour * 3600, UTC, half) for hour in (0, 1, 11, 12, 13)] == [
        "12:00 AM",
        "1:00 AM",
        "11:00 AM",
        "12:00 PM",
        "1:00 PM",
    ]


@pytest.mark.parametrize(
    ("pattern", "order"),
    [
        ("%d.%m.%Y", "day"),
        ("%e/%-m/%y", "day"),
        ("%m/%d/%Y", "month"),
        ("%D", "month"),
        ("%Y年%m月%d日", "year"),
        ("%F", "year"),
        ("", "day"),
    ],
)
def test_what_comes_first_is_read_from_the_pattern_of_the_locale(pattern: str, order: str) -> None:
    assert read_order(pattern) == order


@pytest.mark.parametrize("name", ["C", "C.UTF-8", "xx_XX.UTF-8"])
def test_without_a_locale_that_is_there_dates_are_plain_and_the_process_keeps_its_own(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", name)
    before = locale.setlocale(locale.LC_TIME)
    assert find_date_style() == PLAIN
    assert locale.setlocale(locale.LC_TIME) == before


async def test_a_sign_turns_while_something_goes_on_unless_nothing_is_to_move(start: Start) -> None:
    async with start(size=(140, 30)) as desk:
        header = desk.screen.panes.header

        def shown() -> str:
            return "".join(run.text for run in header.line(140))

        def step() -> str:
            header._turn_on()
            return shown()

        assert header._turning is None
        header.progress = RefreshProgressed(done=12, total=48, failed=0, new=0, running=True)
        steps = [step() for _ in range(4)]
        assert all(one != other for one, other in pairwise(steps))
        assert "12/48 ▬▬────────" in steps[0]
        header.move(allowed=False)
        assert "⟳ 12/48" in step() == step()
        header.move(allowed=True)
        header.progress = RefreshProgressed(done=48, total=48, failed=0, new=0, running=False)
        assert header._turning is None, "nothing rings once it is over"


def test_names_and_order_are_those_that_the_system_tells() -> None:
    assert locale.setlocale(locale.LC_TIME) == "C"
    assert _read_style() == PLAIN._replace(order="month"), "as C writes 11/25/26"
