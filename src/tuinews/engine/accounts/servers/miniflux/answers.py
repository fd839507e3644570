"""What Miniflux answers, as values; nothing here asks."""

import json
from typing import Any, NamedTuple

from tuinews.engine.accounts.servers.api_client import ApiAnswer
from tuinews.engine.accounts.servers.loose_json import as_dict, as_list, as_number, as_text
from tuinews.engine.accounts.servers.server import RemoteFeed, RemoteItem, RemoteLists
from tuinews.model.clock import EARLIEST, LATEST, Instant, from_iso
from tuinews.model.entry import Enclosure
from tuinews.model.text import NAME_LIMIT, URL_LIMIT, SafeText, safe_text
from tuinews.model.url import is_web

NO_FOLDER = "All"
"""What Miniflux calls the category of feeds that were put into none."""

_MOST_ENCLOSURES = 50


class EntryIdPage(NamedTuple):
    """A page of ids."""

    ids: tuple[str, ...]
    total: int
    """How many there are in all."""


class EntryPage(NamedTuple):
    """A page of entries."""

    items: tuple[RemoteItem, ...]
    total: int


def is_ours(answer: ApiAnswer) -> bool:
    """Return whether an answer without a login is a refusal of Miniflux."""
    return answer.status == 401 and bool(read_reason(answer))


def read_reason(answer: ApiAnswer) -> SafeText:
    """Return what the server says of a refusal; `""` if it says nothing."""
    try:
        said = as_dict(json.loads(answer.body))
    except (ValueError, RecursionError):
        said = {}
    return safe_text(as_text(said.get("error_message")), NAME_LIMIT)


def read_id_page(answer: Any) -> EntryIdPage | None:
    """Return a page of ids; `None` if the answer is none."""
    said = as_dict(answer)
    if "entry_ids" not in said:
        return None
    ids = tuple(str(number) for one in as_list(said["entry_ids"]) if (number := as_number(one)) is not None)
    return EntryIdPage(tuple(dict.fromkeys(ids)), as_number(said.get("total")) or 0)


def read_lists(feeds: Any, categories: Any) -> RemoteLists | None:
    """Return feeds and folders; `None` if either answer is none."""
    if not isinstance(feeds, list) or not isinstance(categories, list):
        return None
    names = [as_text(as_dict(one).get("title")) for one in categories]
    folders = tuple(dict.fromkeys(safe_text(name, NAME_LIMIT) for name in names if name and name != NO_FOLDER))
    return RemoteLists(tuple(_read_feed(as_dict(one)) for one in feeds if as_dict(one).get("id")), folders, ())


def read_category_ids(categories: Any) -> dict[str, int]:
    """Return the categories' ids by their names, the oldest first."""
    found = {as_text(as_dict(one).get("title")): as_number(as_dict(one).get("id")) or 0 for one in as_list(categories)}
    return dict(sorted(found.items(), key=lambda named: named[1]))


def _read_feed(said: dict[str, Any]) -> RemoteFeed:
    folder = as_text(as_dict(said.get("category")).get("title"))
    return RemoteFeed(
        as_text(said["id"]),
        as_text(said.get("feed_url")),
        safe_text(as_text(said.get("title"))),
        as_text(said.get("site_url")),
        safe_text(folder, NAME_LIMIT) if folder and folder != NO_FOLDER else None,
    )


def read_items(answer: Any) -> EntryPage | None:
    """Return a page of entries; `None` if the answer is none."""
    said = as_dict(answer)
    if "entries" not in said:
        return None
    items = tuple(read_item(as_dict(one)) for one in as_list(said["entries"]) if as_number(as_dict(one).get("id")))
    return EntryPage(items, as_number(said.get("total")) or 0)


def read_item(said: dict[str, Any]) -> RemoteItem:
    """Return an entry."""
    url = as_text(said.get("url")).strip()
    return RemoteItem(
        id=str(as_number(said["id"])),
        feed_id=as_text(said.get("feed_id")),
        title=safe_text(as_text(said.get("title"))),
        url=url if is_web(url) and len(url) <= URL_LIMIT else "",
        author=safe_text(as_text(said.get("author"))),
        published=_read_moment(said.get("published_at")),
        arrived=_read_moment(said.get("created_at")),
        updated=_read_moment(said.get("changed_at")),
        html=as_text(said.get("content")),
        enclosures=_read_enclosures(said.get("enclosures")),
        tags=tuple(dict.fromkeys(safe_text(as_text(tag), NAME_LIMIT) for tag in as_list(said.get("tags")) if tag)),
    )


def _read_moment(said: Any) -> Instant | None:
    moment = from_iso(as_text(said))
    return moment if moment is not None and EARLIEST < moment <= LATEST else None


def _read_enclosures(said: Any) -> tuple[Enclosure, ...]:
    found: dict[str, Enclosure] = {}
    for one in map(as_dict, as_list(said)[:_MOST_ENCLOSURES]):
        address = as_text(one.get("url")).strip()
        if is_web(address) and len(address) <= URL_LIMIT:
            kind = safe_text(as_text(one.get("mime_type")), NAME_LIMIT)
            found.setdefault(address, Enclosure(address, kind, as_number(one.get("size")) or None))
    return tuple(found.values())
