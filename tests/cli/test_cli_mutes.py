import pytest

from cli.door import Tuinews, Web
from tuinews.cli.output import UNCHANGED
from tuinews.model.clock import from_iso


def test_mutes_are_added_listed_changed_and_removed(tuinews: Tuinews, web: Web) -> None:
    tuinews("add", web.serve_portal())
    whole = int(tuinews("count").out)
    assert tuinews("mutes").err.startswith("No mutes")

    preview = tuinews("mutes", "add", "ferry", "--preview", "--json").json()
    assert preview["hides"] == len(preview["sample"]) > 0
    assert int(tuinews("count").out) == whole
    added = tuinews("mutes", "add", "ferry", "--until", "7d", "--json").json()
    assert (added["id"], added["query"], added["hides"]) == (1, "ferry", preview["hides"])
    assert from_iso(added["until"]) is not None
    assert int(tuinews("count").out) == whole - added["hides"]
    assert int(tuinews("count", "is:muted").out) == added["hides"]

    edited = tuinews("mutes", "edit", 1, "--until", "never", "--json").json()
    assert (edited["query"], edited["until"]) == ("ferry", None)
    (listed,) = tuinews("mutes", "--json").json()
    assert {"id", "query", "until", "hides_30d"} <= listed.keys()
    assert tuinews("mutes", "remove", 1).err.startswith("Removed the mute ferry")
    assert int(tuinews("count").out) == whole
    tuinews("undo")
    assert int(tuinews("count", "is:muted").out) == added["hides"]


def test_a_mute_that_is_named_twice_is_removed_once(tuinews: Tuinews, web: Web) -> None:
    tuinews("add", web.serve_portal())
    tuinews("mutes", "add", "ferry")
    removed = tuinews("mutes", "remove", 1, 1)
    assert (removed.code, removed.err.count("Removed")) == (0, 1)


def test_what_is_so_already_is_said_to_be_unchanged_and_offers_nothing_to_undo(tuinews: Tuinews) -> None:
    tuinews("mutes", "add", "ferry")
    tuinews("rules", "add", "A", "--when", "x", "--do", "star")
    again = (
        ("mutes", "add", "ferry"),
        ("mutes", "edit", "1", "ferry"),
        ("mutes", "edit", "1", "--until", "never"),
        ("rules", "edit", "A", "--when", "x"),
        ("rules", "edit", "A", "--active", "on"),
        ("rules", "move", "A", "1"),
    )
    assert [tuinews(*words)[:] for words in again] == [(0, "", f"{UNCHANGED}\n")] * len(again)
    assert "takes it back" in tuinews("mutes", "add", "ferry", "--until", "7d").err
    assert tuinews("undo").err.startswith("Undone: mute of ferry edited")
    assert tuinews("undo").err.startswith("Undone: rule A added")


def test_a_whole_feed_is_muted_by_name(tuinews: Tuinews, web: Web) -> None:
    tuinews("add", web.serve_portal())
    mute = tuinews("mutes", "add", "--feed", "courier", "--json").json()
    assert (mute["query"], mute["feed_id"]) == ("feed:1", 1)
    assert int(tuinews("count").out) == 0


def test_a_feed_that_is_not_there_is_told(tuinews: Tuinews, web: Web) -> None:
    tuinews("add", web.serve_portal())
    added = tuinews("mutes", "add", "feed:nowhere", "quiz")
    assert (added.code, added.err.count("\n")) == (0, 2)
    assert "No feed is called “nowhere”" in added.err


@pytest.mark.parametrize(
    "words",
    [
        ("add",),
        ("add", ""),
        ("add", "odd:x"),
        ("add", "(cup"),
        ("add", "is:muted"),
        ("add", "fit:15m"),
        ("add", "cup", "--until", "yesterday"),
        ("add", "cup", "--until", "whenever"),
        ("add", "cup", "--feed", "nowhere"),
        ("edit", "1"),
        ("edit", "9", "cup"),
        ("remove", "9"),
        ("remove",),
        ("remove", "1", "--preview"),
        ("show",),
    ],
)
def test_what_is_no_mute_is_wrong_usage(tuinews: Tuinews, words: tuple[str, ...]) -> None:
    result = tuinews("mutes", *words)
    assert (result.code, result.out, result.err.count("\n")) == (2, "", 1)
    assert tuinews("mutes", "--json").json() == []
