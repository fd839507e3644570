"""`inspect`: what the parsers make of files, in the same workers with the same limits, without a library."""

import asyncio
import json
import re
import sys
import zlib
from argparse import ArgumentParser, Namespace
from collections.abc import AsyncIterator, Callable, Sequence
from pathlib import Path
from time import perf_counter
from typing import Any, NamedTuple

from tuinews.cli.command import Command
from tuinews.cli.json_shapes import Shape, link_shape
from tuinews.cli.session import CommandSession
from tuinews.cli.stopwatch import measure_time
from tuinews.cli.upkeep.inspected_files import RefusedError, read_file
from tuinews.cli.upkeep.inspected_stories import STORIES, inspect_stories
from tuinews.engine.arrivals.drafts import describe_surplus
from tuinews.engine.workers.jobs import explain_page, extract_page, find_feeds, inspect_feed, read_list
from tuinews.engine.workers.pool import JobFailedError, WorkerPool
from tuinews.model.clock import to_iso
from tuinews.model.error import UsageError
from tuinews.model.feed import FeedLink
from tuinews.model.language import tr
from tuinews.model.parsed import (
    Cut,
    Expected,
    ExtractedPage,
    Listed,
    ParsedEntry,
    ParsedFeed,
    ParseFailure,
    SubscriptionList,
)
from tuinews.model.text import bare_words, safe_text
from tuinews.model.url import hide_bare_logins, redact

_AHEAD = 16
"""Files that are read at once."""


class Case(NamedTuple):
    """A file to read, and the address that it is from."""

    file: str
    url: str
    error: str | None = None
    """Why there is no such file."""


class FileKind(NamedTuple):
    """How one kind of file is read and printed."""

    job: Callable[..., Any]
    arguments: Callable[[bytes, Case], tuple[Any, ...]]
    seconds: float
    shape: Callable[[Any], Shape]
    empty: Shape
    """What is printed for a refused file."""


def _feed_shape(feed: ParsedFeed) -> Shape:
    """Return a feed as it was read; `warning` only if something was wrong with it, or more is in it than is taken."""
    warning = " ".join(filter(None, (feed.warning, describe_surplus(len(feed.entries)))))
    shape: Shape = {"title": feed.card.title or None, "entries": [_entry_shape(entry) for entry in feed.entries]}
    return shape | {"warning": warning} if warning else shape


_INSIDE_WORDS = re.compile(
    r"</?(?:a|abbr|acronym|b|bdi|bdo|big|cite|code|data|del|dfn|em|font|i|ins|kbd|mark|q|s|samp|small|span|strike|"
    r"strong|sub|sup|time|tt|u|var|wbr)(?:\s[^<>]*)?/?>",
    re.IGNORECASE,
)
"""Tags that part no words (HTML, section 4.5)."""


def _plain(html: str) -> str:
    """Return the words of an entry's HTML with single spaces, and with none that its markup does not show."""
    return " ".join(bare_words(_INSIDE_WORDS.sub("", html)).split())


def _entry_shape(entry: ParsedEntry) -> Shape:
    return {
        "title": entry.title or None,
        "link": entry.url or None,
        "id": entry.guid or None,
        "date": to_iso(entry.published if entry.published is not None else entry.updated),
        "text": _plain(entry.html) or None,
        "tags": list(entry.tags),
        "enclosures": [enclosure.url for enclosure in entry.enclosures],
    }


def _page_shape(page: ExtractedPage) -> Shape:
    return {
        "title": page.title or None,
        "author": page.author or None,
        "agency": page.agency or None,
        "date": to_iso(page.published),
        "tags": list(page.tags),
        "related": [{"title": link.title or None, "href": link.url} for link in page.related],
        "text": page.text or None,
        "html": page.html or None,
    }


def _explanation_shape(explained: tuple[ExtractedPage, Sequence[Cut]]) -> Shape:
    page, cuts = explained
    return _page_shape(page) | {"cuts": [{"what": cut.what, "why": cut.why, "text": cut.text} for cut in cuts]}


def _site_shape(links: Sequence[FeedLink]) -> Shape:
    return {"feeds": [link_shape(link) for link in links]}


def _list_shape(found: SubscriptionList) -> Shape:
    return {"outlines": [_outline_shape(line) for line in found.listed]}


def _outline_shape(line: Listed) -> Shape:
    """Return a feed as the list has it; one that an import leaves out says why."""
    outline = line.outline
    url = hide_bare_logins(outline.url) or None
    shape: Shape = {"folder": list(outline.folder), "title": outline.title or None, "url": url}
    return shape | {"left_out": line.refusal} if line.refusal else shape


KINDS = {
    "feed": FileKind(
        inspect_feed, lambda data, case: (data, case.url), 5.0, _feed_shape, {"title": None, "entries": []}
    ),
    "page": FileKind(
        extract_page,
        lambda data, case: (data, case.url, "", Expected()),
        5.0,
        _page_shape,
        _page_shape(ExtractedPage()),
    ),
    "site": FileKind(find_feeds, lambda data, case: (data, case.url), 5.0, _site_shape, {"feeds": []}),
    "opml": FileKind(read_list, lambda data, case: (data, Path(case.file).name), 30.0, _list_shape, {"outlines": []}),
}

EXPLAINED = FileKind(
    explain_page,
    lambda data, case: (data, case.url),
    5.0,
    _explanation_shape,
    _explanation_shape((ExtractedPage(), ())),
)
"""A page with what was left out of it."""


def _describe(parser: ArgumentParser) -> None:
    kinds = (*KINDS, STORIES)
    parser.add_argument(
        "kind", metavar="KIND", choices=kinds, help=tr("what they are: {kinds}", kinds=", ".join(kinds))
    )
    parser.add_argument("files", metavar="FILE", nargs="*", help="files to read; .gz is unpacked, - is stdin")
    parser.add_argument("--url", metavar="U", default="", help="where they are from, for relative links")
    parser.add_argument("--batch", action="store_true", help='read {"file": …, "url": …}, one a line, from stdin')
    parser.add_argument("--explain", action="store_true", help="of a page: also what was left out, and why")
    parser.add_argument("--folded", action="store_true", help="of stories: only what the reader folds into one line")
    parser.add_argument("--json", action="store_true", help="one object a line; also without it")


async def _inspect(session: CommandSession, values: Namespace) -> int:
    if bool(values.files) == values.batch:
        raise UsageError(tr("Say what to inspect: either FILE…, or --batch with one object a line on stdin."))
    if values.kind == STORIES:
        return inspect_stories(session.output, values.files, folded=values.folded)
    if values.folded:
        raise UsageError(tr("--folded is for stories: say inspect stories FILE --folded."))
    if values.explain and values.kind != "page":
        raise UsageError(tr("--explain is for pages: say inspect page FILE --explain."))
    kind = EXPLAINED if values.explain else KINDS[values.kind]
    cases = _batch() if values.batch else _read_arguments(values.files, values.url)
    workers = WorkerPool()
    try:
        async for shape in _answer_in_order(cases, kind, workers):
            session.output.json_publication(shape)
    finally:
        workers.close()
    return 0


async def _read_arguments(files: Sequence[str], url: str) -> AsyncIterator[Case]:
    for file in files:
        yield Case(file, url)


async def _batch() -> AsyncIterator[Case]:
    """Give the cases on stdin as they come: a caller may wait for one answer before the next line."""
    while line := await asyncio.to_thread(sys.stdin.readline):
        if line.strip():
            yield _case(line)


def _case(line: str) -> Case:
    try:
        value = json.loads(line)
        return Case(str(value["file"]), str(value.get("url") or ""))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return Case(
            line.strip()[:200], "", tr('This line is no object like {"file": "page.html", "url": "https://…"}.')
        )


async def _answer_in_order(cases: AsyncIterator[Case], kind: FileKind, workers: WorkerPool) -> AsyncIterator[Shape]:
    """Read several at once and give the answers in the order of the cases."""
    pending: asyncio.Queue[asyncio.Task[Shape] | None] = asyncio.Queue(_AHEAD)
    free = asyncio.Semaphore(workers.size)

    async def send() -> None:
        async for case in cases:
            await pending.put(asyncio.create_task(_read(case, kind, workers, free)))
        await pending.put(None)

    sender = asyncio.create_task(send())
    while task := await pending.get():
        yield await task
    await sender


async def _read(case: Case, kind: FileKind, workers: WorkerPool, free: asyncio.Semaphore) -> Shape:
    async with free:
        started = perf_counter()
        try:
            result, spent = await _result(case, kind, workers)
        except RefusedError as error:
            result, spent = ParseFailure(safe_text(redact(str(error)))), round((perf_counter() - started) * 1000, 2)
    head: Shape = {"file": case.file, "ms": spent}
    explained = isinstance(result, tuple) and bool(result) and isinstance(result[0], ParseFailure)
    failure = result[0] if explained else result
    if isinstance(failure, ParseFailure):
        return head | {"error": failure.sentence} | kind.empty
    cut_short = isinstance(result, ParsedFeed) and result.cut and not result.entries
    return head | {"error": result.warning if cut_short else None} | kind.shape(result)


async def _result(case: Case, kind: FileKind, workers: WorkerPool) -> tuple[Any, float]:
    """Return what the job gave, and its milliseconds; raises RefusedError."""
    if case.error:
        raise RefusedError(case.error)
    try:
        arguments = kind.arguments(read_file(case.file), case)
        return await workers.run(measure_time, kind.job, *arguments, seconds=kind.seconds)
    except (OSError, EOFError, zlib.error, JobFailedError) as error:
        raise RefusedError(
            tr("{file} cannot be read: {getattr}.", file=case.file, getattr=getattr(error, "strerror", None) or error)
        ) from error


COMMANDS = {
    "inspect": Command(
        _describe,
        _inspect,
        (
            "inspect feed feed.xml | jq '.entries[].title'",
            "inspect page page.html.gz --url https://example.org/story",
            "inspect page page.html --explain | jq '.cuts'",
            "inspect opml feeds.opml",
            "inspect stories articles.jsonl",
            "inspect page --batch < pages.jsonl > results.jsonl",
        ),
    )
}
