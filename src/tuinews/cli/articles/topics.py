"""`topics`: every tag with its count."""

from argparse import ArgumentParser, Namespace

from tuinews.cli.command import Command
from tuinews.cli.json_shapes import topic_shape
from tuinews.cli.output import TableColumn
from tuinews.cli.session import CommandSession


def _describe(parser: ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="print a list of tags with their counts")


async def _topics(session: CommandSession, values: Namespace) -> int:
    async with session.library() as library:
        topics = await library.entries.topics(1_000_000)
    if values.json:
        session.output.json_rows(map(topic_shape, topics))
        return 0
    columns = (
        TableColumn("total", justify="right"),
        TableColumn("unread", justify="right"),
        TableColumn("tag", flexible=True),
    )
    session.output.rows(columns, ((str(topic.total), str(topic.unread), topic.name) for topic in topics))
    return 0


COMMANDS = {"topics": Command(_describe, _topics, ("topics", "topics --json"))}
