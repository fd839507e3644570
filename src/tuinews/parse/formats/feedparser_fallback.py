"""Reads broken XML by feedparser: slower than our own readers, and it reads nearly everything."""

import io
import re
from typing import Any

from tuinews.model.parsed import ParsedFeed
from tuinews.parse.field_text import as_html, category, is_html
from tuinews.parse.raw_feed import RawEntry, RawFeed, finish

_NAME_LIMIT = 300
# feedparser looks for addresses in names with a pattern that takes quadratic time
_LONG_NAME = re.compile(
    r"(<(?:\w{1,20}:)?(?:author|name|creator|contributor|managingEditor|webMaster|publisher|email|owner)\b[^<>]{0,300}>"
    r"(?:<!\[CDATA\[)?[^<>\]]{300})[^<\]]+",
    re.IGNORECASE,
)


def read_with_feedparser(text: str, url: str) -> ParsedFeed:
    """The feed that feedparser reads in the document."""
    import feedparser

    tamed = _LONG_NAME.sub(r"\1", text)
    found = feedparser.parse(
        io.BytesIO(tamed.encode("utf-8", "replace")),
        response_headers={"content-type": "application/xml; charset=utf-8"},
        sanitize_html=False,
        resolve_relative_uris=False,
    )
    version = str(found.get("version") or "")
    atom = version.startswith("atom")
    items = [_item(entry, atom=atom) for entry in found.entries]
    card = found.feed
    if atom and (author := _text(card.get("author"))):
        for item in items:
            item.authors = item.authors or [author]
    return finish(_channel(card, _format(version)), items, url)


def _format(version: str) -> str:
    named = re.match(r"(rss|atom|cdf)(\d)(\d+)?", version)
    if named is None:
        return version or "rss"
    kind = "rdf" if version in {"rss10", "rss090"} else named[1]
    return f"{kind} {named[2]}.{'9' if version == 'rss090' else named[3] or '0'}"


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""


def _has_markup(found: Any) -> bool:
    return _text((found.get("title_detail") or {}).get("type")) != "text/plain"


def _channel(found: Any, name: str) -> RawFeed:
    links = [link for link in found.get("links") or [] if isinstance(link, dict)]
    image = found.get("image") or {}
    publisher = found.get("publisher_detail") or {}
    return RawFeed(
        format=name,
        title=_text(found.get("title")),
        markup=_has_markup(found) or not name.startswith("atom"),
        link=_text(found.get("link")),
        tagline=_text(found.get("subtitle")),
        editor=_text(found.get("author")),
        copyright=_text(found.get("rights")),
        contact=_text(found.get("publisher") if not name.startswith("atom") else publisher.get("email")),
        lang=_text(found.get("language")),
        image=_text(image.get("href")) or _text(found.get("logo")) or _text(found.get("icon")),
        self_link=next((_text(link.get("href")) for link in links if link.get("rel") == "self"), ""),
        ttl=_text(found.get("ttl")),
        period=_text(found.get("sy_updateperiod")),
        frequency=_text(found.get("sy_updatefrequency")),
    )


def _item(found: Any, *, atom: bool) -> RawEntry:
    published = _text(found.get("published")) or _text(found.get("created"))
    updated = _text(dict.get(found, "updated"))  # its own get makes one up from `published`
    return RawEntry(
        guid=_text(found.get("id")),
        title=_text(found.get("title")),
        markup=_has_markup(found),
        link=_text(found.get("link")),
        authors=[name for author in found.get("authors") or [] if (name := _author(author))],
        published=published or ("" if atom else updated),
        updated=updated if published or atom else "",
        bodies=_texts(found.get("content") or []),
        summaries=_texts([found.get("summary_detail") or {}]),
        tags=[_tag(tag) for tag in found.get("tags") or []],
        enclosures=_enclosures(found),
        images=_images(found),
        source=_text((found.get("source") or {}).get("title")),
        lang=_text((found.get("title_detail") or {}).get("language")),
    )


def _author(author: Any) -> str:
    return _text(author.get("name")) or _text(author.get("email")) or _text(author.get("href"))


def _tag(tag: Any) -> str:
    return category(_text(tag.get("term")), _text(tag.get("label")))


def _texts(details: list[Any]) -> list[str]:
    values = [(_text(detail.get("value")), _text(detail.get("type"))) for detail in details]
    return [
        value if kind != "text/plain" or is_html(value) else as_html(value) for value, kind in values if value.strip()
    ]


def _enclosures(found: Any) -> list[tuple[str, str, str]]:
    files = [
        (_text(e.get("href")), _text(e.get("type")), _text(e.get("length"))) for e in found.get("enclosures") or []
    ]
    media = [
        (_text(e.get("url")), _text(e.get("type")), _text(e.get("filesize")))
        for e in found.get("media_content") or []
        if _text(e.get("medium") or e.get("type")).partition("/")[0] in {"audio", "video", "application"}
    ]
    return files + media


def _images(found: Any) -> list[str]:
    pictures = [_text(e.get("url")) for e in found.get("media_thumbnail") or []]
    pictures += [_text(e.get("url")) for e in found.get("media_content") or [] if e.get("medium") == "image"]
    return [*pictures, _text((found.get("image") or {}).get("href"))]
