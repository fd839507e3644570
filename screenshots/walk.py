"""Walks through the sample portal in a real terminal (tmux), and leaves a picture of each step.

    python screenshots/walk.py --into FOLDER [--size 160x45] [--size 80x24]

Each step presses keys and waits until the screen shows what it is to lead to; one that does not lead there within half
a minute ends the walk with 1 and names the step. The pictures are `SIZE-NN-NAME.svg`, beside them the screen as text.
"""

import argparse
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import NamedTuple

from rich.console import Console
from rich.text import Text

PATIENCE_SECONDS, LOOK_SECONDS, ALONE_SECONDS = 30.0, 0.1, 0.5


class Step(NamedTuple):
    """Keys as tmux names them, and what the screen shows then."""

    name: str
    keys: tuple[str, ...]
    shows: str


STEPS = (
    Step("inbox", (), "Stranded choir"),
    Step("down", ("j", "j", "j"), "4/"),
    Step("storm", ("g", "g", "/", *"shuts Port Halden", "Enter"), "Storm Petra shuts"),
    Step("story", ("g", "c"), "5 sources"),
    Step("back", ("q",), "Storm Petra shuts"),
    Step("article", ("Enter",), "Storm Petra"),
    Step("full-text", ("v",), "─ full text"),
    Step("letters", ("f",), "Type a link"),
    Step("links", ("Escape", "u"), "Links"),
    Step("tags", ("Escape", "t"), "#"),
    Step("explanation", ("Escape", "g", "?"), "Why"),
    Step("list", ("Escape", "q", "q"), "Headlines"),
    Step("topics", ("g", "t"), "Topics"),
    Step("search", ("Escape", "g", "/", *"harbour"), "harbour"),
    Step("found", ("Enter",), "Headlines"),
    Step("briefing", ("g", "b"), "Briefing"),
    Step("river", (":", *"river", "Enter"), "River"),
    Step("feeds", ("g", "f"), "Feeds"),
    Step("palette", ("g", "a", "C-p"), "Palette"),
    Step("help", ("Escape", "?"), "Help"),
    Step("filter", ("Escape", "=", *"tag:ferries", "Enter"), "tag:"),
    Step("wrong-query", ("=", "C-u", *"colour:red", "Enter"), "no key"),
    Step("inbox-again", ("Escape", "g", "i"), "Inbox"),
)


class Walk:
    """A tmux server of its own with the sample portal in it."""

    def __init__(self, columns: int, rows: int) -> None:
        self._server = f"tuinews-walk-{columns}x{rows}"
        size = ("-x", str(columns), "-y", str(rows))
        self._tmux("new-session", "-d", *size, sys.executable, "-m", "tuinews", "demo")

    def _tmux(self, *words: str) -> str:
        command = ("tmux", "-L", self._server, "-f", "/dev/null", *words)
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        return done.stdout

    def end(self) -> None:
        """End the server and what runs in it."""
        self._tmux("kill-server")

    @property
    def screen(self) -> str:
        """What the terminal shows, with its colours."""
        return self._tmux("capture-pane", "-p", "-e")

    def take(self, step: Step) -> str:
        """Press the keys of a step and return the screen, once it shows what it is to; `""` when it does not."""
        for key in step.keys:
            before = self.screen
            self._tmux("send-keys", key)
            if key == "Escape":  # with the key after it, it would be one with Alt
                self._wait_until(partial(self._differs_from, before), ALONE_SECONDS)
        seen = ""

        def is_there() -> bool:
            nonlocal seen
            before, seen = seen, self.screen
            return seen == before and step.shows in Text.from_ansi(seen).plain

        return seen if self._wait_until(is_there, PATIENCE_SECONDS) else ""

    def _differs_from(self, before: str) -> bool:
        return self.screen != before

    def _wait_until(self, is_so: Callable[[], bool], seconds: float) -> bool:
        """Look again and again until something is so, for so many seconds at most."""
        last = time.monotonic() + seconds
        while not is_so():
            if time.monotonic() > last:
                return False
            time.sleep(LOOK_SECONDS)
        return True


def write_picture(seen: str, columns: int, path: Path) -> None:
    """Write the screen as SVG, and as text beside it."""
    console = Console(record=True, width=columns, file=path.with_suffix(".txt").open("w", encoding="utf-8"))
    console.print(Text.from_ansi(seen), soft_wrap=True)
    path.write_text(console.export_svg(title=path.stem), "utf-8")


def walk(columns: int, rows: int, folder: Path) -> str:
    """Walk at a size; return the name of the step that did not lead where it should, or `""`."""
    way = Walk(columns, rows)
    try:
        for number, step in enumerate(STEPS):
            seen = way.take(step)
            write_picture(seen or way.screen, columns, folder / f"{columns}x{rows}-{number:02d}-{step.name}.svg")
            if not seen:
                return step.name
    finally:
        way.end()
    return ""


def main() -> None:
    """Walk at each size."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--into", type=Path, required=True, metavar="FOLDER")
    parser.add_argument("--size", action="append", metavar="COLUMNSxROWS", help="default: 160x45, 80x24 and 40x12")
    arguments = parser.parse_args()
    if shutil.which("tmux") is None:
        raise SystemExit("tmux is not installed, and it is the terminal that is walked in.")
    arguments.into.mkdir(parents=True, exist_ok=True)
    failed = []
    for size in arguments.size or ("160x45", "80x24", "40x12"):
        columns, rows = map(int, size.split("x"))
        wrong = walk(columns, rows, arguments.into)
        print(f"{size}: {f'{wrong!r} did not show what it should' if wrong else f'{len(STEPS)} steps'}")
        failed += [wrong] if wrong else []
    raise SystemExit(1 if failed else 0)


if __name__ == "__main__":
    main()
