"""What the screen looks like at every size and in every look: its text, and below a line the styles of its parts.

Where these are those of the line above they are not said again.

`pytest tests/ui/test_ui_screens.py --snapshot-update` writes them anew; look at them before they are kept.
"""

from collections.abc import Iterable, Iterator
from itertools import groupby
from string import ascii_letters, digits
from typing import Any

import pytest
from rich.segment import Segment
from rich.style import Style
from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode

from ui.conftest import RunningReader, Start

SIZES = ((40, 12), (60, 20), (80, 24), (120, 30), (160, 30), (200, 30))
LETTERS = ascii_letters + digits


class Screens(SingleFileSnapshotExtension):
    """One text file for each look."""

    _write_mode = WriteMode.TEXT
    _file_extension = "txt"


class Scribe:
    """Writes down screens; each style gets a letter, which the end explains."""

    def __init__(self) -> None:
        self.written: list[str] = []
        self._letters: dict[str, str] = {}

    def note(self, desk: RunningReader, name: str) -> None:
        """Write down what is on the screen now."""
        width, height = desk.app.size
        self.written.append(f"== {width}x{height} {name}")
        runs = ""
        for strip in desk.app.screen._compositor.render_strips():
            self.written.append(f"|{strip.text.rstrip()}")
            runs, before = "".join(self._styles(strip)), runs
            if runs != before:
                self.written.append(f"  {runs}")

    @property
    def styles(self) -> Iterable[str]:
        """Every style that was seen."""
        return self._letters.keys()

    def _styles(self, segments: Any) -> Iterator[str]:
        """`12a3b`: twelve cells in one style, three in another."""
        for described, group in groupby(segments, lambda segment: describe(segment.style)):
            yield f"{sum(map(Segment.cell_length.fget, group))}{self._letter(described)}"  # type: ignore[attr-defined]

    def _letter(self, described: str) -> str:
        return self._letters.setdefault(described, LETTERS[len(self._letters)])

    def __str__(self) -> str:
        legend = [f"{letter}: {described}" for described, letter in self._letters.items()]
        return "\n".join([*self.written, "== styles", *legend, ""])


def describe(style: Style | None) -> str:
    """A style without links and marks, which differ from run to run."""
    if style is None:
        return "none"
    plain = Style(
        color=style.color,
        bgcolor=style.bgcolor,
        bold=style.bold,
        dim=style.dim,
        italic=style.italic,
        underline=style.underline,
        reverse=style.reverse,
        strike=style.strike,
    )
    return str(plain)


@pytest.mark.parametrize("look", ["dark", "light", "ascii", "no-colour"])
async def test_the_main_screens(start: Start, snapshot: Any, look: str, monkeypatch: pytest.MonkeyPatch) -> None:
    if look == "no-colour":
        monkeypatch.setenv("NO_COLOR", "1")
    scribe = Scribe()
    async with start(ascii_only=look == "ascii") as desk:
        if look == "light":
            desk.app.theme = "tuinews-light"
        for size in SIZES:
            await desk.pilot.resize_terminal(*size)
            desk.screen.panes.list.go(1)
            await desk.press("2")
            scribe.note(desk, "list")
            await desk.press("enter")
            scribe.note(desk, "article")
            if look == "dark":
                await desk.press("1")
                scribe.note(desk, "feeds")
                await desk.press("2", "g", "=")
                scribe.note(desk, "two lines")
                await desk.press("g", "=")
    if look == "no-colour":
        told = {word for described in scribe.styles for word in described.split()}
        assert told <= {"none", "not", "bold", "dim", "italic", "underline", "reverse", "strike"}
    assert str(scribe) == snapshot(extension_class=Screens)
