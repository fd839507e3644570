"""How items of a library are spelt in the Google Reader API."""

import html
import re
from typing import Any

from servers.google_quirks import Quirks
from servers.server_library import ServedItem, ServerLibrary

LONG = "tag:google.com,2005:reader/item/"
_HEX = re.compile(r"[0-9a-fA-F]+")
_FULL_WIDTH = str.maketrans({"&": "＆", "<": "＜", ">": "＞"})


class BadIdError(Exception):
    """An id that is an error for the whole request: 400."""


def short_id(number: int, quirks: Quirks) -> str | int:
    if quirks.object_ids:
        return f"{number % (1 << 96):024x}"
    return number if quirks.numeric_ids else str(number)


def long_id(number: int, quirks: Quirks) -> str:
    return LONG + (f"{number % (1 << 96):024x}" if quirks.object_ids else f"{number % (1 << 64):016x}")


def read_id(text: str, quirks: Quirks) -> int | None:
    """Return the number that a client's spelling means; `None` for no match. Raises BadIdError."""
    digits = text.removeprefix(LONG)
    if quirks.object_ids:
        return int(digits, 16) if re.fullmatch("[0-9a-f]{24}", digits) else None
    if text != digits:
        return _signed(int(digits, 16)) if _HEX.fullmatch(digits) and len(digits) <= 16 else _bad(quirks)
    if len(digits) == 16 and _HEX.fullmatch(digits) and (quirks.sixteen_is_hex or not digits.isdecimal()):
        return _signed(int(digits, 16))
    if re.fullmatch(r"-?(?:[1-9]\d*|0)", digits):
        return int(digits)
    if _HEX.fullmatch(digits) and not digits.isdecimal() and not quirks.short_hex_is_error:
        return _signed(int(digits, 16))
    return _bad(quirks)


def _bad(quirks: Quirks) -> int | None:
    if quirks.short_hex_is_error:
        raise BadIdError
    return None


def _signed(number: int) -> int:
    return number - (1 << 64) if number >= 1 << 63 else number


def name_text(text: str, quirks: Quirks) -> str:
    """Return a title or a name as the server sends it."""
    return text.translate(_FULL_WIDTH) if quirks.escaped_titles else text


def show_item(item: ServedItem, library: ServerLibrary, quirks: Quirks, stream: str) -> dict[str, Any]:
    """Return an item of `stream/contents` and `stream/items/contents`."""
    feed = library.feeds[item.feed]
    body = _body(item, quirks)
    shown: dict[str, Any] = {
        "id": long_id(item.id, quirks),
        "crawlTimeMsec": str(item.arrived // 1000),
        "timestampUsec": str(item.published * 1_000_000 if quirks.by_published else item.arrived),
        "published": str(item.published) if quirks.numbers_as_text else item.published,
        "title": name_text(item.title, quirks),
        "canonical": [{"href": item.url}],
        "alternate": [{"href": item.url}],
        "categories": _categories(item, feed.folder or quirks.no_folder, quirks),
        "origin": {"streamId": stream, "htmlUrl": feed.site_url, "title": name_text(feed.title, quirks)},
        "summary": {"content": body},
    }
    if quirks.content_too:
        shown["content"] = {"content": body}
        shown["updated"] = item.updated
    if item.author:
        shown["author"] = name_text(item.author, quirks)
    if item.enclosures:
        shown["enclosure"] = [_enclosure(address, kind, size, quirks) for address, kind, size in item.enclosures]
    return shown


def _categories(item: ServedItem, folder: str, quirks: Quirks) -> list[str]:
    user = f"user/{quirks.user_number}"
    tags = [f"{user}/state/com.google/reading-list", *([f"{user}/label/{folder}"] if folder else [])]
    tags += [f"{user}/state/com.google/read"] if item.read else []
    tags += [f"{user}/state/com.google/starred"] if item.starred else []
    tags += [f"{user}/label/{name}" for name in sorted(item.labels)]
    return tags + list(item.categories) if quirks.bare_categories else tags


def _enclosure(address: str, kind: str, size: int, quirks: Quirks) -> dict[str, Any]:
    if quirks.enclosure_url:
        return {"url": address, "type": kind}
    return {"href": html.escape(address) if quirks.escaped_enclosures else address, "type": kind, "length": size}


def _body(item: ServedItem, quirks: Quirks) -> str:
    body = item.html
    if quirks.escaped_enclosures:
        for address, _, _ in item.enclosures:
            link = html.escape(address)
            body += (
                f'\n<figure class="enclosure">\n<p class="enclosure-content"><a href="{link}">{link}</a></p></figure>'
            )
    if quirks.body_limit and len(body.encode()) > quirks.body_limit:
        body = body.encode()[: quirks.body_limit].decode(errors="ignore")
    return body
