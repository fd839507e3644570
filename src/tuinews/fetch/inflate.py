"""Unpacking bodies within a limit: a kilobyte can unpack to gigabytes, and a truncated body is an error."""

import zlib

from tuinews.model.language import tr

_GZIP_MAGIC = b"\x1f\x8b\x08"
_BLANK = b"\xef\xbb\xbf \t\r\n"
_ROUNDS = 3
"""Most times that a body may be packed in itself, declared or not."""


class InflateError(Exception):
    """The body cannot be unpacked; the text says why, as the end of a sentence."""


class TooLargeError(InflateError):
    """The unpacked body is larger than allowed."""


def inflate(body: bytes, encoding: str, limit: int) -> bytes:
    """Return the body without its Content-Encoding (RFC 9110, 8.4), never more than `limit` bytes.

    A body that starts like gzip is unpacked even if no header declares it, and one that is declared but not packed is
    returned as it is: both are common mistakes of servers.

    Raises:
        InflateError: it is truncated, corrupt, or packed in a way that was not asked for.
        TooLargeError: it would become larger than `limit`.
    """
    declared = [name.partition(";")[0].strip(" \t\"'").lower() for name in encoding.split(",")]
    packed = [name for name in reversed(declared) if name not in {"", "identity"}]
    if len(packed) > _ROUNDS:
        raise InflateError(tr("is packed {count} times over", count=len(packed)))
    for name in packed:
        body = _unpack(body, name, limit)
    for _ in range(_ROUNDS - len(packed)):
        if not body.startswith(_GZIP_MAGIC):
            break
        body = _gunzip(body, limit)
    if len(body) > limit:
        raise TooLargeError(tr("is larger than {limit:.3g} MB", limit=limit / 1e6))
    return body


def _unpack(body: bytes, name: str, limit: int) -> bytes:
    match name:
        case "gzip" | "x-gzip":
            return _gunzip(body, limit) if body.startswith(_GZIP_MAGIC) else body
        case "deflate":
            return _inflate_deflate(body, limit) if body else body
        case "br" | "zstd" | "compress" | "x-compress" | "xz" | "lzma" | "bzip2":
            if _is_plain(body):
                return body
            raise InflateError(tr("is packed as “{name:.20}”, which was not asked for", name=name))
        case _ if name.isprintable():  # a coding that nobody knows nor asked for is none
            return body
        case _:
            raise InflateError(tr("is packed as “{name:.20}”, which is no coding", name=name))


def _is_plain(body: bytes) -> bool:
    """Whether a body begins as no packed one is likely to."""
    return body[:1].isascii() and body.lstrip(_BLANK)[:1] in {b"<", b"{", b"["}


def _gunzip(body: bytes, limit: int) -> bytes:
    parts: list[bytes] = []
    room = limit
    while body.startswith(_GZIP_MAGIC):  # a gzip body may have several members (RFC 1952, 2.2)
        part, body = _member(body, 31, room)
        parts.append(part)
        room -= len(part)
    return b"".join(parts)


def _inflate_deflate(body: bytes, limit: int) -> bytes:
    """Unpack `deflate`, which is zlib's format, though some servers send it bare (RFC 9110, 8.4.1.2)."""
    zlib_header = len(body) > 1 and body[0] & 0x0F == 8 and (body[0] << 8 | body[1]) % 31 == 0
    try:
        return _member(body, 15 if zlib_header else -15, limit)[0]
    except TooLargeError:
        raise
    except InflateError:
        if _is_plain(body):
            return body
        raise


def _member(body: bytes, window: int, room: int) -> tuple[bytes, bytes]:
    """Return the content of one packed stream and what follows it."""
    unpacker = zlib.decompressobj(window)
    try:
        content = unpacker.decompress(body, room + 1)
        if len(content) > room:
            raise TooLargeError(tr("becomes larger than allowed when it is unpacked"))
        if not unpacker.eof:  # what is left may be only the trailer, which takes no room
            content += unpacker.decompress(unpacker.unconsumed_tail, 1)
    except zlib.error as error:
        raise InflateError(tr("is packed, but the packing is damaged")) from error
    if len(content) > room:
        raise TooLargeError(tr("becomes larger than allowed when it is unpacked"))
    if not unpacker.eof:
        raise InflateError(tr("is packed and cut short"))
    return content, unpacker.unused_data
