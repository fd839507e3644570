"""Pictures as sixels: a piece on each line, half blocks where something lies over it, and whole again afterwards."""

import re
import zlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from io import BytesIO

import pytest
from PIL import Image as Pixels
from rich.color import ColorSystem
from rich.console import RenderableType
from textual._compositor import CompositorUpdate
from textual.app import ComposeResult
from textual.screen import ModalScreen, Screen
from textual.widgets import Static

from event_pilot import EventPilot
from paint.pixels import Colour, PixelTerminal, decoded
from paint.samples import article, para
from tuinews.model.document import Image
from tuinews.model.picture import Box, CellSize, Picture
from tuinews.model.text import SafeText
from tuinews.parse import draw
from tuinews.ui.paint.pictures.dots import Dots
from tuinews.ui.themes.shades import ThemedApp
from tuinews.ui.widgets.article_view import ArticleView

URL = "https://port.example/harbour.png"
PORT = Image(URL, SafeText("Boats"))
CELL = CellSize(8, 17)
COLUMNS, ROWS = 30, 11
WIDTH, HEIGHT = COLUMNS * CELL.width, ROWS * CELL.height
SIZE = (66, 24)
"""Too narrow for a picture beside the masthead."""


def colour_at(x: int, y: int) -> Colour:
    return (20 * (x // 20), 20 * (y // 17), 90)


def png(width: int = WIDTH, height: int = HEIGHT) -> bytes:
    image = Pixels.new("RGB", (width, height))
    image.putdata([colour_at(x, y) for y in range(height) for x in range(width)])
    out = BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


def to_sixel(box: Box) -> Picture:
    picture = draw(png(), Box(COLUMNS, ROWS, CELL), "sixel")
    assert isinstance(picture, Picture)
    assert (picture.columns, picture.rows) == (COLUMNS, ROWS)
    return replace(picture, box=box)


def near(a: Colour, b: Colour) -> bool:
    return all(abs(x - y) <= 2 for x, y in zip(a, b, strict=True))


@pytest.mark.parametrize("height", [6, 12, 17, 20, 21])
def test_each_row_is_a_sixel_with_just_the_pixels_of_its_cells(height: int) -> None:
    picture = draw(png(160, 5 * height), Box(20, 5, CellSize(8, height)), "sixel")
    assert isinstance(picture, Picture)
    assert len(picture.sixels) == picture.rows == 5
    for row, packed in enumerate(picture.sixels):
        signs = zlib.decompress(packed).decode("ascii")
        sixel = decoded(signs)
        assert (sixel.width, sixel.height) == (160, height)
        assert set(sixel.pixels) == {(x, y) for x in range(160) for y in range(height)}
        assert all(near(hue, colour_at(x, y + row * height)) for (x, y), hue in sixel.pixels.items())
        defined = re.findall(r"#(\d+);", signs)
        assert sorted(defined) == sorted(set(re.findall(r"#(\d+)[!?-~]", signs)))


@pytest.mark.parametrize("cell", [CellSize(), CellSize(8, 0), CellSize(80, 160)])
def test_without_knowing_the_cells_there_are_no_sixels(cell: CellSize) -> None:
    picture = draw(png(), Box(30, 11, cell), "sixel")
    assert isinstance(picture, Picture)
    assert picture.sixels == ()
    assert picture.rgb


def test_a_photo_of_a_thousand_colours_has_256() -> None:
    image = Pixels.effect_noise((320, 160), 90).convert("RGB")
    image = Pixels.merge("RGB", (image.getchannel(0), image.getchannel(1).rotate(90), image.getchannel(2).rotate(180)))
    out = BytesIO()
    image.save(out, "PNG")
    picture = draw(out.getvalue(), Box(40, 10, CellSize(8, 16)), "sixel")
    assert isinstance(picture, Picture)
    hues = {hue for row in picture.sixels for hue in decoded(zlib.decompress(row).decode()).pixels.values()}
    assert 100 < len(hues) <= 256


@pytest.mark.parametrize(
    "packed",
    [
        b"",
        b"no zlib",
        zlib.compress(b"#0;2;0;0;0~\x1b]52;c;aGk=\x07"),
        zlib.compress(b"#0~\x9c"),
        zlib.compress(b"#0~\x18"),
        zlib.compress(b"~" * 500_000),
        zlib.compress(b"#0;2;0;0;0~~~")[:-2],
    ],
)
def test_what_is_no_sixel_is_never_written(packed: bytes) -> None:
    assert Dots(bytes(3), bytes(3), packed).to_sixel() == ""


def test_a_row_is_drawn_where_the_cursor_is_and_the_cursor_goes_behind_it() -> None:
    row = Dots(bytes(9), bytes(9), zlib.compress(b"#0;2;0;0;0!24~"))
    assert row.to_sixel() == "\x1b7\x1bP0;1;0q#0;2;0;0;0!24~\x1b\\\x1b8\x1b[3C"


def test_dots_are_written_in_full_colour_and_once_where_they_are_equal() -> None:
    row = Dots(bytes((1, 2, 3)) * 2 + bytes((7, 8, 9)), bytes((4, 5, 6)) * 3)
    assert row.to_text("▀", full=True) == "\x1b[38;2;1;2;3;48;2;4;5;6m▀▀\x1b[38;2;7;8;9;48;2;4;5;6m▀\x1b[0m"


@pytest.mark.parametrize(
    ("dot", "number"),
    [
        ((0, 0, 0), 16),
        ((255, 255, 255), 231),
        ((255, 0, 0), 196),
        ((0, 95, 255), 27),
        ((128, 128, 128), 244),
        ((8, 8, 8), 232),
        ((238, 238, 238), 255),
    ],
)
def test_with_few_colours_the_nearest_is_taken(dot: Colour, number: int) -> None:
    row = Dots(bytes(dot), bytes(dot))
    assert row.to_text("▀", full=False) == f"\x1b[38;5;{number};48;5;{number}m▀\x1b[0m"


class Cover(ModalScreen[None]):
    """Something before everything."""

    def compose(self) -> ComposeResult:
        yield Static("A question")


class SixelApp(ThemedApp):
    """A reading pane, something that may lie over a part of it, and a terminal that sees what is written."""

    CSS = """
    Screen { layers: below above; }
    ArticleView { layer: below; }
    #cover { layer: above; display: none; width: 12; height: 3; offset: 20 7; }
    """

    def __init__(self) -> None:
        super().__init__()
        self.console._color_system = ColorSystem.TRUECOLOR
        self.terminal = PixelTerminal(*SIZE, CELL)

    def compose(self) -> ComposeResult:
        view = ArticleView()
        view.pictures.shown = True
        view.pictures.cell = lambda: CELL
        yield view
        yield Static("A notice\nof three\nlines", id="cover")

    def _display(self, screen: Screen[object], renderable: RenderableType | None) -> None:
        update: object = renderable
        if isinstance(update, CompositorUpdate):
            self.terminal.feed(update.render_segments(self.console))
        super()._display(screen, renderable)


@asynccontextmanager
async def shown() -> AsyncIterator[tuple[SixelApp, ArticleView, EventPilot]]:
    app = SixelApp()
    async with app.run_test(size=SIZE):
        pilot = EventPilot(app)
        view = app.query_one(ArticleView)
        words = [para(f"Line {n}.") for n in range(30)]
        view.show(article((PORT, *words), tags=(), user_tags=()))
        assert view.pictures.gallery is not None
        view.pictures.show(URL, to_sixel(view.pictures.gallery.box))
        await pilot.pause()
        yield app, view, pilot


async def rest(view: ArticleView, pilot: EventPilot) -> None:
    """Wait until what was scrolled in haste is drawn."""
    await pilot.pause()
    await pilot.until("what was scrolled in haste is drawn", lambda: not view.picture_rows.rushing)
    await pilot.pause()


def whole_rows(app: SixelApp, view: ArticleView) -> list[int]:
    """The lines of the screen with a row of the picture, every pixel of which is seen; other lines have no pixel."""
    left, top = view.column[0] * CELL.width, place(view)
    found = []
    for y in range(SIZE[1]):
        row = app.terminal.row(y)
        if row:
            assert set(row) == {(left + x, z) for x in range(WIDTH) for z in range(CELL.height)}
            shift = (y - top) * CELL.height
            assert all(near(hue, colour_at(x - left, z + shift)) for (x, z), hue in row.items())
            found.append(y)
    return found


def place(view: ArticleView) -> int:
    """The line of the screen on which the picture begins, or would begin."""
    assert view.text_layout is not None
    return (
        next(y for y, line in enumerate(view.text_layout.lines) if any(run.dots for run in line)) - view.scroll_offset.y
    )


async def test_a_picture_is_seen_whole_with_its_words_around_it() -> None:
    async with shown() as (app, view, _pilot):
        top = place(view)
        assert whole_rows(app, view) == list(range(top, top + ROWS))
        assert "Boats" in app.terminal.text(top + ROWS)
        assert app.terminal.text(top).strip() == "▀" * COLUMNS


async def test_a_picture_scrolls_with_its_words_and_leaves_nothing_behind() -> None:
    async with shown() as (app, view, pilot):
        for step in (1, 3, 5, -2, -7):
            view.move(step)
            await rest(view, pilot)
            top = place(view)
            assert whole_rows(app, view) == list(range(max(0, top), top + ROWS))
        view.page(2)
        await rest(view, pilot)
        assert app.terminal.pixels == {}


async def test_while_a_key_is_held_down_there_are_half_blocks() -> None:
    async with shown() as (app, view, pilot):
        view.picture_rows.rest_seconds = 60.0
        view.move(1)
        await pilot.pause()
        top = place(view)
        assert whole_rows(app, view) == list(range(top, top + ROWS))
        view.move(1)
        await pilot.pause()
        assert app.terminal.pixels == {}
        assert app.terminal.text(top - 1).strip().startswith("▀" * COLUMNS)
        view.picture_rows.rest_seconds = 0.01
        view.move(1)
        top = place(view)
        await rest(view, pilot)
        assert whole_rows(app, view) == list(range(top, top + ROWS))


async def test_below_what_covers_a_part_of_it_a_row_is_half_blocks_and_whole_again_afterwards() -> None:
    async with shown() as (app, view, pilot):
        top = place(view)
        rows = list(range(top, top + ROWS))
        cover = app.query_one("#cover")
        cover.display = True
        await pilot.pause()
        app.screen.refresh()
        await pilot.pause()
        covered = [y for y in rows if cover.region.y <= y < cover.region.bottom]
        assert covered
        assert whole_rows(app, view) == [y for y in rows if y not in covered]
        assert app.terminal.text(covered[0])[20:28] == "A notice"
        assert app.terminal.text(covered[0])[view.column[0] : 20] == "▀" * (20 - view.column[0])
        # this writes the cells of the cover anew, and those before them on their lines, but nothing behind
        cover.visible = False
        await pilot.pause()
        assert whole_rows(app, view) == rows


async def test_below_a_question_no_pixel_is_left_and_all_are_back_afterwards() -> None:
    async with shown() as (app, view, pilot):
        before = whole_rows(app, view)
        await app.push_screen(Cover())
        await pilot.pause()
        assert app.terminal.pixels == {}
        app.pop_screen()
        await pilot.pause()
        assert whole_rows(app, view) == before


async def test_the_last_two_lines_of_the_terminal_have_half_blocks() -> None:
    async with shown() as (app, view, pilot):
        words = [para(f"Line {n}.") for n in range(6)]
        view.show(article((*words, PORT), tags=(), user_tags=()))
        assert view.pictures.gallery is not None
        view.pictures.show(URL, to_sixel(view.pictures.gallery.box))
        await pilot.pause()
        top = place(view)
        assert top + ROWS > SIZE[1]
        assert whole_rows(app, view) == list(range(top, SIZE[1] - 2))
        assert "▀▀▀" in app.terminal.text(SIZE[1] - 1)


async def test_letters_of_another_size_show_half_blocks_until_there_are_other_pixels() -> None:
    async with shown() as (app, view, pilot):
        view.pictures.cell = lambda: CellSize(10, 20)
        view.lay_out()
        await pilot.pause()
        assert app.terminal.pixels == {}
        assert view.pictures.gallery is not None
        assert view.pictures.gallery.is_missing(URL)


async def test_without_colour_there_are_no_pixels(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with shown() as (app, _view, _pilot):
        assert app.terminal.pixels == {}
        assert any("▀▀▀" in app.terminal.text(y) for y in range(SIZE[1]))
