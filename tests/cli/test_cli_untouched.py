"""The settings are the user's own file: only what the user changes of them is written, and nothing beside it."""

import errno
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from cli.door import Tuinews, Web
from tuinews.cli.upkeep.config import create_settings_file
from tuinews.config.load import render_default
from ui.real_terminal import reader

OWN = "# mine,   with blanks \n[refresh]\nat_start=false ;\n".replace(" ;", "   # a comment at the end") + (
    "while_open = false\nhost_gap_seconds = 0.0\n\n[look]\ntheme = 'nord'\n[keys.overrides]\n'down' = ['j','n']\n"
)
"""As no program would write it."""


@pytest.fixture
def config(home: Path, tmp_path: Path) -> Path:
    """A link to a file elsewhere, as those have it who keep their settings in a repository."""
    kept = tmp_path / "dotfiles" / "tuinews.toml"
    kept.parent.mkdir()
    kept.write_text(OWN, "utf-8")
    kept.chmod(0o640)
    os.utime(kept, ns=(10**18, 10**18))
    file = home / "config" / "config.toml"
    file.unlink()
    file.symlink_to(kept)
    return file


def state(file: Path) -> list[object]:
    """Everything that writing changes: of the link, of the file, and what lies beside both."""
    seen: list[object] = [file.read_bytes(), file.readlink()]
    for status in (file.lstat(), file.stat()):
        seen += [status.st_ino, stat.S_IMODE(status.st_mode), status.st_mtime_ns, status.st_size]
    return [*seen, *(sorted(one.name for one in place.parent.iterdir()) for place in (file, file.resolve()))]


@contextmanager
def untouched(file: Path) -> Iterator[None]:
    before = state(file)
    yield
    assert state(file) == before


def test_c2_no_command_writes_the_settings(
    tuinews: Tuinews, web: Web, config: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EDITOR", "true")
    portal = web.serve_portal()
    listed, copy = tmp_path / "feeds.opml", tmp_path / "copy.db"
    with untouched(config):
        for words in (
            ("add", portal, "--folder", "Coast"),
            ("edit", portal, "--title", "Coast", "--interval", "120"),
            ("refresh", "--force"),
            ("list",),
            ("show", "2", "--full"),
            ("mark", "star", "1"),
            ("undo",),
            ("topics",),
            ("views", "add", "Unread", "is:unread"),
            ("export", listed),
            ("import", listed),
            ("backup", copy),
            ("restore", copy),
            ("config", "show"),
            ("config", "check"),
            ("config", "path"),
            ("config", "edit"),
            ("keys",),
            ("doctor",),
            ("doctor", "--fix"),
            ("remove", portal),
            ("feeds", "--json"),
        ):
            result = tuinews(*words)
            assert result.code == 0, (words, result.err)


def test_c2_what_is_changed_in_the_reader_is_not_written_to_the_settings(
    tuinews: Tuinews, home: Path, web: Web, config: Path
) -> None:
    tuinews("add", web.serve_portal())
    with untouched(config), reader(home, size=(124, 40)) as terminal:
        terminal.until("▸ Inbox", "Enter opens the current")
        terminal.send("WWWww<<>>\\smLge")
        terminal.until("▸ All articles")
        for keys, title in ((":theme\r", "─ Theme ─"), ("?", "─ Help ─")):
            terminal.send(keys)
            terminal.until(title)
            terminal.send("\x1b[27u")
            terminal.until(gone=title)
        terminal.resize(80, 24)
        terminal.send("Q")
        assert terminal.end() == 0


def test_c2_a_theme_that_is_chosen_changes_its_own_line_alone(
    tuinews: Tuinews, home: Path, web: Web, config: Path
) -> None:
    tuinews("add", web.serve_portal())
    link, mode, beside = config.readlink(), stat.S_IMODE(config.stat().st_mode), state(config)[-2:]
    with reader(home, size=(124, 40)) as terminal:
        terminal.until("▸ Inbox")
        terminal.send(":theme rose-pine\r")
        terminal.until("The theme is rose-pine now.")
        terminal.send("Q")
        assert terminal.end() == 0
    assert config.read_text("utf-8") == OWN.replace("'nord'", '"rose-pine"')
    assert (config.readlink(), stat.S_IMODE(config.stat().st_mode), state(config)[-2:]) == (link, mode, beside)


def test_c2_what_other_programs_write_while_the_editor_is_open_stays(
    tuinews: Tuinews, config: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    editor = tmp_path / "editor"
    editor.write_text('#!/bin/sh\necho "# another program" >> "$1"\necho "# the editor" >> "$1"\n', "utf-8")
    editor.chmod(0o755)
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setenv("EDITOR", str(editor))
    assert tuinews("config", "edit").code == 0
    assert config.read_text("utf-8") == f"{OWN}# another program\n# the editor\n"
    assert config.is_symlink()
    assert config.stat().st_mode & 0o777 == 0o640


def test_c2_a_first_settings_file_is_whole_private_and_takes_no_other_ones_place(tmp_path: Path) -> None:
    file = tmp_path / "config" / "config.toml"
    os.umask(before := os.umask(0))
    os.umask(0)
    try:
        create_settings_file(file)
        assert file.read_text("utf-8") == render_default()
        assert (file.stat().st_mode & 0o777, file.parent.stat().st_mode & 0o777) == (0o600, 0o700)
        file.write_text("# came in between\n", "utf-8")
        create_settings_file(file)
    finally:
        os.umask(before)
    assert file.read_text("utf-8") == "# came in between\n"
    assert [one.name for one in file.parent.iterdir()] == ["config.toml"]


@pytest.mark.parametrize("code", [errno.EPERM, errno.EOPNOTSUPP])
def test_c2_a_first_settings_file_is_private_where_files_have_one_name_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    def no_links(*_: object, **__: object) -> None:
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr(os, "link", no_links)
    create_settings_file(file := tmp_path / "config.toml")
    assert (file.read_text("utf-8"), file.stat().st_mode & 0o777) == (render_default(), 0o600)
    assert list(tmp_path.iterdir()) == [file]


def test_c2_a_link_that_leads_to_no_settings_yet_stays_a_link(tmp_path: Path) -> None:
    file, kept = tmp_path / "config.toml", tmp_path / "dotfiles" / "tuinews.toml"
    file.symlink_to(kept)
    create_settings_file(file)
    assert file.is_symlink()
    assert kept.read_text("utf-8") == render_default()
