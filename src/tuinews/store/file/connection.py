"""Connections to the one file: how they are opened, how they fail, and what a transaction is."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

import apsw

from tuinews.model.error import DamagedError, StoreBusyError, StoreError, StoreFullError
from tuinews.store.search import register

BUSY_MILLISECONDS = 5_000
"""How long another process's write is waited for."""

_READER_CACHE, _WRITER_CACHE = 8_000, 16_000
"""Kibibytes of pages that a connection may keep in memory."""


@contextmanager
def store_errors(path: Path) -> Iterator[None]:
    """Turn SQLite's errors into the store's, each one sentence that names the file and the next step.

    Raises:
        StoreBusyError: another process keeps the file locked.
        StoreFullError: the disk is full.
        StoreError: anything else, such as a damaged file.
    """
    try:
        yield
    except (apsw.BusyError, apsw.LockedError) as error:
        raise StoreBusyError(
            f"Another program keeps {path} locked: try again when the other tuinews has finished."
        ) from error
    except apsw.FullError as error:
        raise StoreFullError(
            f"The disk that holds {path} is full: free some space and try again; reading goes on."
        ) from error
    except (apsw.CorruptError, apsw.NotADBError) as error:
        raise damaged_error(path, str(error)) from error
    except (apsw.ReadOnlyError, apsw.PermissionsError) as error:
        raise StoreError(f"{path} cannot be written: mind its permissions; reading goes on.") from error
    except apsw.CantOpenError as error:
        raise StoreError(f"{path} cannot be opened ({error}): mind its folder and permissions.") from error
    except apsw.IOError as error:
        raise StoreError(f"Reading or writing {path} failed ({error}): check the disk and its free space.") from error
    except apsw.Error as error:
        raise StoreError(f"{path} cannot be used ({error}): `tuinews doctor` examines it.") from error


def damaged_error(path: Path, why: str) -> StoreError:
    """The error for a file that is not, or no longer, a readable store."""
    return DamagedError(
        f"{path} is damaged ({why}): it is left as it is; `tuinews doctor --fix` saves what can be read, "
        "`tuinews restore FILE` puts a backup back."
    )


def open_writer(path: Path) -> apsw.Connection:
    """The connection that may write; the file must exist."""
    connection = apsw.Connection(str(path), flags=apsw.SQLITE_OPEN_READWRITE)
    connection.set_busy_timeout(BUSY_MILLISECONDS)
    # without a write-ahead log, NORMAL could lose the file to a power cut
    connection.pragma("synchronous", "NORMAL" if connection.pragma("journal_mode") == "wal" else "FULL")
    connection.pragma("cache_size", -_WRITER_CACHE)
    register(connection)
    return connection


def open_reader(path: Path) -> apsw.Connection:
    """A connection that cannot write, not even by mistake; works on a read-only medium too."""
    flags = apsw.SQLITE_OPEN_READONLY | apsw.SQLITE_OPEN_URI
    connection = apsw.Connection(f"file:{quote(str(path))}{_immutable(path)}", flags=flags)
    connection.set_busy_timeout(BUSY_MILLISECONDS)
    connection.pragma("query_only", value=True)
    connection.pragma("cache_size", -_READER_CACHE)
    register(connection)
    return connection


@contextmanager
def transaction(connection: apsw.Connection) -> Iterator[None]:
    """All of it or nothing. Takes the write lock at once: a later upgrade could meet BUSY_SNAPSHOT."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


@contextmanager
def savepoint(connection: apsw.Connection) -> Iterator[None]:
    """A part of a transaction that can fail alone. A full disk ends the whole transaction, savepoints included."""
    connection.execute("SAVEPOINT part")
    try:
        yield
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK TO part")
            connection.execute("RELEASE part")
        raise
    connection.execute("RELEASE part")


@contextmanager
def rehearsal(connection: apsw.Connection, *, dry_run: bool) -> Iterator[None]:
    """Inside a transaction, take back at the end what was only to be tried."""
    connection.execute("SAVEPOINT rehearsal")
    yield
    if dry_run:
        connection.execute("ROLLBACK TO rehearsal")
    connection.execute("RELEASE rehearsal")


def _immutable(path: Path) -> str:
    """A write-ahead log needs a writable folder, unless SQLite is told that nobody writes."""
    return "" if os.access(path.parent, os.W_OK) or _has_log(path) else "?immutable=1"


def _has_log(path: Path) -> bool:
    return path.with_name(path.name + "-shm").exists()
