"""What is left when the process dies in the middle, when the disk is full, and what copies hold."""

import os
import signal
import stat
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from store.storing import NOW, House, draft
from tuinews.model.entry import Flag
from tuinews.model.error import StoreError, StoreFullError, UsageError
from tuinews.model.ids import EntryId
from tuinews.store import Reader, Writer
from tuinews.store.file.schema import schema_version

_ENDLESS = """
import sys
from pathlib import Path
from store.storing import NOW, draft
from tuinews.model.change import FeedUpdate
from pollings import made
from tuinews.model.ids import FeedId
from tuinews.store import Writer

writer = Writer(Path(sys.argv[1]), lambda: NOW)
for batch in range(1_000_000):
    drafts = tuple(draft(f"k{batch}x{n}", html="<p>text</p>" * 50, tags=["Sea"]) for n in range(20))
    polling = made(1, "https://harbour.example/feed", etag=str(batch), last_checked=NOW)
    writer.apply([FeedUpdate(FeedId(1), NOW, None, drafts, polling=polling)])
    print(batch, flush=True)
"""


@pytest.mark.parametrize("batches", [1, 3, 8, 17])
def test_a_killed_process_leaves_whole_feeds(tmp_path: Path, batches: int) -> None:
    with House(tmp_path) as house:
        house.feed()
        (marked,) = house.store(house.feed("other"), draft("a1"))
        house.mark(Flag.READ, marked)
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[1])}
    with subprocess.Popen(
        [sys.executable, "-c", _ENDLESS, str(house.path)], stdout=subprocess.PIPE, text=True, env=environment
    ) as process:
        assert process.stdout is not None
        told = [int(process.stdout.readline()) for _ in range(batches)][-1]
        process.send_signal(signal.SIGKILL)

    with closing(Reader(house.path)) as reader, closing(Writer(house.path, lambda: NOW)) as writer:
        assert reader.health().integrity == "ok"
        (polling, *_) = reader.polls.pollings()
        last = int(polling.validators.etag)
        assert last >= told
        counts = reader.counts()
        assert (counts.total, counts.unread) == (20 * (last + 1) + 1, 20 * (last + 1))
        entry = reader.entry(marked)
        assert entry is not None
        assert entry.read
        assert reader.topics.read_page(NOW, "count", 1)[0].total == 20 * (last + 1)
        assert writer.index_some(5) == 20 * (last + 1) + 1 - 5


def test_a_full_disk_loses_nothing_and_says_what_to_do(house: House) -> None:
    feed = house.feed()
    (one,) = house.store(feed, draft("a1"))
    pages = house.rows("PRAGMA page_count")[0][0]
    house.writer._connection.pragma("max_page_count", pages + 1)
    big = draft("a2", html="".join(f"<p>{number * 7919:x}</p>" for number in range(50_000)))

    with pytest.raises(StoreFullError, match="free some space"):
        house.store(feed, big)

    assert house.find() == [one]
    house.writer._connection.pragma("max_page_count", 1_000_000)
    assert len(house.store(feed, big)) == 1


def test_a_copy_is_consistent_private_and_replaces_an_older_one(house: House, tmp_path: Path) -> None:
    house.store(house.feed(), draft("a1"))
    target = tmp_path / "copy.db"
    house.reader.backup(target)
    target.chmod(0o644)
    house.store(house.feed("hills"), draft("a2"))

    house.reader.backup(target)

    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    with closing(Reader(target)) as reader:
        assert reader.health().integrity == "ok"
        assert reader.counts().total == 2
    with pytest.raises(UsageError):
        house.reader.backup(tmp_path / "nowhere" / "copy.db")


def test_a_reader_cannot_write(house: House) -> None:
    (one,) = house.store(house.feed(), draft("a1"))

    with pytest.raises(StoreError, match="cannot be written"):
        house.reader._connection.rows("DELETE FROM entries")

    assert house.find() == [one]


def test_health_tells_what_the_file_is_like(house: House) -> None:
    house.store(house.feed(), draft("a1"), draft("a2"))

    health = house.reader.health()

    assert (health.path, health.schema, health.entries, health.feeds) == (house.path, schema_version(), 2, 1)
    assert (health.integrity, health.journal_mode, health.index_lag) == ("ok", "wal", 2)
    assert health.bytes >= house.path.stat().st_size
    assert tuple(map(int, health.sqlite.split("."))) >= (3, 51, 3)


def test_a_file_that_vanished_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="cannot be opened"):
        Reader(tmp_path / "none.db")
    with pytest.raises(StoreError, match="cannot be opened"):
        Writer(tmp_path / "none.db", lambda: NOW)


def test_marks_of_nothing_and_of_what_is_gone(house: House) -> None:
    assert house.mark(Flag.READ) == ("0 marked read", ())
    assert house.mark(Flag.READ, EntryId(5)) == ("0 marked read", ())
