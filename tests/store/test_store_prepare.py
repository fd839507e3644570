import os
import stat
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import apsw
import pytest

from store.storing import NOW, House, draft
from tuinews.model.error import DamagedError, StoreBusyError, StoreError
from tuinews.store import Reader, Writer, prepare
from tuinews.store.file.copies import APPLICATION_ID
from tuinews.store.file.schema import migrations, schema_version


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "deep" / "data" / "tuinews.db"


def stored_by_other_schema(path: Path, version: int) -> bytes:
    prepare(path, NOW)
    with closing(apsw.Connection(str(path))) as connection:
        connection.pragma("user_version", version)
        connection.pragma("wal_checkpoint(truncate)")
    return path.read_bytes()


@pytest.mark.parametrize("mask", [0o000, 0o022, 0o777])
def test_it_is_private_under_any_umask(path: Path, mask: int) -> None:
    path.parent.parent.mkdir()
    before = os.umask(mask)
    try:
        prepare(path, NOW)
        with closing(Writer(path, lambda: NOW)) as writer:
            writer.remember("a", "b")
            assert {mode(file) for file in path.parent.iterdir()} == {0o600}
    finally:
        os.umask(before)
    assert mode(path.parent) == 0o700


def test_a_readable_file_is_made_private_again(path: Path) -> None:
    prepare(path, NOW)
    path.chmod(0o644)

    prepare(path, NOW)

    assert mode(path) == 0o600


def test_preparing_again_changes_nothing(tmp_path: Path) -> None:
    with House(tmp_path) as house:
        house.store(house.feed(), draft("a1"))
        prepare(house.path, NOW)

        assert house.guids() == ["a1"]


def test_a_new_file_is_a_store(path: Path) -> None:
    prepare(path, NOW)

    with closing(apsw.Connection(str(path))) as connection:
        assert connection.pragma("application_id") == APPLICATION_ID
        assert connection.pragma("user_version") == schema_version() == migrations()[-1].number
        assert connection.pragma("journal_mode") == "wal"


def test_a_newer_schema_is_refused_untouched(path: Path) -> None:
    before = stored_by_other_schema(path, schema_version() + 1)

    with pytest.raises(StoreError, match="newer tuinews"):
        prepare(path, NOW)

    assert path.read_bytes() == before
    assert not list(path.parent.glob("*.bak"))


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"once upon a time" * 400, "no SQLite file"),
        (b"SQLite", "no SQLite file"),
        (b"\x00" * 8192, "no SQLite file"),
    ],
    ids=["text", "short", "zeros"],
)
def test_garbage_is_refused_untouched(path: Path, content: bytes, told: str) -> None:
    path.parent.mkdir(parents=True)
    path.write_bytes(content)

    with pytest.raises(StoreError, match=told) as caught:
        prepare(path, NOW)

    assert path.read_bytes() == content
    assert str(path) in str(caught.value)
    assert "tuinews restore" in str(caught.value)


def test_a_truncated_file_is_refused(path: Path) -> None:
    content = stored_by_other_schema(path, schema_version())
    path.write_bytes(content[: len(content) // 2])

    with pytest.raises(StoreError, match="its end is missing"):
        prepare(path, NOW)


def test_a_damaged_page_is_an_error_with_a_next_step(path: Path) -> None:
    content = stored_by_other_schema(path, schema_version())
    path.write_bytes(content[:100] + b"\xff" * 20_000 + content[20_100:])

    with pytest.raises(StoreError, match="tuinews restore"):
        prepare(path, NOW)


def test_the_file_of_another_program_is_refused(path: Path) -> None:
    path.parent.mkdir(parents=True)
    with closing(apsw.Connection(str(path))) as connection:
        connection.execute("CREATE TABLE theirs (a)")

    with pytest.raises(StoreError, match="another program"):
        prepare(path, NOW)


def test_d5_an_empty_file_is_damage_and_no_fresh_start(path: Path) -> None:
    path.parent.mkdir(parents=True)
    path.touch()

    with pytest.raises(DamagedError, match="it is empty"):
        prepare(path, NOW)

    assert [file.name for file in path.parent.iterdir()] == [path.name]
    assert path.stat().st_size == 0


@pytest.mark.parametrize("left", ["tuinews.db-wal", "tuinews.db.schema1-20261124T000000Z.bak"])
@pytest.mark.parametrize("emptied", [True, False])
def test_what_tells_of_a_lost_file_prevents_a_fresh_start(path: Path, left: str, *, emptied: bool) -> None:
    path.parent.mkdir(parents=True)
    (path.parent / left).write_bytes(b"something")
    if emptied:
        path.touch()

    with pytest.raises(StoreError, match="gone or empty"):
        prepare(path, NOW)

    assert (path.parent / left).read_bytes() == b"something"


def test_an_older_schema_is_copied_first_then_migrated(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path.parent.mkdir(parents=True)
    with closing(apsw.Connection(str(path))) as connection:
        connection.execute(migrations()[0].sql)
        connection.execute("INSERT INTO notes VALUES ('kept', 'yes')")
        connection.pragma("user_version", 1)
    latest = schema_version()
    later = migrations()[0]._replace(number=latest + 1, sql="CREATE TABLE added (a)")
    monkeypatch.setattr("tuinews.store.file.schema.migrations", lambda: (*migrations(), later))
    monkeypatch.setattr("tuinews.store.file.schema.schema_version", lambda: latest + 1)

    prepare(path, NOW)

    (backup,) = path.parent.glob("*.bak")
    assert mode(backup) == 0o600
    with closing(apsw.Connection(str(backup))) as connection:
        assert connection.pragma("user_version") == 1
    with closing(apsw.Connection(str(path))) as connection:
        assert connection.pragma("user_version") == latest + 1
        assert connection.execute("SELECT count(*) FROM added").get == 0
        assert connection.execute("SELECT value FROM notes").get == "yes"


@pytest.mark.parametrize("givers", [(1, 2), (2, 1)])
def test_tags_of_one_form_in_an_older_store_become_one_with_all_who_gave_them(
    path: Path, givers: tuple[int, int]
) -> None:
    path.parent.mkdir(parents=True)
    with closing(apsw.Connection(str(path))) as connection:
        for migration in migrations()[:15]:
            connection.execute(migration.sql)
        connection.execute("INSERT INTO tags (id, key) VALUES (1, 'election'), (2, 'elections'), (3, 'élection')")
        connection.execute(
            "INSERT INTO spellings (id, tag_id, name, uses) "
            "VALUES (1, 1, 'Election', 2), (2, 2, 'Elections', 1), (3, 3, 'Élection', 1)"
        )
        connection.execute(
            "INSERT INTO entry_tags (entry_id, tag_id, spelling_id, givers, position, moment) "
            "VALUES (1, 1, 1, 1, 0, 7), (1, 2, 2, ?, 1, 7), (1, 3, 3, ?, 2, 7)",
            givers,
        )
        connection.pragma("user_version", 15)
    prepare(path, NOW)
    with closing(apsw.Connection(str(path))) as connection:
        assert connection.execute("SELECT tag_id, spelling_id, givers FROM entry_tags").fetchall() == [(1, 1, 3)]
        merged = connection.execute("SELECT spelling_id, givers, lent FROM merged_tags").fetchall()
        assert merged == [(number, given, given & 2) for number, given in enumerate(givers, 2)]


def test_each_migration_has_a_number_of_its_own() -> None:
    assert [migration.number for migration in migrations()] == list(range(1, len(migrations()) + 1))


def test_a_migration_that_fails_leaves_the_old_schema(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    prepare(path, NOW)
    latest = schema_version()
    later = migrations()[0]._replace(number=latest + 1, sql="CREATE TABLE added (a); SELECT nonsense")
    monkeypatch.setattr("tuinews.store.file.schema.migrations", lambda: (*migrations(), later))
    monkeypatch.setattr("tuinews.store.file.schema.schema_version", lambda: latest + 1)

    with pytest.raises(StoreError):
        prepare(path, NOW)

    with closing(apsw.Connection(str(path))) as connection:
        assert connection.pragma("user_version") == latest
        assert not connection.execute("SELECT 1 FROM sqlite_schema WHERE name = 'added'").get


def test_a_store_that_another_process_keeps_locked_is_busy(tmp_path: Path) -> None:
    with House(tmp_path) as house, closing(apsw.Connection(str(house.path))) as other:
        house.writer._connection.set_busy_timeout(1)
        other.execute("BEGIN IMMEDIATE")

        with pytest.raises(StoreBusyError, match="try again"):
            house.writer.remember("a", "b")

        other.execute("ROLLBACK")
        house.writer.remember("a", "c")
        assert house.reader.note("a") == "c"


def test_two_processes_that_start_at_once_make_one_store(path: Path) -> None:
    code = f"from pathlib import Path; from tuinews.store import prepare; prepare(Path({str(path)!r}), 1)"
    starts = [subprocess.Popen([sys.executable, "-c", code]) for _ in range(3)]

    assert [start.wait() for start in starts] == [0, 0, 0]
    with closing(Reader(path)) as reader:
        assert reader.health().integrity == "ok"
