"""The full-text index: which words it knows, how it is fed, and the SQL functions that check texts.

The index stores which entry has which word and nothing else (FTS5, contentless, `detail=none`): a third of the size
that phrases would need. Whether words follow each other or stand in the title is then checked on the texts of the
entries that have all the words.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache

import apsw

from tuinews.model.codec.stored_text import unpack
from tuinews.model.text import bare_words, fold

_REGEX_TEXT_LIMIT = 1_000
"""Characters of a text that a regular expression sees: at worst it takes time by their square."""

_PARTED = (
    range(0x0E00, 0x0F00),
    range(0x1000, 0x10A0),
    range(0x1780, 0x1800),
    range(0x2E80, 0x3100),
    range(0x3400, 0xA000),
    range(0xF900, 0xFB00),
    range(0x20000, 0x40000),
)
"""Scripts written without spaces (Thai, Lao, Burmese, Khmer, Chinese, Japanese): each character is a word."""

_INDIC_CLASSES = frozenset({0, 7, 8, 9})
"""Combining classes of vowel signs, nukta, voicing marks and virama: parts of words, unlike accents."""


class _Letters(dict[int, str]):
    """What each character is in the index: folded, without accents; a space if it belongs to no word."""

    def __missing__(self, code: int) -> str:
        self[code] = kept = _letter(code)
        return kept


def _letter(code: int) -> str:
    parts = filter(_is_word_part, unicodedata.normalize("NFKD", chr(code)).casefold())
    kept = unicodedata.normalize("NFC", "".join(parts))
    if any(map(_stands_alone, kept)):
        return f" {' '.join(kept)} "
    return kept if kept or unicodedata.category(chr(code))[0] == "M" else " "


def _stands_alone(character: str) -> bool:
    return any(ord(character) in script for script in _PARTED)


def _is_word_part(character: str) -> bool:
    kind = unicodedata.category(character)[0]
    return kind in "LN" or (kind == "M" and unicodedata.combining(character) in _INDIC_CLASSES)


_LETTERS = _Letters()
_ASCII = bytes(ord(_LETTERS[code]) for code in range(128)).ljust(256)
"""The same for ASCII alone, which most text is: five times as fast."""


def index_words(text: str) -> str:
    """Return the text's words as the index stores them, single-spaced: `Café “Ö1”` gives `cafe o1`."""
    plain = (
        text.encode().translate(_ASCII).decode()
        if text.isascii()
        else unicodedata.normalize("NFC", text).translate(_LETTERS)
    )
    return " ".join(plain.split())


def match_expression(text: str) -> str:
    """Return what to ask FTS5 for all words of a text; a last `*` matches beginnings.

    A text without any word gives an expression that finds nothing.
    """
    found = index_words(text).split()
    return " AND ".join(f'"{word}"' for word in found) + _star(text) if found else '""'


def phrase_words(text: str) -> str:
    """Return the words of a phrase between spaces, as `has_phrase` takes them; open at the end after a `*`."""
    return f" {index_words(text)}" + ("" if _star(text) else " ")


def _star(text: str) -> str:
    return "*" if text.rstrip().endswith("*") else ""


def register(connection: apsw.Connection) -> None:
    """Add the functions to the connection that `select` calls on texts."""
    functions: tuple[Callable[..., bool], ...] = (
        has_phrase,
        body_has_phrase,
        has_part,
        matches_regex,
        body_matches_regex,
    )
    for function in functions:
        connection.create_scalar_function(function.__name__, function, deterministic=True)


def has_phrase(text: str, phrase: str) -> bool:
    """Whether the words of `phrase`, made by `phrase_words`, follow each other in the text."""
    return phrase in f" {index_words(text)} "


def body_has_phrase(feed_html: bytes | None, page_html: bytes | None, phrase: str) -> bool:
    """Whether the words of a phrase follow each other in a stored text."""
    return any(
        stored is not None and has_phrase(bare_words(unpack(stored)), phrase) for stored in (feed_html, page_html)
    )


def has_part(text: str, part: str) -> bool:
    """Whether the folded text contains `part`, which is folded."""
    return part in fold(text)


def matches_regex(text: str, pattern: str) -> bool:
    """Whether the regular expression matches in the first 1,000 characters of the text, in any case."""
    return _compile(pattern).search(text[:_REGEX_TEXT_LIMIT]) is not None


def body_matches_regex(feed_html: bytes | None, page_html: bytes | None, pattern: str) -> bool:
    """Whether the regular expression matches in the first 1,000 characters of a stored text."""
    return any(
        stored is not None and matches_regex(" ".join(bare_words(unpack(stored)).split()), pattern)
        for stored in (feed_html, page_html)
    )


@lru_cache(maxsize=64)
def _compile(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


_UNINDEXED = """
    SELECT u.entry_id, u.again, e.title, e.author, e.agency, e.dateline, e.source, b.feed_html, b.page_html,
           (SELECT group_concat(s.name, ' ') FROM entry_tags t JOIN spellings s ON s.id = t.spelling_id
            WHERE t.entry_id = u.entry_id)
    FROM unindexed u LEFT JOIN entries e ON e.id = u.entry_id LEFT JOIN bodies b ON b.entry_id = u.entry_id
"""
_NEWEST = f"{_UNINDEXED} ORDER BY u.entry_id DESC LIMIT ?"


def index_some(connection: apsw.Connection, limit: int) -> int:
    """Bring up to `limit` entries into the index, the newest first, inside the caller's transaction.

    Returns how many are left, counted to 10,000.
    """
    _index(connection, connection.execute(_NEWEST, (limit,)).fetchall())
    left = connection.execute("SELECT count(*) FROM (SELECT 1 FROM unindexed LIMIT 10000)").get
    return int(left)


def _index(connection: apsw.Connection, rows: Sequence[tuple[object, ...]]) -> None:
    connection.executemany("DELETE FROM search WHERE rowid = ?", [(row[0],) for row in rows if row[1]])
    connection.executemany(
        "INSERT INTO search (rowid, words) VALUES (?, ?)",
        [(row[0], _entry_words(row)) for row in rows if row[2] is not None],
    )
    connection.executemany("DELETE FROM unindexed WHERE entry_id = ?", [(row[0],) for row in rows])


def _entry_words(row: tuple[object, ...]) -> str:
    *_, title, author, agency, dateline, source, feed_html, page_html, tags = row
    texts = [str(text) for text in (title, author, agency, dateline, source, tags) if text]
    texts += [bare_words(unpack(stored)) for stored in (feed_html, page_html) if isinstance(stored, bytes)]
    return index_words(" ".join(texts))


def note_changed(connection: apsw.Connection, entry_ids: Iterable[int]) -> None:
    """Note that the words of stored entries have changed, so that they are indexed again."""
    connection.executemany(
        "INSERT INTO unindexed (entry_id, again) VALUES (?, 1) ON CONFLICT (entry_id) DO NOTHING",
        [(entry_id,) for entry_id in entry_ids],
    )
