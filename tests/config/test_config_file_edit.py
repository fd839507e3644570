"""One setting changed in the text of a settings file, and what a typed value stands for."""

import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tuinews.config.file_edit import UNSET, change_setting, read_typed, write_typed
from tuinews.config.render import render_default, toml
from tuinews.config.settings import SECTIONS, default, table
from tuinews.model.error import ConfigError

OWN = '# mine\n[reading] # how\nwidth = 60   # for my eyes\n\n[browser]\ncommand = [\n "w3m", # good\n "{url}",\n]\n'


def test_a_value_changes_where_it_stands_and_every_comment_stays() -> None:
    assert change_setting(OWN, "reading", "width", 80) == OWN.replace("60", "80")
    assert change_setting(OWN, "browser", "command", ("lynx",)) == OWN[: OWN.index("[\n")] + '["lynx"]\n'


def test_a_setting_of_the_file_to_start_from_takes_its_comments_place() -> None:
    before = render_default()
    assert change_setting(before, "look", "theme", "nord") == before.replace(
        '#theme = "tuinews-dark"', 'theme = "nord"'
    )


def test_what_the_file_does_not_name_is_added_to_its_section() -> None:
    assert change_setting(OWN, "reading", "mark_read", "end") == OWN.replace("eyes\n", 'eyes\nmark_read = "end"\n')
    keys = change_setting(render_default(), "keys.overrides", "toggle-star", ("s", "*"))
    assert tomllib.loads(keys)["keys"] == {"overrides": {"toggle-star": ["s", "*"]}}
    assert [line for line in keys.splitlines() if line.startswith("#")] == [
        line for line in render_default().splitlines() if line.startswith("#")
    ]


def test_a_setting_that_loses_its_value_stays_as_a_comment_and_can_come_back() -> None:
    assert change_setting(OWN, "reading", "width", UNSET) == OWN.replace("width", "#width")
    back = change_setting(OWN.replace("width", "#width"), "reading", "width", 90)
    assert back == OWN.replace("60", "90")
    gone = change_setting(OWN, "browser", "command", UNSET)
    assert gone.endswith('#command = [\n# "w3m", # good\n# "{url}",\n#]\n')


@pytest.mark.parametrize(
    "text", ['look.theme = "a" # mine\n', '[look]\n"theme" = "a"\n', 'look = {theme = "a", ascii = true}\n', ""]
)
def test_whichever_way_it_is_written_the_value_is_the_new_one(text: str) -> None:
    assert tomllib.loads(change_setting(text, "look", "theme", "b"))["look"]["theme"] == "b"


def test_a_file_that_is_no_toml_is_left_alone() -> None:
    with pytest.raises(ConfigError, match="config check"):
        change_setting("[look\n", "look", "theme", "nord")


NAMED = [(section, key) for section, kind in SECTIONS.items() for key in table(kind)]


@given(st.sampled_from(NAMED), st.sampled_from(["", OWN, render_default()]), st.text(max_size=20), st.integers(0, 99))
def test_any_setting_can_be_set_in_any_file(named: tuple[str, str], text: str, words: str, number: int) -> None:
    section, key = named
    held = default(table(SECTIONS[section])[key])
    value = {bool: not held, int: number, float: number / 2, str: words, tuple: (words, "b")}.get(type(held))
    if value is None:
        section, key, value = "keys.overrides", "open", (words,)
    changed = tomllib.loads(change_setting(text, section, key, value))
    for name in section.split("."):
        changed = changed[name]
    assert changed[key] == (list(value) if isinstance(value, tuple) else value)


@pytest.mark.parametrize(
    ("section", "key", "typed", "value"),
    [
        ("reading", "width", " 80 ", 80),
        ("reading", "width", "wide", "wide"),
        ("reading", "preview", "On", True),
        ("refresh", "host_gap_seconds", "0.5", 0.5),
        ("refresh", "host_gap_seconds", "nan", "nan"),
        ("look", "theme", "nord", "nord"),
        ("browser", "command", "w3m '{url} x'", ("w3m", "{url} x")),
        ("browser", "command", '["w3m", "{url}"]', ("w3m", "{url}")),
        ("browser", "command", "w3m '", "w3m '"),
    ],
)
def test_what_is_typed_is_read_as_its_setting_is(section: str, key: str, typed: str, value: object) -> None:
    assert read_typed(section, key, typed) == value


@pytest.mark.parametrize(
    "named", [named for named in NAMED if named not in {("keys", "overrides"), ("keys", "commands")}]
)
def test_what_can_be_typed_reads_back(named: tuple[str, str]) -> None:
    value = default(table(SECTIONS[named[0]])[named[1]])
    assert read_typed(*named, write_typed(value)) == value, toml(value)
