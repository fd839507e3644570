"""Writes the user's views: queries with a name."""

from tuinews.model.feed import NOTHING_CHOSEN, ViewChoices
from tuinews.model.language import tr
from tuinews.model.text import SafeText
from tuinews.store import journal, views
from tuinews.store.writers.write_connection import WriteConnection


class ViewWriter:
    """`writer.views`."""

    def __init__(self, connection: WriteConnection) -> None:
        self._connection = connection

    def save(self, name: SafeText, query: str, chosen: ViewChoices = NOTHING_CHOSEN) -> None:
        """Save a query under a name, replacing the view of that name."""
        with self._connection.commit() as connection:
            before, after = views.save(connection, name, query, chosen)
            if before != after:
                detail = {"views": [(name, before, after)]}
                sentence = tr("view {name} saved", name=name)
                journal.record(connection, self._connection.stamp(), "views", sentence, detail)

    def rename(self, name: SafeText, new: SafeText, query: str, chosen: ViewChoices = NOTHING_CHOSEN) -> None:
        """Give a view another name, query, keys and folder, in its place, as one change; raises UsageError."""
        with self._connection.commit() as connection:
            changes = views.rename(connection, name, new, query, chosen)
            if changes:
                sentence = tr("view {name} edited", name=name)
                journal.record(connection, self._connection.stamp(), "views", sentence, {"views": changes})

    def remove(self, name: SafeText) -> bool:
        """Remove the view of that name, and return whether there was one."""
        with self._connection.commit() as connection:
            before = views.find(connection, name)
            if before is not None:
                views.put(connection, name, None)
                detail = {"views": [(name, before, None)]}
                sentence = tr("view {name} removed", name=before.name)
                journal.record(connection, self._connection.stamp(), "views", sentence, detail)
            return before is not None
