"""What is to be painted of the screen when a part of it changed."""

from collections.abc import Iterable

from textual._compositor import Compositor
from textual.geometry import Region
from textual.strip import Strip


class VisibleOnlyCompositor(Compositor):
    """Asks only widgets that are seen in the part that changed, and none that lie behind one which fills it.

    The toolkit asks every widget that could reach there, the screen's ground included, and throws most of it away.
    """

    def _get_renders(self, crop: Region | None = None) -> Iterable[tuple[Region, Region, list[Strip]]]:
        for widget, (region, clip) in self.visible_widgets.items():
            seen = region.intersection(clip)
            if not seen or (crop is not None and not crop.overlaps(seen)):
                continue
            yield region, clip, widget.render_lines(seen.translate(-region.offset))
            if crop is not None and seen.contains_region(crop):
                return
