"""Carries out what other machines decided about subscriptions, views, mutes, rules and topics.

What stands in a folder may be anything: a value that does not fit is left out, and stays a register.
"""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from typing import Any, NamedTuple

import apsw

from tuinews.model.clock import Instant
from tuinews.model.error import TuinewsError
from tuinews.model.feed import LOCAL, NewFeed
from tuinews.model.ids import FeedId
from tuinews.model.query import parse_query
from tuinews.model.rules.rule import ActionKind
from tuinews.model.shared.names import clear_address, name_feed, number_feeds_in
from tuinews.model.text import safe_text
from tuinews.model.topics.topic import COLOURS, TopicChoice
from tuinews.store import subscriptions, views
from tuinews.store.rows import write_folder
from tuinews.store.rules import mute_rows, rule_rows
from tuinews.store.rules.mute_rows import StoredMute
from tuinews.store.rules.rule_rows import StoredRule
from tuinews.store.shared import feeds
from tuinews.store.shared.choices import OPTIONS, SUBSCRIBED, WHOLE, is_for_here
from tuinews.store.shared.feeds import MOVED
from tuinews.store.topics.choices import set_choices
from tuinews.store.views import StoredView


class Carried(NamedTuple):
    """What was carried out."""

    added: list[int]
    removed: list[int]


_Fields = Mapping[str, str | None]


def carry_out(connection: apsw.Connection, names: Iterable[tuple[str, str]], now: Instant) -> Carried:
    """Make this library as the registers of these kinds and keys say."""
    keys: dict[str, list[str]] = {}
    for kind, key in dict.fromkeys(names):
        keys.setdefault(kind, []).append(key)
    carried = Carried([], [])
    for key in keys.get(MOVED, ()):
        _move(connection, key)
    for key in keys.get("feed", ()):
        with suppress(TuinewsError, ValueError, TypeError):
            _set_feed(connection, key, _read_fields(connection, "feed", key), now, carried)
    for kind, set_one in _SET.items():
        for key in keys.get(kind, ()):
            with suppress(TuinewsError, ValueError, TypeError, LookupError):
                set_one(connection, key, _read_fields(connection, kind, key), now)
    return carried


def _read_fields(connection: apsw.Connection, kind: str, key: str) -> dict[str, str | None]:
    sql = "SELECT field, value FROM shared_choices WHERE kind = ? AND key = ?"
    rows: list[Any] = connection.execute(sql, (kind, key)).fetchall()
    return dict(rows)


def _move(connection: apsw.Connection, key: str) -> None:
    """Let a feed go on under another name, at its address."""
    after = feeds.read_moves(connection).get(key, key)
    if after == key:
        return
    live, taken = feeds.find_live(connection, key), feeds.find_live(connection, after)
    feeds.rename(connection, key, after)
    address = _read_fields(connection, "feed", after).get(SUBSCRIBED)
    if live is None or taken is not None or address is None:
        return
    with suppress(TuinewsError):
        before = subscriptions.read_choices(connection, FeedId(live))
        subscriptions.set_choices(connection, FeedId(live), before | {"url": _read_address(address)})
        feeds.name_new_feed(connection, live)


def _read_address(value: str) -> str:
    """Return a feed's address; raises ValueError for one that cannot be asked."""
    url = json.loads(value)
    if not isinstance(url, str) or not url.lower().startswith(("http://", "https://")):
        raise ValueError(url)
    return clear_address(url)


def _set_feed(connection: apsw.Connection, key: str, fields: _Fields, now: Instant, carried: Carried) -> None:
    address = fields.get(SUBSCRIBED)
    live = feeds.find_live(connection, key)
    if address is None:
        if live is not None and SUBSCRIBED in fields and _is_local(connection, live):
            subscriptions.remove(connection, [live], now)
            carried.removed.append(live)
        return
    if live is None:
        url = _read_address(address)
        if name_feed(url) != key:
            raise ValueError(key)
        live = subscriptions.subscribe(connection, NewFeed(url), now).feed_id
        carried.added.append(live)
    before = subscriptions.read_choices(connection, FeedId(live))
    after = before | {field: _read_option(connection, field, fields, before[field]) for field in OPTIONS}
    if after != before:
        subscriptions.set_choices(connection, FeedId(live), after)


def _is_local(connection: apsw.Connection, feed_id: int) -> bool:
    return bool(connection.execute("SELECT account = ? FROM feeds WHERE id = ?", (LOCAL, feed_id)).get)


def _read_option(connection: apsw.Connection, field: str, fields: _Fields, before: Any) -> Any:
    """Return an option as it is to be; one that does not fit stays as it was."""
    stored = fields.get(field)
    if stored is None:
        return before
    value: Any = json.loads(stored)
    usual = OPTIONS[field]
    if usual is None:
        return value if value is None or (type(value) is int and 0 < value < 1 << 31) else before
    if isinstance(usual, int):
        return int(bool(value))
    if field in {"folder", "tags"}:
        return write_folder(tuple(safe_text(str(name)) for name in json.loads(value)))
    if field == "mark_read" and value:
        return _read_query(connection, value)
    return safe_text(value) if isinstance(value, str) else before


def _read_query(connection: apsw.Connection, stored: object) -> str:
    """Return a query with the feeds of this library; raises QueryError or ValueError for what is none."""
    if not isinstance(stored, str):
        raise ValueError(stored)  # noqa: TRY004  as everything that does not fit
    parse_query(stored, 0)
    return number_feeds_in(stored, lambda key: feeds.find_live(connection, key))


def _set_view(connection: apsw.Connection, key: str, fields: _Fields, _now: Instant) -> None:
    whole = fields.get(WHOLE)
    if whole is None:
        views.put(connection, key, None)
        return
    name, query = json.loads(whole)
    before = views.find(connection, key)
    position = int(connection.execute("SELECT coalesce(max(position), 0) + 1 FROM views").get)
    view = StoredView(position, "", "") if before is None else before
    shortcut, folder = json.loads(fields.get("shortcut") or '""'), json.loads(fields.get("folder") or '"[]"')
    views.put(
        connection,
        key,
        view._replace(
            name=safe_text(name),
            query=_read_query(connection, query),
            shortcut=safe_text(shortcut),
            folder=write_folder(tuple(safe_text(part) for part in json.loads(folder))),
        ),
    )


def _set_mute(connection: apsw.Connection, key: str, fields: _Fields, now: Instant) -> None:
    named, feed = json.loads(key)
    feed_id = feeds.find_live(connection, feed) if feed else None
    if feed and feed_id is None:
        return
    query = _read_query(connection, named)
    there = connection.execute(
        "SELECT id FROM mutes WHERE query = ? AND feed_id IS ? AND removed = 0", (query, feed_id)
    ).get
    whole = fields.get(WHOLE)
    if whole is None:
        if there is not None:
            mute_rows.put(connection, int(there), None)
        return
    until, added_at = json.loads(whole)
    if until is not None and int(until) <= now:
        return
    mute = StoredMute(query, feed_id, until, int(added_at))
    if there is None:
        mute_rows.add(connection, mute)
    else:
        mute_rows.put(connection, int(there), mute)


def _set_rule(connection: apsw.Connection, key: str, fields: _Fields, _now: Instant) -> None:
    row: Any = connection.execute("SELECT id, position, actions FROM rules WHERE key = ?", (key,)).fetchone()
    if row is not None and is_for_here(row[2]):
        return
    whole = fields.get(WHOLE)
    if whole is None:
        if row is not None:
            rule_rows.put(connection, row[0], None)
        return
    name, query, actions, active = json.loads(whole)
    washed = _read_actions(actions)
    query = _read_query(connection, query)
    if row is None:
        number, rule = rule_rows.add(connection, safe_text(name), query, washed)
        if not active:
            rule_rows.put(connection, number, rule._replace(active=False))
    else:
        rule_rows.put(connection, row[0], StoredRule(row[1], safe_text(name), query, washed, bool(active)))


def _read_actions(actions: Sequence[Sequence[object]]) -> list[list[str]]:
    """Return what a rule does; raises ValueError for what is unknown here, or would start a program."""
    read = [[safe_text(str(word)) for word in action] for action in actions]
    if any(ActionKind(kind) is ActionKind.RUN for kind, *_ in read):
        raise ValueError(actions)
    return [list(map(str, action)) for action in read]


def _set_topic(connection: apsw.Connection, key: str, fields: _Fields, _now: Instant) -> None:
    whole = fields.get(WHOLE)
    alias_of, apart, name, followed, colour = ("", False, "", False, "") if whole is None else json.loads(whole)
    choice = TopicChoice(
        key, str(alias_of), bool(apart), safe_text(name), bool(followed), colour if colour in COLOURS else ""
    )
    set_choices(connection, [choice])


_SET: Mapping[str, Callable[[apsw.Connection, str, _Fields, Instant], None]] = {
    "view": _set_view,
    "mute": _set_mute,
    "rule": _set_rule,
    "topic": _set_topic,
}
"""What carries out a choice of each kind, after the feeds that it may be about."""
