"""The results of subscribing, importing, saving and refreshing: values that cost little to import."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from tuinews.model.clock import Instant
from tuinews.model.error import TuinewsError, UsageError
from tuinews.model.feed import Feed, FeedLink
from tuinews.model.form import Form
from tuinews.model.ids import EntryId, FeedId
from tuinews.model.language import tr
from tuinews.model.text import EMPTY, SafeText, safe_text
from tuinews.model.url import host_to_show, redact


class Added(NamedTuple):
    """The result of subscribing to one feed."""

    feed: Feed
    new: int
    """Number of entries stored with it."""
    existed: bool = False
    """Whether it was subscribed to before."""
    further: tuple[FeedLink, ...] = ()
    """What the site has besides, of which the user was not asked."""
    over_http: bool = False
    """Whether it was asked over http, because over https there was no answer."""
    warning: SafeText = EMPTY
    """What of the feed was not taken, as one sentence."""


class FeedPreview(NamedTuple):
    """A feed that was found at an address, before it is subscribed to."""

    link: FeedLink
    headlines: tuple[tuple[SafeText, Instant | None], ...] = ()
    """Titles and dates of its last entries, the newest first; none if it was not fetched yet."""
    known: Feed | None = None
    """The feed that is subscribed to already with this address."""
    title: SafeText = EMPTY
    """What its publisher calls it; `""` if it was not fetched yet, or has no title."""

    @property
    def called(self) -> str:
        """What it will be called if the user gives it no other name, as far as is known."""
        return self.title or self.link.title or host_to_show(self.link.href) or self.link.href


class ChoiceNeededError(UsageError):
    """A page names several feeds and the user has to choose."""

    def __init__(self, url: str, links: tuple[FeedLink, ...]) -> None:
        super().__init__(
            tr(
                "{url} points to {count} feeds: add one of them by its URL, or all with --all.",
                url=redact(url),
                count=len(links),
            )
        )
        self.links = links


class NotAdded(NamedTuple):
    """A feed of several that could not be subscribed to."""

    url: str
    sentence: SafeText
    """Why not, and what to do."""


class SomeNotAddedError(TuinewsError):
    """Of several feeds some could not be subscribed to; the others are."""

    def __init__(self, added: tuple[Added, ...], failures: tuple[NotAdded, ...]) -> None:
        super().__init__(safe_text(" ".join(failure.sentence for failure in failures)))
        self.added = added
        self.failures = failures


class LoginNeededError(TuinewsError):
    """A server wants a name and password, or others than it got."""


class NoAnswerError(TuinewsError):
    """A host was found but gave no answer, not even an error."""


class ImportReport(NamedTuple):
    """The result of an import."""

    added: int
    existed: int
    moved: int
    """Feeds that were there already and are now in the list's folder."""
    skipped: tuple[tuple[str, SafeText], ...]
    """Lines that were left out, and why."""
    views: int = 0
    """Number of saved queries in the list."""
    states: int = 0
    """Number of entries that were read or flagged in the other program."""
    cut: bool = False
    """Whether the list breaks off before its end, so that feeds may be missing."""
    renamed: tuple[tuple[SafeText, SafeText], ...] = ()
    """Saved queries whose names are taken, and what they are called instead."""
    mutes: int = 0
    """Number of mutes of the list that were not there yet."""
    rules: int = 0
    """Number of rules of the list that were not there yet."""


class Refreshed(NamedTuple):
    """The result for one feed of a refresh."""

    feed_id: FeedId
    url: str
    outcome: str
    """`updated`, `unchanged`, `not_modified`, `not_due`, `gone`, `limited` or `failed`."""
    http_status: int | None = None
    new: int = 0
    updated: int = 0
    ms: int = 0
    bytes: int = 0
    """Size on the wire."""
    error: SafeText = EMPTY
    moved_to: str = ""
    offline: bool = False
    """Whether it failed because there is no network."""
    warning: SafeText = EMPTY
    """What was wrong with a feed that could be read, or was not taken of it; as sentences."""


class Saved(NamedTuple):
    """A file that was written."""

    path: Path
    form: Form
    entries: tuple[EntryId, ...]
    notice: SafeText = EMPTY
    """Why the text of an article in it is not what was asked for."""


class Summary(NamedTuple):
    """The result of a refresh."""

    feeds: int
    updated: int
    unchanged: int
    failed: int
    new: int
    ms: int
    bytes: int
    early: int = 0
    """Those of the unchanged feeds that were not asked, because they were not due."""
    limited: int = 0
    """Those whose host asks to be left alone."""
    gone: int = 0
    """Those whose address is gone for good."""
    waited_ms: int = 0
    """Milliseconds that a refresh of another process was waited for before; `ms` does not have them."""
    aged: int = 0
    """Unread entries that left the inbox after it, their shelf life being over."""


@dataclass(slots=True)
class Tally:
    """Counts while a refresh runs; used on the engine's loop only."""

    total: int
    """Number of feeds that are asked."""
    feeds: int = 0
    done: int = 0
    updated: int = 0
    unchanged: int = 0
    failed: int = 0
    early: int = 0
    limited: int = 0
    gone: int = 0
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
        self.limited += refreshed.outcome == "limited"
        self.gone += refreshed.outcome == "gone"
        self.offline += refreshed.offline
        self.new += refreshed.new
        self.bytes += refreshed.bytes
        if report is not None:
            report(refreshed)

    @property
    def all_failed(self) -> bool:
        """Whether no feed gave an answer of use."""
        return self.done == self.failed

    def summary(self, seconds: float) -> Summary:
        """Return the result of the refresh."""
        took = round(seconds * 1000)
        counts = (self.feeds, self.updated, self.unchanged, self.failed, self.new, took, self.bytes, self.early)
        return Summary(*counts, self.limited, self.gone)
