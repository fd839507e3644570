"""What stands above an article in a file: who says it, where and when, and its tags."""

from datetime import UTC, datetime

from tuinews.model.clock import LATEST, Instant
from tuinews.model.entry import Entry
from tuinews.model.text import SafeText

UNTITLED = SafeText("(without a title)")

NOTE_HEADING = "My note"
"""What stands over what the user wrote to an article."""


def facts(entry: Entry) -> tuple[str, ...]:
    """The feed, source, author, agency, dateline, time and reading minutes of an entry, as far as known."""
    moment = entry.moment if entry.published is None else entry.published
    when = local_time(moment)
    minutes = f"{entry.minutes} min" if entry.minutes else ""
    people = dict.fromkeys((entry.feed, entry.source, entry.author, entry.agency, entry.dateline))
    return tuple(part for part in (*people, when, minutes) if part)


def local_time(moment: Instant) -> str:
    """A moment in the user's zone, with its offset: `2026-11-14 07:42 +0200`."""
    clamped = max(0, min(LATEST, moment))
    return datetime.fromtimestamp(clamped, UTC).astimezone().strftime("%Y-%m-%d %H:%M %z")


def tags_of(entry: Entry) -> tuple[SafeText, ...]:
    """The user's own tags, then the publisher's, each once."""
    return tuple(dict.fromkeys((*entry.user_tags, *entry.tags)))
