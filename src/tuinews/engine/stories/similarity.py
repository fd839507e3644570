"""How close two entries are, from 0 to 1."""

from math import exp, sqrt

from tuinews.engine.stories.gates import SKETCHED, measure_gap, share_text, share_titles
from tuinews.engine.stories.index import IndexedEntry
from tuinews.engine.stories.signature import Signature
from tuinews.model.clock import DAY, HOUR

_DECAY, _POOR_DECAY = 3 * DAY, 1.5 * DAY
"""How fast time parts two entries: by 1/e in so many seconds; faster where one of them is little more than a title."""
_ANOTHER_DAY, _ALIKE, _ANOTHER_EVENT = 18 * HOUR, 0.42, 0.45
"""Two short entries that are so far apart, and whose titles share less than so many of their words, are likely two
events of a kind at one place, so that their score is multiplied by this."""
UNDATED = 0.7
"""What counts for time where one of two entries has none."""
_SAME_TEXT = 0.5
"""The share of the hashes of two texts that makes them one."""
_SAME_SCORE, _SAME_WORDS = 0.9, 0.35
"""What the same text scores; and how close it is in rare words at least, for else a template was filled in anew."""
_WORTHWHILE = 0.08
"""A score from which on it is worth while to look closer."""
_PLAIN_WORDS, _PLAIN = 20, 0.1
"""How many plain words a text has at least, and what share of it they are, for them to count by themselves."""
_LEAST_DEEDS, _DEEDS, _MOST_DEEDS = 0.5, 6.0, 1.3
"""What the score is multiplied by when no plain word is shared, how much it grows with them, and to how much."""
_NAMES, _NAMES_SHARED = 1.1, 4
"""What names and numbers count alone, between two languages, and how many have to be shared for that."""
_SCALE = 1 / 255**4


def has_same_text(one: Signature, other: Signature) -> bool:
    """Say whether two texts are one with small edits."""
    return share_text(one, other) >= _SAME_TEXT


def score_terms(one: dict[int, int], other: dict[int, int]) -> float:
    """Return the cosine of two entries' terms, whose weights are kept as square roots."""
    return _SCALE * sum([(one[term] * other[term]) ** 2 for term in one.keys() & other.keys()])


def score_entries(one: IndexedEntry, other: IndexedEntry, undated: float = UNDATED) -> float:
    """Return how close two entries are in words and time; the same text is close at any time.

    `undated` is what counts for time where one has none and is little more than a title.
    """
    mine, theirs = one.signature, other.signature
    score = score_terms(mine.terms, theirs.terms)
    if score > _SAME_WORDS and has_same_text(mine, theirs):
        return _SAME_SCORE
    if mine.lang != theirs.lang and mine.lang and theirs.lang:
        return max(score, _score_names(mine.across, theirs.across)) * _weigh_time(one, other, undated, rich=True)
    rich = min(len(mine.sketch), len(theirs.sketch)) >= SKETCHED
    if score > _WORTHWHILE and min(len(mine.plain), len(theirs.plain)) >= _PLAIN_WORDS and rich:
        score *= _weigh_deeds(mine, theirs)
    if not rich and measure_gap(one, other) > _ANOTHER_DAY and share_titles(one, other) < _ALIKE:
        score *= _ANOTHER_EVENT
    return score * _weigh_time(one, other, undated, rich=rich)


def _weigh_time(one: IndexedEntry, other: IndexedEntry, undated: float, *, rich: bool) -> float:
    if one.moment is None or other.moment is None:
        return UNDATED if rich else undated
    return exp(-measure_gap(one, other) / (_DECAY if rich else _POOR_DECAY))


def _score_names(one: dict[int, int], other: dict[int, int]) -> float:
    """Return how close two entries of two languages are in names and numbers alone."""
    shared = [(one[term] * other[term]) ** 2 for term in one.keys() & other.keys()]
    return _NAMES * _SCALE * sum(shared) if len(shared) >= _NAMES_SHARED else 0.0


def _weigh_deeds(one: Signature, other: Signature) -> float:
    """Return what counts for the plain words of two texts: the same names may be in the news for something else."""
    mine = sum([one.terms[term] ** 4 for term in one.plain])
    theirs = sum([other.terms[term] ** 4 for term in other.plain])
    if min(mine, theirs) * _SCALE < _PLAIN:
        return 1.0
    both = sum([(one.terms[term] * other.terms[term]) ** 2 for term in one.plain & other.terms.keys()])
    return min(_MOST_DEEDS, _LEAST_DEEDS + _DEEDS * both / sqrt(mine * theirs))
