"""The journal: every change that the user made, so that it can be undone and done again."""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

import apsw

from tuinews.model.clock import Instant
from tuinews.model.entry import Flag, Marked
from tuinews.model.error import ConsentError, NotFoundError, UsageError
from tuinews.model.feed import title_without_own
from tuinews.model.ids import EntryId, FeedId
from tuinews.model.language import tr, tr_count, tr_later
from tuinews.model.reports.change_record import ChangeRecord
from tuinews.model.text import SafeText, safe_text
from tuinews.model.url import redact, split_login
from tuinews.store import feed_merge, freshness, subscriptions, views, visibility
from tuinews.store.change_overlap import find_touched, overlap
from tuinews.store.entries import entry_tags, marks, notes
from tuinews.store.id_arrays import compress_ids, decompress_ids
from tuinews.store.rules import mute_rows, rule_effects, rule_rows
from tuinews.store.search import note_changed
from tuinews.store.stories import by_hand, membership
from tuinews.store.subscriptions import Subscribed
from tuinews.store.topics.choices import set_choices
from tuinews.store.views import StoredView

KEPT = 200
"""Number of changes of the user's that can be undone."""

RULE = "rule"
"""The kind of changes that rules make to entries that arrive; their number does not push out those of the user."""

SETTINGS = "settings"
"""The kind of changes of the settings file."""

TURN_SETTINGS = "turn_settings"
"""The SQL function that changes the settings file, given the changes as JSON and whether to make or to undo them."""

KEPT_OF_RULES = 100
"""Number of changes by rules that can be undone."""

NAMED = 5
"""Most feeds of one change that are named by their titles; more are only counted."""

_ONE_ID_BYTES = 16
"""More bytes than one id takes: what has more is not unpacked to see whether it is one."""

Detail = dict[str, Any]

ViewChange = tuple[str, "StoredView | None", "StoredView | None"]
"""The name of a view, what it was, and what it is now."""


class Stamp(NamedTuple):
    """When a change was made, and by which run of the program."""

    at: Instant
    run: str = ""


def record(
    connection: apsw.Connection, stamp: Stamp, kind: str, sentence: str, detail: Detail, *, ids: Iterable[int] = ()
) -> None:
    """Add a change to the journal; changes that were undone before it can no longer be done again."""
    connection.execute("DELETE FROM journal WHERE undone > 0")
    connection.execute(
        "INSERT INTO journal (at, run, kind, sentence, detail, ids) VALUES (?, ?, ?, ?, ?, ?)",
        (*stamp, kind, sentence, json.dumps(detail, ensure_ascii=False), compress_ids(ids)),
    )
    _forget_old(connection, "kind <> ?", KEPT)


def record_rule(
    connection: apsw.Connection, at: Instant, sentence: str, detail: Mapping[str, Any], ids: Iterable[int]
) -> None:
    """Add to the journal what a rule did; it is of no run of the program: a reader undoes what its user did."""
    connection.execute("DELETE FROM journal WHERE undone > 0")
    connection.execute(
        "INSERT INTO journal (at, kind, sentence, detail, ids) VALUES (?, ?, ?, ?, ?)",
        (at, RULE, sentence, json.dumps(detail, ensure_ascii=False), compress_ids(ids)),
    )
    _forget_old(connection, "kind = ?", KEPT_OF_RULES)


def _forget_old(connection: apsw.Connection, which: str, kept: int) -> None:
    connection.execute(
        f"DELETE FROM journal WHERE {which} AND id <= "  # noqa: S608  conditions of ours
        f"(SELECT id FROM journal WHERE {which} ORDER BY id DESC LIMIT 1 OFFSET ?)",
        (RULE, RULE, kept),
    )


def record_subscribed(
    connection: apsw.Connection,
    stamp: Stamp,
    sentence: str,
    found: Sequence[Subscribed],
    saved: Sequence[ViewChange] = (),
) -> None:
    """Add to the journal which feeds were subscribed to, which were renamed, and which views came with them."""
    named = [(w.feed_id, w.before, subscriptions.names(connection, w.feed_id)) for w in found if w.before is not None]
    detail = {
        "added": [wanted.feed_id for wanted in found if wanted.fresh],
        "removed": [],
        "named": named,
        "views": list(saved),
    }
    record(connection, stamp, "feeds", sentence, detail, ids=[number for wanted in found for number in wanted.kept])


class Asked(NamedTuple):
    """Which change is to be undone or done again."""

    run: str | None = None
    """The run of the program whose changes are meant; `None`: of any."""
    agreed: int | None = None
    """The number of the change that the user agreed to; 0: none yet; `None`: the user is not to be asked."""
    beyond_marks: bool = False
    """Whether the user has to agree to all that is more than marks and tags, not only where a subscription would go."""


_MARKS = {"mark", "tag", "note", "mutes", "story", "settings"}
"""The kinds of changes that touch nothing but marks, tags, notes, settings, what is hidden or what belongs together."""


def undo(connection: apsw.Connection, now: Instant, asked: Asked) -> Marked | None:
    """Undo the last change, inside the caller's transaction; `None` when there is none.

    Raises:
        ConsentError: the user has to agree to it, and did not.
    """
    return _step(connection, now, "id DESC", asked, forward=False)


def redo(connection: apsw.Connection, now: Instant, asked: Asked) -> Marked | None:
    """Do again what was undone last, inside the caller's transaction; `None` when there is nothing. As `undo`."""
    return _step(connection, now, "undone DESC, id", asked, forward=True)


def _step(connection: apsw.Connection, now: Instant, order: str, asked: Asked, *, forward: bool) -> Marked | None:
    number = connection.execute(
        f"SELECT id FROM journal WHERE (undone > 0) = ?1 AND run = coalesce(?2, run) ORDER BY {order} LIMIT 1",  # noqa: S608  words of ours
        (forward, asked.run),
    ).get
    if number is None:
        return None
    kind, sentence, detail, ids = connection.execute(
        "SELECT kind, sentence, detail, ids FROM journal WHERE id = ?", (number,)
    ).get
    told = json.loads(detail)
    weighty = asked.beyond_marks and kind not in _MARKS
    ahead = f"do it again: {sentence}" if forward else f"take back: {sentence}"
    if kind == "feeds":
        ahead = _describe_ahead(connection, told, forward=forward) or ahead
        sentence = _describe_feeds(connection, sentence, told, forward=forward)
        weighty = weighty or bool(_split_moves(told, forward=forward)[1])
    else:
        sentence = _name_what(connection, kind, sentence, told, ids)
    if asked.agreed not in {None, number} and (asked.agreed or weighty):
        raise ConsentError(safe_text(sentence), number, safe_text(ahead))
    return _turn(connection, now, number, forward=forward)._replace(
        sentence=_describe_turned(sentence, forward=forward)
    )


def _turn(connection: apsw.Connection, now: Instant, number: int, *, forward: bool) -> Marked:
    """Carry out a change of the journal, or undo it unless `forward`."""
    sql = "SELECT kind, sentence, detail, ids FROM journal WHERE id = ?"
    kind, sentence, detail, ids = connection.execute(sql, (number,)).get
    changed = _perform(connection, now, kind, json.loads(detail), decompress_ids(ids), forward=forward)
    # counted up, so that what was undone last is done again first
    undone = "0" if forward else "(SELECT max(undone) + 1 FROM journal)"
    connection.execute(f"UPDATE journal SET undone = {undone} WHERE id = ?", (number,))  # noqa: S608  words of ours
    return Marked(_describe_turned(sentence, forward=forward), tuple(EntryId(entry_id) for entry_id in changed))


def _describe_turned(sentence: str, *, forward: bool) -> SafeText:
    return safe_text(f"{tr('Done again') if forward else tr('Undone')}: {sentence}")


def list_changes(connection: apsw.Connection, run: str, limit: int) -> tuple[ChangeRecord, ...]:
    """Return the last changes, the newest first; those of a run of the program are its own."""
    sql = "SELECT id, at, kind, sentence, undone, run = ?, detail, ids FROM journal ORDER BY id DESC LIMIT ?"
    rows: list[Any] = connection.execute(sql, (run, limit)).fetchall()
    return tuple(
        ChangeRecord(
            number,
            at,
            kind,
            safe_text(_name_what(connection, kind, sentence, json.loads(detail), ids)),
            bool(undone),
            bool(own),
        )
        for number, at, kind, sentence, undone, own, detail, ids in rows
    )


def _name_what(connection: apsw.Connection, kind: str, sentence: str, detail: Detail, ids: bytes | None) -> str:
    """Return what was done, with the name that the one feed or article of it has now."""
    if kind == "feeds":
        added = detail["added"]
        alone = len(added) == 1 and all(feed in added for feed, _, _ in detail["named"])
        called = _call_feed(connection, added[0]) if alone else ""
        return tr("subscribed to {called}", called=called) if called else sentence
    if not ids or len(ids) > _ONE_ID_BYTES or len(one := decompress_ids(ids)) != 1:
        return sentence
    title = connection.execute("SELECT title FROM entries WHERE id = ?", (one[0],)).get
    return f"{sentence} (“{safe_text(title, 80)}”)" if title else sentence


def _call_feed(connection: apsw.Connection, feed_id: int) -> str:
    """Return a feed's title; of one that has none, its address without what is secret in it; `""` for no feed."""
    row = connection.execute("SELECT title, url FROM feeds WHERE id = ?", (feed_id,)).fetchone()
    if row is None:
        return ""
    title, url = row
    return redact(split_login(url)[0]) if title == title_without_own("", url) else str(title)


def turn(connection: apsw.Connection, now: Instant, number: int, *, forward: bool) -> Marked:
    """Undo one change, or do it again, be it the last or not, inside the caller's transaction.

    Raises:
        NotFoundError: there is no such change, or no more.
        UsageError: it is so already, or a change that has to be turned before touched the same.
    """
    row = connection.execute("SELECT undone, sentence FROM journal WHERE id = ?", (number,)).fetchone()
    if row is None:
        raise NotFoundError(
            tr("There is no change {number}: `tuinews journal` lists those that are kept.", number=number)
        )
    undone, sentence = bool(row[0]), str(row[1])
    if undone != forward:
        raise UsageError(f"“{sentence}” {tr('is undone already') if undone else tr('was not undone')}.")
    if (between := _find_hindrance(connection, number, forward=forward)) is not None:
        order = tr("was undone before it: do change {number} again") if forward else tr("came later: undo {number}")
        order = order.format(number=between[0])
        same = tr("“{sentence}” touches the same as “{other}”, which {order} first.")
        raise UsageError(same.format(sentence=sentence, other=between[1], order=order))
    return _turn(connection, now, number, forward=forward)


def _find_hindrance(connection: apsw.Connection, number: int, *, forward: bool) -> tuple[int, str] | None:
    """Return number and sentence of a change that has to be turned before this one; `None` when there is none."""
    side, order = ("<", "ASC") if forward else (">", "DESC")
    sql = "SELECT id, sentence, kind, detail, ids FROM journal"
    wanted = connection.execute(f"{sql} WHERE id = ?", (number,)).get
    touched = find_touched(wanted[2], json.loads(wanted[3]), decompress_ids(wanted[4]))
    others = f"{sql} WHERE id {side} ? AND (undone > 0) = ? ORDER BY id {order}"
    rows: list[Any] = connection.execute(others, (number, forward)).fetchall()
    for other, sentence, kind, detail, ids in rows:
        if overlap(touched, find_touched(kind, json.loads(detail), decompress_ids(ids))):
            return other, sentence
    return None


def _split_moves(detail: Detail, *, forward: bool) -> tuple[list[int], list[int]]:
    """Return the feeds that come and those that go."""
    return (detail["added"], detail["removed"]) if forward else (detail["removed"], detail["added"])


def _describe_feeds(connection: apsw.Connection, sentence: str, detail: Detail, *, forward: bool) -> str:
    """Return a sentence: what was done, and which feeds and entries that brings back or takes away."""
    came, went = _split_moves(detail, forward=forward)
    parts = [_name_what(connection, "feeds", sentence, detail, b"")]
    for feeds, which, what in (
        (came, visibility.where_withdrawn(), tr_later("back")),
        (went, visibility.where_subscribed(), tr_later("gone")),
    ):
        if not feeds:
            continue
        entries = _count_entries(connection, feeds, which)
        titles = [subscriptions.titles(connection, [feed]) for feed in feeds[:NAMED]]
        names = ", ".join(titles) + (tr(" and {count} more", count=len(feeds) - NAMED) if len(feeds) > NAMED else "")
        counted = tr_count("{count} entry", "{count} entries", entries)
        moved = tr("it is") if len(feeds) == 1 else tr("{names} are", names=names)
        parts.append(tr("{moved} {what} with {counted}", moved=moved, what=tr(what), counted=counted))
    return "; ".join(parts)


def _describe_ahead(connection: apsw.Connection, detail: Detail, *, forward: bool) -> str:
    """Return what a change of subscriptions will do when it is undone or done again; `""` where no feed moves."""
    parts = []
    for feeds, verb, which, what in zip(
        _split_moves(detail, forward=forward),
        (tr("subscribe to"), tr("unsubscribe from")),
        (visibility.where_withdrawn(), visibility.where_subscribed()),
        ((tr("comes back"), tr("come back")), (tr("goes"), tr("go"))),
        strict=True,
    ):
        if not feeds:
            continue
        name = subscriptions.titles(connection, feeds)
        entries, owner = _count_entries(connection, feeds, which), tr("its") if len(feeds) == 1 else tr("their")
        one, many = what
        words = {"owner": owner, "one": one, "many": many}
        counted = tr_count("{owner} {count} article {one}", "{owner} {count} articles {many}", entries, **words)
        parts.append(tr("{verb} {name} again", verb=verb, name=name) + (f"; {counted}" if entries else ""))
    return ", ".join(parts)


def _count_entries(connection: apsw.Connection, feeds: Sequence[int], which: str) -> int:
    """Return how many entries of some feeds fulfil a condition of ours."""
    sql = f"SELECT count(*) FROM states WHERE feed_id = ? AND {which}"  # noqa: S608
    return sum(connection.execute(sql, (feed,)).get for feed in feeds)


_RESTORE: dict[str, Callable[[apsw.Connection, Any], None]] = {
    "views": views.restore,
    "mutes": mute_rows.restore,
    "rules": rule_rows.restore,
    "ageing": freshness.restore,
}
"""What brings rows back to what the journal says that they were, by the kind of change and the key of its detail."""


def _perform(
    connection: apsw.Connection, now: Instant, kind: str, detail: Detail, ids: Sequence[int], *, forward: bool
) -> Sequence[int]:
    """Carry out a change of the journal, or undo it unless `forward`; return the entries it touched."""
    match kind:
        case "mark":
            marks.set_flag(connection, Flag(detail["flag"]), ids, now, value=detail["value"] == forward)
        case "tag":
            wanted = entry_tags.read_changes(detail, ids)
            entry_tags.change_tags(connection, wanted if forward else [change.reverse() for change in wanted])
            note_changed(connection, ids)
        case "edit":
            _set_choices(connection, detail, forward=forward)
            _refuse_redirects(connection, {} if forward else detail.get("redirect", {}))
        case "merge":
            feed_merge.carry_out(connection, now, detail, forward=forward)
            _refuse_redirects(connection, {} if forward else detail.get("redirect", {}))
            return ()
        case "views" | "mutes" | "rules" | "ageing":
            _RESTORE[kind](connection, [(key, after if forward else before) for key, before, after in detail[kind]])
            return ()
        case "topics":
            set_choices(connection, [after if forward else before for before, after in detail["topics"]])
            return ()
        case "rule" | "story" | "archive" | "note" | "settings":
            return _perform_part(connection, now, kind, detail, forward=forward)
        case "feeds":
            _move_feeds(connection, now, detail, ids, forward=forward)
            views.restore(
                connection, [(name, after if forward else before) for name, before, after in detail.get("views", ())]
            )
            return ()
    return ids


def _perform_part(
    connection: apsw.Connection, now: Instant, kind: str, detail: Detail, *, forward: bool
) -> Sequence[int]:
    """Carry out what a rule did, or what the user decided of a story, archive, note or setting; or undo it."""
    if kind == SETTINGS:
        # the file is the engine's: what it refuses to turn stays as it is here, too
        connection.execute(f"SELECT {TURN_SETTINGS}(?, ?)", (json.dumps(detail["settings"]), forward))
        return ()
    if kind == "note":
        return notes.put_notes(connection, notes.read_changes(detail), now, forward=forward)
    if kind == "archive":
        subscriptions.set_archived(connection, detail["archived"], archived=detail["value"] == forward)
        return ()
    if kind == "rule":
        return rule_effects.perform(connection, now, detail["rule"], detail["effects"], forward=forward)
    return by_hand.perform(connection, detail, forward=forward)


def _set_choices(connection: apsw.Connection, detail: Detail, *, forward: bool) -> None:
    """Set what the user decided of a feed as it was before or after an edit, and let it into stories accordingly."""
    feed_id, wanted = FeedId(detail["feed"]), detail["after" if forward else "before"]
    subscriptions.set_choices(connection, feed_id, wanted)
    # a change that was written down before there were stories does not tell
    before, after = (detail[which].get("stories", True) for which in ("before", "after"))
    if before != after:
        apart = not wanted["stories"]
        membership.set_feed_apart(connection, feed_id, detail.get("stories", ()), apart=apart)


def _refuse_redirects(connection: apsw.Connection, redirects: Mapping[str, str]) -> None:
    """Remember by feed which redirect the user took back, so that it is not followed again the next day."""
    connection.executemany(
        "UPDATE polling SET moved_to = ?, moved_since = NULL WHERE feed_id = ?",
        [(url, int(feed_id)) for feed_id, url in redirects.items()],
    )


def _move_feeds(
    connection: apsw.Connection, now: Instant, detail: Detail, kept: Sequence[int], *, forward: bool
) -> None:
    came, went = _split_moves(detail, forward=forward)
    subscriptions.remove(connection, went, now, () if forward else kept)
    subscriptions.restore(connection, came)
    for feed_id, before, after in detail["named"]:
        subscriptions.set_names(connection, feed_id, subscriptions.Names(*(after if forward else before)))
