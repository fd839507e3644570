"""`serve`: the reader in a browser on this machine."""

import asyncio
import os
import shlex
import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path
from secrets import token_urlsafe

from tuinews.cli.command import Command
from tuinews.cli.session import CommandSession
from tuinews.cli.web.window import DEMO
from tuinews.model.error import TuinewsError, UsageError

PORT = 8137
"""The port unless another is named."""

_NOTES = """\
It prints an address with a token, for browsers on this machine only; whoever has it can read and do all that you can in
the reader. One reader is open at a time. Ctrl-C ends it. It takes the extra `serve`: install 'tuinews[serve]', or
`pipx inject tuinews textual-serve`.
"""


def _describe(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--port", metavar="N", type=int, default=PORT, help=f"port to serve at; {PORT} is usual, 0: any"
    )
    parser.add_argument("--demo", action="store_true", help="the sample portal, which needs no network")


async def _serve(session: CommandSession, values: Namespace) -> int:
    if not 0 <= values.port <= 65_535:
        raise UsageError("--port is a number from 0 to 65535.")
    try:
        from tuinews.cli.web.server import ReaderServer
    except ModuleNotFoundError as error:
        raise TuinewsError(
            f"The reader in a browser needs {error.name}, which is not there: install 'tuinews[serve]', or "
            "`pipx inject tuinews textual-serve`."
        ) from error
    paths = session.paths()
    session.settings(paths)
    os.environ.update(_environment(session))
    command = [sys.executable, "-m", "tuinews.cli.web.window", *([DEMO] if values.demo else [])]
    server = ReaderServer(shlex.join(command), values.port, token_urlsafe(24))
    runner = await server.start()
    try:
        session.output.publication(server.address)
        session.output.note("Open this address in a browser on this machine. Ctrl-C ends it.")
        sys.stdout.flush()
        await asyncio.Event().wait()
    finally:
        await runner.cleanup()
    return 0


def _environment(session: CommandSession) -> dict[str, str]:
    """Return what tells the reader of a page where its home is."""
    return {} if session.call.home is None else {"TUINEWS_HOME": str(Path(session.call.home).absolute())}


COMMANDS = {"serve": Command(_describe, _serve, ("serve", "serve --port 9000", "serve --demo"), _NOTES)}
