"""Which panes are seen and how large they are: a function of the terminal's size and what the user has chosen."""

from collections.abc import Mapping
from typing import Any, Literal, NamedTuple, cast

WIDE, MEDIUM, LOW = 120, 80, 16
"""Columns from which three panes stand side by side, and two; lines below which only one is seen."""

Mode = Literal["wide", "medium", "narrow"]


class PaneSizes(NamedTuple):
    """Sizes of panes that the user has chosen; they are remembered between runs."""

    feeds: int = 30
    """Columns of the feeds pane."""
    share: float = 0.48
    """Part of the other columns that the headlines take, when wide."""
    top: float = 0.38
    """Part of the lines that the headlines take, when they lie over the article."""
    hidden: bool = False
    """Whether the feeds pane shows only when it is gone to."""
    measure: int = 72
    """Columns of a line of an article."""

    def resize(self, pane: str, mode: Mode, direction: int) -> "PaneSizes":
        """The sizes with a pane one step larger (`direction` 1) or smaller (-1)."""
        if pane == "feeds":
            return self._replace(feeds=max(16, min(60, self.feeds + 2 * direction)))
        direction = direction if pane == "list" else -direction
        if mode == "medium":
            return self._replace(top=_between(self.top + 0.06 * direction))
        return self._replace(share=_between(self.share + 0.04 * direction))


class PaneLayout(NamedTuple):
    """Which panes are seen, and their sizes; 0 is what the others leave."""

    mode: Mode
    feeds: bool
    list: bool
    article: bool
    feeds_width: int
    list_width: int
    list_height: int


def arrange(width: int, height: int, sizes: PaneSizes, pane: str, *, zen: bool = False) -> PaneLayout:
    """Arrange the panes; `pane` has the focus and is always seen."""
    mode: Mode = "narrow" if width < MEDIUM or height < LOW else "medium" if width < WIDE else "wide"
    if zen or mode == "narrow":
        return PaneLayout(mode, pane == "feeds", pane == "list", pane == "article", 0, 0, 0)
    feeds_width = min(sizes.feeds, width // 3)
    if mode == "medium":
        return PaneLayout(
            mode,
            pane == "feeds",
            list=True,
            article=True,
            feeds_width=max(feeds_width, 30),
            list_width=0,
            list_height=max(5, round((height - 2) * sizes.top)),
        )
    seen = not sizes.hidden or pane == "feeds"
    rest = width - (feeds_width if seen else 0)
    return PaneLayout(
        mode,
        seen,
        list=True,
        article=True,
        feeds_width=feeds_width,
        list_width=max(24, round(rest * sizes.share)),
        list_height=0,
    )


def to_data(sizes: PaneSizes) -> dict[str, object]:
    """The sizes as plain data, to be remembered."""
    return sizes._asdict()


def from_data(data: object) -> PaneSizes | None:
    """The sizes that were remembered, or `None` when they cannot be read."""
    try:
        fields = dict(cast("Mapping[str, Any]", data))
        return PaneSizes(
            feeds=max(16, min(60, int(fields["feeds"]))),
            share=_between(float(fields["share"])),
            top=_between(float(fields["top"])),
            hidden=bool(fields["hidden"]),
            measure=max(20, min(200, int(fields["measure"]))),
        )
    except (ValueError, TypeError, KeyError):
        return None


def _between(share: float) -> float:
    return max(0.15, min(0.85, share))
