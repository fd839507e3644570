"""The raw fields that all formats read of feeds and entries, and what makes a `ParsedFeed` of them."""

import hashlib
import re
from dataclasses import dataclass, field

from tuinews.model.clock import DAY, HOUR, MINUTE
from tuinews.model.dates.field_date import parse_date
from tuinews.model.entry import Enclosure, Fact
from tuinews.model.feed import FeedCard
from tuinews.model.parsed import NO_ENTRIES, ParsedEntry, ParsedFeed
from tuinews.model.text import BODY_LIMIT, EMPTY, NAME_LIMIT, TITLE_LIMIT, URL_LIMIT, SafeText, safe_text
from tuinews.model.url import is_web, resolve
from tuinews.parse.field_text import (
    choose_fullest,
    first_words,
    people,
    person,
    picture_words,
    plain_text,
    tags,
    unwrap_cdata,
    with_breaks,
)
from tuinews.parse.links import PICTURES, file_name, mend_link, suffix, unescape_ampersands

LONGEST_TTL = 366 * DAY
"""Longest wait that is believed, in seconds."""

_USUAL = re.compile(r"https?://[A-Za-z0-9.-]+(?::\d{1,5})?(?:[/?#](?:[!#-%'-;=?-~]|&(?!amp;|#))*)?\Z")
"""Addresses that `resolve` would return as they are."""
_SCHEME = re.compile(r"\s*[A-Za-z][A-Za-z0-9+.-]*\s*:")
_NAME = re.compile(r"\s*(?:tag|urn):[!-~]+\s*\Z")
_PERIODS = {"hourly": HOUR, "daily": DAY, "weekly": 7 * DAY, "monthly": 30 * DAY, "yearly": 365 * DAY}
_DAYS = {name: n for n, name in enumerate(("mon", "tue", "wed", "thu", "fri", "sat", "sun"))}
_MOST = 200
"""Files, pictures and facts of an entry: what comes after them is dropped."""

_LARGEST_LENGTH = 2**63 - 1


@dataclass(slots=True)
class RawEntry:
    """An entry's fields as text, not checked yet."""

    guid: str = ""
    title: str = ""
    markup: bool = True
    """Whether the title may hold HTML (Atom says `type="text"` when not)."""
    link: str = ""
    authors: list[str] = field(default_factory=list)
    published: str = ""
    updated: str = ""
    bodies: list[str] = field(default_factory=list)
    """Full texts, as HTML."""
    summaries: list[str] = field(default_factory=list)
    """Shorter texts, as HTML."""
    base: str = ""
    """What its addresses are relative to, `""` for the feed's own address."""
    html_base: str = ""
    """The same for its texts."""
    tags: list[str] = field(default_factory=list)
    keywords: list[str] = field(default_factory=list)
    """Comma-separated lists of tags."""
    enclosures: list[tuple[str, str, str]] = field(default_factory=list)
    """Address, media type, length."""
    images: list[str] = field(default_factory=list)
    source: str = ""
    lang: str = ""
    facts: list[tuple[str, str]] = field(default_factory=list)
    """Names of ours, and what the publisher says."""


@dataclass(slots=True)
class RawFeed:
    """A feed's own fields as text, not checked yet."""

    format: str
    title: str = ""
    markup: bool = True
    link: str = ""
    tagline: str = ""
    editor: str = ""
    copyright: str = ""
    contact: str = ""
    lang: str = ""
    image: str = ""
    self_link: str = ""
    ttl: str = ""
    """Minutes."""
    period: str = ""
    frequency: str = ""
    skip_hours: list[str] = field(default_factory=list)
    skip_days: list[str] = field(default_factory=list)
    is_base: bool = False
    """Whether relative addresses start from the link, and not from where the feed came from."""


def finish(channel: RawFeed, items: list[RawEntry], url: str, base: str = "") -> ParsedFeed:
    """The feed that the raw fields describe; `url` is where it came from, `base` its declared base where it has one."""
    site = address(url, channel.link) if channel.is_base and url and not base else ""
    base = base or (site if is_web(site) else "") or url
    card = _card(channel, base)
    return ParsedFeed(
        format=channel.format,
        card=card,
        entries=tuple(_entry(item, base, card, site or url) for item in items),
        self_url=address(url if site else base, channel.self_link),
        ttl=_ttl(channel),
        skip_hours=frozenset(int(hour) % 24 for hour in channel.skip_hours if hour in _HOURS),
        skip_days=frozenset(_DAYS[day[:3].lower()] for day in channel.skip_days if day[:3].lower() in _DAYS),
        warning=EMPTY if items else NO_ENTRIES,
    )


_HOURS = frozenset({*map(str, range(25)), *(f"0{n}" for n in range(10))})


def address(base: str, href: str) -> str:
    """The absolute address of a link in a feed, or `""` when it is none that a reader can follow.

    Without a base to start from, a relative link is kept as it is: that is worth more than none.
    """
    if _USUAL.match(href) and len(href) <= URL_LIMIT:
        return href
    href = mend_link(href)
    if not href:
        return ""
    if base:
        return resolve(base, href)
    return resolve("", href) or ("" if _SCHEME.match(href) or href.startswith("//") else href.strip()[:URL_LIMIT])


def _card(channel: RawFeed, base: str) -> FeedCard:
    return FeedCard(
        title=safe_text(plain_text(channel.title, markup=channel.markup)),
        site_url=address(base, channel.link),
        tagline=safe_text(plain_text(channel.tagline)),
        editor=person(channel.editor),
        copyright=safe_text(plain_text(channel.copyright)),
        contact=safe_text(channel.contact, NAME_LIMIT),
        lang=_lang(channel.lang),
        image=address(base, channel.image),
    )


def _entry(item: RawEntry, base: str, card: FeedCard, undeclared: str) -> ParsedEntry:
    base = item.base or base
    html_base = item.html_base or base
    link = address(base, item.link)
    html = with_breaks(unwrap_cdata(choose_fullest(item.bodies, item.summaries)))[:BODY_LIMIT]
    title = safe_text(plain_text(item.title, markup=item.markup)) if item.title else EMPTY
    lang = _lang(item.lang) or card.lang
    return ParsedEntry(
        guid=_guid(item.guid),
        title=title or first_words(html) or _stand_in(item, html, link),
        url=link or _stand_in_url(item, card),
        author=people(item.authors) if item.authors else EMPTY,
        published=parse_date(item.published.strip(), lang),
        updated=parse_date(item.updated.strip(), lang),
        date_text=safe_text(item.published or item.updated, NAME_LIMIT),
        html=html,
        base=html_base if html_base != undeclared else link or card.site_url or undeclared,
        tags=tags(item.tags, item.keywords) if item.tags or item.keywords else (),
        enclosures=_enclosures(item, base) if item.enclosures else (),
        images=_images(item, base) if item.images or item.enclosures else (),
        source=safe_text(plain_text(item.source), NAME_LIMIT) if item.source else EMPTY,
        lang=lang,
        facts=_facts(item) if item.facts else (),
    )


def _facts(item: RawEntry) -> tuple[Fact, ...]:
    told = ((SafeText(name), safe_text(plain_text(value), TITLE_LIMIT)) for name, value in item.facts[:_MOST])
    return tuple(Fact(name, value) for name, value in told if value)


def _stand_in_url(item: RawEntry, card: FeedCard) -> str:
    """What stands for the address of an entry without one: its `tag:` or `urn:` id, or of an empty entry the site."""
    if _NAME.match(item.guid):
        return item.guid.strip()[:URL_LIMIT]
    return "" if item.guid or item.link or item.title or item.bodies or item.summaries else card.site_url


def _guid(written: str) -> str:
    """The id as published; of an endless one its beginning and a hash, so that it stays itself."""
    guid = unescape_ampersands(unwrap_cdata(written).strip())
    if len(guid) <= URL_LIMIT:
        return guid
    return guid[:1000] + hashlib.blake2b(guid.encode("utf-8", "replace"), digest_size=16).hexdigest()


def _stand_in(item: RawEntry, html: str, link: str) -> SafeText:
    """What an entry without title and words is called: its picture's description, its file, its address' end."""
    if said := picture_words(html):
        return said
    names = (*(url for url, _, _ in item.enclosures), *item.images, link)
    return next((name for url in names if (name := safe_text(file_name(url), TITLE_LIMIT))), EMPTY)


def _enclosures(item: RawEntry, base: str) -> tuple[Enclosure, ...]:
    found: dict[str, Enclosure] = {}
    for href, kind, length in item.enclosures[:_MOST]:
        url = address(base, href)
        if url and url not in found:
            found[url] = Enclosure(url, safe_text(kind.strip().lower(), NAME_LIMIT), _length(length))
    return tuple(found.values())


def _images(item: RawEntry, base: str) -> tuple[str, ...]:
    """The entry's own pictures, those that come as enclosures too."""
    sources = [
        *item.images[:_MOST],
        *(href for href, kind, _ in item.enclosures[:_MOST] if _is_picture(href, kind.strip().lower())),
    ]
    return tuple(dict.fromkeys(image for source in sources if (image := address(base, source))))


def _is_picture(href: str, kind: str) -> bool:
    return kind.startswith("image/") or (kind in _SAY_NOTHING and suffix(href) in PICTURES)


_SAY_NOTHING = frozenset({"", "application/octet-stream", "binary/octet-stream", "image"})
"""Media types that do not say what a file is."""


def _length(text: str) -> int | None:
    digits = text.strip().replace(",", "")
    if not digits.isascii() or not digits.isdigit() or len(digits) > 19:
        return None
    length = int(digits)
    return length if 0 < length <= _LARGEST_LENGTH else None


def _lang(text: str) -> SafeText:
    return safe_text(text.strip().replace("_", "-"), 35) if text else EMPTY


def _ttl(channel: RawFeed) -> int | None:
    """Seconds between polls: RSS `ttl` (minutes) or the syndication module's period divided by its frequency."""
    waits: list[int] = []
    if (minutes := channel.ttl.strip()).isascii() and minutes.isdigit() and len(minutes) < 10:
        waits.append(int(minutes) * MINUTE)
    if period := _PERIODS.get(channel.period.strip().lower()):
        times = channel.frequency.strip()
        waits.append(period // (max(1, int(times)) if times.isascii() and times.isdigit() and len(times) < 6 else 1))
    wait = max(waits, default=0)
    return min(wait, LONGEST_TTL) if wait > 0 else None
