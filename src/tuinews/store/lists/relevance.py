"""Ranks what a search finds: by how often and where its words stand, how rare they are, and how new the entry is.

A word that half of a million entries have cannot be ranked in all of them. The newest matches are looked at, and those
that have the words in the title; of these the most promising are read. The weights are those of BM25 (Robertson and
Zaragoza, “The Probabilistic Relevance Framework”, 2009), with titles as a field of more weight.
"""

import math
from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

import apsw

from tuinews.model.clock import DAY, Instant
from tuinews.model.codec.stored_text import unpack
from tuinews.model.feed_names import FeedNames
from tuinews.model.query import AllOf, FieldMatch, Order, Query, find_sought_words
from tuinews.model.query.words import TITLE_MARK, index_words, match_expression, phrase_words
from tuinews.model.text import bare_words
from tuinews.store.bindings import bind_numbers
from tuinews.store.lists.newest import read_newest

RANKED = 1_500
"""The most matches that are ranked: the newest, and half as many that have the words in the title."""

_READ = 200
"""Of these, the most promising whose texts are read."""
_PATIENCE = 0.04
_ENOUGH = 100
"""Seconds after which so many candidates are enough: phrases are looked for in texts."""
_SAMPLE = 1_000
_K1, _B, _TITLE, _NAME = 1.2, 0.6, 4.0, 2.0
_HALF_LIFE = 14 * DAY
_NEWNESS = 0.8
"""How much more what is new weighs than what is old."""


class Ranked(NamedTuple):
    """The ranked part of what a search finds."""

    ids: "array[int]"
    whole: bool
    """Whether this is all that was found."""


class _Sought(NamedTuple):
    """A word or phrase of a search."""

    phrase: str
    weight: float
    """How rare it is: its inverse document frequency."""
    in_titles: frozenset[int]
    """The candidates that have its words in the title."""


def rank(
    connection: apsw.Connection, query: Query, feeds: Sequence[FeedNames], now: Instant, enough: int = _ENOUGH
) -> Ranked:
    """Return the most relevant matches of a query in their order.

    What takes too long to be found is not ranked once there are as many as are `enough`.
    """
    found, whole = _find_candidates(connection, query, feeds, RANKED, enough)
    texts = find_sought_words(query.condition)
    if not whole:
        titled = AllOf((query.condition, *(FieldMatch("title", text) for text in texts)))
        found |= _find_candidates(connection, Query("", titled), feeds, RANKED // 2, enough)[0]
    sought = [_weigh(connection, text, found) for text in texts]
    promise = {number: _promise(number, sought) * _newness(moment, now) for number, moment in found.items()}
    best = sorted(promise, key=lambda number: (-promise[number], -found[number]))
    scores = _read_scores(connection, best[:_READ], sought)
    score = {number: scores.get(number, 0.0) * _newness(found[number], now) for number in best[:_READ]}
    first = sorted(score, key=lambda number: (-score[number], -found[number], -number))
    return Ranked(array("q", [*first, *best[_READ:]]), whole)


def is_rank_bounded(connection: apsw.Connection, query: Query, feeds: Sequence[FeedNames]) -> bool:
    """Whether a query finds more than is ranked."""
    return not _find_candidates(connection, query, feeds, RANKED, _ENOUGH)[1]


def _find_candidates(
    connection: apsw.Connection, query: Query, feeds: Sequence[FeedNames], limit: int, enough: int
) -> tuple[dict[int, Instant], bool]:
    """Return the newest matches with their moments, and whether these are all."""
    first = read_newest(connection, replace(query, order=Order.NEWEST), feeds, limit, patience=_PATIENCE, enough=enough)
    moments = "SELECT id, moment FROM states WHERE id IN (SELECT value FROM carray(?))"
    found = {int(number): int(moment) for number, moment in _rows(connection, moments, bind_numbers(first.ids))}
    return found, not first.cut and len(first.ids) < limit


def _weigh(connection: apsw.Connection, text: str, among: Iterable[int]) -> _Sought:
    ids = sorted(among)
    titled: frozenset[int] = frozenset()
    if ids:
        sql = "SELECT rowid FROM search WHERE search MATCH ? AND rowid BETWEEN ? AND ?"
        rows = _rows(connection, sql, match_expression(text, TITLE_MARK), ids[0], ids[-1])
        titled = frozenset(ids).intersection(number for (number,) in rows)
    newest = "SELECT rowid FROM search WHERE search MATCH ? ORDER BY rowid DESC LIMIT ?"
    sample = [int(number) for (number,) in _rows(connection, newest, match_expression(text), _SAMPLE)]
    every, many = next(_rows(connection, "SELECT coalesce(max(id), 0) FROM states"))[0], len(sample)
    if many == _SAMPLE:
        many = every * _SAMPLE // max(_SAMPLE, sample[0] - sample[-1])
    return _Sought(phrase_words(text), math.log(1 + (every - many + 0.5) / (many + 0.5)), titled)


def _rows(connection: apsw.Connection, sql: str, *bindings: object) -> Iterator[tuple[Any, ...]]:
    return connection.execute(sql, bindings)


def _promise(number: int, sought: Sequence[_Sought]) -> float:
    """Return what an entry is worth as far as the index knows."""
    return sum(one.weight * (2.0 if number in one.in_titles else 1.0) for one in sought) or 1.0


def _newness(moment: Instant, now: Instant) -> float:
    return 1.0 + _NEWNESS * math.pow(0.5, max(0, now - moment) / _HALF_LIFE)


_TEXTS = """
    SELECT e.id, e.title, e.author, e.agency, e.source, b.feed_html, b.page_html,
        (SELECT group_concat(s.name, ' ') FROM entry_tags t JOIN spellings s ON s.id = t.spelling_id
         WHERE t.entry_id = e.id)
    FROM entries e LEFT JOIN bodies b ON b.entry_id = e.id WHERE e.id IN (SELECT value FROM carray(?))
"""


def _read_scores(connection: apsw.Connection, ids: Sequence[int], sought: Sequence[_Sought]) -> dict[int, float]:
    """Return what each entry is worth by its texts."""
    counts: dict[int, list[float]] = {}
    lengths: dict[int, int] = {}
    for number, title, author, agency, source, feed_html, page_html, tags in connection.execute(
        _TEXTS, (bind_numbers(ids),)
    ):
        body = _say(bare_words(unpack(page_html if page_html is not None else feed_html)))
        heading, names = _say(title), _say(" ".join(filter(None, (author, agency, source, tags))))
        lengths[number] = body.count(" ")
        counts[number] = [
            _TITLE * heading.count(one.phrase) + _NAME * names.count(one.phrase) + body.count(one.phrase)
            for one in sought
        ]
    mean = sum(lengths.values()) / len(lengths) + 1 if lengths else 1.0
    return {
        number: sum(
            one.weight * count * (_K1 + 1) / (count + _K1 * (1 - _B + _B * lengths[number] / mean))
            for one, count in zip(sought, found, strict=True)
        )
        for number, found in counts.items()
    }


def _say(text: str) -> str:
    return f" {index_words(text)} "
