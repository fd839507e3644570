"""Pictures made of sums: hills, sea and sky in a few colours, the same for the same name.

A name is `kind-anything.svg` or `.png`; the kinds are the keys of `PALETTES`.
"""

import math
import struct
import zlib
from collections.abc import Iterator
from functools import lru_cache

WIDTH, HEIGHT = 320, 180
"""Pixels of every picture."""

PALETTES: dict[str, tuple[str, ...]] = {
    "harbour": ("#f6d9b0", "#e9a27a", "#6f8fa6", "#3f6078", "#1f3a4d"),
    "mountains": ("#cfe3f2", "#f7f3e8", "#8fa3bf", "#5a6f92", "#2d3b57"),
    "city": ("#2b2d54", "#f2c879", "#4b4f86", "#34386a", "#191b3d"),
    "fields": ("#d7ecf0", "#fff2b8", "#a9c76b", "#7ba24a", "#4b7031"),
    "snow": ("#dfe9f3", "#ffffff", "#c3d3e6", "#a3b9d3", "#7d97b8"),
    "night": ("#0d1330", "#f5efcf", "#1b2550", "#141b40", "#0a0f28"),
    "desert": ("#fbe3c0", "#fff6d8", "#e3a866", "#c87f45", "#8f4f2b"),
    "studio": ("#f3ece4", "#d86b4a", "#d9cbbd", "#b7a594", "#7b6a5b"),
}
"""Sky, sun, and three hills from far to near, by kind."""

Ridge = tuple[float, ...]
"""Heights of a hill's line above the lower edge, one a pixel column."""


@lru_cache(maxsize=64)
def picture(name: str) -> tuple[bytes, str] | None:
    """The picture's bytes and media type, or `None` when there is no such kind."""
    stem, _, suffix = name.rpartition(".")
    palette = PALETTES.get(stem.partition("-")[0])
    if palette is None or suffix not in {"svg", "png"}:
        return None
    seed = zlib.crc32(stem.encode())
    if suffix == "svg":
        return _svg(seed, palette).encode(), "image/svg+xml"
    return _png(seed, palette), "image/png"


def _ridges(seed: int) -> Iterator[Ridge]:
    for layer in range(3):
        phase = (seed >> (layer * 7)) % 628 / 100
        rough = 1 + (seed >> (layer * 5)) % 4
        middle = HEIGHT * (0.52 - 0.15 * layer)
        yield tuple(
            middle + 16 * math.sin(phase + x * rough / 60) + 6 * math.sin(2 * phase + x * rough / 17)
            for x in range(WIDTH)
        )


def _sun(seed: int) -> tuple[int, int, int]:
    return 40 + seed % 240, 30 + (seed >> 8) % 40, 14 + (seed >> 16) % 12


def _svg(seed: int, palette: tuple[str, ...]) -> str:
    x, y, radius = _sun(seed)
    hills = ""
    for colour, ridge in zip(palette[2:], _ridges(seed), strict=True):
        line = " ".join(f"{column},{HEIGHT - ridge[column]:.0f}" for column in range(0, WIDTH, 4))
        hills += f'<polygon fill="{colour}" points="0,{HEIGHT} {line} {WIDTH},{HEIGHT}"/>'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}">'
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="{palette[0]}"/>'
        f'<circle cx="{x}" cy="{y}" r="{radius}" fill="{palette[1]}"/>{hills}</svg>'
    )


def _png(seed: int, palette: tuple[str, ...]) -> bytes:
    ridges = tuple(_ridges(seed))
    sun = _sun(seed)
    rows = (b"\0" + bytes(_colour(x, y, sun, ridges) for x in range(WIDTH)) for y in range(HEIGHT))
    header = struct.pack(">IIBBBBB", WIDTH, HEIGHT, 8, 3, 0, 0, 0)
    colours = b"".join(bytes.fromhex(colour[1:]) for colour in palette)
    chunks = ((b"IHDR", header), (b"PLTE", colours), (b"IDAT", zlib.compress(b"".join(rows))), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(kind, data) for kind, data in chunks)


def _colour(x: int, y: int, sun: tuple[int, int, int], ridges: tuple[Ridge, ...]) -> int:
    """The palette's index at a pixel: the nearest hill that reaches it, else the sun, else the sky."""
    for layer in (2, 1, 0):
        if HEIGHT - y <= ridges[layer][x]:
            return 2 + layer
    return int((x - sun[0]) ** 2 + (y - sun[1]) ** 2 <= sun[2] ** 2)


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
