"""Looking after the store: its health, its backup, and the search index that lags behind on purpose."""

import asyncio
import logging
from pathlib import Path

from tuinews.engine.services import Services
from tuinews.model.clock import DAY
from tuinews.model.error import TuinewsError
from tuinews.store import Health

_log = logging.getLogger(__name__)


class Upkeep:
    """`library.upkeep`."""

    def __init__(self, services: Services) -> None:
        self._services = services

    async def health(self) -> Health:
        """What the store is like: size, schema, integrity, how far the index lags."""
        return await self._services.scans.do(lambda reader: reader.health())

    async def backup(self, path: Path) -> None:
        """Write a consistent copy, while the reader is open or not; raises StoreError."""
        await self._services.writer.do(lambda writer: writer.backup(path))

    async def catch_up(self) -> None:
        """Feed the search index until it lags no more, in slices, between which marks go first."""
        await self._services.index_all()

    async def optimize(self) -> None:
        """Refresh the statistics that the query planner goes by."""
        await self._services.writer.do(lambda writer: writer.optimize())


_DONE = "upkeep"
"""The note that tells when it was done last."""


async def tidy(services: Services) -> None:
    """Once a day: delete what need not be kept, in slices, between which marks go first, and look after the file."""
    now = services.clock()
    done = await services.pages.do(lambda reader: reader.note(_DONE))
    if done is not None and 0 <= now - int(done) < DAY:
        return
    await services.writer.do(lambda writer: writer.remember(_DONE, str(now)))
    keep = services.settings.keep.articles
    went = 0
    while some := await services.writer.do(lambda writer: writer.trim(keep)):
        went += some
    await services.writer.do(lambda writer: writer.optimize())
    try:
        await _forget_secrets(services)
    except TuinewsError as error:
        _log.warning("the logins of feeds that are gone stay: %s", error)
    if went:
        services.entries_changed()


async def _forget_secrets(services: Services) -> None:
    """Keep no login of a feed whose removal is undone no more; raises TuinewsError."""
    # asked for first: of what another program adds meanwhile nothing is forgotten
    kept = services.secrets.ids()
    now = services.clock()
    if gone := kept - await services.pages.do(lambda reader: reader.remembered(now)):
        await asyncio.to_thread(services.secrets.forget, gone)
