"""Rules as rows, inside the caller's transaction."""

import json
from collections.abc import Iterable, Sequence
from typing import NamedTuple

import apsw

from tuinews.model.error import UsageError
from tuinews.model.ids import FeedId
from tuinews.model.language import tr
from tuinews.model.rules.rule import ActionKind, Rule, RuleAction
from tuinews.model.text import SafeText, fold


class StoredRule(NamedTuple):
    """A rule as the journal stores it."""

    position: int
    name: str
    query: str
    actions: list[list[str]]
    active: bool


RuleChange = tuple[int, "Sequence[object] | None", "Sequence[object] | None"]
"""The number of a rule, what it was, and what it is now; `None`: there is none."""

RULES = """
    SELECT r.id, r.name, r.query, r.actions, r.position, r.active,
        (SELECT count(*) FROM rule_effects x WHERE x.rule_id = r.id), r.error, r.failed_at
    FROM rules r ORDER BY r.position, r.id
"""
_STANDING = (
    "SELECT id, name, query, actions, position, active, 0, '', NULL FROM rules WHERE active ORDER BY position, id"
)


def read_rule(row: Sequence[object]) -> Rule:
    """Read a row of `RULES`."""
    number, name, query, actions, position, active, touched, error, failed_at = row
    return Rule(
        id=int(str(number)),
        name=SafeText(str(name)),
        query=str(query),
        actions=read_actions(str(actions)),
        position=int(str(position)),
        active=bool(active),
        touched=int(str(touched)),
        error=SafeText(str(error)),
        failed_at=failed_at if isinstance(failed_at, int) else None,
    )


def read_actions(stored: str) -> tuple[RuleAction, ...]:
    """Return actions from their JSON lists; those that only a later program knows are left out."""
    known = frozenset(ActionKind)
    return tuple(RuleAction(ActionKind(kind), tuple(words)) for kind, *words in json.loads(stored) if kind in known)


def list_actions(actions: Iterable[RuleAction]) -> list[list[str]]:
    """Return actions as lists of words."""
    return [[action.kind.value, *action.words] for action in actions]


def read_standing(connection: apsw.Connection) -> tuple[Rule, ...]:
    """Return the rules that arriving entries meet, in their order, without counts."""
    return tuple(read_rule(row) for row in connection.execute(_STANDING))


def read_options(connection: apsw.Connection, feed_id: FeedId) -> tuple[Rule, ...]:
    """Return what the user wants done with entries of one feed, as rules."""
    row = connection.execute("SELECT mark_read, full_text FROM polling WHERE feed_id = ?", (feed_id,)).get
    return () if row is None else make_option_rules(feed_id, *row)


def make_option_rules(feed_id: FeedId, mark_read: str, full_text: int, feed: str = "") -> tuple[Rule, ...]:
    """Return the options of a feed as rules, which have numbers below 0."""
    name = feed or f"feed {feed_id}"
    found = []
    if mark_read:
        read = (RuleAction(ActionKind.READ),)
        found.append(Rule(-2 * feed_id - 1, SafeText(f"{name}: mark read"), mark_read, read, feed_id=feed_id))
    if full_text:
        page = (RuleAction(ActionKind.FULL_TEXT),)
        found.append(Rule(-2 * feed_id - 2, SafeText(f"{name}: full text"), "", page, feed_id=feed_id))
    return tuple(found)


def find(connection: apsw.Connection, number: int) -> StoredRule | None:
    """Return a rule, or `None`."""
    row = connection.execute("SELECT position, name, query, actions, active FROM rules WHERE id = ?", (number,)).get
    if row is None:
        return None
    position, name, query, actions, active = row
    return StoredRule(position, name, query, json.loads(actions), bool(active))


def add(connection: apsw.Connection, name: str, query: str, actions: list[list[str]]) -> tuple[int, StoredRule]:
    """Store a new rule behind the others, and return its number and it.

    Raises:
        UsageError: there is one of that name.
    """
    position = int(connection.execute("SELECT coalesce(max(position), 0) + 1 FROM rules").get)
    rule = StoredRule(position, name, query, actions, active=True)
    number = 1 + int(connection.execute("SELECT seq FROM sqlite_sequence WHERE name = 'rules'").get or 0)
    put(connection, number, rule)
    return number, rule


def put(connection: apsw.Connection, number: int, rule: Sequence[object] | None) -> None:
    """Store a rule under its number, or delete it if it is `None`.

    Raises:
        UsageError: there is another one of that name.
    """
    if rule is None:
        connection.execute("DELETE FROM rules WHERE id = ?", (number,))
        connection.execute("DELETE FROM rule_jobs WHERE rule_id = ?", (number,))
        return
    position, name, query, actions, active = rule
    key = fold(str(name))
    if is_taken(connection, str(name), number):
        raise UsageError(tr("There is a rule {name} already: give this one another name.", name=name))
    connection.execute(
        "INSERT INTO rules (id, position, name, key, query, actions, active) VALUES (?, ?, ?, ?, ?, ?, ?) "
        "ON CONFLICT (id) DO UPDATE SET position = excluded.position, name = excluded.name, key = excluded.key, "
        "query = excluded.query, actions = excluded.actions, active = excluded.active, error = '', failed_at = NULL",
        (number, position, name, key, query, json.dumps(actions, ensure_ascii=False), bool(active)),
    )


def is_taken(connection: apsw.Connection, name: str, number: int = 0) -> bool:
    """Whether another rule than that of the number has a name."""
    return connection.execute("SELECT 1 FROM rules WHERE key = ? AND id <> ?", (fold(name), number)).get is not None


def restore(connection: apsw.Connection, changes: Iterable[tuple[int, Sequence[object] | None]]) -> None:
    """Bring rules back to what the journal says that they were."""
    wanted = tuple(changes)
    for number, stored in sorted(wanted, key=lambda change: change[1] is not None):
        put(connection, number, stored)


def read_order(connection: apsw.Connection) -> list[tuple[int, StoredRule]]:
    """Return all rules in their order."""
    numbers = [int(row[0]) for row in connection.execute("SELECT id FROM rules ORDER BY position, id")]
    return [(number, rule) for number in numbers if (rule := find(connection, number)) is not None]
