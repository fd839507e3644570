"""A copy never takes the place of anything but an older copy, is whole or not there, and says what is not in it."""

import os
import resource
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from cli.door import Tuinews, Web

FILES = ("tuinews.db", "tuinews.db-wal", "tuinews.db-shm", "tuinews.db-journal")


@pytest.fixture
def data(tuinews: Tuinews, web: Web, home: Path) -> Path:
    """The folder of a library with two entries."""
    assert tuinews("add", web.serve_portal()).code == 0
    return home / "data"


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def link(data: Path, name: str) -> str:
    """A link elsewhere to a file of the library."""
    place = data.parent / "link.db"
    place.symlink_to(data / name)
    return str(place)


def hard_link(data: Path) -> str:
    place = data.parent / "hard.db"
    place.hardlink_to(data / "tuinews.db")
    return str(place)


def folder_link(data: Path) -> str:
    (data.parent / "door").symlink_to(data)
    return str(data.parent / "door" / "tuinews.db")


SPELLINGS: dict[str, Callable[[Path], str]] = {
    "itself": lambda data: str(data / "tuinews.db"),
    "dots": lambda data: str(data / ".." / "data" / "." / "tuinews.db"),
    "relative": lambda data: os.path.relpath(data / "tuinews.db"),
    "slashes": lambda data: str(data) + "//tuinews.db",
    "link": lambda data: link(data, "tuinews.db"),
    "hard link": hard_link,
    "folder link": folder_link,
    "log": lambda data: str(data / "tuinews.db-wal"),
    "shared memory": lambda data: str(data / "tuinews.db-shm"),
    "journal": lambda data: str(data / "tuinews.db-journal"),
    "link to the log": lambda data: link(data, "tuinews.db-wal"),
}


@pytest.mark.parametrize("spelling", SPELLINGS)
@pytest.mark.parametrize("is_open", [False, True], ids=["closed", "open"])
def test_d12_a_copy_never_goes_over_the_library_itself(
    tuinews: Tuinews, data: Path, spelling: str, *, is_open: bool
) -> None:
    place = SPELLINGS[spelling](data)
    with closing(sqlite3.connect(data / "tuinews.db")) as other:
        if is_open:
            assert other.execute("SELECT count(*) FROM entries").fetchone() == (2,)
        before = (data / "tuinews.db").read_bytes()
        result = tuinews("backup", place)
        assert (result.code, result.err.count("\n")) == (2, 1), result.err
        assert "library itself" in result.err
        assert (data / "tuinews.db").read_bytes() == before
    assert names(data) <= {*FILES, "secrets.json", "secrets.lock"}
    assert tuinews("count").out == "2\n"


def test_d12_a_copy_is_refused_at_the_place_of_a_library_that_is_yet_to_be_made(tuinews: Tuinews, home: Path) -> None:
    (home / "data").mkdir()
    result = tuinews("backup", home / "data" / "tuinews.db")
    assert (result.code, result.err.count("\n")) == (2, 1)
    assert names(home / "data") == set()


def cache_of_newsboat(place: Path) -> None:
    with closing(sqlite3.connect(place)) as made, made:
        made.execute("CREATE TABLE rss_item (id INTEGER, guid, feedurl, url, unread, flags)")


def empty_table(place: Path) -> None:
    with closing(sqlite3.connect(place)) as made, made:
        made.execute("PRAGMA application_id = 1")


def library_of_another_home(place: Path) -> None:
    shutil.copy(place.parent / "home" / "data" / "tuinews.db", place)


def copy_in_use(place: Path) -> None:
    library_of_another_home(place)
    with place.open("r+b") as file:
        file.seek(18)
        file.write(b"\1\1")  # without the mark of a log, as a copy is and a library on a network disk
    place.with_name(f"{place.name}-wal").write_bytes(b"what was committed last")


FOREIGN: dict[str, Callable[[Path], object]] = {
    "a newsboat cache": cache_of_newsboat,
    "an empty database": empty_table,
    "another library": library_of_another_home,
    "a library in use": copy_in_use,
    "text": lambda place: place.write_text("three years of work"),
    "a beginning": lambda place: place.write_bytes(b"SQLite format 3\x00"),
    "a folder": lambda place: place.mkdir(),
    "a pipe": os.mkfifo,
}


@pytest.mark.parametrize("kind", FOREIGN)
@pytest.mark.parametrize("linked", [False, True], ids=["named", "linked"])
def test_d12_only_a_copy_is_replaced_and_never_another_file(
    tuinews: Tuinews, data: Path, tmp_path: Path, kind: str, *, linked: bool
) -> None:
    assert data.is_dir()
    place = tmp_path / "precious"
    FOREIGN[kind](place)
    before = place.read_bytes() if place.is_file() else None
    (tmp_path / "link").symlink_to(place)
    around = names(tmp_path)

    result = tuinews("backup", tmp_path / "link" if linked else place)

    assert (result.code, result.err.count("\n")) == (2, 1), result.err
    assert before is None or place.read_bytes() == before
    assert names(tmp_path) == around


def test_d12_an_older_copy_is_replaced_where_a_link_leads_and_the_link_stays(
    tuinews: Tuinews, data: Path, tmp_path: Path
) -> None:
    assert data.is_dir()
    copy, door = tmp_path / "copy.db", tmp_path / "link.db"
    door.symlink_to(copy)
    (tmp_path / "copy.db.part").write_text("mine")
    for count in ("2", "0"):
        assert tuinews("backup", door).code == 0
        assert door.is_symlink()
        with closing(sqlite3.connect(copy)) as made:
            assert made.execute("SELECT count(*) FROM states WHERE read = 0").fetchone() == (int(count),)
        tuinews("mark", "read", "--query", "is:unread")
    assert names(tmp_path) >= {"copy.db", "link.db", "copy.db.part"}
    assert not [name for name in names(tmp_path) if name.startswith(".")]


def test_d12_a_copy_of_an_earlier_version_is_replaced(tuinews: Tuinews, data: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    shutil.copy(data / "tuinews.db", copy)
    with closing(sqlite3.connect(copy)) as older:
        older.execute("PRAGMA user_version = 5")
    assert copy.read_bytes()[18] == 2, "it has the mark of a log, as the copies of earlier versions had"
    assert tuinews("backup", copy).code == 0


_FULL = """
import resource, signal, sys
from tuinews.cli import run
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[1]), resource.RLIM_INFINITY))
sys.exit(run(sys.argv[2:]))
"""


@pytest.mark.parametrize("older", [False, True])
def test_d12_a_copy_that_fails_leaves_nothing_half_made(
    tuinews: Tuinews, data: Path, home: Path, tmp_path: Path, *, older: bool
) -> None:
    place = tmp_path / "copies"
    place.mkdir()
    before = b""
    if older:
        assert tuinews("backup", place / "copy.db").code == 0
        before = (place / "copy.db").read_bytes()
    limit = (data / "tuinews.db").stat().st_size // 2
    assert resource.getrlimit(resource.RLIMIT_FSIZE)[1] == resource.RLIM_INFINITY

    done = subprocess.run(
        [sys.executable, "-c", _FULL, str(limit), "--home", str(home), "backup", str(place / "copy.db")],
        capture_output=True,
        text=True,
        check=False,
    )

    assert (done.returncode, done.stderr.count("\n")) == (5, 1), done.stderr
    assert str(place / "copy.db") in done.stderr
    assert names(place) == ({"copy.db"} if older else set())
    assert not older or (place / "copy.db").read_bytes() == before
    assert tuinews("count").out == "2\n"


def test_d12_a_damaged_library_takes_no_older_copys_place(tuinews: Tuinews, data: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    assert tuinews("backup", copy).code == 0
    before = copy.read_bytes()
    with closing(sqlite3.connect(data / "tuinews.db")) as store:
        (root,) = store.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'bodies'").fetchone()
        store.execute("PRAGMA wal_checkpoint(truncate)")
    with (data / "tuinews.db").open("r+b") as file:
        file.seek((root - 1) * 8192)
        file.write(b"\xa5" * 8192)

    result = tuinews("backup", copy)

    assert (result.code, result.err.count("\n")) == (5, 1), result.err
    assert "doctor --fix" in result.err
    assert copy.read_bytes() == before
    assert names(tmp_path) == {"copy.db", "home"}


def test_d12_a_copy_goes_to_stdout_and_back(tuinews: Tuinews, data: Path, home: Path, tmp_path: Path) -> None:
    assert data.is_dir()
    words = [sys.executable, "-m", "tuinews", "--home", str(home), "backup", "-"]
    done = subprocess.run(words, capture_output=True, timeout=60, check=True)
    (tmp_path / "copy.db").write_bytes(done.stdout)
    assert b"not in it" in done.stderr
    assert not Path("-").exists()
    tuinews("remove", "1")
    assert tuinews("restore", tmp_path / "copy.db").code == 0
    assert tuinews("count").out == "2\n"


def test_a_copy_says_that_settings_and_logins_are_not_in_it_and_takes_them_along_when_told(
    tuinews: Tuinews, web: Web, home: Path, tmp_path: Path
) -> None:
    tuinews("add", web.serve_portal().replace("http://", "http://ann:s3cret@"))
    config, logins = home / "config" / "config.toml", home / "data" / "secrets.json"
    was = config.read_text(), logins.read_text()
    assert "s3cret" in was[1]
    plain, whole = tmp_path / "plain.db", tmp_path / "whole.db"

    told = tuinews("backup", plain).err
    assert "Settings and logins" in told
    assert "--with-settings" in told
    assert b"s3cret" not in plain.read_bytes()
    assert "with settings and logins" in tuinews("backup", "--with-settings", whole).err
    assert whole.stat().st_mode & 0o777 == 0o600

    config.write_text("[refresh]\nhost_gap_seconds = 1.0\n")
    logins.unlink()
    refused = tuinews("restore", "--with-settings", plain)
    assert (refused.code, refused.err.count("\n")) == (2, 1)
    assert "--with-settings" in tuinews("restore", whole).err
    assert (config.read_text(), logins.exists()) == ("[refresh]\nhost_gap_seconds = 1.0\n", False)
    assert b"s3cret" not in (home / "data" / "tuinews.db").read_bytes()

    assert tuinews("restore", "--with-settings", whole).code == 0
    assert (config.read_text(), logins.read_text()) == was
    assert logins.stat().st_mode & 0o777 == 0o600
    (kept,) = config.parent.glob("config.toml.replaced-*")
    assert kept.read_text() == "[refresh]\nhost_gap_seconds = 1.0\n"
    assert b"s3cret" not in (home / "data" / "tuinews.db").read_bytes()
    assert tuinews("backup", whole).code == 0, "a copy with settings is a copy"


@pytest.mark.parametrize("broken", [b"[refresh\n", b"\xff\xfe\0", b"[refresh]\nhost_gap_seconds = 'x'\n", None])
def test_a_broken_config_stops_nobody_from_saving_what_there_is(
    tuinews: Tuinews, data: Path, home: Path, tmp_path: Path, broken: bytes | None
) -> None:
    config = home / "config" / "config.toml"
    if broken is None:
        config.unlink()
        config.mkdir()
    else:
        config.write_bytes(broken)
    assert tuinews("list").code == 4

    copied, exported = tuinews("backup", tmp_path / "copy.db"), tuinews("export", tmp_path / "feeds.opml")
    report = tuinews("doctor", "--json")

    assert (copied.code, exported.code, report.code) == (0, 0, 4)
    for result in (copied, exported):
        assert "default settings" in result.err.splitlines()[0]
    assert (report.json()["store"]["entries"], report.json()["config"]["usable"]) == (2, False)
    assert tuinews("doctor", "--fix").code == 4
    assert tuinews("restore", tmp_path / "copy.db").code == 0
    assert (data / "tuinews.db").stat().st_size == (tmp_path / "copy.db").stat().st_size
    if broken is not None:
        assert tuinews("backup", "--with-settings", tmp_path / "copy.db").code == 0


def test_d5_an_empty_store_is_damage_and_says_so(tuinews: Tuinews, data: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    tuinews("backup", copy)
    for name in FILES:
        (data / name).unlink(missing_ok=True)
    (data / "tuinews.db").touch()

    for command in (("count",), ("feeds",), ("backup", tmp_path / "new.db"), ("refresh",), ("doctor", "--fix")):
        result = tuinews(*command)
        assert (result.code, result.out) == (5, ""), command
        assert "tuinews.db" in result.err
    assert "it is empty" in tuinews("count").err
    assert tuinews("doctor").code == 5
    assert (data / "tuinews.db").stat().st_size == 0
    assert not (tmp_path / "new.db").exists()
    assert tuinews("restore", copy).code == 0
    assert tuinews("count").out == "2\n"
