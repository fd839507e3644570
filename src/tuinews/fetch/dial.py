"""Opening a connection to a host: its addresses are looked up and checked, and the fastest one is used."""

import asyncio
import contextlib
import socket
import threading
from collections.abc import Awaitable, Callable, Coroutine
from time import monotonic
from typing import Any, NamedTuple

from tuinews.fetch.address_guard import Reach, find_allowed_addresses, ip_literal
from tuinews.model.language import tr

Streams = tuple[asyncio.StreamReader, asyncio.StreamWriter]


class OpenSocket(NamedTuple):
    """An open connection and the IP address that it was made to."""

    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter
    address: str
    found: float
    """When the address was known, by `time.monotonic`."""


Resolve = Callable[[str, int], Awaitable[list[str]]]
"""Returns a name's addresses, best first; raises OSError."""

Connect = Callable[[str, int], Awaitable[Streams]]
"""Connects to an address; raises OSError."""

STAGGER = 0.25
"""Seconds after which the next address is tried beside one that has not answered (RFC 8305, 5)."""

_BUFFER = 262_144


async def dial(host: str, port: int, reach: Reach, resolve: Resolve, connect: Connect) -> OpenSocket:
    """Connect to the host at an address that is within reach.

    Raises:
        FetchError: all its addresses are out of reach.
        OSError: it cannot be looked up or reached.
    """
    address = ip_literal(host)
    addresses = find_allowed_addresses([address] if address else await resolve(host, port), host, reach)
    found = monotonic()
    attempts = [_attempt(connect, one, port, found) for one in _mix(addresses)]
    return await (attempts[0] if len(attempts) == 1 else _fastest(attempts))


async def look_up(host: str, port: int) -> list[str]:
    """Return the name's addresses by the system's resolver, in its order (RFC 6724).

    It runs in a daemon thread of its own: the resolver cannot be cancelled, and neither other names nor the end of the
    program may wait for it.
    """
    loop = asyncio.get_running_loop()
    answer: asyncio.Future[list[str]] = loop.create_future()

    def settle(found: list[str], error: OSError | None) -> None:
        if not answer.done():
            answer.set_exception(error) if error else answer.set_result(found)

    def ask() -> None:
        found: list[str] = []
        error: OSError | None = None
        try:
            infos = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
            found = list(dict.fromkeys(str(info[4][0]) for info in infos))
        except UnicodeError:
            error = socket.gaierror(socket.EAI_NONAME, tr("no such name"))
        except OSError as raised:
            error = raised
        with contextlib.suppress(RuntimeError):  # the loop has ended meanwhile: nobody waits any more
            loop.call_soon_threadsafe(settle, found, error)

    threading.Thread(target=ask, name="look-up", daemon=True).start()
    return await answer


async def connect(address: str, port: int) -> Streams:
    """Open a TCP connection to an IP address."""
    return await asyncio.open_connection(address, port, limit=_BUFFER)


async def _attempt(connect: Connect, address: str, port: int, found: float) -> OpenSocket:
    return OpenSocket(*await connect(address, port), address, found)


def _mix(addresses: list[str]) -> list[str]:
    """Return up to six addresses with IPv4 and IPv6 in turn, so that a broken family costs one stagger only."""
    first = [one for one in addresses if (":" in one) == (":" in addresses[0])]
    second = [one for one in addresses if one not in first]
    mixed = [one for pair in zip(first, second, strict=False) for one in pair]
    return (mixed + [one for one in addresses if one not in mixed])[:6]


async def _fastest(attempts: list[Coroutine[Any, Any, OpenSocket]]) -> OpenSocket:
    """Return the first connection that opens and give the others up; raises the last error when none does."""
    running: set[asyncio.Task[OpenSocket]] = set()
    error: BaseException | None = None
    try:
        while attempts or running:
            if attempts:
                running.add(asyncio.create_task(attempts.pop(0)))
            done, running = await asyncio.wait(
                running, timeout=STAGGER if attempts else None, return_when=asyncio.FIRST_COMPLETED
            )
            for task in done:
                error = task.exception()
                if error is None:
                    running |= done - {task}
                    return task.result()
    finally:
        for attempt in attempts:
            attempt.close()
        await _give_up(running)
    raise error or OSError(tr("no address could be tried"))


async def _give_up(tasks: set[asyncio.Task[OpenSocket]]) -> None:
    for task in tasks:
        task.cancel()
    for outcome in await asyncio.gather(*tasks, return_exceptions=True):
        if isinstance(outcome, OpenSocket):
            outcome.writer.close()
