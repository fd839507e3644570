"""Which items a stream of the Google Reader API has, in which order, page by page, with a server's quirks."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import NamedTuple

from servers.google_quirks import Quirks
from servers.loopback_server import Asked
from servers.server_library import ServedFeed, ServedItem, ServerLibrary

_TAG = re.compile(r"user/([^/]*)/(state/com\.google|label)/(.+)", re.DOTALL)
Test = Callable[[ServedItem], bool]


class StreamError(Exception):
    """The stream cannot be read: 500."""


class Page(NamedTuple):
    items: list[ServedItem]
    continuation: str = ""


def everything(_item: ServedItem) -> bool:
    return True


def nothing(_item: ServedItem) -> bool:
    return False


@dataclass
class Streams:
    """The streams of a library."""

    library: ServerLibrary
    quirks: Quirks

    def page(self, asked: Asked, stream: str | None = None) -> Page:
        """Return the page that a request asks for; raises StreamError."""
        test = self._filtered(asked, stream)
        found = [item for item in self.library.items.values() if test(item)]
        by_published = self.quirks.by_published
        found.sort(key=lambda item: (item.published if by_published else item.arrived, item.id), reverse=True)
        if asked.value("r") == "o":
            found.reverse()
        return self._cut(found, asked.values("n"), asked.value("c"))

    def feed_id(self, feed: ServedFeed) -> str:
        return f"feed/{feed.url}" if self.quirks.feed_url_ids else f"feed/{feed.id}"

    def find_feed(self, stream: str) -> ServedFeed | None:
        """Return the feed that a stream names, by number or by address."""
        name = stream.removeprefix("feed/")
        return next((f for f in self.library.feeds.values() if self.feed_id(f) == stream or f.url == name), None)

    def find(self, stream: str) -> Test:
        """Return what is in a stream."""
        if stream.startswith("feed/"):
            feed = self.find_feed(stream)
            return nothing if feed is None else (lambda item: item.feed == feed.id)
        parts = _TAG.fullmatch(stream)
        if parts is None:
            return self._unknown()
        user, kind, name = parts.groups()
        if self.quirks.only_dash and user != "-":
            return everything
        return self._label(name) if kind == "label" else self._state(name)

    def _state(self, name: str) -> Test:
        if name == "read" and self.quirks.read_stream_is_all:
            return everything
        known: dict[str, Test] = {
            "reading-list": everything,
            "read": lambda item: item.read,
            "starred": lambda item: item.starred,
        }
        return known.get(name) or self._unknown()

    def _label(self, name: str) -> Test:
        if not self.quirks.label_streams:
            raise StreamError(name)
        if name in self.library.folders or name == self.quirks.no_folder:
            feeds = {f.id for f in self.library.feeds.values() if (f.folder or self.quirks.no_folder) == name}
            return lambda item: item.feed in feeds
        return (lambda item: name in item.labels) if name in self.library.labels else self._unknown()

    def _unknown(self) -> Test:
        match self.quirks.unknown_stream:
            case "all":
                return everything
            case "empty":
                return nothing
            case _:
                raise StreamError

    def _filtered(self, asked: Asked, stream: str | None) -> Test:
        names = [stream] if stream is not None else asked.values("s") or [""]
        if len(names) > 1 and self.quirks.several_streams_error:
            raise StreamError
        tests = [self.find(name) for name in (names[-1:] if self.quirks.last_parameter_counts else names)]
        left_out, wanted = self._masks(asked, names[-1])
        if self.quirks.masks_cancel and left_out and wanted and "starred" in asked.value("it"):
            return everything
        timely = self._timely(asked)
        return lambda item: (
            any(test(item) for test in tests)
            and not any(test(item) for test in left_out)
            and all(test(item) for test in wanted)
            and timely(item)
        )

    def _masks(self, asked: Asked, stream: str) -> tuple[list[Test], list[Test]]:
        """Return what `xt` leaves out and what `it` wants."""
        quirks, left_out, wanted = self.quirks, asked.values("xt"), asked.values("it")
        if quirks.last_parameter_counts:
            left_out, wanted = left_out[-1:], wanted[-1:]
        ignored = (quirks.xt_ignored_for_starred and stream.endswith("/starred")) or (
            quirks.xt_ignored_for_feeds and stream.startswith("feed/")
        )
        if not quirks.xt_any:
            left_out = [tag for tag in left_out if tag.endswith("/state/com.google/read")]
        if not quirks.it_any:
            wanted = [tag for tag in wanted if tag.rpartition("/")[2] in {"read", "unread", "starred"}]
        return [] if ignored else self._tests(left_out), [] if quirks.it_ignored else self._tests(wanted)

    def _tests(self, tags: Iterable[str]) -> list[Test]:
        return [(lambda item: not item.read) if tag.endswith("/unread") else self._tag(tag) for tag in tags]

    def _tag(self, tag: str) -> Test:
        if tag.endswith("/state/com.google/read"):
            return lambda item: item.read
        return self.find(tag)

    def _timely(self, asked: Asked) -> Test:
        def moment(item: ServedItem) -> float:
            return item.published if self.quirks.by_published else item.arrived / 1e6

        bounds: list[Test] = []
        if since := asked.value("ot"):
            bounds.append(lambda item: moment(item) >= int(since))
        if until := asked.value("nt"):
            bounds.append(lambda item: moment(item) < int(until))
        if not bounds:
            return everything
        how = any if self.quirks.times_are_or else all
        return lambda item: how(test(item) for test in bounds)

    def _cut(self, found: list[ServedItem], asked_for: list[str], token: str) -> Page:
        """Return a page of what was found, from a continuation on."""
        start = self._start(found, token)
        size = self._size(asked_for)
        rest = found[start:]
        page = rest[:size] if size else rest
        if self.quirks.capped_at:
            return Page(page[: self.quirks.capped_at])
        more = len(rest) > len(page) or (self.quirks.token_at_end and len(page) == size) or not size
        if not page or not more:
            return Page(page)
        if self.quirks.stuck_continuation:
            return Page(page, "stuck")
        last = str(start + len(page)) if self.quirks.continuation == "offset" else str(page[-1].id)
        return Page(page, last)

    def _start(self, found: list[ServedItem], token: str) -> int:
        if not re.fullmatch(r"-?\d+", token):
            return 0
        if self.quirks.continuation == "offset":
            return int(token)
        number = int(token)
        last = self.library.items.get(number)
        for index, item in enumerate(found):
            if item.id == number:
                return index + 1
            if last is not None and (item.arrived, item.id) < (last.arrived, last.id):
                # its place is gone: whoever looks it up takes this one for it, and drops it
                return index + 1 if self.quirks.continuation == "lookup" else index
        return len(found)

    def _size(self, asked_for: list[str]) -> int:
        """Return how many a page has; 0 for all."""
        if not asked_for:
            return self.quirks.default_ids
        text = asked_for[-1]
        if not text.isdecimal() or not int(text):
            return 0 if self.quirks.bad_n_is_all else self.quirks.default_ids
        return min(int(text), self.quirks.most_ids) if self.quirks.most_ids else int(text)
