"""Writes rules, and hands out what they want to be run and shown."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

import apsw

from tuinews.model.clock import Instant
from tuinews.model.error import NotFoundError
from tuinews.model.ids import EntryId
from tuinews.model.language import tr
from tuinews.model.parsed import ListedRule
from tuinews.model.rules.rule import ActionKind, RuleAction
from tuinews.model.text import SafeText
from tuinews.store import journal
from tuinews.store.file.connection import rehearsal
from tuinews.store.rules import rule_rows
from tuinews.store.rules.rule_rows import StoredRule
from tuinews.store.writers.write_connection import WriteConnection


class RuleJob(NamedTuple):
    """A program that is to be run for an entry, or a notification that is to be shown of it."""

    rule_id: int
    rule: SafeText
    entry_id: EntryId
    action: RuleAction


class RuleWriter:
    """`writer.rules`."""

    def __init__(self, connection: WriteConnection) -> None:
        self._connection = connection

    def add(self, name: SafeText, query: str, actions: list[list[str]]) -> int:
        """Store a rule behind the others and return its number; raises UsageError if there is one of that name."""
        with self._connection.commit() as connection:
            number, rule = rule_rows.add(connection, name, query, actions)
            self._record(connection, tr("rule {name} added", name=name), [(number, None, rule)])
            return number

    def add_all(self, rules: Sequence[ListedRule], *, dry_run: bool) -> int:
        """Store rules of a list as one change, and return how many of their names were not taken.

        A `dry_run` only counts them.
        """
        with self._connection.commit() as connection, rehearsal(connection, dry_run=dry_run):
            changes: list[rule_rows.RuleChange] = []
            for name, query, actions, active in rules:
                if not rule_rows.is_taken(connection, name):
                    number, rule = rule_rows.add(connection, name, query, rule_rows.list_actions(actions))
                    kept = rule._replace(active=active)
                    rule_rows.put(connection, number, kept)
                    changes.append((number, None, kept))
            if changes:
                self._record(connection, tr("{count} rules imported", count=len(changes)), changes)
        return len(changes)

    def edit(self, number: int, change: Callable[[StoredRule], StoredRule]) -> bool:
        """Change a rule, and return whether that changed anything.

        Raises:
            NotFoundError: it is gone.
            UsageError: there is another one of its new name.
        """
        with self._connection.commit() as connection:
            before = rule_rows.find(connection, number)
            if before is None:
                raise NotFoundError(tr("There is no rule {number} any more.", number=number))
            after = change(before)
            if after == before:
                return False
            rule_rows.put(connection, number, after)
            self._record(connection, tr("rule {name} edited", name=before.name), [(number, before, after)])
            return True

    def remove(self, number: int) -> bool:
        """Remove a rule, and return whether there was one; what it did stays."""
        with self._connection.commit() as connection:
            before = rule_rows.find(connection, number)
            if before is not None:
                rule_rows.put(connection, number, None)
                self._record(connection, tr("rule {name} removed", name=before.name), [(number, before, None)])
            return before is not None

    def move(self, number: int, position: int) -> bool:
        """Put a rule at a position among the others, from 1 on; return whether that moved it."""
        with self._connection.commit() as connection:
            order = rule_rows.read_order(connection)
            moved = [row for row in order if row[0] == number]
            others = [row for row in order if row[0] != number]
            place = max(1, min(position, len(order))) - 1
            wanted = [*others[:place], *moved, *others[place:]]
            changes = [
                (key, rule, rule._replace(position=index))
                for index, (key, rule) in enumerate(wanted, 1)
                if rule.position != index
            ]
            for key, _, after in changes:
                rule_rows.put(connection, key, after)
            if changes and moved:
                self._record(connection, tr("rule {name} moved", name=moved[0][1].name), changes)
            return bool(changes)

    def take_jobs(self, kind: ActionKind, limit: int) -> tuple[RuleJob, ...]:
        """Return the oldest things that rules want to be run or shown; nobody else gets them then."""
        with self._connection.commit() as connection:
            sql = """
                DELETE FROM rule_jobs WHERE id IN (
                    SELECT id FROM rule_jobs WHERE json_extract(action, '$[0]') = ? ORDER BY id LIMIT ?
                ) RETURNING id, rule_id, (SELECT name FROM rules WHERE rules.id = rule_id), entry_id, action
            """
            taken = sorted(connection.execute(sql, (kind.value, limit)).fetchall())
            return tuple(_read_job(row) for row in taken if row[2] is not None)

    def drop_jobs(self, rule_id: int, kind: ActionKind) -> int:
        """Forget what a rule wants done, and return how much that is."""
        with self._connection.commit() as connection:
            sql = "DELETE FROM rule_jobs WHERE rule_id = ? AND json_extract(action, '$[0]') = ?"
            connection.execute(sql, (rule_id, kind.value))
            return connection.changes()

    def tell_failure(self, rule_id: int, sentence: str, now: Instant) -> None:
        """Note what went wrong with the program of a rule; `""` that all is well."""
        with self._connection.commit() as connection:
            connection.execute(
                "UPDATE rules SET error = ?1, failed_at = iif(?1 = '', NULL, ?2) WHERE id = ?3 AND error <> ?1",
                (sentence, now, rule_id),
            )

    def _record(self, connection: apsw.Connection, sentence: str, changes: Sequence[rule_rows.RuleChange]) -> None:
        journal.record(connection, self._connection.stamp(), "rules", sentence, {"rules": changes})


def _read_job(row: tuple[object, ...]) -> RuleJob:
    _, rule_id, name, entry_id, action = row
    (read,) = rule_rows.read_actions(f"[{action}]")
    return RuleJob(int(str(rule_id)), SafeText(str(name)), EntryId(int(str(entry_id))), read)
