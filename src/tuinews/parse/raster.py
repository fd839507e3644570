"""Bytes of a picture become a few dots, or the reason why not; to be run where a hostile file can do no harm.

The decoders are Pillow's, which comes with an extra. What the bytes are is told by how they begin and nothing else;
how large the picture is, by its header, before anything is decoded.
"""

from io import BytesIO
from typing import TYPE_CHECKING

from tuinews.model.picture import Box, Missing, Picture
from tuinews.model.text import SafeText

if TYPE_CHECKING:
    from PIL.Image import Image

MOST_PIXELS = 32_000_000
"""Pixels that a picture may declare: cameras of the press make 24 million."""

_KINDS = {b"\x89PNG\r\n\x1a\n": "PNG", b"\xff\xd8\xff": "JPEG", b"GIF8": "GIF", b"RIFF": "WEBP"}
_SMALLEST = 8
"""Pixels of a side below which it is no picture: such dots count readers."""

_COARSEST = 2
"""Least pixels that a dot stands for: smaller pictures are not blown up to the full width."""

_CELL = (10, 20)
"""Most pixels of a cell, for terminals that draw pictures."""


def draw(body: bytes, box: Box, sharp: bool) -> Picture | Missing:  # noqa: FBT001  a job takes its arguments by place
    """The picture scaled to fit the box, with a `png` when it is to be sharp; of a moving one the first frame."""
    kind = next((name for start, name in _KINDS.items() if body.startswith(start)), "")
    if not kind:
        return Missing(SafeText("SVG is not shown" if b"<svg" in body[:2_048] else "it is no PNG, JPEG, GIF or WebP"))
    from PIL import Image

    try:
        with Image.open(BytesIO(body), formats=(kind,)) as image:
            width, height = image.size
            if width * height > MOST_PIXELS:
                return _too_large(width, height)
            if min(width, height) < _SMALLEST:
                return Missing(SafeText("it is too small to be seen"))
            # a JPEG can be read at a fraction of its size
            image.draft("RGB", (box.columns * _CELL[0], box.rows * _CELL[1]))
            return _scaled(_flat(image), box, sharp=sharp)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        return Missing(SafeText("it is too large"))
    except (OSError, SyntaxError, ValueError, EOFError, ArithmeticError, LookupError, TypeError):
        # whatever a decoder stumbles over
        return Missing(SafeText("it is broken"))


def _too_large(width: int, height: int) -> Missing:
    return Missing(SafeText(f"it is too large, {width} by {height} pixels"))


def _flat(image: "Image") -> "Image":
    """The picture upright and without transparency: what shows through is white, as on most pages."""
    from PIL import Image, ImageOps

    upright = ImageOps.exif_transpose(image)
    if not upright.has_transparency_data:
        return upright.convert("RGB")
    seen = upright.convert("RGBA")
    ground = Image.new("RGBA", seen.size, "white")
    return Image.alpha_composite(ground, seen).convert("RGB")


def _scaled(image: "Image", box: Box, *, sharp: bool) -> Picture:
    from PIL import Image

    scale = min(box.columns / image.width, 2 * box.rows / image.height, 1 / _COARSEST)
    columns = max(1, min(box.columns, round(image.width * scale)))
    rows = max(1, min(box.rows, round(image.height * scale / 2)))
    dots = image.resize((columns, 2 * rows), Image.Resampling.LANCZOS, reducing_gap=3.0)
    return Picture(box, columns, rows, dots.tobytes(), _png(image, columns, rows) if sharp else b"")


def _png(image: "Image", columns: int, rows: int) -> bytes:
    """The picture with as many pixels as a terminal has in these cells, but not with more than it had."""
    image.thumbnail((columns * _CELL[0], rows * _CELL[1]))
    out = BytesIO()
    image.save(out, "PNG", compress_level=6)
    return out.getvalue()
