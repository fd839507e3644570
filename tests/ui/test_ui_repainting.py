"""What is painted sparingly is what Textual would have painted."""

from textual._compositor import Compositor
from textual.geometry import Region
from textual.scroll_view import ScrollView
from textual.strip import Strip

from tuinews.ui.widgets.cached_scroll_view import bar_step
from ui.conftest import NOW, RunningReader, Start, long_document
from ui.fake_library import World, article_of, entry_of


def many(world: World, count: int = 300) -> None:
    for number in range(100, 100 + count):
        entry = entry_of(number, world.feeds[2], f"港 Note {number}", NOW - number * 3600, starred=not number % 3)
        world.articles[entry.id] = article_of(entry, long_document("a note", 2))


def drawn(strips: list[Strip]) -> list[list[tuple[str, str]]]:
    """Every cell's text and look, however it is cut into segments."""
    return [[(char, str(s.style)) for s in strip for char in s.text] for strip in strips]


def assert_list_is_as_by_textual(desk: RunningReader) -> None:
    rows = desk.screen.panes.list
    whole = rows.outer_size.region
    ours = drawn(rows.render_lines(whole))
    rows._styles_cache.clear()
    assert ours == drawn(ScrollView.render_lines(rows, whole))


async def test_lines_put_together_are_those_of_textual(start: Start, world: World) -> None:
    many(world)
    async with start() as desk:
        for keys in (
            ("j", "j"),
            ("ctrl+d", "x", "x"),
            ("3",),
            ("1",),
            ("2", "G"),
            ("k", "ctrl+u", "m"),
            ("/", *"note 2", "enter"),
            ("escape",),
            ("g", "s"),
            ("L", "g", "l"),
        ):
            await desk.press(*keys)
            assert_list_is_as_by_textual(desk)
        for theme in ("tuinews-light", "nord"):
            desk.app.theme = theme
            await desk.settle()
            assert_list_is_as_by_textual(desk)
        for size in ((80, 24), (40, 12), (160, 50)):
            await desk.pilot.resize_terminal(*size)
            await desk.settle()
            assert_list_is_as_by_textual(desk)


async def test_a_line_that_was_drawn_is_the_same_after_scrolling(start: Start, world: World) -> None:
    many(world)
    async with start() as desk:
        rows = desk.screen.panes.list
        rows.go(100)
        await desk.settle()
        before = rows.render_lines(rows.outer_size.region)
        rows.go(101)
        await desk.settle()
        after = rows.render_lines(rows.outer_size.region)
        moved = sum(one is two for one, two in zip(before[2:-1], after[1:-2], strict=True))
        assert moved >= len(before) - 6, "all but the frame, the new line and the two that the cursor was at"


async def test_the_scroll_bar_is_drawn_anew_only_when_it_looks_otherwise(start: Start, world: World) -> None:
    many(world, 1000)
    async with start() as desk:
        rows = desk.screen.panes.list
        bar = rows.vertical_scrollbar
        positions = set()
        for row in range(40, 140):
            rows.go(row)
            positions.add(bar.position)
            assert bar_step(bar.position, rows.size.height, rows.max_scroll_y) == bar_step(
                rows.scroll_y, rows.size.height, rows.max_scroll_y
            )
        assert len(positions) < 40
        rows.go_end()
        assert bar.position == rows.max_scroll_y
        rows.go(0)
        assert bar.position == 0


def cells(chops: object, crop: Region) -> list[dict[int, str]]:
    """What there is for each part of the lines in the crop."""
    assert isinstance(chops, list)
    lines = [chops[y] for y in crop.line_range]
    return [{x: drawn([strip]).__repr__() for x, strip in line.items() if crop.x <= x < crop.right} for line in lines]


async def test_parts_of_the_screen_are_composed_as_by_textual(start: Start) -> None:
    async with start() as desk:
        await desk.press("enter", "?")
        await desk.press("escape", "g")
        desk.screen.panes.chord_help.show()
        await desk.settle()
        ours = desk.screen._compositor
        stock = Compositor()
        stock.reflow(desk.screen, desk.app.size)
        regions = [
            desk.screen.panes.list.region,
            desk.screen.panes.footer.region,
            Region(20, 0, 30, 40),
            Region(0, 0, 140, 40),
        ]
        for crop in (*regions, desk.screen.panes.article.region, Region(30, 36, 5, 3)):
            assert cells(ours._render_chops(crop, lambda _: True), crop) == cells(
                stock._render_chops(crop, lambda _: True), crop
            )
