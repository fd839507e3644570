"""`undo` and `redo` say what they take; whoever sits there is asked before it is a subscription."""

import io
import subprocess
import sys
from collections.abc import Callable
from functools import partial

import pytest

from cli.door import Result, Tuinews, Web
from cli.test_cli_feeds import Terminal

COURIER = "The Oribel Courier"


@pytest.fixture
def filled(tuinews: Tuinews, web: Web) -> Tuinews:
    assert tuinews("add", web.serve_portal()).code == 0
    return tuinews


def feeds(tuinews: Tuinews) -> list[str]:
    return [feed["title"] for feed in tuinews("feeds", "--json").json()]


def on_terminal(tuinews: Tuinews, monkeypatch: pytest.MonkeyPatch, answer: io.StringIO, *words: str) -> Result:
    """The command, with somebody there who answers."""
    with monkeypatch.context() as patched:
        patched.setattr(sys, "stdin", answer)
        patched.setattr(sys.stdout, "isatty", lambda: True)
        patched.setenv("TERM", "xterm")
        return tuinews(*words)


def test_a_script_undoes_without_a_question_and_reads_what_went(filled: Tuinews) -> None:
    filled("mark", "read", 1)
    filled("mark", "star", 1, 2)
    assert filled("undo").err == "Undone: 2 starred.\n"
    assert filled("undo").err == "Undone: 1 marked read (“Lighthouse keepers ask for a second lamp”).\n"
    gone = filled("undo")
    assert (gone.code, gone.err) == (0, f"Undone: subscribed to {COURIER}; it is gone with 2 entries.\n")
    assert feeds(filled) == []
    assert filled("redo").err == f"Done again: subscribed to {COURIER}; it is back with 2 entries.\n"
    assert feeds(filled) == [COURIER]
    assert [filled("redo").err.partition(":")[0] for _ in range(2)] == ["Done again"] * 2
    assert filled("redo").err == "There is nothing to redo.\n"


def test_on_a_terminal_yes_answers_in_advance(filled: Tuinews, monkeypatch: pytest.MonkeyPatch) -> None:
    result = on_terminal(filled, monkeypatch, Terminal("n\n"), "undo", "--yes")
    assert (result.code, result.err) == (0, f"Undone: subscribed to {COURIER}; it is gone with 2 entries.\n")
    assert feeds(filled) == []


@pytest.mark.parametrize(("answer", "left"), [("y\n", []), ("n\n", [COURIER]), ("\n", [COURIER]), ("", [COURIER])])
def test_on_a_terminal_it_is_asked(
    filled: Tuinews, monkeypatch: pytest.MonkeyPatch, answer: str, left: list[str]
) -> None:
    result = on_terminal(filled, monkeypatch, Terminal(answer), "undo")
    assert result.code == 0
    assert f"subscribed to {COURIER}; it is gone with 2 entries. Do it? (y/n)" in result.err
    assert ("Nothing was changed." in result.err) is bool(left)
    assert feeds(filled) == left


def another_program(*words: str) -> Callable[[], object]:
    """A command of another process, at the same home."""
    program = [sys.executable, "-m", "tuinews", *words]
    return partial(subprocess.run, program, check=True, capture_output=True, timeout=60)


class Slow(Terminal):
    """Somebody who takes so long to think that other programs change something: one before each answer."""

    def __init__(self, answers: str, *meanwhile: Callable[[], object]) -> None:
        super().__init__(answers)
        self._meanwhile = iter(meanwhile)

    def readline(self, size: int = -1, /) -> str:  # type: ignore[override]  # the stubs' own bases disagree
        next(self._meanwhile, lambda: None)()
        return super().readline(size)


@pytest.mark.parametrize(("answers", "left"), [("y\n", ["Second", COURIER]), ("y\ny\n", [COURIER])])
def test_what_came_after_the_question_is_not_taken_with_its_answer(
    filled: Tuinews, web: Web, monkeypatch: pytest.MonkeyPatch, answers: str, left: list[str]
) -> None:
    web.pages["/b.xml"] = web.pages["/feed.xml"]
    add = another_program("add", f"{web.base}/b.xml", "--title", "Second")
    result = on_terminal(filled, monkeypatch, Slow(answers, add), "undo")
    first, second = (part.split(";")[0] for part in result.err.split("This would undo: ")[1:])
    assert (first, second) == (f"subscribed to {COURIER}", "subscribed to Second")
    assert feeds(filled) == left


def test_a_mark_that_came_after_the_question_is_not_undone_with_its_answer(
    filled: Tuinews, monkeypatch: pytest.MonkeyPatch
) -> None:
    result = on_terminal(filled, monkeypatch, Slow("y\nn\n", another_program("mark", "star", "1")), "undo")
    assert "This would undo: 1 starred (“Lighthouse" in result.err
    assert filled("count", "is:starred").out == "1\n"
    assert feeds(filled) == [COURIER]


def test_redoing_a_removal_is_asked_about_too(filled: Tuinews, monkeypatch: pytest.MonkeyPatch) -> None:
    filled("remove", 1)
    assert filled("undo").err == f"Undone: unsubscribed from {COURIER}; it is back with 2 entries.\n"
    assert "Do it? (y/n)" in on_terminal(filled, monkeypatch, Terminal("n\n"), "redo").err
    assert feeds(filled) == [COURIER]
    assert filled("redo").code == 0
    assert feeds(filled) == []


def test_several_feeds_are_removed_and_brought_back_as_one(filled: Tuinews, web: Web) -> None:
    web.pages["/b.xml"] = web.pages["/feed.xml"]
    filled("add", f"{web.base}/b.xml", "--title", "Second")
    removed = filled("remove", "1", "Second")
    assert removed.err == (
        f"Removed {COURIER} and Second and 4 of their entries: `tuinews undo` brings all of that back.\n"
    )
    assert feeds(filled) == []
    assert filled("undo").err == f"Undone: unsubscribed from 2 feeds; {COURIER}, Second are back with 4 entries.\n"
    assert feeds(filled) == ["Second", COURIER]


def test_the_journal_lists_changes_and_each_is_undone_by_its_number(filled: Tuinews) -> None:
    filled("mark", "star", 1, 2)
    filled("mark", "read", 1)
    filled("edit", "1", "--folder", "Sea")
    edited, read, starred, _ = filled("journal", "--json").json()
    assert [edited["kind"], read["kind"], starred["kind"]] == ["edit", "mark", "mark"]
    assert filled("undo", starred["change"]).err == "Undone: 2 starred.\n"
    assert filled("count", "is:starred").out == "0\n"
    assert filled("count", "is:read").out == "1\n", "what came later stays"
    again = filled("undo", starred["change"])
    assert (again.code, again.err) == (2, "tuinews: “2 starred” is undone already.\n")
    assert filled("redo", starred["change"]).err == "Done again: 2 starred.\n"
    assert "2 starred" in filled("journal", "--limit", "3").out
    assert filled("undo", 999).code == 2


def test_what_a_later_change_touched_is_undone_after_that(filled: Tuinews) -> None:
    filled("mark", "star", 1)
    filled("mark", "unstar", 1)
    first = filled("journal", "--json").json()[1]["change"]
    refused = filled("undo", first)
    assert refused.code == 2
    assert "touches the same as “1 no longer starred”, which came later: undo" in refused.err
    assert filled("undo").code == filled("undo", first).code == 0
