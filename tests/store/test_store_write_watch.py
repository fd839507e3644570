"""Whether the store was written to, as its files show."""

import os
from pathlib import Path

from store.storing import House, draft
from tuinews.store.file.write_watch import WriteWatch


def age(path: Path, seconds: int) -> None:
    """Let the store's files have been written so long ago."""
    for file in (path, path.with_name(f"{path.name}-wal")):
        if file.exists():
            at = file.stat().st_mtime_ns - seconds * 10**9
            os.utime(file, ns=(at, at))


def test_a_store_that_nobody_writes_to_does_not_differ(tmp_path: Path) -> None:
    with House(tmp_path) as house:
        watch = WriteWatch(house.path)
        assert watch.may_differ(), "the first look only takes note"
        assert watch.may_differ(), "what was written just now may be written again within the same tick"
        age(house.path, 60)
        assert watch.may_differ()
        assert not watch.may_differ()
        assert house.reader.counts().total == 0
        assert not watch.may_differ(), "reading is no change"
        house.store(house.feed(), draft("a1"))
        assert watch.may_differ()


def test_a_store_that_is_not_there_does_not_differ(tmp_path: Path) -> None:
    watch = WriteWatch(tmp_path / "none.db")
    assert [watch.may_differ(), watch.may_differ()] == [True, False]
