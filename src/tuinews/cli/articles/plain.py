"""`read --plain`: articles one after the other, only ever appended: for screen readers and braille displays."""

from argparse import ArgumentParser, Namespace

from tuinews.cli.articles.queries import QUERY_NOTES, add_query, make_ready, read_query
from tuinews.cli.command import Command
from tuinews.cli.plain.manual import commands
from tuinews.cli.plain.plain_reader import PlainReader
from tuinews.cli.session import CommandSession
from tuinews.model.error import UsageError
from tuinews.model.language import tr

_NOTES = """\
On a terminal there is a line to type on after each article: Enter goes on, h says what else can be typed, and each
command of the program can be, too. Without one, all articles are printed and nothing is marked.
"""


def _describe(parser: ArgumentParser) -> None:
    add_query(parser)
    parser.add_argument("--plain", action="store_true", help="linear output; without it the reader is `tuinews`")


async def _read(session: CommandSession, values: Namespace) -> int:
    if not values.plain:
        raise UsageError(tr("`tuinews read` reads in plain lines: say --plain, or `tuinews` alone for the reader."))
    async with session.library() as library:
        query = read_query(values.query or ["is:unread"], session.now())
        await make_ready(session, library, query)
        reader = PlainReader(session, library, commands())
        found = await reader.start(query)
        if session.interactive():
            await reader.converse()
        elif found:
            await reader.print_rest()
    return 0


COMMANDS = {
    "read": Command(
        _describe, _read, ("read --plain", "read --plain folder:World newer:1d"), f"{_NOTES}\n{QUERY_NOTES}"
    )
}
