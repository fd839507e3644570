"""Giving the terminal back whatever happens: signals end the reader properly, a watchdog ends it otherwise."""

import os
import signal
import sys
import termios
import threading
from asyncio import AbstractEventLoop
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from types import FrameType

PATIENCE_SECONDS = 1.9
"""How long a signalled reader may take to leave by itself."""

_INSISTENCE_SECONDS = 1.0
"""How long a reader may be deaf after Ctrl-C was pressed twice."""

RESTORE = (
    b"\x1b[?1000l\x1b[?1002l\x1b[?1003l\x1b[?1006l\x1b[?1015l\x1b[?1016l"  # no mouse reports
    b"\x1b[?1004l\x1b[?2004l\x1b[?2048l\x1b[?7h\x1b[<u"  # no focus, paste and size reports; wrapping; plain keys
    b"\x1b[?1049l\x1b[?25h\x1b[0m"  # the shell's own screen, its cursor and colours
)
"""What undoes everything Textual asks of a terminal."""

_SIGNALS = (signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT, signal.SIGINT)


@contextmanager
def exit_on_signals(leave: Callable[[int], None]) -> Iterator[None]:
    """While inside, a signal calls `leave` with its exit status, 128 and its number; who does not leave is ended."""
    before = _terminal_state()

    def heard(number: int, _frame: FrameType | None) -> None:
        _watch(128 + number, before)
        leave(128 + number)

    old = {number: signal.signal(number, heard) for number in _SIGNALS}
    try:
        yield
    finally:
        for number, handler in old.items():
            signal.signal(number, handler)


class InterruptWatchdog:
    """Ends a reader whose loop does not turn any more when Ctrl-C is pressed twice; its keys come in a thread."""

    def __init__(self, loop: AbstractEventLoop) -> None:
        self._loop = loop
        self._state = _terminal_state()
        self._deaf = threading.Event()

    def pressed(self) -> None:
        """Ctrl-C was pressed: if the one before has not been heard yet, wait a little and end the process."""
        if self._deaf.is_set():
            watchdog = threading.Timer(_INSISTENCE_SECONDS, self._end_if_deaf)
            watchdog.daemon = True
            watchdog.start()
        self._deaf.set()
        with suppress(RuntimeError):  # a loop that is closed has ended by itself
            self._loop.call_soon_threadsafe(self._deaf.clear)

    def _end_if_deaf(self) -> None:
        if self._deaf.is_set():
            _end(128 + signal.SIGINT, self._state)


def _watch(code: int, state: "list[object] | None") -> None:
    watchdog = threading.Timer(PATIENCE_SECONDS, _end, (code, state))
    watchdog.daemon = True
    watchdog.start()


def _end(code: int, state: "list[object] | None") -> None:
    """Restore the terminal as far as it still answers, and end the process."""
    with suppress(OSError, ValueError, termios.error):
        if state is not None:
            termios.tcsetattr(sys.__stdin__.fileno(), termios.TCSANOW, state)  # type: ignore[union-attr,arg-type]
        # stderr may lead to the log; the reader does not start where stdout is no terminal
        os.write(sys.__stdout__.fileno(), RESTORE)  # type: ignore[union-attr]
    os._exit(code)


def _terminal_state() -> "list[object] | None":
    try:
        return list(termios.tcgetattr(sys.__stdin__.fileno()))  # type: ignore[union-attr]
    except (OSError, ValueError, AttributeError, termios.error):
        return None
