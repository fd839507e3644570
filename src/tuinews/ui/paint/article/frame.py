"""What painting a block needs to know besides the block."""

from dataclasses import dataclass, field, replace
from datetime import tzinfo

from tuinews.ui.paint.article.targets import TargetTable
from tuinews.ui.paint.pictures.gallery import Gallery
from tuinews.ui.paint.text.glyphs import UNICODE, Glyphs

DEEPEST = 12
"""Nesting beyond this is set flush: a page that nests deeper means nothing by it."""

NARROWEST = 12
"""Cells below which nothing is indented any further."""


@dataclass(frozen=True, slots=True)
class Frame:
    """The room for a block: its width in cells, the look of its text, how deep it lies."""

    width: int
    base: str = "text"
    depth: int = 0
    table: TargetTable = field(default_factory=TargetTable)
    glyphs: Glyphs = UNICODE
    opens: str = ""
    """The key after which a letter opens what it stands beside, if there is one."""
    gallery: Gallery | None = None
    """The pictures that have come; `None` where none are shown."""
    zone: tzinfo | None = None
    """Where times are told; `None` is the machine's own zone."""

    def inside(self, cells: int, base: str = "") -> "Frame":
        """The frame of a block nested in this one, `cells` narrower."""
        return replace(self, width=self.width - cells, base=base or self.base, depth=self.depth + 1)

    def fits(self, cells: int) -> bool:
        """Whether something may be indented by `cells` here."""
        return self.depth < DEEPEST and self.width - cells >= NARROWEST
