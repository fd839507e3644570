"""Giving an article to another program and taking what it says: no shell, bounded in size and time."""

import asyncio
import shlex

from tuinews.model.error import TuinewsError
from tuinews.model.text import SafeText, safe_block, safe_text

_SECONDS = 30.0
"""Time that a program may take."""

_MOST_BYTES = 1_000_000
"""Output beyond this is left."""


def arguments(line: str) -> tuple[str, ...]:
    """A typed command line as arguments; quotes hold words together, nothing else means anything.

    Raises:
        TuinewsError: a quote is open, or nothing was typed.
    """
    try:
        found = tuple(shlex.split(line))
    except ValueError as error:
        raise TuinewsError("A quote is open in that command: close it.") from error
    if not found:
        raise TuinewsError("Type the program that is to get the article, such as: pandoc -o story.pdf")
    return found


async def pipe(command: tuple[str, ...], text: str) -> SafeText:
    """Run a program with a text as its input, and give back what it prints.

    Raises:
        TuinewsError: it cannot be started, takes too long or fails, with what it said about that.
    """
    name = safe_text(command[0], 60)
    try:
        process = await asyncio.create_subprocess_exec(
            *command,
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT,
            start_new_session=True,
        )
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or "its name cannot be used"
        raise TuinewsError(f"{name} cannot be started ({why}): check how it is written.") from error
    try:
        async with asyncio.timeout(_SECONDS):
            said = await _talk(process, text.encode())
            code = await process.wait()
    except TimeoutError as error:
        raise TuinewsError(f"{name} was ended: it took longer than {_SECONDS:.0f} seconds.") from error
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    output = safe_block(said.decode(errors="replace"))
    if code < 0:
        raise TuinewsError(f"{name} was ended by signal {-code}, before it was done.")
    if code:
        last = safe_text(output.strip().rpartition("\n")[2], 200)
        raise TuinewsError(f"{name} failed with status {code}" + (f": {last}" if last else "."))
    return output


async def _talk(process: asyncio.subprocess.Process, given: bytes) -> bytes:
    """Write all and read as much as is kept; a program need not read what it gets."""
    async with asyncio.TaskGroup() as both:
        both.create_task(_write(process, given))
        reading = both.create_task(_read(process))
    return reading.result()


async def _write(process: asyncio.subprocess.Process, given: bytes) -> None:
    if process.stdin is None:
        return
    try:
        process.stdin.write(given)
        await process.stdin.drain()
        process.stdin.close()
        await process.stdin.wait_closed()
    except (BrokenPipeError, ConnectionResetError):
        # it has read enough
        return


async def _read(process: asyncio.subprocess.Process) -> bytes:
    kept = bytearray()
    while process.stdout is not None and (piece := await process.stdout.read(65_536)):
        kept += piece[: max(0, _MOST_BYTES - len(kept))]
    return bytes(kept)
