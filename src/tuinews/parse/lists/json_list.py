"""Reads the JSON list of feeds and views that `tuinews export --format json` and `tuinews feeds --json` write."""

import json
from typing import Any

from tuinews.model.codec.charset import decode, unpack
from tuinews.model.error import QueryError
from tuinews.model.feed import Folder
from tuinews.model.option_values import read_options
from tuinews.model.parsed import Listed, NamedQuery, Outline, SubscriptionList
from tuinews.model.query import parse_query
from tuinews.model.text import NAME_LIMIT, TITLE_LIMIT, SafeText, safe_text
from tuinews.parse.lists.json_rules import is_mute, is_rule, read_mutes, read_rules
from tuinews.parse.lists.opml import DEPTH_LIMIT, TAGS_LIMIT, refusal

JsonRow = dict[str, Any]


def parse_own_list(data: bytes) -> SubscriptionList | None:
    """Parse a JSON list of objects that each have a `url`, or name a `view`, `mute` or `rule`; else return `None`.

    Of a list that breaks off, the objects before the break are read.
    """
    unpacked, whole = unpack(data)
    rows, cut = _rows(decode(unpacked).text)
    kinds = (_is_feed, _is_view, is_mute, is_rule)
    if rows is None or not all(any(is_kind(row) for is_kind in kinds) for row in rows):
        return None
    views = [row for row in rows if _is_view(row) and not _is_feed(row)]
    mutes, unread_mutes = read_mutes([row for row in rows if is_mute(row) and not _is_feed(row)])
    rules, unread_rules = read_rules([row for row in rows if is_rule(row) and not _is_feed(row)])
    unread = tuple((_view_name(row), why) for row in views if (why := _view_refusal(row)))
    return SubscriptionList(
        tuple(_read_row(row) for row in rows if _is_feed(row)),
        views=tuple(NamedQuery(_view_name(row), row["query"].strip()) for row in views if not _view_refusal(row)),
        mutes=mutes,
        rules=rules,
        unread=(*unread, *unread_mutes, *unread_rules),
        cut=cut or not whole,
    )


def _rows(text: str) -> tuple[list[Any] | None, bool]:
    """Return the elements of a list, `None` if it is none, and whether it breaks off."""
    try:
        rows = json.loads(text)
    except RecursionError:
        return None, False
    except ValueError:
        rows = _rows_before_break(text)
        return rows or None, True
    return rows if isinstance(rows, list) else None, False


def _rows_before_break(text: str) -> list[Any]:
    decoder = json.JSONDecoder()
    rows: list[Any] = []
    rest = text.lstrip().removeprefix("[").lstrip()
    try:
        while rest:
            row, end = decoder.raw_decode(rest)
            rows.append(row)
            rest = rest[end:].lstrip().removeprefix(",").lstrip()
    except (ValueError, RecursionError):
        return rows
    return rows


def _is_feed(row: object) -> bool:
    return isinstance(row, dict) and isinstance(row.get("url"), str)


def _is_view(row: object) -> bool:
    return isinstance(row, dict) and isinstance(row.get("view"), str) and isinstance(row.get("query"), str)


def _view_name(row: JsonRow) -> SafeText:
    return safe_text(row["view"], NAME_LIMIT)


def _view_refusal(row: JsonRow) -> SafeText:
    if not _view_name(row):
        return SafeText("It is a view without a name.")
    try:
        parse_query(row["query"], 0)
    except QueryError as error:
        return safe_text(f"It is a view whose query cannot be read: {error}", 400)
    return SafeText("")


def _read_row(row: JsonRow) -> Listed:
    title, own = safe_text(_text(row, "title"), TITLE_LIMIT), safe_text(_text(row, "own_title"), TITLE_LIMIT)
    theirs = safe_text(_text(row, "feed_title"), TITLE_LIMIT) or (title if not own else SafeText(""))
    outline = Outline(
        _folder(row),
        own or title,
        row["url"],
        _names(row, "tags")[:TAGS_LIMIT],
        row.get("hidden") is True,
        feed_title=theirs if "own_title" in row else SafeText(""),
        options=read_options(row),
    )
    return Listed(outline, refusal(row["url"]))


def _folder(row: JsonRow) -> Folder:
    """Its path by names; `folder` alone, which older exports have, cannot tell a slash within a name."""
    if isinstance(row.get("folder_names"), list):
        return _names(row, "folder_names")[:DEPTH_LIMIT]
    names = (safe_text(name, NAME_LIMIT) for name in _text(row, "folder").split("/")[:DEPTH_LIMIT])
    return tuple(name for name in names if name)


def _names(row: JsonRow, key: str) -> tuple[SafeText, ...]:
    values = row.get(key)
    names = (
        (safe_text(name, NAME_LIMIT) for name in values if isinstance(name, str)) if isinstance(values, list) else ()
    )
    return tuple(name for name in names if name)


def _text(row: JsonRow, key: str) -> str:
    value = row.get(key)
    return value if isinstance(value, str) else ""
