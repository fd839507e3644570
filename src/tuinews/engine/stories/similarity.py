"""How close two entries are, from 0 to 1."""

from math import exp, sqrt
from typing import NamedTuple

from tuinews.engine.stories.common_words import EVERYWHERE
from tuinews.engine.stories.gates import SKETCHED, measure_gap, share_text, share_titles
from tuinews.engine.stories.index import IndexedEntry
from tuinews.engine.stories.signature import Signature
from tuinews.model.clock import DAY, HOUR

_DECAY = 1.5 * DAY
"""How fast time parts two entries: by 1/e in so many seconds."""
_ANOTHER_DAY, _ALIKE, _ANOTHER_EVENT = 18 * HOUR, 0.42, 0.45
"""Two short entries that are so far apart, and whose titles share less than so many of their words, are likely two
events of a kind at one place, so that their score is multiplied by this."""
_SHORT, _LONG, _LENGTH = 80, 240, 0.4
"""Words of a text from which on, and up to which, its length counts, and how much: the longer two texts are, the more
of what is rare in each is by the way, so that their cosine is lower than what they share (Singhal, 1996).
"""
_TOLD_WORDS, _RETOLD = 3, 0.5
"""How many words two titles have in common, or which share of them, that are of one event beyond doubt."""
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
_MOST_WEIGHT = 1.001 * _MOST_DEEDS * (1 + _LENGTH)
"""What the score of two entries of one language is multiplied by at most besides time."""


class StoryWeights(NamedTuple):
    """What lessens how close two entries are, where less is known of them."""

    rest: int = 12 * HOUR
    """Seconds within which two texts are of one time."""
    undated: float = 0.7
    """What counts for time where one of two texts has none."""
    poor: float = 1.0
    """What counts where one of them is little more than a title."""
    poor_undated: float = 0.56
    """What counts for both."""
    doubtful: float = 1.0
    """What counts where little more than titles share hardly a word, or are of one feed that has titles alone."""


STORY_WEIGHTS = StoryWeights()


def has_same_text(one: Signature, other: Signature) -> bool:
    """Say whether two texts are one with small edits."""
    return share_text(one, other) >= _SAME_TEXT


def score_entries(
    one: IndexedEntry, other: IndexedEntry, weights: StoryWeights = STORY_WEIGHTS, least: float = 0.0
) -> float:
    """Return how close two entries are in words and time; the same text is close at any time.

    It is 0 where it is less than `least`, which a glance at `other` shows of most.
    """
    mine = one.signature
    lang, shared = other.glance(mine.terms)
    score = _SCALE * shared
    foreign = lang != mine.lang
    if not score and not foreign:
        return 0.0
    foreign = foreign and bool(lang and mine.lang)
    if not foreign and score <= _SAME_WORDS and score * _MOST_WEIGHT * _weigh_time(one, other, weights.rest) < least:
        return 0.0
    score = _score_closely(one, other, weights, score, foreign=foreign)
    return score if score >= least else 0.0


def _score_closely(
    one: IndexedEntry, other: IndexedEntry, weights: StoryWeights, score: float, *, foreign: bool
) -> float:
    """Return how close two entries are whose terms score so much."""
    mine, theirs = one.signature, other.signature
    if score > _SAME_WORDS and has_same_text(mine, theirs):
        return _SAME_SCORE
    if foreign:
        return max(score, _score_names(mine.across, theirs.across)) * _weigh_texts(one, other, weights)
    if min(len(mine.sketch), len(theirs.sketch)) < SKETCHED:
        return score * _weigh_titles(one, other, weights)
    if score > _WORTHWHILE and min(len(mine.plain), len(theirs.plain)) >= _PLAIN_WORDS:
        score *= _weigh_deeds(mine, theirs)
    return score * _weigh_texts(one, other, weights)


def _weigh_time(one: IndexedEntry, other: IndexedEntry, rest: int = 0) -> float:
    """Return what the time between two entries counts; 1 where one has none."""
    return exp(-max(measure_gap(one, other) - rest, 0) / _DECAY)


def _weigh_texts(one: IndexedEntry, other: IndexedEntry, weights: StoryWeights) -> float:
    """Return what the time between two texts counts, and their length."""
    if one.moment is None or other.moment is None:
        return weights.undated
    length = min(one.signature.length, other.signature.length)
    if length < _SHORT:
        sure = weights.poor + (1 - weights.poor) * length / _SHORT
    else:
        sure = 1 + _LENGTH * (min(length, _LONG) - _SHORT) / (_LONG - _SHORT)
    return _weigh_time(one, other, weights.rest) * sure


def _weigh_titles(one: IndexedEntry, other: IndexedEntry, weights: StoryWeights) -> float:
    """Return what counts for time where one is little more than a title, and for what the titles share."""
    dated = one.moment is not None and other.moment is not None
    gap = measure_gap(one, other)
    factor = weights.poor * exp(-gap / _DECAY) if dated else weights.poor_undated
    if gap > _ANOTHER_DAY and share_titles(one, other) < _ALIKE:
        factor *= _ANOTHER_EVENT
    return factor * weights.doubtful if weights.doubtful < 1 and _is_doubtful(one, other) else factor


def _is_doubtful(one: IndexedEntry, other: IndexedEntry) -> bool:
    """Say whether two entries that are little more than titles may be of two events at one place.

    They share hardly a word; or they are of one feed, which seldom tells one event twice in other words.
    """
    mine, theirs = one.signature.title_words, other.signature.title_words
    if one.feed and one.feed == other.feed:
        return not (mine and theirs and (mine <= theirs or theirs <= mine))
    return len((mine & theirs) - EVERYWHERE) < _TOLD_WORDS and share_titles(one, other) < _RETOLD


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
    both = sum([(one.terms[term] * other.terms[term]) ** 2 for term in one.plain if term in other.terms])
    return min(_MOST_DEEDS, _LEAST_DEEDS + _DEEDS * both / sqrt(mine * theirs))
