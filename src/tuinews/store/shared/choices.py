"""Registers of what the user decides besides marks: subscriptions, views, mutes, rules, topics.

They are few, so that what changed is found by comparing: at the end of a transaction that touched one of their tables
(`shared_dirty`) what is there now is held against what was there (`here`).
"""

import json
from collections.abc import Callable, Iterable, Mapping
from typing import Any

import apsw

from tuinews.model.clock import Instant
from tuinews.model.feed import LOCAL
from tuinews.model.rules.rule import ActionKind
from tuinews.model.shared.names import clear_address, is_about_here, name_feed, name_feeds_in
from tuinews.model.shared.stamps import WEAK, WriteStamp, follow, make_stamp
from tuinews.model.text import fold
from tuinews.store.shared import feeds
from tuinews.store.shared.feeds import MOVED
from tuinews.store.topics.choices import read_choice

SUBSCRIBED = "subscribed"
"""The field that has a feed's address, `None` for one that is not subscribed to any more."""

WHOLE = "whole"
"""The field of what is one value: a view, a mute, a rule, a topic."""

OPTIONS: Mapping[str, object] = {
    "own_title": "",
    "folder": "[]",
    "tags": "[]",
    "hidden": 0,
    "full_text": 0,
    "interval": None,
    "mark_read": "",
    "stories": 1,
    "archived": 0,
    "prefer": 0,
    "shelf_life": "",
    "daily_cap": None,
    "pause_until": "",
}
"""What the user decides of a feed that means the same on every machine, by column, and what it is undecided."""

CurrentChoices = dict[tuple[str, str], str]
"""Values by key and field."""


def to_json(value: object) -> str:
    """Return a value as registers have it: always written the same."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


_USUAL = {field: to_json(value) for field, value in OPTIONS.items()}


def _read_feeds(connection: apsw.Connection) -> CurrentChoices:
    """Return subscriptions that this program polls; those of a server are that server's."""
    sql = (
        f"SELECT f.url, {', '.join(OPTIONS)} FROM feeds f JOIN polling p ON p.feed_id = f.id "  # noqa: S608  names of columns
        "WHERE f.removed_at IS NULL AND f.kind = 'feed' AND f.account = ? ORDER BY f.id DESC"
    )
    found: CurrentChoices = {}
    for url, *values in connection.execute(sql, (LOCAL,)):
        key = name_feed(str(url))
        found[key, SUBSCRIBED] = to_json(clear_address(str(url)))
        for field, value in zip(OPTIONS, values, strict=True):
            found[key, field] = to_json(_name_feeds(connection, value) if field == "mark_read" else value)
    return found


def _name_feeds(connection: apsw.Connection, query: object) -> str:
    return name_feeds_in(str(query), lambda number: feeds.find_key(connection, number))


def _read_views(connection: apsw.Connection) -> CurrentChoices:
    found: CurrentChoices = {}
    for name, query, shortcut, folder in connection.execute("SELECT name, query, shortcut, folder FROM views"):
        if not is_about_here(str(query)):
            key = fold(str(name))
            found[key, WHOLE] = to_json([name, _name_feeds(connection, query)])
            found[key, "shortcut"] = to_json(shortcut)
            found[key, "folder"] = to_json(folder)
    return found


def _read_mutes(connection: apsw.Connection) -> CurrentChoices:
    found: CurrentChoices = {}
    rows: list[Any] = connection.execute(
        "SELECT query, feed_id, until, added_at FROM mutes WHERE removed = 0"
    ).fetchall()
    for query, feed_id, until, added_at in rows:
        feed = "" if feed_id is None else feeds.find_key(connection, feed_id)
        if not is_about_here(query) and feed is not None:
            named = _name_feeds(connection, query)
            found[to_json([named, feed]), WHOLE] = to_json([until, added_at])
    return found


def is_for_here(actions: str) -> bool:
    """Whether a rule runs a program: what is on one machine is not on another, and no folder may start anything."""
    return any(action[0] == ActionKind.RUN for action in json.loads(actions))


def _read_rules(connection: apsw.Connection) -> CurrentChoices:
    found: CurrentChoices = {}
    rows: list[Any] = connection.execute("SELECT name, query, actions, active FROM rules").fetchall()
    for name, query, actions, active in rows:
        if not is_for_here(actions) and not is_about_here(query):
            whole = [name, _name_feeds(connection, query), json.loads(actions), active]
            found[fold(name), WHOLE] = to_json(whole)
    return found


def _read_topics(connection: apsw.Connection) -> CurrentChoices:
    sql = "SELECT tag_id FROM topics UNION SELECT id FROM tags WHERE chosen OR apart"
    chosen = [read_choice(connection, int(str(row[0]))) for row in connection.execute(sql).fetchall()]
    return {(choice.key, WHOLE): to_json(choice[1:]) for choice in chosen}


READ: Mapping[str, Callable[[apsw.Connection], CurrentChoices]] = {
    "feed": _read_feeds,
    "view": _read_views,
    "mute": _read_mutes,
    "rule": _read_rules,
    "topic": _read_topics,
}
"""What reads the choices of each kind as they are now."""


def note_dirty(connection: apsw.Connection, now: Instant) -> None:
    """Write what the transaction under way changed, for its end; cheap where it changed nothing."""
    kinds = [str(row[0]) for row in connection.execute("SELECT kind FROM shared_dirty")]
    if not kinds:
        return
    _note_moves(connection, now)
    feeds.name_new_feeds(connection)
    for kind in kinds:
        _note_kind(connection, kind, now)
    connection.execute("DELETE FROM shared_dirty")


def _note_moves(connection: apsw.Connection, now: Instant) -> None:
    """Let feeds that have another address go on under their new names."""
    moves: list[Any] = connection.execute("SELECT feed, before, after FROM shared_moves ORDER BY id").fetchall()
    for feed_id, before, after in moves:
        old, new = name_feed(before), name_feed(after)
        feeds.name_new_feed(connection, feed_id)
        if old != new:
            feeds.rename(connection, old, new)
            put(connection, (MOVED, new, WHOLE), None, now)
            put(connection, (MOVED, old, WHOLE), to_json(new), now)
    connection.execute("DELETE FROM shared_moves")


_PUT = """
    INSERT INTO shared_choices (kind, key, field, value, here, at) VALUES (?, ?, ?, ?4, ?4, ?5)
    ON CONFLICT DO UPDATE SET value = excluded.value, here = excluded.here, at = excluded.at, writer = '', told = 0
"""


def put(connection: apsw.Connection, name: tuple[str, str, str], value: str | None, now: Instant) -> None:
    """Write a register, as decided here and now; one that is not there is not written to say so."""
    row: Any = connection.execute(
        "SELECT at, value FROM shared_choices WHERE kind = ? AND key = ? AND field = ?", name
    ).fetchone()
    if row is None and value is None:
        return
    at = make_stamp(now) if row is None else follow(row[0], now)
    connection.execute(_PUT, (*name, value, at))


def _note_kind(connection: apsw.Connection, kind: str, now: Instant) -> None:
    current = READ[kind](connection)
    rows: list[Any] = connection.execute(
        "SELECT key, field, here FROM shared_choices WHERE kind = ?", (kind,)
    ).fetchall()
    known = {(key, field): here for key, field, here in rows}
    for (key, field), value in current.items():
        if known.get((key, field)) != value and not ((key, field) not in known and _is_usual(kind, field, value)):
            put(connection, (kind, key, field), value, now)
    for (key, field), here in known.items():
        if here is not None and (key, field) not in current:
            _note_gone(connection, (kind, key, field), here, now)


def _note_gone(connection: apsw.Connection, name: tuple[str, str, str], here: str, now: Instant) -> None:
    """Write that something is there no more; options of a feed that went wait for the day it comes back."""
    kind, _, field = name
    if kind == "feed" and (field != SUBSCRIBED or feeds.is_elsewhere(connection, name[1])):
        return
    if kind == "mute" and (json.loads(here)[0] or now + 1) <= now:  # it is over, which every machine sees by itself
        connection.execute("UPDATE shared_choices SET here = NULL WHERE kind = ? AND key = ? AND field = ?", name)
        return
    put(connection, name, None, now)


def note_as_here(connection: apsw.Connection, kinds: Iterable[str]) -> None:
    """Take what is here now for what is known, without having decided it: after others' choices were carried out."""
    for kind in kinds:
        current = READ[kind](connection)
        rows: list[Any] = connection.execute(
            "SELECT key, field, here FROM shared_choices WHERE kind = ?", (kind,)
        ).fetchall()
        changed = [(current.get((key, field)), kind, key, field) for key, field, here in rows]
        connection.executemany(
            "UPDATE shared_choices SET here = ?1 WHERE kind = ?2 AND key = ?3 AND field = ?4 AND here IS NOT ?1",
            changed,
        )
    connection.execute("DELETE FROM shared_dirty")
    connection.execute("DELETE FROM shared_moves")


def note_all(connection: apsw.Connection) -> None:
    """Write all that is here, for a machine that joins: with the moments that are known, else as undecided."""
    rows: list[Any] = connection.execute("SELECT url, added_at FROM feeds WHERE removed_at IS NULL").fetchall()
    added = {name_feed(url): make_stamp(at) for url, at in rows}
    for kind, read in READ.items():
        found = read(connection)
        values = [
            (kind, key, field, value, _date_choice(kind, key, value, added))
            for (key, field), value in found.items()
            if not _is_usual(kind, field, value)
        ]
        connection.executemany(_PUT, values)
    connection.execute("DELETE FROM shared_dirty")


def _is_usual(kind: str, field: str, value: str) -> bool:
    """Whether an option is what it is when nobody decided: then nothing is written until somebody does."""
    return kind == "feed" and field != SUBSCRIBED and value == _USUAL[field]


def _date_choice(kind: str, key: str, value: str, added: Mapping[str, WriteStamp]) -> WriteStamp:
    if kind == "mute":
        return make_stamp(json.loads(value)[1])
    return added.get(key, WEAK) if kind == "feed" else WEAK
