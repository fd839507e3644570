"""`list`, `count`, `mark`, `tag` and `topics`."""

import asyncio
from argparse import ArgumentParser, Namespace
from collections.abc import AsyncIterator, Iterator, Sequence

from tuinews.cli.command import Command
from tuinews.cli.json_shapes import entry_shape, topic_shape
from tuinews.cli.output import Column
from tuinews.cli.session import Session
from tuinews.engine.library import Library
from tuinews.model.clock import Instant, ago, to_iso
from tuinews.model.entry import Entry, Flag, Headline, Mark, Marked
from tuinews.model.error import NotFoundError, UsageError
from tuinews.model.ids import EntryId
from tuinews.model.query import Everything, Order, Query, help_lines, parse_query
from tuinews.model.text import NAME_LIMIT, SafeText, safe_text
from tuinews.model.url import is_web

SCREENFUL = 100
"""Most headlines that `list` shows on a terminal without --limit."""

_PAGE, _SLICE = 256, 64
"""Headlines, and whole entries, that are asked for at once."""

QUERY_NOTES = "\n".join(
    (
        'a query is made of words, "phrases", /regex/ and key:value; all must match, unless OR stands between them;',
        "( ) group, - before a part excludes it, quotes keep a value with spaces together:",
        *help_lines(),
    )
)
"""The query language for `--help`, from its own table."""

_MARKS = {
    "read": (Flag.READ, True),
    "unread": (Flag.READ, False),
    "star": (Flag.STARRED, True),
    "unstar": (Flag.STARRED, False),
    "later": (Flag.LATER, True),
    "unlater": (Flag.LATER, False),
}


async def find_entry(library: Library, ref: str) -> EntryId:
    """Return the entry with this id or address; raises NotFoundError."""
    if ref.isascii() and ref.isdigit() and len(ref) < 19:
        return (await library.entries.entry(EntryId(int(ref)))).id
    found = await library.entries.find(ref) if is_web(ref) else None
    if found is None:
        raise NotFoundError(f"There is no entry {ref!r}: name one by its id (see `tuinews list`) or its cached URL.")
    return found


def add_query(parser: ArgumentParser) -> None:
    """Add the QUERY words, which are one query together, to a parser."""
    parser.add_argument("query", metavar="QUERY", nargs="*", help="for example: is:unread feed:planet newer:2d -sports")


def read_query(words: Sequence[str], now: Instant, sort: str | None = None) -> Query:
    """Return the words as one query, in the order that was asked for; raises QueryError."""
    return parse_query(" ".join([*words, *([f"sort:{sort}"] if sort else [])]), now)


def read_choice(text: str, now: Instant) -> Query:
    """Return the query of `--query`; raises UsageError when it is empty, as a script's empty variable would be."""
    query = parse_query(text, now)
    if query.condition == Everything():
        raise UsageError("--query names no condition, so it would take everything: write is:unread, or older:2w.")
    return query


async def make_searchable(session: Session, library: Library, query: Query) -> bool:
    """Index what a refresh has left for later, if the query needs the index; return whether anything was left."""
    behind = await library.entries.count_unsearched(query)
    if behind:
        session.output.note(f"Making {behind} new articles searchable …")
        await library.upkeep.catch_up()
    return behind > 0


async def make_ready(session: Session, library: Library, query: Query) -> None:
    """Index what a typed query needs, and warn of feeds and folders in it that are not there."""
    for lost in await library.entries.find_missing_feeds(query):
        kind = "feed" if lost.field == "feed" else "folder or label"
        session.output.note(f"No {kind} is called “{lost.value}”: `tuinews feeds` lists what there is.")
    await make_searchable(session, library, query)


def _describe_list(parser: ArgumentParser) -> None:
    add_query(parser)
    parser.add_argument(
        "--sort", metavar="S", choices=[order.value for order in Order], help=f"one of {', '.join(Order)}"
    )
    parser.add_argument("--limit", metavar="N", type=_limit, help="at most so many; 0 for all")
    parser.add_argument("--json", action="store_true", help="print a list of entries; its times are UTC")


def _limit(text: str) -> int:
    """Return how many headlines are wanted; raises UsageError."""
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        raise UsageError("--limit counts headlines: write a positive number, or 0 for all.")
    return int(text)


async def _list(session: Session, values: Namespace) -> int:
    async with session.library() as library:
        query = read_query(values.query, session.now(), values.sort)
        browsing = session.output.on_terminal and not values.json
        limit = SCREENFUL if values.limit is None and browsing else values.limit
        await make_ready(session, library, query)
        ids = await library.entries.ids(query, limit or None)
        if values.json:
            with session.output.json_list() as add:
                async for entry in _entries(library, ids):
                    add(entry_shape(entry))
            return 0
        headlines = [headline async for headline in _headlines(library, ids)]
        if browsing:
            _show(session, headlines, session.now())
            await _mention_rest(session, library, query, len(headlines), values.limit)
        else:
            session.output.rows((), map(_line, headlines))
    return 0


async def _entries(library: Library, ids: Sequence[int]) -> AsyncIterator[Entry]:
    for start in range(0, len(ids), _SLICE):
        asked = (_entry(library, EntryId(number)) for number in ids[start : start + _SLICE])
        for entry in await asyncio.gather(*asked):
            if entry is not None:
                yield entry


async def _entry(library: Library, entry_id: EntryId) -> Entry | None:
    """Return the entry, or `None` if it went while the list was written."""
    try:
        return await library.entries.entry(entry_id)
    except NotFoundError:
        return None


async def _headlines(library: Library, ids: Sequence[int]) -> AsyncIterator[Headline]:
    for start in range(0, len(ids), _PAGE):
        for headline in await library.entries.page(ids[start : start + _PAGE]):
            yield headline


def _line(headline: Headline) -> tuple[str, ...]:
    return (str(headline.id), to_iso(headline.moment) or "", headline.feed, headline.title)


def _show(session: Session, headlines: Sequence[Headline], now: Instant) -> None:
    columns = (
        Column("id", "dim", justify="right"),
        Column(""),
        Column("age", "dim", justify="right"),
        Column("feed", "cyan", limit=20),
        Column("title", flexible=True),
    )
    session.output.rows(columns, _cells(headlines, now))


def _cells(headlines: Sequence[Headline], now: Instant) -> Iterator[tuple[str, ...]]:
    for one in headlines:
        flags = ("○" if one.read else "●") + ("★" if one.starred else " ")
        yield (str(one.id), flags, ago(one.moment, now), one.feed, one.title)


async def _mention_rest(session: Session, library: Library, query: Query, shown: int, limit: int | None) -> None:
    if not shown:
        session.output.note("Nothing matches.")
    elif shown == SCREENFUL and limit is None:
        total = await library.entries.count(query)
        if total > shown:
            session.output.note(f"{shown} of {total} shown: --limit 0 shows all.")


async def _count(session: Session, values: Namespace) -> int:
    async with session.library() as library:
        query = read_query(values.query, session.now())
        await make_ready(session, library, query)
        number = await library.entries.count(query)
    session.output.line(str(number))
    return 0


def _describe_mark(parser: ArgumentParser) -> None:
    parser.add_argument("mark", metavar="MARK", choices=tuple(_MARKS), help=f"one of {', '.join(_MARKS)}")
    parser.add_argument("entries", metavar="ENTRY", nargs="*", help="an entry's id, or its URL")
    parser.add_argument("--query", metavar="Q", help="all that match, instead of single entries")


async def _mark(session: Session, values: Namespace) -> int:
    if bool(values.entries) == (values.query is not None):
        raise UsageError("Say what to mark: either entries by id or URL, or --query Q.")
    flag, value = _MARKS[values.mark]
    async with session.library() as library:
        if values.query is not None:
            query = read_choice(values.query, session.now())
            await make_ready(session, library, query)
            marked = await library.entries.mark_all(query, flag, value=value)
        else:
            ids = [await find_entry(library, ref) for ref in values.entries]
            marked = await library.entries.mark(Mark(flag, value, tuple(dict.fromkeys(ids))))
    session.output.note(marked.sentence)
    return 0


def _describe_tag(parser: ArgumentParser) -> None:
    parser.add_argument("entry", metavar="ENTRY", help="an entry's id, or its URL")
    parser.add_argument("tags", metavar="+NAME|-NAME", nargs="*", help="give a tag, take one off; without: list them")


async def _tag(session: Session, values: Namespace) -> int:
    add, remove = _split_tags(values.tags)
    async with session.library() as library:
        entry_id = await find_entry(library, values.entry)
        if not values.tags:
            entry = await library.entries.entry(entry_id)
            session.output.rows((), [(tag,) for tag in (*entry.user_tags, *entry.tags)])
            return 0
        marked: Marked = await library.entries.tag((entry_id,), add, remove)
    session.output.note(marked.sentence)
    return 0


def _split_tags(words: Sequence[str]) -> tuple[list[SafeText], list[SafeText]]:
    add: list[SafeText] = []
    remove: list[SafeText] = []
    for word in words:
        name = safe_text(word[1:], NAME_LIMIT)
        if word[:1] not in {"+", "-"} or not name:
            raise UsageError(f"{word!r} is neither +NAME (give the tag) nor -NAME (take it off).")
        (add if word[0] == "+" else remove).append(name)
    return add, remove


def _describe_topics(parser: ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="print a list of tags with their counts")


async def _topics(session: Session, values: Namespace) -> int:
    async with session.library() as library:
        topics = await library.entries.topics(1_000_000)
    if values.json:
        session.output.json_rows(map(topic_shape, topics))
        return 0
    columns = (Column("total", justify="right"), Column("unread", justify="right"), Column("tag", flexible=True))
    session.output.rows(columns, ((str(topic.total), str(topic.unread), topic.name) for topic in topics))
    return 0


COMMANDS = {
    "list": Command(
        _describe_list,
        _list,
        ("list", "list is:unread newer:1d", "list 'tag:\"Port Aldry\" -feed:planet' --json", "list --sort oldest"),
        QUERY_NOTES,
    ),
    "count": Command(add_query, _count, ("count", "count is:unread folder:World"), QUERY_NOTES),
    "mark": Command(
        _describe_mark, _mark, ("mark read 42 43", "mark star 42", "mark read --query 'older:2w'"), QUERY_NOTES
    ),
    "tag": Command(_describe_tag, _tag, ("tag 42 +rivers '+to quote' -boring", "tag 42")),
    "topics": Command(_describe_topics, _topics, ("topics", "topics --json")),
}
