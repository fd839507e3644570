"""`list` and `count`: the headlines that match a query, and their number."""

from argparse import ArgumentParser, Namespace
from collections.abc import AsyncIterator, Iterator, Sequence
from typing import TYPE_CHECKING

from tuinews.cli.articles.queries import QUERY_NOTES, add_query, find_some_stories, make_ready, read_query
from tuinews.cli.command import Command
from tuinews.cli.output import TableColumn
from tuinews.cli.session import CommandSession
from tuinews.engine.library import Library
from tuinews.engine.rules.entry_shape import entry_shape
from tuinews.model.clock import Instant, format_ago, to_iso
from tuinews.model.entry import Entry, Headline
from tuinews.model.error import UsageError
from tuinews.model.language import tr
from tuinews.model.query import Order, Query
from tuinews.model.text import UNTITLED

if TYPE_CHECKING:
    from tuinews.model.query.snippet import Snippet


SCREENFUL = 100
"""Most headlines that `list` shows on a terminal without --limit."""

_PAGE = 256
"""Headlines, or whole entries, that are asked for at once."""


def _describe_list(parser: ArgumentParser) -> None:
    add_query(parser)
    parser.add_argument(
        "--sort",
        metavar="S",
        choices=[order.value for order in Order],
        help=tr("one of {order}", order=", ".join(Order)),
    )
    parser.add_argument(
        "--limit",
        metavar="N",
        type=_limit,
        help=tr("at most so many; 0 for all, which is usual but on a terminal ({screenful})", screenful=SCREENFUL),
    )
    parser.add_argument("--json", action="store_true", help="print a list of entries; its times are UTC")
    parser.add_argument("--jsonl", action="store_true", help="print one entry a line, each as a JSON object")


def _limit(text: str) -> int:
    """Return how many headlines are wanted; raises UsageError."""
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        raise UsageError(tr("--limit counts headlines: write a positive number, or 0 for all."))
    return int(text)


async def _list(session: CommandSession, values: Namespace) -> int:
    async with session.library() as library:
        query = read_query(values.query, session.now(), values.sort)
        browsing = session.output.shows_tables and not (values.json or values.jsonl)
        limit = SCREENFUL if values.limit is None and browsing else values.limit
        await make_ready(session, library, query)
        if values.json or values.jsonl:
            await find_some_stories(library)
        ids = await library.entries.ids(query, limit or None)
        if await library.search.is_rank_bounded(query):
            session.output.note(tr("Very many match: the newest are sorted by relevance, the others follow by time."))
        if values.json or values.jsonl:
            from tuinews.cli.json_shapes import snippet_shape

            with session.output.json_list(lines=values.jsonl) as add:
                async for entry, snippet in _entries(library, query, ids):
                    add(entry_shape(entry) | snippet_shape(snippet))
            return 0
        headlines = [headline async for headline in _headlines(library, ids)]
        if browsing:
            _show(session, headlines, session.now())
            await _mention_rest(session, library, query, len(headlines), values.limit)
        else:
            session.output.rows((), map(_line, headlines))
    return 0


async def _entries(library: Library, query: Query, ids: Sequence[int]) -> "AsyncIterator[tuple[Entry, Snippet | None]]":
    """Yield entries, each with the piece of its text that shows what was searched for, if words were."""
    for start in range(0, len(ids), _PAGE):
        page = ids[start : start + _PAGE]
        snippets = await library.search.read_snippets(query, page)
        for entry in await library.entries.entries(page):
            yield entry, snippets.get(entry.id)


async def _headlines(library: Library, ids: Sequence[int]) -> AsyncIterator[Headline]:
    for start in range(0, len(ids), _PAGE):
        for headline in await library.entries.page(ids[start : start + _PAGE]):
            yield headline


def _line(headline: Headline) -> tuple[str, ...]:
    return (str(headline.id), to_iso(headline.moment) or "", headline.feed, headline.title or UNTITLED)


def _show(session: CommandSession, headlines: Sequence[Headline], now: Instant) -> None:
    columns = (
        TableColumn("id", "dim", justify="right"),
        TableColumn(""),
        TableColumn("age", "dim", justify="right"),
        TableColumn("feed", "cyan", limit=20),
        TableColumn("title", flexible=True),
    )
    session.output.rows(columns, _cells(headlines, now))


def _cells(headlines: Sequence[Headline], now: Instant) -> Iterator[tuple[str, ...]]:
    for one in headlines:
        flags = ("○" if one.read else "●") + ("★" if one.starred else " ")
        yield (str(one.id), flags, format_ago(one.moment, now), one.feed, one.title or UNTITLED)


async def _mention_rest(session: CommandSession, library: Library, query: Query, shown: int, limit: int | None) -> None:
    if not shown:
        session.output.note(tr("Nothing matches."))
    elif shown == SCREENFUL and limit is None:
        total = await library.entries.count(query)
        if total > shown:
            session.output.note(tr("{shown} of {total} shown: --limit 0 shows all.", shown=shown, total=total))


def _describe_count(parser: ArgumentParser) -> None:
    add_query(parser)
    parser.add_argument("--json", action="store_true", help="print an object with the count")


async def _count(session: CommandSession, values: Namespace) -> int:
    async with session.library() as library:
        query = read_query(values.query, session.now())
        await make_ready(session, library, query)
        number = await library.entries.count(query)
    if values.json:
        session.output.json({"count": number})
    else:
        session.output.line(str(number))
    return 0


COMMANDS = {
    "list": Command(
        _describe_list,
        _list,
        (
            "list",
            "list is:unread newer:1d",
            "list 'tag:\"Port Aldry\" -feed:planet' --json",
            "list view:Coast --sort oldest",
        ),
        QUERY_NOTES,
    ),
    "count": Command(_describe_count, _count, ("count", "count is:unread folder:World"), QUERY_NOTES),
}
