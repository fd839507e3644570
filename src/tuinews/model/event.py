"""Events: the engine tells the UI that something is stale, never the data, so that dropping one is harmless."""

from dataclasses import dataclass

from tuinews.model.ids import EntryId, FeedId
from tuinews.model.text import SafeText


@dataclass(frozen=True, slots=True)
class EntriesChanged:
    """Entries of these feeds came, changed or were marked; empty `feeds` means any."""

    feeds: frozenset[FeedId]
    revision: int
    """Grows with every commit of this process: a query answered at this revision needs no repeat."""
    new: int = 0
    """Entries that are new to the library."""


@dataclass(frozen=True, slots=True)
class FeedsChanged:
    """Subscriptions, their folders, health or cards changed, or the saved views did."""


@dataclass(frozen=True, slots=True)
class ChangedElsewhere:
    """Another process wrote to the library: anything may be stale."""


@dataclass(frozen=True, slots=True)
class RefreshProgressed:
    """How far a refresh is; the last of a refresh has `running` false."""

    done: int
    total: int
    failed: int
    new: int
    running: bool


@dataclass(frozen=True, slots=True)
class ArticleReady:
    """An entry's full text was stored."""

    entry_id: EntryId


@dataclass(frozen=True, slots=True)
class Noticed:
    """One sentence for the user; `severity` is `information`, `warning` or `error`."""

    sentence: SafeText
    severity: str = "information"


@dataclass(frozen=True, slots=True)
class Notified:
    """A notification that rules want, where no desktop could show it."""

    title: SafeText
    text: SafeText


@dataclass(frozen=True, slots=True)
class SettingsTurned:
    """A change of the settings file was undone, or done again: it says something else now."""


Event = (
    EntriesChanged
    | FeedsChanged
    | ChangedElsewhere
    | RefreshProgressed
    | ArticleReady
    | Noticed
    | Notified
    | SettingsTurned
)
