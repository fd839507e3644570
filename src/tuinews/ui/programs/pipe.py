"""Piping an article to another program and taking its output, without a shell and with limits of size and time."""

import asyncio
import os
import shlex
import signal
import subprocess
from contextlib import suppress
from typing import cast

from tuinews.model.error import TuinewsError
from tuinews.model.language import tr
from tuinews.model.text import SafeText, safe_block, safe_text

_SECONDS = 30.0
"""Time that a program may take."""

_REST_SECONDS = 0.5
"""How long output is read after a program has ended, if a child of it keeps the output open."""

_MOST_BYTES = 1_000_000
"""Bytes of output that are kept."""


def arguments(line: str) -> tuple[str, ...]:
    """A typed command line as arguments; quotes hold words together, no other character is special.

    Raises:
        TuinewsError: a quote is open, or nothing was typed.
    """
    try:
        found = tuple(shlex.split(line))
    except ValueError as error:
        raise TuinewsError(tr("A quote is open in that command: close it.")) from error
    if not found:
        raise TuinewsError(tr("Type the program that is to get the article, such as: pandoc -o story.pdf"))
    return found


async def pipe(command: tuple[str, ...], text: str) -> SafeText:
    """Run a program with a text as its input, and give back what it prints.

    Raises:
        TuinewsError: it cannot be started, takes too long or fails, with what it said about that.
    """
    name = safe_text(command[0], 60)
    loop = asyncio.get_running_loop()
    try:
        transport, output_of = await loop.subprocess_exec(
            lambda: _ProgramOutput(loop),
            *command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or tr("its name cannot be used")
        raise TuinewsError(
            tr("{name} cannot be started ({why}): check how it is written.", name=name, why=why)
        ) from error
    try:
        async with asyncio.timeout(_SECONDS):
            output_of.give(transport, text.encode())
            await output_of.ended
    except TimeoutError as error:
        raise TuinewsError(
            tr("{name} was ended: it took longer than {seconds:.0f} seconds.", name=name, seconds=_SECONDS)
        ) from error
    finally:
        code = transport.get_returncode()
        if code is None:
            with suppress(ProcessLookupError):
                os.killpg(transport.get_pid(), signal.SIGKILL)
        transport.close()
    output = safe_block(bytes(output_of.said).decode(errors="replace"))
    _check_end(name, code or 0, output)
    return output


def _check_end(name: SafeText, code: int, output: str) -> None:
    """Raise TuinewsError if a program did not end as it should."""
    if code < 0:
        raise TuinewsError(tr("{name} was ended by signal {value}, before it was done.", name=name, value=-code))
    if code:
        last = safe_text(output.strip().rpartition("\n")[2], 200)
        raise TuinewsError(
            tr("{name} failed with status {code}", name=name, code=code) + (f": {last}" if last else ".")
        )


class _ProgramOutput(asyncio.SubprocessProtocol):
    """What a program prints until it ends. A child that it leaves behind, as clipboard programs do, may go on."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self.said = bytearray()
        self.ended: asyncio.Future[None] = loop.create_future()
        self._loop = loop

    def give(self, transport: asyncio.SubprocessTransport, text: bytes) -> None:
        """Write the text and close; a program need not read what it gets."""
        pipe = cast("asyncio.WriteTransport", transport.get_pipe_transport(0))
        pipe.write(text)
        pipe.close()

    def pipe_data_received(self, fd: int, data: bytes) -> None:
        """Keep as much as is kept."""
        del fd
        self.said += data[: max(0, _MOST_BYTES - len(self.said))]

    def process_exited(self) -> None:
        """The program has ended; its last output may still arrive."""
        self._loop.call_later(_REST_SECONDS, self._end)

    def connection_lost(self, exc: Exception | None) -> None:
        """The program has ended, and all its output is here."""
        del exc
        self._end()

    def _end(self) -> None:
        if not self.ended.done():
            self.ended.set_result(None)
