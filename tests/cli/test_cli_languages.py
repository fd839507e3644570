"""The command line in the user's language, and in English for programs."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from cli.door import Tuinews
from tuinews.config.language_choice import choose_language
from tuinews.model.language import find_language, find_wanted_language, set_language, tr, tr_count, tr_in


@pytest.fixture(autouse=True)
def english_again() -> Iterator[None]:
    yield
    set_language("en", None)


@pytest.mark.parametrize(
    ("environ", "wanted"),
    [
        ({}, "en"),
        ({"LANG": "de_DE.UTF-8"}, "de"),
        ({"LANG": "de_DE.UTF-8", "LC_ALL": "C"}, "en"),
        ({"LANG": "C.UTF-8", "LANGUAGE": "fr:ne_NP:de"}, "ne"),
        ({"LC_MESSAGES": "ne", "LANG": "de"}, "ne"),
        ({"LANG": "de-AT@euro"}, "de"),
        ({"LANG": "xx_YY.UTF-8"}, "en"),
        ({"LANGUAGE": "../../etc", "LANG": "de"}, "en"),
    ],
)
def test_the_environment_says_which_language_is_wanted(environ: dict[str, str], wanted: str) -> None:
    assert find_wanted_language(environ) == wanted


def test_messages_take_values_and_numbers_in_each_language() -> None:
    assert tr("Settings") == "Settings"
    assert tr_count("{count} feed", "{count} feeds", 1) == "1 feed"
    choose_language("de", {})
    assert find_language() == "de"
    assert tr("Settings") == "Einstellungen"
    assert [tr_count("{count} line", "{count} lines", number) for number in (0, 1, 2)] == [
        "0 Zeilen",
        "1 Zeile",
        "2 Zeilen",
    ]
    assert tr_in("footer", "star") == "Stern"
    assert tr("Copied: {value}", value="{braces}") == "Kopiert: {braces}"
    assert tr("what no catalogue has") == "what no catalogue has"
    assert tr("") == ""
    choose_language("ne", {})
    assert tr_count("{count} feed", "{count} feeds", 3) == "3 फिड"
    choose_language("auto", {})
    assert tr("Settings") == "Settings"


def test_a_language_whose_catalogue_is_gone_is_english(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("tuinews.config.language_choice._CATALOGUES", tmp_path)
    choose_language("de", {})
    assert (find_language(), tr("Settings")) == ("en", "Settings")


@pytest.mark.parametrize(
    ("language", "none", "overview"),
    [("de", "Noch keine Feeds", "den Leser öffnen"), ("ne", "अझै फिड छैनन्", "पाठक खोल्ने")],
)
def test_commands_speak_the_language_and_json_does_not(
    tuinews: Tuinews, monkeypatch: pytest.MonkeyPatch, language: str, none: str, overview: str
) -> None:
    monkeypatch.setenv("LANGUAGE", language)
    assert none in tuinews("feeds").err
    assert overview in tuinews("--help").out
    assert tuinews("show", "77").err != tuinews("show", "77", "--json").err
    assert "There is no entry" in tuinews("show", "77", "--json").err
    assert json.loads(tuinews("feeds", "--json").out) == []


def test_the_setting_comes_before_the_environment(tuinews: Tuinews, home: Path) -> None:
    file = home / "config" / "config.toml"
    file.write_text(file.read_text() + '[look]\nlanguage = "de"\n')
    assert "Noch keine Feeds" in tuinews("feeds").err
    assert "There is no entry" in tuinews("show", "77", "--json").err
    assert tuinews("config", "set", "look.language", "fr").code != 0
