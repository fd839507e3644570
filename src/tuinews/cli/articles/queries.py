"""Queries as commands take them: their words, their help, and what has to be so before they are asked."""

from argparse import ArgumentParser
from collections.abc import Sequence
from contextlib import suppress

from tuinews.cli.references import STDIN
from tuinews.cli.session import CommandSession
from tuinews.engine.library import Library
from tuinews.model.clock import Instant
from tuinews.model.error import NotFoundError, QueryError, StoreError, UsageError
from tuinews.model.language import tr
from tuinews.model.query import (
    Everything,
    Query,
    asks_for_aged,
    asks_for_stories,
    find_view_names,
    help_lines,
    parse_query,
    read_since,
)

QUERY_NOTES = "\n".join(
    (
        'a query is made of words, "phrases", begin*, NEAR(a b), /regex/, key:value; all must match unless OR stands',
        "between them; a NEAR/3 b has at most three words between;",
        "( ) group, - before a part excludes it, quotes keep a value with spaces together:",
        *help_lines(),
    )
)
"""The query language for `--help`, from its own table."""


_SOON, _FEW = 1.0, 2_000
"""Seconds that a command which only tells of stories takes to look for them, and among how many articles at most."""


def add_query(parser: ArgumentParser) -> None:
    """Add the QUERY words, which are one query together, to a parser."""
    parser.add_argument("query", metavar="QUERY", nargs="*", help="for example: is:unread feed:planet newer:2d -sports")


def read_query(words: Sequence[str], now: Instant, sort: str | None = None) -> Query:
    """Return the words as one query, in the order that was asked for.

    Raises:
        QueryError: they are none.
        UsageError: they are `-` alone, which elsewhere stands for what stdin names.
    """
    if [*words] == [STDIN]:
        raise UsageError(tr("A query is not read from stdin: write it in place of -, or leave - out for all articles."))
    return parse_query(" ".join([*words, *([f"sort:{sort}"] if sort else [])]), now)


def read_moment(text: str, now: Instant) -> Instant:
    """Return the moment of `--since`: an age, a date or a time; raises UsageError."""
    try:
        return read_since(text, now)
    except QueryError as error:
        raise UsageError(f"--since: {error}") from None


def read_choice(text: str, now: Instant) -> Query:
    """Return the query of `--query`; raises UsageError when it is empty, as a script's empty variable would be."""
    query = parse_query(text, now)
    if query.condition == Everything():
        raise UsageError(tr("--query names no condition, so it would take everything: write is:unread, or older:2w."))
    return query


async def make_searchable(session: CommandSession, library: Library, query: Query) -> bool:
    """Index what a refresh has left for later, if the query needs the index; return whether anything was left."""
    behind = await library.entries.count_unsearched(query)
    if behind:
        session.output.remark(tr("Making {behind} articles searchable …", behind=behind))
        try:
            with session.output.progress() as advance:
                await library.upkeep.catch_up(lambda done, total: advance(done, total, tr("articles made searchable")))
        except StoreError as error:
            session.output.note(tr("{behind} new articles are not searched: {error}", behind=behind, error=error))
            return False
        if left := await library.entries.count_unsearched(query):
            session.output.note(
                tr(
                    "{left} older articles are still to be indexed anew, some with each search and all "
                    "while the reader is open: until then title: and words in scripts without spaces may "
                    "not find them.",
                    left=left,
                )
            )
    return behind > 0


async def make_ready(session: CommandSession, library: Library, query: Query) -> None:
    """Index what a typed query needs, and warn of feeds and folders in it that are not there.

    Raises:
        NotFoundError: it names a view that is not there.
    """
    for name in await library.entries.find_missing_views(query):
        raise NotFoundError(tr("There is no view “{name}”: `tuinews views` lists what there is.", name=name))
    await tell_missing_feeds(session, library, query)
    if asks_for_aged(query.condition) or find_view_names(query.condition):
        with suppress(StoreError):  # where nothing can be written, what aged before is told
            await library.freshness.sweep(measure=False)
    await make_searchable(session, library, query)
    if asks_for_stories(query.condition):
        await find_stories(session, library)


async def tell_missing_feeds(session: CommandSession, library: Library, query: Query) -> None:
    """Warn of feeds and folders in a query that are not there."""
    for lost in await library.entries.find_missing_feeds(query):
        kind = "feed" if lost.field == "feed" else tr("folder or label")
        session.output.note(
            tr("No {kind} is called “{value}”: `tuinews feeds` lists what there is.", kind=kind, value=lost.value)
        )


async def find_some_stories(library: Library) -> None:
    """Look for stories among the few articles that a refresh has left for later: what is many is left to others."""
    if 0 < await library.entries.count_ungrouped() < _FEW:
        await look_for_stories(library, _SOON)


async def look_for_stories(library: Library, seconds: float) -> None:
    """Look for stories among what a refresh has left for later, as far as one comes in that time."""
    if await library.entries.count_ungrouped():
        with suppress(StoreError):  # what cannot be written can be read
            await library.stories.catch_up(seconds=seconds)


async def find_stories(session: CommandSession, library: Library) -> None:
    """Look for stories among what a refresh has left for later."""
    with session.output.progress() as advance:
        try:
            await library.stories.catch_up(lambda done, total: advance(done, total, tr("articles compared")))
        except StoreError as error:
            session.output.note(tr("The newest articles are in no story yet: {error}", error=error))
