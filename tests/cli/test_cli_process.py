"""What only a process of its own can show: what is imported, where output goes, signals and terminals."""

import contextlib
import json
import os
import pty
import select
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from cli.door import DATA, Tuinews, Web

PROBE = """
import sys
from tuinews.cli import run
code = run(sys.argv[1:])
loaded = set(sys.modules) & {"textual", "httpx", "feedparser", "lxml", "trafilatura", "rich", "argparse", "asyncio"}
ours = sum(name.startswith("tuinews.") for name in sys.modules)
print("\\n" + " ".join([str(ours), *sorted(loaded)]), file=sys.stderr)
sys.exit(code)
"""


def _environment(home: Path, **more: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name in {"PATH", "HOME", "TMPDIR", "PYTHONPATH"}}
    return kept | {"TUINEWS_HOME": str(home), "TERM": "xterm-256color", "LANG": "C.UTF-8"} | more


def _start(home: Path, *words: str, **more: str) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-m", "tuinews", *words]
    return subprocess.run(
        command,
        env=_environment(home, **more),
        capture_output=True,
        text=True,
        check=False,
        stdin=subprocess.DEVNULL,
        timeout=120,
    )


@pytest.mark.parametrize(
    ("words", "most"),
    [
        (("feeds",), 110),
        (("list", "--json"), 110),
        (("count", "is:unread"), 100),
        (("undo",), 170),
        (("topics",), 165),
        (("config", "show"), 66),
        (("keys",), 68),
        (("doctor", "--json"), 130),
        (("refresh",), 235),
        (("--help",), 20),
    ],
)
def test_headless_commands_load_no_screen_and_no_more_than_they_need(
    home: Path, words: tuple[str, ...], most: int
) -> None:
    """`most` is how many of our modules a command may import: each costs a third of a millisecond."""
    done = subprocess.run(
        [sys.executable, "-c", PROBE, *words], env=_environment(home), capture_output=True, text=True, check=False
    )
    ours, *others = done.stderr.rstrip("\n").rpartition("\n")[2].split()
    loaded = set(others)
    assert int(ours) <= most, "import what this command does without where it is used"
    assert not loaded & {"textual", "rich", "feedparser", "trafilatura", "lxml"}
    if words[0] != "refresh":
        assert "httpx" not in loaded


def test_the_way_to_the_reader_parses_no_arguments(home: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", PROBE, "--home", str(home)],
        env=_environment(home),
        capture_output=True,
        text=True,
        check=False,
        stdin=subprocess.DEVNULL,
    )
    assert done.returncode == 2
    told, _, loaded = done.stderr.splitlines()
    assert "terminal" in told
    assert len(loaded.split()) == 1, "the number of our modules, and nothing heavy"


@pytest.mark.parametrize("words", [(), ("demo",), ("--debug",)])
def test_without_a_terminal_the_reader_says_one_sentence(home: Path, words: tuple[str, ...]) -> None:
    done = _start(home, *words)
    assert done.returncode == 2
    assert not done.stdout
    assert "terminal" in done.stderr.splitlines()[-1]
    assert "\x1b" not in done.stderr


def test_tracebacks_only_with_debug(home: Path) -> None:
    assert "Traceback" not in _start(home, "show", "7").stderr
    done = _start(home, "show", "7", "--debug")
    assert done.returncode == 2
    assert "Traceback" in done.stderr


def test_a_reader_that_leaves_early_is_no_error(tuinews: Tuinews, home: Path, web: Web) -> None:
    tuinews("add", web.serve_portal())
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run(
        [sys.executable, "-m", "tuinews", "list"],
        env=_environment(home),
        stdout=writing,
        stderr=subprocess.PIPE,
        text=True,
        check=False,
    )
    os.close(writing)
    assert done.stderr == ""
    assert done.returncode == 0


def test_ctrl_c_is_130_and_quiet(home: Path) -> None:
    child = subprocess.Popen(
        [sys.executable, "-m", "tuinews", "inspect", "page", "--batch"],
        env=_environment(home),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert child.stdin is not None
    assert child.stdout is not None
    child.stdin.write('{"file": "/nowhere.html"}\n')
    child.stdin.flush()
    assert child.stdout.readline()  # it is at work
    child.send_signal(signal.SIGINT)
    child.stdin.close()
    child.stdout.close()
    assert child.stderr is not None
    told = child.stderr.read()
    child.stderr.close()
    assert child.wait() == 130
    assert told == ""


def test_an_interrupted_refresh_is_130_and_the_next_one_is_free(tuinews: Tuinews, home: Path, web: Web) -> None:
    tuinews("add", web.serve_portal())
    web.asked.clear()
    web.gate.clear()
    child = subprocess.Popen(
        [sys.executable, "-m", "tuinews", "refresh", "--force"],
        env=_environment(home),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert web.came.wait(60)
    child.send_signal(signal.SIGINT)
    out, told = child.communicate(timeout=60)
    assert (child.returncode, out, told) == (130, "", "")
    web.gate.set()
    assert tuinews("refresh", "--force").code == 0


def test_whoever_reads_the_lines_may_leave_and_the_refresh_goes_on(tuinews: Tuinews, home: Path, web: Web) -> None:
    url = web.serve_portal()
    tuinews("add", url)
    tuinews("add", web.serve("/other.xml", DATA / "portal" / "feed.xml", "application/rss+xml"))
    web.asked.clear()
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run(
        [sys.executable, "-m", "tuinews", "refresh", "--force", "--json"],
        env=_environment(home),
        stdout=writing,
        stderr=subprocess.PIPE,
        text=True,
        check=False,
    )
    os.close(writing)
    assert (done.returncode, done.stderr) == (0, "")
    assert sorted(web.asked) == ["/feed.xml", "/other.xml"]


@pytest.mark.parametrize("encoding", ["latin-1", "ascii"])
def test_an_old_locale_loses_letters_but_never_json(tuinews: Tuinews, home: Path, web: Web, encoding: str) -> None:
    tuinews("add", web.serve_portal())
    plain = _start(home, "list", PYTHONIOENCODING=encoding)
    assert plain.returncode == 0
    assert "Ferry ?Gannet?" in plain.stdout
    entries = json.loads(_start(home, "list", "--json", PYTHONIOENCODING=encoding).stdout)
    assert entries[0]["title"].startswith("Ferry “Gannet”")


def test_nothing_that_a_feed_says_reaches_the_terminal_as_a_command(tuinews: Tuinews, home: Path, web: Web) -> None:
    url = web.serve_portal()
    page = web.pages["/feed.xml"]
    hostile = page.body.replace(b"Lighthouse", b"Light\xc2\x9b31m&#x9b;2J&#x1b;]0;mine&#x7;house[/b]")
    web.pages["/feed.xml"] = page._replace(body=hostile)
    tuinews("add", url)
    for words in (
        ("list",),
        ("list", "--json"),
        ("feeds",),
        ("show", "1"),
        ("show", "1", "--json"),
        ("read", "--plain"),
    ):
        done = _start(home, *words)
        assert done.returncode == 0, done.stderr
        assert not {"\x1b", "\x9b", "\x07"} & set(done.stdout + done.stderr)
    _code, seen = _on_terminal(home, "list", "--no-color")
    assert not {"\x1b", "\x9b", "\x07"} & set(seen)


def test_a_store_that_cannot_be_made_is_exit_5_and_one_line(home: Path) -> None:
    (home / "data").write_text("a file where a folder should be")
    done = _start(home, "list")
    assert done.returncode == 5
    assert done.stderr.count("\n") == 1
    assert not done.stdout


def _on_terminal(home: Path, *words: str, answer: str = "", **more: str) -> tuple[int, str]:
    """Run on a pseudo-terminal; the exit code, and what was seen there."""
    ours, theirs = pty.openpty()
    child = subprocess.Popen(
        [sys.executable, "-m", "tuinews", *words],
        env=_environment(home, COLUMNS="70", LINES="24", **more),
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        start_new_session=True,
    )
    os.close(theirs)
    os.write(ours, answer.encode())
    seen = bytearray()
    last = time.monotonic() + 60
    with contextlib.suppress(OSError):  # Linux ends a terminal with EIO
        while select.select([ours], [], [], max(0.0, last - time.monotonic()))[0] and (chunk := os.read(ours, 4096)):
            seen += chunk
    if time.monotonic() > last:
        child.kill()
    os.close(ours)
    return child.wait(), seen.decode()


def test_on_a_terminal_there_is_a_table_cut_to_its_width(tuinews: Tuinews, home: Path, web: Web) -> None:
    tuinews("add", web.serve_portal())
    code, seen = _on_terminal(home, "list", NO_COLOR="1")
    assert code == 0
    lines = seen.replace("\r", "").splitlines()
    assert "title" in lines[0]
    assert any("●" in line and "Ferry" in line and "…" in line for line in lines)
    assert all(len(line) <= 70 for line in lines)


def test_colour_is_there_on_a_terminal_and_gone_when_unwanted(tuinews: Tuinews, home: Path, web: Web) -> None:
    tuinews("add", web.serve_portal())
    colour = "\x1b[36m"
    assert colour in _on_terminal(home, "list")[1]
    assert colour not in _on_terminal(home, "list", NO_COLOR="1")[1]
    assert colour not in _on_terminal(home, "list", "--no-color")[1]


def test_several_feeds_are_asked_about_on_a_terminal(tuinews: Tuinews, home: Path, web: Web) -> None:
    url = web.serve("/site", DATA / "site.html", "text/html")
    web.serve("/hills.xml", DATA / "portal" / "feed.xml", "application/rss+xml")
    code, seen = _on_terminal(home, "add", url, answer="2\n")
    assert code == 0, seen
    assert "Which one" in seen
    assert [feed["url"] for feed in tuinews("feeds", "--json").json()] == [f"{web.base}/hills.xml"]


def test_plain_reading_on_a_terminal_marks_what_is_passed(tuinews: Tuinews, home: Path, web: Web) -> None:
    tuinews("add", web.serve_portal())
    code, seen = _on_terminal(home, "read", "--plain", answer="\ns\nq\n")
    assert code == 0, seen
    assert tuinews("count", "is:unread").out == "1\n"
    assert tuinews("count", "is:starred").out == "1\n"
