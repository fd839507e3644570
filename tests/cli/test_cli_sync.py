"""`sync`: from nothing to synced against a server of the tests, and what is said when that cannot be."""

import io
import json
import sys
from collections.abc import Iterator

import pytest

from cli.door import Tuinews
from servers.google_quirks import FRESHRSS, MINIFLUX
from servers.google_reader import PASSWORD, USER, GoogleReaderServer
from servers.loopback_server import Fault
from servers.server_library import ServerLibrary


@pytest.fixture
def server() -> Iterator[GoogleReaderServer]:
    with GoogleReaderServer(quirks=FRESHRSS, library=ServerLibrary().fill(4, feeds=2)) as made:
        yield made


@pytest.fixture(autouse=True)
def password(monkeypatch: pytest.MonkeyPatch) -> None:
    """What stands on stdin."""
    monkeypatch.setattr(sys, "stdin", io.StringIO(f"{PASSWORD}\n"))


def log_in(tuinews: Tuinews, server: GoogleReaderServer) -> int:
    result = tuinews("sync", "login", server.origin, "--user", USER)
    assert PASSWORD not in result.out + result.err
    return result.code


def test_from_login_to_marks_on_the_server(tuinews: Tuinews, server: GoogleReaderServer) -> None:
    assert log_in(tuinews, server) == 0
    status = json.loads(tuinews("sync", "status", "--json").out)
    assert status["last_sync"]
    assert {**status, "last_sync": None, "remarks": []} == {
        "kind": "freshrss",
        "server": server.url,
        "user": USER,
        "last_sync": None,
        "pending": 0,
        "unread": 4,
        "error": None,
        "remarks": [],
    }
    first, second, *_ = json.loads(tuinews("list", "--json").out)
    tuinews("mark", "read", str(first["id"]))
    tuinews("mark", "star", str(second["id"]))
    tuinews("tag", str(second["id"]), "+mine")
    assert json.loads(tuinews("sync", "status", "--json").out)["pending"] == 3
    pushed = json.loads(tuinews("sync", "now", "--json").out)
    assert (pushed["pushed"], pushed["error"]) == (3, None)
    items = {item.title: item for item in server.library.items.values()}
    assert items[first["title"]].read
    assert (items[second["title"]].starred, items[second["title"]].labels) == (True, {"mine"})
    again = json.loads(tuinews("sync", "now", "--json").out)
    assert (again["pulled"], again["pushed"]) == (0, 0)
    assert again["requests"] <= 8


def test_what_is_read_elsewhere_is_read_here(tuinews: Tuinews, server: GoogleReaderServer) -> None:
    log_in(tuinews, server)
    next(iter(server.library.items.values())).read = True
    assert json.loads(tuinews("sync", "now", "--json").out)["pulled"] == 1
    assert tuinews("count", "is:unread").out == "3\n"


def test_a_server_that_is_away_is_told_and_reading_goes_on(tuinews: Tuinews, server: GoogleReaderServer) -> None:
    log_in(tuinews, server)
    server.faults.append(Fault("subscription/list", times=-1))
    failed = tuinews("sync", "now", "--json")
    assert failed.code == 1
    error = json.loads(failed.out)["error"]
    assert error in failed.err
    assert json.loads(tuinews("sync", "status", "--json").out)["error"] == error
    assert error in tuinews("doctor").err
    assert tuinews("count", "is:unread").out == "4\n"


def test_logging_out_says_what_is_unsent_first(tuinews: Tuinews, server: GoogleReaderServer) -> None:
    log_in(tuinews, server)
    (first, *_) = json.loads(tuinews("list", "--json").out)
    tuinews("mark", "read", str(first["id"]))
    refused = tuinews("sync", "logout")
    assert (refused.code, "1 change" in refused.err) == (2, True)
    assert json.loads(tuinews("sync", "logout", "--keep", "--json").out)["unsent"] == 1
    assert tuinews("count").out == "4\n"
    assert json.loads(tuinews("sync", "status", "--json").out)["kind"] is None
    assert tuinews("sync", "now").code == 2


def test_a_new_password_is_given_by_logging_in_again(
    tuinews: Tuinews, server: GoogleReaderServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    log_in(tuinews, server)
    (first, *_) = json.loads(tuinews("list", "--json").out)
    tuinews("mark", "read", str(first["id"]))
    server.password, server.token = "new", "alice/new"
    assert tuinews("sync", "now").code == 1
    monkeypatch.setattr(sys, "stdin", io.StringIO("new\n"))
    assert tuinews("sync", "login", server.origin, "--user", USER).code == 0
    assert json.loads(tuinews("sync", "status", "--json").out)["pending"] == 0
    assert tuinews("sync", "login", server.origin, "--user", "bob").code == 2


def test_logging_out_can_remove_the_feeds(tuinews: Tuinews, server: GoogleReaderServer) -> None:
    log_in(tuinews, server)
    assert json.loads(tuinews("sync", "logout", "--remove", "--json").out)["feeds"] == 2
    assert json.loads(tuinews("feeds", "--json").out) == []


def test_a_wrong_password_is_one_sentence_and_leaves_nothing(tuinews: Tuinews, server: GoogleReaderServer) -> None:
    server.password = "another"
    result = tuinews("sync", "login", server.origin, "--user", USER)
    assert result.code == 1
    assert len(result.err.splitlines()) == 1
    assert json.loads(tuinews("sync", "status", "--json").out)["kind"] is None


def test_a_server_without_labels_keeps_later_marks_and_tags_here(tuinews: Tuinews) -> None:
    with GoogleReaderServer(quirks=MINIFLUX, library=ServerLibrary().fill(2, feeds=1)) as server:
        assert log_in(tuinews, server) == 0
        (first, *_) = json.loads(tuinews("list", "--json").out)
        tuinews("mark", "later", str(first["id"]))
        tuinews("tag", str(first["id"]), "+mine")
        assert json.loads(tuinews("sync", "now", "--json").out)["error"] is None
        assert "stay" in tuinews("sync", "status").out
        assert tuinews("count", "is:later tag:mine").out == "1\n"


@pytest.mark.parametrize(
    "words",
    [
        ("nonsense",),
        ("login",),
        ("login", "http://a.example", "more"),
        ("status", "--keep"),
        ("now", "--user", "ann"),
        ("logout", "--keep", "--remove"),
        ("login", "ftp://a.example", "--user", "ann"),
    ],
)
def test_wrong_words_are_one_sentence(tuinews: Tuinews, words: tuple[str, ...]) -> None:
    result = tuinews("sync", *words)
    assert (result.code, len(result.err.splitlines())) == (2, 1)
