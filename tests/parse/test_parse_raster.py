"""Pictures: what is drawn, and what is refused before it can do harm."""

import struct
import zlib
from io import BytesIO

import pytest
from PIL import Image

from tuinews.model.picture import Box, CellSize, Missing, Picture, Way
from tuinews.parse import draw

BOX = Box(40, 10)

RED, GREEN, WHITE = (200, 30, 40), (20, 120, 60), (255, 255, 255)


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(width: int, height: int, pixels: bytes) -> bytes:
    """A PNG by hand: RGB, eight bits, with whatever stands for its pixels."""
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


def halves(width: int, height: int) -> bytes:
    """Green above, red below."""
    upper, lower = (b"\0" + bytes(colour) * width for colour in (GREEN, RED))
    return png(width, height, zlib.compress(upper * (height // 2) + lower * (height - height // 2)))


def written(image: Image.Image, kind: str, **more: object) -> bytes:
    out = BytesIO()
    image.save(out, kind, **more)
    return out.getvalue()


def drawn(body: bytes, box: Box = BOX, way: Way = "blocks") -> Picture:
    picture = draw(body, box, way)
    assert isinstance(picture, Picture)
    return picture


def why(body: bytes) -> str:
    missing = draw(body, BOX, "blocks")
    assert isinstance(missing, Missing)
    return missing.why


def dot(picture: Picture, x: int, y: int) -> tuple[int, ...]:
    at = 3 * (y * picture.columns + x)
    return tuple(picture.rgb[at : at + 3])


def near(a: tuple[int, ...], b: tuple[int, ...]) -> bool:
    return all(abs(x - y) < 24 for x, y in zip(a, b, strict=True))


@pytest.mark.parametrize(
    ("width", "height", "columns", "rows"),
    [(320, 160, 40, 10), (160, 160, 20, 10), (640, 80, 40, 2), (90, 360, 5, 10), (40, 40, 20, 10), (32, 16, 16, 4)],
)
def test_a_picture_keeps_its_shape_fills_its_room_and_is_not_blown_up(
    width: int, height: int, columns: int, rows: int
) -> None:
    picture = drawn(halves(width, height))
    assert (picture.columns, picture.rows) == (columns, rows)
    assert len(picture.rgb) == 3 * columns * 2 * rows
    assert near(dot(picture, 0, 0), GREEN)
    assert near(dot(picture, columns - 1, 2 * rows - 1), RED)


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "GIF", "WEBP"])
@pytest.mark.parametrize("mode", ["RGB", "L", "P"])
def test_every_kind_that_the_web_uses_is_read(kind: str, mode: str) -> None:
    image = Image.new("RGB", (64, 64), (90, 90, 90)).convert(mode)
    body = written(image.convert("L") if (kind, mode) == ("JPEG", "P") else image, kind)
    assert near(dot(drawn(body), 3, 3), (90, 90, 90))


def test_of_a_moving_picture_the_first_frame_is_shown() -> None:
    frames = [Image.new("RGB", (32, 32), colour) for colour in (RED, GREEN)]
    assert near(dot(drawn(written(frames[0], "GIF", save_all=True, append_images=frames[1:])), 0, 0), RED)


def test_what_shows_through_is_white() -> None:
    assert near(dot(drawn(written(Image.new("RGBA", (32, 32), (*RED, 0)), "PNG")), 5, 5), WHITE)


def test_a_picture_that_lies_on_its_side_is_set_upright() -> None:
    lying = Image.new("RGB", (64, 32), RED)
    turned = Image.Exif()
    turned[0x112] = 6
    picture = drawn(written(lying, "JPEG", exif=turned))
    assert (picture.columns, picture.rows) == (10, 10)


def test_a_sharp_picture_has_more_dots_but_none_that_it_had_not() -> None:
    assert drawn(halves(320, 160)).png == b""
    with Image.open(BytesIO(drawn(halves(1600, 800), way="kitty").png)) as sharp:
        assert sharp.size == (400, 200)
    with Image.open(BytesIO(drawn(halves(64, 32), way="kitty").png)) as small:
        assert small.size == (64, 32)


@pytest.mark.parametrize("cell", [CellSize(8, 17), CellSize(20, 40), CellSize(7, 18)])
def test_a_sharp_picture_has_the_shape_of_its_cells(cell: CellSize) -> None:
    picture = drawn(halves(1600, 900), Box(40, 12, cell), "kitty")
    with Image.open(BytesIO(picture.png)) as sharp:
        wanted = picture.rows * cell.height / (picture.columns * cell.width)
        assert abs(sharp.height - sharp.width * wanted) <= 1
        assert abs(picture.rows - picture.columns * 9 / 16 / cell.ratio) <= 0.5


def test_what_declares_itself_huge_is_not_unpacked() -> None:
    bomb = png(60_000, 60_000, zlib.compress(bytes(1000)))
    assert why(bomb) == "it is too large"
    assert why(png(8_000, 8_000, zlib.compress(bytes(1000)))) == "it is too large, 8000 by 8000 pixels"


def test_a_gif_of_a_few_bytes_with_a_huge_screen_is_not_drawn() -> None:
    body = written(Image.new("P", (16, 16)), "GIF")
    assert "too large" in why(body[:6] + struct.pack("<HH", 65_535, 65_535) + body[10:])


def test_what_is_cut_short_or_broken_is_refused() -> None:
    whole = halves(320, 160)
    assert why(whole[: len(whole) - 60]) == "it is broken"
    assert why(whole[:20]) == "it is broken"
    noise = written(Image.effect_noise((200, 200), 60), "JPEG")
    assert why(noise[: len(noise) // 2]) == "it is broken"
    assert why(png(64, 64, b"no pixels at all")) == "it is broken"
    assert why(b"RIFF\x10\0\0\0WAVEfmt ") == "it is broken"


@pytest.mark.parametrize(
    "body", [b"", b"<html><p>Not found", b"%PDF-1.7", b"BM" + bytes(60), b"II*\0" + bytes(60), b"\0\0\0\x18ftypavif"]
)
def test_what_is_no_picture_of_the_usual_kinds_reaches_no_decoder(body: bytes) -> None:
    assert why(body) == "it is no PNG, JPEG, GIF or WebP"


@pytest.mark.parametrize("start", ["", '<?xml version="1.0"?>\n', "<!-- made by hand -->"])
def test_svg_is_refused(start: str) -> None:
    body = f'{start}<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
    assert why(body.encode()) == "SVG is not shown"


def test_a_dot_that_counts_readers_is_no_picture() -> None:
    assert why(halves(1, 1)) == "it is too small to be seen"
    assert why(halves(600, 2)) == "it is too small to be seen"
