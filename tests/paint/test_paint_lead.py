"""The lead picture beside the masthead: where there is room, and no line moves when it comes or does not come."""

from dataclasses import replace

import pytest

from paint.samples import article, para, span
from tuinews.model.document import Block, Heading, Image
from tuinews.model.entry import Article
from tuinews.model.picture import Box, CellSize, Missing, Picture
from tuinews.model.text import SafeText
from tuinews.ui.paint.article.frame import Frame
from tuinews.ui.paint.article.lead import beside_room
from tuinews.ui.paint.article.page import make_page
from tuinews.ui.paint.article.text_layout import TextLayout
from tuinews.ui.paint.pictures.dots import Dots
from tuinews.ui.paint.pictures.gallery import Gallery
from tuinews.ui.paint.text.runs import Line, Run, line_text, line_width, readable_text, write_over

URL = "https://port.example/lead.png"
WIDTH = 72
ROOM = beside_room(WIDTH, 30, CellSize())
assert ROOM is not None
TEXT = para("The harbour opens again.")
PORT = Image(URL, SafeText("Boats"), (span("Boats at noon."),))


def with_lead(*blocks: Block, title: str = "", note: str = "") -> Article:
    """An article with a picture of its own, which the text shows or does not show."""
    made = article(blocks)
    entry = replace(made.entry, images=(URL,), note=SafeText(note), title=SafeText(title) or made.entry.title)
    return replace(made, entry=entry)


def lay_out(value: Article, seen: Picture | Missing | None = None, width: int = WIDTH) -> list[Line]:
    arrived = {} if seen is None else {URL: seen}
    gallery = Gallery(Box(width, 20), arrived, beside=beside_room(width, 30, CellSize()))
    layout = TextLayout(make_page(value, frame=Frame(0, gallery=gallery)), width)
    layout.paint_all()
    assert all(line_width(line) <= width for line in layout.lines)
    return layout.lines


def picture(columns: int, rows: int) -> Picture:
    assert ROOM is not None
    return Picture(ROOM, columns, rows, bytes(3 * columns * rows * 2))


def cut(lines: list[Line]) -> list[str]:
    """What stands left of the picture, and below it."""
    assert ROOM is not None
    left = WIDTH - ROOM.columns
    return [readable_text(line)[:left].rstrip() if y < ROOM.rows else line_text(line) for y, line in enumerate(lines)]


@pytest.mark.parametrize(
    "seen",
    [
        picture(28, 8),
        picture(9, 8),
        picture(28, 2),
        Missing(SafeText("it is broken, and the server says nothing more")),
    ],
)
@pytest.mark.parametrize("blocks", [(TEXT,), (PORT, TEXT)])
def test_no_line_moves_whatever_comes(seen: Picture | Missing, blocks: tuple[Block, ...]) -> None:
    value = with_lead(*blocks)
    before, after = lay_out(value), lay_out(value, seen)
    assert [y for y, line in enumerate(before) if "opens again" in line_text(line)] == [
        y for y, line in enumerate(after) if "opens again" in line_text(line)
    ]
    assert (len(before), cut(before)[: len(after) - 4]) == (len(after), cut(after)[: len(after) - 4])


def test_the_picture_stands_flush_right_beside_title_and_tags() -> None:
    lines = lay_out(with_lead(TEXT), picture(9, 8))
    shown = [y for y, line in enumerate(lines) if any(run.dots for run in line)]
    assert shown == [*range(8)]
    assert {line_width(lines[y]) for y in shown} == {WIDTH}
    masthead = " ".join(cut(lines)[:8])
    assert all(word in masthead for word in ("Harbour Post", "#"))
    below = next(y for y, line in enumerate(lines) if "opens again" in line_text(line))
    assert below == 9
    assert lines[8] == ()


def test_the_first_picture_of_the_text_stands_there_once_with_its_words() -> None:
    for blocks in ((PORT, TEXT), (Heading(1, (span(article(()).entry.title),)), PORT, TEXT)):
        lines = lay_out(article(blocks), picture(28, 8))
        assert sum(any(run.dots for run in line) for line in lines) == 8
        (words,) = (y for y, line in enumerate(lines) if "Boats" in line_text(line))
        assert words == 8
    behind = lay_out(article((TEXT, PORT, TEXT)), picture(28, 8))
    assert [y for y, line in enumerate(behind) if any(run.dots for run in line)] == [*range(8)]
    assert "Boats at noon." in line_text(behind[8])
    plain = lay_out(article((TEXT, TEXT, PORT)))
    assert next(y for y, line in enumerate(plain) if any(run.style == "plate" for run in line)) > 10


@pytest.mark.parametrize(
    ("value", "width"),
    [
        (article((PORT, TEXT)), 60),
        (article((Image(URL, SafeText("Boats"), (span("Boats. " * 40),)), TEXT)), WIDTH),
        (with_lead(TEXT, title="ميناء المدينة يفتح"), WIDTH),
        (with_lead(TEXT, note="שלום"), WIDTH),
    ],
)
def test_where_there_is_no_room_it_stands_below_as_ever(value: Article, width: int) -> None:
    lines = lay_out(value, width=width)
    plates = [y for y, line in enumerate(lines) if any(run.style == "plate" for run in line)]
    assert len(plates) == 20
    assert plates[0] >= 5
    assert all(len(lines[y]) == 1 for y in plates)


def test_a_screen_that_is_too_small_has_no_room_beside_the_masthead() -> None:
    assert beside_room(63, 40, CellSize()) is None
    assert beside_room(72, 11, CellSize()) is None
    assert beside_room(72, 12, CellSize()) == Box(28, 8, CellSize())
    assert beside_room(200, 40, CellSize(10, 15)) == Box(32, 12, CellSize(10, 15))


def test_letters_and_copies_leave_the_picture_alone() -> None:
    dots = Dots(bytes(9), bytes(9))
    line = (Run("ab", "text"), Run("▀▀▀", "dots", -1, dots))
    assert write_over(line, 0, "x", "hint")[-1].dots == dots
    assert readable_text(line) == "ab   "
    assert readable_text((Run("\U0010eeee", "#123456"),)).strip() == ""
