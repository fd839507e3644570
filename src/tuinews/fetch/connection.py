"""One connection as an httpx transport: we choose the address, send one request at a time and limit what is read.

httpx's own transport picks the address, keeps a pool shared by all hosts and unpacks before a limit can act. We use the
transport interface that httpx offers for this, and below it h11 over a stream of our own (`conversation.py`).
"""

import asyncio
import contextlib
import errno
import re
import ssl
from collections.abc import Sequence
from typing import NamedTuple

import httpx

from tuinews.fetch.conversation import HEAD_LIMIT, Conversation
from tuinews.fetch.dial import OpenSocket
from tuinews.fetch.headers import Fields, read_fields
from tuinews.fetch.inflate import TooLargeError
from tuinews.fetch.request import Sink
from tuinews.model.language import tr

Headers = Sequence[tuple[str, str]]
"""Headers to send, one character a byte."""


_HEAD_END = re.compile(rb"\r?\n\r?\n")
_FIELD_LINE = re.compile(rb"([!#$%&'*+.^_`|~0-9A-Za-z-]+)[ \t]*:(.*)", re.DOTALL)


_STATUS_LINE = re.compile(rb"HTTP/(\d)(?:\.(\d))?[ \t]+(\d{3}.*)", re.IGNORECASE | re.DOTALL)
"""A status line, whatever version of HTTP it names."""


def mend_head(data: bytes) -> bytes:
    """The beginning of an answer as the rules of HTTP have it (RFC 9112, sections 2.2, 4 and 5.1), as browsers read it.

    Left out are header lines that are none, empty lines in front, and a transfer coding that says that there is none.
    """
    data = data.lstrip(b"\r\n") if data[:1] in {b"\r", b"\n"} else data
    end = _HEAD_END.search(data)
    status, *lines = re.split(rb"\r?\n", data[: end.start()]) if end else [b""]
    match = _STATUS_LINE.fullmatch(status)
    if end is None or match is None:
        return data
    kept = [(b"HTTP/1.1 " if match[1] == b"2" or match[2] == b"1" else b"HTTP/1.0 ") + match[3]]
    for line in lines:
        if line[:1] in {b" ", b"\t"} and len(kept) > 1:
            kept.append(line.replace(b"\r", b" "))
        elif (field := _FIELD_LINE.fullmatch(line)) and not _is_no_coding(field[1], field[2]):
            kept.append(field[1] + b":" + field[2].replace(b"\r", b" "))
    return b"\r\n".join(kept) + b"\r\n\r\n" + data[end.end() :]


def _is_no_coding(name: bytes, value: bytes) -> bool:
    return name.lower() == b"transfer-encoding" and value.strip().lower() in {b"", b"identity", b"none"}


_POURED = {200, 206}
"""Answers whose bodies go into a sink."""

SILENT_SECONDS = 60.0
"""How long a server may be silent in the middle of a body that a sink takes."""


class Answer(NamedTuple):
    """An answer as it came over the wire."""

    status: int
    headers: Fields
    body: bytes
    """Still packed."""


class Message(NamedTuple):
    """A request as it goes over the wire."""

    method: str
    headers: Headers
    body: bytes = b""
    sink: Sink | None = None
    """Takes the body of a 200 or a 206 as it comes."""
    repeatable: bool = False
    """Whether it may be sent again."""


class StaleConnectionError(Exception):
    """A kept connection turned out to be closed before any byte of the answer came."""


class Stream:
    """An open connection, whose answers begin as the rules of HTTP have it."""

    def __init__(self, line: OpenSocket) -> None:
        self.reader, self.writer, self.address, _ = line
        self.heard = False
        """Whether any byte came since the last request."""
        self._secure = False
        self._head: bytearray | None = None

    def expect_answer(self) -> None:
        """Prepare for an answer: nothing of it was heard yet, and its head comes first."""
        self.heard, self._head = False, bytearray()

    async def read(self, max_bytes: int) -> bytes:
        """Return the next bytes; none at the end."""
        data = await self.reader.read(max_bytes)
        self.heard = self.heard or bool(data)
        if self._head is None:
            return data
        self._head += data
        while data and not _HEAD_END.search(self._head.lstrip(b"\r\n")) and len(self._head) < HEAD_LIMIT:
            data = await self.reader.read(max_bytes)
            self._head += data
        head, self._head = bytes(self._head), None
        return mend_head(head)

    def write(self, data: bytes) -> None:
        """Send the bytes without waiting until they are taken: the answer may come first."""
        self.writer.write(data)

    def drop(self) -> None:
        """Close without waiting; a peer that does not end TLS within a second is cut off."""
        transport = self.writer.transport
        transport.close()
        if self._secure:
            asyncio.get_running_loop().call_later(1, transport.abort)

    async def start_tls(self, context: ssl.SSLContext, host: str) -> None:
        """Begin TLS; raises ssl.SSLError when the other side cannot prove its name."""
        await self.writer.start_tls(context, server_hostname=host)
        self._secure = True

    @property
    def stands(self) -> bool:
        """Whether neither side has closed it."""
        return not self.reader.at_eof() and not self.writer.is_closing()


class Connection(httpx.AsyncBaseTransport):
    """A connection to a host or to a proxy."""

    def __init__(self, line: OpenSocket) -> None:
        self.stream = Stream(line)
        self.address = line.address
        self.found = line.found
        """When the host was last found, by its name or over a kept connection, by `time.monotonic`."""
        self._conversation = Conversation(self.stream)
        self._used = False
        self._tainted = False
        """Whether the last answer may have brought a body where none is allowed (RFC 9112, section 6.3)."""

    @property
    def reusable(self) -> bool:
        """Whether another request may be sent: the answer was complete and neither side wants to close."""
        return not self._tainted and self._conversation.is_idle and self.stream.stands

    async def secure(self, context: ssl.SSLContext, host: str) -> None:
        """Begin TLS; raises ssl.SSLError when the other side cannot prove that it is `host`."""
        await self.stream.start_tls(context, host)

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Send a request on this connection; raises httpx.ProtocolError and OSError."""
        return await self._conversation.ask(request, request.extensions.get("target", request.url.raw_path))

    async def exchange(self, target: str, message: Message, limit: int) -> Answer:
        """Send a request and read the whole answer, still packed.

        Raises:
            StaleConnectionError: the connection had been used before and was closed meanwhile: send it on a new one.
            TooLargeError: the body is larger than `limit` while still packed.
            httpx.ProtocolError: the answer is no HTTP, or is incomplete.
            OSError: the connection broke, or nothing more came for a while where a sink takes the body.
            SinkError: the sink takes no more.
        """
        again, self._used = self._used, True
        self.stream.expect_answer()
        try:
            response = await self.handle_async_request(_request(message.method, target, message.headers, message.body))
            try:
                if message.sink is not None and response.status_code in _POURED:
                    await _pour(response, message.sink, limit)
                    body = b""
                else:
                    body = await _read(response, limit)
            finally:
                await response.aclose()
        except (OSError, httpx.RemoteProtocolError) as error:
            # what no rule allows may be left over from the answer before, which had more than it said
            if again and (not self.stream.heard or isinstance(error, httpx.RemoteProtocolError)):
                raise StaleConnectionError from error
            raise
        headers = read_fields(response.headers.raw)
        self._tainted = response.status_code in {204, 304} and (
            headers.get("content-length", "0").strip() != "0" or "transfer-encoding" in headers
        )
        return Answer(response.status_code, headers, body)

    async def tunnel(self, authority: str, headers: Headers) -> int:
        """Ask a proxy for a tunnel to the authority (RFC 9110, 9.3.6); return its status, 2xx for yes."""
        answer = await self.handle_async_request(_request("CONNECT", authority, [("Host", authority), *headers]))
        # what follows belongs to the host behind the proxy: a conversation of its own on the same stream
        self._conversation = Conversation(self.stream)
        return answer.status_code

    async def aclose(self) -> None:
        """Close and wait until it is closed."""
        self.drop()
        with contextlib.suppress(OSError, ssl.SSLError, TimeoutError):
            async with asyncio.timeout(1):
                await self.stream.writer.wait_closed()

    def drop(self) -> None:
        """Close without waiting."""
        self.stream.drop()

    def abort(self) -> None:
        """Break the connection off at once."""
        self.stream.writer.transport.abort()


_NOWHERE = httpx.URL("http://connected/")
"""Stands where httpx wants an address: where a request goes is decided before."""


def _request(method: str, target: str, headers: Headers, body: bytes = b"") -> httpx.Request:
    """Return a request whose target is sent byte for byte: httpx would normalise it."""
    lines = [(name.encode("latin-1"), value.encode("latin-1")) for name, value in headers]
    extensions = {"target": target.encode("ascii")}
    return httpx.Request(method, _NOWHERE, headers=lines, content=body, extensions=extensions)


async def _read(response: httpx.Response, limit: int) -> bytes:
    parts: list[bytes] = []
    size = 0
    async for part in response.aiter_raw():
        parts.append(part)
        size += len(part)
        if size > limit:
            raise TooLargeError(tr("is larger than {limit:.3g} MB", limit=limit / 1e6))
    return b"".join(parts)


async def _pour(response: httpx.Response, sink: Sink, limit: int) -> None:
    """Give a body to a sink as it comes; a server that is silent for too long has broken off."""
    sink.begin(response.status_code, read_fields(response.headers.raw))
    parts = response.aiter_raw()
    size = 0
    while True:
        try:
            async with asyncio.timeout(SILENT_SECONDS):
                part = await anext(parts, None)
        except TimeoutError as error:
            raise OSError(errno.ETIMEDOUT, tr("it fell silent")) from error
        if part is None:
            return
        size += len(part)
        if size > limit:
            raise TooLargeError(tr("is larger than {limit:.3g} MB", limit=limit / 1e6))
        sink.write(part)
