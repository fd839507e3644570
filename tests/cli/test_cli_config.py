import tomllib
from pathlib import Path

import pytest

from cli.door import Tuinews


def _write(home: Path, text: str) -> None:
    (home / "config" / "config.toml").write_text(text)


def test_path_is_where_the_file_is(tuinews: Tuinews, home: Path) -> None:
    assert tuinews("config", "path").out == f"{home}/config/config.toml\n"


def test_show_is_toml_with_what_holds(tuinews: Tuinews) -> None:
    shown = tomllib.loads(tuinews("config", "show").out)
    assert shown["refresh"]["host_gap_seconds"] == 0.0
    assert shown["refresh"]["interval_minutes"] == 60


def test_check_accepts_a_right_file(tuinews: Tuinews) -> None:
    result = tuinews("config", "check")
    assert result.code == 0
    assert not result.err


def test_a_typo_is_a_warning_with_the_nearest_key_and_kills_nothing(tuinews: Tuinews, home: Path) -> None:
    _write(home, "[refresh]\nintervall_minutes = 30\n")
    for words in (("config", "check"), ("count",)):
        result = tuinews(*words)
        assert result.code == 0
        assert "intervall_minutes" in result.err
        assert "interval_minutes" in result.err


@pytest.mark.parametrize("text", ["[refresh\n", '[refresh]\ninterval_minutes = "often"\n'])
def test_a_file_that_cannot_be_used_is_exit_4_and_names_the_line(tuinews: Tuinews, home: Path, text: str) -> None:
    _write(home, text)
    for words in (("config", "check"), ("list",), ("config", "show")):
        result = tuinews(*words)
        assert result.code == 4
        assert not result.out
        assert result.err.count("\n") == 1
        assert "config.toml" in result.err


def test_check_tells_all_mistakes_at_once_and_other_commands_the_first(tuinews: Tuinews, home: Path) -> None:
    _write(home, '[refresh]\nconcurrency = 0\nevery = 1\n[reading]\nwidth = "wide"\n[keys.overrides]\nopne = ["x"]\n')
    checked = tuinews("config", "check")
    assert (checked.code, checked.out) == (4, "")
    lines = checked.err.splitlines()
    assert [line.partition("config.toml, ")[2].split(":")[0] for line in lines[:3]] == ["line 2", "line 5", "line 3"]
    assert "opne" in lines[3]
    assert "did you mean open?" in lines[3]
    other = tuinews("list")
    assert (other.code, other.err.count("\n")) == (4, 1)
    assert "line 2" in other.err
    assert other.err.endswith("`tuinews config check` names 1 more.\n")


def test_warnings_are_told_once(tuinews: Tuinews, home: Path) -> None:
    _write(home, "[refresh]\nevery = 1\nevery_day = 2\n")
    for words in (("config", "check"), ("config", "show"), ("list",), ("keys",)):
        assert tuinews(*words).err.count("refresh.every,") == 1


def test_edit_opens_the_editor_on_a_file_with_every_default(
    tuinews: Tuinews, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (home / "config" / "config.toml").unlink()
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setenv("EDITOR", "true")
    assert tuinews("config", "edit").code == 0
    assert "interval_minutes" in (home / "config" / "config.toml").read_text()
    monkeypatch.setenv("EDITOR", str(tmp_path / "no-editor"))
    assert tuinews("config", "edit").code == 1


def test_keys_are_listed_and_as_json(tuinews: Tuinews) -> None:
    assert "Open" in tuinews("keys").out or "open" in tuinews("keys").out
    keys = tuinews("keys", "--json").json()
    assert {"action", "keys", "title"} <= set(keys[0])
    assert tuinews("keys", "--preset", "arrows").code == 0
    assert tuinews("keys", "--preset", "nonsense").code == 2
