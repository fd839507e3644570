import subprocess
import sys
from pathlib import Path

import pytest

from tuinews.config import find_paths
from tuinews.model.error import ConfigError


def test_one_home_moves_everything(tmp_path: Path) -> None:
    paths = find_paths(str(tmp_path), {"HOME": "/elsewhere", "XDG_DATA_HOME": "/elsewhere"})
    assert paths.store == tmp_path / "data" / "tuinews.db"
    assert paths.settings_file == tmp_path / "config" / "config.toml"
    assert paths.log == tmp_path / "state" / "tuinews.log"
    assert paths.cache == tmp_path / "cache"
    assert not list(tmp_path.iterdir())


def test_the_variable_does_what_the_option_does_and_the_option_wins(tmp_path: Path) -> None:
    named = {"TUINEWS_HOME": str(tmp_path / "named")}
    assert find_paths(None, named).data == tmp_path / "named" / "data"
    assert find_paths(str(tmp_path / "given"), named).data == tmp_path / "given" / "data"


def test_a_relative_home_becomes_absolute_and_a_tilde_is_the_users(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert find_paths("here", {}).data == tmp_path / "here" / "data"
    assert find_paths("~/there", {"HOME": str(tmp_path)}).data == tmp_path / "there" / "data"


def test_a_home_that_is_a_file_is_one_sentence(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.touch()
    with pytest.raises(ConfigError, match="is a file"):
        find_paths(str(file), {})


def test_a_home_with_a_nul_is_one_sentence() -> None:
    with pytest.raises(ConfigError, match="NUL"):
        find_paths("a\0b", {})


def test_an_address_is_no_home_and_is_not_echoed() -> None:
    for named in ("http://ann:hunter2@h/feed", "HTTPS://h/", "feed://h"):
        with pytest.raises(ConfigError, match="An address cannot be tuinews' home"):
            find_paths(named, {})
        with pytest.raises(ConfigError):
            find_paths(None, {"TUINEWS_HOME": named})


linux = pytest.mark.skipif(sys.platform in {"darwin", "win32"}, reason="this system has places of its own")


@linux
def test_xdg_decides() -> None:
    paths = find_paths(None, {"HOME": "/home/ann", "XDG_DATA_HOME": "/big"})
    assert str(paths.data) == "/big/tuinews"
    assert str(paths.config) == "/home/ann/.config/tuinews"
    assert str(paths.cache) == "/home/ann/.cache/tuinews"
    assert str(paths.state) == "/home/ann/.local/state/tuinews"


@linux
@pytest.mark.parametrize("wished", ["", "relative/place"])
def test_c7_an_empty_or_relative_xdg_path_is_passed_over(wished: str) -> None:
    assert (
        str(find_paths(None, {"HOME": "/home/ann", "XDG_DATA_HOME": wished}).data) == "/home/ann/.local/share/tuinews"
    )


@linux
@pytest.mark.parametrize("environ", [{}, {"HOME": ""}, {"HOME": "ann"}])
def test_p5_no_home_is_one_sentence_that_says_what_to_do(environ: dict[str, str]) -> None:
    with pytest.raises(ConfigError, match=r"HOME is not .*--home DIR\.$"):
        find_paths(None, environ)


def test_starting_loads_neither_the_toml_reader_nor_platformdirs(tmp_path: Path) -> None:
    code = (
        "import sys; from tuinews.config import find_paths, load; load(find_paths(sys.argv[1], {}));"
        "print(sorted({'tomllib', 'platformdirs', 'difflib', 'json'} & set(sys.modules)))"
    )
    run = subprocess.run([sys.executable, "-c", code, str(tmp_path)], check=True, capture_output=True, text=True)
    assert run.stdout.strip() == "[]"
