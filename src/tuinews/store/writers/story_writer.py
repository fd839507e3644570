"""Writes stories: what the grouping finds, and what the user decides."""

from collections.abc import Callable, Sequence
from typing import TypeVar

import apsw

from tuinews.model.clock import Instant
from tuinews.model.entry import Marked
from tuinews.model.ids import EntryId
from tuinews.model.language import tr
from tuinews.model.text import safe_text
from tuinews.store import journal
from tuinews.store.stories import by_hand
from tuinews.store.stories.by_hand import StoryChange
from tuinews.store.stories.membership import read_members
from tuinews.store.stories.story_tables import StoryTables
from tuinews.store.stories.term_counts import TermCounts
from tuinews.store.writers.write_connection import WriteConnection

Result = TypeVar("Result")

_PARTS = 16
"""Parts in which old postings are deleted, so that marks go between them."""


class StoryWriter:
    """`writer.stories`."""

    def __init__(self, connection: WriteConnection) -> None:
        self._connection = connection
        self._counts = TermCounts()
        self._version: tuple[int, int] | None = None

    def group(self, work: Callable[[StoryTables], Result]) -> Result:
        """Let the grouping read and write its tables in one transaction, and return what it returns."""
        try:
            with self._connection.commit() as connection:
                unchanged = self._version == _read_version(connection)
                result = work(StoryTables(connection, self._counts, unchanged=unchanged))
                self._version = _read_version(connection)
                return result
        except BaseException:
            self._counts.forget()
            self._version = None
            raise

    def forget_counts(self) -> None:
        """Give the memory back in which terms are counted; they are read again when they are needed."""
        self._counts.forget()

    def split(self, entry_id: EntryId) -> Marked:
        """Take an entry out of its story for good; raises NotFoundError, or UsageError if it is in none."""
        with self._connection.commit() as connection:
            change = by_hand.split(connection, entry_id)
            return self._record(
                connection, change, tr("1 article taken out of its story"), [entry_id], change["members"]
            )

    def merge(self, entry_ids: Sequence[EntryId]) -> Marked:
        """Make one story of the stories of entries; raises NotFoundError, or UsageError if they are one already."""
        with self._connection.commit() as connection:
            change = by_hand.merge(connection, entry_ids)
            members = read_members(connection, change["into"])
            sentence = f"{len(members)} articles put into one story"
            return self._record(connection, change, sentence, members, members)

    def follow(self, story_id: int, *, value: bool) -> Marked:
        """Follow a story, or no more; raises NotFoundError."""
        with self._connection.commit() as connection:
            stamp = self._connection.stamp()
            change = by_hand.follow(connection, story_id, stamp.at, value=value)
            if change is None:
                return Marked(
                    safe_text(tr("The story is followed already") if value else tr("The story is not followed")), ()
                )
            sentence = "story followed" if value else "story no longer followed"
            return self._record(connection, change, sentence, (), read_members(connection, story_id))

    def forget_old(self, until: Instant) -> None:
        """Delete what later entries are compared with of entries from before `until`."""
        size = 2**32 // _PARTS
        for part in range(_PARTS):
            with self._connection.commit() as connection:
                sql = "DELETE FROM story_postings WHERE term >= ? AND term < ? AND moment < ?"
                connection.execute(sql, (part * size, (part + 1) * size, until))
        with self._connection.commit() as connection:
            connection.execute(
                "DELETE FROM story_entries WHERE entry_id IN (SELECT g.entry_id FROM story_entries g "
                "LEFT JOIN states s ON s.id = g.entry_id WHERE coalesce(s.moment, 0) < ?)",
                (until,),
            )
            kept = "SELECT group_id FROM story_entries"
            for column in ("group_id", "other_id"):
                connection.execute(f"DELETE FROM story_splits WHERE {column} NOT IN ({kept})")  # noqa: S608  a name of ours
            connection.execute(f"DELETE FROM story_merges WHERE group_id NOT IN ({kept})")  # noqa: S608  as above

    def _record(
        self,
        connection: apsw.Connection,
        change: StoryChange,
        sentence: str,
        ids: Sequence[int],
        touched: Sequence[int],
    ) -> Marked:
        journal.record(connection, self._connection.stamp(), "story", sentence, change, ids=ids)
        return Marked(safe_text(sentence), tuple(map(EntryId, touched)))


def _read_version(connection: apsw.Connection) -> tuple[int, int]:
    """Return what differs after anybody has written, in this process or another one."""
    return int(connection.pragma("data_version")), connection.total_changes()
