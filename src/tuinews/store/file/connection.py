"""Opens connections to the database file, runs transactions, and translates SQLite's errors."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

import apsw

from tuinews.model.error import DamagedError, StoreBusyError, StoreError, StoreFullError
from tuinews.model.language import tr
from tuinews.store.search import register

BUSY_MILLISECONDS = 5_000
"""How long to wait for another process that writes."""

_READER_CACHE, _WRITER_CACHE = 2_000, 16_000
"""Kibibytes of pages that a connection may keep in memory; the system keeps them as well."""

_LOG_PAGES = 2_000
"""Pages in the log from which on a commit brings them into the file: what several commits wrote is written once."""


@contextmanager
def store_errors(path: Path) -> Iterator[None]:
    """Raise SQLite's errors as the store's: one sentence that names the file and what to do.

    Raises:
        StoreBusyError: another process keeps the file locked.
        StoreFullError: the disk is full.
        StoreError: anything else, such as a damaged file.
    """
    try:
        yield
    except (apsw.BusyError, apsw.LockedError) as error:
        raise StoreBusyError(
            tr("Another program keeps {path} locked: try again when the other tuinews has finished.", path=path)
        ) from error
    except apsw.FullError as error:
        raise StoreFullError(
            tr("The disk that holds {path} is full: free some space and try again; reading goes on.", path=path)
        ) from error
    except (apsw.CorruptError, apsw.NotADBError) as error:
        raise make_damage_error(path, str(error)) from error
    except (apsw.ReadOnlyError, apsw.PermissionsError) as error:
        raise StoreError(tr("{path} cannot be written: mind its permissions; reading goes on.", path=path)) from error
    except apsw.CantOpenError as error:
        raise StoreError(
            tr("{path} cannot be opened ({error}): mind its folder and permissions.", path=path, error=error)
        ) from error
    except apsw.IOError as error:
        raise StoreError(
            tr("Reading or writing {path} failed ({error}): check the disk and its free space.", path=path, error=error)
        ) from error
    except apsw.Error as error:
        raise StoreError(
            tr("{path} cannot be used ({error}): `tuinews doctor` examines it.", path=path, error=error)
        ) from error


def make_damage_error(path: Path, why: str) -> StoreError:
    """Return the error for a file that is not a readable store."""
    return DamagedError(
        f"{path} is damaged ({why}): it is left as it is; `tuinews doctor --fix` saves what can be read, "
        "`tuinews restore FILE` puts a backup back.",
        why,
    )


def open_file(path: Path, flags: int, options: str = "") -> apsw.Connection:
    """Return a connection to a database file, under whatever name; `options` are SQLite's own, such as `immutable=1`.

    A name that is no UTF-8 can only be given as an address (https://www.sqlite.org/uri.html).
    """
    address = f"file://{quote(os.fsencode(path.absolute()))}"
    return apsw.Connection(f"{address}?{options}" if options else address, flags=flags | apsw.SQLITE_OPEN_URI)


def open_writer(path: Path) -> apsw.Connection:
    """Return the connection that may write; the file must exist."""
    connection = open_file(path, apsw.SQLITE_OPEN_READWRITE)
    connection.set_busy_timeout(BUSY_MILLISECONDS)
    # without a write-ahead log, NORMAL could lose the file to a power cut
    connection.pragma("synchronous", "NORMAL" if connection.pragma("journal_mode") == "wal" else "FULL")
    connection.pragma("cache_size", -_WRITER_CACHE)
    connection.pragma("wal_autocheckpoint", _LOG_PAGES)
    register(connection)
    return connection


def open_reader(path: Path) -> apsw.Connection:
    """Return a connection that cannot write; works on a read-only medium too."""
    connection = open_file(path, apsw.SQLITE_OPEN_READONLY, _immutable(path))
    connection.set_busy_timeout(BUSY_MILLISECONDS)
    connection.pragma("query_only", value=True)
    connection.pragma("cache_size", -_READER_CACHE)
    register(connection)
    return connection


@contextmanager
def transaction(connection: apsw.Connection) -> Iterator[None]:
    """Run the block in a transaction: all of it is stored, or nothing.

    The write lock is taken at once, because upgrading to it later could fail with BUSY_SNAPSHOT.
    """
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
    """Run the block so that it can fail without the rest of the transaction.

    A full disk still ends the whole transaction.
    """
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
    """Run the block inside a transaction, and undo it at the end if it is a `dry_run`."""
    connection.execute("SAVEPOINT rehearsal")
    yield
    if dry_run:
        connection.execute("ROLLBACK TO rehearsal")
    connection.execute("RELEASE rehearsal")


def _immutable(path: Path) -> str:
    """Return the option that opens a file in a folder without write permission: nobody writes there."""
    return "" if os.access(path.parent, os.W_OK) or _has_log(path) else "immutable=1"


def _has_log(path: Path) -> bool:
    """Whether another process may be writing, or has left what the file itself does not have yet."""
    log, index = path.with_name(f"{path.name}-wal"), path.with_name(f"{path.name}-shm")
    if index.exists() and not os.access(index, os.R_OK):  # it cannot be used in any case
        return log.exists() and log.stat().st_size > 0
    return index.exists()
