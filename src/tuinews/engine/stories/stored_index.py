"""The index in the store: what `StoryGrouper` asks, answered from tables, within one transaction."""

from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterable, Mapping, Sequence
from itertools import islice

from tuinews.engine.stories.index import NO_HISTORY, IndexedEntry, PatternHistory, StoryQuestion
from tuinews.engine.stories.placement import Placement
from tuinews.engine.stories.signature import Signature
from tuinews.model.clock import Instant
from tuinews.model.stories.story import StoryEvidence
from tuinews.store.stories.story_tables import Decision, StoryTables

_FOREVER: Instant = 1 << 62

_MOST_KNOWN = 2_000
"""Entries that are kept in memory from one slice to the next: of 14 kilobytes each, ten times what is stored."""

_MOST_READ = 100
"""Newest postings of a term that are read for a batch; what lies before them is looked up when it is asked for."""

_NEAR = 5
"""Most entries that are kept as close to another one."""


class StoredIndex:
    """A `StoryIndex` over the store's tables."""

    def __init__(self, window: int) -> None:
        """Find entries at most `window` seconds from one another."""
        self._window = window
        self._known: dict[int, IndexedEntry] = {}
        self._again: dict[int, int] = {}
        self._left_out: frozenset[int] = frozenset()
        self._postings: dict[int, list[tuple[Instant, int]]] = {}
        self._cut: frozenset[int] = frozenset()

    def begin(self, tables: StoryTables) -> None:
        """Use the tables of a transaction. What is known from the one before is forgotten if anybody wrote since.

        Of too much, what was looked at longest ago goes first.
        """
        self._tables = tables
        if not tables.unchanged:
            self._known.clear()
        for entry in list(islice(self._known, max(0, len(self._known) - _MOST_KNOWN))):
            del self._known[entry]
        self._again.clear()
        self._left_out = self._cut = frozenset()
        self._postings = {}

    def count_entries(self) -> int:
        """Return how many entries were counted."""
        return self._tables.counts.entries

    def count_terms(self, signatures: Iterable[Signature]) -> None:
        """Count entries and their terms."""
        self._tables.count_terms([signature.terms for signature in signatures])

    def read_frequencies(self, terms: Sequence[int]) -> Sequence[int]:
        """Return in how many entries each term is, about."""
        return self._tables.counts.read(terms)

    def expect(self, batch: Sequence[StoryQuestion]) -> None:
        """Read the postings of a batch's keys, by one statement; those that the batch adds are added to them."""
        if not batch:
            return
        moments = [one.moment for one in batch if one.moment is not None]
        span = (
            (0, _FOREVER) if len(moments) < len(batch) else (min(moments) - self._window, max(moments) + self._window)
        )
        self._postings = {term: [] for one in batch for term in one.keys}
        for term, moment, entry in self._tables.find_postings(self._postings, *span, _MOST_READ):
            self._postings[term].append((moment, entry))
        for postings in self._postings.values():
            postings.sort()
        self._cut = frozenset(term for term, postings in self._postings.items() if len(postings) > _MOST_READ)

    def find_entries(self, terms: Sequence[int], moment: Instant | None, limit: int) -> Mapping[int, Sequence[int]]:
        """Return by term the entries of the window that are the newest."""
        span = (0, _FOREVER) if moment is None else (moment - self._window, moment + self._window)
        return {term: self._find(term, *span, limit) for term in terms}

    def _find(self, term: int, since: Instant, until: Instant, limit: int) -> Sequence[int]:
        postings = self._postings.get(term)
        if postings is None:
            return self._tables.find_entries(term, since, until, limit)
        if not postings:
            return ()
        end = len(postings) if postings[-1][0] <= until else bisect_right(postings, (until, _FOREVER))
        if end < limit and term in self._cut:
            return self._tables.find_entries(term, since, until, limit)
        start = 0 if postings[0][0] >= since else bisect_left(postings, (since, 0))
        return [entry for _, entry in reversed(postings[max(start, end - limit) : end])]

    def read_entries(self, entries: Sequence[int]) -> Sequence[IndexedEntry]:
        """Return what is kept of entries."""
        known = self._known
        unknown = [entry for entry in entries if entry not in known]
        known.update({entry: known.pop(entry) for entry in entries if entry in known})  # it goes to the end
        for number, group, feed_id, moment, data in self._tables.read_entries(unknown) if unknown else ():
            known[number] = IndexedEntry(number, group, str(feed_id), moment, data)
        found = [known[number] for number in entries if number in known]
        return [one for one in found if one.story not in self._left_out] if self._left_out else found

    def read_members(self, stories: Sequence[int], limit: int) -> Mapping[int, Sequence[int]]:
        """Return the members of stories that came last."""
        return {story: self._tables.read_members(story, limit) for story in stories}

    def read_pattern(self, feed: str, pattern: int) -> PatternHistory:
        """Return how often a feed used a pattern."""
        found = self._tables.read_pattern(int(feed), pattern) if feed else None
        return NO_HISTORY if found is None else PatternHistory(*found)

    def begin_again(self, entry: int, apart: Iterable[int]) -> bool:
        """Forget an entry whose title has changed, and return whether it is to be placed again.

        It is not where the user said in which story it is. The groups `apart`, which it was split off from, are not
        found until it is placed.
        """
        before = self._tables.begin_again(entry)
        self._known.clear()
        self._left_out = frozenset(apart)
        if before is not None:
            self._again[entry] = before
        return before is not None

    def add(self, placement: Placement) -> None:
        """Keep an entry, put it into its story, and merge stories."""
        entry, group = placement.entry, placement.story
        if entry in self._again:
            group = self._tables.settle_again(entry, self._again.pop(entry), group)
            self._known.clear()
            self._left_out = frozenset()
        moment = placement.moment or 0
        self._tables.keep(
            Decision(
                entry,
                group,
                int(placement.feed),
                moment,
                placement.signature.pack(),
                placement.keys,
                placement.signature.pattern,
                placement.merges,
                placement.same_text,
            )
        )
        self._known[entry] = IndexedEntry(entry, group, placement.feed, moment, placement.signature)
        for key in placement.keys:
            if key in self._postings:
                insort(self._postings[key], (moment, entry))
        if placement.merges:
            for one in self._known.values():
                one.story = group if one.story in placement.merges else one.story
        self._keep_evidence(placement)

    def _keep_evidence(self, placement: Placement) -> None:
        score, words, gates = placement.evidence
        near = tuple((one.id, round(one.score, 3), one.gate) for one in placement.near[:_NEAR])
        if placement.joined or gates or near:
            self._tables.keep_evidence(placement.entry, StoryEvidence(round(score, 3), words, gates, near))
