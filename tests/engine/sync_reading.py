"""One client that is in step with a server in memory, as tests of single troubles use it."""

from pathlib import Path

from engine.sync_history import Client
from servers.memory_server import MemoryServer
from servers.server_library import ServerLibrary
from tuinews.model.entry import Flag, Mark
from tuinews.model.event import Noticed
from tuinews.model.ids import EntryId
from tuinews.model.query import EVERYTHING, parse_query


class Reading:
    """A client that is in step with a server, and what it is told."""

    def __init__(self, folder: Path, items: int = 4) -> None:
        self.now = 1_800_000_000
        self.server = MemoryServer(ServerLibrary().fill(items, feeds=2))
        self.client = Client(folder, self.server, lambda: self.now)
        self.told: list[str] = []
        self.client.library._services.publish = lambda event: (
            self.told.append(event.sentence) if isinstance(event, Noticed) else None
        )

    @property
    def there(self) -> ServerLibrary:
        return self.server.library

    async def sync(self, *, seconds: int = 60) -> bool:
        self.now += seconds
        return await self.client.sync(kills=True)

    async def find(self, query: str) -> list[EntryId]:
        ids = await self.client.library.entries.ids(parse_query(query, self.now) if query else EVERYTHING)
        return [EntryId(number) for number in ids]

    async def titles(self, query: str = "") -> set[str]:
        return {entry.title for entry in await self.client.library.entries.entries(await self.find(query))}

    async def mark(self, title: str, flag: Flag = Flag.READ, *, value: bool = True) -> None:
        await self.client.library.entries.mark(Mark(flag, value=value, ids=tuple(await self.find(f"title:/{title}$/"))))

    def item(self, title: str) -> object:
        return next(item for item in self.there.items.values() if item.title == title)

    def unread_there(self) -> set[str]:
        return {item.title for item in self.there.items.values() if not item.read}

    async def pending(self) -> int:
        return (await self.client.library.sync.status()).pending
