"""Creates the database file, or migrates an older one to today's schema after copying it."""

import os
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import NamedTuple

import apsw

from tuinews.model.clock import Instant
from tuinews.model.error import StoreError
from tuinews.model.language import tr
from tuinews.store.file.connection import (
    BUSY_MILLISECONDS,
    make_damage_error,
    open_file,
    open_reader,
    store_errors,
    transaction,
)
from tuinews.store.file.copies import APPLICATION_ID, LOGS, MAGIC, copy_pages, make_private_file, new_file_beside
from tuinews.store.file.disk import journal_mode

_PAGE_BYTES = 8_192
"""Deflated bodies are 1 to 2 kB: pages of 8 kB waste 2 % on them, pages of 4 kB waste 15 %."""

CORRUPT = "corrupt"
"""The reason in the name of a damaged store that is kept beside a new one."""


class Migration(NamedTuple):
    """One step of the schema."""

    number: int
    sql: str


def migrations() -> tuple[Migration, ...]:
    """Return the schema's steps in their order."""
    folder = files("tuinews.store") / "migrations"
    names = sorted(item.name for item in folder.iterdir() if item.name.endswith(".sql"))
    return tuple(Migration(int(name[:4]), (folder / name).read_text(encoding="utf-8")) for name in names)


@cache
def schema_version() -> int:
    """Return the number of the schema that this program writes."""
    folder = files("tuinews.store") / "migrations"
    return max(int(item.name[:4]) for item in folder.iterdir() if item.name.endswith(".sql"))


def prepare(path: Path, now: Instant) -> None:
    """Make sure that the file is a store of today's schema, private to its owner.

    A new file gets mode 0600, its folder 0700. An older one is copied beside it and then migrated in one transaction.
    `now` names the copy.

    Raises:
        StoreError: the file is damaged, foreign, newer than the program, or vanished; it is left untouched.
    """
    with store_errors(path), _file_errors(path):
        if not path.exists() or path.stat().st_size == 0:
            _refuse_to_replace(path)
            if path.exists():
                raise make_damage_error(path, tr("it is empty, with nothing in it at all"))
            _create(path)
        else:
            logs = _check_header(path)
            if path.with_name(path.name + "-journal").exists() and os.access(path.parent, os.W_OK):
                _take_back(path)
            if _version(path) < schema_version():
                _migrate(path, now)
            elif logs is not (journal_mode(path) == "wal") and os.access(path.parent, os.W_OK):
                _settle_journal(path)


@contextmanager
def _file_errors(path: Path) -> Iterator[None]:
    """Raise what the system says of the file or its folder as StoreError."""
    try:
        yield
    except OSError as error:
        raise StoreError(
            tr(
                "{path} cannot be opened ({strerror}): mind its folder and permissions.",
                path=path,
                strerror=error.strerror,
            )
        ) from error


def backups(path: Path) -> tuple[Path, ...]:
    """Return the copies that migrations left beside the file, the newest last."""
    return tuple(sorted(path.parent.glob(f"{path.name}.*.bak"))) if path.parent.is_dir() else ()


def _refuse_to_replace(path: Path) -> None:
    """Raise StoreError for an empty or missing file if backups or logs show that there was a store."""
    log = path.with_name(path.name + "-wal")
    kept = backups(path)
    if kept:
        raise StoreError(
            tr(
                "{path} is gone or empty, but its backup {name} is there: `tuinews restore {kept}` "
                "brings it back; move the backup away to start anew.",
                path=path,
                name=kept[-1].name,
                kept=kept[-1],
            )
        )
    if damaged_ones := sorted(path.parent.glob(f"{path.name}.{CORRUPT}-*Z")):
        raise StoreError(
            tr(
                "{path} is gone or empty, but the damaged {name} is there: name it {name2} and run "
                "`tuinews doctor --fix`, or move it away to start anew.",
                path=path,
                name=damaged_ones[-1].name,
                name2=path.name,
            )
        )
    if log.exists() and log.stat().st_size:
        raise StoreError(
            tr(
                "{path} is gone or empty, but its log {name} is there: put the file back, or move "
                "the log away to start anew.",
                path=path,
                name=log.name,
            )
        )


def _create(path: Path) -> None:
    """Create a store beside the path and then give it its name: no process ever sees half of one."""
    _make_folder(path.parent)
    draft = path.with_name(f"{path.name}.{os.getpid()}.new")
    _make_file(draft)
    try:
        with closing(open_file(draft, apsw.SQLITE_OPEN_READWRITE)) as connection:
            connection.pragma("page_size", _PAGE_BYTES)
            _advance(connection)
            connection.pragma("journal_mode", journal_mode(path))
        _put(draft, path)
    finally:
        for part in ("", *LOGS):
            draft.with_name(draft.name + part).unlink(missing_ok=True)


def _put(draft: Path, path: Path) -> None:
    """Give the new file its name, unless another process was faster."""
    try:
        path.hardlink_to(draft)
    except FileExistsError:
        return
    except OSError:  # a file system without links
        draft.replace(path)


def _make_folder(folder: Path) -> None:
    if folder.exists():
        return
    try:
        folder.mkdir(parents=True, mode=0o700, exist_ok=True)
        folder.chmod(0o700)
    except OSError as error:
        raise StoreError(
            tr(
                "The folder {folder} cannot be made ({strerror}): mind its permissions.",
                folder=folder,
                strerror=error.strerror,
            )
        ) from error


def _make_file(path: Path) -> None:
    try:
        make_private_file(path)
    except OSError as error:
        raise StoreError(
            tr("{path} cannot be made ({strerror}): mind its folder's permissions.", path=path, strerror=error.strerror)
        ) from error


def _check_header(path: Path) -> bool:
    """Refuse what is no SQLite file or is cut short; return whether it uses a write-ahead log.

    Offsets in the header: page size 16, version 18, pages 28, application id 68
    (https://www.sqlite.org/fileformat.html, section 1.3).
    """
    try:
        with path.open("rb") as file:
            header = file.read(100)
        status = path.stat()
        if status.st_mode & 0o077 and os.access(path, os.W_OK):
            path.chmod(0o600)
    except OSError as error:
        raise StoreError(
            tr("{path} cannot be read ({strerror}): mind its permissions.", path=path, strerror=error.strerror)
        ) from error
    if len(header) < 100 or not header.startswith(MAGIC):
        raise make_damage_error(path, tr("it is no SQLite file"))
    page, pages = int.from_bytes(header[16:18], "big"), int.from_bytes(header[28:32], "big")
    log = path.with_name(path.name + "-wal")
    if status.st_size < (65_536 if page == 1 else page) * pages and not (log.exists() and log.stat().st_size):
        raise make_damage_error(path, tr("its end is missing"))
    if int.from_bytes(header[68:72], "big") not in {0, APPLICATION_ID}:
        raise StoreError(tr("{path} belongs to another program: name another folder with --home.", path=path))
    return header[18] == 2


def _version(path: Path) -> int:
    """Return the file's schema; raises StoreError when it is newer than the program, or another program's."""
    with closing(open_reader(path)) as connection:
        version = int(connection.pragma("user_version"))
        # read even when the number says all: a damaged schema shows itself here, with its next step
        tables = connection.execute("SELECT count(*) FROM sqlite_schema").get
        if version == 0 and tables:
            raise StoreError(tr("{path} belongs to another program: name another folder with --home.", path=path))
    if version > schema_version():
        raise StoreError(
            tr(
                "{path} was written by a newer tuinews (schema {version}, this one knows "
                "{schema_version}): upgrade tuinews; the file is untouched.",
                path=path,
                version=version,
                schema_version=schema_version(),
            )
        )
    return version


def _migrate(path: Path, now: Instant) -> None:
    with closing(open_file(path, apsw.SQLITE_OPEN_READWRITE)) as connection:
        connection.set_busy_timeout(BUSY_MILLISECONDS)
        before = int(connection.pragma("user_version"))
        if before:
            _keep_copy(connection, path, _backup_path(path, before, now))
        _advance(connection)
        connection.pragma("journal_mode", journal_mode(path))


def _keep_copy(connection: apsw.Connection, path: Path, kept: Path) -> None:
    with new_file_beside(kept) as partial:
        copy_pages(connection, path, partial)
        partial.replace(kept)


def _take_back(path: Path) -> None:
    """Roll back what a process that died in a commit had written: a read-only connection cannot."""
    with closing(open_file(path, apsw.SQLITE_OPEN_READWRITE)) as connection:
        connection.set_busy_timeout(BUSY_MILLISECONDS)
        connection.execute("SELECT 1 FROM sqlite_schema").get  # noqa: B018  reading is what does it


def _settle_journal(path: Path) -> None:
    """Change the journal mode to the one for this disk, after the file was moved to or from the network."""
    with closing(open_file(path, apsw.SQLITE_OPEN_READWRITE)) as connection:
        connection.set_busy_timeout(BUSY_MILLISECONDS)
        connection.pragma("journal_mode", journal_mode(path))


def _advance(connection: apsw.Connection) -> None:
    """Carry out the steps that the schema lacks, all or none."""
    from tuinews.model.topics.tag_forms import fold_tag

    connection.create_scalar_function("fold_tag", fold_tag, 1, deterministic=True)
    with transaction(connection):
        # another process may have migrated while this one waited for the lock
        for migration in migrations():
            if migration.number > int(connection.pragma("user_version")):
                connection.execute(migration.sql)
                connection.pragma("user_version", migration.number)
        connection.pragma("application_id", APPLICATION_ID)


def name_after(path: Path, why: str, now: Instant) -> Path:
    """Return a name beside the file that tells why and when a copy was made."""
    moment = datetime.fromtimestamp(now, UTC).strftime("%Y%m%dT%H%M%SZ")
    return path.with_name(f"{path.name}.{why}-{moment}")


def _backup_path(path: Path, version: int, now: Instant) -> Path:
    kept = name_after(path, f"schema{version}", now)
    return kept.with_name(f"{kept.name}.bak")
