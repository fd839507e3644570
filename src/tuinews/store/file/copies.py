"""Copies of a store: consistent, private, put in their place whole, and never over anything but an older copy."""

import os
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path

import apsw

from tuinews.model.error import DamagedError, StoreError, UsageError
from tuinews.model.language import tr
from tuinews.store.file.connection import open_file, store_errors

MAGIC = b"SQLite format 3\x00"
"""How every SQLite file begins (https://www.sqlite.org/fileformat.html, section 1.3.1)."""

APPLICATION_ID = 0x7475_6E77
"""`tunw`: tells a store from any other SQLite file."""

LOGS = ("-wal", "-shm", "-journal")
"""What stands beside a store under its name."""

_HEADER_BYTES = 100
_PAGES_PER_STEP = 1_000


def read_header(file: Path) -> bytes:
    """Return the first 100 bytes of a regular file, `b""` for anything else: opening a FIFO would wait for ever."""
    try:
        if not file.is_file():
            return b""
        with file.open("rb") as opened:
            return opened.read(_HEADER_BYTES)
    except OSError:
        return b""


def is_store(header: bytes) -> bool:
    """Whether a file's header says that it is a store, or a copy of one."""
    return header.startswith(MAGIC) and int.from_bytes(header[68:72], "big") == APPLICATION_ID


def schema_of(header: bytes) -> int:
    """Return the schema that a store's header tells."""
    return int.from_bytes(header[60:64], "big")


def check_replaceable(target: Path, store: Path, schema: int) -> None:
    """See that a copy of the store may be written at `target`, whatever links lead there.

    That is where nothing is yet, or an older copy. `schema` is the one that this program writes.

    Raises:
        UsageError: it would take the place of the store itself, of its logs, or of anything that is no copy of a store.
    """
    if target.is_dir() or not target.parent.is_dir():
        raise UsageError(tr("{target} cannot be written: name a file in a folder that is there.", target=target))
    if _belongs_to(target, store):
        raise UsageError(tr("{target} is the library itself: name a file elsewhere for the copy.", target=target))
    if any(_is_there(target.with_name(target.name + log)) for log in ("-wal", "-journal")):
        raise UsageError(
            tr("{target} is a library in use (its log is beside it): name another file for the copy.", target=target)
        )
    if not target.exists():
        return
    if not target.is_file():
        raise UsageError(tr("{target} is there and no file: name another one for the copy.", target=target))
    if target.stat().st_size and not _is_copy(read_header(target), schema):
        raise UsageError(tr("{target} is there and no copy of a library: name another file.", target=target))


def write_copy(
    connection: apsw.Connection, store: Path, target: Path, schema: int, enclosed: Mapping[str, bytes]
) -> None:
    """Write a copy of an open store as of one moment, mode 0600, at `target` or in the place of an older copy there.

    `enclosed` are files that go along inside, by name; `take_enclosed` takes them out again.

    Raises:
        UsageError: `target` is not the place for it (see `check_replaceable`).
        StoreError: it cannot be written, or the store is damaged; an older copy stays as it is.
    """
    target = Path(os.path.realpath(target))
    check_replaceable(target, store, schema)
    with store_errors(target), new_file_beside(target) as partial:
        copy_pages(connection, store, partial)
        _check_sound(partial, store)
        _enclose(partial, enclosed)
        check_replaceable(target, store, schema)  # a library may have been made there meanwhile
        partial.replace(target)


@contextmanager
def new_file_beside(target: Path) -> Iterator[Path]:
    """Make an empty private file beside `target`, and delete it at the end with all that SQLite puts beside it.

    Raises:
        StoreError: the folder takes no file.
    """
    partial = target.with_name(f".{target.name[:50]}.{os.urandom(4).hex()}.part")
    try:
        make_private_file(partial)
    except OSError as error:
        raise StoreError(
            tr(
                "{target} cannot be made ({strerror}): mind its folder's permissions.",
                target=target,
                strerror=error.strerror,
            )
        ) from error
    try:
        yield partial
    finally:
        for part in ("", *LOGS):
            partial.with_name(partial.name + part).unlink(missing_ok=True)


def make_private_file(path: Path) -> None:
    """Make an empty file of mode 0600, whatever the umask; raises OSError."""
    os.close(os.open(path, os.O_CREAT | os.O_RDWR | os.O_CLOEXEC, 0o600))
    path.chmod(0o600)


def copy_pages(connection: apsw.Connection, store: Path, target: Path) -> None:
    """Copy the open store into an empty file as of one moment, without a write-ahead log of its own."""
    with closing(open_file(target, apsw.SQLITE_OPEN_READWRITE | apsw.SQLITE_OPEN_CREATE)) as copy:
        with _hold_snapshot(connection), copy.backup("main", connection, "main") as work:
            while not work.done:
                _step(work, store)
        copy.pragma("journal_mode", "delete")


def _step(work: apsw.Backup, store: Path) -> None:
    """Copy some pages; what is wrong with the store is not blamed on the copy."""
    try:
        work.step(_PAGES_PER_STEP)
    except (apsw.BusyError, apsw.LockedError, apsw.CorruptError, apsw.NotADBError):
        with store_errors(store):
            raise


@contextmanager
def _hold_snapshot(connection: apsw.Connection) -> Iterator[None]:
    """Keep the store as it is at this moment for the connection: or each commit of another one begins a copy anew."""
    connection.execute("BEGIN")
    try:
        connection.execute("SELECT 1 FROM sqlite_schema").fetchall()
        yield
    finally:
        if connection.in_transaction:
            connection.execute("COMMIT")


def _check_sound(copy: Path, store: Path) -> None:
    """See that the copy is worth the place of an older one; raises DamagedError."""
    try:
        with closing(open_file(copy, apsw.SQLITE_OPEN_READONLY)) as connection:
            found = str(connection.execute("PRAGMA quick_check(1)").get)
    except (apsw.CorruptError, apsw.NotADBError) as error:
        found = str(error)
    if found != "ok":
        raise DamagedError(
            tr(
                "{store} is damaged ({split}), so no copy was made: `tuinews doctor --fix` saves "
                "what can be read, `tuinews restore FILE` puts an older copy in its place.",
                store=store,
                split=" ".join(found.split()),
            )
        )


def take_enclosed(copy: Path) -> dict[str, bytes]:
    """Take the files out that a copy has inside, so that nothing of them is left in it."""
    with store_errors(copy), closing(open_file(copy, apsw.SQLITE_OPEN_READWRITE)) as connection:
        if connection.execute("SELECT 1 FROM sqlite_schema WHERE name = 'enclosed_files'").get is None:
            return {}
        found = {str(name): bytes(data) for name, data in connection.execute("SELECT name, data FROM enclosed_files")}
        connection.pragma("secure_delete", value=True)
        connection.execute("DROP TABLE enclosed_files")
        return found


def _enclose(copy: Path, files: Mapping[str, bytes]) -> None:
    if not files:
        return
    with closing(open_file(copy, apsw.SQLITE_OPEN_READWRITE)) as connection:
        connection.execute("CREATE TABLE enclosed_files (name TEXT PRIMARY KEY, data BLOB NOT NULL) WITHOUT ROWID")
        connection.executemany("INSERT INTO enclosed_files (name, data) VALUES (?, ?)", files.items())


def _belongs_to(target: Path, store: Path) -> bool:
    """Whether a file is the store or one of its logs, under whatever name or link, or will be when that is made."""
    real = os.path.realpath(target)
    for part in ("", *LOGS):
        ours = store.with_name(store.name + part)
        if real == os.path.realpath(ours) or (target.exists() and ours.exists() and target.samefile(ours)):
            return True
    return False


def _is_copy(header: bytes, schema: int) -> bool:
    """Whether a file's header says that it is a copy of a store.

    A copy has no write-ahead log (byte 18 is 1), a store on this machine's own disk has one: so another library that
    nobody uses at the moment is not taken for a copy. Earlier versions left the log's mark in their copies; these are
    known by their older schema, at 60.
    """
    return is_store(header) and (header[18] == 1 or schema_of(header) < schema)


def _is_there(log: Path) -> bool:
    return log.exists() and log.stat().st_size > 0
