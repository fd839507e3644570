"""One SQLite file: read by `Reader`, written by the one `Writer`, made and migrated by `prepare`."""

from tuinews.store.migrate import prepare
from tuinews.store.reader import Reader
from tuinews.store.upkeep import Health
from tuinews.store.writer import Writer

__all__ = ["Health", "Reader", "Writer", "prepare"]
