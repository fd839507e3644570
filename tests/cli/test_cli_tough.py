"""What may happen to a command from outside: signals, closed streams, no home, no files, no memory, an old locale."""

import contextlib
import ctypes
import io
import os
import resource
import signal
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from time import monotonic

import apsw
import pytest

from cli.door import Tuinews, Web
from tuinews.cli import run as run_here

PROGRAM = [sys.executable, "-m", "tuinews"]


def environment(home: Path, **more: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name in {"PATH", "HOME", "TMPDIR", "PYTHONPATH"}}
    return kept | {"TUINEWS_HOME": str(home), "TERM": "xterm-256color", "LANG": "C.UTF-8"} | more


def run(
    home: Path, *words: str, limit: Callable[[], None] | None = None, **more: str
) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [*PROGRAM, *words],
        env=environment(home, **more),
        capture_output=True,
        text=True,
        check=False,
        stdin=subprocess.DEVNULL,
        preexec_fn=limit,
        timeout=120,
    )


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
def test_p1_a_refresh_that_is_told_to_end_lets_go_and_says_by_its_status_why(
    tuinews: Tuinews, home: Path, web: Web, number: signal.Signals
) -> None:
    tuinews("add", web.serve_portal())
    web.gate.clear()
    with subprocess.Popen(
        [*PROGRAM, "refresh", "--force"],
        env=environment(home),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=lambda: signal.signal(number, signal.SIG_DFL),  # noqa: PLW1509  whoever runs the tests may ignore it
    ) as child:
        assert web.came.wait(60)
        child.send_signal(number)
        out, told = child.communicate(timeout=60)
    web.gate.set()
    assert (child.returncode, out, told) == (128 + number, "", "")
    assert tuinews("doctor", "--json").json()["store"]["integrity"] == "ok"
    assert tuinews("refresh", "--force").code == 0  # its lease is free


def test_p1_a_signal_that_was_ignored_before_stays_ignored(tuinews: Tuinews, home: Path, web: Web) -> None:
    tuinews("add", web.serve_portal())
    web.gate.clear()
    with subprocess.Popen(
        [*PROGRAM, "refresh", "--force"],
        env=environment(home),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        preexec_fn=lambda: signal.signal(signal.SIGHUP, signal.SIG_IGN),  # noqa: PLW1509  as nohup does
    ) as child:
        assert web.came.wait(60)
        child.send_signal(signal.SIGHUP)
        web.gate.set()
        child.communicate(timeout=60)
    assert child.returncode == 0


@pytest.mark.parametrize("closed", ["<&-", ">&-", "<&- >&- 2>&-"])
@pytest.mark.parametrize("words", ["feeds", "refresh", "import -"])
def test_p7_closed_streams_are_no_defect_and_never_the_stores_file(home: Path, closed: str, words: str) -> None:
    line = f'"{sys.executable}" -m tuinews {words} {closed}'
    done = subprocess.run(
        ["/bin/sh", "-c", line],
        env=environment(home),
        capture_output=True,
        text=True,
        check=False,
    )
    assert "Traceback" not in done.stderr
    assert "should not have happened" not in done.stderr
    assert done.returncode in ({1} if words == "import -" else {0})
    assert "integrity" in run(home, "doctor").stdout


def test_p5_no_home_is_one_sentence_and_exit_4(tmp_path: Path) -> None:
    kept = {"PATH": os.environ["PATH"]}
    done = subprocess.run([*PROGRAM, "feeds"], env=kept, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (4, "", 1)
    assert "--home DIR" in done.stderr


@pytest.mark.parametrize("place", ["/proc", "/proc/version"])
def test_p5_a_home_that_cannot_be_written_is_one_sentence(place: str) -> None:
    """Nobody, not even the superuser, can make a folder there."""
    kept = {"PATH": os.environ["PATH"], "HOME": place}
    for words in (["feeds"], ["refresh"], ["doctor"]):
        done = subprocess.run([*PROGRAM, *words], env=kept, capture_output=True, text=True, check=False)
        assert done.returncode in {4, 5}
        assert "cannot be" in done.stderr + done.stdout
        assert "Traceback" not in done.stderr


def test_p5_with_few_files_many_feeds_are_refreshed(tuinews: Tuinews, home: Path, web: Web) -> None:
    outlines = ""
    web.serve_portal()
    for number in range(40):
        web.pages[f"/{number}.xml"] = web.pages["/feed.xml"]
        outlines += f'<outline xmlUrl="http://127.0.0.{number + 1}:{web.base.rpartition(":")[2]}/{number}.xml"/>'
        outlines += f'<outline xmlUrl="{web.base}/{number}.xml"/>'
    (home / "list.opml").write_text(f"<opml><body>{outlines}</body></opml>")
    tuinews("import", home / "list.opml")
    done = run(home, "refresh", "--json", limit=lambda: resource.setrlimit(resource.RLIMIT_NOFILE, (64, 64)))
    assert "Too many open files" not in done.stdout + done.stderr
    assert sum('"updated"' in line and web.base in line for line in done.stdout.splitlines()) == 40


def test_p5_where_no_process_can_be_started_each_feed_says_so(tuinews: Tuinews, home: Path, web: Web) -> None:
    tuinews("import", _listed(home, web))
    code = (
        "import subprocess, sys\n"
        "def refuse(*_, **__): raise OSError(12, 'Cannot allocate memory')\n"
        "subprocess.Popen.__init__ = refuse\n"
        "subprocess.Popen.__del__ = lambda self: None\n"
        "from tuinews.cli import run\n"
        "sys.exit(run(sys.argv[1:]))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, "refresh"], env=environment(home), capture_output=True, text=True, check=False
    )
    assert done.returncode == 3
    assert "no process could be started" in done.stderr
    assert "Traceback" not in done.stderr


def _listed(home: Path, web: Web) -> Path:
    file = home / "list.opml"
    file.write_text(f'<opml><body><outline xmlUrl="{web.serve_portal()}"/></body></opml>')
    return file


def test_p5_without_a_folder_for_temporary_files(tuinews: Tuinews, home: Path, web: Web) -> None:
    tuinews("import", _listed(home, web))
    for words in (("refresh",), ("list", "title:ferry"), ("export",)):
        done = run(home, *words, TMPDIR="/nonexistent")
        assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(
    "locale", [{"LC_ALL": "C"}, {"LC_ALL": "POSIX", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}]
)
def test_p7_in_an_old_locale_every_command_works(
    tuinews: Tuinews, home: Path, web: Web, locale: dict[str, str]
) -> None:
    tuinews("add", web.serve_portal(), "--folder", "Küste")
    for words in (("feeds",), ("list",), ("show", "1"), ("topics",), ("refresh",), ("export",), ("read", "--plain")):
        done = run(home, *words, limit=None, **locale)
        assert done.returncode == 0, (words, done.stderr)
        assert "\x1b" not in done.stdout


def test_d3_a_store_that_another_program_keeps_locked_is_one_sentence_after_a_bounded_wait(
    tuinews: Tuinews, home: Path, web: Web
) -> None:
    tuinews("add", web.serve_portal())
    with closing(apsw.Connection(str(home / "data" / "tuinews.db"))) as other:
        other.execute("BEGIN IMMEDIATE")
        assert tuinews("list").code == 0
        started = monotonic()
        result = tuinews("mark", "read", "1")
        assert 4 < monotonic() - started < 40
        assert (result.code, result.err.count("\n")) == (5, 1)
        assert "Another program keeps" in result.err
        other.execute("ROLLBACK")
    assert tuinews("mark", "read", "1").code == 0


def test_f2_a_link_in_place_of_the_log_is_not_followed(tuinews: Tuinews, home: Path, web: Web, tmp_path: Path) -> None:
    precious = tmp_path / "precious"
    precious.write_text("mine")
    (home / "state").mkdir()
    (home / "state" / "tuinews.log").symlink_to(precious)
    assert tuinews("add", web.serve_portal()).code == 0
    assert precious.read_text() == "mine"


def test_f5_folders_that_vanish_are_made_anew(tuinews: Tuinews, home: Path, web: Web) -> None:
    tuinews("add", web.serve_portal())
    for file in (home / "state").iterdir():
        file.unlink()
    (home / "state").rmdir()
    (home / "config" / "config.toml").unlink()
    (home / "config").rmdir()
    assert tuinews("refresh").code == 0
    assert tuinews("list").code == 0


def test_o6_an_export_is_private_whole_and_keeps_what_was_there_until_it_is(
    tuinews: Tuinews, web: Web, tmp_path: Path
) -> None:
    tuinews("add", web.serve_portal())
    target = tmp_path / "feeds.opml"
    assert tuinews("export", target).code == 0
    assert target.stat().st_mode & 0o777 == 0o600
    target.chmod(0o644)
    assert tuinews("export", target).code == 0
    assert target.stat().st_mode & 0o777 == 0o644
    assert [file.name for file in tmp_path.iterdir() if file.name.startswith(".")] == []
    assert tuinews("export", tmp_path / "nowhere" / "feeds.opml").code == 1


def test_o5_an_import_that_is_killed_took_all_or_nothing(home: Path) -> None:
    outlines = "".join(f'<outline xmlUrl="http://host{n}.example/feed"/>' for n in range(3_000))
    file = home / "many.opml"
    file.write_text(f"<opml><body>{outlines}</body></opml>")
    counts = set()
    for milliseconds in (400, 550, 700, 850):
        with subprocess.Popen([*PROGRAM, "import", str(file)], env=environment(home), stderr=subprocess.PIPE) as child:
            try:
                child.wait(milliseconds / 1000)
            except subprocess.TimeoutExpired:
                child.kill()
            child.communicate()
        counts.add(run(home, "feeds").stdout.count("\n"))
    assert counts <= {0, 3_000}


SECRETS = ("hunter2", "t0psecret", "pr0xypass")
PROXY = "http://bob:pr0xypass@127.0.0.1:9"


def whole_run(tuinews: Tuinews, home: Path, url: str, exported: Path) -> str:
    """All that is printed and exported while a feed with a password and a token lives and breaks."""
    said = ""
    for words in (
        ("add", url, "--debug"),
        ("add", url),
        ("feeds",),
        ("feeds", "--json"),
        ("refresh", "--force", "--json", "--debug"),
        ("list", "--json"),
        ("show", "1"),
        ("edit", "1", "--title", "Mine"),
        ("export", str(exported)),
        ("export", "--format", "json"),
        ("doctor",),
        ("doctor", "--json"),
    ):
        result = tuinews(*words)
        assert result.code == 0, (words, result.err)
        said += result.out + result.err
    for words in (
        ("refresh", "--force", "--debug"),
        ("add", url.replace("/private", "/other"), "--debug"),
        ("doctor",),
    ):
        done = run(home, *words, http_proxy=PROXY)
        said += done.stdout + done.stderr
    return said + exported.read_text()


def test_f4_h20_no_secret_is_printed_logged_or_exported_in_a_whole_run(
    tuinews: Tuinews, home: Path, web: Web, tmp_path: Path
) -> None:
    web.serve_portal()
    web.pages["/private.xml?token=t0psecret"] = web.pages["/feed.xml"]
    url = f"http://ann:hunter2@{web.base.removeprefix('http://')}/private.xml?token=t0psecret"
    said = whole_run(tuinews, home, url, tmp_path / "out.opml")
    log = "".join(file.read_text() for file in (home / "state").iterdir())
    assert "feed 1 " in log
    assert "127.0.0.1:9" in said
    assert "hunter2" not in said + log
    assert "pr0xypass" not in said + log
    assert "t0psecret" not in log
    files = [file for file in home.rglob("*") if file.is_file() and "config" not in file.parts]
    holding = {file for file in files if any(secret.encode() in file.read_bytes() for secret in SECRETS)}
    assert holding
    assert all(file.stat().st_mode & 0o077 == 0 for file in holding)


COMMANDS = ["--help", "--version", "list --help", "list", "list --json", "count", "show 1", "feeds", "export", "keys"]
COMMANDS += ["config show", "doctor", "save 1 --to -", "backup -", "refresh --json", "config check --json"]


@pytest.mark.parametrize("words", COMMANDS)
def test_a_full_stdout_is_one_sentence_and_no_success(
    tuinews: Tuinews, web: Web, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, words: str
) -> None:
    tuinews("add", web.serve_portal())
    with Path("/dev/full").open("wb", buffering=0) as full:
        # what fails is lost at once, so that nothing is left to fail at the end
        monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(full, encoding="utf-8", write_through=True))
        code = run_here(words.split())
        monkeypatch.undo()
    told = capsys.readouterr().err
    assert (code, "No space left" in told) == (1, True)


def test_a_full_stderr_stops_nothing(tuinews: Tuinews, web: Web, monkeypatch: pytest.MonkeyPatch) -> None:
    tuinews("add", web.serve_portal())
    with contextlib.suppress(OSError), Path("/dev/full").open("w", encoding="utf-8", buffering=1) as full:
        monkeypatch.setattr(sys, "stderr", full)
        assert run_here(["mark", "read", "1"]) == 0
    monkeypatch.undo()


def powerless() -> None:
    """Keep a process of root from reading and writing what its permissions forbid (capabilities(7))."""
    libc = ctypes.CDLL(None)
    for capability in (1, 2):
        libc.prctl(24, capability, 0, 0, 0)


READ_ONLY, UNREADABLE = 0o500, 0o000


@pytest.mark.parametrize(
    ("mode", "words", "code"),
    [
        (READ_ONLY, "list", 0),
        (READ_ONLY, "show 2 --full", 1),
        (READ_ONLY, "backup ../copy.db", 0),
        (READ_ONLY, "save 2 --to -", 0),
        (READ_ONLY, "mark read 1", 5),
        (UNREADABLE, "list", 5),
        (UNREADABLE, "doctor", 5),
        (UNREADABLE, "backup ../copy.db", 5),
    ],
)
def test_a_library_that_cannot_be_written_is_read_and_one_that_cannot_be_read_is_told(
    filled: Path, mode: int, words: str, code: int
) -> None:
    (filled / "data" / "tuinews.db").chmod(0o400)
    (filled / "data").chmod(mode)
    try:
        done = run(filled, *words.replace("..", str(filled)).split(), limit=powerless)
    finally:
        (filled / "data").chmod(0o700)
    assert (done.returncode, "Traceback" in done.stderr) == (code, False), done.stderr
    assert ("Gannet" in done.stdout) is (code != 5 and not words.startswith("backup"))
    assert (filled / "copy.db").exists() is (words.startswith("backup") and not code)


@pytest.fixture
def filled(tuinews: Tuinews, home: Path, web: Web) -> Path:
    """A home with two entries."""
    tuinews("add", web.serve_portal())
    return home
