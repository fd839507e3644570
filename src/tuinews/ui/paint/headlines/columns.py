"""The columns of a headline, from left to right: a column is one row of the table `COLUMNS`."""

from collections.abc import Callable, Sequence
from typing import Literal, NamedTuple

from tuinews.model.entry import Headline
from tuinews.model.language import tr
from tuinews.model.text import UNTITLED
from tuinews.ui.paint.text.glyphs import UNICODE, Glyphs
from tuinews.ui.paint.text.graphemes import clip
from tuinews.ui.paint.text.safe import safe_line
from tuinews.ui.rows import HeadlineRow, MemberRow, StoryRow, SurplusRow

_SOURCED = 52
"""Cells of a row from which on there is room to say which feed it is from."""

_WIDEST_SOURCE = 18


class Column(NamedTuple):
    """A column of a headline: what it is called, how wide it is, what it says and how that looks."""

    name: str
    width: "int | Callable[[RowOptions], int] | Literal['text', 'rest']"
    """How many cells it takes: a fixed number; a function of the list's options (0 leaves the column out); `text`, as
    many as its text has; or `rest`, what the other columns leave, for one column of the table."""
    text: "Callable[[ColumnInput], str]"
    """What it says; it is cut to the width."""
    styles: tuple[tuple[str, str], ...]
    """The styles that the column has of its own: their names and CSS."""
    style: "Callable[[ColumnInput], str] | None" = None
    """The style names of its text; without it, the first of `styles`."""
    gap: int = 0
    """Blank cells before the text, included in the width; text that has a gap is flush right."""
    yields: "Callable[[ColumnInput], tuple[int, int]] | None" = None
    """Cells to which it gives way where the column `rest` would be cut: if that then is whole, and anyway."""


class RowOptions(NamedTuple):
    """How the rows of a list are drawn, the same for all of them."""

    width: int
    sources: bool = True
    """Whether to name the feed: pointless where all are from one."""
    glyphs: Glyphs = UNICODE
    columns: "Sequence[Column] | None" = None
    """Other columns than those of `COLUMNS`."""


class ColumnInput(NamedTuple):
    """What a column is painted from: one row of the list and how it is shown now."""

    row: HeadlineRow
    headline: Headline
    age: str
    selected: bool
    options: RowOptions

    @property
    def state(self) -> str:
        """The style of the whole row: `read` or `unread`."""
        return "read" if self.row.read else "unread"


def _marker(cell: ColumnInput) -> str:
    """Whether it is read, and beside that a star: brightness alone tells nothing to those who do not see it."""
    glyphs = cell.options.glyphs
    return (glyphs.read if cell.row.read else glyphs.unread) + (glyphs.starred if cell.headline.starred else "")


def _marker_style(cell: ColumnInput) -> str:
    return "starred" if cell.headline.starred else f"marker-{cell.state}"


def _signs(cell: ColumnInput) -> str:
    headline, glyphs = cell.headline, cell.options.glyphs
    if not (headline.later or headline.noted or headline.edited or headline.enclosed):
        return ""
    signs = (
        (headline.later, glyphs.later),
        (headline.noted, glyphs.noted),
        (headline.edited, glyphs.edited),
        (headline.enclosed, glyphs.enclosed),
    )
    return " ".join(sign for carried, sign in signs if carried)


def _branch(cell: ColumnInput) -> str:
    glyphs = cell.options.glyphs
    if not isinstance(cell.row, MemberRow):
        return ""
    return f"{glyphs.last_branch if cell.row.last else glyphs.branch} "


def _title(cell: ColumnInput) -> str:
    """The headline's title, or `23 more from Harbour Post` for what is beyond a feed's daily cap."""
    row = cell.row
    if isinstance(row, SurplusRow) and not row.unfolded:
        return tr("{others} more from {feed}", others=row.others + 1, feed=safe_line(cell.headline.feed))
    return safe_line(cell.headline.title) or UNTITLED


def _others(cell: ColumnInput) -> str:
    if isinstance(cell.row, SurplusRow):
        return "-" if cell.row.unfolded else "+"
    if not isinstance(cell.row, StoryRow):
        return ""
    return f"{'-' if cell.row.unfolded else '+'}{cell.row.others}"


def _source(cell: ColumnInput) -> str:
    row = cell.row
    if not isinstance(row, StoryRow) or not row.sources or row.unfolded:
        return safe_line(cell.headline.feed)
    return describe_source(cell, _source_width(cell.options) - 2)


def describe_source(cell: ColumnInput, width: int) -> str:
    """`Harbour Post`, or in so many cells `Harbour Post & 3` for a story that three other feeds tell, too."""
    feed, row = safe_line(cell.headline.feed), cell.row
    if not isinstance(row, StoryRow) or not row.sources or row.unfolded:
        return feed
    more = f" & {row.sources}"
    return clip(feed, width - len(more), cell.options.glyphs.ellipsis) + more


def _source_width(options: RowOptions) -> int:
    return 2 + min(_WIDEST_SOURCE, options.width // 4) if options.sources and options.width >= _SOURCED else 0


def _least_source(cell: ColumnInput) -> tuple[int, int]:
    """A title is worth a part of a source's name, but not how many other sources tell the same."""
    several = isinstance(cell.row, StoryRow) and cell.row.sources and not cell.row.unfolded
    return (_WIDEST_SOURCE + 2,) * 2 if several else (11, 15)


COLUMNS = (
    Column(
        name="selected",
        width=1,
        text=lambda cell: cell.options.glyphs.selected if cell.selected else "",
        styles=(("selected", "color: $text-accent; text-style: bold;"),),
    ),
    Column(
        name="marker",
        width=2,
        text=_marker,
        styles=(
            ("marker-unread", "color: $text-primary;"),
            ("marker-read", "color: $trace;"),
            ("starred", "color: $text-warning;"),
        ),
        style=_marker_style,
    ),
    Column(name="branch", width="text", text=_branch, styles=(("branch", "color: $trace;"),)),
    Column(
        name="title",
        width="rest",
        text=_title,
        styles=(("title", ""),),
        style=lambda cell: f"{cell.state} title",
    ),
    Column(
        name="others",
        width="text",
        text=_others,
        styles=(("others", "color: $text-accent;"),),
        gap=1,
    ),
    Column(name="signs", width="text", text=_signs, styles=(("sign", "color: $text-secondary;"),), gap=1),
    Column(
        name="source",
        width=_source_width,
        text=_source,
        styles=(("source", "color: $quiet;"),),
        gap=2,
        yields=_least_source,
    ),
    Column(
        name="age",
        width="text",
        text=lambda cell: f"{cell.age:>3}",
        styles=(("age", "color: $quiet;"),),
        gap=1,
    ),
)
