"""`doctor --fix`: a damaged store is read as far as possible, and files that others can read are made private."""

import os
import stat
from collections.abc import Iterable, Iterator
from contextlib import closing, suppress
from pathlib import Path

from tuinews.config.load import load
from tuinews.config.paths import Paths
from tuinews.model.clock import Instant
from tuinews.model.error import ConfigError, DamagedError, StoreError
from tuinews.model.language import tr
from tuinews.model.url import redact
from tuinews.store import Reader, prepare
from tuinews.store.file.rescue import rescue


def repair(paths: Paths, now: Instant) -> Iterator[str]:
    """Repair what can be repaired, and yield a sentence about each thing that was done.

    Raises:
        StoreError: the store cannot be read at all; it is left as it is.
    """
    if paths.data.is_dir():
        mode = stat.S_IMODE(paths.data.stat().st_mode)
        if mode & 0o077 or mode & 0o500 != 0o500:
            paths.data.chmod(0o700 if mode & 0o500 != 0o500 else mode & 0o700)
            yield tr(
                "Made {data} private{word}.", data=paths.data, word=tr(" and readable") if mode & 0o500 != 0o500 else ""
            )
        if not os.access(paths.data, os.R_OK | os.X_OK):
            raise StoreError(tr("{data} cannot be read: it is another user's.", data=paths.data))
    yield from _hide(_private(paths))
    if not paths.store.exists() or _is_sound(paths.store, now):
        return
    kept, feeds, entries, backup = rescue(paths.store, now)
    if backup is None:
        yield tr(
            "Saved {feeds} feeds and {entries} entries of the damaged store, which is kept as {kept}.",
            feeds=feeds,
            entries=entries,
            kept=kept,
        )
    else:
        yield tr(
            "Nothing of the store could be read: {backup} is in its place, and what was there is kept as {kept}.",
            backup=backup,
            kept=kept,
        )


def _private(paths: Paths) -> Iterator[Path]:
    """Yield the files that only the user should read; the settings only if they hold a password."""
    with suppress(ConfigError):
        proxy = load(paths)[0].network.proxy
        if redact(proxy) != proxy:
            yield paths.settings_file
    yield from (paths.log, paths.log.with_name(f"{paths.log.name}.1"), paths.secrets)
    yield from (paths.store.with_name(paths.store.name + part) for part in ("", "-wal", "-shm", "-journal"))


def _hide(files: Iterable[Path]) -> Iterator[str]:
    """Make files private that others can read; a link is not followed, since its target may be meant for others."""
    for file in files:
        with suppress(OSError):
            descriptor = os.open(file, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
            try:
                status = os.fstat(descriptor)
                if stat.S_ISREG(status.st_mode) and status.st_mode & 0o077:
                    os.fchmod(descriptor, 0o600)
                    yield tr("Made {file} private.", file=file)
            finally:
                os.close(descriptor)


def _is_sound(store: Path, now: Instant) -> bool:
    try:
        prepare(store, now)
        with closing(Reader(store)) as reader:
            return reader.health().integrity == "ok"
    except DamagedError:
        return False
