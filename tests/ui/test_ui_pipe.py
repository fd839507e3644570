"""An article given to another program."""

import asyncio
import os
import signal
import sys

import pytest

from tuinews.model.error import TuinewsError
from tuinews.ui.programs.pipe import arguments, pipe
from ui.conftest import Start
from ui.fake_library import World

PYTHON = sys.executable
HARBOUR = "Harbour opens again after the storm"


def test_quotes_hold_words_together_and_nothing_else_means_anything() -> None:
    assert arguments("""tee "my file" '$HOME' a;b `c` > d""") == ("tee", "my file", "$HOME", "a;b", "`c`", ">", "d")


@pytest.mark.parametrize("line", ["", "   ", 'tee "open', "tee 'open"])
def test_a_line_that_is_no_command_is_told(line: str) -> None:
    with pytest.raises(TuinewsError):
        arguments(line)


async def test_a_program_gets_the_text_and_says_something() -> None:
    code = "import sys; print(len(sys.stdin.read()))"
    assert (await pipe((PYTHON, "-c", code), "héllo" * 100_000)).strip() == "500000"


async def test_a_program_need_not_read_what_it_gets() -> None:
    assert (await pipe((PYTHON, "-c", "print('no')"), "x" * 5_000_000)).strip() == "no"


async def test_a_child_that_a_program_leaves_behind_is_not_waited_for() -> None:
    child = "[sys.executable, '-c', 'import signal; signal.pause()']"
    async with asyncio.timeout(20):
        said = await pipe((PYTHON, "-c", f"import subprocess, sys; print(subprocess.Popen({child}).pid)"), "x")
    assert said.strip().isdigit()
    # it goes on: programs for the clipboard keep what was copied so
    os.kill(int(said), signal.SIGKILL)


async def test_what_a_program_prints_is_bounded_and_washed() -> None:
    code = "import sys; sys.stdout.write('\\x1b[31mred' + 'x' * 3_000_000)"
    said = await pipe((PYTHON, "-c", code), "")
    assert "\x1b" not in said
    assert len(said) <= 1_000_000


async def test_a_program_that_fails_says_why() -> None:
    code = "import sys; sys.exit('the disk is full')"
    with pytest.raises(TuinewsError, match="status 1: the disk is full"):
        await pipe((PYTHON, "-c", code), "")


@pytest.mark.parametrize("name", ["no-such-program-anywhere", "/", "nul\0"])
async def test_a_program_that_is_none_is_told(name: str) -> None:
    with pytest.raises(TuinewsError, match="cannot be started"):
        await pipe((name,), "")


async def test_piping_shows_what_the_program_prints_and_leads_back(start: Start) -> None:
    code = "import sys; print(sys.stdin.readline()); print(); print('a second part')"
    async with start() as desk:
        await desk.press("enter", "|")
        await desk.press(*f"'{PYTHON}' -c \"{code}\"", "enter")
        await desk.settle()
        words = "\n".join(desk.reading)
        assert f"# {HARBOUR}" in words
        assert "a second part" in words
        assert desk.variant == "output"
        await desk.press("escape")
        assert desk.variant == ""
        assert "a second part" not in "\n".join(desk.reading)


async def test_a_command_that_cannot_be_read_stays_in_its_prompt(start: Start) -> None:
    async with start() as desk:
        await desk.press("enter", "|", *'tee "x', "enter")
        assert "quote" in desk.complaint


async def test_changes_are_shown_in_place_of_the_text_and_d_leads_back(start: Start, world: World) -> None:
    async with start() as desk:
        await desk.press("enter", "d")
        assert any("has not changed" in told for told in desk.told)
        world.edited[1] = "Two boats waited for the tide outside."
        await desk.press("d")
        assert desk.variant == "changes"
        assert "[-Two boats waited for the tide outside.-]" in "\n".join(desk.reading)
        await desk.press("d")
        assert desk.variant == ""
        assert "Two boats" not in "\n".join(desk.reading)
