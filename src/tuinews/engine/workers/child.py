"""The child process that reads untrusted bytes: it takes one job after the other from stdin and answers on stdout.

Frames are an 8-byte big-endian length and a pickle. The child ends at end of file, so that it never outlives its
parent.
"""

import contextlib
import gc
import importlib
import os
import pickle
import resource
import struct
import sys
from typing import Any, BinaryIO

from tuinews.model.language import tr

HEADER = struct.Struct(">Q")

MEMORY_LIMIT = 1 << 30
"""Most address space, in bytes; the interpreter and the extractor map about half of it before the first job."""

READY = "ready"
"""The first frame that a child sends."""


def read_frame(stream: BinaryIO) -> Any:
    """Return the next value of the stream; raises EOFError at its end."""
    header = stream.read(HEADER.size)
    if len(header) < HEADER.size:
        raise EOFError
    (length,) = HEADER.unpack(header)
    body = stream.read(length)
    if len(body) < length:
        raise EOFError
    return pickle.loads(body)  # noqa: S301  both ends are this program


def write_frame(stream: BinaryIO, value: Any) -> None:
    """Append a value to the stream and flush it."""
    body = pickle.dumps(value, pickle.HIGHEST_PROTOCOL)
    stream.write(HEADER.pack(len(body)))
    stream.write(body)
    stream.flush()


def main() -> None:
    """Serve jobs `(module, function, arguments, seconds)` until stdin ends; an answer is `(value, sentence)`."""
    with contextlib.suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY_LIMIT, MEMORY_LIMIT))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    source = sys.stdin.buffer
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    # whatever a library prints must not end up between the frames
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    gc.disable()
    write_frame(answers, READY)
    while True:
        try:
            module, function, arguments, seconds = read_frame(source)
        except EOFError:
            return
        _limit_time(seconds)
        write_frame(answers, _answer(module, function, arguments))
        gc.collect(1)


def _limit_time(seconds: float) -> None:
    """Let the system end a job if the parent no longer can."""
    usage = resource.getrusage(resource.RUSAGE_SELF)
    spent = usage.ru_utime + usage.ru_stime
    with contextlib.suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_CPU, (int(spent + seconds) + 2, resource.getrlimit(resource.RLIMIT_CPU)[1]))


def _answer(module: str, function: str, arguments: tuple[Any, ...]) -> tuple[Any, str | None]:
    try:
        return getattr(importlib.import_module(module), function)(*arguments), None
    except MemoryError:
        return None, tr("it needed more memory than a feed or page may have")
    except RecursionError:
        return None, tr("it is nested too deeply")
    except Exception as error:  # noqa: BLE001  a job that fails is one feed's error, never the worker's end
        return None, tr("reading it failed ({name}: {error})", name=type(error).__name__, error=str(error)[:120])


if __name__ == "__main__":
    main()
