"""Numbers inside queries that mean something in one library only: those of feeds and of stories."""

import re
from collections.abc import Mapping

from tuinews.model.query.parser import quote

_PART = re.compile(r'"(?:[^"\\]|\\.)*"|(?<![^\s(-])feed:(\d{1,18})(?![^\s)])', re.ASCII | re.IGNORECASE | re.DOTALL)
"""A quoted text, which is passed over, or a feed by its number."""

_STORY = re.compile(r"story:=?\d{1,18}", re.ASCII | re.IGNORECASE)


def spell_feeds(query: str, urls: Mapping[int, str]) -> str:
    """Return a query that asks for feeds by their addresses, where it asks for them by their numbers."""

    def spell(part: re.Match[str]) -> str:
        url = urls.get(int(part[1])) if part[1] else None
        return part[0] if url is None else f"feed:{quote(url)}"

    return _PART.sub(spell, query)


def is_story(query: str) -> bool:
    """Return whether a query asks for one story by its number and for nothing else."""
    return _STORY.fullmatch(query.strip()) is not None
