"""Sentences about editions, for the screen, for commands and for files."""

from tuinews.model.clock import format_moment
from tuinews.model.language import tr, tr_count
from tuinews.model.reports.edition import Edition


def describe_since(edition: Edition) -> str:
    """Return from when on an edition is: `your last visit, 2026-11-29 08:30`."""
    moment = format_moment(edition.since)
    return tr("your last visit, {moment}", moment=moment) if edition.visited else moment


def describe_contents(edition: Edition) -> str:
    """Return what an edition has: `12 articles in 14 minutes, since …`."""
    count = sum(1 for _ in edition.entries)
    if not count and edition.left_out:
        fitting = tr_count("{count} minute", "{count} minutes", edition.budget)
        return tr(
            "Nothing of what is new since {since} fits {fitting}.", since=describe_since(edition), fitting=fitting
        )
    if not count:
        quiet = tr("Enjoy the quiet.")
        if edition.unread:
            quiet = tr_count(
                "{count} unread article waits in the inbox.",
                "{count} unread articles wait in the inbox.",
                edition.unread,
            )
        return tr("Nothing new since {since}. {quiet}", since=describe_since(edition), quiet=quiet)
    articles, minutes = (
        tr_count("{count} article", "{count} articles", count),
        tr_count("{count} minute", "{count} minutes", edition.minutes),
    )
    return tr(
        "{articles} in {minutes}, of what is new since {since}.",
        articles=articles,
        minutes=minutes,
        since=describe_since(edition),
    )


def describe_end(edition: Edition) -> str:
    """Return what stands at the end: that it was all, and how much was left out."""
    left = edition.left_out
    if not any(edition.entries):
        return _describe_too_long(left, edition.budget) if left else tr("That was all.")
    rest = tr("Nothing was left out.")
    if left:
        rest = tr_count("{count} article more waits in the inbox.", "{count} articles more wait in the inbox.", left)
    return tr("That was all since {since}. {rest}", since=describe_since(edition), rest=rest)


def _describe_too_long(left: int, budget: int) -> str:
    return tr_count(
        "{count} article waits in the inbox, too long for {fitting}.",
        "{count} articles wait in the inbox, too long for {fitting}.",
        left,
        fitting=tr_count("{count} minute", "{count} minutes", budget),
    )
