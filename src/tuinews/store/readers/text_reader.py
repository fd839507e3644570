"""Reads what only an opened article needs: its texts, old and new, and where reading stopped."""

from tuinews.model.codec.stored_text import unpack
from tuinews.model.entry import Body, Version
from tuinews.model.ids import EntryId
from tuinews.model.repeated_lines import LineKey
from tuinews.model.url import host_key
from tuinews.store.bindings import bind_numbers
from tuinews.store.entries.site_lines import REPEATED_LINES
from tuinews.store.readers.read_connection import ReadConnection


class TextReader:
    """`reader.texts`."""

    def __init__(self, connection: ReadConnection) -> None:
        self._connection = connection

    def body(self, entry_id: EntryId) -> Body:
        """Return an entry's stored texts; empty for an entry without any."""
        found = self._connection.rows("SELECT feed_html, page_html, base FROM bodies WHERE entry_id = ?", (entry_id,))
        if not found:
            return Body()
        feed_html, page_html, base = found[0]
        return Body(unpack(feed_html), unpack(page_html), base)

    def versions(self, entry_id: EntryId) -> tuple[Version, ...]:
        """Return what an edited entry said before, the newest last."""
        sql = "SELECT replaced_at, title, html, base FROM versions WHERE entry_id = ? ORDER BY id"
        found = self._connection.rows(sql, (entry_id,))
        return tuple(Version(at, title, unpack(html), base) for at, title, html, base in found)

    def position(self, entry_id: EntryId) -> int:
        """Return the block at which reading an entry stopped; 0 at first."""
        found = self._connection.rows("SELECT block FROM positions WHERE entry_id = ?", (entry_id,))
        return int(found[0][0]) if found else 0

    def find_repeated_lines(self, url: str, lines: frozenset[LineKey]) -> frozenset[LineKey]:
        """Return those of the lines that stand on several stored pages of the address's site."""
        return frozenset(row[0] for row in self._connection.rows(REPEATED_LINES, (host_key(url), bind_numbers(lines))))
