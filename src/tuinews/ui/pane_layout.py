"""Which panes are seen and how large they are: a function of the terminal's size and what the user has chosen."""

from collections.abc import Mapping
from typing import Any, Literal, NamedTuple, TypeVar, cast

WIDE, MEDIUM, LOW = 120, 80, 16
"""Columns from which three panes stand side by side, and two; lines below which only one is seen."""

_BARS = 2
"""Lines of header and footer."""

_FRAME = 2
"""Cells that the frame of a pane takes of its width, and of its height."""

_HEADLINES = 92
"""Columns in which headlines are read whole, with their sources."""

_MARGINS = 6
"""Columns that an article takes besides those of its text."""

_LEAST_ARTICLE = 8
"""The least lines of an article under a strip of headlines; with fewer the strip is left out."""

_LEAST_DRAWER = 30
"""Columns of the feeds as a drawer, at least."""

Mode = Literal["wide", "medium", "narrow"]


class PaneSizes(NamedTuple):
    """Sizes of panes, as the user has chosen them or as they are at first."""

    feeds: int = 30
    """Columns of the feeds pane."""
    share: float = 0.0
    """Part of the other columns that the headlines take, when wide; 0 is as many as headlines need."""
    strip: int = 5
    """Lines of the headlines over an open article, their frame included, when medium; below 3 is none."""
    top: float = 0.38
    """Part of the lines that the headlines take over the preview of an article, when medium."""
    hidden: bool = False
    """Whether the feeds pane shows only when it is gone to."""
    measure: int = 72
    """Columns of a line of an article."""


class PaneLayout(NamedTuple):
    """Which panes are seen, and their sizes; 0 is what the others leave."""

    mode: Mode
    feeds: bool
    list: bool
    article: bool
    feeds_width: int
    list_width: int
    list_height: int


class Shown(NamedTuple):
    """What the panes are to show."""

    pane: str
    """The pane with the focus, which is always seen."""
    reading: bool = False
    """Whether an article is open, which then has the room where there is none for both."""
    preview: bool = False
    """Whether the current headline's article is wanted beside the headlines."""
    zen: bool = False
    """Whether nothing but the pane with the focus is wanted."""


def arrange(width: int, height: int, sizes: PaneSizes, shown: Shown) -> PaneLayout:
    """Arrange the panes."""
    mode: Mode = "narrow" if width < MEDIUM or height < LOW else "medium" if width < WIDE else "wide"
    pane = shown.pane
    if shown.zen or mode == "narrow":
        return PaneLayout(mode, pane == "feeds", pane == "list", pane == "article", 0, 0, 0)
    if mode == "medium":
        return _arrange_medium(width, height, sizes, shown)
    feeds_width = min(sizes.feeds, width // 3)
    seen = not sizes.hidden or pane == "feeds"
    rest = width - (feeds_width if seen else 0)
    columns = round(rest * sizes.share) if sizes.share else _columns_for_headlines(rest, sizes.measure)
    return PaneLayout(
        mode, seen, list=True, article=True, feeds_width=feeds_width, list_width=max(24, columns), list_height=0
    )


def _arrange_medium(width: int, height: int, sizes: PaneSizes, shown: Shown) -> PaneLayout:
    """The headlines have all lines; an open article has them but for a strip; the feeds lie over both as a drawer."""
    room = height - _BARS
    drawer = max(min(sizes.feeds, width // 3), _LEAST_DRAWER)
    lines, article = 0, shown.pane == "article" or shown.reading
    if article:
        lines = min(sizes.strip, room - _LEAST_ARTICLE)
        lines = lines if lines > _FRAME else 0
    elif shown.preview:
        article, lines = True, max(5, round(room * sizes.top))
    seen = bool(lines) or not article or shown.pane == "list"
    return PaneLayout("medium", shown.pane == "feeds", seen, article, drawer, 0, lines if article else 0)


def _columns_for_headlines(rest: int, measure: int) -> int:
    """How many of the columns beside the feeds the headlines take: what they need, before the article has all of its.

    What neither needs they share.
    """
    article = measure + _MARGINS
    if rest >= _HEADLINES + article:
        return _HEADLINES + (rest - _HEADLINES - article) // 2
    return min(_HEADLINES, max(rest - article, round(rest * 0.55)))


# What the user chooses


def resize(sizes: PaneSizes, shown: Shown, plan: PaneLayout, direction: int, width: int) -> PaneSizes:
    """The sizes with the focused pane one step larger (`direction` 1) or smaller (-1), on `width` columns."""
    if shown.pane == "feeds":
        return sizes._replace(feeds=_between(sizes.feeds + 2 * direction, 16, 60))
    direction = direction if shown.pane == "list" else -direction
    if plan.mode == "medium" and (shown.reading or shown.pane == "article"):
        return sizes._replace(strip=_step_strip(plan.list_height or sizes.strip, direction))
    if plan.mode == "medium" and plan.article:
        return sizes._replace(top=_between(sizes.top + 0.06 * direction, 0.15, 0.85))
    if plan.mode != "wide":
        return sizes
    rest = width - (plan.feeds_width if plan.feeds else 0)
    return sizes._replace(share=_between(plan.list_width / rest + 0.04 * direction, 0.15, 0.85))


def _step_strip(lines: int, direction: int) -> int:
    """The next height of the strip: two lines are not enough for a headline in its frame."""
    return _between(lines + direction, _FRAME if direction < 0 else _FRAME + 1, 40)


Divider = Literal["feeds", "list", "strip"]
"""What lies left of or above a border that can be dragged: the feeds, the headlines, the strip of headlines."""


def find_divider(x: int, y: int, plan: PaneLayout, height: int) -> Divider | None:
    """The border at a cell of the screen that can be dragged, or `None`."""
    if not 1 <= y < height - 1 or plan.mode == "narrow":
        return None
    if plan.feeds and x in {plan.feeds_width - 1, plan.feeds_width}:
        return "feeds"
    if plan.mode == "medium":
        return "strip" if plan.list_height and y in {plan.list_height, plan.list_height + 1} else None
    edge = plan.list_width + (plan.feeds_width if plan.feeds else 0)
    return "list" if x in {edge - 1, edge} else None


def drag(sizes: PaneSizes, divider: Divider, at: tuple[int, int], plan: PaneLayout, size: tuple[int, int]) -> PaneSizes:
    """The sizes with a border dragged to the cell `at` of a screen of that `size`."""
    (x, y), (width, height) = at, size
    if divider == "feeds":
        return sizes._replace(feeds=_between(x + 1, 16, 60))
    if divider == "strip":
        lines = _between(y, 0, height - _BARS - _LEAST_ARTICLE)
        return sizes._replace(strip=max(_FRAME, lines))
    left = plan.feeds_width if plan.feeds else 0
    return sizes._replace(share=_between((x + 1 - left) / (width - left), 0.15, 0.85))


def forget(sizes: PaneSizes, divider: Divider, first: PaneSizes) -> PaneSizes:
    """The sizes with a border where it is at first."""
    if divider == "feeds":
        return sizes._replace(feeds=first.feeds)
    return sizes._replace(share=first.share) if divider == "list" else sizes._replace(strip=first.strip)


_Number = TypeVar("_Number", int, float)


def _between(number: _Number, least: _Number, most: _Number) -> _Number:
    return max(least, min(most, number))


# What is remembered

ScreenSize = tuple[int, int]
"""Columns and lines of a terminal."""

_MOST_SCREENS = 24
"""Terminal sizes for which sizes of panes are remembered."""


class RememberedSizes(NamedTuple):
    """The sizes of panes for each size of the terminal in which the user chose them."""

    first: PaneSizes = PaneSizes()
    """Those for all other sizes."""
    chosen: Mapping[ScreenSize, PaneSizes] = {}

    def find(self, screen: ScreenSize) -> PaneSizes:
        """The sizes for a terminal: those chosen for it, or for the nearest that is arranged the same way."""
        found = self.chosen.get(screen)
        if found is not None:
            return found
        alike = [other for other in self.chosen if _mode_of(other) == _mode_of(screen)]
        if alike:
            return self.chosen[min(alike, key=lambda other: abs(other[0] - screen[0]) + abs(other[1] - screen[1]))]
        # a fifth of a small screen says what feeds are called
        return self.first._replace(feeds=min(self.first.feeds, max(22, screen[0] * 22 // 100)))

    def keep(self, screen: ScreenSize, sizes: PaneSizes) -> "RememberedSizes":
        """Remember the sizes chosen in a terminal of that size; the width of the text holds for all."""
        others = [(other, kept) for other, kept in self.chosen.items() if other != screen]
        kept = dict([*others, (screen, sizes)][-_MOST_SCREENS:])
        return RememberedSizes(
            self.first._replace(measure=sizes.measure),
            {other: one._replace(measure=sizes.measure) for other, one in kept.items()},
        )


def _mode_of(screen: ScreenSize) -> Mode:
    return arrange(*screen, PaneSizes(), Shown("list")).mode


def to_data(sizes: RememberedSizes) -> dict[str, object]:
    """The sizes as plain data, to be remembered."""
    chosen = [[*screen, one._asdict()] for screen, one in sizes.chosen.items()]
    return {"first": sizes.first._asdict(), "chosen": chosen}


def from_data(data: object) -> RememberedSizes | None:
    """The sizes that were remembered, or `None` when they cannot be read."""
    try:
        fields = dict(cast("Mapping[str, Any]", data))
        if "first" not in fields:
            # an earlier version remembered one set of sizes, and its share of the headlines held for every screen
            return RememberedSizes(_sizes_from({**fields, "share": 0.0}))
        chosen = {(int(width), int(height)): _sizes_from(one) for width, height, one in fields["chosen"]}
        return RememberedSizes(_sizes_from(fields["first"]), chosen)
    except (ValueError, TypeError, KeyError):
        return None


def _sizes_from(fields: Mapping[str, Any]) -> PaneSizes:
    share = float(fields["share"])
    return PaneSizes(
        feeds=_between(int(fields["feeds"]), 16, 60),
        share=_between(share, 0.15, 0.85) if share else 0.0,
        strip=_between(int(fields.get("strip", PaneSizes().strip)), 0, 40),
        top=_between(float(fields["top"]), 0.15, 0.85),
        hidden=bool(fields["hidden"]),
        measure=_between(int(fields["measure"]), 20, 200),
    )
