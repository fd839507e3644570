"""`read --plain`: articles one after the other, only ever appended: for screen readers and braille displays."""

from argparse import ArgumentParser, Namespace

from tuinews.article.write.text_file import text_article
from tuinews.cli.articles.queries import QUERY_NOTES, add_query, make_ready, read_query
from tuinews.cli.articles.show import WIDEST
from tuinews.cli.command import Command
from tuinews.cli.session import CommandSession
from tuinews.engine.library import Library
from tuinews.model.entry import Flag, Mark
from tuinews.model.error import UsageError
from tuinews.model.ids import EntryId

ASKED = "Enter: next, f: full text, s: star, k: keep unread, q: quit."


def _describe(parser: ArgumentParser) -> None:
    add_query(parser)
    parser.add_argument("--plain", action="store_true", help="linear output; without it the reader is `tuinews`")


async def _read(session: CommandSession, values: Namespace) -> int:
    if not values.plain:
        raise UsageError("`tuinews read` reads in plain lines: say --plain, or `tuinews` alone for the reader.")
    words = values.query or ["is:unread"]
    async with session.library() as library:
        query = read_query(words, session.now())
        await make_ready(session, library, query)
        ids = await library.entries.ids(query)
        if not ids:
            session.output.note("Nothing to read: nothing matches.")
        for number, raw in enumerate(ids, 1):
            session.output.line(f"Article {number} of {len(ids)}.")
            if not await _read_one(session, library, EntryId(raw)):
                break
    return 0


async def _read_one(session: CommandSession, library: Library, entry_id: EntryId) -> bool:
    """Print an article and do as asked; return False when the user has read enough.

    Without a terminal nothing is asked or marked.
    """
    width = min(session.output.width, WIDEST)
    session.output.publication(text_article(await library.articles.open(entry_id), width) + "\n")
    if not session.interactive():
        return True
    while True:
        match session.ask(ASKED):
            case None | "q":
                return False
            case "f":
                article = await library.articles.full_text(entry_id)
                session.output.publication(article.notice or text_article(article, width) + "\n")
            case "s":
                session.output.line(
                    (await library.entries.mark(Mark(flag=Flag.STARRED, value=True, ids=(entry_id,)))).sentence
                )
            case "k":
                return True
            case "":
                await library.entries.mark(Mark(flag=Flag.READ, value=True, ids=(entry_id,)))
                return True
            case _:
                session.output.line("Answer with one of the letters, or just Enter.")


COMMANDS = {"read": Command(_describe, _read, ("read --plain", "read --plain folder:World newer:1d"), QUERY_NOTES)}
