"""Pictures in the reading pane: asked for when they are near, hung without moving the words that are read."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace

from textual import on
from textual.app import ComposeResult
from textual.geometry import Region

from event_pilot import EventPilot
from paint.samples import article, para, span
from tuinews.model.document import Block, Image, Paragraph
from tuinews.model.entry import Article
from tuinews.model.picture import Box, Missing, Picture
from tuinews.model.text import SafeText
from tuinews.ui.themes.shades import ThemedApp
from tuinews.ui.widgets.article_view import ArticleView

SIZE = (66, 24)
"""Too narrow for a picture beside the masthead."""


class WallApp(ThemedApp):
    """A reading pane that shows pictures."""

    def __init__(self) -> None:
        super().__init__()
        self.wanted: list[list[str]] = []
        self.told: list[str] = []

    def compose(self) -> ComposeResult:
        view = ArticleView()
        view.pictures.shown = True
        yield view

    @on(ArticleView.PicturesWanted)
    def want(self, message: ArticleView.PicturesWanted) -> None:
        self.wanted.append(list(message.rooms))


def url(number: int) -> str:
    return f"https://port.example/{number}.png"


def illustrated(pictures: int = 6) -> Article:
    """A picture, then enough words to fill two screens, and so on."""
    blocks: list[Block] = []
    for n in range(pictures):
        blocks.append(Image(url(n), SafeText(f"Picture {n}")))
        blocks += [para(f"Line {line} under picture {n}.") for line in range(12)]
    return article(tuple(blocks))


def dots(box: Box, rows: int, *, png: bytes = b"") -> Picture:
    return Picture(box, 30, rows, bytes((10, 20, 30)) * 30 * rows + bytes((40, 50, 60)) * 30 * rows, png)


@asynccontextmanager
async def reading(value: Article, position: int = 0) -> AsyncIterator[tuple[WallApp, ArticleView, EventPilot]]:
    app = WallApp()
    async with app.run_test(size=SIZE, notifications=True, tooltips=True):
        pilot = EventPilot(app)
        view = app.query_one(ArticleView)
        view.focus()
        view.show(value, position)
        await pilot.pause()
        yield app, view, pilot


def room(view: ArticleView) -> Box:
    assert view.pictures.gallery is not None
    return view.pictures.gallery.box


def top_line(view: ArticleView) -> str:
    return view.render_line(0).text.strip()


async def test_only_what_is_about_to_be_seen_is_asked_for() -> None:
    async with reading(illustrated()) as (app, view, pilot):
        assert app.wanted == [[url(0), url(1)]]
        view.pictures.show(url(0), dots(room(view), 5))
        assert view.pictures.missing
        for _ in range(3):
            view.page(1)
        await pilot.pause()
        assert app.wanted[-1] == [url(2), url(3), url(1)]
        view.end()
        await pilot.pause()
        assert app.wanted[-1] == [url(5)]


async def test_without_pictures_nothing_is_asked_for() -> None:
    app = WallApp()
    async with app.run_test(size=SIZE):
        pilot = EventPilot(app)
        view = app.query_one(ArticleView)
        view.pictures.shown = False
        view.show(illustrated())
        view.page(1)
        await pilot.pause()
        assert app.wanted == []
        view.pictures.show(url(0), dots(Box(30, 5), 5))
        view.show_pictures(shown=True)
        await pilot.pause()
        assert url(0) in app.wanted[0]


async def test_a_picture_is_drawn_in_its_colours() -> None:
    async with reading(illustrated()) as (_, view, pilot):
        view.pictures.show(url(0), dots(room(view), 4))
        await pilot.pause()
        lines = view.render_lines(Region(0, 0, *SIZE))
        drawn = [segment for strip in lines for segment in strip if "▀" in segment.text]
        assert [len(segment.text) for segment in drawn] == [30] * 4
        styles = [segment.style for segment in drawn]
        assert all(style is not None and style.link is None for style in styles)
        colours = [(style.color, style.bgcolor) for style in styles if style is not None]
        triplets = [tuple(colour and colour.triplet for colour in pair) for pair in colours]
        assert triplets == [((10, 20, 30), (10, 20, 30))] * 2 + [((40, 50, 60), (40, 50, 60))] * 2


async def test_the_words_that_are_read_stay_where_they_are() -> None:
    async with reading(illustrated(), position=13) as (_, view, pilot):
        before = top_line(view)
        assert before.startswith("Line")
        assert view.text_layout is not None
        height = view.text_layout.height
        view.pictures.show(url(0), dots(room(view), 3))
        await pilot.pause()
        assert view.text_layout.height < height
        assert top_line(view) == before
        view.pictures.show(url(0), Missing(SafeText("it is broken")))
        await pilot.pause()
        assert top_line(view) == before


async def test_a_picture_of_the_usual_shape_moves_nothing() -> None:
    async with reading(illustrated()) as (_, view, pilot):
        before = [view.render_line(y).text.strip() for y in range(24)]
        view.pictures.show(url(0), dots(room(view), room(view).rows))
        await pilot.pause()
        after = [view.render_line(y).text.strip() for y in range(24)]
        assert [text for text in before if text] == [text for text in after if text and "▀" not in text]
        assert before.index("▦ Picture 0") == after.index("▦ Picture 0")


async def test_pictures_wait_while_letters_stand_beside_words() -> None:
    linked = article((Image(url(0), SafeText("Boats")), Paragraph((span("the port", href="https://port.example/"),))))
    async with reading(linked) as (_, view, pilot):
        assert view.links.show_hints()
        view.pictures.show(url(0), dots(room(view), 2))
        await pilot.pause()
        assert view.hints.shown
        assert not any("▀" in view.render_line(y).text for y in range(24))
        view.hints.stop()
        await pilot.pause()
        assert any("▀" in view.render_line(y).text for y in range(24))


async def test_other_room_wants_the_pictures_anew_and_shows_the_old_ones_meanwhile() -> None:
    async with reading(illustrated(1)) as (app, view, pilot):
        view.pictures.show(url(0), dots(room(view), 5))
        await pilot.pause()
        view.set_width(40)
        await pilot.pause()
        assert app.wanted[-1] == [url(0)]
        assert any("▀" in view.render_line(y).text for y in range(24))
        late = dots(Box(9, 9), 5)
        view.pictures.show(url(0), late)
        await pilot.pause()
        assert app.wanted[-1] == [url(0)]
        wanted = len(app.wanted)
        view.pictures.show(url(0), replace(late, box=room(view)))
        await pilot.pause()
        assert not view.pictures.missing
        assert app.wanted[wanted:] == []


async def test_a_higher_pane_has_more_room_for_pictures() -> None:
    async with reading(illustrated(1)) as (app, view, pilot):
        low = room(view)
        view.pictures.show(url(0), dots(low, 5))
        await pilot.resize_terminal(SIZE[0], 40)
        await pilot.pause()
        assert room(view).columns == low.columns
        assert room(view).rows > low.rows
        assert app.wanted[-1] == [url(0)]


async def test_the_terminal_is_told_of_sharp_pictures_and_to_forget_them() -> None:
    async with reading(illustrated()) as (app, view, pilot):
        driver = app._driver
        assert driver is not None
        driver.write = app.told.append  # type: ignore[assignment,method-assign]
        view.pictures.show(url(0), dots(room(view), 4, png=b"a picture"))
        await pilot.pause()
        assert view.pictures.gallery is not None
        first = view.pictures.gallery.numbers[url(0)]
        assert f"i={first}," in app.told[0]
        assert any("\U0010eeee" in view.render_line(y).text for y in range(24))
        view.pictures.show(url(0), dots(room(view), 4, png=b"the same, anew"))
        assert f"a=d,d=I,i={first}," in "".join(app.told)
        second = view.pictures.gallery.numbers[url(0)]
        view.show(article((para("Another one."),)))
        assert f"a=d,d=I,i={second}," in app.told[-1]


async def test_turning_pictures_on_and_off_stays_at_the_same_words() -> None:
    async with reading(illustrated(), position=13) as (_, view, pilot):
        before = top_line(view)
        assert "Line" in before
        for shown in (False, True):
            view.show_pictures(shown=shown)
            await pilot.pause()
            assert top_line(view) == before
