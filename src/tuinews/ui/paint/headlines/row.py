"""A row of the headline list as one line."""

from typing import NamedTuple, assert_never

from tuinews.model.clock import Instant, ago
from tuinews.model.entry import Headline
from tuinews.ui.paint.text.glyphs import UNICODE, Glyphs
from tuinews.ui.paint.text.graphemes import cells, clip
from tuinews.ui.paint.text.runs import Line, Run
from tuinews.ui.paint.text.safe import safe_line
from tuinews.ui.rows import EntryRow, HeadingRow, Row, StoryRow

_AGE = 3
_SOURCED = 52
"""Cells from which on there is room to say which feed it is from."""

_WIDEST_SOURCE = 18


class RowOptions(NamedTuple):
    """How rows are drawn here, the same for all of them."""

    width: int
    sources: bool = True
    """Whether to name the feed: pointless where all are from one."""
    glyphs: Glyphs = UNICODE


def paint_row(row: Row, age: str, ways: RowOptions, *, selected: bool = False) -> Line:
    """The row in exactly `ways.width` cells; `age` is that of its headline, if it has one."""
    match row:
        case EntryRow(headline):
            return _headline(headline, age, ways, selected=selected)
        case StoryRow(headline, others):
            return _headline(headline, age, ways, selected=selected, others=others)
        case HeadingRow():
            return _heading(row, ways)
        case _:
            assert_never(row)


def _headline(headline: Headline, age: str, ways: RowOptions, *, selected: bool, others: int = 0) -> Line:
    """`● title …        +3  Source 2h`."""
    width, glyphs = ways.width, ways.glyphs
    state = "read" if headline.read else "unread"
    left = (Run(glyphs.selected if selected else " ", "selected"), _marker(headline, glyphs), Run(" ", state))
    right = _right(headline, age, ways, others)
    taken = 3 + sum(cells(run.text) for run in right)
    room = width - taken
    if room < 8:
        right, room = (), width - 3
    title = clip(safe_line(headline.title) or "Untitled", max(0, room), glyphs.ellipsis)
    gap = " " * max(0, room - cells(title))
    line = (*left, Run(title, f"{state} title"), Run(gap, state), *right)
    return _cut(line, width) if width < 4 else line


def row_age(headline: Headline, now: Instant) -> str:
    """The age as the row shows it."""
    return ago(headline.moment, now)


def paint_placeholder(ways: RowOptions, *, gone: bool = False) -> Line:
    """A row that is not there yet, or, `gone`, not there any more."""
    text = "no longer here" if gone else ways.glyphs.ellipsis
    return (Run(clip(f"   {text}", ways.width, "").ljust(ways.width), "pending"),)


def _marker(headline: Headline, glyphs: Glyphs) -> Run:
    if headline.starred:
        return Run(glyphs.starred, "starred")
    return Run(glyphs.read, "marker-read") if headline.read else Run(glyphs.unread, "marker-unread")


def _heading(row: HeadingRow, ways: RowOptions) -> Line:
    """`── Monday 3 March ── 12`; the count is left out where there is no room for it."""
    rule, width = ways.glyphs.rule, ways.width
    name = clip(safe_line(row.text), max(0, width - 6), ways.glyphs.ellipsis)
    left, count = f" {rule}{rule} ", f" {row.articles} " if row.articles else ""
    room = width - cells(left) - cells(name) - 1
    if room < cells(count) + 2:
        count = ""
    line = (Run(left, "rule"), Run(name, "heading"), Run(" ", "rule"), Run(rule * (room - len(count)), "rule"))
    return _cut(line, width) if room < 0 else (*line, Run(count, "count"))


def _right(headline: Headline, age: str, ways: RowOptions, others: int) -> tuple[Run, ...]:
    signs = (
        glyph for glyph, on in ((ways.glyphs.later, headline.later), (ways.glyphs.enclosed, headline.enclosed)) if on
    )
    tail = "".join(f" {sign}" for sign in signs)
    runs = [Run(f" +{others}", "others")] if others else []
    if tail:
        runs.append(Run(tail, "sign"))
    if ways.sources and ways.width >= _SOURCED:
        room = min(_WIDEST_SOURCE, ways.width // 4)
        name = clip(safe_line(headline.feed), room, ways.glyphs.ellipsis)
        runs.append(Run(" " * (2 + room - cells(name)) + name, "source"))
    runs.append(Run(f" {age:>{_AGE}}", "age"))
    return tuple(runs)


def _cut(line: Line, width: int) -> Line:
    return (Run("".join(run.text for run in line)[:width].ljust(width), "read"),)
