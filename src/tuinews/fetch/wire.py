"""One connection and one question at a time: bytes out, an answer in, bounded in every direction (RFC 9112)."""

import asyncio
import contextlib
import ssl
from collections.abc import Sequence
from typing import NamedTuple

import h11

from tuinews.fetch.dial import Line
from tuinews.fetch.headers import Fields, fields
from tuinews.fetch.inflate import TooLargeError

HEAD_LIMIT = 100_000
"""Most bytes of an answer's status line and headers."""

_CHUNK = 262_144

Headers = Sequence[tuple[str, str]]
"""Headers to send, one character a byte."""


class Answer(NamedTuple):
    """An answer as it came over the wire."""

    status: int
    headers: Fields
    body: bytes
    """Still packed."""


class StaleError(Exception):
    """A connection that was kept turned out to be closed before anything of an answer came."""


class Wire:
    """A connection to a host or to a proxy."""

    def __init__(self, line: Line) -> None:
        self._reader, self._writer, self.address = line
        self._protocol = h11.Connection(h11.CLIENT, max_incomplete_event_size=HEAD_LIMIT)
        self._used = False
        self._heard = False

    @property
    def reusable(self) -> bool:
        """Whether another question may be asked: the answer was whole and nobody wants to close."""
        return (
            self._protocol.our_state is h11.DONE
            and self._protocol.their_state is h11.DONE
            and not self._protocol.trailing_data[0]
            and not self._reader.at_eof()
            and not self._writer.is_closing()
        )

    async def secure(self, context: ssl.SSLContext, host: str) -> None:
        """Begin TLS; raises ssl.SSLError when the other side cannot prove that it is `host`."""
        await self._writer.start_tls(context, server_hostname=host)

    async def get(self, target: str, headers: Headers, limit: int) -> Answer:
        """Ask with GET and read the whole answer.

        Raises:
            StaleError: the connection had been used before and was closed meanwhile: ask again on a new one.
            TooLargeError: the body is larger than `limit` while still packed.
            h11.ProtocolError: the answer is no HTTP, or ends before its end.
            OSError: the connection broke.
        """
        if self._used:
            self._protocol.start_next_cycle()
        again, self._used, self._heard = self._used, True, False
        try:
            self._writer.write(self._ask("GET", target, headers))
            return await self._answer(limit)
        except (OSError, h11.RemoteProtocolError) as error:
            if again and not self._heard:
                raise StaleError from error
            raise

    async def tunnel(self, authority: str, headers: Headers) -> int:
        """Ask a proxy for a way through to the authority (RFC 9110, 9.3.6); its status, 2xx for yes."""
        self._writer.write(self._ask("CONNECT", authority, [("Host", authority), *headers]))
        event = await self._event()
        while isinstance(event, h11.InformationalResponse):
            event = await self._event()
        self._protocol = h11.Connection(h11.CLIENT, max_incomplete_event_size=HEAD_LIMIT)
        return event.status_code if isinstance(event, h11.Response) else 0

    async def close(self) -> None:
        """Close and wait until it is closed."""
        self.drop()
        with contextlib.suppress(OSError, ssl.SSLError, TimeoutError):
            async with asyncio.timeout(1):
                await self._writer.wait_closed()

    def drop(self) -> None:
        """Close without waiting; a peer that does not say goodbye to TLS within a second is left."""
        transport = self._writer.transport
        transport.close()
        if self._writer.get_extra_info("ssl_object") is not None:
            asyncio.get_running_loop().call_later(1, transport.abort)

    def abort(self) -> None:
        """Break the connection off: nothing of it is wanted any more."""
        self._writer.transport.abort()

    def _ask(self, method: str, target: str, headers: Headers) -> bytes:
        encoded = [(name.encode("latin-1"), value.encode("latin-1")) for name, value in headers]
        request = h11.Request(method=method.encode(), target=target.encode("ascii"), headers=encoded)
        return (self._protocol.send(request) or b"") + (self._protocol.send(h11.EndOfMessage()) or b"")

    async def _answer(self, limit: int) -> Answer:
        head: h11.Response | None = None
        parts: list[bytes] = []
        size = 0
        while True:
            match await self._event():
                case h11.Response() as head:
                    pass
                case h11.Data(data=data):
                    parts.append(bytes(data))
                    size += len(data)
                    if size > limit:
                        raise TooLargeError(f"is larger than {limit / 1e6:.3g} MB")
                case h11.EndOfMessage() if head is not None:
                    return Answer(head.status_code, fields(head.headers), b"".join(parts))
                case h11.InformationalResponse():
                    pass
                case _:
                    raise h11.RemoteProtocolError("the connection was closed before an answer came")

    async def _event(self) -> object:
        while (event := self._protocol.next_event()) is h11.NEED_DATA:
            data = await self._reader.read(_CHUNK)
            self._heard = self._heard or bool(data)
            self._protocol.receive_data(data)
        return event
