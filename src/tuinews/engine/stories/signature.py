"""What is kept of an entry so that later ones can be compared with it."""

import struct
from array import array
from typing import NamedTuple

TEXT_LIMIT = 1_500
"""Characters of an entry's text that are looked at."""

_HEAD = struct.Struct("<BBIBBB")
"""Version, flags, pattern, number of terms, of numbers, of sketch values."""
_VERSION = 1
_MOST = 255


class Signature(NamedTuple):
    """An entry as numbers, about 400 bytes packed."""

    terms: dict[int, int]
    """How much each word counts in the entry, 1 to 255, before rareness; the title's words first."""
    numbers: frozenset[int] = frozenset()
    """The numbers in its title and first sentences, hashed."""
    sketch: tuple[int, ...] = ()
    """The smallest hashes of five words in a row, ascending: entries of one text share them."""
    pattern: int = 0
    """The title without what changes from day to day; 0 when it has no title."""
    flags: int = 0
    """What kind of article its title says that it is (`gates.py`)."""

    def pack(self) -> bytes:
        """Return it as bytes, to be stored."""
        terms = list(self.terms.items())[:_MOST]
        numbers = sorted(self.numbers)[:_MOST]
        sketch = self.sketch[:_MOST]
        head = _HEAD.pack(_VERSION, self.flags & 0xFF, self.pattern, len(terms), len(numbers), len(sketch))
        values = array("I", [*(term for term, _ in terms), *numbers, *sketch])
        return head + values.tobytes() + bytes(weight for _, weight in terms)

    @classmethod
    def unpack(cls, data: bytes) -> "Signature":
        """Return a signature that was packed; of damaged or older bytes, one that is like no other."""
        if len(data) < _HEAD.size or data[0] != _VERSION:
            return EMPTY_SIGNATURE
        _, flags, pattern, terms, numbers, sketch = _HEAD.unpack_from(data)
        end = _HEAD.size + 4 * (terms + numbers + sketch)
        if len(data) != end + terms:
            return EMPTY_SIGNATURE
        values = array("I", data[_HEAD.size : end])
        return cls(
            dict(zip(values[:terms], data[end:], strict=True)),
            frozenset(values[terms : terms + numbers]),
            tuple(values[terms + numbers :]),
            pattern,
            flags,
        )


EMPTY_SIGNATURE = Signature({})
