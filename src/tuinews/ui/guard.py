"""Giving the terminal back whatever happens: signals end the reader properly, a watchdog ends it otherwise."""

import os
import signal
import sys
import termios
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from types import FrameType

PATIENCE_SECONDS = 2.5
"""How long a signalled reader may take to leave by itself."""

RESTORE = (
    b"\x1b[?1000l\x1b[?1002l\x1b[?1003l\x1b[?1006l\x1b[?1015l\x1b[?1016l"  # no mouse reports
    b"\x1b[?1004l\x1b[?2004l\x1b[?2048l\x1b[?7h\x1b[<u"  # no focus, paste and size reports; wrapping; plain keys
    b"\x1b[?1049l\x1b[?25h\x1b[0m"  # the shell's own screen, its cursor and colours
)
"""What undoes everything the toolkit asks of a terminal."""

_SIGNALS = (signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT)


@contextmanager
def guarded(leave: Callable[[int], None]) -> Iterator[None]:
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


def _watch(code: int, state: "list[object] | None") -> None:
    watchdog = threading.Timer(PATIENCE_SECONDS, _end, (code, state))
    watchdog.daemon = True
    watchdog.start()


def _end(code: int, state: "list[object] | None") -> None:
    """Restore the terminal as far as it still answers, and end the process."""
    with suppress(OSError, ValueError, termios.error):
        if state is not None:
            termios.tcsetattr(sys.__stdin__.fileno(), termios.TCSANOW, state)  # type: ignore[union-attr,arg-type]
        os.write(sys.__stderr__.fileno(), RESTORE)  # type: ignore[union-attr]
    os._exit(code)


def _terminal_state() -> "list[object] | None":
    try:
        return list(termios.tcgetattr(sys.__stdin__.fileno()))  # type: ignore[union-attr]
    except (OSError, ValueError, AttributeError, termios.error):
        return None
