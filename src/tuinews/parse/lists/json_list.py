"""Reads the list of feeds that `tuinews export --format json` and `tuinews feeds --json` write."""

import json
from typing import Any

from tuinews.model.codec.charset import decode, unpack
from tuinews.model.parsed import Listed, Outline, SubscriptionList
from tuinews.model.text import NAME_LIMIT, TITLE_LIMIT, safe_text
from tuinews.parse.lists.opml import DEPTH_LIMIT, refusal


def parse_own_list(data: bytes) -> SubscriptionList | None:
    """The feeds of a JSON list of objects that each have a `url`; `None` when it is something else."""
    try:
        rows = json.loads(decode(unpack(data)[0]).text)
    except (ValueError, RecursionError):
        return None
    if not isinstance(rows, list) or not all(isinstance(row, dict) and isinstance(row.get("url"), str) for row in rows):
        return None
    return SubscriptionList(tuple(_listed(row) for row in rows))


def _listed(row: dict[str, Any]) -> Listed:
    names = (safe_text(name, NAME_LIMIT) for name in _text(row, "folder").split("/")[:DEPTH_LIMIT])
    folder = tuple(name for name in names if name)
    return Listed(Outline(folder, safe_text(_text(row, "title"), TITLE_LIMIT), row["url"]), refusal(row["url"]))


def _text(row: dict[str, Any], key: str) -> str:
    value = row.get(key)
    return value if isinstance(value, str) else ""
