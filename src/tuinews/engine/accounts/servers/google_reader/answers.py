"""What a server of the Google Reader API answers, as values; nothing here asks."""

import html
import re
from collections.abc import Iterable
from typing import Any, NamedTuple

from tuinews.engine.accounts.servers.google_reader.dialects import Dialect
from tuinews.engine.accounts.servers.google_reader.item_ids import read_item_id
from tuinews.engine.accounts.servers.loose_json import as_dict, as_list, as_moment, as_number, as_text
from tuinews.engine.accounts.servers.server import RemoteFeed, RemoteItem, RemoteLists
from tuinews.model.entry import Enclosure
from tuinews.model.text import EMPTY, NAME_LIMIT, URL_LIMIT, SafeText, safe_text
from tuinews.model.url import is_web

_TAG = re.compile(r"user/[^/]*/(state/com\.google|label)/(.+)", re.DOTALL)
_FULL_WIDTH = str.maketrans("\uff06\uff1c\uff1e", "&<>")
_FULL_WIDTH_TOO = str.maketrans("\uff06\uff1c\uff1e\uff02\uff3e\uff1f\uff3c\uff0f\uff0c\uff1b", '&<>"^?\\/,;')
_FULL_WIDTH_LATIN = re.compile("[\uff10-\uff19\uff21-\uff3a\uff41-\uff5a]")
_EAST_ASIAN = re.compile("[\u3000-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_REPEATED = re.compile(
    r"\s*<(?P<tag>figure|div)\s+class=\"enclosure\">(?:(?!</?(?P=tag)\b).)*</(?P=tag)>\s*\Z", re.DOTALL
)
_ADDRESS = re.compile(r"(?:href|src)=\"([^\"]*)\"")
_TORN_TAG = re.compile(r"<[^<>]*\Z")
_MOST_ENCLOSURES = 50


class IdPage(NamedTuple):
    """A page of ids."""

    ids: tuple[str, ...]
    continuation: str
    """What the next page is asked for with; `""` at the end."""


def read_auth_token(text: str) -> str:
    """Return the token of a login's answer: all after the first `=` of the line `Auth`; `""` if there is none."""
    found = re.search(r"^Auth=(.*)$", text, re.MULTILINE)
    return found[1].strip() if found else ""


def read_tag(tag: str) -> tuple[str, str]:
    """Return kind (`state`, `label` or `""`) and name of a tag, whatever stands for the user in it."""
    found = _TAG.fullmatch(tag)
    return ("", "") if found is None else (found[1].partition("/")[0], found[2])


def read_id_page(answer: Any) -> IdPage | None:
    """Return a page of ids, each once; `None` if the answer is none, as `[]` of what is not implemented."""
    if not isinstance(answer, dict) or not isinstance(answer.get("itemRefs"), list):
        return None
    found = (read_item_id(as_dict(ref).get("id")) for ref in answer["itemRefs"])
    ids = tuple(dict.fromkeys(kept for kept in found if kept is not None))
    return IdPage(ids, as_text(answer.get("continuation")))


def read_lists(subscriptions: Any, tags: Any, dialect: Dialect) -> RemoteLists | None:
    """Return feeds, folders and labels; `None` if either answer is none."""
    if not isinstance(as_dict(subscriptions).get("subscriptions"), list) or "tags" not in as_dict(tags):
        return None
    said = [as_dict(one) for one in subscriptions["subscriptions"]]
    feeds = tuple(_read_feed(one, dialect) for one in said if as_text(one.get("id")))
    in_use = [name for one in said for name in _folder_names(one)]
    named = [(read_tag(as_text(as_dict(tag).get("id"))), as_dict(tag).get("type")) for tag in as_list(tags["tags"])]
    found = [(name, _is_folder(name, kind, in_use, dialect)) for (sort, name), kind in named if sort == "label"]
    folders = _names([*in_use, *(name for name, folder in found if folder)], dialect.no_folder)
    # a name that we cannot keep as it is would be asked for as another one, to which some servers answer everything
    plain = (name for name, folder in found if not folder and safe_text(name, NAME_LIMIT) == name)
    labels = _names(plain) if dialect.labels else ()
    return RemoteLists(feeds, folders, labels)


def _is_folder(name: str, kind: Any, in_use: list[str], dialect: Dialect) -> bool:
    return kind == "folder" if dialect.typed_tags and kind else name in in_use


def _names(names: Iterable[str], without: str = "") -> tuple[SafeText, ...]:
    return tuple(dict.fromkeys(safe_text(name, NAME_LIMIT) for name in names if name.strip() and name != without))


def _read_feed(said: dict[str, Any], dialect: Dialect) -> RemoteFeed:
    feed_id, folders = as_text(said["id"]), [name for name in _folder_names(said) if name != dialect.no_folder]
    url = read_address(said.get("url"), dialect)
    return RemoteFeed(
        feed_id,
        url if is_web(url) else feed_id.removeprefix("feed/"),
        read_name(said.get("title"), dialect),
        read_address(said.get("htmlUrl"), dialect),
        safe_text(folders[0], NAME_LIMIT) if folders else None,
    )


def _folder_names(said: dict[str, Any]) -> list[str]:
    """Return the folders of a subscription; by their tags, since labels may be absent."""
    found = []
    for one in as_list(said.get("categories")):
        name = read_tag(as_text(as_dict(one).get("id")))[1] or as_text(as_dict(one).get("label"))
        found += [name] if name else []
    return found


def read_name(said: Any, dialect: Dialect) -> SafeText:
    """Return a title or an author's name, with the signs that the server replaced put back.

    A full-width sign that others of the kind stand with is the publisher's own, and so are commas and the like among
    East Asian signs.
    """
    text = as_text(said)
    if dialect.full_width_titles and not _FULL_WIDTH_LATIN.search(text):
        text = text.translate(_FULL_WIDTH if _EAST_ASIAN.search(text) else _FULL_WIDTH_TOO)
    return safe_text(text)


def read_address(said: Any, dialect: Dialect) -> str:
    """Return an address, unescaped once where the server escapes."""
    address = as_text(said).strip()
    return address.replace("&amp;", "&") if dialect.escaped_addresses else address


def read_items(answer: Any, dialect: Dialect) -> tuple[RemoteItem, ...] | None:
    """Return the items of an answer; `None` if it is none."""
    if not isinstance(answer, dict) or not isinstance(answer.get("items"), list):
        return None
    read = (_read_item(as_dict(said), dialect) for said in answer["items"])
    return tuple(item for item in read if item is not None)


def _read_item(said: dict[str, Any], dialect: Dialect) -> RemoteItem | None:
    item_id = read_item_id(said.get("id"))
    if item_id is None:
        return None
    enclosures = _read_enclosures(said, dialect)
    arrived = as_moment(said.get("crawlTimeMsec"), 1_000) or as_moment(said.get("timestampUsec"), 1_000_000)
    return RemoteItem(
        id=item_id,
        feed_id=as_text(as_dict(said.get("origin")).get("streamId")),
        title=read_name(said.get("title"), dialect),
        url=_read_link(said),
        author=read_name(said.get("author"), dialect),
        published=as_moment(said.get("published")),
        arrived=arrived,
        updated=as_moment(said.get("updated")),
        html=_read_body(said, enclosures, dialect),
        enclosures=enclosures,
        tags=_names(read_publisher_tags(said.get("categories"))),
    )


def _read_link(said: dict[str, Any]) -> str:
    for key in ("canonical", "alternate"):
        for link in as_list(said.get(key)):
            address = as_text(as_dict(link).get("href")).strip()
            if is_web(address) and len(address) <= URL_LIMIT:
                return address
    return ""


def split_categories(categories: Any) -> tuple[list[str], list[str]]:
    """Return the server's own tags, and the publisher's categories, of which the first has no prefix.

    What stands behind it is the publisher's as well, even where it looks like a state.
    """
    said = [as_text(one) for one in as_list(categories)]
    end = next((index for index, tag in enumerate(said) if not read_tag(tag)[0]), len(said))
    return said[:end], said[end:]


def read_publisher_tags(categories: Any) -> list[str]:
    """Return the publisher's categories, without those that look like a server's tag."""
    return [tag for tag in split_categories(categories)[1] if tag and not tag.startswith("user/")]


def _read_enclosures(said: dict[str, Any], dialect: Dialect) -> tuple[Enclosure, ...]:
    found: dict[str, Enclosure] = {}
    for one in map(as_dict, as_list(said.get("enclosure"))[:_MOST_ENCLOSURES]):
        address = read_address(one.get("href") or one.get("url"), dialect)
        if is_web(address) and len(address) <= URL_LIMIT:
            kind = safe_text(as_text(one.get("type")), NAME_LIMIT)
            found.setdefault(address, Enclosure(address, kind or EMPTY, as_number(one.get("length"))))
    return tuple(found.values())


def _read_body(said: dict[str, Any], enclosures: tuple[Enclosure, ...], dialect: Dialect) -> str:
    bodies = [as_text(as_dict(said.get(key)).get("content")) for key in ("content", "summary")]
    body = max(bodies, key=len)
    if dialect.body_cut_at and len(body.encode()) >= dialect.body_cut_at - 4:
        body = _TORN_TAG.sub("", body)
    return strip_enclosures(body, enclosures) if dialect.repeated_enclosures else body


def strip_enclosures(body: str, enclosures: tuple[Enclosure, ...]) -> str:
    """Return a body without the enclosures that the server repeats at its end; pictures stay, to be seen."""
    files = {one.url for one in enclosures if not one.type.startswith("image/")}
    while files and (found := _REPEATED.search(body)):
        addresses = {html.unescape(address) for address in _ADDRESS.findall(found[0])}
        if not addresses or not addresses <= files:
            return body
        body = body[: found.start()]
    return body
