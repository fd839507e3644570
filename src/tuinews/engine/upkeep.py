"""Looking after the store: its health, its backup, and the search index that lags behind on purpose."""

from pathlib import Path

from tuinews.engine.context import Context
from tuinews.store import Health


class Upkeep:
    """`library.upkeep`."""

    def __init__(self, context: Context) -> None:
        self._context = context

    async def health(self) -> Health:
        """What the store is like: size, schema, integrity, how far the index lags."""
        return await self._context.scans.do(lambda reader: reader.health())

    async def backup(self, path: Path) -> None:
        """Write a consistent copy, while the reader is open or not; raises StoreError."""
        await self._context.writer.do(lambda writer: writer.backup(path))

    async def catch_up(self) -> None:
        """Feed the search index until it lags no more, in slices, between which marks go first."""
        await self._context.index_all()

    async def optimize(self) -> None:
        """Refresh the statistics that the query planner goes by."""
        await self._context.writer.do(lambda writer: writer.optimize())
