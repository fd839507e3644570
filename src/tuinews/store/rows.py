"""Turns rows into values: each SELECT list stands beside the function that reads its rows."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import accumulate
from typing import Any

from tuinews.model.entry import Enclosure, Entry, Fact, Headline, Related
from tuinews.model.feed import Feed, FeedCard, FeedOptions, FeedStatus, Folder, SavedView
from tuinews.model.ids import EntryId, FeedId
from tuinews.model.text import EMPTY, SafeText, fold
from tuinews.store.columns import Columns, columns_of
from tuinews.store.visibility import where_present

SqlRow = tuple[Any, ...]

_OPENING = re.compile(r"\A\W+")

_EDITED = "EXISTS (SELECT 1 FROM versions v WHERE v.entry_id = {}.id)"
"""The condition that an earlier version of an entry is kept."""
_NOTED = "EXISTS (SELECT 1 FROM entry_notes n WHERE n.entry_id = {}.id)"
"""The condition that the user wrote a note to an entry."""

HEADLINES = f"""
    SELECT s.id, s.feed_id, f.title, e.title, s.moment, s.read, s.starred, s.later, s.minutes, s.enclosed,
        {_EDITED.format("s")}, {_NOTED.format("s")}
    FROM states s JOIN entries e ON e.id = s.id JOIN feeds f ON f.id = s.feed_id
    WHERE s.id IN (SELECT value FROM carray(?)) AND {where_present("s")}
"""  # noqa: S608  a condition of ours, values bound


def headline(row: SqlRow) -> Headline:
    """Read a row of `HEADLINES`."""
    number, feed_id, feed, title, moment, read, starred, later, minutes, enclosed, edited, noted = row
    marks = bool(read), bool(starred), bool(later)
    signs = bool(enclosed), bool(edited)
    return Headline(number, feed_id, feed, title, moment, *marks, minutes, *signs, noted=bool(noted))


@lru_cache(maxsize=1_000)
def folder_key(folder: Folder) -> tuple[str, ...]:
    """Return what a folder sorts by: its names, folded."""
    return tuple(map(fold, folder))


def _status(checked: int | None, http_status: int | None, failures: int, *, gone: bool) -> FeedStatus:
    if gone:
        return FeedStatus.GONE
    if checked is None:
        return FeedStatus.NEW
    if http_status in {429, 503}:
        return FeedStatus.LIMITED
    return FeedStatus.FAILING if failures else FeedStatus.OK


_to_json = json.JSONEncoder(ensure_ascii=False).encode


def write_list(values: Sequence[object]) -> str:
    """Return a JSON array; nearly all that are stored are empty."""
    return _to_json(values) if values else "[]"


def write_folder(folder: Folder) -> str:
    """Return a folder as a JSON array."""
    return write_list(folder)


@lru_cache(maxsize=1_000)
def read_folder(stored: str) -> Folder:
    """Return a folder from its JSON array."""
    return tuple(SafeText(name) for name in json.loads(stored))


def read_array(stored: str | None) -> list[Any]:
    """Return a stored JSON array, which nearly every entry leaves empty."""
    return [] if stored is None or stored == "[]" else list(json.loads(stored))


def write_related(related: tuple[Related, ...]) -> str:
    """Return related links as JSON pairs of title and address."""
    return write_list([(link.title, link.url) for link in related])


def read_related(stored: str | None) -> tuple[Related, ...]:
    """Return related links from their JSON pairs."""
    return tuple([Related(SafeText(title), url) for title, url in read_array(stored)])


def write_enclosures(enclosures: tuple[Enclosure, ...]) -> str:
    """Return enclosures as JSON triples of address, type and length."""
    return write_list(enclosures)


def read_enclosures(stored: str | None) -> tuple[Enclosure, ...]:
    """Return enclosures from their JSON triples."""
    return tuple([Enclosure(url, SafeText(kind), length) for url, kind, length in read_array(stored)])


def write_images(images: tuple[str, ...]) -> str:
    """Return addresses of pictures as a JSON array."""
    return write_list(images)


def read_images(stored: str | None) -> tuple[str, ...]:
    """Return addresses of pictures from their JSON array."""
    return tuple(read_array(stored))


def write_facts(facts: tuple[Fact, ...]) -> str:
    """Return facts as JSON pairs of name and value."""
    return write_list(facts)


def read_facts(stored: str | None) -> tuple[Fact, ...]:
    """Return facts from their JSON pairs."""
    return tuple([Fact(SafeText(name), SafeText(value)) for name, value in read_array(stored)])


OPTIONS = columns_of(
    FeedOptions, "p", read={"full_text": bool, "probe": bool, "stories": bool, "archived": bool, "prefer": bool}
)
read_options = lru_cache(maxsize=100)(OPTIONS.value)  # nearly all feeds have them alike: these share one value

CARD = Columns(
    FeedCard,
    {
        "title": "f.card_title",
        "site_url": "f.site_url",
        "tagline": "coalesce(nullif(f.tagline, ''), i.tagline, '')",
        "editor": "coalesce(nullif(f.editor, ''), i.editor, '')",
        "copyright": "coalesce(nullif(f.copyright, ''), i.copyright, '')",
        "contact": "coalesce(nullif(f.contact, ''), i.contact, '')",
        "lang": "f.lang",
        "image": "f.image",
    },
    in_order=True,
)
_NEW = SafeText("It has not been fetched yet.")


def _feed(  # noqa: PLR0917  one argument a column
    id: FeedId,  # noqa: A002  named like the field
    url: str,
    title: SafeText,
    folder: Folder,
    unread: int,
    total: int,
    error: SafeText,
    last_checked: int | None,
    last_success: int | None,
    last_new: int | None,
    next_check: int | None,
    reason: SafeText,
    http_status: int | None,
    failures: int,
    gone: bool,  # noqa: FBT001  a column
    tags: tuple[SafeText, ...],
    hidden: bool,  # noqa: FBT001  a column
    *,
    parts: Mapping[str, Any],
) -> Feed:
    return Feed(
        id=id,
        url=url,
        title=title,
        folder=folder,
        unread=unread,
        total=total,
        status=_status(last_checked, http_status, failures, gone=gone),
        error=error,
        last_checked=last_checked,
        last_success=last_success,
        last_new=last_new,
        next_check=None if last_checked is None or gone else next_check,
        next_check_reason=reason or (_NEW if last_checked is None else EMPTY),
        http_status=http_status,
        tags=tags,
        hidden=hidden,
        **parts,
    )


FEED = Columns(
    _feed,
    {
        "id": "f.id",
        "url": "f.url",
        "title": "f.title",
        "folder": "f.folder",
        "unread": "t.unread",
        "total": "t.total",
        "error": "p.error",
        "last_checked": "p.last_checked",
        "last_success": "p.last_success",
        "last_new": "p.last_new",
        "next_check": "p.next_check",
        "reason": "p.next_check_reason",
        "http_status": "p.http_status",
        "failures": "p.failures",
        "gone": "p.gone",
        "tags": "f.tags",
        "hidden": "f.hidden",
    },
    read={"folder": read_folder, "gone": bool, "tags": read_folder, "hidden": bool},
    in_order=True,
)
FRESHNESS: Columns[dict[str, int | None]] = Columns(
    dict, {"aged": "t.aged", "gap": "r.gap", "shelf_life": "r.shelf_life"}
)
FEEDS = f"""
    SELECT {FEED.select}, {CARD.select}, {OPTIONS.select}, {FRESHNESS.select}
    FROM feeds f JOIN tallies t ON t.feed_id = f.id JOIN polling p ON p.feed_id = f.id
    LEFT JOIN imprints i ON i.feed_id = f.id LEFT JOIN rhythms r ON r.feed_id = f.id
    WHERE f.removed_at IS NULL
"""  # noqa: S608  names of columns
_CARD_BEGINS, _OPTIONS_BEGIN, _FRESHNESS_BEGINS = accumulate((len(FEED), len(CARD), len(OPTIONS)))


def feed(row: SqlRow) -> Feed:
    """Read a row of `FEEDS`."""
    card, options = CARD.value(row[_CARD_BEGINS:_OPTIONS_BEGIN]), read_options(row[_OPTIONS_BEGIN:_FRESHNESS_BEGINS])
    parts = {"card": card, "options": options, **FRESHNESS.value(row[_FRESHNESS_BEGINS:])}
    return FEED.value(row[:_CARD_BEGINS], parts=parts)


VIEW = Columns(
    SavedView,
    {"id": "id", "name": "name", "query": "query", "shortcut": "shortcut", "folder": "folder"},
    read={"folder": read_folder},
)
VIEWS = f"SELECT {VIEW.select} FROM views ORDER BY position, id"  # noqa: S608  names of columns

ENTRY = Columns(
    Entry,
    {
        "id": "e.id",
        "feed_id": "e.feed_id",
        "feed": "f.title",
        "guid": "e.guid",
        "title": "e.title",
        "url": "e.url",
        "author": "e.author",
        "agency": "e.agency",
        "dateline": "e.dateline",
        "source": "e.source",
        "published": "e.published",
        "updated": "e.updated",
        "first_seen": "e.first_seen",
        "moment": "e.moment",
        "tags": "NULL",
        "user_tags": "NULL",
        "related": "x.related",
        "enclosures": "x.enclosures",
        "images": "x.images",
        "lang": "e.lang",
        "read": "s.read",
        "starred": "s.starred",
        "later": "s.later",
        "minutes": "s.minutes",
        "full_text": "s.full_text",
        "aged": "iif(s.read = 0, nullif(s.aged, 0), NULL)",
        "facts": "x.facts",
        "edited": _EDITED.format("e"),
        "story_id": "(SELECT w.id FROM stories w WHERE w.id = s.story_id AND w.present > 1)",
        "note": "coalesce((SELECT n.text FROM entry_notes n WHERE n.entry_id = e.id), '')",
    },
    read={
        "read": bool,
        "starred": bool,
        "later": bool,
        "full_text": bool,
        "related": read_related,
        "enclosures": read_enclosures,
        "images": read_images,
        "facts": read_facts,
        "edited": bool,
    },
    in_order=True,
)
_TAGS, _USER_TAGS = (ENTRY.names.index(name) for name in ("tags", "user_tags"))
ENTRIES = f"""
    SELECT {ENTRY.select}
    FROM entries e JOIN states s ON s.id = e.id JOIN feeds f ON f.id = e.feed_id LEFT JOIN extras x ON x.entry_id = e.id
    WHERE e.id IN (SELECT value FROM carray(?)) AND {where_present("s")}
"""  # noqa: S608  names of columns and a condition of ours


def entry(row: SqlRow, tags: tuple[SafeText, ...], user_tags: tuple[SafeText, ...]) -> Entry:
    """Read a row of `ENTRIES`; its related links are not yet looked up among the entries."""
    columns = list(row)
    columns[_TAGS], columns[_USER_TAGS] = tags, user_tags
    return ENTRY.value(columns)


def title_key(title: str) -> str:
    """Return what a title sorts by: folded, without opening quotes and brackets, cut at 24 characters."""
    folded = fold(title)
    return _OPENING.sub("", folded)[:24] or folded[:24]


def with_related(entry: Entry, stored: dict[str, EntryId]) -> Entry:
    """Return the entry with the ids of those related links that are stored."""
    if not entry.related:
        return entry
    return replace(entry, related=tuple(link._replace(entry_id=stored.get(link.url)) for link in entry.related))
