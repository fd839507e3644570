"""What the grouping asks of the entries that came before: the Protocol that the store implements.

Every call is bounded: by the number of terms, by the postings of a term, by the members of a story. Nothing asks for
the whole window, so that five new entries cost the same in a library of a hundred and of a million.

The order of calls for a batch of entries, as `StoryGrouper.place_all` makes them:

1. `count_terms` once for the batch, so that what a new event is about does not count as rare a hundred times.
2. for each entry `read_frequencies`.
3. `expect` once for the batch, so that one statement may do for all of them.
4. for each entry `find_entries`, `read_entries`, `read_members`, `read_pattern`, in any number.
5. for each entry `add`, at once after it was placed: the next may belong to it.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple, Protocol

from tuinews.engine.stories.placement import Placement
from tuinews.engine.stories.signature import Signature, glance
from tuinews.model.clock import Instant


class IndexedEntry:
    """An entry that came before, as the index keeps it."""

    __slots__ = ("_packed", "_signature", "feed", "id", "moment", "story")

    def __init__(
        self, number: int, story: int, feed: str, moment: Instant | None, signature: Signature | bytes
    ) -> None:
        """`signature` may be packed (`Signature.pack`), and is unpacked if it is asked for."""
        self.id = number
        self.story = story
        """The story that it is in; its own number when it is alone."""
        self.feed = feed
        self.moment = moment
        self._packed = signature if isinstance(signature, bytes) else None
        self._signature = None if isinstance(signature, bytes) else signature

    @property
    def signature(self) -> Signature:
        """What its words are."""
        if self._signature is None:
            self._signature = Signature.unpack(self._packed or b"")
        return self._signature

    def glance(self, terms: Mapping[int, int]) -> tuple[int, int]:
        """Return its language, and how much it shares of another entry's terms: the sum of `(one * other) ** 2`."""
        if self._signature is None:
            return glance(self._packed or b"", terms)
        mine = self._signature.terms
        return self._signature.lang, sum([(terms[term] * mine[term]) ** 2 for term in terms.keys() & mine.keys()])


class PatternHistory(NamedTuple):
    """How often a feed used titles of one pattern (`Signature.pattern`)."""

    times: int = 0
    last: Instant | None = None
    """When the newest of them was published."""


NO_HISTORY = PatternHistory()


class StoryQuestion(NamedTuple):
    """What will be asked of an entry that is to be placed."""

    keys: tuple[int, ...]
    feed: str
    pattern: int
    moment: Instant | None


class StoryIndex(Protocol):
    """The entries of the window, found by their rare terms. Terms are unsigned numbers of 32 bits."""

    def count_entries(self) -> int:
        """Return how many entries `count_terms` has counted."""

    def count_terms(self, signatures: Iterable[Signature]) -> None:
        """Count each entry, and for each of `signature.terms` that one more entry has it.

        The counts may be approximate (an array of counters, by the term modulo its size), and may be halved together
        with the number of entries when they grow old.
        """

    def read_frequencies(self, terms: Sequence[int]) -> Sequence[int]:
        """Return for each term in how many entries it is, in the order of `terms`."""

    def expect(self, batch: Sequence[StoryQuestion]) -> None:
        """Prepare for what will be asked of a batch of entries."""

    def find_entries(self, terms: Sequence[int], moment: Instant | None, limit: int) -> Mapping[int, Sequence[int]]:
        """Return by term the entries that have it among their `Placement.keys`: the newest first, at most `limit` each.

        Only entries whose moment is within the window around `moment`, before and after it; those without a moment are
        within every window, and with `None` all are. A term that nobody has may be left out.
        """

    def read_entries(self, entries: Sequence[int]) -> Sequence[IndexedEntry]:
        """Return what is kept of these entries, in any order; those that are gone are left out."""

    def read_members(self, stories: Sequence[int], limit: int) -> Mapping[int, Sequence[int]]:
        """Return by story its newest members, at most `limit`; of an entry that is alone, itself."""

    def read_pattern(self, feed: str, pattern: int) -> PatternHistory:
        """Return how often titles of the pattern came from the feed, without a limit of time."""

    def add(self, placement: Placement) -> None:
        """Keep an entry: its signature, a posting for each of its `keys`, its story, its title's pattern.

        The stories in `placement.merges` become `placement.story`.
        """
