"""Reads what related articles are found by: who has a word, who has a tag, and the texts of candidates."""

from collections.abc import Sequence
from typing import NamedTuple

from tuinews.model.clock import DAY, Instant
from tuinews.model.codec.stored_text import unpack
from tuinews.model.entry import StoredText
from tuinews.model.query.words import match_expression
from tuinews.model.text import SafeText, bare_words
from tuinews.store.bindings import bind_numbers
from tuinews.store.readers.arrival_order import find_first_id, find_newest_id
from tuinews.store.readers.read_connection import ReadConnection
from tuinews.store.visibility import where_visible

DAYS = 60
"""Days before and after an entry in which related ones are looked for."""

_MOST_HITS = 400
"""Entries that are counted of those that have a word; how many there are is estimated from these."""

_BODY_CHARACTERS = 6_000
"""Characters of HTML that are read of a text."""

_HAVE_WORD = "SELECT rowid FROM search WHERE search MATCH ? AND rowid BETWEEN ? AND ? ORDER BY rowid DESC LIMIT ?"
_HAVE_TAG = (
    "SELECT entry_id FROM entry_tags INDEXED BY entry_tags_newest WHERE tag_id = ? AND moment BETWEEN ? AND ? "
    "ORDER BY moment DESC LIMIT ?"
)
_TEXTS = f"""
    SELECT e.id, e.title, f.title, s.moment, s.story_id, e.link_key, coalesce(b.page_html, b.feed_html),
        e.first_seen
    FROM states s JOIN entries e ON e.id = s.id JOIN feeds f ON f.id = s.feed_id LEFT JOIN bodies b ON b.entry_id = s.id
    WHERE s.id IN (SELECT value FROM carray(?)) AND ({where_visible("s")} OR s.id = ?)
"""  # noqa: S608  a condition of ours
_TAGS = """
    SELECT t.entry_id, t.tag_id, coalesce(nullif(o.name, ''), p.name)
    FROM entry_tags t JOIN spellings p ON p.id = t.spelling_id LEFT JOIN topics o ON o.tag_id = t.tag_id
    WHERE t.entry_id IN (SELECT value FROM carray(?)) ORDER BY t.entry_id, t.position
"""
_NEAR = "SELECT n.value ->> 0 FROM story_evidence v, json_each(v.near) n WHERE v.entry_id = ? LIMIT 10"


class Window(NamedTuple):
    """The time around an entry, as moments and as the ids of what came then."""

    first: Instant
    last: Instant
    low: int
    high: int

    @property
    def entries(self) -> int:
        """About how many entries came then."""
        return max(1, self.high - self.low + 1)


class RelatedReader:
    """`reader.related`."""

    def __init__(self, connection: ReadConnection) -> None:
        self._connection = connection

    def find_window(self, moment: Instant, seen: Instant) -> Window:
        """Return the time around a moment.

        What was `seen` long after it was published, with the first fetch of its feed, came with others that were.
        """
        first, last = moment - DAYS * DAY, moment + DAYS * DAY
        newest = find_newest_id(self._connection)
        low = self._find_first(first, newest)
        # what was published then may have come a little later
        return Window(first, last, low, max(low, self._find_first(max(last, seen) + DAY, newest)))

    def _find_first(self, seen: Instant, newest: int) -> int:
        """Return the id of the first entry that came at a moment or later; the newest one where none did."""
        return min(find_first_id(self._connection, seen, newest), max(1, newest))

    def find_hits(self, term: str, window: Window) -> tuple[list[int], float]:
        """Return entries of a time that have a word or a tag (`#number`), the newest first, and about how many do."""
        if term.startswith("#"):
            rows = self._connection.rows(_HAVE_TAG, (int(term[1:]), window.first, window.last, _MOST_HITS))
            hits = [row[0] for row in rows]
            return hits, float(len(hits)) if len(hits) < _MOST_HITS else float(self._count_tag(term, window))
        bounds = (match_expression(term), window.low, window.high, _MOST_HITS)
        hits = [row[0] for row in self._connection.rows(_HAVE_WORD, bounds)]
        if len(hits) < _MOST_HITS:
            return hits, float(len(hits))
        return hits, _MOST_HITS * window.entries / max(1, window.high - hits[-1] + 1)

    def _count_tag(self, term: str, window: Window) -> int:
        sql = "SELECT coalesce(sum(total), 0) FROM tag_days WHERE tag_id = ? AND start BETWEEN ? AND ?"
        return max(_MOST_HITS, int(self._connection.rows(sql, (int(term[1:]), window.first, window.last))[0][0]))

    def find_near(self, entry_id: int) -> list[int]:
        """Return the entries that were found close when the entry was grouped into stories, but not folded with it."""
        return [int(row[0]) for row in self._connection.rows(_NEAR, (entry_id,))]

    def read_texts(self, ids: Sequence[int]) -> list[StoredText]:
        """Return the texts of entries that lists and searches show, in this order; of a single one in any case."""
        alone = ids[0] if len(ids) == 1 else -1
        rows = {row[0]: row for row in self._connection.rows(_TEXTS, (bind_numbers(ids), alone))}
        tags: dict[int, list[tuple[int, SafeText]]] = {}
        for entry_id, tag, name in self._connection.rows(_TAGS, (bind_numbers(rows),)):
            tags.setdefault(entry_id, []).append((tag, SafeText(name)))
        found = []
        for number in ids:
            if number in rows:
                _, title, feed, moment, story, link_key, html, seen = rows[number]
                body = bare_words(unpack(html)[:_BODY_CHARACTERS]) if html is not None else ""
                given = tuple(tags.get(number, ()))
                found.append(StoredText(number, title, feed, given, body, moment, seen, story, link_key))
        return found
