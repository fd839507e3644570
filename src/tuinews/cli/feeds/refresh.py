"""`refresh`: fetch what is due."""

from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Sequence
from contextlib import suppress

from tuinews.cli.articles.queries import look_for_stories
from tuinews.cli.command import PARTLY_DONE, Command
from tuinews.cli.json_shapes import NOBODY_ASKED, elsewhere_shape, refresh_shape, summary_shape
from tuinews.cli.output import Advance, Output
from tuinews.cli.references import add_ignore_missing, find_feeds, tell_missing
from tuinews.cli.session import CommandSession
from tuinews.engine.results import Refreshed, Summary
from tuinews.model.clock import MINUTE, Instant, format_ago
from tuinews.model.error import RefreshRunningError, UsageError
from tuinews.model.event import Event, Noticed, RefreshProgressed
from tuinews.model.language import tr
from tuinews.model.url import redact

PATIENCE = 30
"""Seconds for which a refresh waits for another one, unless --wait says otherwise."""

_LONGEST_WAIT = 86_400
_ELSEWHERE = "Another tuinews is refreshing still, so nobody was asked here: what it brings appears by itself."

_UNATTENDED = 20.0
"""Seconds that a refresh for which nobody waits goes on looking for stories among what is left from before."""


def _describe(parser: ArgumentParser) -> None:
    parser.add_argument(
        "feeds", metavar="FEED", nargs="*", help="only these: id, URL or unique part of the title; - reads them"
    )
    parser.add_argument(
        "--force", action="store_true", help="due or not; once a minute at most, and never inside a Retry-After"
    )
    parser.add_argument(
        "--wait",
        metavar="SECONDS",
        type=_seconds,
        default=PATIENCE,
        help=tr("how long to wait for a refresh of another tuinews ({patience}); 0: not at all", patience=PATIENCE),
    )
    parser.add_argument("--quiet", action="store_true", help="say nothing but what failed: for cron")
    add_ignore_missing(parser)
    parser.add_argument("--json", action="store_true", help="one object a line as each feed ends, then the summary")


def _seconds(text: str) -> int:
    """Return how long to wait; raises UsageError."""
    if not (text.isascii() and text.isdigit() and len(text) < 10 and int(text) <= _LONGEST_WAIT):
        raise UsageError(
            tr("--wait counts seconds: write a number from 0 to {longest_wait}.", longest_wait=_LONGEST_WAIT)
        )
    return int(text)


async def _refresh(session: CommandSession, values: Namespace) -> int:
    output = session.output
    ended: list[Refreshed] = []
    with output.progress(doing=tr("Fetching feeds"), hidden=values.quiet) as advance:
        async with session.library(_listener(output, advance, quiet=values.quiet)) as library:
            chosen = await find_feeds(session, library, values.feeds, ignored=values.ignore_missing)
            if values.feeds and not chosen.feeds:  # of nobody nothing is due, while no word at all means all feeds
                if values.json:
                    output.json_line(summary_shape(NOBODY_ASKED))
                return 0
            report = _reporter(output, ended, as_json=values.json)
            try:
                summary = await library.refresh.run(
                    [feed.id for feed in chosen.feeds], force=values.force, patience=values.wait, report=report
                )
            except RefreshRunningError:
                return _leave_to_other(output, values)
            if values.quiet:
                await look_for_stories(library, _UNATTENDED)
            due = {feed.id: feed.next_check for feed in await library.feeds.all()}
    _tell_failures(output, ended, limited=bool(chosen.feeds) and not values.quiet)
    if values.json:
        output.json_line(summary_shape(summary))
    elif not values.quiet:
        early = [due.get(one.feed_id) for one in ended if one.outcome == "not_due"]
        output.note(_sentence(summary, early, session.now(), forced=values.force))
    missing = tell_missing(session, "feed", chosen.missing, ignored=values.ignore_missing)
    return PARTLY_DONE if summary.failed or missing else 0


def _leave_to_other(output: Output, values: Namespace) -> int:
    """Say that another process refreshes still: that is no failure, since it brings the news here as well."""
    if values.json:
        output.json_line(elsewhere_shape(values.wait * 1000))
    if not values.quiet:
        output.note(_ELSEWHERE)
    return 0


def _listener(output: Output, advance: Advance, *, quiet: bool) -> Callable[[Event], None]:
    def listen(event: Event) -> None:
        match event:
            case RefreshProgressed(done=done, total=total, new=new):
                advance(done, total, tr("{new} new", new=new))
            case Noticed(sentence=sentence, severity=severity) if severity != "information" or not quiet:
                output.note(sentence)
            case _:
                pass

    return listen


def _reporter(output: Output, ended: list[Refreshed], *, as_json: bool) -> Callable[[Refreshed], None]:
    def report(refreshed: Refreshed) -> None:
        ended.append(refreshed)
        if as_json:
            # whoever reads may leave, and a disk be full: the refresh goes on, and the summary meets the same end
            with suppress(OSError):
                output.json_line(refresh_shape(refreshed))

    return report


def _tell_failures(output: Output, ended: Sequence[Refreshed], *, limited: bool) -> None:
    """Say of each feed that failed why.

    Who asks for a feed by name is told, too, why its host was left alone, and what was not taken.
    """
    for refreshed in ended:
        failed = refreshed.outcome == "failed" and not refreshed.offline
        if failed or (limited and refreshed.outcome == "limited" and refreshed.error):
            output.note(f"{redact(refreshed.url)}: {refreshed.error}")
        elif limited and refreshed.warning:
            output.note(f"{redact(refreshed.url)}: {refreshed.warning}")


def _sentence(summary: Summary, early: Sequence[Instant | None], now: Instant, *, forced: bool) -> str:
    """Return a refresh in sum; `early` says when the feeds may be asked that were not due."""
    if not summary.feeds:
        return tr("No feeds to refresh yet: `tuinews add URL` subscribes to one.")
    counts = ((summary.limited, "limited"), (summary.gone, "gone"), (summary.failed, "failed"))
    failed = "".join(f", {count} {name}" for count, name in counts if count)
    feeds = tr("1 feed") if summary.feeds == 1 else tr("{feeds} feeds", feeds=summary.feeds)
    unchanged = summary.unchanged - len(early)
    waiting = tr(", {count} not due{hint}", count=len(early), hint=_hint(early, now, forced=forced)) if early else ""
    counted = tr(
        "{feeds}: {updated} updated, {unchanged} unchanged{waiting}{failed}; {new} new.",
        feeds=feeds,
        updated=summary.updated,
        unchanged=unchanged,
        waiting=waiting,
        failed=failed,
        new=summary.new,
    )
    if summary.aged:
        counted += tr(
            " {aged} unread left the inbox by age, unmarked: `tuinews list aged:1d` shows them.", aged=summary.aged
        )
    return (
        tr("{counted} What the other refresh brought is not counted.", counted=counted)
        if summary.waited_ms
        else counted
    )


def _hint(early: Sequence[Instant | None], now: Instant, *, forced: bool) -> str:
    """Return when the first of the other feeds is due, and how to ask before."""
    if forced:
        return tr(" (asked less than a minute ago)")
    known = [moment for moment in early if moment is not None]
    first = tr("the first in {ago}; ", ago=format_ago(now, min(known))) if known and min(known) - now >= MINUTE else ""
    return tr(" ({first}--force asks now)", first=first)


_NOTES = """\
Only one tuinews refreshes at a time. One that meets another waits for it, then asks what is due still; if the other is
not done by then, it leaves with 0 and says so. With --json, the summary has waited_ms and refreshing_elsewhere then.
"""

COMMANDS = {
    "refresh": Command(
        _describe,
        _refresh,
        ("refresh", "refresh --force planet", "refresh --json | tail -1", "refresh --quiet --wait 300"),
        _NOTES,
    )
}
