"""How close two entries are, from 0 to 1."""

from math import exp

from tuinews.engine.stories.gates import DAY, measure_gap
from tuinews.engine.stories.index import IndexedEntry
from tuinews.engine.stories.signature import SKETCH, Signature

_DECAY, _POOR_DECAY = 3 * DAY, 1.5 * DAY
"""How fast time parts two entries: by 1/e in so many seconds; faster where one of them is little more than a title."""
_UNDATED = 0.7
"""What counts for time where one of two entries has none."""
_SAME_TEXT, _SKETCHED = 0.5, 8
"""The share of the hashes of two texts that makes them one, and how many hashes a text has at least for that."""
_SAME_SCORE = 0.9
_SCALE = 1 / 255**4


def has_same_text(one: Signature, other: Signature) -> bool:
    """Say whether two texts are one with small edits (Broder, 1997: the smallest hashes of the union)."""
    mine, theirs = one.sketch, other.sketch
    if min(len(mine), len(theirs)) < _SKETCHED:
        return False
    smallest = sorted({*mine, *theirs})[:SKETCH]
    both = {*mine} & {*theirs}
    return sum(value in both for value in smallest) >= _SAME_TEXT * len(smallest)


def score_terms(one: dict[int, int], other: dict[int, int]) -> float:
    """Return the cosine of two entries' terms, whose weights are kept as square roots."""
    if len(one) > len(other):
        one, other = other, one
    return _SCALE * sum((root * other[term]) ** 2 for term, root in one.items() if term in other)


def score_entries(one: IndexedEntry, other: IndexedEntry) -> float:
    """Return how close two entries are in words and time; the same text is close at any time."""
    if has_same_text(one.signature, other.signature):
        return _SAME_SCORE
    score = score_terms(one.signature.terms, other.signature.terms)
    if one.moment is None or other.moment is None:
        return score * _UNDATED
    rich = min(len(one.signature.sketch), len(other.signature.sketch)) >= _SKETCHED
    return score * exp(-measure_gap(one, other) / (_DECAY if rich else _POOR_DECAY))
