"""Chapters of an episode, as its feed tells them or a file beside it."""

import json
import re
from collections.abc import Iterable
from typing import Any, NamedTuple

from tuinews.model.entry import Fact
from tuinews.model.text import NAME_LIMIT, SafeText, safe_text

CHAPTER_FACT = "Chapter"
"""The name of the facts that are chapters: `12:03 The lamp`."""

_CLOCK = re.compile(r"(?:(\d{1,3}):)?(\d{1,2}):(\d{2})(?:\.\d+)?\s+(.*)\Z", re.DOTALL)
_MOST = 500


class Chapter(NamedTuple):
    """Where a chapter begins, in seconds, and what it is called."""

    start: float
    title: SafeText


def read_chapter_facts(facts: Iterable[Fact]) -> tuple[Chapter, ...]:
    """Return the chapters that the feed itself tells."""
    found = (_CLOCK.match(fact.value) for fact in facts if fact.name == CHAPTER_FACT)
    return tuple(
        Chapter(float(int(match[1] or 0) * 3600 + int(match[2]) * 60 + int(match[3])), safe_text(match[4]))
        for match in found
        if match
    )


def read_chapter_file(data: bytes) -> tuple[Chapter, ...]:
    """Return the chapters of a file of the podcast namespace (`application/json+chapters`); none if it is no such."""
    try:
        rows = json.loads(data).get("chapters") or ()
    except (ValueError, AttributeError, RecursionError):
        return ()
    if not isinstance(rows, list):
        return ()
    found = (_read_row(row) for row in rows[:_MOST] if isinstance(row, dict) and row.get("toc") is not False)
    return tuple(sorted((chapter for chapter in found if chapter is not None), key=lambda chapter: chapter.start))


def _read_row(row: dict[str, Any]) -> Chapter | None:
    start, title = row.get("startTime"), row.get("title")
    if isinstance(start, bool) or not isinstance(start, int | float) or not 0 <= start < 1_000_000:
        return None
    return Chapter(float(start), safe_text(title, NAME_LIMIT) if isinstance(title, str) else SafeText(""))


def format_clock(seconds: float) -> str:
    """Return a place in an episode: `2:03`, `1:02:03`."""
    whole = max(0, int(seconds))
    hours, minutes = whole // 3600, whole // 60 % 60
    return f"{hours}:{minutes:02}:{whole % 60:02}" if hours else f"{minutes}:{whole % 60:02}"
