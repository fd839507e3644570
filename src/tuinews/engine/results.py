"""What subscribing, importing and refreshing came to: light values for those who only show them."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from tuinews.model.error import TuinewsError, UsageError
from tuinews.model.feed import Feed, FeedLink
from tuinews.model.form import Form
from tuinews.model.ids import EntryId, FeedId
from tuinews.model.text import EMPTY, SafeText
from tuinews.model.url import redact


class Added(NamedTuple):
    """What came of subscribing."""

    feed: Feed
    new: int
    """Entries stored with it."""
    existed: bool = False
    """Whether it was subscribed to before."""


class ChoiceNeededError(UsageError):
    """A page points to several feeds and the user has to choose."""

    def __init__(self, url: str, links: tuple[FeedLink, ...]) -> None:
        super().__init__(f"{redact(url)} points to {len(links)} feeds: add one of them by its URL, or all with --all.")
        self.links = links


class NoAnswerError(TuinewsError):
    """A server was found, and not even a bad answer came from it."""


class ImportReport(NamedTuple):
    """What an import did."""

    added: int
    existed: int
    moved: int
    """Feeds that were there and are now in the list's folder."""
    skipped: tuple[tuple[str, SafeText], ...]
    """Lines left out, and why."""
    views: int = 0
    """Saved queries that came along."""
    states: int = 0
    """Entries that were read or flagged in the other program."""


class Refreshed(NamedTuple):
    """One feed's part of a refresh."""

    feed_id: FeedId
    url: str
    outcome: str
    """`updated`, `unchanged`, `not_modified`, `not_due`, `gone`, `limited` or `failed`."""
    http_status: int | None = None
    new: int = 0
    updated: int = 0
    ms: int = 0
    bytes: int = 0
    """On the wire."""
    error: SafeText = EMPTY
    moved_to: str = ""
    offline: bool = False
    """Whether it failed because there is no network."""


class Saved(NamedTuple):
    """A file that was written."""

    path: Path
    form: Form
    entries: tuple[EntryId, ...]
    notice: SafeText = EMPTY
    """Why the text of an article in it is not what was asked for."""


class Summary(NamedTuple):
    """A refresh in sum."""

    feeds: int
    updated: int
    unchanged: int
    failed: int
    new: int
    ms: int
    bytes: int
    early: int = 0
    """Those of the unchanged that nobody asked, because they were not due."""


@dataclass(slots=True)
class Tally:
    """Counts up while a refresh runs; used on the engine's loop only."""

    total: int
    """Feeds that are asked."""
    feeds: int = 0
    done: int = 0
    updated: int = 0
    unchanged: int = 0
    failed: int = 0
    early: int = 0
    offline: int = 0
    new: int = 0
    bytes: int = 0

    def count(self, refreshed: Refreshed, report: Callable[[Refreshed], None] | None, *, done: bool = False) -> None:
        """Add one feed's outcome and report it."""
        self.feeds += 1
        self.done += done
        self.updated += refreshed.outcome == "updated"
        self.unchanged += refreshed.outcome in {"unchanged", "not_modified", "not_due"}
        self.early += refreshed.outcome == "not_due"
        self.failed += refreshed.outcome == "failed"
        self.offline += refreshed.offline
        self.new += refreshed.new
        self.bytes += refreshed.bytes
        if report is not None:
            report(refreshed)

    @property
    def all_failed(self) -> bool:
        """Whether nobody gave an answer that is of use."""
        return self.done == self.failed

    def summary(self, seconds: float) -> Summary:
        """The sum."""
        took = round(seconds * 1000)
        return Summary(self.feeds, self.updated, self.unchanged, self.failed, self.new, took, self.bytes, self.early)
