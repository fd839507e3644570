"""A program in a pseudo-terminal, and what the screen of a terminal emulator shows of it."""

import contextlib
import os
import re
import select
import signal
import sys
import time
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any, Self

import pexpect
import pyte
from pyte import charsets, modes
from pyte.screens import Char, wcwidth

COLUMNS, LINES = 100, 30
PATIENCE_SECONDS = 60
"""Longest time that anything is waited for: a reader's clock speaks every minute, so that silence may never come."""
SILENCE_SECONDS = 20
"""A program that says nothing for so long does not say it any more."""
GIVEN_BACK = ("\x1b[?1049l", "\x1b[?25h", "\x1b[?1000l", "\x1b[?1003l", "\x1b[?2004l")
"""What the reader writes when it gives the terminal back."""

_UNSET = {"NO_COLOR", "BROWSER", "DISPLAY", "WAYLAND_DISPLAY", "TUINEWS_HOME", "COLUMNS", "LINES"}

_COLOURS = re.compile(r"\x1b\[[\d;]*m")
"""Most of what is written; the emulator need not work through it."""

_WIDTHLESS = re.compile("[\u200c\u200d\u20e3\ufe0e\ufe0f]")
"""Joiners, selectors and a mark: the emulator would not draw what follows them."""


@cache
def _cell(letter: str) -> Any:
    """What a cell of the emulator holds for a letter that takes one cell, else nothing; colours are left out."""
    return Char(letter) if wcwidth(letter) == 1 else None


class Screen(pyte.Screen):
    """The emulator's screen; it keeps the answers that a terminal would type back to the program."""

    def __init__(self, columns: int, lines: int) -> None:
        super().__init__(columns, lines)
        self.answers: list[str] = []

    def draw(self, data: str) -> None:
        """Put letters where the cursor is: most often some of one cell each that fit in the line."""
        letters = _WIDTHLESS.sub("", data)
        cells = [_cell(letter) for letter in letters]
        x, end = self.cursor.x, self.cursor.x + len(cells)
        if end > self.columns or not all(cells) or not self._draws_plainly:
            super().draw(letters)
            return
        self.buffer[self.cursor.y].update(zip(range(x, end), cells, strict=True))
        self.dirty.add(self.cursor.y)
        self.cursor.x = end

    @property
    def _draws_plainly(self) -> bool:
        """Whether letters are drawn as they are, over what is there."""
        return self.charset == 0 and self.g0_charset is charsets.LAT1_MAP and modes.IRM not in self.mode

    def write_process_input(self, data: str) -> None:
        self.answers.append(data)


class Terminal:
    """Python, or another `program`, on a terminal; `environ` adds to the environment, `None` takes a name out."""

    def __init__(
        self,
        *arguments: str,
        program: str = sys.executable,
        size: tuple[int, int] = (COLUMNS, LINES),
        environ: dict[str, str | None] | None = None,
    ) -> None:
        wanted: dict[str, str | None] = {
            **{name: value for name, value in os.environ.items() if name not in _UNSET},
            "PYTHONPATH": str(Path(__file__).parents[1]),
            "TERM": "xterm-256color",
            "COLORTERM": "truecolor",
            "LANG": "C.UTF-8",
            **(environ or {}),
        }
        columns, lines = size
        self.child = pexpect.spawn(
            program,
            list(arguments),
            dimensions=(lines, columns),
            env={name: value for name, value in wanted.items() if value is not None},
            encoding="utf-8",
            codec_errors="backslashreplace",
            timeout=PATIENCE_SECONDS,
        )
        self.child.delaybeforesend = None
        self._pieces: list[str] = []
        self.pictures: list[str] = []
        """What the screen showed whenever something was waited for."""
        self.screen = Screen(columns, lines)
        self._stream = pyte.Stream(self.screen)
        self._rows: dict[int, str] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.child.kill(signal.SIGKILL)
        self._wait()
        self.child.close()

    @property
    def output(self) -> str:
        """All that was written to the terminal."""
        self._pieces[:] = ["".join(self._pieces)]
        return self._pieces[0]

    @property
    def text(self) -> str:
        """What the screen shows, line by line."""
        for y in self.screen.dirty:
            row = self.screen.buffer[y]
            self._rows[y] = "".join(row[x].data for x in range(self.screen.columns))
        self.screen.dirty.clear()
        return "\n".join(self._rows[y] for y in range(self.screen.lines))

    def send(self, keys: str) -> None:
        """Press keys."""
        self.child.send(keys)

    def until(self, *wanted: str, gone: str = "") -> None:
        """Read on until the screen shows all that is wanted, and not what is to be gone; a minute at most.

        A program that ends before, or falls silent, fails the test at once, with what was on the screen.
        """
        what = f"{wanted or 'its end'}{f' without {gone!r}' if gone else ''}"
        self.until_so(what, lambda text: all(words in text for words in wanted) and not (gone and gone in text))

    def until_so(self, what: str, is_so: Callable[[str], bool]) -> None:
        """Read on until what the screen shows is as a function wants it, as `until` does."""
        last = time.monotonic() + PATIENCE_SECONDS
        picture = self.text
        while not is_so(picture):
            self._read(last, what)
            picture = self.text
        self.pictures.append(picture)

    def written(self, wanted: str, start: int = 0, *others: str) -> None:
        """Read on until the program has written one of these, behind so many characters; a minute at most."""
        last = time.monotonic() + PATIENCE_SECONDS
        while not any(words in self.output[start:] for words in (wanted, *others)):
            self._read(last, repr(wanted))

    def resize(self, columns: int, lines: int) -> None:
        """Give the window another size, as dragging its corner does."""
        self.screen.resize(lines, columns)
        self.child.setwinsize(lines, columns)

    def _read(self, last: float, wanted: str) -> None:
        """Read what comes next; raises AssertionError when it is not to be expected any more that `wanted` comes."""
        if not self._more(last):
            raise AssertionError(f"the program ended with {self._status()} before {wanted} came:\n{self.text}")
        if time.monotonic() >= last:
            raise AssertionError(f"{wanted} did not come within {PATIENCE_SECONDS} seconds:\n{self.text}")

    def _more(self, last: float) -> bool:
        """Read what comes next; whether there was anything before the program's end."""
        seconds = round(max(1, min(SILENCE_SECONDS, last - time.monotonic())))
        # second by second: a machine that stands still for a while stops the program too, and costs one of them
        for _ in range(seconds):
            try:
                piece = self.child.read_nonblocking(65_536, timeout=1)
            except pexpect.TIMEOUT:
                continue
            except pexpect.EOF:
                return False
            self._pieces.append(piece)
            self._stream.feed(_COLOURS.sub("", piece))
            return True
        raise AssertionError(f"nothing more came within {seconds} seconds than\n{self.text}\n{self._threads()}")

    def _threads(self) -> str:
        """What each thread of the program waits for, as the kernel of Linux tells."""
        tasks = sorted(Path("/proc", str(self.child.pid), "task").glob("*"))
        with contextlib.suppress(OSError):
            names = [f"{(task / 'comm').read_text().strip()}: {(task / 'wchan').read_text()}" for task in tasks]
            return f"its threads wait in {'; '.join(names)}"
        return ""

    def end(self) -> int:
        """The exit status, after everything that was still written; the program has a minute to end."""
        last = time.monotonic() + PATIENCE_SECONDS
        while self._more(last):
            assert time.monotonic() < last, f"it did not end within {PATIENCE_SECONDS} seconds:\n{self.text}"
        return self._status()

    def _wait(self) -> None:
        """Wait for the end of the program, where pexpect would sleep for a moment and take it for one that goes on."""
        if sys.platform == "linux" and self.child.pid is not None:
            with contextlib.suppress(ProcessLookupError):
                process = os.pidfd_open(self.child.pid)
                select.select([process], [], [], PATIENCE_SECONDS)
                os.close(process)
            self.child.delayafterclose = 0.0

    def _status(self) -> int:
        self._wait()
        self.child.close()
        return self.child.exitstatus if self.child.exitstatus is not None else -1


def reader(home: Path, *, size: tuple[int, int] = (COLUMNS, LINES), **environ: str | None) -> Terminal:
    """The reader at a home of its own."""
    return Terminal("-m", "tuinews", "--home", str(home), size=size, environ=environ)
