"""What changes of the Google Reader API do to a library, with a server's quirks."""

import re

from servers.google_quirks import Quirks
from servers.google_streams import StreamError, Streams, everything
from servers.loopback_server import Asked, Told
from servers.server_library import ServedFeed, ServedItem, ServerLibrary

OK = Told(b"OK", content_type="text/plain; charset=UTF-8")
BAD = Told(b"Bad Request!", 400, "text/plain")
TAG = re.compile(r"user/([^/]*)/(state/com\.google|label)/(.+)", re.DOTALL)


class EditError(Exception):
    """The whole change is refused: 500."""


def check_tags(tags: list[tuple[str, bool]], quirks: Quirks) -> None:
    """Raise EditError for a label where there are none."""
    if not quirks.labels and any("/label/" in tag for tag, _ in tags):
        raise EditError


def apply_tag(item: ServedItem, tag: str, library: ServerLibrary, quirks: Quirks, *, value: bool) -> bool:
    """Change an item, and return whether that had an effect."""
    parts = TAG.fullmatch(tag)
    if parts is None:
        return False
    user, kind, name = parts.groups()
    before = (item.read, item.starred, set(item.labels))
    if kind == "label":
        _apply_label(item, user, name.strip(), library, quirks, value=value)
    elif name == "starred":
        item.starred = value
    elif name == "read" and (value or item.arrived >= quirks.locked_before * 1_000_000):
        item.read = value
    elif name == "kept-unread" and value:
        item.read = False
    changed = before != (item.read, item.starred, item.labels)
    if changed:
        library.clock += 1
        item.updated = library.clock
    return changed


def _apply_label(
    item: ServedItem, user: str, name: str, library: ServerLibrary, quirks: Quirks, *, value: bool
) -> None:
    if name in library.folders:
        return
    if value:
        library.labels.add(name)
        item.labels.add(name)
    elif user == "-" or quirks.remove_label_by_name:
        item.labels.discard(name)


def mark_all(asked: Asked, streams: Streams) -> Told:
    """Mark a stream read up to a moment."""
    text = asked.value("ts") or "0"
    if not text.isdecimal():
        return BAD
    stream = asked.value("s")
    try:
        test = streams.find(stream)
    except StreamError:
        return BAD
    if "/state/com.google/" in stream and not stream.endswith("reading-list"):
        return OK
    if test is everything and "reading-list" not in stream:
        return BAD
    reaches = _reach(int(text), streams.quirks)
    for item in streams.library.items.values():
        moment = item.published * 1_000_000 if streams.quirks.by_published else item.arrived
        if test(item) and reaches(moment):
            item.read = True
    return OK


def _reach(ts: int, quirks: Quirks) -> "Reach":
    if not ts and quirks.ts_absent_is_all:
        return Reach(1 << 80, strict=True)
    match quirks.ts:
        case "us_or_seconds":
            return Reach(ts if ts >= 10**15 else ts * 1_000_000, strict=True)
        case "below":
            return Reach(ts, strict=True)
        case _:
            return Reach(ts, strict=False)


class Reach:
    """Up to which microsecond something reaches."""

    def __init__(self, until: int, *, strict: bool) -> None:
        self._until = until - 1 if strict else until

    def __call__(self, moment: int) -> bool:
        return moment <= self._until


def _label(stream: str) -> str:
    parts = TAG.fullmatch(stream)
    return parts[3] if parts is not None and parts[2] == "label" else ""


def rename(asked: Asked, library: ServerLibrary, quirks: Quirks) -> Told:
    """Rename a folder or a label."""
    old, new = _label(asked.value("s")), _label(asked.value("dest"))
    if not new or not (old in library.folders or old in library.labels):
        return Told(b"Bad Request!", quirks.unknown_name, "text/plain")
    if new in library.folders or new in library.labels:
        return OK if quirks.silent_edits else BAD
    if old in library.folders:
        library.rename_folder(old, new)
        return OK
    library.labels.add(new)
    for item in library.items.values():
        if old in item.labels:
            item.labels.add(new)
    library.remove_label(old)
    return OK


def disable(asked: Asked, library: ServerLibrary, quirks: Quirks) -> Told:
    """Delete a folder, whose feeds stay, or a label."""
    name = _label(asked.value("s"))
    if name in library.folders:
        library.rename_folder(name, "")
    elif name in library.labels:
        library.remove_label(name)
    else:
        return Told(b"Bad Request!", quirks.unknown_name, "text/plain")
    return OK


def quickadd(asked: Asked, streams: Streams) -> dict[str, object]:
    """Subscribe to an address."""
    url = asked.value("quickadd").removeprefix("feed/")
    if not url.startswith(("http://", "https://")) or "no-feed" in url:
        return {"numResults": 0, "error": "no feed is there"}
    feed = streams.library.add_feed(url)
    return {"numResults": 1, "query": url, "streamId": streams.feed_id(feed), "streamName": feed.title}


def edit_feed(asked: Asked, streams: Streams) -> Told:
    """Subscribe to, edit or remove a feed."""
    action, stream = asked.value("ac"), asked.value("s")
    if action == "subscribe":
        feed: ServedFeed | None = streams.library.add_feed(stream.removeprefix("feed/"))
    else:
        feed = streams.find_feed(stream)
    if feed is None:
        return BAD
    if action == "unsubscribe":
        streams.library.remove_feed(feed.id)
        return OK
    feed.title = asked.value("t") or feed.title
    added, removed = _label(asked.value("a")), _label(asked.value("r"))
    if removed == feed.folder:
        feed.folder = ""
    if added:
        feed.folder = "" if added == streams.quirks.no_folder else added
    return OK
