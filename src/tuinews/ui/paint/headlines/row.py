"""A row of the headline list as one line."""

from typing import assert_never

from tuinews.model.clock import Instant, format_ago
from tuinews.model.language import tr
from tuinews.ui.paint.headlines.columns import COLUMNS, Column, ColumnInput, RowOptions
from tuinews.ui.paint.text.graphemes import cells, clip, pad
from tuinews.ui.paint.text.runs import Line, Run
from tuinews.ui.paint.text.safe import safe_line
from tuinews.ui.rows import EntryRow, HeadingRow, HeadlineRow, MemberRow, Row, StoryRow, SurplusRow

_AGE = 4
"""Cells that come after a column which gives way to the title."""

_LEAST_REST = 8
"""The least cells for the title; with fewer, the columns after it are left out."""


def paint_row(row: Row, age: str, options: RowOptions, *, selected: bool = False) -> Line:
    """The row in exactly `options.width` cells; `age` is that of its headline, if it has one."""
    match row:
        case EntryRow() | StoryRow() | SurplusRow() | MemberRow():
            return _paint_headline(ColumnInput(row, row.headline, age, selected, options))
        case HeadingRow():
            return _paint_heading(row, options)
        case _:
            assert_never(row)


def format_age(row: HeadlineRow, now: Instant) -> str:
    """The age as the row shows it."""
    return format_ago(row.moment, now)


def paint_placeholder(options: RowOptions, *, gone: bool = False) -> Line:
    """A row whose headline is still being fetched, or, `gone`, does not exist any more."""
    text = tr("no longer here") if gone else options.glyphs.ellipsis
    return (Run(clip(f"   {text}", options.width, "").ljust(options.width), "pending"),)


FittedColumns = tuple[list[Run], list[Run], Column | None, str, int, int]
"""The runs before the column `rest` and after it, that column, its text, the cells of that, and the cells for it.

A plain tuple: one is made for every row that is painted.
"""


def _paint_headline(cell: ColumnInput) -> Line:
    """`● title …      +3 ♪  Source 2h`."""
    before, after, filling, title, need, rest = fit_columns(cell)
    if filling is not None and rest > 0:
        add_column(before, filling, cell, title, need, width=rest)
    width = cell.options.width
    return cut_line((*before, *after), width) if rest < 1 else (*before, *after)


def fit_columns(cell: ColumnInput) -> FittedColumns:
    """Give each column its room."""
    options = cell.options
    before, after = list[Run](), list[Run]()
    runs, room, rest = before, options.width, options.width
    filling: Column | None = None
    title, need = "", 0
    for column in options.columns or COLUMNS:
        rule = column.width
        if rule == "rest":
            filling, runs, room = column, after, rest
            title = column.text(cell)
            need = cells(title)
            continue
        text = column.text(cell)
        used = cells(text) if text else 0
        if isinstance(rule, int):
            width = rule
        elif rule == "text":
            width = column.gap + used if used else 0
        else:
            width = rule(options)
        if width:
            if column.yields is not None and need + _AGE + width > rest:
                whole, cut = column.yields(cell)
                left = rest - _AGE - need
                width = left if left >= whole else min(width, cut)
            rest -= width
            add_column(runs, column, cell, text, used, width=width)
    if rest < _LEAST_REST:
        after, rest = [], room
    return before, after, filling, title, need, rest


def add_column(runs: list[Run], column: Column, cell: ColumnInput, text: str, used: int, *, width: int) -> None:
    """Add a column of `width` cells, whose text takes `used`, to the runs of a line.

    The text stands flush right behind the column's gap, if it has one, else flush left on the row's own ground.
    """
    if used > width - column.gap:
        text = clip(text, width - column.gap, cell.options.glyphs.ellipsis)
        used = cells(text)
    style = column.style(cell) if column.style else column.styles[0][0]
    if column.gap or not text:
        runs.append(Run(" " * (width - used) + text, style))
    else:
        runs.append(Run(text, style))
        if used < width:
            runs.append(Run(" " * (width - used), cell.state))


def _paint_heading(row: HeadingRow, options: RowOptions) -> Line:
    """`── Monday 3 March ── 12`; the count is left out where there is no room for it."""
    rule, width = options.glyphs.rule, options.width
    name = clip(safe_line(row.text), max(0, width - 6), options.glyphs.ellipsis)
    left, count = f" {rule}{rule} ", f" {row.articles} " if row.articles else ""
    room = width - cells(left) - cells(name) - 1
    if room < cells(count) + 2:
        count = ""
    line = (Run(left, "rule"), Run(name, "heading"), Run(" ", "rule"), Run(rule * (room - len(count)), "rule"))
    return cut_line(line, width) if room < 0 else (*line, Run(count, "count"))


def cut_line(line: Line, width: int) -> Line:
    """The line in a room that is too narrow for its columns."""
    return (Run(pad(clip("".join(run.text for run in line), width, ""), width), "read"),)
