"""The full-text index: how it is fed, and the SQL functions that check texts.

The index stores which entry has which word, and whether its title has it, and nothing else (FTS5, contentless,
`detail=none`): a third of the size that phrases would need. Whether words follow each other is then checked on the
texts of the entries that have all the words.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from threading import local
from time import monotonic

import apsw

from tuinews.model.clock import DAY, Instant
from tuinews.model.codec.stored_text import unpack
from tuinews.model.error import QueryError
from tuinews.model.language import tr
from tuinews.model.query.regex import limit_text
from tuinews.model.query.words import DAY_MARK, FEED_MARK, TITLE_MARK, index_terms, index_words, says
from tuinews.model.text import bare_words, fold, safe_text

_REGEX_SECONDS = 10.0
_PAUSE = 1.0
"""Seconds after which the use of a regular expression belongs to another query."""


class _RegexClock:
    """How long each regular expression has been looked for, so that a query with a slow one ends."""

    def __init__(self) -> None:
        self._spent: dict[str, tuple[float, float]] = {}

    def add(self, pattern: str, began: float) -> None:
        """Add the time since then; raises QueryError when it is too much for one query."""
        now = monotonic()
        last, spent = self._spent.get(pattern, (began, 0.0))
        spent = now - began + (spent if began - last < _PAUSE else 0.0)
        self._spent = {pattern: (now, spent)}
        if spent > _REGEX_SECONDS:
            self._spent = {}
            raise QueryError(
                tr(
                    "The regular expression /{pattern}/ takes too long here: narrow the list first, as "
                    "with newer:1w, or use words.",
                    pattern=safe_text(pattern, 60),
                )
            )


_clock = local()


def register(connection: apsw.Connection) -> None:
    """Add the functions to the connection that `select` calls on texts."""
    functions: tuple[Callable[..., bool], ...] = (
        any_says,
        body_says,
        body_has_image,
        has_part,
        matches_regex,
        body_matches_regex,
    )
    for function in functions:
        connection.create_scalar_function(function.__name__, function, deterministic=True)


def any_says(asked: str, *texts: str) -> bool:
    """Whether one of the texts says what is asked, as `says` takes it."""
    return any(text and says(text, asked) for text in texts)


def body_says(asked: str, feed_html: bytes | None, page_html: bytes | None) -> bool:
    """Whether a stored text says what is asked."""
    return any(stored is not None and says(bare_words(unpack(stored)), asked) for stored in (feed_html, page_html))


def body_has_image(feed_html: bytes | None, page_html: bytes | None) -> bool:
    """Whether there is a picture in a stored text."""
    return any(stored is not None and has_image(unpack(stored)) for stored in (feed_html, page_html))


def has_image(markup: str) -> bool:
    """Whether there is a picture in an HTML text."""
    return "<img" in markup or "<picture" in markup


def has_part(text: str, part: str) -> bool:
    """Whether the folded text contains `part`, which is folded."""
    return part in fold(text)


def matches_regex(text: str, pattern: str) -> bool:
    """Whether the regular expression matches in the beginning of the text (`limit_text`), in any case.

    Raises:
        QueryError: it has been looked for too long.
    """
    if not hasattr(_clock, "regex"):
        _clock.regex = _RegexClock()
    began = monotonic()
    found = _compile(pattern).search(text[: _limit(pattern)]) is not None
    _clock.regex.add(pattern, began)
    return found


def body_matches_regex(feed_html: bytes | None, page_html: bytes | None, pattern: str) -> bool:
    """Whether the regular expression matches in the beginning of a stored text, as `matches_regex` does."""
    return any(
        stored is not None and matches_regex(" ".join(bare_words(unpack(stored)).split()), pattern)
        for stored in (feed_html, page_html)
    )


@lru_cache(maxsize=64)
def _limit(pattern: str) -> int:
    return limit_text(pattern)


@lru_cache(maxsize=64)
def _compile(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


MANY = 2_000
"""From this number on, what is found is read day by day."""


def is_common(connection: apsw.Connection, expression: str) -> bool:
    """Whether the index finds so many that they are better read day by day."""
    sql = "SELECT count(*) FROM (SELECT 1 FROM search WHERE search MATCH ? LIMIT ?)"
    return int(connection.execute(sql, (expression, MANY)).get) == MANY


def is_anew(connection: apsw.Connection) -> bool:
    """Whether any entry is still in the index by its former words: then its days and names may not be there."""
    return bool(connection.execute("SELECT EXISTS (SELECT 1 FROM unindexed WHERE again <> 0)").get)


_LONGEST_SPAN = 256


def read_spans(first_moment: Instant, last_moment: Instant, *, newest: bool, length: int = 1) -> Iterator[str]:
    """Yield what to ask the index for spans of days, one after the other, each twice as long as the one before.

    The first begins with the last day, or with the first.
    """
    first, last = first_moment // DAY, last_moment // DAY
    while first <= last:
        begin, end = (max(first, last - length + 1), last) if newest else (first, min(last, first + length - 1))
        yield " OR ".join(f'"{DAY_MARK}{day}"' for day in range(begin, end + 1))
        first, last = (first, begin - 1) if newest else (end + 1, last)
        length = min(2 * length, _LONGEST_SPAN)


_UNINDEXED = """
    SELECT u.entry_id, u.again, e.feed_id, e.moment, e.title, e.author, e.agency, e.dateline, e.source,
           b.feed_html, b.page_html,
           (SELECT group_concat(s.name, ' ') FROM entry_tags t JOIN spellings s ON s.id = t.spelling_id
            WHERE t.entry_id = u.entry_id),
           (SELECT n.text FROM entry_notes n WHERE n.entry_id = u.entry_id)
    FROM unindexed u
"""
_TEXTS = "LEFT JOIN entries e ON e.id = u.entry_id LEFT JOIN bodies b ON b.entry_id = u.entry_id"
_NEW = f"{_UNINDEXED} INDEXED BY unindexed_new {_TEXTS} WHERE u.again = 0 ORDER BY u.entry_id DESC LIMIT ?"
_AGAIN = f"{_UNINDEXED} {_TEXTS} WHERE u.again <> 0 ORDER BY u.entry_id DESC LIMIT ?"


def index_some(connection: apsw.Connection, limit: int) -> int:
    """Bring up to `limit` entries into the index, the newest first, inside the caller's transaction.

    What the index has not at all goes before what it has with former words. Returns how many are left, counted to
    10,000: counting all of a million each time would take longer than indexing them.
    """
    rows = connection.execute(_NEW, (limit,)).fetchall() or connection.execute(_AGAIN, (limit,)).fetchall()
    # ascending: FTS5 writes what it has gathered out at each that is below the one before
    _index(connection, rows[::-1])
    left = connection.execute("SELECT count(*) FROM (SELECT 1 FROM unindexed LIMIT 10000)").get
    return int(left)


def is_rebuilt(connection: apsw.Connection) -> bool:
    """Whether the index has all that is stored by the words of this version of the program."""
    sql = "SELECT EXISTS (SELECT 1 FROM unindexed INDEXED BY unindexed_former WHERE again = 2)"
    return not connection.execute(sql).get


COUNT_UNINDEXED = "SELECT count(*) FROM unindexed"
COUNT_NEW = f"{COUNT_UNINDEXED} INDEXED BY unindexed_new WHERE again = 0"
LACKS_ANY = "SELECT EXISTS (SELECT 1 FROM unindexed INDEXED BY unindexed_new WHERE again = 0)"


def _index(connection: apsw.Connection, rows: Sequence[tuple[object, ...]]) -> None:
    connection.executemany("DELETE FROM search WHERE rowid = ?", [(row[0],) for row in rows if row[1]])
    connection.executemany(
        "INSERT INTO search (rowid, words) VALUES (?, ?)",
        [(row[0], _entry_words(row)) for row in rows if row[2] is not None],
    )
    connection.executemany("DELETE FROM unindexed WHERE entry_id = ?", [(row[0],) for row in rows])


def _entry_words(row: tuple[object, ...]) -> str:
    *_, feed_id, moment, title, author, agency, dateline, source, feed_html, page_html, tags, note = row
    of_title = index_terms(index_words(str(title)))
    texts = [str(text) for text in (author, agency, dateline, source, tags, note) if text]
    texts += [bare_words(unpack(stored)) for stored in (feed_html, page_html) if isinstance(stored, bytes)]
    marked = [f"{TITLE_MARK}{word}" for word in of_title.split()]
    day = f"{DAY_MARK}{moment // DAY}" if isinstance(moment, int) else ""
    return " ".join(
        [of_title, *marked, day, f"{FEED_MARK}{feed_id}", *(index_terms(index_words(text)) for text in texts)]
    )


def note_changed(connection: apsw.Connection, entry_ids: Iterable[int]) -> None:
    """Note that the words of stored entries have changed, so that they are indexed again."""
    connection.executemany(
        "INSERT INTO unindexed (entry_id, again) VALUES (?, 1) ON CONFLICT (entry_id) DO NOTHING",
        [(entry_id,) for entry_id in entry_ids],
    )
