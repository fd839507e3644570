"""Pictures as lines, and what stands there when there is none."""

from dataclasses import replace

import pytest

from paint.samples import article, para, span
from tuinews.model.document import Block, Image, Paragraph, Quote
from tuinews.model.entry import Article
from tuinews.model.picture import Box, CellSize, Missing, Picture
from tuinews.model.text import SafeText
from tuinews.ui.paint.article.blocks import paint_block
from tuinews.ui.paint.article.frame import Frame
from tuinews.ui.paint.article.page import make_page
from tuinews.ui.paint.article.pictures import picture_room
from tuinews.ui.paint.article.text_layout import TextLayout
from tuinews.ui.paint.pictures.dots import Dots
from tuinews.ui.paint.pictures.gallery import Gallery
from tuinews.ui.paint.pictures.kitty import MOST_CELLS, delete_command, placeholders, upload_command
from tuinews.ui.paint.text.glyphs import ASCII
from tuinews.ui.paint.text.runs import Line, line_text, line_width

URL = "https://port.example/harbour.png"
PORT = Image(URL, SafeText("Boats in the harbour"), (span("The harbour at noon."),))
BOX = Box(8, 4)


def picture(columns: int = 4, rows: int = 2, box: Box = BOX) -> Picture:
    """Dots that are red by their line and green by their place in it."""
    dots = (bytes((16 * y, 8 * x, 0)) for y in range(2 * rows) for x in range(columns))
    return Picture(box, columns, rows, b"".join(dots))


def row(red: int) -> bytes:
    return b"".join(bytes((red, green, 0)) for green in (0, 8, 16, 24))


def gallery(arrived: Picture | Missing | None = None) -> Gallery:
    return Gallery(BOX, {} if arrived is None else {URL: arrived})


def painted(frame: Frame, block: Block = PORT) -> list[Line]:
    lines = paint_block(block, frame)
    assert all(line_width(line) <= frame.width for line in lines)
    return lines


def words(lines: list[Line]) -> str:
    return "\n".join(line_text(line).strip() for line in lines)


def test_without_pictures_only_words_stand_there() -> None:
    assert words(painted(Frame(60))) == "▦ Boats in the harbour — The harbour at noon."


def test_room_is_kept_for_a_picture_that_has_not_come() -> None:
    lines = painted(Frame(60, gallery=gallery()))
    assert [(run.text, run.style) for line in lines[:4] for run in line] == [(" " * 8, "plate")] * 4
    assert words(lines[4:]) == "▦ Boats in the harbour — The harbour at noon."


def test_a_picture_is_two_dots_to_a_cell_above_its_words() -> None:
    lines = painted(Frame(60, gallery=gallery(picture())))
    assert [[(run.text, run.dots) for run in line] for line in lines[:2]] == [
        [("▀▀▀▀", Dots(row(0), row(16)))],
        [("▀▀▀▀", Dots(row(32), row(48)))],
    ]
    assert words(lines[2:]) == "▦ Boats in the harbour — The harbour at noon."


def test_where_there_is_less_room_dots_are_left_out() -> None:
    lines = painted(Frame(14, gallery=gallery(picture(24, 6))), Quote((PORT,)))
    assert [line_width(line) for line in lines[:3]] == [14, 14, 14]
    assert [line[-1].dots.columns for line in lines[:3] if line[-1].dots] == [12, 12, 12]
    assert "▀" not in words(lines[3:])


def test_a_terminal_without_the_signs_sees_the_lower_dots() -> None:
    (line, *_) = painted(Frame(60, glyphs=ASCII, gallery=gallery(picture())))
    assert line_text(line) == "    "
    assert line[0].dots == Dots(row(0), row(16))


def test_a_picture_that_cannot_be_shown_says_why_beside_its_words() -> None:
    lines = painted(Frame(80, gallery=gallery(Missing(SafeText("it is broken")))))
    assert words(lines) == "▦ Boats in the harbour — The harbour at noon. · not shown: it is broken"


def test_cells_over_which_the_terminal_draws_name_their_place() -> None:
    # the marks for 0 to 4, as the protocol lists them
    marks = "\u0305\u030d\u030e\u0310\u0312"
    rows = placeholders(5, 2)
    assert rows == ["".join(f"\U0010eeee{marks[row]}{mark}" for mark in marks) for row in (0, 1)]
    assert len(set(placeholders(1, MOST_CELLS))) == MOST_CELLS


def test_a_sharp_picture_is_cells_in_the_colour_of_its_number() -> None:
    shown = gallery(replace(picture(), png=b"sharp"))
    shown.numbers[URL] = 0x12AB
    lines = painted(Frame(60, gallery=shown))
    assert [run.style for line in lines[:2] for run in line] == ["#0012ab", "#0012ab"]
    assert [line_text(line) for line in lines[:2]] == placeholders(4, 2)
    assert [line_width(line) for line in lines[:2]] == [4, 4]
    narrow = painted(Frame(3, gallery=shown))
    assert "\U0010eeee" not in words(narrow)


def test_a_picture_is_told_to_the_terminal_in_pieces_and_without_an_answer() -> None:
    told = upload_command(7, bytes(6000), 40, 12)
    pieces = told.split("\x1b\\")
    assert pieces.pop() == ""
    assert all(piece.startswith("\x1b_G") and len(piece) < 4200 for piece in pieces)
    assert pieces[0].startswith("\x1b_Ga=t,f=100,i=7,q=2,m=1;AAAA")
    assert pieces[1].startswith("\x1b_Gm=0;AAAA")
    assert pieces[2] == "\x1b_Ga=p,U=1,i=7,c=40,r=12,q=2"
    assert delete_command(7) == "\x1b_Ga=d,d=I,i=7,q=2\x1b\\"


@pytest.mark.parametrize(
    ("width", "height", "cell", "room"),
    [
        (72, 41, CellSize(), (72, 20)),
        (72, 22, CellSize(), (72, 11)),
        (72, 10, CellSize(), (72, 6)),
        (24, 40, CellSize(), (24, 7)),
        (200, 90, CellSize(), (MOST_CELLS, 36)),
        (72, 60, CellSize(10, 20), (72, 20)),
        (72, 60, CellSize(10, 24), (72, 17)),
    ],
)
def test_the_room_is_wide_and_leaves_some_lines_to_the_words(
    width: int, height: int, cell: CellSize, room: tuple[int, int]
) -> None:
    assert picture_room(width, height, cell) == Box(*room, cell)


def with_lead(*blocks: Block) -> Article:
    made = article(blocks)
    return replace(made, entry=replace(made.entry, images=("https://port.example/lead.png",)))


def test_the_lead_picture_stands_under_the_title_where_the_text_shows_none() -> None:
    page = make_page(with_lead(para("No picture here.")), frame=Frame(0, gallery=gallery()))
    assert page.pictures == {0: ("https://port.example/lead.png",)}
    assert [run.style for line in page.parts[0].paint(60) for run in line].count("plate") == BOX.rows
    assert make_page(with_lead(PORT), frame=Frame(0, gallery=gallery())).pictures == {
        0: (URL,),  # beside the masthead, where there is room
        1: (URL,),
    }


def test_without_pictures_there_is_no_lead_picture_either() -> None:
    page = make_page(with_lead(para("No picture here.")))
    assert page.pictures == {}
    assert not any("picture" in line_text(line) for line in page.parts[0].paint(60))


def test_pictures_inside_other_blocks_are_known() -> None:
    page = make_page(article((para("a"), Quote((PORT,)))), frame=Frame(0, gallery=gallery()))
    assert page.pictures == {2: (URL,)}


def test_a_part_that_is_painted_anew_moves_what_lies_below() -> None:
    shown = gallery()
    blocks: tuple[Block, ...] = (
        PORT,
        *(Paragraph((span("the port", href=f"https://port.example/{n}"),)) for n in range(9)),
    )
    page = make_page(article(blocks), frame=Frame(0, gallery=shown))
    layout = TextLayout(page, 60)
    layout.paint_all()
    links = [page.table.index("link", f"https://port.example/{n}") for n in range(9)]
    shown.arrived[URL] = picture(4, 2)
    layout.repaint(1)
    fresh = TextLayout(page, 60)
    fresh.paint_all()
    assert (layout.lines, layout.tops) == (fresh.lines, fresh.tops)
    assert [layout.line_of_target(link) for link in links] == [fresh.line_of_target(link) for link in links]
    assert layout.line_of_target(page.table.index("link", URL)) == layout.tops[1]


def test_a_part_that_is_not_painted_yet_is_painted_as_it_is_then() -> None:
    layout = TextLayout(make_page(article((PORT,)), frame=Frame(0, gallery=gallery())), 60)
    layout.repaint(1)
    assert layout.lines == []
