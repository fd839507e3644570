"""Looking after the store: its health, its backup, and the search index that lags behind on purpose."""

import asyncio
import logging
from pathlib import Path

from tuinews.engine.secrets.secrets_file import Secrets
from tuinews.engine.services import ReportIndexed, Services
from tuinews.model.clock import DAY
from tuinews.model.error import TuinewsError
from tuinews.model.language import tr
from tuinews.store import Health

_log = logging.getLogger(__name__)


class Upkeep:
    """`library.upkeep`."""

    def __init__(self, services: Services) -> None:
        self._services = services

    async def health(self) -> Health:
        """Return the state of the store: size, schema, integrity, how far the index lags."""
        return await self._services.scans.do(lambda reader: reader.health())

    async def backup(self, path: Path, settings: Path | None = None) -> None:
        """Write a consistent copy, while the reader is open or not.

        With `settings`, their file, the copy has these and the logins of feeds in it, for `tuinews restore`.

        Raises:
            UsageError: `path` is the library itself, or something there is no copy of one.
            StoreError: it cannot be written, or the store is damaged.
            TuinewsError: the settings or logins cannot be read.
        """
        enclosed: dict[str, bytes] = {}
        if settings is not None:
            enclosed = await asyncio.to_thread(_read_enclosures, settings, self._services.secrets)
        await self._services.scans.do(lambda reader: reader.backup(path, enclosed))

    async def catch_up(self, report: ReportIndexed | None = None) -> None:
        """Feed the search index until it lacks nothing, in slices between which marks go first.

        What it has by words of a former version of the program is left to several calls, and to the reader. `report`
        hears of what is indexed.
        """
        await self._services.index_new(report=report)

    async def optimize(self) -> None:
        """Refresh the statistics that the query planner goes by."""
        await self._services.writer.do(lambda writer: writer.optimize())


SETTINGS, LOGINS = "config.toml", "secrets.json"
"""What a copy of the library calls the files that it has in it."""


def _read_enclosures(settings: Path, secrets: Secrets) -> dict[str, bytes]:
    enclosed = {LOGINS: secrets.export()}
    try:
        enclosed[SETTINGS] = settings.read_bytes()
    except FileNotFoundError:
        pass  # the settings are the default ones
    except OSError as error:
        raise TuinewsError(
            tr(
                "{settings} cannot be read ({strerror}): mind its permissions, or leave --with-settings out.",
                settings=settings,
                strerror=error.strerror,
            )
        ) from error
    return {name: data for name, data in enclosed.items() if data}


_DONE = "upkeep"
"""The note that holds when it was done last."""


async def tidy(services: Services) -> bool:
    """Once a day, delete what need not be kept, in slices between which marks go first, and optimise the file.

    Returns whether it was time for that.
    """
    now = services.clock()
    done = await services.pages.do(lambda reader: reader.note(_DONE))
    if done is not None and 0 <= now - int(done) < DAY:
        return False
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
        services.publish_entries_changed()
    return True


async def _forget_secrets(services: Services) -> None:
    """Delete the logins of feeds whose removal can no longer be undone; raises TuinewsError."""
    # asked for first: of what another program adds meanwhile nothing is forgotten
    kept = services.secrets.ids()
    now = services.clock()
    if gone := kept - await services.pages.do(lambda reader: reader.read_remembered(now)):
        await asyncio.to_thread(services.secrets.forget, gone)
