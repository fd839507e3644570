"""A server of the Google Reader API for tests and benchmarks, with every quirk of real ones as a switch.

`python tests/servers/serve.py` serves one as a program.
"""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

from servers.google_edits import EditError, apply_tag, check_tags, disable, edit_feed, mark_all, quickadd, rename
from servers.google_items import BadIdError, long_id, name_text, read_id, short_id, show_item
from servers.google_quirks import STRICT, Quirks
from servers.google_streams import StreamError, Streams
from servers.loopback_server import Asked, LoopbackServer, Told
from servers.server_library import ServedItem, ServerLibrary

USER, PASSWORD = "alice", "pass word&+=ü"
OK = Told(b"OK", content_type="text/plain; charset=UTF-8")
BAD = Told(b"Bad Request!", 400, "text/plain")


@dataclass
class GoogleReaderServer(LoopbackServer):
    """Serves one user's library."""

    quirks: Quirks = STRICT
    library: ServerLibrary = field(default_factory=ServerLibrary)
    user: str = USER
    password: str = PASSWORD
    logins: int = 0
    """How often somebody logged in."""
    applied: list[tuple[str, str, int]] = field(default_factory=list)
    """The tag that was added to (`+`) or removed from (`-`) an item, with effect, in order."""
    token: str = "alice/8e6845e089457af25303abc6f53356eb60bdb5f8"

    @property
    def url(self) -> str:
        """The address that the paths follow."""
        return self.origin + self.quirks.base

    def set(self, **switches: Any) -> None:
        """Turn switches."""
        self.quirks = replace(self.quirks, **switches)

    def expire(self) -> None:
        """Let the auth token expire."""
        self.token += "x"

    def answer(self, asked: Asked) -> Told:
        path = asked.path.removeprefix(self.quirks.base)
        if refusal := self._turn_away(asked, path):
            return refusal
        if path == "/accounts/ClientLogin":
            return self._login(asked)
        asked = self._as_read(asked)
        return self._refuse(asked, path) or self._route(asked, path.removeprefix("/reader/api/0/"))

    def _turn_away(self, asked: Asked, path: str) -> Told | None:
        """Return what the web server in front says, if so."""
        quirks = self.quirks
        ours = path.startswith("/reader/api/0/") or path == "/accounts/ClientLogin"
        if asked.path.startswith(quirks.base) and quirks.switched_off:
            return OK if path in {"", "/"} else Told(b"Service Unavailable!", 503, "text/plain")
        if not asked.path.startswith(quirks.base) or not ours:
            return Told(b"<html>Not found</html>", 404, "text/html")
        if quirks.most_accepted and len(asked.body) > quirks.most_accepted:
            return Told(b"<html>Request Entity Too Large</html>", 413, "text/html")
        if sum(len(name) + len(value) + 2 for name, value in asked.query) > quirks.longest_target:
            return Told(b"<html>Request-URI Too Large</html>", 414, "text/html")
        return None

    def _as_read(self, asked: Asked) -> Asked:
        """Return the request as far as the server reads its body."""
        body = asked.body[: self.quirks.most_body] if self.quirks.most_body else asked.body
        most = self.quirks.most_variables
        if most and body.count(b"&") >= most:
            # the ids are taken from the body itself, and are all there
            parts = body.split(b"&")
            body = b"&".join([*parts[:most], *(part for part in parts[most:] if part.startswith(b"i="))])
        return asked._replace(body=body)

    def _login(self, asked: Asked) -> Told:
        if (asked.value("Email"), asked.value("Passwd")) != (self.user, self.password):
            return self._unauthorised(login=True)
        self.logins += 1
        lines = f"SID={self.token}\nLSID=null\nAuth={self.token}\n"
        return Told(lines.encode(), content_type="text/plain; charset=UTF-8")

    def _unauthorised(self, *, login: bool = False) -> Told:
        header = ((self.quirks.bad_token_header, "true"),)
        if login and self.quirks.json_refusals:
            return Told(b'{"error_message":"Access Unauthorized"}', 401, headers=header)
        return Told(b"Unauthorized!", 401, "text/plain", header)

    def _refuse(self, asked: Asked, path: str) -> Told | None:
        """Return why a request is not taken, if so."""
        quirks, posted = self.quirks, asked.method == "POST"
        if posted and quirks.token_is_auth:
            return None if asked.value("T") == self.token else self._unauthorised()
        header = asked.headers.get("authorization", "")
        if header != f"GoogleLogin auth={self.token}" and (
            quirks.strict_header or header.lower() != f"googlelogin auth={self.token}"
        ):
            return self._unauthorised()
        token = asked.value("T")
        checked = posted and path.endswith(("edit-tag", "mark-all-as-read", "rename-tag", "disable-tag"))
        if checked and quirks.token_if_given and token not in {"", "x", self._action_token()}:
            return self._unauthorised()
        if posted and quirks.token_required and "contents" not in path and token != self._action_token():
            return self._unauthorised()
        return None

    def _action_token(self) -> str:
        return self.token if self.quirks.token_is_auth else "8e6845e089457af25303abc6f53356eb60bdb5f8ZZZZZ"

    def _route(self, asked: Asked, path: str) -> Told:
        if path.startswith("stream/contents") and self.quirks.contents_by_stream:
            return self._stream_contents(asked, path.removeprefix("stream/contents").lstrip("/"))
        routes: dict[str, Callable[[Asked], Told]] = {
            "token": lambda _: Told(f"{self._action_token()}\n".encode(), content_type="text/plain"),
            "user-info": lambda _: self._json({"userId": "1", "userName": self.user, "userEmail": ""}),
            "subscription/list": self._subscriptions,
            "tag/list": self._tags,
            "unread-count": self._counts,
            "stream/items/ids": self._ids,
            "stream/items/contents": self._contents,
            "edit-tag": self._edit_tag,
            "mark-all-as-read": lambda asked: mark_all(asked, self._streams),
            "rename-tag": lambda asked: rename(asked, self.library, self.quirks),
            "disable-tag": lambda asked: disable(asked, self.library, self.quirks),
            "subscription/quickadd": lambda asked: self._json(quickadd(asked, self._streams)),
            "subscription/edit": lambda asked: edit_feed(asked, self._streams),
        }
        lists = {"subscription/list", "tag/list", "unread-count"}
        if path in lists and self.quirks.output_needed and asked.value("output") != "json":
            return Told(b"Not Implemented!", 501, "text/plain")
        if path in routes and (path != "unread-count" or self.quirks.counts):
            return routes[path](asked)
        return self._json([]) if self.quirks.unimplemented == "[]" else BAD

    def _json(self, value: object) -> Told:
        kind = "text/html; charset=UTF-8" if self.quirks.text_html else "application/json"
        return Told(json.dumps(value).encode(), content_type=kind)

    @property
    def _streams(self) -> Streams:
        return Streams(self.library, self.quirks)

    def _label(self, name: str) -> str:
        return f"user/{self.quirks.user_number}/label/{name}"

    def _subscriptions(self, _asked: Asked) -> Told:
        shown = []
        for feed in self.library.feeds.values():
            folder = feed.folder or self.quirks.no_folder
            shown.append(
                {
                    "id": self._streams.feed_id(feed),
                    "title": name_text(feed.title, self.quirks),
                    "categories": [{"id": self._label(folder), "label": folder}] if folder else [],
                    "url": feed.url,
                    "htmlUrl": feed.site_url,
                    "iconUrl": "",
                }
            )
        return self._json({"subscriptions": shown})

    def _tags(self, _asked: Asked) -> Told:
        folders = set(self.library.folders)
        if self.quirks.no_folder and any(not feed.folder for feed in self.library.feeds.values()):
            folders.add(self.quirks.no_folder)
        tags: list[dict[str, str]] = [{"id": f"user/{self.quirks.user_number}/state/com.google/starred"}]
        for kind, names in (("folder", folders), ("tag", self.library.labels if self.quirks.labels else set())):
            said = {"type": kind} if self.quirks.tag_types else {}
            tags += [{"id": self._label(name), **said} for name in sorted(names)]
        return self._json({"tags": tags})

    def _counts(self, _asked: Asked) -> Told:
        return self._json({"max": len(self.library.items), "unreadcounts": []})

    def _ids(self, asked: Asked) -> Told:
        try:
            page = self._streams.page(asked)
        except StreamError:
            return Told(b'{"error_message":"internal error"}', 500)
        refs = [{"id": short_id(item.id, self.quirks)} for item in page.items]
        return self._json({"itemRefs": refs, **self._continuation(page.continuation)})

    def _continuation(self, token: str) -> dict[str, object]:
        if not token:
            return {}
        return {"continuation": int(token) if self.quirks.numeric_continuation else token}

    def _stream_contents(self, asked: Asked, stream: str) -> Told:
        if self.quirks.path_names_are_all and re.search(r"/label/.*[/+]", stream):
            stream = "user/-/state/com.google/reading-list"
        try:
            page = self._streams.page(asked, stream)
        except StreamError:
            return Told(b"Internal Server Error", 500, "text/plain")
        return self._json({"id": stream, "items": self._shown(page.items), **self._continuation(page.continuation)})

    def _contents(self, asked: Asked) -> Told:
        wanted = asked.values("i")
        if not wanted or (self.quirks.most_contents and len(wanted) > self.quirks.most_contents):
            return BAD
        try:
            numbers = {read_id(text, self.quirks) for text in wanted}
        except BadIdError:
            return BAD
        found = [item for item in self.library.items.values() if item.id in numbers]
        found.sort(key=lambda item: item.arrived, reverse=True)
        return self._json({"id": "user/-/state/com.google/reading-list", "updated": 0, "items": self._shown(found)})

    def _shown(self, items: list[ServedItem]) -> list[dict[str, Any]]:
        feeds = self.library.feeds
        name = self._streams.feed_id
        return [show_item(item, self.library, self.quirks, name(feeds[item.feed])) for item in items]

    def long_id(self, item: ServedItem) -> str:
        """Return an item's id as contents spell it."""
        return long_id(item.id, self.quirks)

    def _edit_tag(self, asked: Asked) -> Told:
        quirks = self.quirks
        if asked.method != "POST":
            return OK if quirks.get_edit_ok else BAD
        ids, added, removed = asked.values("i"), asked.values("a"), asked.values("r")
        if quirks.last_parameter_counts:
            added, removed = added[-1:], removed[-1:]
        if quirks.most_edits and len(ids) > quirks.most_edits:
            return BAD
        try:
            numbers = [read_id(text, quirks) for text in ids]
        except BadIdError:
            return BAD
        items = [self.library.items[number] for number in numbers if number in self.library.items]
        tags = [*((tag, True) for tag in added), *((tag, False) for tag in removed)]
        if not quirks.silent_edits and (not tags or len(items) < len(ids) or not ids):
            return BAD
        try:
            return self._apply(items, tags)
        except EditError:
            return Told(b'{"error_message":"internal error"}', 500)

    def _apply(self, items: list[ServedItem], tags: list[tuple[str, bool]]) -> Told:
        check_tags(tags, self.quirks)
        for tag, value in tags:
            for item in items:
                if apply_tag(item, tag, self.library, self.quirks, value=value):
                    self.applied.append((tag, "+" if value else "-", item.id))
        return OK
