"""How commands without a screen end on a signal: what is open is closed, and the exit code names the signal."""

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from io import TextIOWrapper
from types import FrameType

_SIGNALS = (signal.SIGTERM, signal.SIGHUP)


@contextmanager
def end_on_signals() -> Iterator[None]:
    """While inside, exit on SIGTERM and SIGHUP with 128 and their number, once what is open is closed.

    A signal that was ignored before, as `nohup` does, stays ignored.
    """
    old = {number: signal.getsignal(number) for number in _SIGNALS}
    for number, handler in old.items():
        if handler is signal.SIG_DFL:
            signal.signal(number, _leave)
    try:
        yield
    finally:
        for number, handler in old.items():
            if handler is signal.SIG_DFL:
                signal.signal(number, handler)


def open_streams() -> None:
    """Open /dev/null for those of stdin, stdout and stderr that were closed; let any bytes be read from stdin."""
    for number, (name, mode) in enumerate((("stdin", "r"), ("stdout", "w"), ("stderr", "w"))):
        if getattr(sys, name) is None:
            # the number must be taken too, or the store's file would get it and be printed into
            descriptor = os.open(os.devnull, os.O_RDWR)
            if descriptor != number:
                os.dup2(descriptor, number)
                os.close(descriptor)
            setattr(sys, name, open(number, mode, encoding="utf-8", closefd=False))  # noqa: SIM115  kept open
    if isinstance(sys.stdin, TextIOWrapper):
        sys.stdin.reconfigure(errors="surrogateescape")  # as the arguments have it: what is no text is told, not raised


def _leave(number: int, _frame: FrameType | None) -> None:
    signal.signal(number, signal.SIG_IGN)
    raise SystemExit(128 + number)
