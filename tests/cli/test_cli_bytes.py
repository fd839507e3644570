"""Names of files may be any bytes, and all else that is typed is UTF-8 or told to be none."""

import errno
import os
import subprocess
import sys
from pathlib import Path

import pytest

from cli.door import DATA, Tuinews

ODD = os.fsdecode(b"\xff\xfe odd %41?#")


@pytest.fixture
def odd(tmp_path: Path) -> Path:
    """A folder whose name is no text."""
    place = tmp_path / ODD
    try:
        place.mkdir()
    except OSError as error:
        if error.errno != errno.EILSEQ:
            raise
        pytest.skip("this disk takes no such names")
    return place


def test_files_and_homes_may_have_any_bytes_in_their_names(
    tuinews: Tuinews, odd: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opml, home = odd / f"l{ODD}.opml", odd / "home"
    opml.write_bytes((DATA / "feeds.opml").read_bytes())
    monkeypatch.setenv("EDITOR", "true")
    for words in (
        ("config", "edit"),
        ("import", opml),
        ("inspect", "opml", opml),
        ("backup", odd / f"{ODD}.db"),
        ("backup", "--with-settings", odd / f"{ODD}.db"),
        ("restore", "--with-settings", odd / f"{ODD}.db"),
        ("export", odd / f"{ODD}.opml"),
        ("save", "--query", "is:read", "--to", odd),
        ("config", "check"),
        ("doctor", "--fix"),
        ("feeds",),
    ):
        result = tuinews("--home", home, *words)
        assert result.code == 0, (words, result)
    assert len(tuinews("--home", home, "feeds").out.splitlines()) == 2
    assert {path.name for path in odd.iterdir()} == {"home", opml.name, f"{ODD}.db", f"{ODD}.opml"}
    assert (home / "data" / "tuinews.db").exists()
    damaged = home / "data" / "tuinews.db"
    damaged.write_bytes(damaged.read_bytes()[:20_000])
    assert "kept as" in tuinews("--home", home, "doctor", "--fix").err


def test_directories_of_the_environment_may_have_any_bytes_in_their_names(
    tuinews: Tuinews, odd: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("TUINEWS_HOME")
    for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME"):
        monkeypatch.setenv(name, str(odd))
    assert tuinews("import", DATA / "feeds.opml").code == 0
    assert (odd / "tuinews" / "tuinews.db").exists()


def test_a_path_is_printed_as_its_very_bytes(odd: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tuinews", "--home", str(odd), "config", "path"], capture_output=True, check=True
    )
    assert done.stdout == os.fsencode(odd / "config" / "config.toml") + b"\n"


@pytest.mark.parametrize(
    "words",
    [
        ("add", f"https://example.org/{ODD}"),
        ("add", "https://example.org/", "--folder", ODD),
        ("add", "https://example.org/", "--login", ODD),
        ("add", "https://example.org/", "--header", f"X: {ODD}"),
        ("edit", "1", "--title", ODD),
        ("edit", "1", "--mark-read", ODD),
        ("edit", ODD, "--title", "A"),
        ("refresh", ODD),
        ("remove", "1", ODD),
        ("list", "is:read", ODD),
        ("list", f"-{ODD}"),
        ("show", ODD),
        ("mark", "read", "--query", ODD),
        ("tag", "1", f"+{ODD}"),
        ("views", "add", ODD, "is:read"),
        ("views", "add", "A", ODD),
        ("inspect", "page", "--url", ODD, "file"),
        ("list", "--sort", ODD),
        (ODD,),
        (f"--{ODD}",),
    ],
)
def test_what_is_typed_and_no_text_is_told_in_one_sentence(tuinews: Tuinews, words: tuple[str, ...]) -> None:
    result = tuinews(*words)
    assert result.code == 2
    assert result.err.count("\n") == 1
    assert result.err.startswith("tuinews: ")


def test_the_sentence_names_what_is_no_text(tuinews: Tuinews) -> None:
    assert tuinews("edit", "1", "--title", ODD).err == "tuinews: --title is no UTF-8 text: write it in that encoding.\n"
    assert tuinews("list", ODD).err == "tuinews: QUERY is no UTF-8 text: write it in that encoding.\n"


@pytest.fixture
def strict() -> dict[str, str]:
    """An environment in which stdin takes nothing but UTF-8."""
    return {**os.environ, "PYTHONIOENCODING": "utf-8:strict"}


def test_what_comes_from_stdin_and_is_no_text_is_told(tuinews: Tuinews, home: Path, strict: dict[str, str]) -> None:
    tuinews("import", DATA / "feeds.opml")
    for words, given in (
        (("edit", "1", "--login", "ann"), b"pass\xff\n"),
        (("inspect", "feed", "--batch"), b'{"file": "\xff"}\n\xff\n'),
    ):
        done = subprocess.run(
            [sys.executable, "-m", "tuinews", "--home", str(home), *words],
            input=given,
            check=False,
            capture_output=True,
            env=strict,
        )
        assert b"cannot be read" in done.stdout or b"The password on stdin is no UTF-8 text" in done.stderr
        assert done.returncode in {0, 2}
        assert b"should not" not in done.stderr
