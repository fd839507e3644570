"""Reads facts that extensions tell of an entry: episode, length, chapters, coordinates, what it answers.

Podcasting 2.0 (podcastindex.org/namespace/1.0), Podlove Simple Chapters, iTunes, Atom threading (RFC 4685), GeoRSS.
"""

import re
from collections.abc import Iterator

from tuinews.model.url import is_web
from tuinews.parse.formats.xml import Children, Element, attribute, children, first_text, words
from tuinews.parse.raw_feed import RawEntry

_NAMES = frozenset(
    {
        "itunes:season",
        "podcast:season",
        "itunes:episode",
        "podcast:episode",
        "itunes:duration",
        "podcast:chapters",
        "podcast:transcript",
        "psc:chapters",
        "thr:in-reply-to",
        "comments",
        "georss:point",
        "georss:where",
        "geo:lat",
        "geo:point",
    }
)
_CHAPTERS_LIMIT = 100
_CLOCK = re.compile(r"(?:(\d{1,3}):)?(\d{1,4}):(\d{1,2})(?:\.\d+)?\Z")
_POINT = re.compile(r"\s*(-?\d{1,3}(?:\.\d{1,12})?)[\s,]+(-?\d{1,3}(?:\.\d{1,12})?)\s*\Z")


def add_facts(item: RawEntry, found: Children) -> None:
    """Read an entry's facts into `item`."""
    if _NAMES.isdisjoint(found):
        return
    item.enclosures += [(attribute(e, "url"), attribute(e, "type"), "") for e in found.get("podcast:chapters", ())]
    item.enclosures += [(attribute(e, "url"), attribute(e, "type"), "") for e in found.get("podcast:transcript", ())]
    item.facts += [(name, value) for name, value in _facts(found) if value]


def _facts(found: Children) -> Iterator[tuple[str, str]]:
    yield "Season", first_text(found, "podcast:season", "itunes:season").strip()
    yield "Episode", first_text(found, "podcast:episode", "itunes:episode").strip()
    yield "Length", duration(first_text(found, "itunes:duration"))
    for answered in found.get("thr:in-reply-to", ()):
        yield "In reply to", (attribute(answered, "href") or attribute(answered, "ref")).strip()
    yield "Comments", next((said for e in found.get("comments", ()) if is_web(said := words(e).strip())), "")
    yield "Place", _place(found)
    for chapters in found.get("psc:chapters", ()):
        for chapter in children(chapters).get("psc:chapter", ())[:_CHAPTERS_LIMIT]:
            yield "Chapter", f"{duration(attribute(chapter, 'start'))} {attribute(chapter, 'title')}".strip()


def duration(text: str) -> str:
    """A duration in seconds or as a clock, as `1:02:03` or `2:03`; `""` for none."""
    said = text.strip()
    if said.isascii() and said.isdigit() and len(said) < 8:
        seconds = int(said)
    elif match := _CLOCK.match(said):
        seconds = int(match[1] or 0) * 3600 + int(match[2]) * 60 + int(match[3])
    else:
        return ""
    hours, rest = divmod(seconds, 3600)
    minutes = f"{rest // 60:02}:{rest % 60:02}" if hours else f"{rest // 60}:{rest % 60:02}"
    return f"{hours}:{minutes}" if hours else minutes


def _place(found: Children) -> str:
    """Latitude and longitude in degrees."""
    points = [words(e) for e in found.get("georss:point", ())]
    points += [words(e) for e in found.get("georss:where", ())]
    for where in ({"geo:lat": found.get("geo:lat", []), "geo:long": found.get("geo:long", [])}, *_inner(found)):
        points.append(f"{first_text(where, 'geo:lat')} {first_text(where, 'geo:long')}")
    return next((f"{match[1]}, {match[2]}" for point in points if (match := _POINT.match(point))), "")


def _inner(found: Children) -> list[Children]:
    elements: list[Element] = found.get("geo:point", [])
    return [children(element) for element in elements]
