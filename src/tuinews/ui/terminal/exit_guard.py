"""Giving the terminal back when a signal comes or the reader hangs."""

import os
import select
import signal
import sys
import termios
import threading
from asyncio import AbstractEventLoop
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from types import FrameType

PATIENCE_SECONDS = 1.9
"""How long the reader may take to leave after a signal before it is ended."""

_HANG_SECONDS = 1.0
"""How long the loop may hang after Ctrl-C was pressed twice before the reader is ended."""

RESTORE = (
    b"\x1b[?1000l\x1b[?1002l\x1b[?1003l\x1b[?1006l\x1b[?1015l\x1b[?1016l"  # no mouse reports
    b"\x1b[?1004l\x1b[?2004l\x1b[?2048l\x1b[?7h\x1b[<u"  # no focus, paste and size reports; wrapping; plain keys
    b"\x1b[23;2t"  # the title that the terminal had
    b"\x1b[?1049l\x1b[?25h\x1b[0m"  # the shell's own screen, its cursor and colours
)
"""Commands that undo everything Textual sets in a terminal."""

_SIGNALS = (signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT, signal.SIGINT)


@contextmanager
def exit_on_signals(leave: Callable[[int], None]) -> Iterator[None]:
    """While inside, let a signal call `leave` with the status 128 plus its number; end the process if that hangs.

    A terminal that is gone counts as SIGHUP. The kernel sends that to the first process of a terminal only, which need
    not be the reader: it may be `make` or a script that waits for it.
    """
    before = _terminal_state()

    def hear(number: int, _frame: FrameType | None) -> None:
        _watch(128 + number, before)
        leave(128 + number)

    old = {number: signal.signal(number, hear) for number in _SIGNALS}
    try:
        with _hangup_as_signal():
            yield
    finally:
        for number, handler in old.items():
            signal.signal(number, handler)


@contextmanager
def _hangup_as_signal() -> Iterator[None]:
    """While inside, send this process SIGHUP when its terminal is gone: reads and writes would fail for ever."""
    try:
        terminal = os.dup(sys.__stdin__.fileno())  # type: ignore[union-attr]
    except (OSError, ValueError, AttributeError):
        yield
        return
    stopped, stop = os.pipe()
    waiting = threading.Thread(target=_wait_for_hangup, args=(terminal, stopped), name="tuinews-hangup", daemon=True)
    waiting.start()
    try:
        yield
    finally:
        os.write(stop, b"\0")
        waiting.join()
        for descriptor in (terminal, stopped, stop):
            os.close(descriptor)


def _wait_for_hangup(terminal: int, stopped: int) -> None:
    poll = select.poll()
    poll.register(terminal, 0)  # nothing but that it is gone, which is told unasked
    poll.register(stopped, select.POLLIN)
    if stopped not in dict(poll.poll()):
        os.kill(os.getpid(), signal.SIGHUP)


class InterruptWatchdog:
    """Ends a reader whose loop hangs when Ctrl-C is pressed twice. Keys come in a thread, which does not hang."""

    def __init__(self, loop: AbstractEventLoop) -> None:
        self._loop = loop
        self._state = _terminal_state()
        self._unseen = threading.Event()

    def note_press(self) -> None:
        """Note that Ctrl-C was pressed; if the loop has not seen the one before, wait a little and end the process."""
        if self._unseen.is_set():
            watchdog = threading.Timer(_HANG_SECONDS, self._end_if_unseen)
            watchdog.daemon = True
            watchdog.start()
        self._unseen.set()
        with suppress(RuntimeError):  # a loop that is closed has ended by itself
            self._loop.call_soon_threadsafe(self._unseen.clear)

    def _end_if_unseen(self) -> None:
        if self._unseen.is_set():
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
