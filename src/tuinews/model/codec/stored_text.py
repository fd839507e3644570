"""Packs texts for the store. The threads that make them do it, so that the one that writes has less to do."""

import zlib


def pack(text: str) -> bytes | None:
    """The packed text, or `None` for an empty one."""
    return zlib.compress(text.encode("utf-8", "replace"), 1) if text else None


def unpack(stored: bytes | None) -> str:
    """The text that was packed."""
    return "" if stored is None else zlib.decompress(stored).decode()


def unpack_beginning(stored: bytes | None, limit: int) -> str:
    """The first bytes of the text that was packed, about `limit` of them."""
    return "" if stored is None else zlib.decompressobj().decompress(stored, limit).decode("utf-8", "ignore")
