import tomllib
from pathlib import Path

import pytest
from textual.theme import BUILTIN_THEMES

from cli.door import Tuinews
from tuinews.cli.command import names
from tuinews.cli.upkeep.settings_check import THEMES
from tuinews.config.docs import render_docs
from tuinews.config.settings import SECTIONS, table
from tuinews.ui.actions import ACTIONS, PRESETS
from tuinews.ui.keys.key_names import is_key
from tuinews.ui.themes.own_themes import THEMES as OWN


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


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('[look]\ntheme = "nosuch"\n', "line 2: look.theme: there is no theme nosuch; `:theme` in the reader"),
        ('[look]\ntheme = "gruvbocks"\n', "did you mean gruvbox?"),
        ('[keys.overrides]\nopen = ["xyzzy"]\n', "line 2: keys.overrides.open: xyzzy is no key; write j,"),
        ('[keys.overrides]\nopen = ["Enter"]\n', "Enter is no key; did you mean enter?"),
        ('[keys.overrides]\nopen = ["j"]\n', "line 2: keys.overrides.open: it takes j from down; choose another key"),
        ('[keys]\noverrides = { open = "j" }\n', "line 2: keys.overrides.open: it takes j from down"),
        ('[keys.overrides]\nopen = "f9"\nzen = "f9"\n', "line 3: keys.overrides.zen: F9 is wanted by open as well"),
        ('[keys.overrides]\n\nopne = ["x"]\n', "line 3: keys.overrides.opne: there is no such action"),
        ('[network]\nproxy = "foo"\n', "line 2: network.proxy: foo is no address; write http://host:port."),
        ('[network]\nproxy = "socks5://localhost:1080"\n', "write http://host:port"),
        ('[save]\nfolder = "/nonexist/here"\n', "line 2: save.folder cannot be saved to. There is no folder"),
        ("[foo]\nx = 1\n", "line 1: there is no section foo, so it is passed over; see `tuinews config show`"),
    ],
)
def test_check_names_what_cannot_be_had(tuinews: Tuinews, home: Path, text: str, told: str) -> None:
    _write(home, text)
    result = tuinews("config", "check")
    assert (result.code, result.err.count("\n")) == (0, 1)
    assert told in result.err
    assert "is right" not in result.out


@pytest.mark.parametrize(
    "text",
    [
        '[look]\ntheme = "nord"\n',
        '[keys.overrides]\nopen = ["f5", "ctrl+alt+x", "f12", "ctrl+full_stop", "shift+insert", "é", "§"]\n',
        '[network]\nproxy = "localhost:3128"\n',
        '[network]\nproxy = "http://ann:secret@proxy.example:3128"\n',
        '[save]\nfolder = "~"\n',
    ],
)
def test_check_has_no_doubts_about_what_can_be_had(tuinews: Tuinews, home: Path, text: str) -> None:
    _write(home, text)
    result = tuinews("config", "check")
    assert (result.code, result.err) == (0, "")


def test_the_themes_that_check_knows_are_those_of_the_reader() -> None:
    assert {*(theme.name for theme in OWN), *BUILTIN_THEMES} == THEMES


def test_every_key_of_the_table_is_a_key() -> None:
    presets = [keys for preset in PRESETS.values() for keys in preset.values()]
    chords = [*(action.keys for action in ACTIONS.values()), *presets]
    assert [key for keys in chords for chord in keys for key in chord.split() if not is_key(key)] == []


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


def test_what_runs_with_settings_that_cannot_be_used_is_what_their_page_says(
    tuinews: Tuinews, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tuinews("feeds")
    (home / "config" / "config.toml").write_text("[refresh]\ninterval_minutes = 'x'\n")
    monkeypatch.setenv("EDITOR", "true")
    (tmp_path / "empty").write_text("")
    words = {
        "backup": (tmp_path / "copy.db",),
        "restore": (tmp_path / "copy.db",),
        "inspect": ("feed", tmp_path / "empty"),
        "config": ("path",),
        "mark": ("read", "1"),
        "import": (tmp_path / "empty",),
        "read": ("--plain",),
        **dict.fromkeys(("show", "tag", "note", "save", "remove", "explain", "related", "enclosures"), ("1",)),
        "completion": ("bash",),
        "edit": ("1", "--title", "A"),
        **dict.fromkeys(("add", "later"), ("http://127.0.0.1:1/",)),
    }
    told, _, actions = render_docs().partition("help you on:")[2].partition(". ")[0].partition("`config` with")
    told += "`config`"
    for name in names():
        if name in {"demo", "tour"}:  # have a home of their own
            continue
        result = tuinews(name, *words.get(name, ()))
        runs = result.code != 4 or bool(result.out and name == "doctor")
        assert runs == (f"`{name}`" in told), (name, result)
    for action, code in (("path", 0), ("check", 4), ("edit", 4), ("schema", 0), ("show", 4)):
        result = tuinews("config", action)
        assert result.code == code
        assert (f"`{action}`" in actions) == (action != "show")


@pytest.mark.parametrize("editor", [None, "vim", "/usr/bin/nano -w"])
def test_edit_starts_no_editor_that_would_wait_for_a_terminal(
    tuinews: Tuinews, home: Path, monkeypatch: pytest.MonkeyPatch, editor: str | None
) -> None:
    (home / "config" / "config.toml").unlink()
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.delenv("EDITOR", raising=False)
    if editor:
        monkeypatch.setenv("EDITOR", editor)
    result = tuinews("config", "edit")
    assert (result.code, result.err.count("\n")) == (2, 1)
    assert "needs a terminal" in result.err
    assert not (home / "config" / "config.toml").exists()


def test_a_user_agent_that_is_not_ascii_is_told(tuinews: Tuinews, home: Path) -> None:
    _write(home, '[network]\nuser_agent = "Möwe/1"\n')
    assert "line 2: network.user_agent: Möwe/1 has letters" in tuinews("config", "check").err


def test_set_and_unset_change_one_line_and_refuse_what_does_not_fit(tuinews: Tuinews, home: Path) -> None:
    _write(home, "[reading]\nwidth = 60 # my eyes\n")
    file = home / "config" / "config.toml"
    assert tuinews("config", "set", "reading.width", "80", "--json").json()["value"] == 80
    assert tuinews("config", "set", "keys.overrides.toggle-star", "s", "g x").code == 0
    assert file.read_text().startswith("[reading]\nwidth = 80 # my eyes\n")
    assert "g x" in next(row for row in tuinews("keys").out.splitlines() if "toggle-star" in row)
    before = file.read_text()
    refused = tuinews("config", "set", "reading.width", "8")
    assert (refused.code, refused.err.count("\n")) == (2, 1)
    assert "from 20 to 200, not 8" in refused.err
    assert tuinews("config", "set", "reading.wdth", "80").code == 2
    assert tuinews("config", "set", "keys.overrides.no-action", "s").code == 2
    assert tuinews("config", "set", "reading.width").code == 2
    assert tuinews("config", "show", "reading.width").code == 2
    assert file.read_text() == before
    assert tuinews("config", "unset", "reading.width").code == 0
    assert "width = 72" in tuinews("config", "show").out
    file.write_text("[reading]\nwidth = 'x'\n")
    assert tuinews("config", "set", "look.theme", "nord").code == 4


def test_set_says_what_will_not_do_what_it_asks_for(tuinews: Tuinews, home: Path) -> None:
    _write(home, '[look]\ntheme = "no-theme"\n')
    told = tuinews("config", "set", "time.zone", "Europe/Lisbn")
    assert (told.code, told.err.count("\n")) == (0, 2)
    assert told.err.endswith(
        "time.zone: there is no zone Europe/Lisbn, so the machine's holds; did you mean Europe/Lisbon?\n"
    )
    assert tuinews("config", "set", "time.zone", "").err.startswith("time.zone is empty now, in ")
    assert "it takes f from" in tuinews("config", "set", "keys.overrides.toggle-star", "f").err
    assert tuinews("config", "set", "keys.overrides.toggle-star").err.startswith(
        "keys.overrides.toggle-star is empty now"
    )


def test_the_schema_describes_every_setting_with_its_default_and_bounds(tuinews: Tuinews) -> None:
    schema = tuinews("config", "schema").json()
    assert schema["$schema"].startswith("https://json-schema.org/")
    assert schema["properties"].keys() == SECTIONS.keys()
    for name, section in SECTIONS.items():
        described = schema["properties"][name]
        assert described["properties"].keys() == table(section).keys()
        assert not described["additionalProperties"]
    width = schema["properties"]["reading"]["properties"]["width"]
    assert (width["type"], width["default"], width["minimum"], width["maximum"]) == ("integer", 72, 20, 200)
    assert schema["properties"]["keys"]["properties"]["preset"]["enum"] == [*PRESETS]
    assert schema["properties"]["keys"]["properties"]["overrides"]["properties"].keys() == ACTIONS.keys()
