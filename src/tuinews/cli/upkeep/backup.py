"""`backup` and `restore`: copies of the store, out and back in, without ever losing what is there."""

import os
import shlex
import shutil
import tempfile
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from contextlib import AbstractContextManager, closing, contextmanager, nullcontext
from datetime import UTC, datetime
from pathlib import Path

from tuinews.cli.command import Command
from tuinews.cli.session import CommandSession
from tuinews.config.paths import Paths
from tuinews.engine.files import write_whole
from tuinews.engine.upkeep import LOGINS, SETTINGS
from tuinews.model.clock import Instant
from tuinews.model.error import DamagedError, StoreError, UsageError
from tuinews.model.language import tr
from tuinews.store import Reader, prepare
from tuinews.store.file.copies import LOGS, check_replaceable, is_store, read_header, schema_of, take_enclosed
from tuinews.store.file.disk import exclusive_use
from tuinews.store.file.schema import schema_version

_WITH_SETTINGS = "--with-settings"


def _describe_backup(parser: ArgumentParser) -> None:
    parser.add_argument(
        "file", metavar="FILE", help="where the copy goes, - is stdout; only an older copy of a library is replaced"
    )
    parser.add_argument(
        _WITH_SETTINGS, action="store_true", help="put the settings and the logins of feeds, passwords and all, into it"
    )
    parser.add_argument("--json", action="store_true", help="print an object: where the copy is, and what is in it")


async def _backup(session: CommandSession, values: Namespace) -> int:
    paths = session.paths()
    if values.json and values.file == "-":
        raise UsageError(tr("The copy and --json cannot both go to stdout: name a file, or leave --json out."))
    settings = paths.settings_file if values.with_settings else None
    with _target(session, values.file, paths) as target:
        async with session.library(forgiving=True) as library:
            await library.upkeep.backup(target, settings)
        if values.file == "-":
            session.output.data(target.read_bytes())
    if values.json:
        size = target.stat().st_size
        session.output.json({"path": str(target), "bytes": size, "with_settings": values.with_settings})
    else:
        _tell(session, None if values.file == "-" else target, with_settings=values.with_settings)
    return 0


@contextmanager
def _target(session: CommandSession, name: str, paths: Paths) -> Iterator[Path]:
    """Where the copy goes: a file for what goes to stdout later.

    Raises:
        UsageError: something else would be overwritten, or a terminal be filled with a copy.
    """
    if name == "-":
        if session.output.on_terminal:
            raise UsageError(tr("A copy is nothing for a terminal: name a file, or send stdout into one."))
        with tempfile.TemporaryDirectory(prefix="tuinews-") as folder:
            yield Path(folder) / "tuinews.db"
        return
    target = Path(name).absolute()
    # said before the library is opened, which may make it; the store looks once more when it writes
    check_replaceable(Path(os.path.realpath(target)), paths.store, schema_version())
    yield target


def _tell(session: CommandSession, target: Path | None, *, with_settings: bool) -> None:
    """Say what was written, into a file or to stdout."""
    wrote = tr("Wrote a copy of the library to stdout") if target is None else tr("Wrote {target}", target=target)
    again = tr("`tuinews restore {quote}`", quote=shlex.quote("FILE" if target is None else str(target)))
    if with_settings:
        session.output.note(
            tr(
                "{wrote}, with settings and logins: keep it to yourself; {again} {with_settings}` "
                "puts all of it in place.",
                wrote=wrote,
                again=again[:-1],
                with_settings=_WITH_SETTINGS,
            )
        )
        return
    session.output.note(
        tr(
            "{wrote}: {again} puts it in the library's place. Settings and logins of feeds are "
            "not in it: {with_settings} takes them along.",
            wrote=wrote,
            again=again,
            with_settings=_WITH_SETTINGS,
        )
    )


def _describe_restore(parser: ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", help="a copy that `tuinews backup` wrote")
    parser.add_argument(
        _WITH_SETTINGS, action="store_true", help="put the settings and logins in place, too, that it was written with"
    )
    parser.add_argument("--json", action="store_true", help="print an object: what was restored, and what was kept")


def _restore(session: CommandSession, values: Namespace) -> int:
    source, paths, now = Path(values.file).absolute(), session.paths(), session.now()
    store = paths.store
    if store.parent.is_dir() and not os.access(store.parent, os.R_OK | os.X_OK):
        raise StoreError(tr("{parent} cannot be read: mind its permissions; nothing was changed.", parent=store.parent))
    _check_source(source, store)
    alone: AbstractContextManager[object] = exclusive_use(store) if store.exists() else nullcontext()
    with alone, _examine_copy(source, store.parent, now) as copy:
        enclosed = take_enclosed(copy)
        if values.with_settings and not enclosed:
            raise UsageError(
                tr(
                    "{source} has no settings in it: `tuinews backup {with_settings}` writes such a copy.",
                    source=source,
                    with_settings=_WITH_SETTINGS,
                )
            )
        kept = [_move_away(store, now)]
        copy.replace(store)
        if values.with_settings:
            kept += [_put(file, enclosed[name], now) for name, file in _places(paths).items() if name in enclosed]
    if values.json:
        moved = [str(file) for file in kept if file]
        session.output.json({"path": str(source), "with_settings": values.with_settings, "kept": moved})
        return 0
    before = tr(" and ").join(str(file) for file in kept if file)
    told = tr(
        "Restored {source}{word}.", source=source, word=tr(" with settings and logins") if values.with_settings else ""
    )
    if enclosed and not values.with_settings:
        told += tr(
            " It has settings and logins in it as well: {with_settings} puts them in place.",
            with_settings=_WITH_SETTINGS,
        )
    session.output.note(told + (tr(" What was there before is {before}.", before=before) if before else ""))
    return 0


def _check_source(source: Path, store: Path) -> None:
    """See that a file can be restored; raises UsageError, or StoreError for one of a newer program."""
    if not source.exists():
        raise UsageError(tr("{source} is not there: name a file that `tuinews backup` wrote.", source=source))
    header = read_header(source)
    if not is_store(header):
        raise UsageError(
            tr("{source} is no copy of a library: name a file that `tuinews backup` wrote.", source=source)
        )
    if store.exists() and source.samefile(store):
        raise UsageError(tr("{source} is the library itself: name a copy of it.", source=source))
    if schema_of(header) > schema_version():
        raise StoreError(
            tr("{source} was written by a newer tuinews: upgrade tuinews; nothing was changed.", source=source)
        )


def _places(paths: Paths) -> dict[str, Path]:
    """Where the files belong that a copy has in it."""
    return {SETTINGS: paths.settings_file, LOGINS: paths.secrets}


def _put(path: Path, data: bytes, now: Instant) -> Path | None:
    """Write a file, and keep what is there under a name that tells when it was replaced; `None` when nothing was."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    kept = None
    if path.exists() and (before := path.read_bytes()) != data:
        kept = _make_backup_name(path, now)
        write_whole(kept, before, over=True)
    write_whole(path, data, over=True)
    return kept


@contextmanager
def _examine_copy(source: Path, folder: Path, now: Instant) -> Iterator[Path]:
    """A copy of the copy beside the store, found sound and brought to today's schema; raises StoreError."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="restoring-", dir=folder) as path:
        copy = Path(path) / "tuinews.db"
        for part in ("", "-wal", "-journal"):
            if (file := source.with_name(source.name + part)).exists():
                shutil.copyfile(file, copy.with_name(copy.name + part))
        copy.chmod(0o600)
        if found := _damage(copy, now):
            raise StoreError(
                tr("{source} is damaged ({found}): nothing was changed; try an older copy.", source=source, found=found)
            )
        yield copy


def _damage(copy: Path, now: Instant) -> str:
    """What is wrong with a copy, after it was brought to today's schema; `""` for nothing."""
    try:
        prepare(copy, now)
        with closing(Reader(copy)) as reader:
            integrity = reader.health().integrity
    except DamagedError as error:
        return error.why
    return "" if integrity == "ok" else integrity


def _move_away(store: Path, now: Instant) -> Path | None:
    """Keep what is there under a name that tells when it was replaced."""
    kept = _make_backup_name(store, now)
    for part in reversed(("", *LOGS)):
        file = store.with_name(store.name + part)
        if file.exists():
            file.replace(kept.with_name(kept.name + part))
    return kept if kept.exists() else None


def _make_backup_name(file: Path, now: Instant) -> Path:
    moment = datetime.fromtimestamp(now, UTC).strftime("%Y%m%dT%H%M%SZ")
    return file.with_name(f"{file.name}.replaced-{moment}.bak")


COMMANDS = {
    "backup": Command(_describe_backup, _backup, ("backup ~/tuinews.db", "backup - | xz > tuinews.db.xz")),
    "restore": Command(_describe_restore, _restore, ("restore ~/tuinews.db", "restore --with-settings ~/tuinews.db")),
}
