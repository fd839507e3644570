"""HTTP/1.1 over an open connection, one request after the other (RFC 9112), as h11 reads and writes it.

httpcore's connection does the same for any kind of loop, with a lock, a trace and a guess at the loop for each step:
three times the processor time of the conversation itself.
"""

from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from typing import Protocol

import h11
import httpx

HEAD_LIMIT = 100_000
"""Bytes of an answer's head; what is longer is refused."""

_READ_BYTES = 262_144


class ByteStream(Protocol):
    """What a conversation goes over."""

    async def read(self, max_bytes: int) -> bytes:
        """Return the next bytes; none at the end."""
        ...

    def write(self, data: bytes) -> None:
        """Send the bytes without waiting until they are taken: the answer may come first."""

    def drop(self) -> None:
        """Close without waiting."""


class Conversation:
    """Requests and answers in turn."""

    def __init__(self, stream: ByteStream) -> None:
        self._stream = stream
        self._state = h11.Connection(our_role=h11.CLIENT, max_incomplete_event_size=HEAD_LIMIT)

    @property
    def is_idle(self) -> bool:
        """Whether the next request may be sent: the answer before was complete, and neither side wants to close."""
        return self._state.our_state is h11.IDLE and self._state.their_state is h11.IDLE

    async def ask(self, request: httpx.Request, target: bytes) -> httpx.Response:
        """Send a request and return the answer, whose body is yet to be read.

        Raises:
            httpx.ProtocolError: the answer is no HTTP, or there is none.
            OSError: the connection broke.
        """
        try:
            with _as_httpx():
                self._send(request, target)
                head = await self._read_head()
        except BaseException:
            self._stream.drop()
            raise
        return httpx.Response(head.status_code, headers=head.headers.raw_items(), stream=_Body(self))

    async def read_body(self) -> AsyncIterator[bytes]:
        """Yield a body's bytes as they come; raises as `ask`."""
        with _as_httpx():
            while isinstance(event := await self._next_event(), h11.Data):
                yield bytes(event.data)

    def end_answer(self) -> None:
        """Make ready for the next request, or close where that cannot be: what is left of the answer is not read."""
        if self._state.our_state is h11.DONE and self._state.their_state is h11.DONE:
            self._state.start_next_cycle()
        else:
            self._stream.drop()

    def _send(self, request: httpx.Request, target: bytes) -> None:
        head = h11.Request(method=request.method.encode("ascii"), target=target, headers=request.headers.raw)
        parts = [self._state.send(head)]
        if request.content:
            parts.append(self._state.send(h11.Data(data=request.content)))
        parts.append(self._state.send(h11.EndOfMessage()))
        self._stream.write(b"".join(part for part in parts if part))

    async def _read_head(self) -> h11.Response | h11.InformationalResponse:
        while True:
            event = await self._next_event()
            if isinstance(event, h11.Response):
                return event
            # what says that it will speak something else from now on has no other head
            if isinstance(event, h11.InformationalResponse) and event.status_code == httpx.codes.SWITCHING_PROTOCOLS:
                return event

    async def _next_event(self) -> object:
        while (event := self._state.next_event()) is h11.NEED_DATA:
            data = await self._stream.read(_READ_BYTES)
            if not data and self._state.their_state is h11.SEND_RESPONSE:
                raise httpx.RemoteProtocolError("Server disconnected without sending a response.")
            self._state.receive_data(data)
        return event


class _Body(httpx.AsyncByteStream):
    def __init__(self, conversation: Conversation) -> None:
        self._conversation = conversation
        self._ended = False

    async def __aiter__(self) -> AsyncIterator[bytes]:
        async for part in self._conversation.read_body():
            yield part

    async def aclose(self) -> None:
        if not self._ended:
            self._ended = True
            self._conversation.end_answer()


@contextmanager
def _as_httpx() -> Iterator[None]:
    """Raise h11's errors under the names that httpx has for them."""
    try:
        yield
    except h11.RemoteProtocolError as error:
        raise httpx.RemoteProtocolError(str(error)) from error
    except h11.LocalProtocolError as error:
        raise httpx.LocalProtocolError(str(error)) from error
