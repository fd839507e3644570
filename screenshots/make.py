"""Makes the pictures of the README from the sample portal: SVG, and PNG of it.

    python screenshots/make.py [NAME …] [--into FOLDER]

Every picture is the real reader on the real sample portal: only the clock stands still. PNG wants `rsvg-convert`
(Debian: librsvg2-bin) and fonts for the scripts that are shown (fonts-dejavu, fonts-noto-core, fonts-noto-cjk).
"""

import argparse
import asyncio
import re
import shutil
import subprocess
import tempfile
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

from textual.pilot import Pilot

from tuinews.config import Settings, find_paths
from tuinews.demo import serve
from tuinews.engine.library import Library, open_library
from tuinews.model.clock import Instant
from tuinews.ui.actions import keymap_of
from tuinews.ui.app import ReaderApp
from tuinews.ui.bridge import Bridge
from tuinews.ui.controllers.headlines.listing import FIRST
from tuinews.ui.environment import Environment
from tuinews.ui.saved_state import read_first_paint
from tuinews.ui.terminal.image_support import ImageSupport

HERE = Path(__file__).parent

NOW: Instant = int(datetime(2026, 11, 24, 14, 5, tzinfo=UTC).timestamp())
"""When the pictures are taken, for the reader; the portal's stories are as old as they always are."""


class Scene(NamedTuple):
    """A picture: the terminal's size and what is pressed before it is taken."""

    columns: int
    rows: int
    keys: tuple[str, ...]
    theme: str = ""
    pictures: bool = False


STORM = (*["j"] * 8, "enter")
"""Opens the live report of the storm from the inbox."""

SCENES: dict[str, Scene] = {
    "reader": Scene(160, 45, (*STORM, "v")),
    "reader-80x24": Scene(80, 24, STORM),
    "story": Scene(160, 45, (*["j"] * 6, "minus", "g", "c")),
    "article": Scene(100, 60, (*STORM, "v", "Z")),
    "code": Scene(120, 40, ("g", "f", "G", "k", "k", "k", "enter", *["j"] * 5, "enter")),
    "pictures": Scene(160, 45, (*STORM, "v", *["j"] * 9), pictures=True),
    "help": Scene(120, 40, ("question_mark",)),
    "light": Scene(140, 40, (*STORM, "v"), "tuinews-light"),
}
"""Name of the file and what it shows."""


@asynccontextmanager
async def sample(home: Path) -> AsyncIterator[tuple[Library, Bridge]]:
    """A library in a new home that has just fetched the sample portal."""
    bridge = Bridge()
    with serve(NOW) as site:
        library = open_library(find_paths(str(home), {}), Settings(), bridge.publish, lambda: NOW)
        try:
            for feed in site.feeds:
                await library.feeds.add(feed.url, feed.folder)
            await library.stories.catch_up()
            yield library, bridge
        finally:
            library.close()


async def take(library: Library, bridge: Bridge, scene: Scene) -> str:
    """Open the reader, press the scene's keys and return the screen as SVG."""
    keymap, support = keymap_of("vim", {}), ImageSupport(scene.pictures)
    env = Environment(library, Settings(), lambda: NOW, keymap, UTC, support, news_pause=0.0)
    app = ReaderApp(env, await read_first_paint(library, NOW, FIRST), bridge)
    if scene.theme:
        app.theme = scene.theme
    async with app.run_test(size=(scene.columns, scene.rows), notifications=True) as pilot:
        await settle(pilot)
        for _, repeated in groupby(scene.keys):
            await pilot.press(*repeated)
            await settle(pilot)
        while scene.pictures and app.main.panes.article.pictures.missing:
            await settle(pilot)
        app.clear_notifications()
        await settle(pilot)
        return tidy(app.export_screenshot(title="tuinews"))


async def settle(pilot: "Pilot[None]", quiet: float = 0.1, rounds: int = 100) -> None:
    """Wait until the jobs that keys wait for are done and the screen shows the same twice in a row."""
    before = ""
    for _ in range(rounds):
        jobs = (worker.wait() for worker in pilot.app.workers if worker.group != "other")
        # a job that gives way to a later one of its kind raises that it was cancelled
        await asyncio.gather(*jobs, return_exceptions=True)
        await pilot.pause(quiet)
        now = tidy(pilot.app.export_screenshot())
        if now == before:
            return
        before = now


def tidy(svg: str) -> str:
    """The picture without what differs from run to run: Textual's random ids and the portal's ports."""
    return re.sub(r"127\.0\.0\.1:\d{5}", "127.0.0.1:18421", re.sub(r"terminal-\d+", "terminal", svg))


def write_png(svg: str, path: Path) -> None:
    """The picture as pixels, for where SVG is not shown."""
    drawn = subprocess.run(
        ["rsvg-convert", "--format", "png", "--output", str(path)],  # noqa: S607  wherever it is installed
        input=_with_local_fonts(svg).encode(),
        check=False,
    )
    if drawn.returncode:
        raise SystemExit(f"{path.name} could not be drawn: rsvg-convert ended with {drawn.returncode}.")


def _with_local_fonts(svg: str) -> str:
    """The web font of the SVG replaced by one that is likely to be there, at the same width of a cell."""
    without = re.sub(r"@font-face\s*\{.*?\}", "", svg, flags=re.DOTALL)
    local = without.replace("Fira Code", "DejaVu Sans Mono").replace("font-size: 20px", "font-size: 20.265px")
    return local.replace("<text ", '<text xml:space="preserve" ').replace("&#160;", " ")


async def _taken(scene: Scene) -> str:
    with tempfile.TemporaryDirectory() as home:
        async with sample(Path(home)) as (library, bridge):
            return await take(library, bridge, scene)


def main(report: Callable[[str], None] = print) -> None:
    """Make all pictures, or those named."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", help=", ".join(SCENES))
    parser.add_argument("--into", type=Path, default=HERE)
    arguments = parser.parse_args()
    if shutil.which("rsvg-convert") is None:
        raise SystemExit("rsvg-convert is not installed, so no PNG can be made: install librsvg2-bin.")
    for name, scene in SCENES.items():
        if arguments.names and name not in arguments.names:
            continue
        svg = asyncio.run(_taken(scene))
        (arguments.into / f"{name}.svg").write_text(svg, encoding="utf-8")
        write_png(svg, arguments.into / f"{name}.png")
        report(f"{name}: {scene.columns}x{scene.rows}")


if __name__ == "__main__":
    main()
