"""`related`: the stored articles that are nearest to one, and the words that they share."""

from argparse import ArgumentParser, Namespace

from tuinews.cli.articles.queries import find_some_stories, make_searchable
from tuinews.cli.command import Command
from tuinews.cli.json_shapes import near_shape
from tuinews.cli.output import TableColumn
from tuinews.cli.references import find_entry
from tuinews.cli.session import CommandSession
from tuinews.model.language import tr
from tuinews.model.query import Query, TextMatch

_NOTES = """\
Articles of 60 days before and after are compared by the words and tags that few others have. Those of the same story
are left out, and what is not near enough; so there may be none.
"""

_SOME_WORD = Query("", TextMatch("any"))
"""A query that needs the search index, as finding related articles does."""


def _describe(parser: ArgumentParser) -> None:
    parser.add_argument("entry", metavar="ENTRY", help="an entry's id, or its URL")
    parser.add_argument("--json", action="store_true", help="print a list of articles, the nearest first")


async def _list_near(session: CommandSession, values: Namespace) -> int:
    async with session.library() as library:
        entry_id = await find_entry(library, values.entry)
        await make_searchable(session, library, _SOME_WORD)
        await find_some_stories(library)
        found = await library.related.find(entry_id)
    if values.json:
        session.output.json_rows(map(near_shape, found))
        return 0
    if not found:
        session.output.note(tr("Nothing that is stored is near enough to this article."))
        return 0
    columns = (
        TableColumn("id", justify="right"),
        TableColumn("score", justify="right"),
        TableColumn("title", "bold", flexible=True),
        TableColumn("feed", limit=24),
        TableColumn("shared", flexible=True),
    )
    rows = ((str(near.id), f"{near.score:.2f}", near.title, near.feed, ", ".join(near.shared)) for near in found)
    session.output.rows(columns, rows)
    return 0


COMMANDS = {"related": Command(_describe, _list_near, ("related 42", "related 42 --json"), _NOTES)}
