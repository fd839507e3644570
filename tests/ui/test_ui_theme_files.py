"""Themes of the user's own: read from TOML files, and anew when these are written."""

from pathlib import Path

import pytest

from tuinews.model.error import ConfigError
from tuinews.ui.themes.own_themes import LIGHT
from tuinews.ui.themes.shades import find_variables
from tuinews.ui.themes.theme_file import FOLDER, find_theme, read_theme, read_theme_folder
from ui.conftest import Start

SEA = """\
[colours]
background = "#0b1a24"
foreground = "#cfe3ee"
primary = "steelblue"
teal = "#00ffee"
line = "#334455"
"""


def write(folder: Path, name: str, text: str) -> Path:
    file = folder / f"{name}.toml"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
    return file


def test_a_theme_is_named_by_its_file_and_derives_what_it_does_not_name(tmp_path: Path) -> None:
    theme = read_theme(write(tmp_path, "sea", SEA))
    assert (theme.name, theme.dark, theme.background, theme.primary) == ("sea", True, "#0B1A24", "#4682B4")
    assert theme.panel == theme.background
    assert theme.variables == {"tint-teal": "#00FFEE", "line": "#334455"}
    assert find_variables(theme)["quiet"] != find_variables(LIGHT)["quiet"]


def test_a_theme_may_be_like_another_and_say_only_what_differs(tmp_path: Path) -> None:
    theme = read_theme(write(tmp_path, "mine", 'like = "tuinews-light"\n[colors]\naccent = "#f00"\n'))
    assert (theme.dark, theme.background, theme.accent) == (False, LIGHT.background, "#FF0000")


@pytest.mark.parametrize(
    ("text", "line", "why"),
    [
        ('[colours]\nprimry = "#fff"\n', 2, "there is no colour primry; did you mean primary?"),
        ('[colours]\nprimary = "#ggg"\n', 2, "primary must be a colour such as"),
        ("[colours]\n\nprimary = 7\n", 3, "primary must be a colour such as"),
        ('[colours]\nprimary = "ansi_red"\n', 2, "primary must be a colour such as"),
        ('like = "tuinews-drak"\n', 1, "like must be one of tuinews-dark,"),
        ('colours = "red"\n', 1, "colours is a section: write [colours]"),
        ('[colours]\nprimary = "#fff"\n', None, "background, foreground must be named there"),
        ('font = "big"\n', 1, "a theme has dark, like and [colours], and no font"),
        ('like = "tuinews-dark"\ndark = "yes"\n', 2, "dark must be true or false"),
        ('[colours]\nprimary = "#fff\n', 2, "Illegal character"),
    ],
)
def test_what_is_wrong_in_a_theme_is_one_sentence_with_file_and_line(
    tmp_path: Path, text: str, line: int | None, why: str
) -> None:
    file = write(tmp_path, "mine", text)
    with pytest.raises(ConfigError) as error:
        read_theme(file)
    said = str(error.value)
    assert said.startswith(f"{file}, line {line}: {why}" if line else f"{file}: {why}")
    assert "\n" not in said
    assert read_theme_folder(tmp_path).faults == (said,)


def test_a_file_cannot_take_the_name_of_a_theme_of_the_reader(tmp_path: Path) -> None:
    write(tmp_path, "tuinews-paper", SEA)
    assert "call the file otherwise" in read_theme_folder(tmp_path).faults[0]


@pytest.mark.parametrize("name", ["../sea", "a/b", "", "none"])
def test_a_name_is_no_path(tmp_path: Path, name: str) -> None:
    write(tmp_path, "sea", SEA)
    assert find_theme(tmp_path / "x", name) is None


async def test_a_theme_is_shown_anew_when_its_file_is_written(start: Start, tmp_path: Path) -> None:
    folder = tmp_path / FOLDER
    file = write(folder, "sea", SEA)
    async with start(settings_file=tmp_path / "config.toml") as desk:
        files = desk.screen.controllers.visit.theme_files
        await files._follow()
        desk.screen.interaction.set_theme("sea")
        await desk.settle()
        blue = desk.app.theme_variables["primary"]
        assert blue == "#4682B4"
        write(folder, "sea", SEA.replace("steelblue", "#ff8800"))
        await files._follow()
        await desk.settle()
        assert desk.app.theme_variables["primary"] != blue
        write(folder, "broken", "[colours]\nx = 1\n")
        await files._follow()
        await desk.settle()
        assert "broken.toml, line 2: there is no colour x" in desk.told[-1]
        write(folder, "sea", "[colours\n")
        await files._follow()
        await desk.settle()
        assert desk.app.theme == "sea", "what it said before holds until it is mended"
        file.unlink()
        await files._follow()
        await desk.settle()
        assert desk.app.theme in desk.app.available_themes
        assert "sea" not in desk.screen.interaction.themes
