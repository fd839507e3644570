"""A server on loopback that does exactly what a script says and keeps every byte that it was asked."""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import NamedTuple

from tuinews.config.settings import NetworkSettings
from tuinews.fetch import Fetcher, SystemNetwork
from tuinews.fetch.dial import Connect, Resolve, Streams

NOW = 1_795_000_000
PUBLIC = "93.184.216.34"


class Asked(NamedTuple):
    """A request as it came."""

    method: str
    target: str
    headers: dict[str, str]
    raw: bytes
    connection: int
    at: float
    body: bytes = b""


@dataclass
class Line:
    """The connection that a script answers on."""

    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter

    async def send(self, data: bytes) -> None:
        self.writer.write(data)
        await self.writer.drain()

    async def until_closed(self) -> None:
        """Wait until the client has enough."""
        while await self.reader.read(1024):
            pass

    def reset(self) -> None:
        """End the connection as a crash does."""
        self.writer.transport.abort()


Script = Callable[[Asked, Line], Awaitable[None]]


def answer(status: int = 200, body: bytes = b"", **headers: str) -> bytes:
    """An answer with its length."""
    lines = [f"HTTP/1.1 {status} Whatever", f"Content-Length: {len(body)}"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    return "\r\n".join(lines).encode("latin-1") + b"\r\n\r\n" + body


@dataclass
class Site:
    """Scripts by target, and the log."""

    scripts: dict[str, Script] = field(default_factory=dict)
    log: list[Asked] = field(default_factory=list)
    connections: int = 0
    port: int = 0
    dialled: list[str] = field(default_factory=list)
    names: dict[str, list[str]] = field(default_factory=dict)

    def url(self, target: str, host: str = "127.0.0.1") -> str:
        return f"http://{host}:{self.port}{target}"

    def serve(self, target: str, *answers: bytes) -> str:
        """Give the answers in turn, the last one for ever."""
        left = list(answers)

        async def script(_: Asked, line: Line) -> None:
            await line.send(left.pop(0) if len(left) > 1 else left[0])

        return self.script(target, script)

    def script(self, target: str, script: Script) -> str:
        self.scripts[target] = script
        return self.url(target)

    @property
    def targets(self) -> list[str]:
        return [asked.target for asked in self.log]

    async def handle(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        connection = self.connections
        try:
            while True:
                raw = await reader.readuntil(b"\r\n\r\n")
                asked = _read(raw, connection)
                if length := int(asked.headers.get("content-length", "0")):
                    asked = asked._replace(body=await reader.readexactly(length))
                self.log.append(asked)
                script = self.scripts.get(asked.target)
                if script is None:
                    writer.write(answer(404))
                else:
                    await script(asked, Line(reader, writer))
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            writer.close()
            with contextlib.suppress(ConnectionError):
                await writer.wait_closed()

    async def resolve(self, host: str, _port: int) -> list[str]:
        """Names as the test says, all others public."""
        return self.names.get(host, [PUBLIC])

    async def connect(self, address: str, _port: int) -> Streams:
        """Reach this server whatever the address: no test leaves the machine."""
        self.dialled.append(address)
        return await asyncio.open_connection("127.0.0.1", self.port)

    def system_network(
        self, resolve: Resolve | None = None, connect: Connect | None = None, **environ: str
    ) -> SystemNetwork:
        """A world in which every name leads here, unless told otherwise."""
        return SystemNetwork(environ=environ, resolve=resolve or self.resolve, connect=connect or self.connect)

    def fetcher(self, network: NetworkSettings | None = None, system_network: SystemNetwork | None = None) -> Fetcher:
        """A fetcher in such a world."""
        return Fetcher(
            lambda: NOW, network or NetworkSettings(), system_network=system_network or self.system_network()
        )


def _read(raw: bytes, connection: int) -> Asked:
    first, *lines = raw.decode("latin-1").split("\r\n")
    method, target, _ = first.split(" ")
    headers = dict(line.split(": ", 1) for line in lines if line)
    lower = {name.lower(): value for name, value in headers.items()}
    return Asked(method, target, lower, raw, connection, asyncio.get_running_loop().time())
