"""Mutes: queries whose entries are hidden, for a while or for good."""

from typing import NamedTuple

from tuinews.model.clock import DAY, Instant
from tuinews.model.entry import Headline
from tuinews.model.error import UsageError
from tuinews.model.ids import FeedId
from tuinews.model.language import tr
from tuinews.model.query.end_dates import read_end
from tuinews.model.text import EMPTY, SafeText, safe_text

RECENT = 30 * DAY
"""Seconds for which entries count as recent: what a mute hides is told for these."""

ENDLESS = frozenset({"", "never", "forever", "for ever", "for good", "always", "none"})
"""Words for a mute without an end."""


class Mute(NamedTuple):
    """A query whose entries are hidden."""

    id: int
    query: str
    feed_id: FeedId | None = None
    """The feed that it is about; `None`: about all."""
    until: Instant | None = None
    """When it ends; `None`: never."""
    added_at: Instant = 0
    feed: SafeText = EMPTY
    """The title of that feed."""
    feed_url: str = ""
    """The address of that feed."""
    hides: int = 0
    """Entries that it hides now; those that others hide as well count, too."""
    hides_30d: int = 0
    """Those of them that are of the last 30 days."""


class MutePreview(NamedTuple):
    """What a mute would hide if there were one."""

    total: int
    recent: int
    """Entries of the last 30 days."""
    samples: tuple[Headline, ...]
    """The newest of them."""


def read_until(text: str, now: Instant) -> Instant | None:
    """Return the moment that an end names; `None` for one that never comes.

    It is written as a date, as an age from now (`7d`, `2 weeks`), as `tomorrow` or a day of the week, or as `never`.

    Raises:
        UsageError: it names no moment, or one that is over.
    """
    wanted = text.strip()
    if wanted.lower().startswith("until "):
        wanted = wanted[len("until ") :]
    if " ".join(wanted.lower().split()) in ENDLESS:
        return None
    moment = read_end(wanted, now)
    if moment is None:
        raise UsageError(
            tr(
                "“{text}” is no end of a mute: write a date such as 2026-03-01, an age such as 7d, "
                "tomorrow, a day of the week, or never.",
                text=safe_text(text, 60),
            )
        )
    if moment <= now:
        raise UsageError(tr("“{text}” is over already: a mute ends later than now.", text=safe_text(text, 60)))
    return moment
