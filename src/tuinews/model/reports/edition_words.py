"""Sentences about editions, for the screen, for commands and for files."""

from tuinews.model.clock import to_local
from tuinews.model.reports.edition import Edition


def describe_since(edition: Edition) -> str:
    """Return from when on an edition is: `your last visit, 2026-11-29 08:30`."""
    moment = f"{to_local(edition.since):%Y-%m-%d %H:%M}"
    return f"your last visit, {moment}" if edition.visited else moment


def describe_contents(edition: Edition) -> str:
    """Return what an edition has: `12 articles in 14 minutes, since …`."""
    count = sum(1 for _ in edition.entries)
    if not count:
        return f"Nothing new since {describe_since(edition)}. Enjoy the quiet."
    articles = "1 article" if count == 1 else f"{count} articles"
    minutes = "1 minute" if edition.minutes == 1 else f"{edition.minutes} minutes"
    return f"{articles} in {minutes}, of what is new since {describe_since(edition)}."


def describe_end(edition: Edition) -> str:
    """Return what stands at the end: that it was all, and how much was left out."""
    left = edition.left_out
    if not any(edition.entries):
        return f"{_count(left)} wait in the inbox, too long for {edition.budget} minutes." if left else "That was all."
    rest = f" {_count(left)} more wait in the inbox." if left else " Nothing was left out."
    return f"That was all since {describe_since(edition)}.{rest if left != 1 else rest.replace(' wait ', ' waits ')}"


def _count(number: int) -> str:
    return "1 article" if number == 1 else f"{number} articles"
