"""Reads what a search shows while it is typed: the first entries that it finds, with pieces of their texts."""

from collections.abc import Callable, Sequence

from tuinews.model.clock import Instant
from tuinews.model.codec.stored_text import unpack
from tuinews.model.error import StoreError
from tuinews.model.query import Query, find_sought_words
from tuinews.model.query.search_hit import SearchHit
from tuinews.model.query.snippet import Snippet, make_snippet
from tuinews.model.text import bare_words, safe_text
from tuinews.store.bindings import bind_numbers
from tuinews.store.readers.list_reader import ListReader
from tuinews.store.readers.read_connection import ReadConnection

_WIDTH = 160
_MARKUP_READ = 60_000
_STEPS = 2_000
"""Steps of SQLite between two questions whether the answer is still wanted: a fraction of a millisecond."""
_BODIES = "SELECT entry_id, feed_html, page_html FROM bodies WHERE entry_id IN (SELECT value FROM carray(?))"


class SearchReader:
    """`reader.search`."""

    def __init__(self, connection: ReadConnection, lists: ListReader) -> None:
        self._connection = connection
        self._lists = lists

    def find_hits(self, query: Query, now: Instant, limit: int, is_wanted: Callable[[], bool]) -> tuple[SearchHit, ...]:
        """Return the first entries that a query finds; none as soon as they are wanted no more."""
        if not is_wanted():
            return ()
        with self._connection.use() as connection:
            connection.set_progress_handler(lambda: not is_wanted(), _STEPS)
            try:
                ids = self._lists.ids(query, now, limit)
                snippets = self.read_snippets(query, ids)
                return tuple(SearchHit(one, snippets[one.id]) for one in self._lists.headlines(ids))
            except StoreError:
                if is_wanted():
                    raise
                return ()
            finally:
                connection.set_progress_handler(None)

    def read_snippets(self, query: Query, ids: Sequence[int]) -> dict[int, Snippet]:
        """Return a piece of the text of each entry that shows what was sought."""
        sought = find_sought_words(query.condition)
        found = {number: Snippet("") for number in ids}
        for number, feed_html, page_html in self._connection.rows(_BODIES, (bind_numbers(ids),)):
            pieces = [
                make_snippet(bare_words(unpack(stored)[:_MARKUP_READ]), sought, _WIDTH)
                for stored in (page_html, feed_html)
                if stored is not None
            ]
            best = max(pieces, key=lambda piece: len(piece.marks), default=Snippet(""))
            found[int(number)] = best._replace(text=safe_text(best.text))
        return found
