"""What docs/automation.md shows to scripts and timers is so: each command in it can be read by its parser."""

import os
import re
import shlex
import shutil
import subprocess
from pathlib import Path

import pytest

from tuinews.cli.command import PARTLY_DONE, find
from tuinews.cli.command_line import read_command_line
from tuinews.cli.parser import parse
from tuinews.model.error import ConfigError, StoreError, TuinewsError, UsageError
from tuinews.model.query import PLACES
from tuinews.model.text import fold

PAGE = (Path(__file__).parents[2] / "docs" / "automation.md").read_text()
BLOCKS = dict(enumerate(re.findall(r"```(\w+)\n(.*?)```", PAGE, re.DOTALL)))
_FIELDS = re.compile(r"(?:\*|[\d*/,-]+)(?:\s+[\d*/,-]+){4}\s+")


def commands() -> list[str]:
    """Every command line of tuinews in the page's blocks."""
    found = []
    for kind, text in BLOCKS.values():
        for line in text.splitlines():
            bare = _FIELDS.sub("", line) if kind == "crontab" else line.removeprefix("ExecStart=")
            found += [part.strip() for part in re.split(r"\||\$ ", bare) if re.match(r"\s*(?:\S*/)?tuinews ", part)]
    return found


def test_the_page_shows_commands() -> None:
    assert len(commands()) > 9


@pytest.mark.parametrize("line", commands())
def test_a_shown_command_is_one(line: str) -> None:
    words = [word for word in shlex.split(line.partition(">")[0])[1:] if word]
    call = read_command_line(words)
    row, command = find(call.command)
    assert vars(parse(row, command, call.words))


def units() -> dict[str, str]:
    texts = [text for kind, text in BLOCKS.values() if kind == "systemd"]
    return {text.split("\n", 1)[0].removeprefix("# "): text for text in texts}


def test_the_units_have_the_sections_and_keys_that_systemd_asks_for() -> None:
    service, timer = units()["tuinews.service"], units()["tuinews.timer"]
    assert re.findall(r"^\[(\w+)\]", service, re.MULTILINE) == ["Unit", "Service"]
    assert re.findall(r"^\[(\w+)\]", timer, re.MULTILINE) == ["Unit", "Timer", "Install"]
    assert "SuccessExitStatus=3" in service


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="there is no systemd")
def test_systemd_takes_the_units(tmp_path: Path) -> None:
    for name, text in units().items():
        (tmp_path / name).write_text(text.replace("%h/.local/bin/tuinews", "/bin/true"))
    files = [str(tmp_path / name) for name in units()]
    done = subprocess.run(
        ["systemd-analyze", "verify", "--user", *files],  # noqa: S607  whichever there is
        env={**os.environ, "XDG_RUNTIME_DIR": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")


def test_the_page_names_the_exit_codes_that_there_are() -> None:
    known = {0, TuinewsError.exit_code, UsageError.exit_code, ConfigError.exit_code, StoreError.exit_code, PARTLY_DONE}
    assert {int(code) for code in re.findall(r"^\| (\d) \|", PAGE, re.MULTILINE)} == known


def test_the_page_names_places_that_queries_know() -> None:
    (places,) = re.findall(r"the reader's places: (.*?)\.", PAGE)
    assert {fold(place) for place in places.split(", ")} == PLACES.keys() - {"saved"}


def test_the_page_names_the_keys_and_options_that_there_are() -> None:
    for name in ("waited_ms", "refreshing_elsewhere", "--ignore-missing", "--wait SECONDS", "--quiet", "--jsonl"):
        assert name in PAGE
