"""Finds the tags that a tag appears with, beyond how common they are anyway.

Of one tag the newest entries are looked at. Of very many at once, such as for a list of all topics, the newest entries
of the library are read in one go, and of the first tags that are too rare to be among them the few that they have.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import groupby
from math import log
from operator import itemgetter
from typing import Any

import apsw

from tuinews.store.bindings import bind_numbers
from tuinews.store.visibility import where_listed, where_visible

SAMPLE = 60
"""The newest entries of a tag in which others are looked for."""

MANY = 150
"""From this number of tags on, they are looked up together."""

_MOST, _NEWEST, _FEW, _FIRST = 5, 30_000, 6, 1_000
"""Companions that are told; entries that are read for many tags; those that are read for a tag that is not among them;
and for how many such tags."""

_TOGETHER = f"""
    SELECT o.tag_id, count(*) FROM (
        SELECT t.entry_id FROM entry_tags t INDEXED BY entry_tags_newest CROSS JOIN states s ON s.id = t.entry_id
        WHERE t.tag_id = ?1 AND {where_visible("s")} ORDER BY t.moment DESC LIMIT ?2
    ) e CROSS JOIN entry_tags o ON o.entry_id = e.entry_id WHERE o.tag_id <> ?1 GROUP BY o.tag_id
"""  # noqa: S608  a condition of ours
_OF_NEWEST = f"""
    SELECT t.entry_id, t.tag_id FROM (
        SELECT id FROM states INDEXED BY listed_newest WHERE {where_listed("states")} ORDER BY moment DESC LIMIT ?
    ) e CROSS JOIN entry_tags t ON t.entry_id = e.id
"""  # noqa: S608  as above
_USES = "SELECT tag_id, sum(uses) FROM spellings WHERE tag_id IN (SELECT value FROM carray(?)) GROUP BY tag_id"
_EVERY = "SELECT coalesce(sum(total), 0) FROM tallies"


def count_together(connection: apsw.Connection, tag: int, limit: int = SAMPLE) -> dict[int, int]:
    """Return how many of a tag's newest entries have which other tags."""
    rows: list[Any] = connection.execute(_TOGETHER, (tag, limit)).fetchall()
    return dict(rows)


def rank_companions(together: Mapping[int, int], sample: int, uses: Mapping[int, int], every: int) -> list[int]:
    """Return the tags that go best with one, of whose `sample` entries they have so many, the best first.

    Each entry together counts for the logarithm of the lift, so that one chance meeting of two rare tags does not go
    before what is nearly always together. `uses` are of each tag, `every` is the number of all entries.
    """
    fewest = 2 if sample > 3 else 1
    scores = {
        other: count * log(max(1e-9, count / max(1, sample) * max(1, every) / max(1, uses.get(other, 1))))
        for other, count in together.items()
        if count >= fewest
    }
    return sorted((other for other in scores if scores[other] >= 0), key=lambda other: (-scores[other], other))[:_MOST]


def find_companions(connection: apsw.Connection, tags: Collection[int]) -> dict[int, list[int]]:
    """Return the companions of tags, the best first."""
    every = int(connection.execute(_EVERY).get)
    together = dict(_count_for_many(connection, tags) if len(tags) >= MANY else _count_for_each(connection, tags))
    known = {*tags, *(other for counts in together.values() for other in counts)}
    rows: list[Any] = connection.execute(_USES, (bind_numbers(known),)).fetchall()
    uses: dict[int, int] = dict(rows)
    sizes = {tag: counts.pop(tag, 0) or min(SAMPLE, uses.get(tag, 1)) for tag, counts in together.items()}
    return {tag: rank_companions(counts, sizes[tag], uses, every) for tag, counts in together.items()}


def _count_for_each(connection: apsw.Connection, tags: Collection[int]) -> Iterator[tuple[int, dict[int, int]]]:
    for tag in tags:
        yield tag, count_together(connection, tag)


def _count_for_many(connection: apsw.Connection, tags: Collection[int]) -> Iterator[tuple[int, dict[int, int]]]:
    """Yield the tags with what they are counted with; their own count is the entries that were looked at."""
    wanted = set(tags)
    found: dict[int, Counter[int]] = defaultdict(Counter)
    rows: list[Any] = connection.execute(_OF_NEWEST, (_NEWEST,)).fetchall()
    for _, group in groupby(rows, itemgetter(0)):
        numbers = [row[1] for row in group]
        for number in numbers:
            if number in wanted:
                found[number].update(numbers)
    first = _FIRST
    for tag in tags:
        if first and (tag not in found or found[tag][tag] < _FEW):
            first -= 1
            yield tag, count_together(connection, tag, _FEW)
        elif tag in found:
            yield tag, found[tag]


def name_tags(connection: apsw.Connection, tags: Sequence[int]) -> dict[int, str]:
    """Return what tags are called."""
    sql = (
        "SELECT s.tag_id, coalesce(nullif(o.name, ''), s.name), max(s.uses) FROM spellings s "
        "LEFT JOIN topics o ON o.tag_id = s.tag_id WHERE s.tag_id IN (SELECT value FROM carray(?)) GROUP BY s.tag_id"
    )
    rows: list[Any] = connection.execute(sql, (bind_numbers(tags),)).fetchall()
    return {row[0]: row[1] for row in rows}
