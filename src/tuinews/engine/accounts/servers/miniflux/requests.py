"""What is asked of Miniflux, as requests; nothing here is sent."""

import json
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from tuinews.engine.accounts.servers.api_client import MOST_BYTES, READ_SECONDS, WRITE_SECONDS
from tuinews.engine.accounts.servers.server import FieldChange, ItemField, ItemStream, ServerLogin
from tuinews.fetch import Request
from tuinews.fetch.request import Method

ApiQuery = Mapping[str, str | int]

STREAMS: Mapping[ItemStream, ApiQuery] = {
    ItemStream.ALL: {},
    ItemStream.UNREAD: {"status": "unread"},
    ItemStream.STARRED: {"starred": "true"},
}
"""How the ids of a stream are asked for; there are no labels."""


def make_get(login: ServerLogin, path: str, query: ApiQuery | None = None) -> Request:
    """Return a request that reads."""
    words = f"?{urlencode(query)}" if query else ""
    return _make(login, "GET", f"{path}{words}", None)


def make_change(login: ServerLogin, method: Method, path: str, value: Any = None) -> Request:
    """Return a request that changes something; all that we use may be sent twice."""
    return _make(login, method, path, value)


def make_edit(change: FieldChange) -> dict[str, Any]:
    """Return what sets a field of entries; a star is set, and never turned, so that it may be sent twice."""
    edit: dict[str, Any] = {"entry_ids": [int(kept) for kept in change.ids]}
    if change.field is ItemField.STARRED:
        return edit | {"starred": change.value}
    return edit | {"status": "read" if change.value else "unread"}


def make_probe(base: str) -> Request:
    """Return a request without a login, which Miniflux refuses in a way of its own."""
    return Request(f"{base}/v1/me", "api", max_bytes=MOST_BYTES, timeout=READ_SECONDS)


def _make(login: ServerLogin, method: Method, path: str, value: Any) -> Request:
    reads = method == "GET"
    return Request(
        f"{login.base}/v1/{path}",
        "api",
        method=method,
        body=b"" if value is None else json.dumps(value).encode(),
        content_type="application/json",
        headers=(("X-Auth-Token", login.token),) if login.token else (),
        auth=None if login.token else (login.user, login.password),
        max_bytes=MOST_BYTES,
        timeout=READ_SECONDS if reads else WRITE_SECONDS,
        harmless=True,
    )
