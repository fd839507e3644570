"""Texts as the store keeps them. They are packed where they are made, so that the one that writes has less to do."""

import zlib


def pack(text: str) -> bytes | None:
    """A text as it is stored, or `None` for an empty one."""
    return zlib.compress(text.encode("utf-8", "replace"), 1) if text else None


def unpack(stored: bytes | None) -> str:
    """The text that was stored."""
    return "" if stored is None else zlib.decompress(stored).decode()
