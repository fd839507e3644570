"""Reads the mutes and rules of the JSON list that `tuinews export --format json` writes."""

from typing import Any

from tuinews.model.clock import from_iso
from tuinews.model.error import TuinewsError
from tuinews.model.parsed import ListedMute, ListedRule
from tuinews.model.query import parse_query
from tuinews.model.rules.rule import read_actions
from tuinews.model.text import NAME_LIMIT, SafeText, safe_text

_Row = dict[str, Any]
_Refused = tuple[SafeText, SafeText]
"""What could not be read, and why."""


def is_mute(row: object) -> bool:
    """Whether a row is a mute."""
    return isinstance(row, dict) and isinstance(row.get("mute"), str)


def is_rule(row: object) -> bool:
    """Whether a row is a rule."""
    return isinstance(row, dict) and isinstance(row.get("rule"), str) and isinstance(row.get("when"), str)


def read_mutes(rows: list[_Row]) -> tuple[tuple[ListedMute, ...], tuple[_Refused, ...]]:
    """Return the mutes, and those that cannot be read with why."""
    found, unread = [], []
    for row in rows:
        query = row["mute"].strip()
        try:
            parse_query(query, 0)
        except TuinewsError as error:
            unread.append((safe_text(query, NAME_LIMIT), safe_text(f"It is a mute that cannot be read: {error}", 400)))
            continue
        until, feed_url = row.get("until"), row.get("feed_url")
        found.append(
            ListedMute(
                query,
                from_iso(until) if isinstance(until, str) else None,
                feed_url if isinstance(feed_url, str) else "",
            )
        )
    return tuple(found), tuple(unread)


def read_rules(rows: list[_Row]) -> tuple[tuple[ListedRule, ...], tuple[_Refused, ...]]:
    """Return the rules, and those that cannot be read with why."""
    found, unread = [], []
    for row in rows:
        name = safe_text(row["rule"], NAME_LIMIT)
        listed = row.get("actions")
        words = [part for part in listed if _are_words(part)] if isinstance(listed, list) else []
        try:
            parse_query(row["when"], 0)
            rule = ListedRule(name, row["when"].strip(), read_actions(words), row.get("active") is not False)
        except TuinewsError as error:
            unread.append((name, safe_text(f"It is a rule that cannot be read: {error}", 400)))
            continue
        found.append(rule)
    return tuple(found), tuple(unread)


def _are_words(part: object) -> bool:
    return isinstance(part, list) and len(part) > 0 and all(isinstance(word, str) for word in part)
