"""Ids of items: one number of 64 bits in two spellings, or an object's id of 24 hex digits.

We keep the signed decimal, as text, or the 24 digits; what is sent is the long form, padded, which every server reads
the same way. Decimals of 16 digits or with a zero in front are taken for hex by some.
"""

import re

LONG = "tag:google.com,2005:reader/item/"
_DECIMAL = re.compile(r"-?\d{1,20}")
_HEX = re.compile(r"[0-9a-fA-F]{1,16}")
_OBJECT = re.compile(r"[0-9a-fA-F]{24}")
_TOP, _RANGE = 1 << 63, 1 << 64


def read_item_id(said: object) -> str | None:
    """Return an id as we keep it, from either spelling and from a number; `None` if it is none."""
    text = str(said).strip() if isinstance(said, str | int) and not isinstance(said, bool) else ""
    digits = text.removeprefix(LONG)
    if _OBJECT.fullmatch(digits):
        return digits.lower()
    if digits != text:
        return str(_sign(int(digits, 16))) if _HEX.fullmatch(digits) else None
    if _DECIMAL.fullmatch(text) and -_TOP <= int(text) < _RANGE:
        return str(_sign(int(text)))
    return None


def write_item_id(kept: str) -> str:
    """Return an id as it is sent; an object's id stays as it is."""
    return kept if _OBJECT.fullmatch(kept) else f"{LONG}{int(kept) % _RANGE:016x}"


def _sign(number: int) -> int:
    return number - _RANGE if number >= _TOP else number
