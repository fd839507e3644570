"""`note`: what the user wrote to an entry, by every way to come by it; and where else it is told."""

import io
from collections.abc import Callable
from pathlib import Path
from zipfile import ZipFile

import pytest

from cli.door import Tuinews, Web

Editor = Callable[[str], None]


@pytest.fixture
def filled(tuinews: Tuinews, web: Web) -> Tuinews:
    assert tuinews("add", web.serve_portal()).code == 0
    return tuinews


@pytest.fixture
def editor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Editor:
    """Have a shell script for an editor, which is started with an argument of its own before the file."""

    def have(script: str) -> None:
        place = tmp_path / "an editor"
        place.write_text(f"#!/bin/sh\nfile=$2\n{script}\n", "utf-8")
        place.chmod(0o755)
        monkeypatch.setenv("EDITOR", "false")
        monkeypatch.setenv("VISUAL", f"'{place}' -w")

    return have


def note(filled: Tuinews) -> str | None:
    found: str | None = filled("show", 1, "--json").json()["note"]
    return found


def test_a_note_is_written_read_and_taken_away(filled: Tuinews, monkeypatch: pytest.MonkeyPatch) -> None:
    assert note(filled) is None
    alone = filled("note", 1)
    assert (alone.code, alone.out) == (0, "")
    assert "--edit writes one" in alone.err.replace("`", "")
    assert filled("note", 1, "--text", "ask Mara\nsoon").err == "note written\n"
    assert filled("note", 1).out == "ask Mara\nsoon\n"
    monkeypatch.setattr("sys.stdin", io.StringIO("from stdin\n"))
    assert filled("note", 1, "-", "--json").json() == {"id": 1, "note": "from stdin", "changed": True}
    assert filled("list", "--json", "note:stdin").json()[0]["note"] == "from stdin"
    assert filled("count", "stdin").out == "1\n"
    assert filled("note", 1, "--remove").err == "note removed\n"
    assert filled("undo").code == 0
    assert note(filled) == "from stdin"
    assert "note removed" in filled("journal").out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("note", "-"), "Say which entry"),
        (("note", 99, "--text", "x"), "There is no entry 99"),
        (("note", 1, "such words"), "write --text"),
        (("note", 1, "-", "--edit"), "Say one way"),
        (("note", 1, "--text", " "), "--remove takes it away"),
        (("note", 1, "-"), "There are no words in that"),
        (("note", 1, "--text", "x" * 50_001), "50000 characters"),
        (("note", 1, "--text", "x", "--remove"), "not allowed with"),
    ],
)
def test_what_makes_no_note_is_told_and_leaves_the_one_there_is(
    filled: Tuinews, monkeypatch: pytest.MonkeyPatch, words: tuple[object, ...], said: str
) -> None:
    filled("note", 1, "--text", "kept")
    monkeypatch.setattr("sys.stdin", io.StringIO(""))
    result = filled(*words)
    assert (result.code in {1, 2}, said in result.err) == (True, True), result
    assert note(filled) == "kept"


def test_the_editor_gets_the_note_and_what_it_is_about(filled: Tuinews, editor: Editor, tmp_path: Path) -> None:
    filled("note", 1, "--text", "ask Mara")
    editor(f'cp "$file" {tmp_path}/seen; stat -c %a "$(dirname "$file")" > {tmp_path}/mode; sed -i s/Mara/Tom/ "$file"')
    assert filled("note", 1, "--edit").err == "note changed\n"
    assert note(filled) == "ask Tom"
    seen = (tmp_path / "seen").read_text("utf-8").splitlines()
    assert seen[0] == "ask Mara"
    assert filled("show", 1, "--json").json()["title"] in seen
    assert (tmp_path / "mode").read_text() == "700\n"
    editor(': > "$file"')
    assert filled("note", 1, "--edit").err == "note removed\n"


def test_what_is_written_below_what_the_note_is_to_is_kept(filled: Tuinews, editor: Editor) -> None:
    editor('echo "at the end" >> "$file"')
    assert filled("note", 1, "--edit").code == 0
    assert note(filled) == "at the end"


def test_what_was_written_in_an_editor_that_failed_is_not_lost(filled: Tuinews, editor: Editor) -> None:
    filled("note", 1, "--text", "kept")
    editor('echo precious > "$file"; exit 3')
    result = filled("note", 1, "--edit")
    assert (result.code, note(filled)) == (1, "kept")
    place = Path(result.err.strip().rpartition(" ")[2].rstrip("."))
    assert place.read_text("utf-8") == "precious\n"
    place.unlink()
    place.parent.rmdir()
    editor("exit 1")
    assert filled("note", 1, "--edit").err.strip().endswith("left with 1, so the note is as it was.")


def test_no_editor_waits_for_a_terminal_that_is_not_there(filled: Tuinews, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VISUAL", "/usr/bin/vim -n")
    assert "needs a terminal" in filled("note", 1, "--edit").err
    monkeypatch.setenv("VISUAL", "'vim")
    assert "quote is open" in filled("note", 1, "--edit").err
    monkeypatch.setenv("VISUAL", "/nowhere/at-all")
    assert "cannot be started" in filled("note", 1, "--edit").err


def test_files_have_the_note(filled: Tuinews, tmp_path: Path) -> None:
    filled("note", 1, "--text", "first <line>\n\n- *second*")
    written = {}
    for form in ("markdown", "html", "epub", "text", "note", "atom"):
        path = Path(filled("save", 1, "--format", form, "--to", f"{tmp_path}/").out.strip())
        written[form] = (
            ZipFile(path).read("EPUB/article-1.xhtml").decode() if form == "epub" else path.read_text("utf-8")
        )
    assert "> **My note**\n>\n> first <line>\n>\n> - *second*\n" in written["markdown"]
    assert '\nnote: "first <line>\\n\\n- *second*"\n' in written["note"]
    assert "> first <line>" in written["note"]
    for form in ("html", "epub"):
        assert "<p>first &lt;line&gt;</p><p>- *second*</p>" in written[form], form
    assert "&lt;p&gt;first &amp;lt;line&amp;gt;" in written["atom"]
    assert "\nMy note\n  first <line>\n\n  - *second*\n" in written["text"]
