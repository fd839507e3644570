"""Writes what the user decides about topics, and the days that they are counted by."""

from collections.abc import Sequence

import apsw

from tuinews.model.clock import Instant
from tuinews.model.text import SafeText, safe_text
from tuinews.store import journal
from tuinews.store.topics import choices
from tuinews.store.topics.choices import TopicChange
from tuinews.store.topics.days import renew_days
from tuinews.store.writers.write_connection import WriteConnection


class TopicWriter:
    """`writer.topics`; each method is one commit, and returns what it did as words for the user."""

    def __init__(self, connection: WriteConnection) -> None:
        self._connection = connection

    def renew_days(self, now: Instant) -> None:
        """Count topics by the days of the user's clock, which takes a second or two where they were others."""
        with self._connection.commit() as connection:
            renew_days(connection, now)

    def alias(self, names: Sequence[SafeText], topic: SafeText) -> SafeText:
        """Let tags be the same as another one; raises NotFoundError, UsageError."""
        with self._connection.commit() as connection:
            said = f"{', '.join(names)} is {topic} now" if len(names) == 1 else f"{', '.join(names)} are {topic} now"
            return self._change(connection, choices.alias(connection, names, topic), said)

    def part(self, name: SafeText) -> SafeText:
        """Let a tag be one of its own again; raises NotFoundError, UsageError."""
        with self._connection.commit() as connection:
            return self._change(connection, choices.part(connection, name), f"{name} is a topic of its own")

    def rename(self, name: SafeText, new: SafeText) -> SafeText:
        """Call a topic otherwise, whatever publishers call it; raises NotFoundError, UsageError."""
        with self._connection.commit() as connection:
            return self._change(connection, choices.rename(connection, name, new), f"topic {name} is called {new}")

    def follow(self, names: Sequence[SafeText], *, followed: bool) -> SafeText:
        """Follow topics, or follow them no more; raises NotFoundError."""
        with self._connection.commit() as connection:
            said = f"{'following' if followed else 'no longer following'} {', '.join(names)}"
            return self._change(connection, choices.follow(connection, names, followed=followed), said)

    def colour(self, name: SafeText, chosen: str) -> SafeText:
        """Give a topic a colour, or with `""` the one of its name; raises NotFoundError, UsageError."""
        with self._connection.commit() as connection:
            said = f"{name} is {chosen} now" if chosen else f"{name} has the colour of its name"
            return self._change(connection, choices.colour(connection, name, chosen), said)

    def _change(self, connection: apsw.Connection, changes: Sequence[TopicChange], sentence: str) -> SafeText:
        if not changes:
            return safe_text("Nothing changed: it is so already")
        choices.set_choices(connection, [after for _, after in changes])
        journal.record(connection, self._connection.stamp(), "topics", sentence, {"topics": changes})
        return safe_text(sentence)
