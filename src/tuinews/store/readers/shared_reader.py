"""Reads what a library knows of the folder that it shares."""

from pathlib import Path

from tuinews.model.shared.machine import KnownLog, SharedMachine, Telling
from tuinews.model.shared.stamps import WriteStamp
from tuinews.store.readers.read_connection import ReadConnection
from tuinews.store.shared import log_rows


class SharedReader:
    """`reader.shared`."""

    def __init__(self, connection: ReadConnection) -> None:
        self._connection = connection

    @property
    def path(self) -> Path:
        """The store's file."""
        return self._connection.path

    def read_feeds(self) -> list[int]:
        """Return the feeds that have a name in the folder."""
        return [row[0] for row in self._connection.rows("SELECT feed_id FROM shared_feed_numbers ORDER BY feed_id")]

    def read_machine(self) -> SharedMachine | None:
        """Return this machine's part; `None` where no folder is shared."""
        with self._connection.use() as connection:
            return log_rows.read_machine(connection)

    def read_logs(self) -> dict[str, KnownLog]:
        """Return by file the logs that were read."""
        with self._connection.use() as connection:
            return log_rows.read_logs(connection)

    def count_untold(self) -> int:
        """Return how many registers stand in no log yet."""
        with self._connection.use() as connection:
            return log_rows.count_untold(connection)

    def find_unknown(self, machine: str, telling: Telling, forgotten: WriteStamp) -> bool:
        """Whether a log says under this machine's name what this library never wrote."""
        with self._connection.use() as connection:
            return log_rows.find_unknown(connection, machine, telling, forgotten)
