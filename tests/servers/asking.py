"""What asks the servers of the tests: the real client of `fetch`, and a clock that stands still."""

from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass

from servers.google_reader import GoogleReaderServer
from tuinews.config.settings import NetworkSettings
from tuinews.engine.accounts.servers.kinds import find_server, open_server
from tuinews.engine.accounts.servers.server import FeedServer, FieldChange, ItemField, ServerLogin
from tuinews.fetch import Fetcher, Outcome, Request
from tuinews.model.clock import Instant

NOW = 1_795_000_000


@dataclass
class PlainAsker:
    """Sends requests at once."""

    fetcher: Fetcher
    moment: Instant = NOW

    def now(self) -> Instant:
        return self.moment

    async def ask(self, request: Request) -> Outcome:
        return await self.fetcher.fetch(request)


@asynccontextmanager
async def asker(network: NetworkSettings | None = None) -> AsyncIterator[PlainAsker]:
    """Ask over sockets of this machine."""
    fetcher = Fetcher(lambda: NOW, network or NetworkSettings())
    yield PlainAsker(fetcher)
    await fetcher.close()


async def log_in(web: PlainAsker, server: GoogleReaderServer) -> ServerLogin:
    """Return a login at a server."""
    return await find_server(web, server.url, server.user, server.password)


async def connect(web: PlainAsker, server: GoogleReaderServer) -> FeedServer:
    """Return a server as it is used after a login."""
    return open_server(web, await log_in(web, server))


def change(field: ItemField, ids: Iterable[str], *, value: bool = True, label: str = "") -> FieldChange:
    """Return a change, as a sync sends it."""
    return FieldChange(field, label, value, tuple(ids))
