"""Reads how an entry stands in the library, to explain it."""

from typing import NamedTuple

from tuinews.model.clock import Instant
from tuinews.model.ids import EntryId
from tuinews.model.query import Query
from tuinews.store.feed_names import read_names_for
from tuinews.store.readers.read_connection import ReadConnection
from tuinews.store.select import select_all
from tuinews.store.visibility import describe


class Standing(NamedTuple):
    """How an entry stands in the library."""

    membership: str
    """`subscribed`, or `kept` outside the lists."""
    reasons: tuple[str, ...]
    """The reasons for which it is hidden."""
    read_at: Instant | None
    """When the user marked it read, if that is known and it is."""
    text: str
    """Whose text is stored: `feed`, `page`, `both`, or `""` for none."""
    edits: tuple[Instant, ...]
    """When its publisher changed its words."""


class OriginReader:
    """`reader.origins`."""

    def __init__(self, connection: ReadConnection) -> None:
        self._connection = connection

    def read_standing(self, entry_id: EntryId) -> Standing | None:
        """Return how an entry stands, or `None` when it cannot be opened."""
        with self._connection.use() as connection:
            described = describe(connection, entry_id)
        if described is None:
            return None
        ((read_at,),) = self._connection.rows("SELECT iif(read, read_at, NULL) FROM states WHERE id = ?", (entry_id,))
        texts = self._connection.rows(_TEXT, (entry_id,))
        edits = self._connection.rows("SELECT replaced_at FROM versions WHERE entry_id = ? ORDER BY id", (entry_id,))
        return Standing(*described, read_at, texts[0][0] if texts else "", tuple(at for (at,) in edits))

    def is_matched(self, query: Query, entry_id: EntryId) -> bool:
        """Return whether a query matches an entry, hidden or not."""
        with self._connection.use() as connection:
            names = read_names_for(connection, query.condition)
        sql = select_all(query.condition, names)
        return bool(self._connection.rows(f"{sql.text} AND e.id = ?", (*sql.bindings, entry_id)))


_TEXT = """
    SELECT CASE WHEN feed_html IS NULL THEN iif(page_html IS NULL, '', 'page')
        ELSE iif(page_html IS NULL, 'feed', 'both') END
    FROM bodies WHERE entry_id = ?
"""
