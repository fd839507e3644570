"""The words of a text, as the full-text index has them and as a search asks for them.

Everything that the eye takes for the same word is one: letters without accents, in any case and width, with the digits
of any script. Scripts that put no spaces between words have no words here but characters, each a word of its own; that
they follow each other is then what a search asks (`index_terms`).
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from itertools import pairwise

_PARTED = (
    range(0x0E00, 0x0F00),
    range(0x1000, 0x10A0),
    range(0x1780, 0x1800),
    range(0x2E80, 0xA000),
    range(0xA9E0, 0xAA00),
    range(0xAA60, 0xAA80),
    range(0xAC00, 0xD7B0),
    range(0xF900, 0xFB00),
    range(0x20000, 0x40000),
)
"""Scripts written without spaces (Thai, Lao, Burmese, Khmer, Chinese, Japanese), and Korean, which writes particles on
to its words: each character is a word."""

_INDIC_CLASSES = frozenset({0, 7, 8, 9, 84, 91, 103, 107, 118, 122, 129, 130, 132})
"""Combining classes of vowel signs, nukta, voicing marks, virama and tones: parts of words, unlike accents."""
_NO_PARTS = frozenset({"\u034f", *map(chr, range(0xFE00, 0xFE10)), *map(chr, range(0xE0100, 0xE01F0))})
"""Marks that only choose how a character looks, or where it is sorted."""


@cache
def _compile_run() -> re.Pattern[str]:
    """Find several characters of these scripts in a row, between spaces; compiled late, as that takes long."""
    letters = _list_letters()
    return re.compile(f"(?:(?<= )|^)[{letters}](?: [{letters}])+(?= |$)")


@cache
def _compile_letter() -> re.Pattern[str]:
    return re.compile(f"[{_list_letters()}]")


def _list_letters() -> str:
    return "".join(f"{chr(letters.start)}-{chr(letters.stop - 1)}" for letters in _PARTED)


_SAME = str.maketrans(
    {
        **dict(zip("łøđðħŧıŋɓɖɗɠɨɫɲʉ", "loddhtinbddgilnu", strict=True)),
        "æ": "ae",
        "œ": "oe",
        "þ": "th",
        # Arabic and Persian write these letters in either way; the long stroke only fills the line
        **dict(zip("ىیئةٱک", "يييهاك", strict=True)),
        "ـ": None,
    }
)
"""Letters that no decomposition makes plain, and what people type for them."""

_NEVER = '"\x02"'
"""What to look up to find nothing."""

TITLE_MARK = "\x01"
"""What stands before a word in the index that says that the title has the word."""


DAY_MARK = "\x03"
"""What stands before a number in the index that is the day of the entry, counted from 1970 on."""
FEED_MARK = "\x04"
"""What stands before a number in the index that is the feed of the entry."""


class _Letters(dict[int, str]):
    """What each character is in the index: folded, without accents; a space if it belongs to no word."""

    def __missing__(self, code: int) -> str:
        self[code] = kept = _letter(code)
        return kept


def _letter(code: int) -> str:
    character = chr(code)
    decomposed = unicodedata.normalize("NFKD", character).casefold()
    parts = "".join(map(_plain_digit, filter(_is_word_part, decomposed)))
    kept = unicodedata.normalize("NFC", parts).translate(_SAME)
    if any(map(_stands_alone, kept)):
        return f" {' '.join(kept)} "
    return kept if kept or character == "ـ" or unicodedata.category(character) in {"Mn", "Mc", "Me", "Cf"} else " "


def _plain_digit(character: str) -> str:
    return character if character.isascii() else str(unicodedata.decimal(character, character))


def _stands_alone(character: str) -> bool:
    return any(ord(character) in script for script in _PARTED)


def _is_word_part(character: str) -> bool:
    kind = unicodedata.category(character)
    if kind[0] == "M":
        return kind != "Me" and unicodedata.combining(character) in _INDIC_CLASSES and character not in _NO_PARTS
    return kind[0] in "LN"


_LETTERS = _Letters()
_ASCII = bytes(ord(_LETTERS[code]) for code in range(128)).ljust(256)
"""The same for ASCII alone, which most text is: five times as fast."""


def index_words(text: str) -> str:
    """Return the text's words, single-spaced: `Café “Ö1”` gives `cafe o1`, `東京` gives `東 京`."""
    plain = (
        text.encode().translate(_ASCII).decode()
        if text.isascii()
        else unicodedata.normalize("NFKC", text).translate(_LETTERS)
    )
    return " ".join(plain.split())


def index_terms(words: str) -> str:
    """Return what the index stores of the words that `index_words` gave.

    Characters that are words of their own are stored as pairs, `東 京 都` as `東京 京都 都`, so that what follows each
    other can be looked up; a single one is then the beginning of a pair.
    """
    return words if words.isascii() else _compile_run().sub(_pair_run, words)


def _pair_run(run: re.Match[str]) -> str:
    characters = run[0].split(" ")
    return " ".join([*map("".join, pairwise(characters)), characters[-1]])


def match_expression(text: str, mark: str = "") -> str:
    """Return what to ask FTS5 for all words of a text; a last `*` matches beginnings. `mark` as in `TITLE_MARK`.

    A text without any word gives an expression that finds nothing.
    """
    found = list(_lookups(index_words(text), mark))
    if found and ends_open(text) and not found[-1].endswith("*"):
        found[-1] += "*"
    return " AND ".join(found) or _NEVER


def _lookups(words: str, mark: str) -> Iterator[str]:
    """Yield what to look up for words: of characters that follow each other the pairs, of a lone one the beginning."""
    before = 0
    for run in _compile_run().finditer(words):
        yield from _lookups_of_words(words[before : run.start()], mark)
        yield from (f'"{mark}{pair}"' for pair in _pair_run(run).split(" ")[:-1])
        before = run.end()
    yield from _lookups_of_words(words[before:], mark)


def _lookups_of_words(words: str, mark: str) -> Iterator[str]:
    for word in words.split():
        yield f'"{mark}{word}"' + ("*" if _compile_letter().fullmatch(word) else "")


def is_exact(text: str) -> bool:
    """Whether the index alone can tell that a text has the words: there is one, or one pair of characters."""
    words = index_words(text)
    return " " not in words or bool(_compile_run().fullmatch(words) and words.count(" ") == 1)


def phrase_words(text: str) -> str:
    """Return the words of a phrase between spaces, as `says` takes them; open at the end after a `*`."""
    return f" {index_words(text)}" + ("" if ends_open(text) else " ")


def ends_open(text: str) -> bool:
    """Whether the last word of a text may go on: it ends with `*`."""
    return text.rstrip().endswith("*")


def near_words(texts: Sequence[str], distance: int) -> str:
    """Return words and phrases that are to stand near each other, as `says` takes them.

    At most `distance` other words may lie between the end of the first and the beginning of the last, in any order.
    """
    return "\n".join([str(distance), *map(phrase_words, texts)])


def says(text: str, asked: str) -> bool:
    """Whether a text has what is asked: a phrase (`phrase_words`), or words near each other (`near_words`)."""
    if asked.startswith(" ") and asked != "  " and asked.isascii() and text.isascii():
        return _compile_phrase(asked).search(b" %b " % text.encode().translate(_ASCII)) is not None
    words = f" {index_words(text)} "
    return asked in words if asked.startswith(" ") else _says_near(words, *asked.split("\n"))


@lru_cache(maxsize=64)
def _compile_phrase(phrase: str) -> re.Pattern[bytes]:
    """Find a phrase in a text whose words were not parted yet: that takes longer than to look for one."""
    return re.compile(b" %b%b" % (b" +".join(phrase.encode().split()), b" " if phrase.endswith(" ") else b""))


def _says_near(words: str, distance: str, *phrases: str) -> bool:
    places = [_find_places(words, phrase) for phrase in phrases]
    if not all(places):
        return False
    nearest: dict[int, tuple[int, int]] = {}
    for start, end, number in sorted((*place, number) for number, found in enumerate(places) for place in found):
        nearest[number] = (start, end)
        if len(nearest) == len(places) and start - min(nearest.values())[1] <= int(distance):
            return True
    return False


def _find_places(words: str, phrase: str) -> list[tuple[int, int]]:
    """Return where a phrase stands in words between spaces: the numbers of its first word and of the one after it."""
    found, size = [], len(phrase.split())
    at = words.find(phrase)
    while at >= 0:
        first = words.count(" ", 0, at)
        found.append((first, first + size))
        at = words.find(phrase, at + 1)
    return found
