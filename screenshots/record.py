"""Makes `demo.svg`, a recording of the first minute in the sample portal that plays by itself where SVG is shown.

    python screenshots/record.py [--into FOLDER]

Each step is the real reader on the real sample portal, as in `make.py`; a line that stands on several of its pictures
is stored once.
"""

import argparse
import asyncio
import tempfile
from collections.abc import Iterator, Sequence
from html import escape
from pathlib import Path
from typing import NamedTuple

from rich.color import Color
from rich.segment import Segment
from rich.style import Style

from make import HERE, NOW, sample, settle, tidy
from tuinews.config import Settings
from tuinews.ui.actions import keymap_of
from tuinews.ui.app import ReaderApp
from tuinews.ui.controllers.headlines.listing import FIRST
from tuinews.ui.environment import Environment
from tuinews.ui.saved_state import read_first_paint
from tuinews.ui.terminal.image_support import ImageSupport
from tuinews.ui.terminal.textual_private import read_screen_lines

COLUMNS, ROWS = 110, 30
_CELL_WIDTH, _CELL_HEIGHT, _FONT_SIZE = 8.0, 18, 13.3
_MARGIN, _BAR = 10, 34
"""Pixels around the screen, and those of the line below it that says what was pressed."""


class Step(NamedTuple):
    """Keys, what they do in words, and for how long the result is seen."""

    keys: tuple[str, ...]
    said: str
    seconds: float = 2.0


STEPS = (
    Step((), "All that is unread, the newest first: one line for each story", 3.0),
    Step(("j",) * 6, "j  go down: five sources tell of one storm, on one line", 2.0),
    Step(("minus",), "-  unfold the story: five sources, four languages", 3.0),
    Step(("minus", "g", "c"), "g c  its page: who told what, day by day, and what each adds", 3.5),
    Step(("q",), "q  back", 0.8),
    Step(("enter",), "Enter  read it", 2.5),
    Step(("v",), "v  the full text of the page, without its clutter", 2.5),
    Step(("f",), "f  letters: READ ALSO opens inside", 2.5),
    Step(("escape", "q"), "q  back to the list", 0.8),
    Step(("g", "t"), "g t  topics: every tag is a place, the hottest first", 3.0),
    Step(("escape", "g", "slash", *"harbour"), "g /  search everything while you type", 3.0),
    Step(("escape", "question_mark"), "?  every key, in words", 2.5),
    Step(("escape",), "Esc  back", 1.5),
)


async def record() -> list[list[list[Segment]]]:
    """Return the lines of the screen after each step."""
    pictures = []
    with tempfile.TemporaryDirectory() as home:
        async with sample(Path(home)) as (library, bridge):
            env = Environment(
                library, Settings(), lambda: NOW, keymap_of("vim", {}), None, ImageSupport(), news_pause=0.0
            )
            app = ReaderApp(env, await read_first_paint(library, NOW, FIRST), bridge)
            async with app.run_test(size=(COLUMNS, ROWS), notifications=True) as pilot:
                await settle(pilot)
                for step in STEPS:
                    for key in step.keys:
                        await pilot.press(key)
                        await settle(pilot)
                    app.clear_notifications()
                    await settle(pilot)
                    pictures.append([[*strip] for strip in read_screen_lines(app.screen)])
    return pictures


def draw(pictures: Sequence[Sequence[Sequence[Segment]]]) -> str:
    """Return the recording as SVG."""
    width, height = COLUMNS * _CELL_WIDTH + 2 * _MARGIN, ROWS * _CELL_HEIGHT + 2 * _MARGIN + _BAR
    lines: dict[str, str] = {}
    frames = [[lines.setdefault(_draw_line(line), f"l{len(lines)}") for line in picture] for picture in pictures]
    stored = "".join(f'<g id="{name}">{line}</g>\n' for line, name in lines.items())
    return tidy(
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height:g}" xml:space="preserve" role="img">\n'
        "<title>The first minute in tuinews</title>\n"
        f"<style>\n{_write_timing()}text{{font-family:'Fira Code','DejaVu Sans Mono',Menlo,Consolas,monospace;"
        f"font-size:{_FONT_SIZE}px;white-space:pre}}\n</style>\n"
        f"<defs>\n{stored}</defs>\n"
        f'<rect width="100%" height="100%" rx="8" fill="#101418"/>\n{"".join(_draw_frames(frames))}</svg>\n'
    )


def _write_timing() -> str:
    """Return the rules by which each frame is seen in its turn, over and over; the first where nothing moves."""
    whole, begun, rules = sum(step.seconds for step in STEPS), 0.0, ""
    for n, step in enumerate(STEPS):
        start, end = (100 * moment / whole for moment in (begun, begun + step.seconds))
        seen = f"{start:.3f}%{{visibility:visible}}{end:.3f}%{{visibility:hidden}}"
        rules += f"@keyframes k{n}{{0%{{visibility:{'hidden' if n else 'visible'}}}{seen}}}\n"
        rules += f"#f{n}{{visibility:{'hidden' if n else 'visible'};animation:k{n} {whole:g}s step-end infinite}}\n"
        begun += step.seconds
    return f"{rules}@media(prefers-reduced-motion:reduce){{g{{animation:none!important}}}}\n"


def _draw_frames(frames: Sequence[Sequence[str]]) -> Iterator[str]:
    for n, (frame, step) in enumerate(zip(frames, STEPS, strict=True)):
        uses = "".join(f'<use href="#{name}" y="{y * _CELL_HEIGHT}"/>' for y, name in enumerate(frame))
        said = f'<text x="0" y="{ROWS * _CELL_HEIGHT + 24}" fill="#e8c170">{escape(step.said)}</text>'
        yield f'<g id="f{n}" transform="translate({_MARGIN},{_MARGIN})">{uses}{said}</g>\n'


def _draw_line(line: Sequence[Segment]) -> str:
    """Return a line of the screen, its first cell at the left."""
    drawn, column = "", 0
    for segment in Segment.simplify(segment for segment in line if not segment.control):
        cells, style = segment.cell_length, segment.style or Style.null()
        left, wide = column * _CELL_WIDTH, cells * _CELL_WIDTH
        column += cells
        ink, ground = _colour(style.color), _colour(style.bgcolor)
        if style.reverse:
            ink, ground = ground, ink
        if ground:
            drawn += f'<rect x="{left:g}" width="{wide + 0.3:g}" height="{_CELL_HEIGHT}" fill="{ground}"/>'
        text = segment.text.rstrip(" ")
        if text.strip(" "):
            lead = len(text) - len(text.lstrip(" "))
            cells -= lead + len(segment.text) - len(text)
            look = 'font-weight="bold" ' if style.bold else ""
            drawn += (
                f'<text x="{left + lead * _CELL_WIDTH:g}" y="13.5" textLength="{cells * _CELL_WIDTH:g}" '
                f'lengthAdjust="spacingAndGlyphs" {look}fill="{ink or "#d5dce3"}">{escape(text.lstrip(" "))}</text>'
            )
    return drawn


def _colour(colour: Color | None) -> str:
    return "" if colour is None or colour.is_default else colour.get_truecolor().hex


def main() -> None:
    """Make the recording."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--into", type=Path, default=HERE, metavar="FOLDER", help="where it goes; default: here")
    arguments = parser.parse_args()
    svg = draw(asyncio.run(record()))
    (arguments.into / "demo.svg").write_text(svg, "utf-8")
    print(f"demo.svg: {len(svg) // 1000} kB, {sum(step.seconds for step in STEPS):g} seconds")


if __name__ == "__main__":
    main()
