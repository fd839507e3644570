"""A server of Miniflux' own API for tests, from its documentation, with what versions do differently as switches."""

import base64
import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from servers.google_reader import PASSWORD, USER
from servers.loopback_server import Asked, LoopbackServer, Told
from servers.server_library import ServedFeed, ServedItem, ServerLibrary

NO_CONTENT = Told(b"", 204)
NOT_FOUND = Told(b'{"error_message":"Resource Not Found"}', 404)


@dataclass
class MinifluxServer(LoopbackServer):
    """Serves one user's library under `/v1`."""

    library: ServerLibrary = field(default_factory=ServerLibrary)
    user: str = USER
    password: str = PASSWORD
    key: str = "a-key"
    """What `X-Auth-Token` has to be."""
    keys: dict[str, str] = field(default_factory=dict)
    """Keys that clients made, with their descriptions."""
    gives_keys: bool = True
    switched_off: bool = False
    """The API is switched off: nothing is there."""
    lists_ids: bool = True
    """`entries/ids` is there, which it is since 2.3.2."""
    most_ids: int = 10_000
    most_entries: int = 1_000
    """Entries of a page; who asks for more is refused."""
    changes_hide: bool = False
    """`changed_after` is not known and says everything, as before 2.0.50."""

    @property
    def url(self) -> str:
        """The address that the paths follow."""
        return self.origin

    @property
    def categories(self) -> dict[str, int]:
        """The categories' ids, by their names."""
        return {name: number for number, name in enumerate(["All", *self.library.folders, *self._empty], 1)}

    def __post_init__(self) -> None:
        super().__post_init__()
        self._empty: list[str] = []

    def ignored(self, asked: Asked) -> Told:  # noqa: ARG002  as the class above says
        return NO_CONTENT

    def answer(self, asked: Asked) -> Told:
        if self.switched_off or not asked.path.startswith("/v1/"):
            return Told(b"<html>nothing</html>", 404, "text/html")
        login = base64.b64encode(f"{self.user}:{self.password}".encode()).decode()
        key = asked.headers.get("x-auth-token")
        if key not in {self.key, *self.keys} if key else asked.headers.get("authorization") != f"Basic {login}":
            refused = (("WWW-Authenticate", 'Basic realm="Restricted"'),)
            return Told(b'{"error_message":"Access Unauthorized"}', 401, headers=refused)
        return self._route(asked, asked.path.removeprefix("/v1/"))

    def _route(self, asked: Asked, path: str) -> Told:
        routes: dict[tuple[str, str], Callable[[Asked, str], Told]] = {
            ("GET", "me"): lambda *_: _json({"id": 1, "username": self.user, "is_admin": False}),
            ("GET", "api-keys"): lambda *_: _json(self._show_keys()),
            ("POST", "api-keys"): self._make_key,
            ("DELETE", r"api-keys/(\d+)"): self._delete_key,
            ("GET", "feeds"): lambda *_: _json([self._show_feed(feed) for feed in self.library.feeds.values()]),
            ("POST", "feeds"): self._add_feed,
            ("PUT", r"feeds/(\d+)"): self._edit_feed,
            ("DELETE", r"feeds/(\d+)"): self._remove_feed,
            ("GET", "categories"): lambda *_: _json([_category(*pair) for pair in self.categories.items()]),
            ("POST", "categories"): self._add_category,
            ("PUT", r"categories/(\d+)"): self._rename_category,
            ("GET", "entries"): self._entries,
            ("PUT", "entries"): self._edit_entries,
            ("GET", "entries/ids"): self._ids,
            ("GET", r"entries/(\d+)"): self._entry,
            ("PUT", r"entries/(\d+)/(?:bookmark|star)"): self._turn_star,
        }
        for (method, pattern), run in routes.items():
            found = re.fullmatch(pattern, path)
            if found and method == asked.method and (path != "entries/ids" or self.lists_ids):
                return run(asked, found[1] if found.groups() else "")
        return NOT_FOUND

    def _show_keys(self) -> list[dict[str, Any]]:
        pairs = {self.key: "made by the user", **self.keys}.items()
        return [{"id": number, "token": key, "description": words} for number, (key, words) in enumerate(pairs)]

    def _make_key(self, asked: Asked, _: str) -> Told:
        if not self.gives_keys:
            return Told(b'{"error_message":"no"}', 403)
        key = f"made-{len(self.keys)}"
        self.keys[key] = json.loads(asked.body)["description"]
        return _json({"id": len(self.keys), "token": key, "description": self.keys[key]}, 201)

    def _delete_key(self, _: Asked, number: str) -> Told:
        del self.keys[self._show_keys()[int(number)]["token"]]
        return NO_CONTENT

    def _show_feed(self, feed: ServedFeed) -> dict[str, Any]:
        name = feed.folder or "All"
        category = _category(name, self.categories[name])
        return {
            "id": feed.id,
            "feed_url": feed.url,
            "site_url": feed.site_url,
            "title": feed.title,
            "category": category,
        }

    def _add_feed(self, asked: Asked, _: str) -> Told:
        said = json.loads(asked.body)
        if any(feed.url == said["feed_url"] for feed in self.library.feeds.values()):
            return Told(b'{"error_message":"This feed already exists."}', 400)
        if "no-feed" in said["feed_url"]:
            return Told(b'{"error_message":"fetcher: resource not found (404 status code)"}', 500)
        feed = self.library.add_feed(said["feed_url"], folder=self._name(said.get("category_id", 1)))
        return _json({"feed_id": feed.id}, 201)

    def _name(self, category: int) -> str:
        name = next(name for name, number in self.categories.items() if number == category)
        return "" if name == "All" else name

    def _edit_feed(self, asked: Asked, number: str) -> Told:
        feed, said = self.library.feeds.get(int(number)), json.loads(asked.body)
        if feed is None:
            return NOT_FOUND
        feed.title = said.get("title", feed.title)
        feed.folder = self._name(said["category_id"]) if "category_id" in said else feed.folder
        return _json(self._show_feed(feed), 201)

    def _remove_feed(self, _: Asked, number: str) -> Told:
        if int(number) not in self.library.feeds:
            return NOT_FOUND
        self.library.remove_feed(int(number))
        return NO_CONTENT

    def _add_category(self, asked: Asked, _: str) -> Told:
        name = json.loads(asked.body)["title"]
        if name in self.categories:
            return Told(b'{"error_message":"This category already exists."}', 400)
        self._empty.append(name)
        return _json(_category(name, self.categories[name]), 201)

    def _rename_category(self, asked: Asked, number: str) -> Told:
        self.library.rename_folder(self._name(int(number)), json.loads(asked.body)["title"])
        return _json({}, 201)

    def _selected(self, asked: Asked) -> list[ServedItem]:
        tests: dict[str, Callable[[ServedItem, str], bool]] = {
            "status": lambda item, value: item.read == (value == "read"),
            "starred": lambda item, value: item.starred == (value == "true"),
            "after_entry_id": lambda item, value: item.id > int(value),
            "before_entry_id": lambda item, value: item.id < int(value),
            "changed_after": lambda item, value: self.changes_hide or item.updated > int(value),
        }
        wanted = [(tests[name], value) for name, value in asked.query if name in tests]
        found = [item for item in self.library.items.values() if all(test(item, value) for test, value in wanted)]
        return sorted(found, key=lambda item: item.id, reverse=asked.value("direction") != "asc")

    def _ids(self, asked: Asked, _: str) -> Told:
        found = self._selected(asked)
        size = min(int(asked.value("limit") or self.most_ids), self.most_ids)
        start = int(asked.value("offset") or "0")
        return _json({"total": len(found), "entry_ids": [item.id for item in found[start : start + size]]})

    def _entries(self, asked: Asked, _: str) -> Told:
        size = int(asked.value("limit") or "100")
        if size > self.most_entries:
            return Told(b'{"error_message":"invalid limit"}', 400)
        found = self._selected(asked)
        return _json({"total": len(found), "entries": [_show(item) for item in found[:size]]})

    def _entry(self, _: Asked, number: str) -> Told:
        item = self.library.items.get(int(number))
        return NOT_FOUND if item is None else _json(_show(item))

    def _edit_entries(self, asked: Asked, _: str) -> Told:
        said = json.loads(asked.body)
        if not said.get("entry_ids"):
            return Told(b'{"error_message":"the list of entries is empty"}', 400)
        for number in said["entry_ids"]:
            if (item := self.library.items.get(number)) is None:
                continue
            item.read = said["status"] == "read" if "status" in said else item.read
            item.starred = said.get("starred", item.starred)
            self.library.clock += 1
            item.updated = self.library.clock
        return NO_CONTENT

    def _turn_star(self, _: Asked, number: str) -> Told:
        item = self.library.items[int(number)]
        item.starred = not item.starred
        return NO_CONTENT


def _json(value: object, status: int = 200) -> Told:
    return Told(json.dumps(value).encode(), status)


def _category(name: str, number: int) -> dict[str, Any]:
    return {"id": number, "title": name, "user_id": 1}


def _moment(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, UTC).isoformat().replace("+00:00", "Z")


def _show(item: ServedItem) -> dict[str, Any]:
    files = [{"id": 1, "url": url, "mime_type": kind, "size": size} for url, kind, size in item.enclosures]
    return {
        "id": item.id,
        "feed_id": item.feed,
        "status": "read" if item.read else "unread",
        "title": item.title,
        "url": item.url,
        "published_at": _moment(item.published),
        "created_at": _moment(item.arrived / 1e6),
        "changed_at": _moment(item.updated),
        "content": item.html,
        "author": item.author,
        "starred": item.starred,
        "enclosures": files or None,
        "tags": list(item.categories),
    }
