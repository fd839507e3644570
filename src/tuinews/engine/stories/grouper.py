"""Decides which story an entry tells, one entry after the other.

An entry is compared with those that share its rarest words; it joins the story whose members it is closest to on the
average, when it is close enough and no gate forbids it. Stories that a new entry shows to be one are merged, by the
same measure. The average, not the nearest: chains of neighbours would make one story of a month.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from tuinews.engine.stories.entry_words import EntryWords, read_words, weigh_words
from tuinews.engine.stories.gates import APART, SCANT_GATE, find_gate
from tuinews.engine.stories.index import IndexedEntry, StoryIndex, StoryQuestion
from tuinews.engine.stories.placement import NO_PINS, Evidence, NearEntry, Pins, Placement, StoryEntry
from tuinews.engine.stories.signature import Signature
from tuinews.engine.stories.similarity import STORY_WEIGHTS, StoryWeights, has_same_text, score_entries
from tuinews.engine.stories.titles import COLUMN
from tuinews.engine.stories.words import hash_term
from tuinews.model.clock import DAY

WINDOW = 5 * DAY
"""Seconds that entries of one story are apart at most."""

_KEYS, _SKETCH_KEYS, _NAME_KEYS = 12, 2, 4
_FEWEST_KEYS = 6
"""Rare terms without which an entry says too little to join any story: a false fold hides news."""
_POSTINGS, _CANDIDATES, _STORIES, _MEMBERS, _NEAR = 40, 40, 6, 16, 12
_COMPARED = 16
"""How many members of two stories are compared to see whether they are one."""
_COLUMN_TIMES, _COLUMN_REST = 2, DAY // 2
"""How often a feed had a title's pattern before, and how long ago, when it is a column."""
_SHOWN = 6
"""Words that are given as evidence."""
_MERGE_FROM = 0.9
"""How close an entry is at least, as a share of what joining takes, to a story that it may merge with its own."""


class Gauge(NamedTuple):
    """How close entries must be, from 0 to 1."""

    join: float
    """To be one story."""
    near: float
    """To be offered as related."""
    closest: float = 0.0
    """What the closest member of a story counts beside the average, of 1."""
    weights: StoryWeights = STORY_WEIGHTS


FOLDED = Gauge(0.32, 0.11, 0.2, StoryWeights(rest=0, undated=0.6, poor=0.8, poor_undated=0.62, doubtful=0.5))
"""What the reader folds into one line: a false fold hides news."""
GROUPED = Gauge(join=0.15, near=0.1, closest=0.1)
"""What tells the same story, folded or offered as related."""


class StoryChoice(NamedTuple):
    """A story that an entry could join."""

    story: int
    score: float
    """How close its members are on the average."""
    members: Sequence[IndexedEntry]
    gate: str
    """The name of the gate that forbids it, or `""`."""


class _SignedEntry(NamedTuple):
    """An entry that is to be placed."""

    entry: StoryEntry
    words: EntryWords
    signature: Signature
    rarest: Sequence[int]
    """Its words, the rarest first."""
    keys: tuple[int, ...]
    """The terms by which others are found."""


class StoryGrouper:
    """Places entries in stories. It keeps nothing itself: all that it knows of earlier entries is in the index."""

    def __init__(self, index: StoryIndex, gauge: Gauge = FOLDED, pins: Pins = NO_PINS) -> None:
        self._index = index
        self._gauge = gauge
        self._pins = pins

    def place_all(self, entries: Iterable[StoryEntry]) -> list[Placement]:
        """Place a batch of entries (a refresh) in their order, and add them to the index."""
        read = [(entry, read_words(entry)) for entry in entries]
        self._index.count_terms(words.counted for _, words in read)
        batch = [self._sign(entry, words) for entry, words in read]
        self._index.expect(
            [StoryQuestion(one.keys, one.entry.feed, one.signature.pattern, one.entry.moment) for one in batch]
        )
        placements = []
        for one in batch:
            placement = self._place(one)
            self._index.add(placement)
            placements.append(placement)
        return placements

    def _place(self, signed: _SignedEntry) -> Placement:
        """Decide where an entry belongs, without adding it."""
        entry, words, rarest, keys = signed.entry, signed.words, signed.rarest, signed.keys
        signature = signed.signature._replace(flags=signed.signature.flags | self._find_column(signed))
        new = IndexedEntry(entry.id, entry.id, entry.feed, entry.moment, signature)
        candidates = self._find_candidates(new, keys)
        near, weights = self._gauge.near, self._gauge.weights
        scores = {old.id: score for old in candidates if (score := score_entries(new, old, weights, near))}
        choices = self._weigh_stories(new, candidates, scores)
        if len(keys) < _FEWEST_KEYS:
            choices = [choice._replace(gate=choice.gate or SCANT_GATE.name) for choice in choices]
        open_choices = [choice for choice in choices if not choice.gate and choice.score >= self._gauge.join]
        best = max(open_choices, key=lambda choice: choice.score, default=StoryChoice(entry.id, 0.0, (), ""))
        merges = self._find_merges(new, best, choices) if best.members else ()
        mine = {best.story, *merges}
        placement = Placement(entry.id, best.story, signature, keys, entry.feed, entry.moment)
        return placement._replace(
            same_text=next((old.id for old in best.members if has_same_text(signature, old.signature)), None),
            merges=merges,
            near=self._find_near(new, [old for old in candidates if old.story not in mine], scores),
            evidence=Evidence(
                best.score,
                _find_shared_words(words, rarest, best.members),
                tuple(dict.fromkeys(each.gate for each in choices if each.gate and each.score >= self._gauge.join)),
            ),
        )

    def _sign(self, entry: StoryEntry, words: EntryWords) -> _SignedEntry:
        """Weigh the words of an entry, which have been counted."""
        terms = list(words.counted.terms)
        frequencies = dict(zip(terms, self._index.read_frequencies(terms), strict=True))
        weighed = weigh_words(words, frequencies, self._index.count_entries())
        deeds = frozenset(weighed.rarest) - words.names
        plain = tuple([term for term in weighed.terms if term in deeds])
        lang = hash_term(entry.lang.casefold().replace("_", "-").partition("-")[0]) if entry.lang else 0
        signature = words.counted._replace(terms=weighed.terms, plain=plain, lang=lang & 0xFFFF, across=weighed.across)
        keys = (*weighed.rarest[:_KEYS], *signature.sketch[:_SKETCH_KEYS], *list(weighed.across)[:_NAME_KEYS])
        return _SignedEntry(entry, words, signature, weighed.rarest, keys)

    def _find_column(self, signed: _SignedEntry) -> int:
        """Return the flag of a column if the feed had titles like an entry's before, and 0 if not."""
        entry, pattern = signed.entry, signed.signature.pattern
        if not entry.feed or not pattern:
            return 0
        history = self._index.read_pattern(entry.feed, pattern)
        rested = history.last is None or entry.moment is None or entry.moment - history.last >= _COLUMN_REST
        return COLUMN if history.times >= _COLUMN_TIMES and rested else 0

    def _find_candidates(self, new: IndexedEntry, keys: Sequence[int]) -> Sequence[IndexedEntry]:
        """Return the entries that share most of what is rare, a bounded number."""
        votes: Counter[int] = Counter()
        for position, (_, others) in enumerate(self._index.find_entries(keys, new.moment, _POSTINGS).items()):
            for other in others:
                votes[other] += 2 * _KEYS - position
        votes.pop(new.id, None)
        return self._index.read_entries([entry for entry, _ in votes.most_common(_CANDIDATES)])

    def _weigh_stories(
        self, new: IndexedEntry, candidates: Sequence[IndexedEntry], scores: dict[int, float]
    ) -> list[StoryChoice]:
        """Return the stories of the closest candidates, with how close their members are on the average."""
        closest: dict[int, float] = {}
        for old in candidates:
            if old.id in scores:
                closest[old.story] = max(closest.get(old.story, 0.0), scores[old.id])
        stories = sorted(closest, key=lambda story: -closest[story])[:_STORIES]
        known = {old.id: old for old in candidates}
        choices = []
        for story, ids in self._index.read_members(stories, _MEMBERS).items():
            unknown = [entry for entry in ids if entry not in known]
            members = [known[entry] for entry in ids if entry in known]
            members += self._index.read_entries(unknown) if unknown else ()
            members = [old for old in members if old.id != new.id]
            if not members:
                continue
            found = [scores[old.id] if old.id in scores else self._score(new, old) for old in members]
            score = (1 - self._gauge.closest) * sum(found) / len(found) + self._gauge.closest * max(found)
            if score >= _MERGE_FROM * self._gauge.join:
                gate = next(filter(None, (self._find_gate(new, old) for old in members)), "")
                choices.append(StoryChoice(story, score, members, gate))
        return choices

    def _find_merges(self, new: IndexedEntry, best: StoryChoice, choices: Sequence[StoryChoice]) -> tuple[int, ...]:
        """Return the stories that are one with the best, now that the new entry is in it."""
        members = [*best.members, new]
        merges = []
        for choice in sorted(choices, key=lambda choice: -choice.score):
            if choice.story == best.story or choice.gate:
                continue
            if frozenset((choice.story, best.story)) in self._pins.stories_apart:
                continue
            pairs = [(one, other) for one in _choose_some(members) for other in _choose_some(choice.members)]
            if sum(self._score(one, other) for one, other in pairs) < self._gauge.join * len(pairs):
                continue
            if not any(self._find_gate(one, other) for one, other in pairs):
                merges.append(choice.story)
                members += choice.members
        return tuple(merges)

    def _find_near(
        self, new: IndexedEntry, others: Iterable[IndexedEntry], scores: dict[int, float]
    ) -> tuple[NearEntry, ...]:
        close = sorted((old for old in others if old.id in scores), key=lambda old: -scores[old.id])
        return tuple(NearEntry(old.id, scores[old.id], self._find_gate(new, old)) for old in close[:_NEAR])

    def _score(self, one: IndexedEntry, other: IndexedEntry) -> float:
        return score_entries(one, other, self._gauge.weights)

    def _find_gate(self, one: IndexedEntry, other: IndexedEntry) -> str:
        if one.feed != other.feed and frozenset((one.feed, other.feed)) in self._pins.feeds_apart:
            return APART.name
        return find_gate(one, other)


def _choose_some(members: Sequence[IndexedEntry]) -> Sequence[IndexedEntry]:
    """Return a bounded number of members, from the first to the last."""
    return members[:: len(members) // _COMPARED + 1]


def _find_shared_words(words: EntryWords, rarest: Sequence[int], members: Sequence[IndexedEntry]) -> tuple[str, ...]:
    if not members:
        return ()
    theirs: set[int] = set().union(*(old.signature.terms for old in members))
    return words.show_words([term for term in rarest if term in theirs], _SHOWN)
