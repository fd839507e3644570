"""The pictures of the README show the program as it is."""

import html
import re
from pathlib import Path

import pytest

from make import HERE, SCENES, sample, take


def words(svg: str) -> list[str]:
    """What the picture says, line by line, without its colours."""
    lines: dict[str, list[str]] = {}
    for y, text in re.findall(r'<text [^>]*y="([\d.]+)"[^>]*>(.*?)</text>', svg):
        lines.setdefault(y, []).append(html.unescape(text))
    return ["".join(parts).replace("\N{NO-BREAK SPACE}", " ").rstrip() for parts in lines.values()]


@pytest.mark.parametrize("name", SCENES)
async def test_a_picture_shows_what_the_reader_shows(name: str, tmp_path: Path) -> None:
    async with sample(tmp_path) as (library, bridge):
        svg = await take(library, bridge, SCENES[name])

    assert words(svg) == words((HERE / f"{name}.svg").read_text(encoding="utf-8"))
    assert (HERE / f"{name}.png").read_bytes().startswith(b"\x89PNG")
