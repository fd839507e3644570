"""What is kept of an entry so that later ones can be compared with it."""

from array import array
from collections.abc import Mapping
from struct import Struct, unpack_from
from typing import NamedTuple

TEXT_LIMIT = 1_500
"""Characters of an entry's text that are looked at."""

_HEAD = Struct("<BBHBBBBBBIIII")
"""Version, flags and length, language; numbers of terms, numbers, sketch values, title words, plain words, names;
pattern, shape, names, amounts."""
_SIZES = Struct("<BBHBBBBBB")
"""The beginning of it, to the numbers."""
_VERSION = 4
SKETCH = 24
"""How many hashes stand for a text."""
_MOST = 255
_FLAG_BITS = 3
_FLAGS = (1 << _FLAG_BITS) - 1
_STEP, _STEPS = 8, 31
"""The length of a text stands in the same byte as the flags, in so many steps of so many words."""


def round_length(words: int) -> int:
    """Return a number of words as it is kept."""
    return min(words // _STEP, _STEPS) * _STEP


class TitleMarks(NamedTuple):
    """A title as hashes: what stays and what changes when a feed or an agency fills in a template."""

    pattern: int = 0
    """It without days, dates and numbers; 0 when there is no title."""
    shape: int = 0
    """It without names and numbers; 0 when too few words are left to tell two events apart by what fills them."""
    names: int = 0
    """The names that fill the shape."""
    amounts: int = 0
    """The numbers that fill the shape."""


class Signature(NamedTuple):
    """An entry as numbers, about 800 bytes packed."""

    terms: dict[int, int]
    """How much each term counts in the entry, 1 to 255: the square root of its weight."""
    numbers: frozenset[int] = frozenset()
    """The telling numbers of its title, hashed."""
    sketch: tuple[int, ...] = ()
    """The smallest hashes of five words in a row, ascending: entries of one text share them."""
    title: TitleMarks = TitleMarks()
    flags: int = 0
    """What kind of article its title says that it is (`titles.py`)."""
    title_words: frozenset[int] = frozenset()
    """The words of the title."""
    plain: tuple[int, ...] = ()
    """Those of its terms that are words and no names: what happened, rather than to whom and where."""
    lang: int = 0
    """The language, hashed; 0 when it is not known."""
    across: dict[int, int] = {}  # noqa: RUF012  a tuple's default, which nobody changes
    """Its names and numbers as other languages have them, with what they count as in `terms`."""
    length: int = 0
    """The words of its text, in steps of eight, to 248; 0 of what was packed before this was kept."""

    @property
    def pattern(self) -> int:
        """The title without days, dates and numbers, by which the index counts how often a feed has it."""
        return self.title.pattern

    def pack(self) -> bytes:
        """Return it as bytes, to be stored."""
        plain = frozenset(self.plain)
        ordered = [*(term for term in self.terms if term in plain), *(term for term in self.terms if term not in plain)]
        terms = [(term, self.terms[term]) for term in ordered[:_MOST]]
        numbers = sorted(self.numbers)[:_MOST]
        sketch = self.sketch[:_MOST]
        title = sorted(self.title_words)[:_MOST]
        across = list(self.across.items())[:_MOST]
        sizes = (len(terms), len(numbers), len(sketch), len(title), min(len(plain), _MOST), len(across))
        head = _HEAD.pack(
            _VERSION,
            self.flags & _FLAGS | min(self.length // _STEP, _STEPS) << _FLAG_BITS,
            self.lang & 0xFFFF,
            *sizes,
            *self.title,
        )
        values = array("I", [*(term for term, _ in terms), *numbers, *sketch, *title, *(term for term, _ in across)])
        return head + values.tobytes() + bytes(weight for _, weight in (*terms, *across))

    @classmethod
    def unpack(cls, data: bytes) -> "Signature":
        """Return a signature that was packed; of damaged or older bytes, one that is like no other."""
        if len(data) < _HEAD.size or data[0] != _VERSION:
            return EMPTY_SIGNATURE
        _, flags, lang, terms, numbers, sketch, title, plain, across, *marks = _HEAD.unpack_from(data)
        end = _HEAD.size + 4 * (terms + numbers + sketch + title + across)
        if len(data) != end + terms + across:
            return EMPTY_SIGNATURE
        values = array("I", data[_HEAD.size : end]).tolist()  # one number each, however many parts it is in
        return cls(
            dict(zip(values[:terms], data[end : end + terms], strict=True)),
            frozenset(values[terms : terms + numbers]),
            tuple(values[terms + numbers : terms + numbers + sketch]),
            TitleMarks(*marks),
            flags & _FLAGS,
            frozenset(values[terms + numbers + sketch : len(values) - across]),
            tuple(values[:plain]),
            lang,
            dict(zip(values[len(values) - across :], data[end + terms :], strict=True)),
            (flags >> _FLAG_BITS) * _STEP,
        )


EMPTY_SIGNATURE = Signature({})


def glance(packed: bytes, terms: Mapping[int, int]) -> tuple[int, int]:
    """Return a packed signature's language and the sum of `(one * other) ** 2` of the terms that it shares.

    It takes a fifth of what unpacking does. Damaged or older bytes share nothing.
    """
    if len(packed) < _HEAD.size or packed[0] != _VERSION:
        return 0, 0
    _, _, lang, *sizes = _SIZES.unpack_from(packed)
    count, end = sizes[0], _HEAD.size + 4 * (sum(sizes) - sizes[4])
    if len(packed) != end + count + sizes[5]:
        return 0, 0
    theirs = unpack_from(f"{count}I", packed, _HEAD.size)
    shared = terms.keys() & theirs
    if not shared:
        return lang, 0
    return lang, sum([(terms[term] * weight) ** 2 for term, weight in zip(theirs, packed[end:]) if term in shared])  # noqa: B905  behind it are weights of names
