"""What scripts live on: ids from stdin, JSON of every command, and that what is gone stops nothing else."""

import io
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from cli.door import DATA, Result, Tuinews, Web
from tuinews.cli.command import GROUPS, load
from tuinews.cli.parser import Parser

WITHOUT_JSON = {"completion", "demo", "read", "serve", "tour"}
"""Commands that are for a person in front of a terminal or a browser, and one for shells."""

Piped = Callable[..., Result]


@pytest.fixture
def filled(tuinews: Tuinews, web: Web) -> Tuinews:
    tuinews("add", web.serve_portal())
    return tuinews


@pytest.fixture
def piped(filled: Tuinews, monkeypatch: pytest.MonkeyPatch) -> Piped:
    """Run a command with something on stdin."""

    def command(typed: str, *words: object) -> Result:
        monkeypatch.setattr(sys, "stdin", io.StringIO(typed))
        return filled(*words)

    return command


@pytest.mark.parametrize("name", [row.name for rows in GROUPS.values() for row in rows])
def test_every_command_can_print_json(name: str) -> None:
    row = next(row for rows in GROUPS.values() for row in rows if row.name == name)
    parser = Parser(prog=name)
    load(row).describe(parser)
    assert ("--json" in parser.format_help()) is (name not in WITHOUT_JSON)


@pytest.mark.parametrize(
    ("words", "keys"),
    [
        (("count",), "count"),
        (("mark", "star", 1), "changed entries sentence missing"),
        (("mark", "star", "--query", "title:ferry"), "changed entries sentence missing"),
        (("tag", 1, "+rivers"), "changed entries sentence missing"),
        (("tag", 1), "id user_tags tags"),
        (("undo",), "sentence entries"),
        (("redo",), "sentence entries"),
        (("remove", 1), "feeds entries missing"),
        (("import", DATA / "feeds.opml"), "added existed moved skipped views states cut renamed mutes rules dry_run"),
        (("config", "path"), "file"),
        (("config", "check"), "file exists usable errors warnings"),
        (("backup", "copy.db"), "path bytes with_settings"),
    ],
)
def test_what_a_command_did_is_one_document_with_these_keys(
    filled: Tuinews, words: tuple[object, ...], keys: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    result = filled(*words, "--json")
    assert result.code == 0, result.err
    assert list(result.json()) == keys.split()
    assert result.err == ""


def test_settings_and_a_feed_with_all_its_options_are_json(filled: Tuinews) -> None:
    assert filled("config", "show", "--json").json()["refresh"]["interval_minutes"] == 60
    options = ("--keep", 50, "--interval", "2h", "--hidden", "on", "--tags", "a,b", "--mark-read", "title:quiz")
    edited = filled(
        "edit", 1, *options, "--full-text", "on", "--probe", "off", "--user-agent", "Gull/1", "--json"
    ).json()
    assert filled("feeds", "--json").json() == [edited]
    told = {key: edited[key] for key in ("keep", "interval", "hidden", "tags", "mark_read", "full_text", "probe")}
    assert told == {
        "keep": 50,
        "interval": 7200,
        "hidden": True,
        "tags": ["a", "b"],
        "mark_read": "title:quiz",
        "full_text": True,
        "probe": False,
    }
    assert edited["user_agent"] == "Gull/1"


def test_config_check_tells_in_json_what_is_wrong(tuinews: Tuinews, home: Path) -> None:
    for text, usable in (
        ('[refresh]\nconcurrency = "x"\n', False),
        ("[refresh\n", False),
        ("[refresh]\nx = 1\n", True),
    ):
        (home / "config" / "config.toml").write_text(text)
        result = tuinews("config", "check", "--json")
        told = result.json()
        assert (told["usable"], result.code) == (usable, 0 if usable else 4)
        assert len(told["errors"] + told["warnings"]) == 1


def test_a_list_can_be_an_object_a_line(filled: Tuinews) -> None:
    assert filled("list", "--jsonl").objects() == filled("list", "--json").json()
    assert filled("list", "title:nothing", "--jsonl").out == ""


@pytest.mark.parametrize("typed", ["1\n2\n", "2 1", "\ufeff1\r\n2\r\n", "1\t2026\tCourier\tA ferry\n2\t2026\tx\ty\n"])
def test_ids_come_from_stdin(piped: Piped, typed: str) -> None:
    assert piped(typed, "mark", "read", "-", "--json").json()["entries"] == [1, 2]
    assert piped(typed, "tag", "-", "+rivers", "--json").json()["changed"] == 2
    assert {tags["id"] for tags in piped(typed, "tag", "-", "--json").objects()} == {1, 2}
    assert [article["id"] for article in piped("1 2", "show", "-", "--json").objects()] == [1, 2]
    assert piped(typed, "save", "-", "--to", "-").out.count("\n# ") + 1 == 2


def test_what_one_command_lists_another_one_takes(piped: Piped) -> None:
    listed = piped("", "list", "title:ferry").out
    assert piped(listed, "mark", "star", "-").code == 0
    assert piped("", "count", "is:starred").out == "1\n"
    assert "2 hours" in piped(piped("", "feeds").out, "edit", "-", "--interval", "2h").err
    assert piped(piped("", "feeds").out, "remove", "-", "--json").json()["feeds"][0]["id"] == 1


@pytest.mark.parametrize(
    "words",
    [
        ("mark", "read", "-"),
        ("tag", "-", "+x"),
        ("save", "-", "--to", "."),
        ("show", "-"),
        ("remove", "-"),
        ("tag", "-"),
    ],
)
def test_nothing_on_stdin_does_nothing(piped: Piped, words: tuple[str, ...]) -> None:
    result = piped("\n", *words)
    assert (result.code, result.out) == (0, "")
    assert "Stdin names nothing" in result.err
    assert piped("", "count", "is:unread").out == "2\n"


@pytest.mark.parametrize("words", [("list",), ("list", "--json"), ("count",), ("read", "--plain")])
def test_no_query_is_read_from_stdin(piped: Piped, words: tuple[str, ...]) -> None:
    result = piped("is:starred", *words, "-")
    assert (result.code, result.out, result.err.count("\n")) == (2, "", 1)
    assert "not read from stdin" in result.err
    assert piped("", *words, "ferry", "-", "keepers").code == 0, "titles have dashes"


@pytest.mark.parametrize(
    "words",
    [
        ("mark", "star", "77", "1", "https://example.org/gone"),
        ("tag", "77", "1", "https://example.org/gone", "+x"),
        ("save", "77", "1", "https://example.org/gone", "--to", "."),
        ("show", "77", "1", "https://example.org/gone"),
    ],
)
def test_an_entry_that_is_gone_stops_none_of_the_others(
    filled: Tuinews, words: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    result = filled(*words)
    assert result.code == 3
    assert "There is no entry 77, https://example.org/gone:" in result.err
    assert filled(*words, "--ignore-missing").code == 0
    assert filled("count", "is:starred OR tag:x").out == ("1\n" if words[0] in {"mark", "tag"} else "0\n")


def test_the_only_entry_gone_is_ignored_where_that_is_wished(filled: Tuinews) -> None:
    for words in (("show", "77"), ("mark", "star", "77"), ("tag", "77", "+x"), ("tag", "77"), ("save", "77")):
        assert filled(*words).code, words
        result = filled(*words, "--ignore-missing")
        assert (result.code, result.out) == (0, ""), words
        assert "77" not in result.err, words


def test_all_entries_gone_is_told_and_no_wrong_usage(filled: Tuinews) -> None:
    result = filled("mark", "read", "77", "--json")
    assert (result.code, result.json()["missing"], result.json()["changed"]) == (3, ["77"], 0)
    assert filled("mark", "read", "77", "ferry").code == 2, "what can be no entry is wrong usage, and nothing is done"


def test_a_feed_that_is_gone_stops_none_of_the_others(filled: Tuinews) -> None:
    assert filled("edit", "77", "1", "--keep", "9").code == 3
    assert filled("feeds", "--json").json()[0]["keep"] == 9
    assert filled("edit", "1", "77", "--title", "Same").code == 2
    assert filled("remove", "77", "1", "--ignore-missing").code == 0
    assert filled("feeds", "--json").json() == []


def test_feeds_that_are_all_gone_are_ignored_where_that_is_wished(filled: Tuinews) -> None:
    for words in (("remove", "77"), ("edit", "77", "--keep", "9"), ("refresh", "77")):
        assert filled(*words).code == 2
        result = filled(*words, "--ignore-missing")
        assert (result.code, result.err) == (0, ""), words
    assert len(filled("feeds", "--json").json()) == 1


def test_a_view_is_a_query_for_every_command_that_takes_one(filled: Tuinews) -> None:
    filled("views", "add", "Ferries", "title:ferry", "sort:oldest")
    assert filled("count", "view:ferries").out == "1\n"
    assert (
        filled("list", "-view:ferries", "--json").json()[0]["title"]
        != filled("list", "view:1", "--json").json()[0]["title"]
    )
    assert filled("count", "view:inbox").out == "2\n"
    filled("mark", "star", "--query", "view:ferries")
    assert filled("count", "view:Saved").out == filled("count", "view:Starred").out == "1\n"
    filled("views", "add", "Both", "view:ferries OR view:nosuch")
    assert filled("views", "--json").json()[1]["total"] == 1
    for words in (("list", "view:nosuch"), ("count", "-view:nosuch"), ("mark", "read", "--query", "view:nosuch")):
        result = filled(*words)
        assert (result.code, result.out, result.err.count("\n")) == (2, "", 1)
    assert filled("edit", "1", "--mark-read", "view:ferries").code == 2
