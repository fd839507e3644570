"""Runs a program of a rule: its own arguments and no shell, the entry as JSON on stdin, within limits."""

import asyncio
import os
import re
import signal
import subprocess
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from tuinews.model.error import TuinewsError
from tuinews.model.language import tr
from tuinews.model.rules.rule import PLACEHOLDERS
from tuinews.model.text import safe_text

SECONDS = 30.0
"""Time that a program may take."""

_MOST_BYTES = 2_000
"""Bytes of what it says of its failure that are kept."""

_REST_SECONDS = 0.5
"""How long its words are waited for after it has ended, if a child of it keeps them open."""

_PLACEHOLDER = re.compile("{(" + "|".join(PLACEHOLDERS) + ")}")


def fill_arguments(argv: Sequence[str], values: Mapping[str, str]) -> tuple[str, ...]:
    """Return the arguments with what stands for their placeholders; each stays one argument, whatever is in it.

    The program itself has none, and `~` in it is the user's home.
    """
    program, *arguments = argv
    filled = (_PLACEHOLDER.sub(lambda found: values.get(found[1], ""), argument) for argument in arguments)
    return (expand_program(program), *(argument.replace("\0", "") for argument in filled))


def expand_program(program: str) -> str:
    """Return a program with the user's home in place of `~`; a name without a folder stays one."""
    return str(Path(program).expanduser()) if program.startswith("~") else program


async def run_program(command: Sequence[str], text: str = "") -> None:
    """Run a program with a text as its input; what it prints is dropped.

    Raises:
        TuinewsError: it cannot be started, takes too long or fails, with what it said about that.
    """
    name = safe_text(Path(command[0]).name or command[0], 60)
    try:
        process = await asyncio.create_subprocess_exec(
            *command,
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            start_new_session=True,
        )
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or tr("its name cannot be used")
        raise TuinewsError(
            tr("{name} cannot be started ({why}): check how it is written.", name=name, why=why)
        ) from error
    kept = bytearray()
    beside = {asyncio.create_task(_read_errors(process, kept)), asyncio.create_task(_feed(process, text))}
    try:
        async with asyncio.timeout(SECONDS):
            code = await process.wait()
        await asyncio.wait(beside, timeout=_REST_SECONDS)
    except TimeoutError:
        raise TuinewsError(
            tr("{name} took longer than {seconds:.0f} seconds and was ended.", name=name, seconds=SECONDS)
        ) from None
    finally:
        _end(process)
        for task in beside:
            task.cancel()
    if code:
        said = safe_text(kept.decode("utf-8", "replace"), 200)
        raise TuinewsError(
            tr("{name} failed with {code}{word}{said}", name=name, code=code, word=": " if said else ".", said=said)
        )


async def _feed(process: asyncio.subprocess.Process, text: str) -> None:
    """Give a program its input; one that does not want it may close it."""
    if process.stdin is not None:
        with suppress(OSError):
            process.stdin.write(text.encode())
            await process.stdin.drain()
        process.stdin.close()


async def _read_errors(process: asyncio.subprocess.Process, kept: bytearray) -> None:
    """Keep the beginning of what a program says on stderr."""
    while process.stderr is not None and (chunk := await process.stderr.read(4_096)):
        kept += chunk[: _MOST_BYTES - len(kept)]


def _end(process: asyncio.subprocess.Process) -> None:
    """End a program that still runs, with all that it started."""
    if process.returncode is None:
        with suppress(OSError):
            os.killpg(process.pid, signal.SIGKILL)
