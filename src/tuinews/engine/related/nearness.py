"""How near articles are to each other: pure functions of their terms.

What is rare tells: each term weighs the logarithm of how seldom it is among what was stored around that time (tf-idf),
and two articles are as near as the cosine between their weights. Only candidates are compared, which share at least one
of the most telling terms; a term that the article itself does not have is weighed by how many candidates have it.
"""

from collections import Counter
from collections.abc import Container, Iterable, Mapping, Sequence
from math import exp, log, sqrt
from typing import NamedTuple

from tuinews.model.clock import DAY, Instant

MOST_ASKED, MOST_TELLING = 44, 14
"""Terms of an article whose frequency is asked for, and of these the ones that candidates are sought by."""

MOST_CANDIDATES = 24
"""Articles that are compared with one."""

LEAST_SCORE, LEAST_SHARED = 0.16, 2
"""The score below which nothing is related, and the telling terms that two articles have to share."""

_COMMON_SHARE, _FEW = 0.02, 40
"""A term that more than this share of the articles has, and more than a few of them, tells nothing."""

_FADING_DAYS = 30
_FADING = 0.25
"""What an article loses of its score when it is far away in time."""

_SHORTEST = 3
_MOST_EXPLAINED = 8


class Frequency(NamedTuple):
    """Which articles have a term, as far as they were counted, and about how many do."""

    hits: Sequence[int]
    articles: float


class Weights(NamedTuple):
    """An article's terms with their weights."""

    id: int
    moment: Instant
    terms: Mapping[str, float]


class Nearness(NamedTuple):
    """How near an article is, and the terms that say so, the most telling first."""

    id: int
    score: float
    shared: tuple[str, ...]


def choose_terms(weights: Mapping[str, float], ignored: Container[str]) -> list[str]:
    """Return the terms whose frequency is worth asking for: those of most weight, the longest first."""
    worth = (
        term
        for term in weights
        if term not in ignored and (term[0] == "#" or len(term) >= _SHORTEST or ord(term[0]) >= 0x0E00)
    )
    return sorted(worth, key=lambda term: (-weights[term], -len(term), term))[:MOST_ASKED]


def find_candidates(
    weights: Mapping[str, float], frequencies: Mapping[str, Frequency], total: int
) -> tuple[list[int], dict[str, float]]:
    """Return the articles that share the most telling terms, the best first, and how telling each term is."""
    most = max(_COMMON_SHARE * total, min(_FEW, total / 4))
    telling = {
        term: log((total + 1) / frequency.articles)
        for term, frequency in frequencies.items()
        if 2 <= frequency.articles <= max(2, most)
    }
    ranked = sorted(telling, key=lambda term: (-weights[term] * telling[term], term))[:MOST_TELLING]
    found: Counter[int] = Counter()
    for term in ranked:
        for number in frequencies[term].hits:
            found[number] += weights[term] * telling[term] ** 2  # type: ignore[assignment]  # a counter of weights
    best = sorted(found, key=lambda number: (-found[number], -number))
    return best, telling


def rank_candidates(source: Weights, candidates: Iterable[Weights], telling: Mapping[str, float]) -> list[Nearness]:
    """Return the candidates that are near enough, the nearest first."""
    every = list(candidates)
    held = Counter(term for candidate in every for term in candidate.terms)
    rare = {term: log((len(every) + 1) / count) for term, count in held.items()} | dict(telling)
    own, length = _measure(source, rare)
    ranked = []
    for candidate in every:
        theirs, other = _measure(candidate, rare)
        parts = {term: own[term] * weight / (length * other) for term, weight in theirs.items() if own.get(term)}
        apart = abs(source.moment - candidate.moment) / (DAY * _FADING_DAYS)
        score = sum(parts.values()) * (1 - _FADING + _FADING * exp(-apart))
        shared = sorted((term for term in parts if term in telling), key=lambda term: (-parts[term], term))
        if score >= LEAST_SCORE and len(shared) >= LEAST_SHARED:
            ranked.append(Nearness(candidate.id, round(score, 3), tuple(shared[:_MOST_EXPLAINED])))
    return sorted(ranked, key=lambda near: (-near.score, -near.id))


def _measure(text: Weights, rare: Mapping[str, float]) -> tuple[dict[str, float], float]:
    """Return the terms of a text weighed by how telling they are, and the length of that vector."""
    terms = {term: weight * rare.get(term, 0.0) for term, weight in text.terms.items()}
    return terms, sqrt(sum(weight * weight for weight in terms.values())) or 1.0
