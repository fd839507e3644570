"""Whatever happens to the reader's process, the terminal is given back and the user is told in a sentence."""

import os
import re
import shutil
import signal
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tuinews.ui.terminal.exit_guard import PATIENCE_SECONDS
from ui.poisons import fill
from ui.real_terminal import GIVEN_BACK, SILENCE_SECONDS, Terminal, reader

TROUBLE = str(Path(__file__).with_name("reader_in_trouble.py"))


@pytest.fixture
def home(tmp_path: Path) -> Path:
    fill(tmp_path, [f"harmless {number}" for number in range(5)])
    return tmp_path


@pytest.fixture
def terminal(home: Path) -> Iterator[Terminal]:
    with reader(home) as started:
        started.until("Title 01")
        yield started


# Defects


@pytest.mark.parametrize("where", ["defect", "thread", "widget"])
def test_a_defect_is_one_line_and_the_terminal_is_given_back(where: str) -> None:
    terminal = Terminal(TROUBLE, where)
    assert terminal.end() == 1
    assert all(sequence in terminal.output for sequence in GIVEN_BACK)
    after = terminal.output[terminal.output.rindex("\x1b[?1049l") :]
    told = " ".join(after.split())
    assert re.search(r"a defect ended the reader \(\w+Error\);", told)
    assert "the details are in made.log." in told
    assert "Traceback" not in after
    assert "made-up" not in after


@pytest.mark.parametrize("where", ["callback", "chatter"])
def test_what_goes_wrong_beside_the_reader_is_not_on_the_screen(where: str) -> None:
    with Terminal(TROUBLE, where, size=(124, 30)) as terminal:
        terminal.until("Headline 01", "Coast Daily")  # which is in the list of feeds once all went wrong
        terminal.send("Q")
        assert terminal.end() == 0
    assert "made-up" not in terminal.output
    assert "Traceback" not in terminal.output


def test_a_library_that_cannot_be_read_is_told_before_the_screen_is_taken() -> None:
    terminal = Terminal(TROUBLE, "unreadable")
    assert terminal.end() == 5
    assert "\x1b[?1049h" not in terminal.output
    assert "tuinews doctor" in terminal.output


def test_a_program_that_dies_is_one_sentence(terminal: Terminal) -> None:
    terminal.send("|sh -c 'kill -SEGV $$'\r")
    terminal.until("sh was ended by signal 11")
    terminal.send("Q")
    assert terminal.end() == 0


# Leaving


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_reader_that_does_not_answer_is_ended_all_the_same(number: int) -> None:
    terminal = Terminal(TROUBLE, "stuck")
    terminal.written("it is stuck now")
    begun = time.monotonic()
    terminal.child.kill(number)
    assert terminal.end() == 128 + number
    assert time.monotonic() - begun < PATIENCE_SECONDS + 15  # a busy machine takes its time
    assert all(sequence in terminal.output for sequence in GIVEN_BACK)


def test_ctrl_c_twice_ends_a_reader_that_does_not_answer() -> None:
    terminal = Terminal(TROUBLE, "stuck")
    terminal.written("it is stuck now")
    begun = time.monotonic()
    terminal.send("\x03\x03")
    assert terminal.end() == 130
    assert time.monotonic() - begun < PATIENCE_SECONDS + 15  # a busy machine takes its time
    assert all(sequence in terminal.output for sequence in GIVEN_BACK)


def test_ctrl_c_in_a_question_leaves_the_question_only(terminal: Terminal) -> None:
    terminal.send("?")
    terminal.until("─ Help ─")
    terminal.send("\x03")
    terminal.until(gone="─ Help ─")
    terminal.send("\x03")
    assert terminal.end() == 130


def test_an_interrupt_from_outside_ends_it_as_the_key_does(terminal: Terminal) -> None:
    terminal.child.kill(signal.SIGINT)
    assert terminal.end() == 130
    assert all(sequence in terminal.output for sequence in GIVEN_BACK)
    assert "Traceback" not in terminal.output


def test_a_line_that_is_hung_up_ends_the_reader(home: Path) -> None:
    terminal = reader(home)
    terminal.until("Title 01")
    pid = terminal.child.pid
    assert pid is not None
    os.close(terminal.child.child_fd)
    ends: list[int] = []
    waiting = threading.Thread(target=lambda: ends.append(os.waitpid(pid, 0)[1]), daemon=True)
    waiting.start()
    waiting.join(SILENCE_SECONDS)
    assert [os.waitstatus_to_exitcode(status) for status in ends] == [128 + signal.SIGHUP]


WAITING = """
import signal, subprocess, sys
signal.signal(signal.SIGHUP, lambda *_: None)
ended = subprocess.run([sys.executable, "-m", "tuinews", "--home", sys.argv[1]])
open(sys.argv[2], "w").write(str(ended.returncode))
"""
"""A program that the hangup is sent to, and that waits for the reader all the same, as `make` does."""


def test_a_terminal_that_goes_ends_a_reader_that_gets_no_signal(home: Path, tmp_path: Path) -> None:
    terminal = Terminal("-c", WAITING, str(home), str(tmp_path / "ended"))
    terminal.until("Title 01")
    pid = terminal.child.pid
    assert pid is not None
    os.close(terminal.child.child_fd)
    waiting = threading.Thread(target=os.waitpid, args=(pid, 0), daemon=True)
    waiting.start()
    waiting.join(SILENCE_SECONDS)
    ended = (tmp_path / "ended").read_text() if (tmp_path / "ended").exists() else "still there"
    if waiting.is_alive():
        os.killpg(pid, signal.SIGKILL)
    assert ended == str(128 + signal.SIGHUP)


# Stopping and going on


@pytest.mark.skipif(not shutil.which("bash"), reason="stopping needs a shell with jobs")
@pytest.mark.parametrize("how", ["action", "signal"])
def test_stopped_and_continued_at_another_size_it_paints_itself_anew(home: Path, how: str) -> None:
    with Terminal("--norc", "--noprofile", "-i", program="bash", environ={"PS1": "shell> "}) as shell:
        shell.until("shell>")
        shell.send(f"{sys.executable} -m tuinews --home {home}\r")
        shell.until("Title 01", "1/5")
        start = len(shell.output)
        if how == "action":
            shell.send(":suspend\r")
        else:
            (child,) = Path(f"/proc/{shell.child.pid}/task/{shell.child.pid}/children").read_text("ascii").split()
            os.kill(int(child), signal.SIGTSTP)
        shell.written("Stopped", start)
        assert "\x1b[?1049l" in shell.output[start:]
        shell.send("stty -a\r")
        shell.until(" icanon")
        shell.resize(70, 20)
        start = len(shell.output)
        shell.send("fg\r")
        shell.written("\x1b[?1049h", start)
        shell.until("Title 01", "1/5", "? help")
        shell.until_so("the footer on the last line", lambda text: text.splitlines()[19].rstrip().endswith("? help"))
        start = len(shell.output)
        shell.send("jQ")
        shell.written("\x1b[?1049l", start)
        shell.written("shell>", start)
        start = len(shell.output)
        shell.send("echo status $?\r")
        shell.written("status 0", start)


def test_a_signal_to_stop_that_comes_while_something_is_written_stops_it_nevertheless() -> None:
    with Terminal(TROUBLE, "stopped", size=(124, 30)) as terminal:
        terminal.written("\x1b[?1049l")
        pid = terminal.child.pid
        assert pid is not None
        assert os.WIFSTOPPED(os.waitpid(pid, os.WUNTRACED)[1])
        terminal.child.kill(signal.SIGCONT)
        terminal.until("Headline 01", "Coast Daily")
        terminal.send("Q")
        assert terminal.end() == 0


@pytest.mark.parametrize("size", [(1, 1), (2, 200), (5, 10), (300, 3)])
def test_it_lives_at_any_size_and_grows_again(home: Path, size: tuple[int, int]) -> None:
    with reader(home, size=size) as terminal:
        terminal.written("\x1b[?2004h")
        terminal.send("j\r?")
        terminal.resize(100, 30)
        terminal.until("─ Help ─")
        # to the list by name: where the machine is slow, help was opened before the article came
        terminal.send("\x1b[27u2k")
        terminal.until("Title 01")
        terminal.resize(*size)
        terminal.send("Q")
        assert terminal.end() == 0


def test_the_size_is_the_terminals_own_whatever_the_environment_says(home: Path) -> None:
    with reader(home, COLUMNS="40", LINES="12") as terminal:
        terminal.until("Title 05", "Enter open  Space read on")
        terminal.send("Q")
        assert terminal.end() == 0


# Poor terminals


def test_without_colours_there_are_none(home: Path) -> None:
    with reader(home, NO_COLOR="1") as terminal:
        terminal.until("Title 01", "1/5")
        terminal.send("Q")
        assert terminal.end() == 0
    colours = re.findall(r"[34]8;2;(\d+);(\d+);(\d+)", terminal.output)
    assert all(red == green == blue for red, green, blue in colours)
    plain = re.sub(r"[34]8;2;\d+;\d+;\d+", "", terminal.output)
    assert not re.search(r"\x1b\[(?:\d+;)*(?:[349][1-68]|10[1-6])[;m]", plain)


@pytest.mark.parametrize("locale", ["C", "POSIX", "en_US.ISO-8859-1"])
def test_in_a_locale_without_letters_it_starts_and_leaves(home: Path, locale: str) -> None:
    with reader(home, LANG=locale, LC_ALL=locale) as terminal:
        terminal.until("Title 01", "1/5")
        terminal.send("Q")
        assert terminal.end() == 0
    assert "Traceback" not in terminal.output


# Browsers of the terminal

BROWSER = """#!/bin/sh
echo "PAGE $#:$1"
stty -a | grep -o ' icanon'
read -r line
exit "$line"
"""


@pytest.fixture
def browsing(home: Path, tmp_path: Path) -> Iterator[Terminal]:
    place = tmp_path / "bin"
    place.mkdir()
    (place / "w3m").write_text(BROWSER, "utf-8")
    (place / "w3m").chmod(0o755)
    # so wide that what is told does not lie over the list's position, as it does where the list has the whole screen
    with reader(home, size=(160, 30), BROWSER="w3m %s", PATH=f"{place}:{os.environ['PATH']}") as started:
        started.until("Title 01", "1/5")
        yield started


@pytest.mark.parametrize(("status", "said"), [("0", "Back from w3m"), ("3", "w3m ended with status 3")])
def test_a_browser_of_the_terminal_gets_it_and_gives_it_back(browsing: Terminal, status: str, said: str) -> None:
    start = len(browsing.output)
    browsing.send("o")
    browsing.until("PAGE 1:http://127.0.0.1:9/article/1", " icanon")
    assert "\x1b[?1049l" in browsing.output[start:]
    start = len(browsing.output)
    browsing.send(f"{status}\r")
    browsing.until(said, "Title 01", "1/5")
    assert "\x1b[?1049h" in browsing.output[start:]
    browsing.send("j")
    browsing.until("2/5")
    browsing.send("Q")
    assert browsing.end() == 0


def test_a_script_that_runs_a_browser_of_the_terminal_gets_it_by_a_setting(home: Path, tmp_path: Path) -> None:
    wrapper = tmp_path / "my-wrapper"
    wrapper.write_text(BROWSER, "utf-8")
    wrapper.chmod(0o755)
    with (home / "config" / "config.toml").open("a") as settings:
        settings.write("[browser]\nterminal = true\n")
    with reader(home, BROWSER=str(wrapper)) as terminal:
        terminal.until("Title 01", "1/5")
        terminal.send("o")
        terminal.until("PAGE 1:http://127.0.0.1:9/article/1", " icanon")
        terminal.send("0\r")
        terminal.until("Back from my-wrapper", "Title 01", gone="Opening")
        assert "PAGE 1" not in terminal.text


def test_ctrl_c_in_a_browser_of_the_terminal_ends_the_browser_only(browsing: Terminal) -> None:
    browsing.send("o")
    browsing.until("PAGE 1:", " icanon")
    browsing.send("\x03")
    browsing.until("w3m", "Title 01", "1/5")
    browsing.send("jQ")
    assert browsing.end() == 0
