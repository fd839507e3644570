"""Notes: the user writes one in an editor or in a dialog, sees it in the article and in the list, and takes it back."""

from contextlib import nullcontext
from pathlib import Path

import pytest

from tuinews.ui.dialogs.text_box import TextBox
from tuinews.ui.interaction import Interaction
from tuinews.ui.paint.text.glyphs import UNICODE
from tuinews.ui.terminal.caret import find_caret
from ui.conftest import RunningReader, Start
from ui.fake_library import World

BAR = UNICODE.quote


def noted(world: World) -> dict[str, str]:
    """The notes of all articles, by titles."""
    return {str(a.entry.title): str(a.entry.note) for a in world.articles.values() if a.entry.note}


def note_lines(reader: RunningReader) -> list[str]:
    """What the open article shows of its note."""
    return [line.removeprefix(f"{BAR} ").rstrip() for line in reader.reading if line.startswith(BAR)]


@pytest.mark.parametrize("preset", ["vim", "newsboat", "gmail", "arrows"])
async def test_a_note_is_written_in_a_dialog_shown_and_taken_back(start: Start, world: World, preset: str) -> None:
    async with start(preset=preset) as reader:
        await reader.press("enter", "comma")
        box = reader.app.screen
        assert isinstance(box, TextBox)
        await reader.press(*"ask", "enter", *"Mara", "tab", *"j", "backspace", "backspace")
        caret = find_caret(box)
        assert caret is not None
        assert "Mara" in reader.painted.splitlines()[caret.y][: caret.x]
        await reader.press("ctrl+s")
        await reader.settle()
        title = reader.open_title
        assert noted(world) == {title: "ask\nMara"}
        assert note_lines(reader) == ["Your note", "ask", "Mara"]
        (row,) = (line for line in reader.painted.splitlines() if title[:20] in line and UNICODE.noted in line)
        assert row
        assert any("takes it back" in said for said in reader.told)
        await reader.press("z")
        await reader.settle()
        assert (noted(world), note_lines(reader)) == ({}, [])
        await reader.press("ctrl+y")
        await reader.settle()
        assert note_lines(reader) == ["Your note", "ask", "Mara"]


async def test_what_was_left_in_the_dialog_is_there_again_and_no_key_was_an_action(start: Start, world: World) -> None:
    async with start() as reader:
        await reader.press("comma", *"sQz", "escape")
        assert any("not kept yet" in said for said in reader.told)
        await reader.press("comma")
        assert isinstance(reader.app.screen, TextBox)
        assert reader.app.screen.text == "sQz"
        await reader.press("ctrl+s")
        await reader.settle()
        assert noted(world) == {reader.current: "sQz"}
        await reader.press("comma", "escape", "g", "n")
        await reader.settle()
        assert reader.titles == [reader.current]


async def test_a_note_that_is_too_long_is_told_and_stays_to_be_shortened(start: Start, world: World) -> None:
    async with start() as reader:
        await reader.press("comma")
        assert isinstance(reader.app.screen, TextBox)
        await reader.paste("x" * 50_001)
        await reader.press("ctrl+s")
        await reader.settle()
        assert (noted(world), any("shorten it" in said for said in reader.told)) == ({}, True)
        await reader.press("comma")
        assert isinstance(reader.app.screen, TextBox)
        assert len(reader.app.screen.text) == 50_001


async def test_the_editor_has_the_terminal_and_its_text_is_the_note(
    start: Start, world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    editor = tmp_path / "editor"
    editor.write_text(
        '#!/bin/sh\n[ "$FAIL" ] && exit 1\nprintf "from the editor\\n" | cat - "$1" > "$1+"\nmv "$1+" "$1"\n'
    )
    editor.chmod(0o755)
    monkeypatch.setenv("EDITOR", str(editor))
    monkeypatch.setattr(Interaction, "terminal_given_away", lambda _: nullcontext())  # there is none
    async with start() as reader:
        await reader.press("comma")
        await reader.settle()
        assert noted(world) == {reader.current: "from the editor"}
        await reader.press("comma")
        await reader.settle()
        assert noted(world) == {reader.current: "from the editor\nfrom the editor"}
        monkeypatch.setenv("FAIL", "1")
        await reader.press("comma")
        await reader.settle()
        assert any("left with 1" in said for said in reader.told)


async def test_words_behind_the_command_are_the_note(start: Start, world: World) -> None:
    async with start() as reader:
        await reader.press("colon", *"note call", "space", *"him", "enter")
        await reader.settle()
        assert noted(world) == {reader.current: "call him"}
        await reader.press("enter")
        await reader.settle()
        assert note_lines(reader) == ["Your note", "call him"]
        await reader.press("slash", *"call", "enter")
        await reader.settle()
        assert not any("not in this article" in said for said in reader.told)
