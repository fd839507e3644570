"""What polling a feed needs to know and to remember, by meaning: options, validators, schedule and so on.

Each value's fields are named like the columns of the store that hold them (see `store.rows`).
"""

from dataclasses import dataclass, field
from typing import NamedTuple

from tuinews.model.clock import MINUTE, Instant
from tuinews.model.feed import FeedOptions
from tuinews.model.ids import FeedId
from tuinews.model.text import EMPTY, SafeText

FORCED_APART_SECONDS = MINUTE
"""For how long nobody can have a feed asked again before it is due."""


@dataclass(frozen=True, slots=True)
class Validators:
    """What the server gave to ask whether anything changed (RFC 9110, section 8.8), and the last body's hash."""

    etag: str = ""
    last_modified: str = ""
    validators_url: str = ""
    """The address that gave the two above when a redirect led there; `""`: the feed's own."""
    body_hash: str = ""
    """Hash of the last body that was parsed, for servers without validators."""


@dataclass(frozen=True, slots=True)
class Schedule:
    """When the feed is asked next, and what its publisher wishes about that."""

    next_check: Instant = 0
    next_check_reason: SafeText = EMPTY
    """Why then, as one sentence for the user."""
    ttl: int | None = None
    """Seconds between polls that the feed's last body asked for; a 304 does not repeat them."""
    skip_hours: frozenset[int] = frozenset()
    """Hours of the day in UTC without polls, as the last body asked."""
    skip_days: frozenset[int] = frozenset()
    """Days of the week without polls, as the last body asked; Monday is 0."""


@dataclass(frozen=True, slots=True)
class LastCheck:
    """What came of asking the feed so far."""

    last_checked: Instant | None = None
    last_forced: Instant | None = None
    """When the user last had it asked, due or not, and it was answered."""
    last_success: Instant | None = None
    last_new: Instant | None = None
    """When an entry last came that was new."""
    http_status: int | None = None
    error: SafeText = EMPTY
    failures: int = 0
    """Failed polls in a row."""
    gone: bool = False
    """Whether the server said that the feed is gone for good (410)."""
    carried: int = 0
    """Number of entries in the last body."""


@dataclass(frozen=True, slots=True)
class PendingMove:
    """A permanent redirect that is not believed yet, or no more (see `fetch.poll_rules`)."""

    moved_to: str = ""
    moved_since: Instant | None = None
    """When it was first seen; `None` with a `moved_to`: the user took this move back, so it is never believed again."""


@dataclass(frozen=True, slots=True)
class Refusals:
    """When the server last refused requests for how they were put, while it answers plainer ones."""

    accept_refused: Instant | None = None
    """For what they said that we prefer (406)."""
    conditions_refused: Instant | None = None
    """For their conditions, which it had given out itself (412)."""


class RequestRecord(NamedTuple):
    """One of the last requests of a feed, as it is remembered."""

    at: Instant
    outcome: str
    """As `engine.results.Refreshed.outcome`."""
    http_status: int | None = None
    new: int = 0
    """Entries that came with it."""
    ms: int = 0
    bytes: int = 0
    """Size on the wire."""
    error: SafeText = EMPTY


@dataclass(frozen=True, slots=True)
class Polling:
    """Everything that decides when and how a feed is asked again; stored in the same commit as its entries."""

    feed_id: FeedId
    url: str
    options: FeedOptions = field(default_factory=FeedOptions)
    validators: Validators = Validators()
    schedule: Schedule = Schedule()
    last_check: LastCheck = LastCheck()
    move: PendingMove = PendingMove()
    refusals: Refusals = Refusals()
