"""The room for a block and what else is needed to paint it."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import tzinfo

from tuinews.ui.paint.article.targets import TargetTable
from tuinews.ui.paint.pictures.gallery import Gallery
from tuinews.ui.paint.text.dates import PLAIN, DateStyle
from tuinews.ui.paint.text.glyphs import UNICODE, Glyphs

DEEPEST = 12
"""Levels of nesting that are indented; deeper ones are not."""

NARROWEST = 12
"""Cells below which nothing is indented any further."""


@dataclass(frozen=True, slots=True)
class Frame:
    """The room for a block: its width in cells, the style of its text, how deep it is nested."""

    width: int
    base: str = "text"
    depth: int = 0
    table: TargetTable = field(default_factory=TargetTable)
    glyphs: Glyphs = UNICODE
    opens: str = ""
    """The key that shows hint letters, named in the foot; empty where there is none."""
    gallery: Gallery | None = None
    """The pictures that have arrived; `None` where none are shown."""
    tints: Mapping[str, str] = field(default_factory=dict)
    """The colours that the user gave to topics, by their folded names."""
    zone: tzinfo | None = None
    """Where times are told; `None` is the machine's own zone."""
    dates: DateStyle = PLAIN
    """How they are written."""

    def inside(self, cells: int, base: str = "") -> "Frame":
        """The frame of a block nested in this one, `cells` narrower."""
        return replace(self, width=self.width - cells, base=base or self.base, depth=self.depth + 1)

    def fits(self, cells: int) -> bool:
        """Whether something may be indented by `cells` here."""
        return self.depth < DEEPEST and self.width - cells >= NARROWEST
