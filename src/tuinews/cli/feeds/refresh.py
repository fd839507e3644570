"""`refresh`: fetch what is due."""

from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Sequence
from contextlib import suppress

from tuinews.cli.command import Command
from tuinews.cli.json_shapes import refresh_shape, summary_shape
from tuinews.cli.output import Advance, Output
from tuinews.cli.session import Session
from tuinews.engine.results import Refreshed, Summary
from tuinews.model.clock import MINUTE, Instant, ago
from tuinews.model.event import Event, Noticed, RefreshProgressed
from tuinews.model.url import redact

SOME_FAILED = 3
"""Exit code when the refresh was done but some feeds failed."""


def _describe(parser: ArgumentParser) -> None:
    parser.add_argument("feeds", metavar="FEED", nargs="*", help="only these: id, URL or unique part of the title")
    parser.add_argument("--force", action="store_true", help="due or not; still polite, never inside a Retry-After")
    parser.add_argument("--json", action="store_true", help="one object a line as each feed ends, then the summary")


async def _refresh(session: Session, values: Namespace) -> int:
    output = session.output
    failures: list[Refreshed] = []
    ended: list[Refreshed] = []
    with output.progress() as advance:
        async with session.library(_listener(output, advance)) as library:
            chosen = [(await library.feeds.find(ref)).id for ref in values.feeds]
            report = _reporter(output, failures, ended, named=bool(chosen), as_json=values.json)
            summary = await library.refresh.run(tuple(dict.fromkeys(chosen)), force=values.force, report=report)
            due = {feed.id: feed.next_check for feed in await library.feeds.all()}
    for refreshed in failures:
        output.note(f"{redact(refreshed.url)}: {refreshed.error}")
    if values.json:
        output.json_line(summary_shape(summary))
    else:
        early = [due.get(one.feed_id) for one in ended if one.outcome == "not_due"]
        output.note(_sentence(summary, early, session.now(), forced=values.force))
    return SOME_FAILED if summary.failed else 0


def _listener(output: Output, advance: Advance) -> Callable[[Event], None]:
    def listen(event: Event) -> None:
        match event:
            case RefreshProgressed(done=done, total=total, new=new):
                advance(done, total, f"{new} new")
            case Noticed(sentence=sentence):
                output.note(sentence)
            case _:
                pass

    return listen


def _reporter(
    output: Output, failures: list[Refreshed], ended: list[Refreshed], *, named: bool, as_json: bool
) -> Callable[[Refreshed], None]:
    def report(refreshed: Refreshed) -> None:
        ended.append(refreshed)
        failed = refreshed.outcome == "failed" and not refreshed.offline
        # who asks for a feed by name is told why it is left alone
        if failed or (named and refreshed.outcome == "limited" and refreshed.error):
            failures.append(refreshed)
        if as_json:
            # whoever reads may leave: the refresh goes on, and the summary meets the same end
            with suppress(BrokenPipeError):
                output.json_line(refresh_shape(refreshed))

    return report


def _sentence(summary: Summary, early: Sequence[Instant | None], now: Instant, *, forced: bool) -> str:
    """Return a refresh in sum; `early` says when the feeds may be asked that were not due."""
    if not summary.feeds:
        return "No feeds to refresh yet: `tuinews add URL` subscribes to one."
    counts = ((summary.limited, "limited"), (summary.gone, "gone"), (summary.failed, "failed"))
    failed = "".join(f", {count} {name}" for count, name in counts if count)
    feeds = "1 feed" if summary.feeds == 1 else f"{summary.feeds} feeds"
    unchanged = summary.unchanged - len(early)
    waiting = f", {len(early)} not due{_hint(early, now, forced=forced)}" if early else ""
    return f"{feeds}: {summary.updated} updated, {unchanged} unchanged{waiting}{failed}; {summary.new} new."


def _hint(early: Sequence[Instant | None], now: Instant, *, forced: bool) -> str:
    """Return when the first of the other feeds is due, and how to ask before."""
    if forced:
        return " again so soon"
    known = [moment for moment in early if moment is not None]
    first = f"the first in {ago(now, min(known))}; " if known and min(known) - now >= MINUTE else ""
    return f" ({first}--force asks now)"


COMMANDS = {"refresh": Command(_describe, _refresh, ("refresh", "refresh --force planet", "refresh --json | tail -1"))}
