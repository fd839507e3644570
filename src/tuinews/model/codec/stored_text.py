"""Packs texts for the store. The threads that make them do it, so that the one that writes has less to do."""

import zlib


def pack(text: str) -> bytes | None:
    """The packed text, or `None` for an empty one."""
    return zlib.compress(text.encode("utf-8", "replace"), 1) if text else None


def unpack(stored: bytes | None) -> str:
    """The text that was packed."""
    return "" if stored is None else zlib.decompress(stored).decode()
