"""Painting pictures: as half blocks, or as cells over which the terminal draws."""

from collections.abc import Iterator
from dataclasses import replace

from tuinews.model.document import Image, walk
from tuinews.model.entry import Article
from tuinews.model.language import tr
from tuinews.model.picture import Box, CellSize, Missing, Picture
from tuinews.ui.paint.article.frame import Frame
from tuinews.ui.paint.pictures.dots import Dots
from tuinews.ui.paint.pictures.kitty import MOST_CELLS, placeholders
from tuinews.ui.paint.text.runs import Line, Run

FLATTEST = 9 / 16
"""Height to width of the room for pictures."""

FEWEST_ROWS = 6
"""Rows of the room for a picture, at least."""

_CAPTION_ROWS = 3
"""Rows that are kept for the words under a picture that is shown by itself."""


def picture_room(width: int, height: int, cell: CellSize) -> Box:
    """The room for a picture in a column of `width` cells on a screen of `height` rows.

    All pictures that are not flatter than 16 by 9 fill it from top to bottom: few lines move when a picture arrives and
    takes the room that was kept for it.
    """
    columns = min(width, MOST_CELLS)
    return Box(columns, max(FEWEST_ROWS, min(round(columns * FLATTEST / cell.ratio), height // 2)), cell)


def whole_room(width: int, height: int, cell: CellSize) -> Box:
    """The room for a single picture that has the pane for itself, with a caption under it."""
    return Box(min(width, MOST_CELLS), max(FEWEST_ROWS, min(height - _CAPTION_ROWS, MOST_CELLS)), cell)


def find_pictures(article: Article) -> tuple[Image, ...]:
    """The pictures of an article, each once: its lead picture, those in the text, then what else came with it."""
    inside = [block for block in walk(article.document) if isinstance(block, Image) and block.url]
    lead = lead_picture(article)
    found = [*([Image(lead)] if lead else []), *inside, *(Image(url) for url in article.entry.images)]
    return tuple({image.url: image for image in reversed(found)}[url] for url in dict.fromkeys(i.url for i in found))


def lead_picture(article: Article) -> str:
    """The address of the article's own picture, if its text does not show it; else `""`."""
    inside = {block.url for block in walk(article.document) if isinstance(block, Image)}
    images = article.entry.images
    return images[0] if images and not inside else ""


def has_pictures(article: Article) -> bool:
    """Whether there is any picture to be shown with it."""
    return bool(lead_picture(article)) or any(
        isinstance(block, Image) and block.url for block in walk(article.document)
    )


def paint_picture(url: str, target: int, frame: Frame) -> list[Line]:
    """The picture's lines, or blank ones until it arrives; none where pictures are off or it cannot be had."""
    if frame.gallery is None or not url:
        return []
    match frame.gallery.arrived.get(url):
        case None:
            box = frame.gallery.room_of(url)
            return [(Run(" " * min(box.columns, frame.width), "plate", target),)] * box.rows
        case Missing():
            return []
        case picture:
            number = frame.gallery.numbers.get(url)
            if number is None or picture.columns > frame.width:
                # pixels that were made for letters of another size do not fit
                fits = picture.box.cell == frame.gallery.box.cell
                return list(_dots(picture if fits else replace(picture, sixels=()), frame, target))
            return [(Run(text, f"#{number:06x}", target),) for text in placeholders(picture.columns, picture.rows)]


def explain_missing(url: str, frame: Frame) -> str:
    """Why the picture cannot be had, as words for its caption; empty if it can."""
    known = frame.gallery.arrived.get(url) if frame.gallery is not None else None
    return tr("not shown: {why}", why=known.why) if isinstance(known, Missing) else ""


def _dots(picture: Picture, frame: Frame, target: int) -> Iterator[Line]:
    """The lines of a picture; in less room than it was made for, some dots are left out."""
    columns = min(picture.columns, frame.width)
    rows = max(1, picture.rows * columns // picture.columns)
    sixels = picture.sixels if columns == picture.columns else ()
    for row in range(rows):
        upper, lower = (_dots_at(picture, (2 * row + half) * picture.rows // rows, columns) for half in (0, 1))
        yield (Run(frame.glyphs.dots * columns, "dots", target, Dots(upper, lower, sixels[row] if sixels else b"")),)


def _dots_at(picture: Picture, y: int, columns: int) -> bytes:
    """The dots of one line, as many as there are columns."""
    length = 3 * picture.columns
    dots = picture.rgb[y * length : (y + 1) * length]
    if columns == picture.columns:
        return dots
    starts = [x * picture.columns // columns * 3 for x in range(columns)]
    return b"".join(dots[at : at + 3] for at in starts)
