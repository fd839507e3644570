"""What the grouping is told of an entry, and what it decides."""

from collections.abc import Collection
from typing import NamedTuple

from tuinews.engine.stories.signature import Signature
from tuinews.model.clock import Instant


class StoryEntry(NamedTuple):
    """What the grouping has to know of an entry."""

    id: int
    feed: str
    """The feed, as any text that is the feed's own (its number, its name); `""` when it is not known."""
    title: str
    text: str
    """The words of its text without markup; only the first `signature.TEXT_LIMIT` characters are looked at."""
    moment: Instant | None
    """When it was published; with `None` it is compared with entries of any time."""
    lang: str = ""
    url: str = ""


class NearEntry(NamedTuple):
    """An entry that tells something close: offered as related, never folded."""

    id: int
    score: float
    gate: str
    """The name of the gate that keeps it apart (`gates.GATES`), or `""` when it is only too far away."""


class Evidence(NamedTuple):
    """Why an entry is in its story."""

    score: float
    """How close it is to the story, from 0 to 1; 0 when it has none."""
    words: tuple[str, ...]
    """Words and numbers that it shares with the story, the rarest first, as they stand in the entry."""
    gates: tuple[str, ...]
    """Names of the gates that kept it out of stories that were close enough."""


NO_EVIDENCE = Evidence(0.0, (), ())


class Placement(NamedTuple):
    """What was decided of an entry that arrived."""

    entry: int
    story: int
    """The story that it is in. A story bears the number of the entry that it began with, so that the story of an entry
    that is alone is its own number; the store may keep that as NULL."""
    signature: Signature
    keys: tuple[int, ...]
    """Its rarest terms: the index finds it by these, and by no others."""
    feed: str = ""
    moment: Instant | None = None
    same_text: int | None = None
    """An entry of the story that has the same text with small edits (a wire copy)."""
    merges: tuple[int, ...] = ()
    """Other stories that turned out to be this one: all their members belong to `story` now."""
    near: tuple[NearEntry, ...] = ()
    """Entries of other stories that are close, the closest first."""
    evidence: Evidence = NO_EVIDENCE

    @property
    def joined(self) -> bool:
        """Whether it is in a story that was there before."""
        return self.story != self.entry


class Pins(NamedTuple):
    """What the user decided by hand, which the grouping respects."""

    feeds_apart: Collection[frozenset[str]] = ()
    """Pairs of feeds (`StoryEntry.feed`) whose entries are never in one story."""
    stories_apart: Collection[frozenset[int]] = ()
    """Pairs of stories that were split by hand: they are never merged again. Of a split, give the number of the
    story that remained, and the number of the story that the entries are in now."""


NO_PINS = Pins()
