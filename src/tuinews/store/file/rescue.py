"""Rescues a damaged store: what can be read goes into a new file; the damaged file is kept beside it."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import BinaryIO, NamedTuple

import apsw

from tuinews.model.clock import Instant
from tuinews.model.error import DamagedError, StoreError
from tuinews.model.language import tr
from tuinews.store import visibility
from tuinews.store.entries.entry_names import remake_names
from tuinews.store.file.connection import open_file, store_errors, transaction
from tuinews.store.file.copies import is_store, read_header
from tuinews.store.file.disk import exclusive_use
from tuinews.store.file.schema import CORRUPT, backups, name_after, prepare, schema_version
from tuinews.store.file.table_trees import PART, rebuild_tables, take_in_log
from tuinews.store.rules import mute_rows
from tuinews.store.search import register
from tuinews.store.stories.story_counters import recount_stories

_HEADER = 100
"""Bytes of the file's header (https://www.sqlite.org/fileformat.html, section 1.3)."""

_REMADE = {"tallies", "hidden_tallies", "search", "unindexed", "leases", "journal", "story_tallies", "names"}
"""Tables that are not taken over: they can be made of the others, or are useless when changes are missing."""

_FORMER = {"position": "place", "dateline": "place", **visibility.FORMER_COLUMNS}
"""What columns were called in older schemas."""

_LOGS = ("", "-wal", "-journal")
"""What the names of a store's file and of its logs end with."""

_ERRORS = (apsw.CorruptError, apsw.NotADBError, apsw.IOError)
_ROWS_OF_PAGE = 512
"""Row numbers to try one by one after damage, about as many as a page holds; after them in growing steps."""

_LAST_ROW = (1 << 63) - 1


class Rescued(NamedTuple):
    """What a rescue saved."""

    kept: Path
    """The damaged file, as it was."""
    feeds: int
    entries: int
    backup: Path | None = None
    """The backup that stands in, when nothing of the file could be read."""


def rescue(path: Path, now: Instant) -> Rescued:
    """Make a new store of all that can be read of a damaged one, and put it in its place; keep a copy of the old.

    If nothing can be read, the newest backup beside the file takes its place. `now` names the copy.

    Raises:
        StoreBusyError: another process has the file open.
        StoreError: nothing can be read and there is no backup, or the disk is full; everything is as it was then.
    """
    with (
        exclusive_use(path) as file,
        store_errors(path),
        tempfile.TemporaryDirectory(prefix="rescuing-", dir=path.parent) as folder,
    ):
        fresh = Path(folder) / "fresh.db"
        prepare(fresh, now)
        whole = _copy(path, file, Path(folder))
        feeds, entries = _best(whole, fresh, path)
        backup = None
        if not feeds and not entries:
            backup = _backup_of(path, fresh, now)
            feeds, entries = _counts(fresh)
        kept = _swap(path, fresh, whole, now)
        return Rescued(kept, feeds, entries, backup)


def _copy(path: Path, file: BinaryIO, folder: Path) -> Path:
    """Copy the open file and its logs to the working folder."""
    whole = folder / "damaged.db"
    with whole.open("wb") as copied:
        shutil.copyfileobj(file, copied)
    for part in _LOGS[1:]:
        if (log := path.with_name(path.name + part)).exists():
            shutil.copyfile(log, whole.with_name(whole.name + part))
    for copy in folder.glob(f"{whole.name}*"):
        copy.chmod(0o600)
    return whole


def _best(damaged: Path, fresh: Path, path: Path) -> tuple[int, int]:
    """Try several ways to read the file, keep the fullest result in `fresh`, and return its feeds and entries."""
    best = (0, 0, 0)
    folder = fresh.parent
    empty = fresh.read_bytes()
    whole = fresh
    tables = _schema(fresh)
    for number, head in enumerate((b"", empty[:_HEADER], empty[: _page_bytes(empty)], None)):
        attempt, filled = folder / f"attempt{number}.db", folder / f"filled{number}.db"
        _patch(damaged, attempt, head or b"")
        if head is None:
            take_in_log(attempt, _page_bytes(empty))
            rebuild_tables(attempt, tables, _with_version(empty[:_HEADER], damaged))
        filled.write_bytes(empty)
        found = _fill(filled, attempt, path)
        if found > best:
            best, whole = found, filled
        attempt.unlink()
    if whole is not fresh:
        whole.replace(fresh)
    fresh.chmod(0o600)
    return best[:2]


def _schema(store: Path) -> dict[str, str]:
    """Return the tables to take over, each with its SQL."""
    with closing(open_file(store, apsw.SQLITE_OPEN_READONLY)) as connection:
        rows = connection.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'table'").fetchall()
        sql = {str(name): str(text) for name, text in rows}
        return {table: sql[table] for table in _tables(connection)}


def _with_version(header: bytes, damaged: Path) -> bytes:
    """Return a sound header with the schema's number of the damaged file, if that can be read."""
    theirs = read_header(damaged)
    return header[:60] + theirs[60:64] + header[64:] if is_store(theirs) else header


def _patch(damaged: Path, attempt: Path, head: bytes) -> None:
    """Copy the file and its logs; with `head`, its beginning is replaced by that sound one."""
    for part in _LOGS:
        if (copied := damaged.with_name(damaged.name + part)).exists():
            shutil.copyfile(copied, attempt.with_name(attempt.name + part))
    if head:
        pages = attempt.stat().st_size // _page_bytes(head)
        # size and change counter: SQLite believes the size only when the counters agree (offsets 24, 28, 92)
        header = head[:24] + bytes(4) + pages.to_bytes(4, "big") + head[32:92] + bytes(4) + head[96:]
        with attempt.open("r+b") as file:
            file.write(header)


def _page_bytes(head: bytes) -> int:
    return int.from_bytes(head[16:18], "big") or 65_536


def _fill(fresh: Path, damaged: Path, path: Path) -> tuple[int, int, int]:
    """Copy every readable row into the fresh store, and return how many feeds, entries and rows it has then."""
    try:
        with closing(open_file(damaged, apsw.SQLITE_OPEN_READWRITE)) as old:
            if int(old.pragma("user_version") or 0) > schema_version():
                raise StoreError(
                    tr("{path} was written by a newer tuinews: upgrade tuinews; the file is untouched.", path=path)
                )
            with closing(open_file(fresh, apsw.SQLITE_OPEN_READWRITE | apsw.SQLITE_OPEN_CREATE)) as connection:
                register(connection)
                with transaction(connection):
                    for table in _tables(connection):
                        for source in _sources(old, table):
                            _take_over(connection, old, table, source)
                    _make_whole(connection)
                connection.pragma("wal_checkpoint(truncate)")
    except (*_ERRORS, apsw.SQLError):
        return 0, 0, 0
    return *_counts(fresh), _row_count(fresh)


def _tables(connection: apsw.Connection) -> list[str]:
    """Return the tables to take over, feeds first."""
    rows = connection.execute(
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%' "
        "AND name NOT LIKE 'search\\_%' ESCAPE '\\' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name <> 'feeds'"
    )
    return [str(name) for (name,) in rows if name not in _REMADE]


def _sources(old: apsw.Connection, table: str) -> list[str]:
    """Return the tables of the damaged file that have rows of a table: it, and the parts that were found of it."""
    parts = old.execute("SELECT name FROM sqlite_schema WHERE name GLOB ?", (f"{table}{PART}*",)).fetchall()
    return [table, *(str(name) for (name,) in parts)]


def _take_over(connection: apsw.Connection, old: apsw.Connection, table: str, source: str) -> None:
    try:
        known = {row[1] for row in old.execute(f'PRAGMA table_info("{source}")')}
        wanted = [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]
        columns = {name: had for name in wanted for had in (_FORMER.get(name, ""), name) if had in known}
        if not columns:
            return
        into = f"INSERT OR REPLACE INTO {table} ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})"  # noqa: S608  ours
        for row in _readable(old, f'"{source}"', ", ".join(columns.values())):
            _put(connection, into, row)
    except (*_ERRORS, apsw.SQLError):
        return  # what is left of this table cannot be found


def _put(connection: apsw.Connection, into: str, row: tuple[object, ...]) -> None:
    try:
        connection.execute(into, row)
    except (apsw.ConstraintError, apsw.MismatchError):
        return  # a row of a damaged page


def _readable(old: apsw.Connection, table: str, columns: str) -> Iterator[tuple[object, ...]]:
    """Yield the rows of a table, around damage by row number; without row numbers, from either end."""
    everything = f"SELECT {columns} FROM {table}"  # noqa: S608  our own names
    try:
        old.execute(f"SELECT rowid FROM {table} LIMIT 0")  # noqa: S608
    except apsw.SQLError:  # a table without row numbers
        for order in ("", f" ORDER BY {columns.partition(',')[0]} DESC"):
            yield from _read_until_damage(old, everything + order)
        return
    numbered = f"SELECT rowid, {columns} FROM {table} WHERE rowid > ? ORDER BY rowid"  # noqa: S608
    before: int | None = -1
    while before is not None:
        last = begun = before
        try:
            for number, *row in old.execute(numbered, (begun,)):
                last = number if number > begun else last  # on a damaged page the order may be any
                yield tuple(row)
        except _ERRORS:
            before = _find_past_damage(old, f"{numbered} LIMIT 1", last)
        else:
            return


def _find_past_damage(old: apsw.Connection, following: str, bad: int) -> int | None:
    """Return the row number after which reading works again, by longer and longer steps, then by halving them."""
    step, good = 1, bad + 1
    while not _reads(old, following, good):
        step = 1 if good - bad < _ROWS_OF_PAGE else 2 * step
        if good + step > _LAST_ROW:
            return None
        good += step
    bad = good - step
    while good - bad > 1:
        middle = (good + bad) // 2
        bad, good = (bad, middle) if _reads(old, following, middle) else (middle, good)
    return good


def _reads(old: apsw.Connection, sql: str, number: int) -> bool:
    try:
        old.execute(sql, (number,)).fetchall()
    except _ERRORS:
        return False
    return True


def _read_until_damage(old: apsw.Connection, sql: str) -> Iterator[tuple[object, ...]]:
    try:
        yield from old.execute(sql)
    except _ERRORS:
        return


_MAKE_WHOLE = """
    DELETE FROM states WHERE id NOT IN (SELECT id FROM entries);
    INSERT INTO states (id, feed_id, moment, title_key)
    SELECT id, feed_id, moment, lower(substr(title, 1, 24)) FROM entries WHERE id NOT IN (SELECT id FROM states);
    DELETE FROM polling WHERE feed_id NOT IN (SELECT id FROM feeds);
    INSERT INTO feeds (id, url, title, title_key, added_at, removed_at)
    SELECT DISTINCT feed_id, 'tuinews:lost-' || feed_id, 'Lost feed ' || feed_id, 'lost feed', 0, 0 FROM entries
    WHERE feed_id NOT IN (SELECT id FROM feeds);
    DELETE FROM bodies WHERE entry_id NOT IN (SELECT id FROM entries);
    DELETE FROM extras WHERE entry_id NOT IN (SELECT id FROM entries);
    DELETE FROM versions WHERE entry_id NOT IN (SELECT id FROM entries);
    DELETE FROM site_lines WHERE entry_id NOT IN (SELECT id FROM entries);
    DELETE FROM positions WHERE entry_id NOT IN (SELECT id FROM entries);
    DELETE FROM entry_notes WHERE entry_id NOT IN (SELECT id FROM entries);
    DELETE FROM wanted_pages WHERE entry_id NOT IN (SELECT id FROM entries);
    DELETE FROM ungrouped WHERE entry_id NOT IN (SELECT id FROM entries);
    DELETE FROM story_entries WHERE entry_id NOT IN (SELECT id FROM entries);
    DELETE FROM story_evidence WHERE entry_id NOT IN (SELECT id FROM entries);
    DELETE FROM same_texts WHERE entry_id NOT IN (SELECT id FROM entries);
    DELETE FROM entry_tags WHERE entry_id NOT IN (SELECT id FROM entries)
        OR spelling_id NOT IN (SELECT id FROM spellings) OR tag_id NOT IN (SELECT id FROM tags);
    DELETE FROM merged_tags WHERE entry_id NOT IN (SELECT id FROM entries)
        OR spelling_id NOT IN (SELECT id FROM spellings);
    DELETE FROM days;
    DELETE FROM tag_days;
    INSERT OR REPLACE INTO unindexed (entry_id) SELECT id FROM entries;
    INSERT OR REPLACE INTO sqlite_sequence (rowid, name, seq)
    SELECT rowid, name, max(seq, (SELECT coalesce(max(id), 0) FROM entries)) FROM sqlite_sequence WHERE name = 'entries'
"""
"""Deletes rows whose entry or feed is lost, or makes a stand-in for it, and queues every entry for the index.

An entry whose marks are lost counts as unread, so that it is shown.
"""


def _make_whole(connection: apsw.Connection) -> None:
    connection.execute(_MAKE_WHOLE)
    visibility.keep_lost(connection, "SELECT id FROM feeds WHERE url LIKE 'tuinews:lost-%'")
    mute_rows.mend(connection)
    visibility.recount(connection)
    recount_stories(connection)
    remake_names(connection)


def _backup_of(path: Path, fresh: Path, now: Instant) -> Path:
    """Fill the fresh store from the newest sound backup beside the file, and return that backup."""
    for backup in reversed(backups(path)):
        for part in ("", "-wal", "-shm"):
            fresh.with_name(fresh.name + part).unlink(missing_ok=True)
        shutil.copyfile(backup, fresh)
        fresh.chmod(0o600)
        try:
            prepare(fresh, now)
        except StoreError:
            continue
        return backup
    raise DamagedError(
        tr(
            "Nothing of {path} can be read and there is no backup beside it: it is left as it "
            "is; `tuinews restore FILE` puts a backup from elsewhere in its place, moving the "
            "file away starts anew.",
            path=path,
        )
    )


def _counts(store: Path) -> tuple[int, int]:
    with closing(open_file(store, apsw.SQLITE_OPEN_READONLY)) as connection:
        feeds = connection.execute("SELECT count(*) FROM feeds WHERE kind = 'feed' AND removed_at IS NULL").get
        return int(feeds), int(connection.execute("SELECT count(*) FROM entries").get)


def _row_count(store: Path) -> int:
    """Return how many rows all tables have that are taken over."""
    with closing(open_file(store, apsw.SQLITE_OPEN_READONLY)) as connection:
        counts = [f"(SELECT count(*) FROM {table})" for table in _tables(connection)]  # noqa: S608  ours
        return int(connection.execute(f"SELECT {' + '.join(counts)}").get)


def _swap(path: Path, fresh: Path, damaged: Path, now: Instant) -> Path:
    """Keep the damaged file under a name that tells when, then put the fresh one in its place.

    The copies get their names before anything is deleted, and the logs are deleted first, because SQLite would play
    them into the fresh file. A process killed at any moment leaves a store and everything that was in the old one.
    """
    kept = name_after(path, CORRUPT, now)
    for part in _LOGS:
        if (copied := damaged.with_name(damaged.name + part)).exists():
            copied.replace(kept.with_name(kept.name + part))
    for part in ("-shm", *_LOGS[1:]):
        path.with_name(path.name + part).unlink(missing_ok=True)
    fresh.replace(path)
    return kept
