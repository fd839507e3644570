"""Packs texts for the store. The threads that make them do it, so that the one that writes has less to do.

What is stored is zlib's format (RFC 1950), whoever packed it. ISA-L packs the same three times as fast where it is
installed, which is wherever there is a wheel of it.
"""

import zlib
from collections.abc import Callable
from functools import cache


def pack(text: str) -> bytes | None:
    """The packed text, or `None` for an empty one."""
    return _find_packer()(text.encode("utf-8", "replace"), 1) if text else None


def unpack(stored: bytes | None) -> str:
    """The text that was packed."""
    return "" if stored is None else zlib.decompress(stored).decode()


def unpack_beginning(stored: bytes | None, limit: int) -> str:
    """The first bytes of the text that was packed, about `limit` of them."""
    return "" if stored is None else zlib.decompressobj().decompress(stored, limit).decode("utf-8", "ignore")


@cache
def _find_packer() -> Callable[[bytes, int], bytes]:
    try:
        from isal.isal_zlib import compress
    except ImportError:
        return zlib.compress
    return compress
