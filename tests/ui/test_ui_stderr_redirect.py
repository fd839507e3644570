"""The screen is the reader's alone: what others write to stderr meanwhile is in the log."""

import os
import shlex
import signal
import sys
from pathlib import Path

import pytest

from ui.poisons import fill
from ui.real_terminal import Terminal, reader

TROUBLE = str(Path(__file__).with_name("reader_in_trouble.py"))
BROWSER = """#!/bin/sh
echo "a page, and ${1%%:*}"
echo 'a browser on stderr' >&2
read -r line
"""

on_linux = pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="where a descriptor leads is seen on Linux")


@pytest.fixture
def home(tmp_path: Path) -> Path:
    fill(tmp_path / "home", [f"harmless {number}" for number in range(5)])
    return tmp_path / "home"


def stderr_of(process: int | None) -> str:
    """Where a process's descriptor 2 leads."""
    return str(Path(f"/proc/{process}/fd/2").readlink())


def test_what_c_children_and_workers_write_to_stderr_is_logged_and_not_on_the_screen(tmp_path: Path) -> None:
    log = tmp_path / "a.log"
    with Terminal(TROUBLE, "mutter", str(log), size=(124, 30)) as terminal:
        terminal.until("Headline 01", "Coast Daily")  # which is in the list of feeds once all has been said
        terminal.send("Q")
        assert terminal.end() == 0
    assert "said by" not in terminal.output
    assert "owned" not in terminal.output
    text = log.read_text("utf-8")
    assert "WARNING tuinews.engine.stderr_log: stderr: said by C to http://***@coast.example/" in text
    assert "stderr: said by a child" in text
    assert "a worker: said by a worker" in text
    assert "\x1b" not in text
    assert log.stat().st_mode & 0o777 == 0o600


def test_a_browser_of_the_terminal_has_the_terminal_for_its_stderr(home: Path, tmp_path: Path) -> None:
    place = tmp_path / "bin"
    place.mkdir()
    (place / "w3m").write_text(BROWSER, "utf-8")
    (place / "w3m").chmod(0o755)
    # so wide that what is told does not lie over the list's position, as it does where the list has the whole screen
    with reader(home, size=(160, 30), BROWSER="w3m %s", PATH=f"{place}:{os.environ['PATH']}") as terminal:
        terminal.until("Title 01", "1/5")
        terminal.send("o")
        terminal.until("a page, and http", "a browser on stderr")
        terminal.send("\r")
        terminal.until("Back from w3m", "1/5")
        terminal.send("Q")
        assert terminal.end() == 0


@on_linux
def test_stderr_is_the_terminals_again_while_the_reader_is_stopped(home: Path) -> None:
    with Terminal("--norc", "--noprofile", "-i", program="bash", environ={"PS1": "shell> "}) as shell:
        shell.until("shell>")
        own = stderr_of(shell.child.pid)
        shell.send(f"{sys.executable} -m tuinews --home {home}\r")
        shell.until("Title 01", "1/5")
        (child,) = Path(f"/proc/{shell.child.pid}/task/{shell.child.pid}/children").read_text("ascii").split()
        assert stderr_of(int(child)).startswith("pipe:")
        start = len(shell.output)
        os.kill(int(child), signal.SIGTSTP)
        shell.written("Stopped", start)
        assert stderr_of(int(child)) == own
        start = len(shell.output)
        shell.send("fg\r")
        shell.written("\x1b[?2004h", start)  # the last of what it asks of the terminal: it reads keys again
        shell.written("Title 01", start)
        assert stderr_of(int(child)).startswith("pipe:")
        start = len(shell.output)
        shell.send("Q")
        shell.written("shell>", start)


def test_the_screen_is_not_written_to_a_file_that_stderr_leads_to(home: Path, tmp_path: Path) -> None:
    file = tmp_path / "stderr.txt"
    line = f"{shlex.quote(sys.executable)} -m tuinews --home {home} 2>{file}"
    with Terminal("-c", line, program="sh") as terminal:
        terminal.until("Title 01", "1/5")
        terminal.send("Q")
        assert terminal.end() == 0
    assert file.read_bytes() == b""


@pytest.mark.parametrize("where", ["defect", "widget"])
def test_the_last_sentence_of_a_reader_with_a_defect_is_on_the_terminal(where: str, tmp_path: Path) -> None:
    with Terminal(TROUBLE, where, str(tmp_path / "a.log")) as terminal:
        assert terminal.end() == 1
    after = terminal.output[terminal.output.rindex("\x1b[?1049l") :]
    assert "a defect ended the reader" in " ".join(after.split())
