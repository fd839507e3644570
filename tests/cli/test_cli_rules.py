import json
import sys
from pathlib import Path

import pytest

from cli.door import Tuinews, Web


def test_rules_do_what_they_say_to_entries_that_arrive(tuinews: Tuinews, web: Web) -> None:
    assert tuinews("rules").err.startswith("No rules")
    added = tuinews(
        "rules", "add", "Ferries", "--when", "title:ferry", "--do", "star", "--do", "tag", "harbour", "--json"
    )
    assert added.code == 0, added.err
    assert (added.json()["do"], added.json()["position"]) == (["star", "tag harbour"], 1)
    tuinews("rules", "add", "Quiet", "--when", "tag:harbour", "--do", "read,later")
    tuinews("add", web.serve_portal())

    (ferry,) = tuinews("list", "title:ferry", "--json").json()
    assert (ferry["starred"], ferry["read"], ferry["later"]) == (True, True, True)
    assert ferry["user_tags"] == ["harbour"]
    assert [rule["entries"] for rule in tuinews("rules", "--json").json()] == [1, 1]


def test_what_a_rule_did_is_taken_back_and_done_again(tuinews: Tuinews, web: Web) -> None:
    url = web.serve_portal()
    tuinews("add", url)
    tuinews("rules", "add", "Ferries", "--when", "ferry", "--do", "star tag harbour")
    whole = web.pages["/feed.xml"]
    tuinews("remove", "1")
    tuinews("undo")
    body = whole.body.replace(b"</channel>", b"<item><title>Another ferry</title><guid>new</guid></item></channel>")
    web.pages["/feed.xml"] = whole._replace(body=body)
    tuinews("refresh", "--force")
    assert int(tuinews("count", "is:starred").out) == 1

    undone = tuinews("undo")
    assert undone.err == "Undone: rule Ferries: 1 entry starred, tagged harbour (“Another ferry”).\n"
    assert int(tuinews("count", "is:starred OR tag:harbour").out) == 0
    tuinews("redo")
    assert int(tuinews("count", "is:starred tag:harbour").out) == 1


def test_a_dry_run_tells_what_would_have_been_done(tuinews: Tuinews, web: Web) -> None:
    tuinews("add", web.serve_portal())
    tuinews("mark", "star", "--query", "title:ferry")
    tuinews("rules", "add", "Ferries", "--when", "title:ferry", "--do", "star", "tag", "harbour")

    trial = tuinews("rules", "test", "ferries", "--json").json()

    assert trial["matches"] == len(trial["sample"]) == 1
    assert trial["would"] == [{"do": "star", "entries": 0}, {"do": "tag harbour", "entries": 1}]
    assert int(tuinews("count", "tag:harbour").out) == 0
    assert "Nothing was changed" in tuinews("rules", "test", "1").err


def test_rules_are_changed_ordered_let_rest_and_removed(tuinews: Tuinews) -> None:
    for name in ("A", "B", "C"):
        tuinews("rules", "add", name, "--when", "x", "--do", "star")
    assert tuinews("rules", "move", "C", 1, "--json").json()["position"] == 1
    assert [rule["name"] for rule in tuinews("rules", "--json").json()] == ["C", "A", "B"]
    edited = tuinews("rules", "edit", "a", "--name", "D", "--do", "read", "--active", "off", "--json").json()
    assert (edited["name"], edited["when"], edited["do"], edited["active"]) == ("D", "x", ["read"], False)
    tuinews("rules", "remove", "C")
    tuinews("undo")
    tuinews("undo")
    tuinews("undo")
    assert [(rule["name"], rule["do"]) for rule in tuinews("rules", "--json").json()] == [
        ("A", ["star"]),
        ("B", ["star"]),
        ("C", ["star"]),
    ]


def test_options_of_feeds_are_rules_as_well(tuinews: Tuinews, web: Web) -> None:
    tuinews("add", web.serve_portal())
    tuinews("edit", 1, "--mark-read", "title:ferry", "--full-text", "on")
    read, page = tuinews("rules", "--json").json()
    assert (read["when"], read["do"], read["feed_id"]) == ("title:ferry", ["read"], 1)
    assert page["do"] == ["full-text"]
    assert tuinews("rules", "test", read["name"], "--json").json()["matches"] == 1
    refused = tuinews("rules", "remove", read["name"])
    assert (refused.code, "tuinews edit 1 --mark-read" in refused.err) == (2, True)


def test_a_program_gets_the_entry_and_no_shell(tuinews: Tuinews, web: Web, tmp_path: Path) -> None:
    script, out = tmp_path / "keep.py", tmp_path / "kept.jsonl"
    script.write_text(
        f"import json, sys\nopen({str(out)!r}, 'a').write(json.dumps([sys.argv[1:], json.load(sys.stdin)]) + '\\n')\n"
    )

    run = f"run {sys.executable} {script} {{title}} '$HOME; {{feed}}'"
    assert tuinews("rules", "add", "Keep", "--when", "title:ferry", "--do", run).code == 0
    tuinews("add", web.serve_portal())
    tuinews("refresh", "--force")

    ((arguments, entry),) = [json.loads(line) for line in out.read_text().splitlines()]
    assert arguments == [entry["title"], f"$HOME; {entry['feed']}"]
    assert entry["rule"] == "Keep"
    assert entry.keys() > tuinews("list", "--json").json()[0].keys() - {"text"}


def test_a_program_that_fails_is_told_and_stops_nothing(tuinews: Tuinews, web: Web) -> None:
    added = tuinews("rules", "add", "Keep", "--when", "-zebra", "--do", "run", "no-such-program", "{url}")
    assert "There is no program no-such-program yet" in added.err
    result = tuinews("add", web.serve_portal())
    assert (result.code, "The rule Keep could not run its program: no-such-program" in result.err) == (0, True)
    (rule,) = tuinews("rules", "--json").json()
    assert "cannot be started" in rule["error"]
    assert rule["entries"] > 1
    assert result.err.count("no-such-program") == 1, "once for all entries"
    assert "rule Keep" in tuinews("doctor", "--json").out


@pytest.mark.parametrize(
    "words",
    [
        ("add",),
        ("add", "A"),
        ("add", "A", "--when", "x"),
        ("add", "A", "--do", "star"),
        ("add", "", "--when", "x", "--do", "star"),
        ("add", "7", "--when", "x", "--do", "star"),
        ("add", "A", "--when", "", "--do", "star"),
        ("add", "A", "--when", "(x", "--do", "star"),
        ("add", "A", "--when", "view:x", "--do", "star"),
        ("add", "A", "--when", "x fit:15m", "--do", "star"),
        ("add", "A", "--when", "x", "--do", "hide"),
        ("add", "A", "--when", "x", "--do", "tag"),
        ("add", "A", "--when", "x", "--do", "run"),
        ("add", "A", "--when", "x", "--do", "tag", "New", "York"),
        ("add", "A", "--when", "x", "--do", "run 'a"),
        ("add", "A", "B", "--when", "x", "--do", "star"),
        ("add", "There", "--when", "x", "--do", "star"),
        ("edit", "There"),
        ("edit", "There", "--when", "odd:x"),
        ("edit", "Nowhere", "--when", "x"),
        ("move", "There"),
        ("move", "There", "up"),
        ("remove", "Nowhere"),
        ("remove", "There", "--when", "x"),
        ("test", "Nowhere"),
        ("show", "There"),
    ],
)
def test_what_is_no_rule_is_wrong_usage(tuinews: Tuinews, words: tuple[str, ...]) -> None:
    tuinews("rules", "add", "There", "--when", "x", "--do", "star")
    before = tuinews("rules", "--json").json()
    result = tuinews("rules", *words)
    assert (result.code, result.out, result.err.count("\n")) == (2, "", 1), result.err
    assert tuinews("rules", "--json").json() == before


def test_mutes_and_rules_go_along_with_a_list(tuinews: Tuinews, web: Web, home: Path, tmp_path: Path) -> None:
    tuinews("add", web.serve_portal())
    tuinews("mutes", "add", "gannet", "--until", "2099-01-01")
    tuinews("mutes", "add", "quiz", "--feed", 1)
    tuinews("rules", "add", "Ferries", "--when", "ferry", "--do", "star", "tag", "New York")
    tuinews("rules", "add", "Keep", "--when", "ferry", "--do", "run cat {url}")
    exported = tmp_path / "all.json"
    tuinews("export", exported, "--json")
    mutes, rules = tuinews("mutes", "--json").json(), tuinews("rules", "--json").json()
    hidden = int(tuinews("count", "is:muted").out)

    again = tuinews("import", exported, "--json").json()
    assert (again["mutes"], again["rules"], again["existed"]) == (0, 0, 1)
    for name in ("mutes", "mutes", "rules", "rules"):
        tuinews(name, "remove", 1 if tuinews(name, "--json").json()[0]["id"] == 1 else 2)
    tried = tuinews("import", exported, "--dry-run", "--json").json()
    assert (tried["mutes"], tried["rules"], [skipped["line"] for skipped in tried["skipped"]]) == (
        2,
        2,
        ["program of Keep"],
    )
    assert tuinews("mutes", "--json").json() == tuinews("rules", "--json").json() == []
    taken = tuinews("import", exported)
    assert "2 mutes, 2 rules" in taken.err
    assert "program of Keep: It runs a program, so it rests" in taken.err

    assert [(m["query"], m["until"], m["feed_id"]) for m in tuinews("mutes", "--json").json()] == [
        (m["query"], m["until"], m["feed_id"]) for m in mutes
    ]
    assert [(r["name"], r["actions"]) for r in tuinews("rules", "--json").json()] == [
        (r["name"], r["actions"]) for r in rules
    ]
    assert [rule["active"] for rule in tuinews("rules", "--json").json()] == [True, False]
    assert int(tuinews("count", "is:muted").out) == hidden == 1
