"""The index in memory: for `tuinews inspect stories` and for tests."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from tuinews.engine.stories.index import NO_HISTORY, IndexedEntry, PatternHistory, StoryQuestion
from tuinews.engine.stories.placement import Placement
from tuinews.engine.stories.signature import Signature
from tuinews.model.clock import Instant


class MemoryIndex:
    """A `StoryIndex` that forgets nothing."""

    def __init__(self, window: int) -> None:
        """Find entries at most `window` seconds from one another."""
        self._window = window
        self._counted = 0
        self._frequencies: defaultdict[int, int] = defaultdict(int)
        self._entries: dict[int, IndexedEntry] = {}
        self._postings: defaultdict[int, list[int]] = defaultdict(list)
        self._members: defaultdict[int, list[int]] = defaultdict(list)
        self._patterns: dict[tuple[str, int], PatternHistory] = {}

    def count_entries(self) -> int:
        """Return how many entries were counted."""
        return self._counted

    def count_terms(self, signatures: Iterable[Signature]) -> None:
        """Count entries and their terms."""
        for signature in signatures:
            self._counted += 1
            for term in signature.terms:
                self._frequencies[term] += 1

    def read_frequencies(self, terms: Sequence[int]) -> Sequence[int]:
        """Return in how many entries each term is."""
        return [self._frequencies.get(term, 0) for term in terms]

    def expect(self, batch: Sequence[StoryQuestion]) -> None:
        """Do nothing: all is here."""

    def find_entries(self, terms: Sequence[int], moment: Instant | None, limit: int) -> Mapping[int, Sequence[int]]:
        """Return by term the entries of the window that came last."""
        found: dict[int, list[int]] = {}
        for term in terms:
            newest = self._postings.get(term)
            if newest:
                found[term] = self._choose_near(newest[: -2 * limit - 1 : -1], moment)[:limit]
        return found

    def _choose_near(self, entries: Sequence[int], moment: Instant | None) -> list[int]:
        if moment is None:
            return list(entries)
        first, last = moment - self._window, moment + self._window
        moments = [(entry, self._entries[entry].moment) for entry in entries]
        return [entry for entry, at in moments if at is None or first <= at <= last]

    def read_entries(self, entries: Sequence[int]) -> Sequence[IndexedEntry]:
        """Return what is kept of entries."""
        return [self._entries[entry] for entry in entries if entry in self._entries]

    def read_members(self, stories: Sequence[int], limit: int) -> Mapping[int, Sequence[int]]:
        """Return the members of stories that came last."""
        return {story: self._members[story][-limit:] for story in stories if story in self._members}

    def read_pattern(self, feed: str, pattern: int) -> PatternHistory:
        """Return how often a feed used a pattern."""
        return self._patterns.get((feed, pattern), NO_HISTORY)

    def read_stories(self) -> dict[int, int]:
        """Return the story of each entry, in the order in which they came."""
        return {entry: kept.story for entry, kept in self._entries.items()}

    def add(self, placement: Placement) -> None:
        """Keep an entry, and merge stories."""
        entry, story, feed, moment = placement.entry, placement.story, placement.feed, placement.moment
        self._entries[entry] = IndexedEntry(entry, story, feed, moment, placement.signature)
        for key in placement.keys:
            self._postings[key].append(entry)
        for other in placement.merges:
            for member in self._members.pop(other, []):
                self._entries[member].story = story
                self._members[story].append(member)
        self._members[story].append(entry)
        before = self.read_pattern(feed, placement.signature.pattern)
        times = [at for at in (before.last, moment) if at is not None]
        self._patterns[feed, placement.signature.pattern] = PatternHistory(before.times + 1, max(times, default=None))
