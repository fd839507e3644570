"""D1, D6, D11: what is left when the process is killed: in a refresh that another process marks in, in a migration."""

import signal
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import apsw
import pytest

from kills import ENTRIES, kill_often
from store.storing import NOW, House, draft
from tuinews.store import Reader, prepare
from tuinews.store.file.schema import schema_version


def test_d1_d11_a_refresh_that_is_killed_at_any_point_loses_nothing(tmp_path: Path) -> None:
    world, broken = kill_often(tmp_path, kills=12, feeds=20, seed=7)
    assert not broken
    assert len(world.marked) > 10
    assert len(world.stored) >= 20 * ENTRIES
    assert len(set(world.killed_in)) > 1


_DIES_MIGRATING = """
import os, signal, sys
from pathlib import Path
import apsw
from tuinews.store.file import schema as migrate
def die():
    os.kill(os.getpid(), signal.SIGKILL)
apsw.connection_hooks.append(lambda connection: connection.create_scalar_function("die", die))
known, latest, at = migrate.migrations(), migrate.schema_version(), int(sys.argv[2])
steps = ["CREATE TABLE added AS SELECT * FROM entries", "UPDATE notes SET value = 'no'", "DELETE FROM entries",
         "CREATE INDEX added_guid ON added (guid)", "DROP TABLE added"]
steps.insert(at, "SELECT die()")
migrate.migrations = lambda: (*known, known[0]._replace(number=latest + 1, sql="; ".join(steps)))
migrate.schema_version = lambda: latest + 1
migrate.prepare(Path(sys.argv[1]), 1_800_000_000)
"""


@pytest.mark.parametrize("at", range(6))
def test_d6_a_migration_that_is_killed_leaves_the_old_schema_and_a_backup(tmp_path: Path, at: int) -> None:
    with House(tmp_path) as house:
        house.store(house.feed(), *(draft(f"a{n}", html="<p>text</p>" * 50) for n in range(200)))
        house.writer.remember("kept", "yes")
    died = subprocess.run([sys.executable, "-c", _DIES_MIGRATING, str(house.path), str(at)], check=False)
    assert died.returncode == -signal.SIGKILL

    prepare(house.path, NOW)

    with closing(Reader(house.path)) as reader:
        assert (reader.health().integrity, reader.health().schema) == ("ok", schema_version())
        assert (reader.counts().total, reader.note("kept")) == (200, "yes")
    (backup,) = house.path.parent.glob("*.bak")
    with closing(apsw.Connection(str(backup), flags=apsw.SQLITE_OPEN_READONLY)) as connection:
        assert connection.execute("SELECT count(*) FROM entries").get == 200
    assert not list(house.path.parent.glob("*.part"))
