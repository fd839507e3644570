"""Writes into the journal what rules did, in the transaction that stores the entries."""

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import apsw

from tuinews.model.arrival import RuleEffect
from tuinews.model.clock import HOUR, Instant
from tuinews.model.ids import EntryId
from tuinews.store import journal
from tuinews.store.id_arrays import compress_ids
from tuinews.store.rules.rule_effects import EntryEffect, make_entry_effect, note_effects
from tuinews.store.rules.rule_rows import list_actions

_MOST = 2_000
"""Most entries of one change in the journal: more begin another one."""

_LAST = """
    SELECT id, detail FROM journal
    WHERE kind = ?1 AND undone = 0 AND at > ?2 AND json_extract(detail, '$.rule') = ?3
        AND id > coalesce((SELECT max(id) FROM journal WHERE kind <> ?1), 0)
    ORDER BY id DESC LIMIT 1
"""
"""The last change of a rule, if nothing but rules changed anything since."""


def record_effects(
    connection: apsw.Connection, now: Instant, effects: Iterable[tuple[EntryId, RuleEffect]], *, jobs: bool
) -> None:
    """Note what rules did with entries that are being stored, undoably; with `jobs`, what is to be run and shown."""
    by_rule: dict[int, list[EntryEffect]] = {}
    for entry_id, effect in effects:
        by_rule.setdefault(effect.rule_id, []).append(make_entry_effect(entry_id, effect))
        if jobs and effect.jobs:
            connection.executemany(
                "INSERT INTO rule_jobs (rule_id, entry_id, action, at) VALUES (?, ?, ?, ?)",
                [
                    (effect.rule_id, entry_id, json.dumps(action, ensure_ascii=False), now)
                    for action in list_actions(effect.jobs)
                ],
            )
    for rule_id, done in by_rule.items():
        note_effects(connection, rule_id, done)
        _record(connection, now, rule_id, done)


def _record(connection: apsw.Connection, now: Instant, rule_id: int, done: Sequence[EntryEffect]) -> None:
    name = str(connection.execute("SELECT name FROM rules WHERE id = ?", (rule_id,)).get or "that is gone")
    last = connection.execute(_LAST, (journal.RULE, now - HOUR, rule_id)).get
    before: list[Any] = [] if last is None else json.loads(last[1])["effects"]
    if len(before) >= _MOST:
        last, before = None, []
    effects = [*before, *done]
    detail: Mapping[str, Any] = {"rule": rule_id, "effects": effects}
    sentence = f"rule {name}: {describe_effects(effects)}"
    if last is None:
        journal.record_rule(connection, now, sentence, detail, [effect.entry_id for effect in done])
        return
    ids = compress_ids(int(effect[0]) for effect in effects)
    connection.execute(
        "UPDATE journal SET at = ?, sentence = ?, detail = ?, ids = ? WHERE id = ?",
        (now, sentence, json.dumps(detail, ensure_ascii=False), ids, last[0]),
    )


def describe_effects(effects: Sequence[Sequence[Any]]) -> str:
    """Return what was done to entries: `3 entries starred, tagged rivers`."""
    did = dict.fromkeys(part for effect in effects for part in str(effect[1]).split(", ") if part)
    count = f"{len(effects)} entry" if len(effects) == 1 else f"{len(effects)} entries"
    return f"{count} {', '.join(did)}"
