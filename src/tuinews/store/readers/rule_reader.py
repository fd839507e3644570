"""Reads rules, and what they did."""

from collections.abc import Sequence
from typing import NamedTuple

from tuinews.model.entry import Flag
from tuinews.model.ids import EntryId
from tuinews.model.rules.rule import ActionKind, Rule, RuleAction
from tuinews.model.text import SafeText
from tuinews.store.bindings import bind_numbers
from tuinews.store.readers.read_connection import ReadConnection
from tuinews.store.rules.rule_rows import RULES, make_option_rules, read_rule
from tuinews.store.topics.spellings import TAG_OF, tag_values
from tuinews.store.visibility import where_present

_OPTIONS = """
    SELECT f.id, p.mark_read, p.full_text, f.title FROM feeds f JOIN polling p ON p.feed_id = f.id
    WHERE f.removed_at IS NULL AND f.kind = 'feed' AND (p.mark_read <> '' OR p.full_text) ORDER BY f.title_key, f.id
"""
_EFFECTS = """
    SELECT x.rule_id, coalesce(r.name, ''), x.did FROM rule_effects x LEFT JOIN rules r ON r.id = x.rule_id
    WHERE x.entry_id = ? ORDER BY r.position, x.rule_id
"""
_LACKING = {
    ActionKind.READ: f"e.{Flag.READ.value} = 0",
    ActionKind.STAR: f"e.{Flag.STARRED.value} = 0",
    ActionKind.LATER: f"e.{Flag.LATER.value} = 0",
    ActionKind.FULL_TEXT: "e.full_text = 0",
}
"""The condition that an entry is not yet as an action makes it."""
_UNTAGGED = f"NOT EXISTS (SELECT 1 FROM entry_tags t WHERE t.entry_id = e.id AND t.tag_id = {TAG_OF})"  # noqa: S608  SQL of ours


class RuleDeed(NamedTuple):
    """What a rule did with an entry."""

    rule_id: int
    rule: SafeText
    """Its name; `""` for one that is gone."""
    did: SafeText
    """As words for the user: `starred, tagged rivers`."""


class RuleReader:
    """`reader.rules`."""

    def __init__(self, connection: ReadConnection) -> None:
        self._connection = connection

    def all(self) -> tuple[Rule, ...]:
        """Return the user's rules in their order."""
        return tuple(read_rule(row) for row in self._connection.rows(RULES))

    def find_options(self) -> tuple[Rule, ...]:
        """Return what the user set for single feeds, as rules, by the titles of the feeds."""
        return tuple(rule for row in self._connection.rows(_OPTIONS) for rule in make_option_rules(*row))

    def find_deeds(self, entry_id: EntryId) -> tuple[RuleDeed, ...]:
        """Return what rules did with an entry, in their order."""
        rows = self._connection.rows(_EFFECTS, (entry_id,))
        return tuple(RuleDeed(number, SafeText(name), SafeText(did)) for number, name, did in rows)

    def count_lacking(self, ids: Sequence[int], action: RuleAction) -> int:
        """Return how many of the entries an action would change; a program is run for each."""
        condition = _LACKING.get(action.kind, "1")
        bindings: tuple[object, ...] = (bind_numbers(ids),)
        if action.kind is ActionKind.TAG:
            condition, bindings = _UNTAGGED, (*bindings, *tag_values(action.words[0]))
        sql = (
            f"SELECT count(*) FROM states e WHERE e.id IN (SELECT value FROM carray(?1)) AND {condition} "  # noqa: S608  conditions of ours
            f"AND {where_present('e')}"
        )
        return int(self._connection.rows(sql, bindings)[0][0])

    def has_jobs(self) -> bool:
        """Whether a rule wants a program to be run or a notification to be shown."""
        return bool(self._connection.rows("SELECT 1 FROM rule_jobs LIMIT 1"))
