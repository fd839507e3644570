"""Reads the files that `inspect` is given."""

import gzip
import sys

from tuinews.model.language import tr

FILE_LIMIT = 40_000_000
"""Most bytes of a file, unpacked."""


class RefusedError(Exception):
    """A file that is not read; its text says why."""


def read_file(name: str) -> bytes:
    """Return the bytes of a file, unpacked when its name ends in `.gz`; `-` is stdin.

    Raises:
        OSError, EOFError, zlib.error: it is not there, or damaged.
        RefusedError: it is too large.
    """
    if name == "-":
        data = sys.stdin.buffer.read(FILE_LIMIT + 1)
    else:
        with gzip.open(name) if name.endswith(".gz") else open(name, "rb") as file:  # noqa: PTH123  one shape for both
            data = file.read(FILE_LIMIT + 1)
    if len(data) > FILE_LIMIT:
        raise RefusedError(
            tr(
                "{name} is larger than the {file_limit} MB that are read.",
                name=name,
                file_limit=FILE_LIMIT // 1_000_000,
            )
        )
    return data
