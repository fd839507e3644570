"""A program in a pseudo-terminal, and what the screen of a terminal emulator shows of it."""

import os
import re
import signal
import sys
import time
from pathlib import Path
from typing import Self

import pexpect
import pyte

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


class Screen(pyte.Screen):
    """The emulator's screen; it keeps the answers that a terminal would type back to the program."""

    def __init__(self, columns: int, lines: int) -> None:
        super().__init__(columns, lines)
        self.answers: list[str] = []

    def draw(self, data: str) -> None:
        super().draw(_WIDTHLESS.sub("", data))

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
        self.output = ""
        self.pictures: list[str] = []
        """What the screen showed whenever something was waited for."""
        self.screen = Screen(columns, lines)
        self._stream = pyte.Stream(self.screen)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.child.kill(signal.SIGKILL)
        self.child.close()

    @property
    def text(self) -> str:
        rows = (self.screen.buffer[y] for y in range(self.screen.lines))
        return "\n".join("".join(row[x].data for x in range(self.screen.columns)) for row in rows)

    def send(self, keys: str) -> None:
        """Press keys."""
        self.child.send(keys)

    def until(self, *wanted: str, gone: str = "") -> None:
        """Read on until the screen shows all that is wanted, and not what is to be gone; a minute at most.

        A program that ends before, or falls silent, fails the test at once, with what was on the screen.
        """
        last = time.monotonic() + PATIENCE_SECONDS
        picture = self.text
        while not all(words in picture for words in wanted) or (gone and gone in picture):
            self._read(last, f"{wanted or 'its end'}{f' without {gone!r}' if gone else ''}")
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
        left = max(0.1, min(SILENCE_SECONDS, last - time.monotonic()))
        try:
            piece = self.child.read_nonblocking(65_536, timeout=left)
        except pexpect.TIMEOUT:
            raise AssertionError(f"nothing more came within {left:.0f} seconds than\n{self.text}") from None
        except pexpect.EOF:
            return False
        self.output += piece
        self._stream.feed(_COLOURS.sub("", piece))
        return True

    def end(self) -> int:
        """The exit status, after everything that was still written; the program has a minute to end."""
        last = time.monotonic() + PATIENCE_SECONDS
        while self._more(last):
            assert time.monotonic() < last, f"it did not end within {PATIENCE_SECONDS} seconds:\n{self.text}"
        return self._status()

    def _status(self) -> int:
        self.child.close()
        return self.child.exitstatus if self.child.exitstatus is not None else -1


def reader(home: Path, *, size: tuple[int, int] = (COLUMNS, LINES), **environ: str | None) -> Terminal:
    """The reader at a home of its own."""
    return Terminal("-m", "tuinews", "--home", str(home), size=size, environ=environ)
