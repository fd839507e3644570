"""Decides which story an entry tells, one entry after the other."""

from collections import Counter
from collections.abc import Iterable, Sequence
from math import exp, log, sqrt
from typing import NamedTuple

from tuinews.engine.stories.gates import DAY, find_gate
from tuinews.engine.stories.index import IndexedEntry, StoryIndex
from tuinews.engine.stories.placement import NO_PINS, Evidence, NearEntry, Pins, Placement, StoryEntry
from tuinews.engine.stories.signature import TEXT_LIMIT, Signature
from tuinews.engine.stories.words import find_tokens, hash_term, sketch_words

WINDOW = 5 * DAY
"""Seconds that entries of one story are apart at most."""

_KEYS, _POSTINGS, _CANDIDATES, _MEMBERS = 12, 40, 40, 10
_LEAD = 300


class Gauge(NamedTuple):
    """How close entries must be, from 0 to 1."""

    join: float
    near: float


FOLDED = Gauge(join=0.42, near=0.2)
"""What the reader folds into one line: a false fold hides news."""
GROUPED = Gauge(join=0.28, near=0.15)
"""What tells the same story, folded or offered as related."""


def sign_entry(entry: StoryEntry) -> Signature:
    """Return the signature of an entry."""
    title, text = find_tokens(entry.title), find_tokens(entry.text[:TEXT_LIMIT])
    lead = find_tokens(entry.text[:_LEAD])
    weights: Counter[str] = Counter()
    for words, weight in ((title, 2), (lead, 1)):
        for word in words:
            weights[word.casefold()] += weight * (3 if word[0].isupper() else 1)
    numbers = frozenset(hash_term(word) for word in (*title, *lead) if word[0].isdigit())
    terms = {hash_term(word): min(255, weight) for word, weight in weights.items()}
    pattern = hash_term(" ".join(word.casefold() for word in title)) if title else 0
    return Signature(terms, numbers, sketch_words([word.casefold() for word in text]), pattern)


class StoryGrouper:
    """Places entries in stories. It keeps nothing itself: all that it knows of earlier entries is in the index."""

    def __init__(self, index: StoryIndex, gauge: Gauge = FOLDED, pins: Pins = NO_PINS) -> None:
        self._index = index
        self._gauge = gauge
        self._pins = pins

    def place_all(self, entries: Iterable[StoryEntry]) -> list[Placement]:
        """Place a batch of entries (a refresh) in their order, and add them to the index."""
        signed = [(entry, sign_entry(entry)) for entry in entries]
        self._index.count_terms(signature for _, signature in signed)
        placements = []
        for entry, signature in signed:
            placement = self.place(entry, signature)
            self._index.add(placement)
            placements.append(placement)
        return placements

    def place(self, entry: StoryEntry, signature: Signature) -> Placement:
        """Decide where an entry belongs, without adding it; its terms have been counted before."""
        weights = self._weigh(signature)
        keys = tuple(sorted(weights, key=lambda term: -weights[term])[:_KEYS])
        found = self._index.find_entries(keys, entry.moment, _POSTINGS)
        votes: Counter[int] = Counter()
        for term, others in found.items():
            for other in others:
                votes[other] += int(1000 * weights[term])
        candidates = self._index.read_entries([other for other, _ in votes.most_common(_CANDIDATES)])
        new = IndexedEntry(entry.id, entry.id, entry.feed, entry.moment, signature)
        scores = {old.id: self._score(new, weights, old) for old in candidates}
        stories = {old.story for old in candidates if scores[old.id] >= self._gauge.near}
        best, best_score, gates = entry.id, 0.0, []
        for story, members in self._index.read_members(sorted(stories), _MEMBERS).items():
            olds = self._index.read_entries(members)
            gate = next(filter(None, (self._gate(new, old) for old in olds)), "")
            score = sum(scores.get(old.id) or self._score(new, weights, old) for old in olds) / len(olds)
            if gate and score >= self._gauge.join:
                gates.append(gate)
            elif score >= self._gauge.join and score > best_score:
                best, best_score = story, score
        near = tuple(
            NearEntry(old.id, scores[old.id], find_gate(new, old))
            for old in sorted(candidates, key=lambda old: -scores[old.id])
            if scores[old.id] >= self._gauge.near and old.story != best
        )
        words = self._find_shared_words(entry, weights, [old for old in candidates if old.story == best])
        evidence = Evidence(best_score, words, tuple(dict.fromkeys(gates)))
        return Placement(entry.id, best, signature, keys, entry.feed, entry.moment, None, (), near, evidence)

    def _weigh(self, signature: Signature) -> dict[int, float]:
        """Return the weights of an entry's terms by their rareness; their squares add up to 1."""
        terms = list(signature.terms)
        total = self._index.count_entries() + 1
        weights = {
            term: log(1 + signature.terms[term]) * log(1 + total / (1 + frequency))
            for term, frequency in zip(terms, self._index.read_frequencies(terms), strict=True)
        }
        norm = sqrt(sum(weight * weight for weight in weights.values())) or 1.0
        return {term: weight / norm for term, weight in weights.items()}

    def _score(self, new: IndexedEntry, weights: dict[int, float], old: IndexedEntry) -> float:
        others = self._weigh(old.signature)
        score = sum(weight * others[term] for term, weight in weights.items() if term in others)
        if new.moment is not None and old.moment is not None:
            score *= exp(-abs(new.moment - old.moment) / (6 * DAY))
        return score

    def _gate(self, new: IndexedEntry, old: IndexedEntry) -> str:
        if frozenset((new.feed, old.feed)) in self._pins.feeds_apart and new.feed != old.feed:
            return "apart"
        return find_gate(new, old)

    def _find_shared_words(
        self, entry: StoryEntry, weights: dict[int, float], olds: Sequence[IndexedEntry]
    ) -> tuple[str, ...]:
        theirs = set().union(*(old.signature.terms for old in olds))
        words = {hash_term(word.casefold()): word for word in find_tokens(entry.title + " " + entry.text[:_LEAD])}
        shared = sorted(theirs & words.keys(), key=lambda term: -weights.get(term, 0.0))
        return tuple(words[term] for term in shared[:6])
