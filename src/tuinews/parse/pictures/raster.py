"""Decodes a picture and scales it to cells of the terminal, or says why not; runs in a worker process.

The decoders are Pillow's, which comes with an extra. What the bytes are is told by how they begin and nothing else;
how large the picture is, by its header, before anything is decoded.
"""

from io import BytesIO
from typing import TYPE_CHECKING

from tuinews.model.picture import Box, CellSize, Missing, Picture, Way
from tuinews.model.text import SafeText
from tuinews.parse.pictures.sixel import sixels

if TYPE_CHECKING:
    from PIL.Image import Image

MOST_PIXELS = 32_000_000
"""Pixels that a picture may declare: cameras of the press make 24 million."""

_KINDS = {b"\x89PNG\r\n\x1a\n": "PNG", b"\xff\xd8\xff": "JPEG", b"GIF8": "GIF", b"RIFF": "WEBP"}
_SMALLEST = 8
"""Pixels of a side below which it is no picture: such dots count readers."""

_COARSEST = 2
"""Least pixels that a dot stands for: smaller pictures are not blown up to the full width."""

_CELL = CellSize(10, 20)
"""Pixels of a cell that are enough where the terminal scales pictures itself."""

_MOST_DRAWN = 1_200_000
"""Pixels of a picture that has to be drawn pixel by pixel: more of them take seconds, and too much to send."""


def draw(body: bytes, box: Box, way: Way) -> Picture | Missing:
    """The picture scaled to fit the box, with what a graphics protocol wants; of a moving one the first frame."""
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
            width, height = map(max, _CELL, box.cell)
            image.draft("RGB", (box.columns * width, box.rows * height))
            return _scale(_flat(image), box, way)
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


def _scale(image: "Image", box: Box, way: Way) -> Picture:
    ratio = box.cell.ratio
    scale = min(box.columns / image.width, ratio * box.rows / image.height, 1 / _COARSEST)
    columns = max(1, min(box.columns, round(image.width * scale)))
    rows = max(1, min(box.rows, round(image.height * scale / ratio)))
    dots = _resize(image, columns, 2 * rows).tobytes()
    cells = (columns, rows, box.cell)
    png = _png(image, *cells) if way == "kitty" else b""
    return Picture(box, columns, rows, dots, png, _sixels(image, *cells) if way == "sixel" else ())


def _resize(image: "Image", width: int, height: int) -> "Image":
    from PIL import Image

    return image.resize((width, height), Image.Resampling.LANCZOS, reducing_gap=3.0)


def _png(image: "Image", columns: int, rows: int, cell: CellSize) -> bytes:
    """The picture in the shape of its cells, which leaves no edge, with pixels enough or as many as it had."""
    width = min(image.width, columns * _CELL.width)
    height = max(1, round(width / columns * cell.ratio * rows))
    out = BytesIO()
    _resize(image, width, height).save(out, "PNG", compress_level=6)
    return out.getvalue()


def _sixels(image: "Image", columns: int, rows: int, cell: CellSize) -> tuple[bytes, ...]:
    """The picture with just the pixels that these cells have, if that is known."""
    width, height = columns * cell.width, rows * cell.height
    return sixels(_resize(image, width, height), cell.height) if 0 < width * height <= _MOST_DRAWN else ()
