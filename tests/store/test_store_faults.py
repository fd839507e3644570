"""D2: when the disk fails in the middle of a commit, it is a sentence, and what was there before is there after."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import apsw
import pytest

from store.faulty import Faults, faulty_disk
from store.storing import NOW, House, draft
from tuinews.model.entry import Flag
from tuinews.model.error import StoreError, StoreFullError
from tuinews.store import Reader, prepare

SHARED = "Dropbox"
"""A disk of Python's offers no shared memory: the store uses the journal that it uses where machines share a folder."""


@pytest.fixture
def faults() -> Iterator[Faults]:
    with faulty_disk() as faults:
        yield faults


def refused(work: Callable[[], object]) -> StoreError | None:
    """The error that the work met, if it met one."""
    try:
        work()
    except StoreError as error:
        return error
    return None


@pytest.mark.parametrize(
    ("error", "told"),
    [(apsw.FullError, "is full: free some space"), (apsw.IOError, "check the disk and its free space")],
)
def test_d2_wherever_a_commit_meets_a_full_or_broken_disk_it_is_whole_or_not_there(
    tmp_path: Path, faults: Faults, error: type[apsw.Error], told: str
) -> None:
    with House(tmp_path / SHARED) as house:
        feed, kept = house.feed(), 0
        faults.met = 0
        house.store(feed, *(draft(f"a{n}", html="<p>text</p>" * 300, tags=["Sea"]) for n in range(20)))
        operations, kept, failed = faults.met, 20, 0
        assert operations > 10
        for after in range(operations):
            faults.error, faults.after = error, after
            drafts = [draft(f"b{after}x{n}", html="<p>text</p>" * 300, tags=["Sea"]) for n in range(20)]
            met = refused(lambda drafts=drafts: house.store(feed, *drafts))  # type: ignore[misc]
            failed += met is not None
            kept += 20 * (met is None)
            assert met is None or told in str(met)
            assert met is None or isinstance(met, StoreFullError) is (error is apsw.FullError)
            faults.error = None
            assert house.rows("SELECT count(*) FROM entries") == [(kept,)]
            assert house.reader.counts().total == kept
        assert failed > operations // 2
        assert len(house.store(feed, draft("c1"))) == 1
        assert house.rows("PRAGMA integrity_check") == [("ok",)]


def test_d2_reading_goes_on_and_marks_can_be_made_again_when_there_is_room(tmp_path: Path, faults: Faults) -> None:
    with House(tmp_path / SHARED) as house:
        (one,) = house.store(house.feed(), draft("a1"))
        faults.error = apsw.FullError
        for _ in range(3):
            with pytest.raises(StoreFullError, match="reading goes on"):
                house.mark(Flag.READ, one)
            assert house.guids("is:unread") == ["a1"]
        faults.error = None
        house.mark(Flag.READ, one)
        assert house.guids("is:unread") == []


_DIES = """
import os, sys
from pathlib import Path
from store.storing import NOW
from tuinews.store import Writer
connection = Writer(Path(sys.argv[1]), lambda: NOW)._connection
connection.pragma("cache_size", 5)  # so that it begins to write before it commits
connection.execute("BEGIN IMMEDIATE")
connection.executemany("INSERT INTO notes VALUES (?, ?)", [(str(n), "x" * 3_000) for n in range(300)])
connection.execute("DELETE FROM entries")
os._exit(0)
"""


def test_d1_what_a_dead_process_left_half_written_is_taken_back_at_the_next_start(tmp_path: Path) -> None:
    with House(tmp_path / SHARED) as house:
        house.store(house.feed(), draft("a1"))
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[1])}
    subprocess.run([sys.executable, "-c", _DIES, str(house.path)], env=environment, check=True)
    assert house.path.with_name("tuinews.db-journal").stat().st_size > 0

    prepare(house.path, NOW)

    with closing(Reader(house.path)) as reader:
        assert (reader.counts().total, reader.health().integrity) == (1, "ok")


def test_d2_a_store_that_cannot_be_made_leaves_nothing_half_made(tmp_path: Path, faults: Faults) -> None:
    path = tmp_path / SHARED / "data" / "tuinews.db"
    faults.error, faults.after = apsw.FullError, 5
    with pytest.raises(StoreFullError):
        prepare(path, NOW)
    assert list(path.parent.iterdir()) == []
    faults.error = None
    prepare(path, NOW)
    assert path.exists()


def test_d12_a_copy_that_meets_a_full_disk_leaves_the_older_copy(tmp_path: Path, faults: Faults) -> None:
    target = tmp_path / "copy.db"
    with House(tmp_path / SHARED) as house:
        house.store(house.feed(), draft("a1"))
        house.reader.backup(target)
        house.store(house.feed("hills"), draft("a2"))
        faults.error, faults.after = apsw.FullError, 3
        with pytest.raises(StoreFullError, match=r"copy\.db is full"):
            house.reader.backup(target)
        faults.error = None
    with closing(Reader(target)) as reader:
        assert reader.counts().total == 1


_TOO_LARGE = """
import resource, signal, sys
from pathlib import Path
from store.storing import House, draft
from tuinews.model.entry import Flag
from tuinews.model.error import StoreError
with House(Path(sys.argv[1])) as house:
    feed = house.feed()
    (one,) = house.store(feed, draft("a1"))
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    soft = house.path.with_name("tuinews.db-wal").stat().st_size + 100_000
    resource.setrlimit(resource.RLIMIT_FSIZE, (soft, resource.RLIM_INFINITY))
    try:
        while True:
            house.store(feed, *(draft(f"b{n}x{len(house.find())}", html="<p>text</p>" * 300) for n in range(20)))
    except StoreError as error:
        print(error)
    before = len(house.find())
    resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    house.mark(Flag.READ, one)
    house.store(feed, draft("c1"))
    print(len(house.find()) - before, house.reader.health().integrity, house.reader.health().journal_mode)
"""


def test_d2_a_log_that_can_grow_no_more_loses_nothing(tmp_path: Path) -> None:
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[1])}
    words = [sys.executable, "-c", _TOO_LARGE, str(tmp_path)]
    done = subprocess.run(words, env=environment, capture_output=True, text=True, check=False)
    told, rest = done.stdout.splitlines()
    assert "check the disk and its free space" in told
    assert rest == "1 ok wal"


def test_d12_a_copy_made_while_another_process_writes_is_whole(tmp_path: Path) -> None:
    with House(tmp_path) as house, closing(Reader(house.path)) as reading:
        feed = house.feed()
        for round_ in range(10):
            house.store(feed, *(draft(f"r{round_}x{n}", html="<p>text</p>" * 200) for n in range(50)))
            reading.backup(tmp_path / "copy.db")
            with closing(Reader(tmp_path / "copy.db")) as reader:
                assert reader.health().integrity == "ok"
                assert reader.counts().total == 50 * (round_ + 1)
