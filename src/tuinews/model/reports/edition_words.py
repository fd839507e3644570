"""Sentences about editions, for the screen, for commands and for files."""

from tuinews.model.clock import format_moment
from tuinews.model.reports.edition import Edition
from tuinews.model.text import format_count


def describe_since(edition: Edition) -> str:
    """Return from when on an edition is: `your last visit, 2026-11-29 08:30`."""
    moment = format_moment(edition.since)
    return f"your last visit, {moment}" if edition.visited else moment


def describe_contents(edition: Edition) -> str:
    """Return what an edition has: `12 articles in 14 minutes, since …`."""
    count = sum(1 for _ in edition.entries)
    if not count and edition.left_out:
        fitting = format_count(edition.budget, "minute")
        return f"Nothing of what is new since {describe_since(edition)} fits {fitting}."
    if not count:
        waits = f"{format_count(edition.unread, 'unread article')} {'waits' if edition.unread == 1 else 'wait'}"
        quiet = f"{waits} in the inbox." if edition.unread else "Enjoy the quiet."
        return f"Nothing new since {describe_since(edition)}. {quiet}"
    articles, minutes = format_count(count, "article"), format_count(edition.minutes, "minute")
    return f"{articles} in {minutes}, of what is new since {describe_since(edition)}."


def describe_end(edition: Edition) -> str:
    """Return what stands at the end: that it was all, and how much was left out."""
    left, articles = edition.left_out, format_count(edition.left_out, "article")
    wait = "waits" if left == 1 else "wait"
    if not any(edition.entries):
        fitting = format_count(edition.budget, "minute")
        return f"{articles} {wait} in the inbox, too long for {fitting}." if left else "That was all."
    rest = f"{articles} more {wait} in the inbox." if left else "Nothing was left out."
    return f"That was all since {describe_since(edition)}. {rest}"
