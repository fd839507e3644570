"""`backup` and `restore`: copies of the store, out and back in, without ever losing what is there."""

import shutil
import tempfile
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from datetime import UTC, datetime
from pathlib import Path

from tuinews.cli.command import Command
from tuinews.cli.session import Session
from tuinews.model.clock import Instant
from tuinews.model.error import StoreError, UsageError
from tuinews.store import Reader, prepare
from tuinews.store.file.disk import exclusive_use

_MAGIC = b"SQLite format 3\x00"
"""How every SQLite file begins (https://www.sqlite.org/fileformat.html, section 1.3.1)."""

_PARTS = ("", "-wal", "-journal", "-shm")
"""What a store's files are called behind its name."""


def _describe_backup(parser: ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", help="where the copy goes; an older copy there is replaced")


async def _backup(session: Session, values: Namespace) -> int:
    target = _target(values.file)
    async with session.library() as library:
        await library.upkeep.backup(target)
    session.output.note(f"Wrote {target}: `tuinews restore {target}` puts it in the store's place.")
    return 0


def _target(name: str) -> Path:
    """Where the copy goes; raises UsageError when that would overwrite something else."""
    target = Path(name).absolute()
    if target.is_dir() or not target.parent.is_dir():
        raise UsageError(f"{target} cannot be written: name a file in a folder that is there.")
    if target.exists() and target.stat().st_size and not _is_database(target):
        raise UsageError(f"{target} is there and no copy of a store: name another file.")
    return target


def _is_database(file: Path) -> bool:
    try:
        with file.open("rb") as opened:
            return opened.read(len(_MAGIC)) == _MAGIC
    except OSError:
        return False


def _describe_restore(parser: ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", help="a copy that `tuinews backup` wrote")


def _restore(session: Session, values: Namespace) -> int:
    source, store = Path(values.file).absolute(), session.paths().store
    if not source.exists():
        raise UsageError(f"{source} is not there: name a file that `tuinews backup` wrote.")
    if not _is_database(source):
        raise UsageError(f"{source} is no copy of a store: name a file that `tuinews backup` wrote.")
    if store.exists() and source.samefile(store):
        raise UsageError(f"{source} is the store itself: name a copy of it.")
    alone: AbstractContextManager[object] = exclusive_use(store) if store.exists() else nullcontext()
    with alone, _examined(source, store.parent, session.now()) as copy:
        kept = _move_away(store, session.now())
        copy.replace(store)
    session.output.note(f"Restored {source}." + (f" What was there before is {kept}." if kept else ""))
    return 0


@contextmanager
def _examined(source: Path, folder: Path, now: Instant) -> Iterator[Path]:
    """A copy of the copy beside the store, found sound and brought to today's schema; raises StoreError."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="restoring-", dir=folder) as place:
        copy = Path(place) / "tuinews.db"
        for part in _PARTS[:3]:
            if (file := source.with_name(source.name + part)).exists():
                shutil.copyfile(file, copy.with_name(copy.name + part))
        copy.chmod(0o600)
        prepare(copy, now)
        reader = Reader(copy)
        try:
            integrity = reader.health().integrity
        finally:
            reader.close()
        if integrity != "ok":
            raise StoreError(f"{source} is damaged ({integrity}): nothing was changed; try an older copy.")
        yield copy


def _move_away(store: Path, now: Instant) -> Path | None:
    """Keep what is there under a name that tells when it was replaced."""
    moment = datetime.fromtimestamp(now, UTC).strftime("%Y%m%dT%H%M%SZ")
    kept = store.with_name(f"{store.name}.replaced-{moment}.bak")
    for part in reversed(_PARTS):
        file = store.with_name(store.name + part)
        if file.exists():
            file.replace(kept.with_name(kept.name + part))
    return kept if kept.exists() else None


COMMANDS = {
    "backup": Command(_describe_backup, _backup, ("backup ~/tuinews.db",)),
    "restore": Command(_describe_restore, _restore, ("restore ~/tuinews.db",)),
}
