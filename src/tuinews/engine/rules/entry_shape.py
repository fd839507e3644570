"""An entry as JSON: what the command line prints, and what programs of rules get on stdin."""

from typing import Any

from tuinews.model.clock import to_iso
from tuinews.model.entry import Entry


def entry_shape(entry: Entry) -> dict[str, Any]:
    """Return an entry without its texts."""
    return {
        "id": entry.id,
        "feed_id": entry.feed_id,
        "feed": entry.feed or None,
        "title": entry.title or None,
        "url": entry.url or None,
        "author": entry.author or None,
        "agency": entry.agency or None,
        "place": entry.dateline or None,
        "source": entry.source or None,
        "published": to_iso(entry.published),
        "updated": to_iso(entry.updated),
        "first_seen": to_iso(entry.first_seen),
        "tags": list(entry.tags),
        "user_tags": list(entry.user_tags),
        "related": [
            {"title": title or None, "url": url, "entry_id": entry_id} for title, url, entry_id in entry.related
        ],
        "enclosures": [{"url": url, "type": kind or None, "length": size} for url, kind, size in entry.enclosures],
        "images": list(entry.images),
        "lang": entry.lang or None,
        "read": entry.read,
        "starred": entry.starred,
        "later": entry.later,
        "reading_minutes": entry.minutes or None,
        "story_id": entry.story_id,
        "aged": to_iso(entry.aged),
        "note": entry.note or None,
    }
