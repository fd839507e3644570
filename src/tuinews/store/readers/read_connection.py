"""The connection that the parts of a reader share."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import apsw

from tuinews.store.file.connection import open_reader, store_errors
from tuinews.store.rows import SqlRow


class ReadConnection:
    """A connection that only reads; whatever SQLite refuses is raised as StoreError, or one of its kinds."""

    def __init__(self, path: Path) -> None:
        self.path = path
        with store_errors(path):
            self._connection = open_reader(path)

    def close(self) -> None:
        """Close the connection; closing twice does no harm."""
        with store_errors(self.path):
            self._connection.close()

    @contextmanager
    def use(self) -> Iterator[apsw.Connection]:
        """Give the connection to a function that reads by itself."""
        with store_errors(self.path):
            yield self._connection

    def rows(self, sql: str, bindings: Sequence[object] = ()) -> list[SqlRow]:
        """Return all rows of a statement."""
        with store_errors(self.path):
            return self._connection.execute(sql, bindings).fetchall()
