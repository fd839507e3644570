"""A row of the headline list as two lines: the title whole, below it source, age and tags."""

from collections.abc import Iterator
from typing import assert_never

from tuinews.model.topics.topic import pick_colour
from tuinews.ui.paint.headlines.columns import COLUMNS, ColumnInput, RowOptions, describe_source
from tuinews.ui.paint.headlines.row import add_column, cut_line, fit_columns, paint_placeholder, paint_row
from tuinews.ui.paint.text.graphemes import cells, clip
from tuinews.ui.paint.text.runs import Line, Run, line_width
from tuinews.ui.paint.text.safe import safe_line
from tuinews.ui.paint.text.wrap import breaks
from tuinews.ui.rows import EntryRow, HeadingRow, MemberRow, Row, StoryRow, SurplusRow

TwoLines = tuple[Line, Line]

_UPPER = tuple(column for column in COLUMNS if column.name not in {"source", "age"})
"""The columns that stand beside the title."""

_GAP = "  "

_SOURCED = 52
"""Cells of a row from which on there is room for a source beside the rest of a title."""

_LEAST_TITLE = 12
"""The least cells for the rest of a title beside source and age."""

STYLES = (("tag", "color: $quiet;"),)
"""The styles of the lower line besides those of columns."""


def paint_two_lines(row: Row | None, age: str, options: RowOptions, *, selected: bool, gone: bool) -> TwoLines:
    """The row in two lines of `options.width` cells; `None` is a row whose headline is not at hand."""
    blank = (Run(" " * options.width, "ground"),)
    match row:
        case None:
            return paint_placeholder(options, gone=gone), blank
        case EntryRow() | StoryRow() | SurplusRow() | MemberRow():
            return _paint_headline(ColumnInput(row, row.headline, age, selected, options._replace(columns=_UPPER)))
        case HeadingRow():
            return blank, paint_row(row, age, options)
        case _:
            assert_never(row)


def _paint_headline(cell: ColumnInput) -> TwoLines:
    """The title on the upper line, and on the lower one as far as it is longer."""
    before, after, filling, title, need, room = fit_columns(cell)
    left = line_width(before)
    upper, rest = title, ""
    if need > room > 0:
        (_, end), *others = breaks(title, room)  # one, when it is a single character that is wider than the room
        upper, rest = title[:end], title[others[0][0] :] if others else ""
    if filling is not None and room > 0:
        add_column(before, filling, cell, upper, cells(upper), width=room)
    width = cell.options.width
    upper_line, lower_line = (*before, *after), _paint_lower(cell, rest, left)
    if left >= width or line_width(lower_line) > width:
        return cut_line(upper_line, width), cut_line(lower_line, width)
    return upper_line, lower_line


def _paint_lower(cell: ColumnInput, rest: str, left: int) -> Line:
    """`rest of the title  Source · 2h  #tag #tag`; tags stand there as far as they have room."""
    options, state = cell.options, cell.state
    named = options.sources and not (rest and options.width < _SOURCED)
    source = describe_source(cell, max(6, options.width - left - _LEAST_TITLE)) if named else ""
    said = f" {options.glyphs.dot} ".join(part for part in (source, cell.age.strip()) if part)
    room = options.width - left - 1
    line = [Run(" " * left, state)]
    if rest:
        title = clip(rest, max(_LEAST_TITLE, room - cells(said) - len(_GAP)), options.glyphs.ellipsis)
        line += [Run(title, f"{state} title"), Run(_GAP, state)]
    line.append(Run(clip(said, max(0, options.width - line_width(line)), options.glyphs.ellipsis), "source"))
    line.extend(_paint_tags(cell, options.width - line_width(line) - 1))
    used = line_width(line)
    return (*line, Run(" " * (options.width - used), state)) if used < options.width else tuple(line)


def _paint_tags(cell: ColumnInput, room: int) -> Iterator[Run]:
    """The tags that stand whole in the room, each in a colour that is always its own."""
    gap = _GAP
    for tag in cell.headline.tags:
        word = f"#{safe_line(tag)}"
        room -= cells(word) + len(gap)
        if room < 0:
            return
        yield Run(gap, cell.state)
        yield Run(word, f"tag tint-{pick_colour(tag)}" if not cell.row.read else "tag")
        gap = " "
