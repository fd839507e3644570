import subprocess
import sys
from pathlib import Path

import pytest

from cli.door import Tuinews, Web


def test_a_sound_library_is_exit_0(tuinews: Tuinews) -> None:
    result = tuinews("doctor", "--json")
    assert result.code == 0, result.out
    report = result.json()
    assert {"ok", "store", "config", "terminal", "network", "problems"} <= set(report)
    assert report["ok"] is True
    assert report["store"]["integrity"] == "ok"
    assert report["config"]["usable"] is True
    assert "integrity" in tuinews("doctor").out


def test_a_bad_config_is_found_and_exit_4(tuinews: Tuinews, home: Path) -> None:
    (home / "config" / "config.toml").write_text("[refresh\n")
    result = tuinews("doctor", "--json")
    assert result.code == 4
    assert result.json()["config"]["usable"] is False
    assert result.json()["store"]["integrity"] == "ok"


def test_a_store_that_is_no_store_is_found_and_exit_5(tuinews: Tuinews, home: Path) -> None:
    (home / "data").mkdir(mode=0o700)
    store = home / "data" / "tuinews.db"
    store.write_bytes(b"this is not a database at all, whatever its name says" * 40)
    before = store.read_bytes()
    assert tuinews("doctor", "--json").code == 5
    result = tuinews("list")
    assert result.code == 5
    assert result.err.count("\n") == 1
    assert "tuinews.db" in result.err
    assert store.read_bytes() == before


def test_a_backup_can_be_restored(tuinews: Tuinews, web: Web, tmp_path: Path) -> None:
    tuinews("add", web.serve_portal())
    copy = tmp_path / "copy.db"
    assert tuinews("backup", copy).code == 0
    assert copy.stat().st_mode & 0o777 == 0o600
    tuinews("mark", "read", "--query", "is:unread")
    tuinews("remove", "1")
    assert tuinews("restore", copy).code == 0
    assert tuinews("count", "is:unread").out == "2\n"


def test_what_is_no_backup_is_refused_and_changes_nothing(tuinews: Tuinews, web: Web, tmp_path: Path) -> None:
    tuinews("add", web.serve_portal())
    wrong = tmp_path / "wrong.db"
    wrong.write_bytes(b"not a copy")
    for file in (wrong, tmp_path / "missing.db"):
        result = tuinews("restore", file)
        assert result.code in {2, 5}
        assert result.err.count("\n") == 1
    assert tuinews("count").out == "2\n"


def test_a_backup_never_overwrites_what_is_no_backup(tuinews: Tuinews, tmp_path: Path) -> None:
    precious = tmp_path / "thesis.txt"
    precious.write_text("three years of work")
    assert tuinews("backup", precious).code != 0
    assert precious.read_text() == "three years of work"


def test_a_broken_store_can_be_restored(tuinews: Tuinews, home: Path, web: Web, tmp_path: Path) -> None:
    tuinews("add", web.serve_portal())
    copy = tmp_path / "copy.db"
    tuinews("backup", copy)
    store = home / "data" / "tuinews.db"
    for rest in (store, store.with_name("tuinews.db-wal"), store.with_name("tuinews.db-shm")):
        rest.unlink(missing_ok=True)
    store.write_bytes(b"eaten by mice" * 1000)
    assert tuinews("count").code == 5
    result = tuinews("restore", copy)
    assert result.code == 0, result.err
    assert tuinews("count").out == "2\n"


def test_d5_a_damaged_store_is_saved_as_far_as_it_can_be_read_and_kept(tuinews: Tuinews, home: Path, web: Web) -> None:
    tuinews("add", web.serve_portal())
    tuinews("mark", "star", "1")
    store = home / "data" / "tuinews.db"
    store.write_bytes(b"eaten by mice   " * 6 + store.read_bytes()[96:])
    damaged = store.read_bytes()
    assert "doctor --fix" in tuinews("count").err

    result = tuinews("doctor", "--fix")

    assert (result.code, tuinews("count").out, tuinews("count", "is:starred").out) == (0, "2\n", "1\n")
    assert "Saved 1 feeds and 2 entries" in result.err
    (kept,) = store.parent.glob("tuinews.db.corrupt-*")
    assert kept.read_bytes() == damaged


def test_d5_what_cannot_be_read_at_all_stays_and_is_exit_5(tuinews: Tuinews, home: Path, web: Web) -> None:
    tuinews("add", web.serve_portal())
    store = home / "data" / "tuinews.db"
    store.write_bytes(bytes(50_000))
    result = tuinews("doctor", "--fix")
    assert result.code == 5
    assert "Nothing of" in result.err.splitlines()[-1]
    assert store.read_bytes() == bytes(50_000)


def test_c3_a_config_with_a_password_that_others_can_read_is_warned_of_and_made_private(
    tuinews: Tuinews, home: Path
) -> None:
    file = home / "config" / "config.toml"
    file.write_text('[network]\nproxy = "http://ann:secret@127.0.0.1:1"\n')
    file.chmod(0o644)
    (warning,) = [found for found in tuinews("doctor", "--json").json()["problems"] if found["area"] == "config"]
    assert warning["verdict"] == "warning"
    assert "doctor --fix" in warning["advice"]
    assert "secret" not in tuinews("doctor", "--fix").out
    assert file.stat().st_mode & 0o777 == 0o600
    assert not [found for found in tuinews("doctor", "--json").json()["problems"] if found["area"] == "config"]


def test_c3_what_is_private_is_hidden_and_a_config_without_a_password_is_left_to_its_owner(
    tuinews: Tuinews, home: Path
) -> None:
    tuinews("feeds")
    config, store, old = home / "config" / "config.toml", home / "data" / "tuinews.db", home / "state" / "tuinews.log.1"
    config.write_text("[refresh]\n")
    store.write_bytes(bytes(50_000))  # no sound one, which is hidden by whoever opens it
    old.parent.mkdir(exist_ok=True)
    old.write_text("an older log\n")
    for file in (config, store, old):
        file.chmod(0o644)

    tuinews("doctor", "--fix")

    assert [file.stat().st_mode & 0o777 for file in (config, store, old)] == [0o644, 0o600, 0o600]


def test_c3_what_a_link_leads_to_is_left_and_the_advice_says_what_to_do(tuinews: Tuinews, home: Path) -> None:
    target = home / "dotfiles.toml"
    target.write_text('[network]\nproxy = "http://ann:secret@127.0.0.1:1"\n')
    target.chmod(0o644)
    config = home / "config" / "config.toml"
    config.unlink(missing_ok=True)
    config.symlink_to(target)

    found = tuinews("doctor", "--fix", "--json").json()["problems"]

    assert target.stat().st_mode & 0o777 == 0o644
    (advice,) = [problem["advice"] for problem in found if problem["area"] == "config"]
    assert f"`chmod 600 {target.resolve()}`" in advice


def test_d12_nothing_is_restored_over_a_store_that_another_process_has_open(
    tuinews: Tuinews, home: Path, web: Web, tmp_path: Path
) -> None:
    tuinews("add", web.serve_portal())
    copy = tmp_path / "copy.db"
    tuinews("backup", copy)
    store = home / "data" / "tuinews.db"
    code = f"""
from pathlib import Path
from tuinews.store import Reader
reader = Reader(Path({str(store)!r}))
print(reader.counts().total, flush=True)
input()
"""
    with subprocess.Popen([sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other:
        assert other.stdout is not None
        other.stdout.readline()
        result = tuinews("restore", copy)
        assert (result.code, result.err.count("\n")) == (5, 1)
        assert "end every other tuinews first" in result.err
        other.communicate(b"\n")
    assert tuinews("restore", copy).code == 0


_LOCK = """
import sys, apsw
try:
    print(apsw.Connection(sys.argv[1]).execute("SELECT count(*) FROM feeds").get)
except apsw.BusyError:
    print("locked")
"""
_AT_THE_SWAP = f"""
import subprocess, sys
from tuinews.cli import run
store, *arguments = sys.argv[1:]
def watch(event, details):
    if event == "os.rename" and str(details[0]) == store:
        sys.stderr.write(subprocess.check_output([sys.executable, "-c", {_LOCK!r}, store], text=True))
sys.addaudithook(watch)
sys.exit(run(arguments))
"""


def test_d12_nobody_begins_to_use_the_store_while_it_is_restored_and_its_journal_goes_along(
    tuinews: Tuinews, home: Path, web: Web, tmp_path: Path
) -> None:
    tuinews("add", web.serve_portal())
    copy = tmp_path / "copy.db"
    tuinews("backup", copy)
    store = home / "data" / "tuinews.db"
    store.with_name("tuinews.db-journal").write_bytes(b"of what is replaced")

    done = subprocess.run(
        [sys.executable, "-c", _AT_THE_SWAP, str(store), "--home", str(home), "restore", str(copy)],
        capture_output=True,
        text=True,
        check=False,
    )

    assert (done.returncode, done.stderr.splitlines()[0]) == (0, "locked"), done.stderr
    assert not store.with_name("tuinews.db-journal").exists()
    (kept,) = store.parent.glob("*.bak-journal")
    assert kept.read_bytes() == b"of what is replaced"
    assert tuinews("count").out == "2\n"


@pytest.mark.parametrize(("mode", "what"), [(0o777, "write in"), (0o755, "look into"), (0o750, "look into")])
def test_f2_a_folder_that_others_can_look_into_is_warned_of_and_made_private(
    tuinews: Tuinews, home: Path, mode: int, what: str
) -> None:
    tuinews("feeds")
    (home / "data").chmod(mode)
    (warning,) = [found for found in tuinews("doctor", "--json").json()["problems"] if found["area"] == "store"]
    assert f"can {what}" in warning["advice"]
    assert "Made" in tuinews("doctor", "--fix").err
    assert (home / "data").stat().st_mode & 0o777 == 0o700
    assert not [found for found in tuinews("doctor", "--json").json()["problems"] if found["area"] == "store"]
