"""D5: a damaged file is kept, what can be read of it is saved, and it never becomes an empty store in silence."""

import os
import random
import stat
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import apsw
import pytest

from store.storing import NOW, House, draft
from tuinews.model.entry import Flag
from tuinews.model.error import DamagedError, StoreBusyError, StoreError
from tuinews.model.ids import EntryId
from tuinews.store import Reader, prepare
from tuinews.store.file.rescue import rescue

ENTRIES = 400


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A store of two feeds and many entries, one starred, one tagged, half of them read."""
    with House(tmp_path) as house:
        for name in ("harbour", "hills"):
            drafts = [
                draft(f"{name[1]}{n}", html=f"<p>{random.Random(n).randbytes(700).hex()}</p>", tags=["Sea"])  # noqa: S311
                for n in range(ENTRIES // 2)
            ]
            ids = house.store(house.feed(name), *drafts)
            house.mark(Flag.READ, *ids[::2])
        house.mark(Flag.STARRED, ids[0])
        house.writer.set_user_tags([ids[1]], [house.reader.topics.read_page(house.now, "count", 1)[0].name], [])
    return house.path


def put(path: Path, offset: int, data: bytes) -> None:
    with path.open("r+b") as file:
        file.seek(offset)
        file.write(data)


def open_and_read(path: Path) -> None:
    prepare(path, NOW)
    with closing(Reader(path)) as reader:
        reader.health()


def numbers(path: Path) -> tuple[int, int, int, int]:
    """Feeds, entries, unread and starred of a sound store."""
    prepare(path, NOW)
    with closing(Reader(path)) as reader:
        health, counts = reader.health(), reader.counts()
        assert health.integrity == "ok"
        return health.feeds, counts.total, counts.unread, counts.starred


WHOLE = (2, ENTRIES, ENTRIES // 2, 1)


@pytest.mark.parametrize(
    "harm",
    [
        lambda path: put(path, 0, b"\xff" * 100),
        lambda path: put(path, 0, bytes(100)),
        lambda path: put(path, 0, b"eaten by mice" * 8),
        lambda path: put(path, 0, bytes(8192)),
        lambda path: put(path, 100, b"\xff" * 8092),
    ],
    ids=["header of ones", "header of zeros", "header of text", "no first page", "first page without its tables"],
)
def test_d5_with_a_damaged_beginning_everything_is_saved(path: Path, harm: Callable[[Path], None]) -> None:
    harm(path)
    harmed = path.read_bytes()
    with pytest.raises(DamagedError, match="doctor --fix"):
        open_and_read(path)
    assert path.read_bytes() == harmed

    saved = rescue(path, NOW)

    assert (saved.feeds, saved.entries, saved.backup) == (2, ENTRIES, None)
    assert saved.kept.name == "tuinews.db.corrupt-20270115T080000Z"
    assert saved.kept.read_bytes() == harmed
    assert numbers(path) == WHOLE
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


@pytest.mark.parametrize("page", range(3, 60, 4))
def test_d5_a_flipped_page_costs_what_stood_on_it(path: Path, page: int) -> None:
    size = path.stat().st_size // 8192
    assert size > 60
    put(path, page * 8192, b"\xa5" * 8192)

    saved = rescue(path, NOW)

    feeds, entries, _, _ = numbers(path)
    assert (feeds, entries) == (saved.feeds, saved.entries) or saved.entries > entries
    assert saved.entries >= ENTRIES * 0.8
    assert feeds >= 1


_IN_LITTLE_MEMORY = """
import resource, sys
from pathlib import Path
from store.storing import NOW
from tuinews.store.file.rescue import rescue
resource.setrlimit(resource.RLIMIT_AS, (1 << 29, 1 << 29))
print(rescue(Path(sys.argv[1]), NOW).entries)
"""


def test_d5_a_row_with_an_absurd_number_costs_no_memory_and_none_of_the_others(path: Path) -> None:
    with closing(apsw.Connection(str(path))) as connection:
        connection.execute("INSERT INTO positions (entry_id, block) VALUES (1 << 62, 1), (1, 7)")
        page = connection.execute("SELECT min(pageno) FROM dbstat WHERE name = 'bodies' AND pagetype = 'leaf'").get
    put(path, (page - 1) * 8192, b"\xa5" * 8192)

    done = run(_IN_LITTLE_MEMORY, path)

    assert (done.stdout, done.stderr) == (f"{ENTRIES}\n", "")
    assert numbers(path) == WHOLE
    with closing(apsw.Connection(str(path))) as connection:
        assert connection.execute("SELECT entry_id, block FROM positions").fetchall() == [(1, 7)]
        lost = connection.execute("SELECT count(*) FROM entries WHERE id NOT IN (SELECT entry_id FROM bodies)").get
        assert 0 < lost < 20


def test_d5_nothing_stays_of_entries_that_are_lost(path: Path) -> None:
    own = "SELECT m.name, c.name FROM sqlite_schema m JOIN pragma_table_info(m.name) c WHERE m.type = 'table'"
    with closing(apsw.Connection(str(path))) as connection:
        connection.execute(
            "INSERT INTO versions (entry_id, replaced_at, title, base) SELECT id, 0, title, '' FROM entries;"
            "INSERT INTO site_lines (site, line, entry_id) SELECT 'hills.example', 1, id FROM entries;"
            "INSERT INTO positions (entry_id, block) SELECT id, 1 FROM entries"
        )
        page = connection.execute("SELECT min(pageno) FROM dbstat WHERE name = 'entries' AND pagetype = 'leaf'").get
        connection.pragma("wal_checkpoint(truncate)")
    put(path, (page - 1) * 8192, b"\xa5" * 8192)

    assert 0 < rescue(path, NOW).entries < ENTRIES

    with closing(apsw.Connection(str(path))) as connection:
        tables = [table for table, column in connection.execute(own) if column == "entry_id" and table != "unindexed"]
        assert {"bodies", "versions", "site_lines", "entry_tags"} <= set(tables)
        for table in tables:
            orphans = f"SELECT count(*) FROM {table} WHERE entry_id NOT IN (SELECT id FROM entries)"  # noqa: S608  ours
            assert (table, connection.execute(orphans).get) == (table, 0)


def test_d5_of_a_truncated_file_the_first_part_is_saved(path: Path) -> None:
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) * 2 // 3])
    with pytest.raises(DamagedError, match="its end is missing"):
        prepare(path, NOW)

    saved = rescue(path, NOW)

    assert saved.feeds == 2
    assert saved.entries > ENTRIES // 3
    assert numbers(path)[1] <= saved.entries


def test_d5_what_is_saved_keeps_marks_tags_texts_and_finds_its_words(path: Path) -> None:
    put(path, 0, bytes(100))
    rescue(path, NOW)
    with House(path.parents[1]) as house:
        (starred,) = house.find("is:starred")
        entry = house.reader.entry(EntryId(starred))
        assert entry is not None
        assert entry.guid == "i0"
        assert house.find("tag:sea")[:1]
        assert house.reader.topics.read_page(house.now, "count", 1)[0].total == ENTRIES
        assert house.reader.topics.read_page(house.now, "count", 1)[0].own
        assert len(house.reader.texts.body(EntryId(starred)).feed_html) > 1_000
        house.index()
        assert len(house.find("headline")) == ENTRIES
        assert len(house.store(house.feed("new"), draft("n1"))) == 1


def test_d5_when_nothing_can_be_read_the_newest_backup_stands_in(path: Path) -> None:
    older = path.with_name(f"{path.name}.schema1-20261101T000000Z.bak")
    newest = path.with_name(f"{path.name}.schema1-20261102T000000Z.bak")
    older.write_bytes(b"no backup at all")
    newest.write_bytes(path.read_bytes())
    path.write_bytes(b"SQLite format 3\x00" + bytes(200_000))

    saved = rescue(path, NOW)

    assert saved.backup == newest
    assert numbers(path) == WHOLE


def test_d5_when_nothing_is_left_it_is_said_and_nothing_touched(path: Path) -> None:
    path.write_bytes(bytes(50_000))
    before = sorted(path.parent.iterdir())

    with pytest.raises(DamagedError, match=r"Nothing of .* can be read"):
        rescue(path, NOW)

    assert path.read_bytes() == bytes(50_000)
    assert sorted(path.parent.iterdir()) == before


def test_d5_without_its_log_the_file_is_as_of_the_last_checkpoint_and_sound(tmp_path: Path) -> None:
    with House(tmp_path) as house:
        feed = house.feed()
        house.store(feed, draft("a1"))
        house.rows("PRAGMA wal_checkpoint(truncate)")
        house.store(feed, draft("a2"))
        copy = tmp_path / "copy" / "tuinews.db"
        copy.parent.mkdir()
        copy.write_bytes(house.path.read_bytes())

    assert numbers(copy) == (1, 1, 1, 0)


def test_d5_an_empty_file_beside_its_log_or_a_backup_is_never_filled_anew(path: Path) -> None:
    path.with_name(f"{path.name}.schema1-20261102T000000Z.bak").write_bytes(path.read_bytes())
    path.write_bytes(b"")
    with pytest.raises(StoreError, match="gone or empty"):
        prepare(path, NOW)


_AT_THE_SWAP = """
import os, subprocess, sys
from pathlib import Path
from store.storing import NOW
from tuinews.store.file.rescue import rescue
path, harm = sys.argv[1:]
def watch(event, details):
    if event == "os.rename" and str(details[1]) == path:
        exec(harm)
sys.addaudithook(watch)
rescue(Path(path), NOW)
"""


def rescue_and_at_the_swap(path: Path, harm: str) -> subprocess.CompletedProcess[str]:
    """Another process that rescues the file, and runs some code right before the new one takes its place."""
    return run(_AT_THE_SWAP, path, harm)


def run(code: str, *arguments: object) -> subprocess.CompletedProcess[str]:
    """Another process that runs the code."""
    return subprocess.run(
        [sys.executable, "-c", code, *map(str, arguments)],
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[1])},
        capture_output=True,
        text=True,
        check=False,
    )


def test_d5_whoever_is_killed_right_before_the_swap_leaves_the_damaged_store_and_its_copy(path: Path) -> None:
    put(path, 0, bytes(100))
    harmed = path.read_bytes()

    assert rescue_and_at_the_swap(path, "os._exit(9)").returncode == 9

    assert path.read_bytes() == harmed
    (kept,) = path.parent.glob("*.corrupt-*")
    assert kept.read_bytes() == harmed
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert rescue(path, NOW + 1).entries == ENTRIES
    assert numbers(path) == WHOLE


def test_d5_beside_a_damaged_store_that_was_kept_no_empty_one_is_made(path: Path) -> None:
    path.rename(path.with_name(f"{path.name}.corrupt-20270115T080000Z"))
    with pytest.raises(StoreError, match=r"gone or empty, but the damaged .* is there"):
        prepare(path, NOW)
    assert not path.exists()


def test_d5_no_log_of_the_damaged_file_is_left_to_be_played_into_the_new_one(path: Path) -> None:
    for log in ("-wal", "-journal"):
        path.with_name(path.name + log).write_bytes(b"no log at all")

    kept = rescue(path, NOW).kept

    assert numbers(path) == WHOLE
    for log in ("-wal", "-journal"):
        assert kept.with_name(kept.name + log).read_bytes() == b"no log at all"
    assert not path.with_name(path.name + "-journal").exists()


def test_d5_nothing_is_put_aside_that_another_process_has_open(path: Path) -> None:
    code = f"""
from pathlib import Path
from tuinews.store import Reader
reader = Reader(Path({str(path)!r}))
print(reader.counts().total, flush=True)
input()
"""
    with subprocess.Popen([sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == b"400\n"
        with pytest.raises(StoreBusyError, match="end every other tuinews"):
            rescue(path, NOW)
        other.communicate(b"\n")
    assert not list(path.parent.glob("*corrupt*"))
    assert rescue(path, NOW).entries == ENTRIES


_LOCK = """
import apsw
def lock(path):
    connection = apsw.Connection(path)
    try:
        connection.execute("SELECT count(*) FROM feeds").get
        print("open")
    except apsw.BusyError:
        print("locked")
import sys
lock(sys.argv[1])
"""


def test_d5_nobody_begins_to_use_the_store_before_the_new_one_is_in_its_place(path: Path) -> None:
    done = rescue_and_at_the_swap(path, f"print(subprocess.check_output([sys.executable, '-c', {_LOCK!r}, path]))")
    assert (done.stdout, done.stderr) == (f"{b'locked' + os.linesep.encode()!r}\n", "")


def test_d8_without_a_log_a_writer_of_the_moved_file_is_refused_and_nothing_is_lost_in_silence(tmp_path: Path) -> None:
    with House(tmp_path / "Nextcloud") as house:
        house.store(house.feed(), draft("a1"))
        assert rescue(house.path, NOW).entries == 1
        with pytest.raises(StoreError, match="cannot be written"):
            house.writer.remember("a", "c")


def test_d6_a_damaged_file_of_a_newer_program_is_not_rewritten(path: Path) -> None:
    put(path, 60, (1_000).to_bytes(4, "big"))
    put(path, 8192 * 5, b"\xa5" * 8192)
    before = path.read_bytes()
    with pytest.raises(StoreError, match="newer tuinews"):
        rescue(path, NOW)
    assert path.read_bytes() == before
