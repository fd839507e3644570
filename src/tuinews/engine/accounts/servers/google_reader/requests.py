"""What is asked of a server of the Google Reader API, as requests; nothing here is sent."""

from collections.abc import Iterable
from urllib.parse import quote, urlencode

from tuinews.engine.accounts.servers.api_client import MOST_BYTES, READ_SECONDS, WRITE_SECONDS
from tuinews.engine.accounts.servers.google_reader.item_ids import write_item_id
from tuinews.engine.accounts.servers.server import FieldChange, ItemField, ItemStream, ServerLogin
from tuinews.fetch import Request

READING_LIST = "user/-/state/com.google/reading-list"
READ = "user/-/state/com.google/read"
STARRED = "user/-/state/com.google/starred"

FormFields = Iterable[tuple[str, str]]


def label_stream(name: str) -> str:
    """Return the stream of a folder or a label."""
    return f"user/-/label/{name}"


def find_stream(stream: ItemStream, label: str) -> tuple[tuple[str, str], ...]:
    """Return how a stream's ids are asked for.

    The stream `read`, and `it` beside `xt`, are never used: some servers answer everything.
    """
    match stream:
        case ItemStream.ALL:
            return (("s", READING_LIST),)
        case ItemStream.UNREAD:
            return (("s", READING_LIST), ("xt", READ))
        case ItemStream.STARRED:
            return (("s", STARRED),)
        case ItemStream.LABEL:
            return (("s", label_stream(label)),)


def find_tag(change: FieldChange) -> tuple[str, str]:
    """Return the one field that says what a change does: a tag to add (`a`) or to remove (`r`)."""
    tags = {ItemField.READ: READ, ItemField.STARRED: STARRED, ItemField.LABEL: label_stream(change.label)}
    return "a" if change.value else "r", tags[change.field]


def make_login(base: str, user: str, password: str, app: str = "") -> Request:
    """Return the request for an auth token."""
    fields = (("Email", user), ("Passwd", password), ("client", "tuinews"), ("service", "reader"))
    return Request(
        f"{base}/accounts/ClientLogin",
        "api",
        method="POST",
        body=_encode((*fields, ("accountType", "HOSTED_OR_GOOGLE"))),
        headers=_app_headers(app),
        max_bytes=MOST_BYTES,
        timeout=READ_SECONDS,
        harmless=True,
    )


def make_probe(base: str) -> Request:
    """Return a request without a login, which a server of the API refuses in a way of its own."""
    return Request(f"{base}/reader/api/0/token", "api", max_bytes=MOST_BYTES, timeout=READ_SECONDS)


def make_get(login: ServerLogin, path: str, fields: FormFields = ()) -> Request:
    """Return a request that reads; `output=json` is asked for everywhere."""
    query = _encode((("output", "json"), *fields)).decode()
    return Request(
        f"{login.base}/reader/api/0/{path}?{query}",
        "api",
        headers=_headers(login),
        max_bytes=MOST_BYTES,
        timeout=READ_SECONDS,
    )


def make_post(login: ServerLogin, path: str, action_token: str, fields: FormFields, ids: Iterable[str] = ()) -> Request:
    """Return a request with a form: `T` and what is to be done before the ids, which some servers cut off."""
    form = (("T", action_token), *fields, *(("i", write_item_id(kept)) for kept in ids))
    return Request(
        f"{login.base}/reader/api/0/{path}",
        "api",
        method="POST",
        body=_encode(form),
        headers=_headers(login),
        max_bytes=MOST_BYTES,
        timeout=WRITE_SECONDS,
        harmless=True,
    )


def _encode(fields: FormFields) -> bytes:
    return urlencode(list(fields), quote_via=quote, safe="/-:,").encode()


def _headers(login: ServerLogin) -> tuple[tuple[str, str], ...]:
    return (("Authorization", f"GoogleLogin auth={login.token}"), *_app_headers(login.app))


def _app_headers(app: str) -> tuple[tuple[str, str], ...]:
    number, _, key = app.partition(":")
    return (("AppId", number), ("AppKey", key)) if app else ()
