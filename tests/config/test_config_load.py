import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tuinews.config import Paths, Settings, find_paths, load, render, render_default
from tuinews.config.docs import render_docs
from tuinews.config.load import line_of
from tuinews.config.settings import (
    SECTIONS,
    KeySettings,
    LookSettings,
    NetworkSettings,
    RefreshSettings,
    about,
    default,
    describe_expected,
    table,
)
from tuinews.model.error import ConfigError


@pytest.fixture
def paths(tmp_path: Path) -> Paths:
    found = find_paths(str(tmp_path), {})
    found.config.mkdir()
    return found


def _write(paths: Paths, text: str | bytes) -> None:
    paths.settings_file.write_bytes(text.encode() if isinstance(text, str) else text)


def _refused(paths: Paths, text: str | bytes) -> str:
    _write(paths, text)
    with pytest.raises(ConfigError) as raised:
        load(paths)
    sentence = str(raised.value)
    assert sentence.startswith(str(paths.settings_file))
    assert sentence.endswith(".")
    assert "\n" not in sentence
    return sentence.removeprefix(str(paths.settings_file))


def test_without_a_file_the_defaults_hold(paths: Paths) -> None:
    assert load(paths) == (Settings(), ())


def test_an_empty_file_is_the_defaults_too(paths: Paths) -> None:
    _write(paths, "")
    assert load(paths) == (Settings(), ())


def test_what_the_file_says_holds_and_the_rest_stays_default(paths: Paths) -> None:
    _write(paths, b'\xef\xbb\xbf[refresh]\ninterval_minutes = 90\nhost_gap_seconds = 2\n[keys]\npreset = "gmail"\n')
    settings = load(paths).settings
    assert settings.refresh == RefreshSettings(interval_minutes=90, host_gap_seconds=2.0)
    assert isinstance(settings.refresh.host_gap_seconds, float)
    assert settings.keys.preset == "gmail"
    assert settings.look == LookSettings()


def test_own_keys_are_a_text_or_a_list(paths: Paths) -> None:
    _write(paths, '[keys.overrides]\nopen = ["enter", "o"]\nquit = "q"\nzen = []\n')
    assert load(paths).settings.keys.overrides == {"open": ("enter", "o"), "quit": ("q",), "zen": ()}


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("[refresh\n", ", line 1, column "),
        ('[look]\ntheme = "x\n', ", line 2, column "),
        ("[look]\nascii = true\nascii = false\n", ", line 3, column "),
        ("[look]\ntheme = [\n", ", line 2, column "),
    ],
)
def test_a_syntax_error_names_line_and_column(paths: Paths, text: str, place: str) -> None:
    assert _refused(paths, text).startswith(place)


@pytest.mark.parametrize(
    ("text", "place", "wanted"),
    [
        ('\n[refresh]\ninterval_minutes = "often"\n', ", line 3", 'whole number from 15 to 44640, not "often"'),
        ("refresh.interval_minutes = 5\n", ", line 1", "refresh.interval_minutes must be a whole number from 15"),
        ("[refresh]\n\ninterval_minutes = true\n", ", line 3", "not true"),
        ("[refresh]\nat_start = 1\n", ", line 2", "true or false"),
        ("[refresh]\nhost_gap_seconds = nan\n", ", line 2", "a number from 0 to 60"),
        ("[refresh]\nhost_gap_seconds = inf\n", ", line 2", "a number from 0 to 60"),
        ('[keys]\npreset = "emacs"\n', ", line 2", 'one of "vim", "newsboat", "gmail", "arrows"'),
        ('[browser]\ncommand = "w3m"\n', ", line 2", "a list of texts"),
        ("[browser]\ncommand = [1]\n", ", line 2", "a list of texts"),
        ("[look]\ntheme = 3\n", ", line 2", "a text in quotes"),
        ("[keys]\noverrides = { open = 3 }\n", ", line 2", "overrides.open must be a text in quotes or a list of them"),
        ("[keys.overrides]\nopen = [1]\n", ", line 2", 'such as ["enter", "o"], not [1].'),
        ('[keys]\noverrides = "x"\n', ", line 2", "a table of lists of texts"),
        ("look = 3\n", ", line 1", "write [look]"),
        ("[[look]]\nascii = true\n", "", "write [look]"),
    ],
)
def test_a_value_of_the_wrong_kind_names_line_key_and_what_is_expected(
    paths: Paths, text: str, place: str, wanted: str
) -> None:
    sentence = _refused(paths, text)
    assert sentence.startswith(place)
    assert wanted in sentence


def test_bytes_that_are_no_text_are_one_sentence(paths: Paths) -> None:
    assert "UTF-8" in _refused(paths, b"[look]\ntheme = '\xff'\n")


def test_a_directory_in_place_of_the_file_is_one_sentence(paths: Paths) -> None:
    paths.settings_file.mkdir()
    with pytest.raises(ConfigError, match="cannot be read"):
        load(paths)


@pytest.mark.parametrize(
    ("text", "warning"),
    [
        ("[refresh]\nintervall_minutes = 30\n", "line 2: there is no setting refresh.intervall_minutes"),
        ("[refresh]\nintervall_minutes = 30\n", "did you mean refresh.interval_minutes?"),
        ("\n[Looks]\nascii = true\n", "line 2: there is no section Looks"),
        ("\n[Looks]\nascii = true\n", "did you mean look?"),
        ("theme = 'x'\n", "line 1: there is no setting theme"),
        ("[look]\nxyzzy = 1\n", "see `tuinews config show`"),
    ],
)
def test_an_unknown_key_warns_with_the_nearest_and_kills_nothing(paths: Paths, text: str, warning: str) -> None:
    _write(paths, text)
    loaded = load(paths)
    assert loaded.settings == Settings()
    assert len(loaded.warnings) == 1
    assert warning in loaded.warnings[0]


def test_a_message_carries_no_escape_to_the_terminal(paths: Paths) -> None:
    _write(paths, '[look]\n"\\u001b]52;c;aGk=\\u0007x" = 1\n')
    (warning,) = load(paths).warnings
    assert "\x1b" not in warning
    assert "\x07" not in warning


def test_a_quoted_header_is_found() -> None:
    assert line_of('x = 1\n["look"]\ntheme = 1\n', "look", "theme") == 3
    assert line_of("look = { theme = 1 }\n", "look", "theme") is None


TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)


SETTINGS = st.builds(
    Settings,
    refresh=st.builds(RefreshSettings, st.integers(15, 44_640), st.booleans(), host_gap_seconds=st.floats(0, 60)),
    look=st.builds(LookSettings, theme=TEXTS),
    keys=st.builds(KeySettings, overrides=st.dictionaries(TEXTS, st.lists(TEXTS, max_size=3).map(tuple), max_size=3)),
)


@given(SETTINGS)
def test_what_is_shown_reads_back_to_the_same(tmp_path_factory: pytest.TempPathFactory, settings: Settings) -> None:
    paths = find_paths(str(tmp_path_factory.mktemp("home")), {})
    paths.config.mkdir()
    _write(paths, render(settings))
    assert load(paths) == (settings, ())


def test_the_file_to_start_from_changes_nothing_until_edited(paths: Paths) -> None:
    _write(paths, render_default())
    assert load(paths) == (Settings(), ())


def test_the_file_to_start_from_is_right_with_every_comment_taken_away(paths: Paths) -> None:
    lines = render_default().splitlines()
    _write(paths, "\n".join(line[1:] if line.startswith("#") and line[1] != " " else line for line in lines))
    assert load(paths) == (Settings(), ())
    assert tomllib.loads(paths.settings_file.read_text()).keys() == SECTIONS.keys()


def test_every_setting_has_a_sentence_and_a_default_within_its_bounds() -> None:
    for section in SECTIONS.values():
        for setting in table(section).values():
            found = about(setting)
            assert found.doc.endswith(".")
            assert describe_expected(setting)
            assert not found.choices or default(setting) in found.choices
            assert found.least is None or found.least <= default(setting) <= (found.most or 0)


def test_a_poll_is_never_wished_more_often_than_each_quarter_of_an_hour() -> None:
    assert about(table(RefreshSettings)["interval_minutes"]).least == 15


def test_limits_of_the_network_are_the_documented_ones() -> None:
    assert (NetworkSettings().connect_seconds, NetworkSettings().feed_seconds, NetworkSettings().page_seconds) == (
        10.0,
        30.0,
        60.0,
    )
    assert NetworkSettings().max_feed_bytes == 20_000_000


def test_the_page_about_settings_is_current() -> None:
    page = Path(__file__).parents[2] / "docs" / "settings.md"
    assert page.read_text() == render_docs(), "run: python -m tuinews.config.docs > docs/settings.md"
