"""The list of headlines in a real app: keys' methods, mouse, marks, pages, length."""

from array import array
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

import pytest
from textual import on
from textual.app import ComposeResult
from textual.message import Message

from event_pilot import EventPilot
from paint.samples import NOW, headline, ids
from tuinews.model.entry import Flag, Headline
from tuinews.model.error import StoreError
from tuinews.model.ids import EntryId
from tuinews.model.stories.entry_groups import EntryGroup, FoldedIds, GroupKind
from tuinews.model.text import SafeText
from tuinews.ui.rows import EntryRow, HeadingRow, Rows, StoryRow
from tuinews.ui.themes.shades import ThemedApp
from tuinews.ui.widgets.headline_list import HeadlineList


class ListApp(ThemedApp):
    """A list and nothing else."""

    def __init__(self, unread: frozenset[int] | None = None) -> None:
        super().__init__()
        self.unread = unread
        self.asked: list[int] = []
        self.heard: list[Message] = []
        self.broken = False

    def compose(self) -> ComposeResult:
        yield HeadlineList(self.rows, now=NOW)

    def on_mount(self) -> None:
        self.query_one(HeadlineList).focus()

    async def rows(self, wanted: Sequence[int]) -> tuple[Headline, ...]:
        if self.broken:
            raise StoreError("The library cannot be read.")
        self.asked.extend(wanted)
        return tuple(headline(n, read=None if self.unread is None else n not in self.unread) for n in wanted)

    @on(HeadlineList.Moved)
    @on(HeadlineList.Opened)
    @on(HeadlineList.Exhausted)
    @on(HeadlineList.Failed)
    def hear(self, message: Message) -> None:
        self.heard.append(message)


@asynccontextmanager
async def listing(
    vector: "Rows | array[int]", unread: frozenset[int] | None = None, size: tuple[int, int] = (60, 20)
) -> AsyncIterator[tuple[ListApp, HeadlineList, EventPilot]]:
    app = ListApp(unread)
    async with app.run_test(size=size, notifications=True, tooltips=True):
        pilot = EventPilot(app)
        rows = app.query_one(HeadlineList)
        rows.show(vector)
        await pilot.pause()
        yield app, rows, pilot


def shown(rows: HeadlineList) -> list[str]:
    return [rows.render_line(y).text.rstrip() for y in range(rows.size.height)]


async def test_the_first_rows_are_shown_and_only_they_are_fetched() -> None:
    async with listing(ids(100_000)) as (app, rows, _):
        assert shown(rows)[0].startswith(" ○ Headline 0")
        assert shown(rows)[1].startswith(" ● Headline 1")
        assert len(app.asked) <= 3 * 64
        assert rows.current == EntryRow(headline(0))


async def test_moving_keeps_the_current_row_in_sight() -> None:
    async with listing(ids(100_000)) as (app, rows, pilot):
        for step, expected in ((1, 1), (-5, 0), (30, 30), (100_000, 99_999), (-1, 99_998)):
            rows.move(step)
            await pilot.pause()
            assert rows.cursor == expected
            assert rows.scroll_offset.y <= expected < rows.scroll_offset.y + 20
            assert f"Headline {expected}" in shown(rows)[expected - rows.scroll_offset.y]
        moved = app.heard[-1]
        assert isinstance(moved, HeadlineList.Moved)
        assert (moved.entry_id, moved.index) == (EntryId(99_998), 99_998)


async def test_pages_and_halves() -> None:
    async with listing(ids(1000)) as (_, rows, _pilot):
        rows.page(1)
        assert rows.cursor == 19
        rows.half(1)
        assert rows.cursor == 29
        rows.page(-1)
        assert rows.cursor == 10
        rows.go_end()
        assert rows.cursor == 999
        rows.go(0)
        assert rows.cursor == 0


async def test_a_new_list_keeps_the_entry_where_it_is_on_the_screen() -> None:
    async with listing(ids(1000, start=100)) as (_, rows, pilot):
        rows.go(50)
        await pilot.pause()
        height_of_row = rows.cursor - rows.scroll_offset.y
        rows.show(array("q", [*range(83, 100), *ids(1000, start=100)]), keep=(150,))
        await pilot.pause()
        assert rows.current_id == EntryId(150)
        assert rows.cursor == 67
        assert rows.cursor - rows.scroll_offset.y == height_of_row


@pytest.mark.parametrize(
    ("left", "current"),
    [
        ([*range(1, 50), *range(55, 90)], 55),
        ([10, 20, 49], 49),
        ([200, 300], 200),
        ([], None),
    ],
    ids=["the next one", "else the one before", "else the first", "none"],
)
async def test_when_the_entry_is_gone_its_neighbour_is_current(left: list[int], current: int | None) -> None:
    async with listing(ids(100)) as (_, rows, pilot):
        rows.go(rows.rows.find(50))
        rows.show(array("q", left), keep=rows.neighbours)
        await pilot.pause()
        assert rows.current_id == current


async def test_a_mark_is_seen_at_once() -> None:
    async with listing(ids(100)) as (_, rows, pilot):
        rows.shown.patch([EntryId(1)], Flag.READ, value=True)
        rows.shown.patch([EntryId(2)], Flag.STARRED, value=True)
        await pilot.pause()
        assert shown(rows)[1].startswith(" ○ Headline 1")
        assert shown(rows)[2].startswith(" ○★Headline 2")


async def test_selected_rows_have_a_mark() -> None:
    async with listing(ids(100)) as (_, rows, pilot):
        rows.set_selection({EntryId(2)})
        await pilot.pause()
        assert [text[0] for text in shown(rows)[:4]] == [" ", " ", "▎", " "]


async def test_words_stand_out_in_titles() -> None:
    async with listing(ids(100)) as (_, rows, pilot):
        rows.highlight(["line 3"])
        await pilot.pause()
        texts = [segment.text for segment in rows.render_line(3)]
        assert "line 3" in texts
        rows.highlight([])
        assert "line 3" not in [segment.text for segment in rows.render_line(3)]


async def test_a_click_goes_to_a_headline_and_opens_it() -> None:
    async with listing(ids(100)) as (app, rows, pilot):
        await pilot.click(HeadlineList, offset=(10, 4))
        assert rows.cursor == 4
        opened = app.heard[-1]
        assert isinstance(opened, HeadlineList.Opened)
        assert opened.entry_id == EntryId(4)


async def test_a_click_below_the_last_row_does_nothing() -> None:
    async with listing(ids(3)) as (app, rows, pilot):
        before = len(app.heard)
        await pilot.click(HeadlineList, offset=(10, 10))
        assert rows.cursor == 0
        assert len(app.heard) == before


@pytest.mark.parametrize(("direction", "start", "found"), [(1, 0, 5), (-1, 90, 70), (1, 5, 70)])
async def test_the_next_unread_among_rows_at_hand(direction: int, start: int, found: int) -> None:
    async with listing(ids(100), frozenset({5, 70})) as (_, rows, pilot):
        rows.go(start)
        await pilot.pause()
        assert rows.go_to_unread(direction)
        assert rows.cursor == found


async def test_the_next_unread_is_looked_for_in_pages_not_at_hand() -> None:
    async with listing(ids(2000), frozenset({1500})) as (_, rows, pilot):
        assert rows.go_to_unread()
        for _ in range(50):
            await pilot.pause()
            if rows.cursor:
                break
        assert rows.cursor == 1500


async def test_when_nothing_is_unread_it_says_so() -> None:
    async with listing(ids(60), frozenset()) as (_, rows, _pilot):
        assert not rows.go_to_unread()
    async with listing(ids(600), frozenset()) as (app, rows, pilot):
        assert rows.go_to_unread()
        for _ in range(50):
            await pilot.pause()
            if isinstance(app.heard[-1], HeadlineList.Exhausted):
                break
        assert isinstance(app.heard[-1], HeadlineList.Exhausted)
        assert rows.cursor == 0


async def test_an_empty_list_says_what_to_do() -> None:
    async with listing(ids(0)) as (app, rows, pilot):
        rows.empty_text = "Nothing new. Press a to add a feed."
        await pilot.pause()
        assert "Nothing new. Press a to add a feed." in "\n".join(shown(rows))
        assert rows.render_line(rows.caret.y).text[rows.caret.x :].startswith("Nothing new.")
        assert rows.current is None
        assert rows.current_id is None
        rows.move(1)
        assert not rows.go_to_unread()
        assert isinstance(app.heard[-1], HeadlineList.Moved)


async def test_a_failure_to_read_rows_is_told() -> None:
    async with listing(ids(0)) as (app, rows, pilot):
        app.broken = True
        rows.show(ids(100))
        await pilot.pause()
        await pilot.pause()
        failed = [message for message in app.heard if isinstance(message, HeadlineList.Failed)]
        assert [str(message.error) for message in failed] == ["The library cannot be read."]


async def test_rows_fit_whatever_the_width() -> None:
    async with listing(ids(100), size=(24, 10)) as (_, rows, pilot):
        assert all(rows.render_line(y).cell_length == rows.scrollable_size.width for y in range(10))
        await pilot.resize_terminal(90, 10)
        assert all(rows.render_line(y).cell_length == rows.scrollable_size.width for y in range(10))


async def test_the_wheel_scrolls_and_leaves_the_current_row() -> None:
    async with listing(ids(1000)) as (_, rows, pilot):
        rows.scroll_relative(y=30, animate=False)
        await pilot.pause()
        assert rows.cursor == 0
        assert "Headline 30" in shown(rows)[0]


def by_day() -> Rows:
    """Monday, 0 to 4, Sunday, 5 to 29; the first tells a story with two others."""
    days = tuple(HeadingRow("day", SafeText(name), count) for name, count in (("Monday", 5), ("Sunday", 25)))
    story = EntryGroup(GroupKind.STORY, (0, 96, 98))
    return Rows(FoldedIds(ids(30), {0: story}, {96: 0, 98: 0}), zip((0, 5), days, strict=True))


async def test_headings_stand_between_headlines_and_the_cursor_steps_over_them() -> None:
    async with listing(by_day()) as (_, rows, pilot):
        assert shown(rows)[0].startswith(" ── Monday ──")
        assert shown(rows)[1].startswith(" ○ Headline 0")
        assert "+2" in shown(rows)[1]
        assert shown(rows)[6].startswith(" ── Sunday ──")
        assert rows.current == StoryRow(headline(0), 2, read=True, moment=NOW)
        walked = []
        for _step in range(6):
            walked.append((rows.current_id, rows.position))
            rows.move(1)
        assert walked == [(EntryId(n), (n + 1, 30)) for n in range(6)]
        rows.move(-2)
        assert rows.current_id == EntryId(4)
        rows.go(0)
        assert rows.current_id == EntryId(0)
        rows.go_end()
        await pilot.pause()
        assert rows.current_id == EntryId(29)
        assert shown(rows)[-1].startswith(" ● Headline 29")


async def test_the_first_heading_is_seen_when_the_first_headline_is_current() -> None:
    async with listing(by_day()) as (_, rows, pilot):
        rows.go_end()
        await pilot.pause()
        rows.go(0)
        await pilot.pause()
        assert shown(rows)[0].startswith(" ── Monday")


async def test_what_lies_around_the_current_row_leaves_headings_out() -> None:
    async with listing(by_day()) as (_, rows, pilot):
        rows.go(7)
        await pilot.pause()
        assert rows.current_id == EntryId(5)
        assert list(rows.ids) == list(range(30))
        assert list(rows.neighbours) == [*range(5, 30), 4, 3, 2, 1, 0]
        assert rows.shown.headline(6) == headline(6)
        assert rows.shown.headline(99) is None


async def test_the_next_unread_is_found_over_headings() -> None:
    async with listing(by_day(), frozenset({5, 20})) as (_, rows, _pilot):
        assert rows.go_to_unread()
        assert rows.current_id == EntryId(5)
        assert rows.go_to_unread()
        assert rows.current_id == EntryId(20)
        assert rows.go_to_unread(-1)
        assert rows.current_id == EntryId(5)
        assert not rows.go_to_unread(-1)


async def test_a_click_on_a_heading_selects_nothing() -> None:
    async with listing(by_day()) as (app, rows, pilot):
        rows.go(3)
        await pilot.pause()
        before = list(app.heard)
        for line in (0, 6):
            await pilot.click(HeadlineList, offset=(10, line))
        assert rows.current_id == EntryId(2)
        assert app.heard == before
        await pilot.click(HeadlineList, offset=(10, 7))
        assert rows.current_id == EntryId(5)


async def test_a_list_with_headings_keeps_the_entry_where_it_is_on_the_screen() -> None:
    async with listing(ids(30)) as (_, rows, pilot):
        rows.go(15)
        await pilot.pause()
        shift = rows.cursor - rows.scroll_offset.y
        rows.show(by_day(), keep=rows.neighbours)
        await pilot.pause()
        assert rows.current_id == EntryId(15)
        assert rows.cursor == 17
        assert rows.cursor - rows.scroll_offset.y == shift


async def test_known_headlines_are_not_fetched() -> None:
    async with listing(ids(0)) as (app, rows, pilot):
        rows.show(by_day())
        rows.shown.seed([headline(n) for n in (*range(30), 96, 98)])
        await pilot.pause()
        assert shown(rows)[1].startswith(" ○ Headline 0")
        assert app.asked == []


async def test_a_hundred_thousand_rows_of_two_lines_cost_what_is_seen() -> None:
    day = [(0, HeadingRow("day", SafeText("Monday")))]
    async with listing(Rows(ids(100_000), day), size=(60, 21)) as (app, view, pilot):
        view.comfortable = True
        view.show(view.rows)
        assert view.virtual_size.height == 200_003, "with one line to spare: no row is cut at the top"
        for index in (5, 50_000, 100_000, 99_990, 7, 1):
            view.go(index)
            await pilot.pause()
            assert 0 <= view.caret.y <= 19
            assert view.scroll_offset.y % 2 == 0
            assert f"Headline {index - 1}" in shown(view)[view.caret.y]
        view.page(1)
        assert view.cursor == 1 + 9
        view.half(-1)
        assert view.cursor == 10 - 5
        assert len(app.asked) < 3000
        await pilot.click(HeadlineList, offset=(8, 7))
        await pilot.pause()
        assert view.cursor == (7 + view.scroll_offset.y) // 2
        view.comfortable = False
        view.show(view.rows)
        assert view.virtual_size.height == 100_001
