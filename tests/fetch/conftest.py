import asyncio
from collections.abc import AsyncIterator

import pytest

from fetch.loopback import Site
from tuinews.fetch import Fetcher


@pytest.fixture
async def site() -> AsyncIterator[Site]:
    served = Site()
    server = await asyncio.start_server(served.handle, "127.0.0.1", 0)
    served.port = server.sockets[0].getsockname()[1]
    yield served
    server.close()


@pytest.fixture
async def fetcher(site: Site) -> AsyncIterator[Fetcher]:
    made = site.fetcher()
    yield made
    await made.close()
