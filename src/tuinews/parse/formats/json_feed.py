"""JSON Feed 1.0 and 1.1 (jsonfeed.org/version/1.1)."""

import json
import re
from dataclasses import replace
from typing import Any

from tuinews.model.feed_types import FEED_TYPES
from tuinews.model.parsed import ParsedFeed, ParseFailure
from tuinews.model.text import SafeText, safe_text
from tuinews.parse.field_text import as_html
from tuinews.parse.formats.facts import duration
from tuinews.parse.formats.feed_format import TextFormat
from tuinews.parse.raw_feed import RawEntry, RawFeed, finish

_VERSION = re.compile(r"jsonfeed\.org/version/([0-9.]{1,8})")
_SURROGATE = re.compile("[\ud800-\udfff]")
_COMMENTS = re.compile(r"<!--.{0,5000}?-->", re.DOTALL)
"""What caches write behind a page, whatever it is."""
_BEHIND = "something that is no feed stands behind it."
_TRAILING_COMMA = re.compile(r",(\s*[\]}])")


def read_json(text: str, url: str) -> ParsedFeed | ParseFailure:
    """The feed of a JSON document; items that are no objects are left out and counted in the warning."""
    try:
        document, damage = _document(text)
    except (ValueError, RecursionError) as error:
        return ParseFailure(safe_text(f"This is no valid JSON ({str(error)[:100]}): the publisher has to mend it."))
    if not isinstance(document, dict) or not _is_feed(document):
        return ParseFailure(SafeText("This is JSON, but no JSON Feed: check the address of the feed."))
    listed = document.get("items")
    raw = listed if isinstance(listed, list) else []
    items = [_item(entry, document) for entry in raw if isinstance(entry, dict)]
    feed = finish(_channel(document), items, url)
    if len(items) < len(raw):
        damage = f"{len(items)} of its {len(raw)} items could be read."
    return replace(feed, warning=safe_text(f"The feed is damaged: {damage}")) if damage else feed


def _document(text: str) -> tuple[Any, str]:
    """The document's value, and what is wrong with it; whatever stands behind it is left out."""
    try:
        value, end = json.JSONDecoder(parse_int=_whole_number).raw_decode(text)
    except ValueError:
        mended = _TRAILING_COMMA.sub(r"\1", text)
        return json.JSONDecoder(strict=False, parse_int=_whole_number).raw_decode(mended)[0], "it is not valid JSON."
    return value, _BEHIND if _COMMENTS.sub("", text[end:]).strip("\ufeff \t\r\n);") else ""


def _whole_number(digits: str) -> int | str:
    """An integer, or its digits when there are too many to count with."""
    return int(digits) if len(digits) < 40 else digits


def _is_feed(document: dict[str, Any]) -> bool:
    return bool(_VERSION.search(_text(document.get("version")))) or isinstance(document.get("items"), list)


def _text(value: Any) -> str:
    """A member as text: numbers too, since ids are often numbers; anything else is nothing."""
    if isinstance(value, str):
        return _SURROGATE.sub("\ufffd", value)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)[:40]
    return ""


def _string(value: Any) -> str:
    return _text(value) if isinstance(value, str) else ""


def _first(found: dict[str, Any], *names: str) -> str:
    return next((said for name in names if (said := _text(found.get(name))).strip()), "")


def _objects(value: Any) -> list[dict[str, Any]]:
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def _people(found: dict[str, Any]) -> list[str]:
    authors = _objects(found.get("authors")) or _objects([found.get("author")])
    named = [_first(author, "name", "url") for author in authors]
    return [name for name in (*named, _text(found.get("author"))) if name]


def _channel(found: dict[str, Any]) -> RawFeed:
    version = _VERSION.search(_text(found.get("version")))
    return RawFeed(
        format=f"json {version[1].strip('.')}" if version else "json",
        title=_text(found.get("title")),
        markup=False,
        link=_first(found, "home_page_url"),
        tagline=_first(found, "description"),
        editor=next(iter(_people(found)), ""),
        lang=_first(found, "language"),
        image=_first(found, "icon", "favicon"),
        self_link=_first(found, "feed_url"),
    )


def _item(found: dict[str, Any], feed: dict[str, Any]) -> RawEntry:
    html, plain, summary = (_text(found.get(name)) for name in ("content_html", "content_text", "summary"))
    bodies = [html] if html.strip() else [as_html(plain)] if plain.strip() else []
    tags = found.get("tags")
    item = RawEntry(
        guid=_text(found.get("id")),
        title=_first(found, "title"),
        markup=False,
        link=_first(found, "url", "external_url"),
        authors=_people(found) or _people(feed),
        published=_first(found, "date_published"),
        updated=_first(found, "date_modified"),
        bodies=bodies,
        summaries=[as_html(summary)] if summary.strip() else [],
        tags=[_text(tag) for tag in tags if isinstance(tag, str)] if isinstance(tags, list) else [],
        keywords=[_text(tags)] if isinstance(tags, str) else [],
        images=[image for image in (_text(found.get("image")), _text(found.get("banner_image"))) if image],
        lang=_text(found.get("language")),
    )
    for attachment in _objects(found.get("attachments")):
        length = _first(attachment, "size_in_bytes")
        if said := duration(_first(attachment, "duration_in_seconds").partition(".")[0]):
            item.facts.append(("Length", said))
        item.enclosures.append((_string(attachment.get("url")), _string(attachment.get("mime_type")), length))
    return item


JSON_FEED = TextFormat(begins=("{", "["), media_types=frozenset(FEED_TYPES["json feed"]), read=read_json)
"""The row of JSON Feed in `FORMATS`."""
