"""Every kind of block at every width: it fits, it is whole, it is what it should look like."""

import unicodedata
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from paint.samples import EVERY_BLOCK, SCRIPTS, article, line, para, span
from tuinews.model.document import (
    Block,
    Code,
    CodeLink,
    Details,
    Document,
    Footnote,
    Image,
    ListBlock,
    Paragraph,
    Quote,
    Style,
    Table,
    TableCell,
    leaf_text,
    walk,
)
from tuinews.model.text import EMPTY, SafeText
from tuinews.ui.paint.article.blocks import paint_block, paint_blocks
from tuinews.ui.paint.article.frame import Frame
from tuinews.ui.paint.article.hints import slots
from tuinews.ui.paint.article.page import collect
from tuinews.ui.paint.text.glyphs import ASCII
from tuinews.ui.paint.text.graphemes import clusters
from tuinews.ui.paint.text.runs import NOWHERE, Line, line_text, line_width

WIDTHS = (20, 40, 80, 120)


def painted(block: Block, width: int) -> list[str]:
    frame = Frame(width, table=collect(article((block,))))
    return [line_text(line).rstrip() for line in paint_block(block, frame)]


def painted_whole(block: Block, width: int) -> list[str]:
    return [line_text(line) for line in paint_block(block, Frame(width))]


def letters(text: str) -> list[str]:
    return [c for c in unicodedata.normalize("NFKC", text) if c.isalpha()]


def check(lines: list[Line], width: int) -> None:
    for painted_line in lines:
        text = line_text(painted_line)
        assert line_width(painted_line) <= width or len(clusters(text)) == 1
        assert not any(unicodedata.category(c) in {"Cc", "Cs"} for c in text)


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("block", EVERY_BLOCK, ids=lambda block: type(block).__name__)
def test_every_block_fits_and_is_whole(block: Block, width: int) -> None:
    lines = paint_block(block, Frame(width, table=collect(article((block,)))))
    check(lines, width)
    shown = letters("".join(line_text(line) for line in lines))
    for inner in walk(Document((block,))):
        for letter in letters(leaf_text(inner)):
            shown.remove(letter)


TEXTS = st.lists(st.sampled_from(" ".join(SCRIPTS).split()), min_size=1, max_size=12).map(" ".join)
INLINES = st.lists(
    st.builds(
        lambda text, style, href: span(text, Style(style), href),
        TEXTS,
        st.integers(0, 255),
        st.sampled_from(["", "https://a.example/x", "https://b.example/y", "#fn-1"]),
    ),
    max_size=4,
).map(tuple)
LEAVES: st.SearchStrategy[Block] = st.one_of(
    st.builds(Paragraph, INLINES),
    st.builds(lambda text: Code(SafeText(text), EMPTY), TEXTS),
    st.builds(lambda alt, caption: Image("https://i.example/i.png", SafeText(alt), caption), TEXTS, INLINES),
    st.builds(
        lambda rows: Table(tuple(tuple(TableCell(c, n == 0, w) for c, w in row) for n, row in enumerate(rows))),
        st.lists(st.lists(st.tuples(INLINES, st.integers(1, 3)), max_size=5), max_size=4),
    ),
)


def nested(inner: st.SearchStrategy[Block]) -> st.SearchStrategy[Block]:
    groups = st.lists(inner, max_size=3).map(tuple)
    return st.one_of(
        st.builds(ListBlock, st.lists(groups, max_size=3).map(tuple), st.booleans(), st.integers(0, 2000)),
        st.builds(Quote, groups, TEXTS.map(SafeText)),
        st.builds(Details, INLINES, groups),
        st.builds(lambda blocks: Footnote(SafeText("1"), blocks), groups),
    )


@settings(max_examples=150, deadline=None)
@given(st.recursive(LEAVES, nested, max_leaves=8), st.integers(20, 200))
def test_whatever_the_block_no_line_is_too_wide(block: Block, width: int) -> None:
    check(paint_blocks((block,), Frame(width, table=collect(article((block,))))), width)


def test_nesting_beyond_reason_is_set_flush() -> None:
    block: Block = para("at the bottom")
    for _ in range(400):
        block = Quote((block,))
    lines = paint_blocks((block,), Frame(60))
    assert "at the bottom" in line_text(lines[-1])
    check(lines, 60)


def test_an_escape_sequence_never_leaves() -> None:
    hostile = "a\x1b]52;c;aGk=\x07b\x9b2Jc\r\nd\u202ee"
    blocks = (para(hostile), Code(SafeText(hostile), SafeText("python")), Image("https://i.example", SafeText(hostile)))
    for block in blocks:
        check(paint_block(block, Frame(40)), 40)
        assert "]52" not in "".join(painted(block, 40))


def test_a_link_is_followed_by_its_number_and_leads_to_its_target() -> None:
    link = span("the port", href="https://port.example")
    block = Paragraph((span("See "), link, span(" and "), span("news", href="https://news.example"), span(".")))
    table = collect(article((block,), tags=(SafeText("Harbour"),), user_tags=()))
    runs = paint_block(block, Frame(60, table=table))[0]
    assert line_text(runs) == "See the port¹ and news²."
    assert [run.text for run in runs if run.target == table.index("link", "https://port.example")] == ["the port", "¹"]


@pytest.mark.parametrize(
    ("style", "text", "expected"),
    [
        (Style.SUPERSCRIPT, "2", "²"),
        (Style.SUBSCRIPT, "10", "₁₀"),
        (Style.SUPERSCRIPT, "th", "^(th)"),
        (Style.SUBSCRIPT, "x", "_x"),
    ],
)
def test_raised_and_lowered_text(style: Style, text: str, expected: str) -> None:
    assert painted(Paragraph((span(text, style),)), 40) == [expected]


def test_a_list_hangs_its_lines_and_counts_flush_right() -> None:
    items = tuple((para(text),) for text in ("ninth of them all", "tenth"))
    assert painted(ListBlock(items, ordered=True, start=9), 20) == [" 9. ninth of them", "    all", "10. tenth"]
    assert painted(ListBlock(((para("a"), ListBlock(((para("b"),),))),)), 20) == ["• a", "  ◦ b"]


def test_a_quote_has_a_bar_and_says_who() -> None:
    assert painted(Quote((para("So be it."),), SafeText("Master")), 30) == ["▌ So be it.", "▌ — Master"]


def test_long_code_lines_are_folded_with_a_mark() -> None:
    lines = painted(Code(SafeText("0123456789abcdefghij")), 18)
    assert lines == [" 0123456789abcdef", "↪ghij"]


def test_code_is_coloured_when_its_language_is_known() -> None:
    lines = paint_block(Code(SafeText("def f():\n    return 'x'"), SafeText("python")), Frame(40))
    looks = {run.text.strip(): run.style for line in lines for run in line}
    assert looks["def"] == "code keyword"
    unknown = paint_block(Code(SafeText("def f()"), SafeText("no such language")), Frame(40))
    assert {run.style for run in unknown[0]} == {"code", "code fold"}


LINKED = Code(
    SafeText("\n# see tide() for hours\ndef tide(hour):\n    return ebb(hour) + flow(hour)\n"),
    SafeText("python"),
    (
        CodeLink(7, 11, "https://tide.example/"),
        CodeLink(51, 54, "https://tide.example/ebb"),
        CodeLink(63, 67, "https://tide.example/"),
    ),
)


@pytest.mark.parametrize("width", [40, 80, 120])
def test_links_in_code_are_underlined_in_its_colours_and_move_no_sign(width: int) -> None:
    table = collect(article((LINKED,), tags=(), user_tags=()))
    lines = paint_block(LINKED, Frame(width, table=table))
    assert [line_text(line) for line in lines] == painted_whole(replace(LINKED, links=()), width)
    linked = [(run.text, run.style, run.target) for line in lines for run in line if run.target != NOWHERE]
    assert linked == [
        ("t", "code comment underlined slot", 0),
        ("ide", "code comment underlined", 0),
        ("e", "code underlined slot", 1),
        ("bb", "code underlined", 1),
        ("f", "code underlined slot", 0),
        ("low", "code underlined", 0),
    ]
    assert [(slot.y, slot.x, slot.cells, slot.target) for slot in slots(enumerate(lines))] == [
        (0, 7, 1, 0),
        (2, 12, 1, 1),
    ]


def test_a_link_in_code_that_is_folded_is_one_link() -> None:
    code = Code(SafeText("0123456789abcdefghij"), EMPTY, (CodeLink(12, 20, "https://tide.example/"),))
    lines = paint_block(code, Frame(18, table=collect(article((code,), tags=(), user_tags=()))))
    linked = [(y, run.text) for y, line in enumerate(lines) for run in line if run.target != NOWHERE]
    assert linked == [(0, "c"), (0, "def"), (1, "ghij")]


def test_a_table_is_set_in_columns_with_figures_flush_right() -> None:
    head = (TableCell(line("Pier"), header=True), TableCell(line("Metres"), header=True))
    table = Table(
        (head, (TableCell(line("north")), TableCell(line("9.5"))), (TableCell(line("south")), TableCell(line("120"))))
    )
    assert painted(table, 40) == ["Pier  │ Metres", "──────┼───────", "north │    9.5", "south │    120"]


def test_a_table_without_room_is_set_cell_by_cell() -> None:
    heads = tuple(TableCell(line(f"head{n}"), header=True) for n in range(6))
    table = Table((heads, tuple(TableCell(line(f"value{n}")) for n in range(6))))
    assert painted(table, 20)[:2] == ["head0: value0", "head1: value1"]


def test_a_pile_of_marks_is_cut_down() -> None:
    assert painted(para("Z" + "\u0301" * 500 + "o"), 40) == ["Z" + "\u0301" * 4 + "o"]


def test_signs_can_be_plain_ascii() -> None:
    blocks = [block for block in EVERY_BLOCK if leaf_text(block).isascii()]
    table = collect(article(blocks))
    for block in blocks:
        for painted_line in paint_block(block, Frame(60, table=table, glyphs=ASCII)):
            assert all(run.text.isascii() for run in painted_line if not set("²₍") & set(run.text))
