"""The server of the tests has the quirks that were measured and documented: a kind one would prove nothing."""

import json
from collections.abc import Callable
from dataclasses import replace
from urllib.parse import quote

import pytest

from servers.google_quirks import BAZQUX, FRESHRSS, MINIFLUX, STRICT, THEOLDREADER, Quirks
from servers.google_reader import PASSWORD, USER, GoogleReaderServer
from servers.loopback_server import Asked, Fault, Told
from servers.server_library import START

Get = Callable[..., Told]
READING_LIST, STARRED = "user/-/state/com.google/reading-list", "user/-/state/com.google/starred"
READ = "user/-/state/com.google/read"
LONG = "tag:google.com,2005:reader/item/"


def _serve(quirks: Quirks, items: int = 10) -> GoogleReaderServer:
    """A server that is asked without a socket: items 0 to 2 are read, 3 starred, 4 labelled."""
    served = GoogleReaderServer(quirks=quirks)
    served.library.fill(items, 2)
    for index, item in enumerate(served.library.items.values()):
        item.read, item.starred = index < 3, index == 3
        if index == 4:
            item.labels.add("later")
            served.library.labels.add("later")
    return served


def _ask(served: GoogleReaderServer, path: str, fields: list[tuple[str, str]], *, post: bool = False) -> Told:
    body = "&".join(f"{name}={quote(value)}" for name, value in fields).encode() if post else b""
    asked = Asked(
        "POST" if post else "GET",
        f"{served.quirks.base}/reader/api/0/{path}",
        () if post else (("output", "json"), *fields),
        {"authorization": f"GoogleLogin auth={served.token}"},
        body,
    )
    told = served.respond(asked)
    assert told is not None
    return told[0]


def _ids(served: GoogleReaderServer, *fields: tuple[str, str]) -> list[int]:
    told = _ask(served, "stream/items/ids", list(fields))
    assert told.status == 200
    return [int(ref["id"]) for ref in json.loads(told.body)["itemRefs"]]


def _token(served: GoogleReaderServer) -> str:
    return _ask(served, "token", []).body.decode().strip()


def _edit(served: GoogleReaderServer, *fields: tuple[str, str]) -> Told:
    return _ask(served, "edit-tag", list(fields), post=True)


@pytest.mark.parametrize("fields", [
    [("s", READ)],
    [("s", "user/-/state/com.google/unread")],
    [("s", "")],
    [("s", "user/-/label/nobody")],
    [("s", "user/alice/label/later")],
    [("s", STARRED), ("s", READING_LIST)],
    [("s", READING_LIST), ("xt", STARRED)],
    [("s", READING_LIST), ("it", "user/-/label/later")],
    [("s", READING_LIST), ("it", STARRED), ("xt", READ)],
    [("s", READING_LIST), ("ot", str(START + 5)), ("nt", str(START + 8))],
    [("s", READING_LIST), ("n", "0")],
    [("s", READING_LIST), ("n", "all")],
])  # fmt: skip
def test_freshrss_answers_everything(fields: list[tuple[str, str]]) -> None:
    assert len(_ids(_serve(FRESHRSS), *fields)) == 10


def test_freshrss_is_right_where_it_is() -> None:
    served = _serve(FRESHRSS)
    assert len(_ids(served, ("s", READING_LIST), ("xt", READ))) == 7
    assert len(_ids(served, ("s", STARRED))) == 1
    assert len(_ids(served, ("s", "user/-/label/later"))) == 1
    assert len(_ids(served, ("s", "user/-/label/News"))) == 5
    assert len(_ids(served, ("s", READING_LIST), ("it", READ))) == 3
    assert _ids(served, ("s", "feed/999")) == []
    assert len(_ids(_serve(FRESHRSS, 30), ("s", READING_LIST))) == 20


def test_freshrss_loses_one_between_pages_that_change() -> None:
    served = _serve(FRESHRSS, 40)
    for item in served.library.items.values():
        item.read = False
    seen: set[int] = set()
    token = ""
    for _ in range(6):
        told = _ask(served, "stream/items/ids", [("s", READING_LIST), ("xt", READ), ("n", "10"), ("c", token)])
        page = json.loads(told.body)
        numbers = [int(ref["id"]) for ref in page["itemRefs"]]
        seen.update(numbers)
        for number in numbers:
            served.library.items[number].read = True
        token = page.get("continuation", "")
        if not token:
            break
    assert len(seen) == 37
    assert len(served.library.unread()) == 3


def test_a_page_of_exactly_n_has_a_continuation_at_freshrss_only() -> None:
    for quirks, more in ((FRESHRSS, True), (MINIFLUX, False), (STRICT, False)):
        told = _ask(_serve(quirks), "stream/items/ids", [("s", READING_LIST), ("n", "10")])
        assert ("continuation" in json.loads(told.body)) == more


@pytest.mark.parametrize(("count", "order", "done"), [
    (999, "Tai", True), (3_000, "Tai", True), (1_000, "iaT", True), (1_001, "iaT", False), (999, "Tia", True),
    (1_000, "Tia", False),
])  # fmt: skip
def test_freshrss_reads_1000_fields_of_a_form(count: int, order: str, done: bool) -> None:  # noqa: FBT001
    served = _serve(FRESHRSS, count)
    for item in served.library.items.values():
        item.read = False
    ids = [("i", served.long_id(item)) for item in served.library.items.values()]
    parts = {"T": [("T", _token(served))], "a": [("a", READ)], "i": ids}
    told = _edit(served, *(field for name in order for field in parts[name]))
    assert (told.status, told.body) == (200, b"OK")
    assert len(served.library.unread()) == (0 if done else count)


def test_freshrss_says_ok_to_what_it_does_not_do() -> None:
    served = _serve(FRESHRSS)
    item = next(iter(served.library.items.values()))
    for fields in ([("a", READ)], [("i", "1")], [("i", f"{LONG}0"), ("a", "user/-/state/com.google/x")],
                   [("i", served.long_id(item)), ("r", "user/alice/label/later")]):  # fmt: skip
        assert _edit(served, ("T", _token(served)), *fields).body == b"OK"
    assert _ask(served, "edit-tag", [("i", served.long_id(item)), ("a", STARRED)]).body == b"OK"
    assert not served.applied
    assert _edit(served, ("T", "wrong"), ("a", READ)).status == 401


def test_a_body_that_is_too_long_is_cut_or_refused() -> None:
    cut, refused = _serve(replace(FRESHRSS, most_body=500)), _serve(Quirks(most_accepted=500))
    for served, status in ((cut, 200), (refused, 413)):
        ids = [("i", served.long_id(item)) for item in served.library.items.values()]
        assert _edit(served, ("T", _token(served)), ("a", STARRED), *ids).status == status
    assert 1 < len(cut.library.starred()) < 10
    assert len(refused.library.starred()) == 1
    assert FRESHRSS.most_body == 1 << 20


@pytest.mark.parametrize(("ts", "unread"), [
    ("0", 0), (str(START + 5), 7), (str((START + 5) * 1_000), 7), (str((START + 5) * 10**9), 0),
    (str((START + 4) * 1_000_000 + 4), 5),
])  # fmt: skip
def test_freshrss_marks_up_to_a_microsecond(ts: str, unread: int) -> None:
    served = _serve(FRESHRSS)
    _ask(served, "mark-all-as-read", [("T", _token(served)), ("s", READING_LIST), ("ts", ts)], post=True)
    assert len(served.library.unread()) == unread


def test_miniflux_takes_milliseconds_for_seconds_and_marks_everything() -> None:
    served = _serve(MINIFLUX)
    fields = [("T", served.token), ("s", READING_LIST), ("ts", str(START * 1_000))]
    assert _ask(served, "mark-all-as-read", fields, post=True).body == b"OK"
    assert not served.library.unread()


def test_miniflux_has_only_what_it_has() -> None:
    served = _serve(MINIFLUX)
    for stream in ("user/-/label/News", "user/-/state/com.google/unread", ""):
        assert _ask(served, "stream/items/ids", [("s", stream)]).status == 500
    for path in ("unread-count", "stream/contents/feed/11", "subscription/export", "preference/list"):
        assert _ask(served, path, []).body == b"[]"
    item = next(iter(served.library.items.values()))
    label = [("T", served.token), ("a", "user/-/label/x"), ("a", READ), ("i", served.long_id(item))]
    assert _edit(served, *label).status == 500
    assert not served.applied
    assert _edit(served, ("T", ""), ("a", READ), ("i", served.long_id(item))).status == 401
    assert len(_ids(served, ("s", READING_LIST), ("it", STARRED), ("xt", READ))) == 7, "`it` is ignored"


def test_miniflux_reads_sixteen_digits_as_hex_and_refuses_short_hex() -> None:
    served = _serve(MINIFLUX)
    number = str(next(iter(served.library.items)))
    assert len(number) == 16
    wanted = [("T", served.token), ("output", "json"), ("i", number)]
    assert json.loads(_ask(served, "stream/items/contents", wanted, post=True).body)["items"] == []
    wanted[-1] = ("i", "abc")
    assert _ask(served, "stream/items/contents", wanted, post=True).status == 400


def test_items_are_spelt_as_each_server_does() -> None:
    for quirks in (FRESHRSS, MINIFLUX, THEOLDREADER, BAZQUX):
        served = _serve(quirks)
        feed = next(iter(served.library.feeds.values()))
        files = (("http://x.example/a?b=1&c=2", "audio/mpeg", 5),)
        item = served.library.add_item(feed, "A & <b>", categories=("topic", READ), enclosures=files)
        fields = [("T", _token(served)), ("output", "json"), ("i", served.long_id(item))]
        told = _ask(served, "stream/items/contents", fields, post=True)
        shown = json.loads(told.body)["items"][0]
        escaped = quirks is FRESHRSS
        assert (shown["title"] == "A ＆ ＜b＞") == escaped
        assert (READ in shown["categories"]) == escaped, "the publisher fakes a state"
        assert ("&amp;" in str(shown["enclosure"])) == escaped == ("enclosure" in shown["summary"]["content"])
        assert told.content_type.startswith("text/html") == escaped
        assert ("url" in shown["enclosure"][0]) == (quirks is MINIFLUX)


def test_a_resubscribed_feed_is_new_and_a_renamed_one_is_not() -> None:
    library = _serve(FRESHRSS).library
    feed = next(iter(library.feeds.values()))
    before = {item.id for item in library.items.values() if item.feed == feed.id}
    feed.url, feed.title = "http://feeds.example/moved", "Renamed"
    assert {item.id for item in library.items.values() if item.feed == feed.id} == before
    again = library.resubscribe(feed.id)
    after = {item.id for item in library.items.values() if item.feed == again.id}
    assert again.id != feed.id
    assert len(after) == len(before)
    assert not before & after
    assert after <= library.unread()


def test_a_backup_brings_old_ids_back() -> None:
    library = _serve(STRICT).library
    backup = library.backup()
    feed = next(iter(library.feeds.values()))
    added = library.add_item(feed)
    library.restore(backup)
    assert added.id not in library.items
    assert library.add_item(next(iter(library.feeds.values()))).id == added.id


def test_articles_that_are_too_old_cannot_be_made_unread_silently() -> None:
    served = _serve(Quirks(locked_before=START + 100))
    number = next(iter(served.library.items))
    fields = [("T", _token(served)), ("r", READ), ("i", f"{LONG}{number:016x}")]
    assert _edit(served, *fields).body == b"OK"
    assert number not in served.library.unread()


def test_a_locked_database_applies_half_and_says_ok() -> None:
    served = _serve(FRESHRSS)
    served.faults.append(Fault("edit-tag", "partial"))
    ids = [("i", served.long_id(item)) for item in served.library.items.values()]
    assert _edit(served, ("T", _token(served)), ("a", STARRED), *ids).body == b"OK"
    assert 1 < len(served.library.starred()) < 10


def test_a_label_with_a_slash_in_a_path_is_everything() -> None:
    served = _serve(FRESHRSS)
    served.library.labels.add("a/b")
    told = _ask(served, "stream/contents/user/-/label/a/b", [])
    assert len(json.loads(told.body)["items"]) == 10


def test_a_login_is_refused_in_each_servers_way() -> None:
    for quirks, header in ((FRESHRSS, "Google-Bad-Token"), (MINIFLUX, "X-Reader-Google-Bad-Token")):
        served = _serve(quirks)
        body = f"Email={USER}&Passwd={quote(PASSWORD)}".encode()
        path = f"{quirks.base}/accounts/ClientLogin"
        assert b"Auth=" in served.answer(Asked("POST", path, (), {}, body)).body
        refused = served.answer(Asked("POST", path, (), {}, body + b"x"))
        assert refused.status == 401
        assert (header, "true") in refused.headers
        assert (b"error_message" in refused.body) == (quirks is MINIFLUX)
