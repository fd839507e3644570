"""One SQLite file: read by `Reader`, written by the one `Writer`, made and migrated by `prepare`."""

from typing import TYPE_CHECKING

from tuinews.store.file.schema import prepare
from tuinews.store.reader import Reader

if TYPE_CHECKING:
    from tuinews.store.file.upkeep import Health
    from tuinews.store.writer import Writer

__all__ = ["Health", "Reader", "Writer", "prepare"]


def __getattr__(name: str) -> object:
    """Load what the first screen does not need when it is first asked for."""
    if name == "Writer":
        from tuinews.store.writer import Writer

        return Writer
    if name == "Health":
        from tuinews.store.file.upkeep import Health

        return Health
    raise AttributeError(name)
