"""Copies go to the desktop's clipboard where a program has it, and to the terminal where none has or it fails."""

from pathlib import Path

import pytest

from tuinews.ui.programs.clipboard import find_clipboard
from ui.conftest import Start

WAYLAND, X = {"WAYLAND_DISPLAY": "wayland-0", "DISPLAY": ":0"}, {"DISPLAY": ":0"}


def install(folder: Path, name: str, script: str = "exit 0") -> Path:
    program = folder / name
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(0o755)
    return program


def test_the_program_of_the_desktop_is_taken_and_none_without_a_desktop(tmp_path: Path) -> None:
    for name in ("wl-copy", "xclip", "xsel"):
        install(tmp_path, name)
    path = {"PATH": str(tmp_path)}
    assert find_clipboard(path) == ()
    assert find_clipboard(path | WAYLAND) == (str(tmp_path / "wl-copy"),)
    assert find_clipboard(path | X) == (str(tmp_path / "xclip"), "-selection", "clipboard", "-in")
    (tmp_path / "xclip").unlink()
    assert find_clipboard(path | X)[0] == str(tmp_path / "xsel")
    assert find_clipboard(X | {"PATH": str(tmp_path / "none")}) == ()


@pytest.mark.parametrize(("script", "through_terminal"), [("cat > {log}", False), ("exit 3", True)])
async def test_a_copy_goes_to_the_program_else_to_the_terminal(
    start: Start, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str, *, through_terminal: bool
) -> None:
    log = tmp_path / "log"
    install(tmp_path, "wl-copy", script.format(log=log))
    copied: list[str] = []
    async with start() as desk:
        desk.app.copy_to_clipboard = copied.append  # type: ignore[method-assign, assignment]
        monkeypatch.setenv("PATH", f"{tmp_path}:/bin:/usr/bin")
        monkeypatch.setenv("WAYLAND_DISPLAY", "wayland-0")
        await desk.press("y", "y")
        await desk.finish()
        assert copied == (["https://coast.example/1"] if through_terminal else [])
        assert log.exists() is not through_terminal
        if not through_terminal:
            assert log.read_text() == "https://coast.example/1"
