"""`doctor --fix`: a damaged store is read as far as possible, and files that others can read are made private."""

from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path

from tuinews.config.paths import Paths
from tuinews.model.clock import Instant
from tuinews.model.error import DamagedError
from tuinews.store import Reader, prepare
from tuinews.store.rescue import rescue


def mend(paths: Paths, now: Instant) -> Iterator[str]:
    """Put right what can be, and say of each thing what was done.

    Raises:
        StoreError: the store is damaged and nothing can be read of it; it is left as it is.
    """
    yield from _hide((paths.settings_file, paths.log))
    if paths.data.is_dir() and paths.data.stat().st_mode & 0o022:
        paths.data.chmod(0o700)
        yield f"Made {paths.data} private."
    if not paths.store.exists() or _is_sound(paths.store, now):
        return
    kept, feeds, entries, backup = rescue(paths.store, now)
    if backup is None:
        yield f"Saved {feeds} feeds and {entries} entries of the damaged store, which is kept as {kept}."
    else:
        yield f"Nothing of the store could be read: {backup} is in its place, and what was there is kept as {kept}."


def _hide(files: tuple[Path, ...]) -> Iterator[str]:
    for file in files:
        with suppress(OSError):
            if file.stat().st_mode & 0o077:
                file.chmod(0o600)
                yield f"Made {file} private."


def _is_sound(store: Path, now: Instant) -> bool:
    try:
        prepare(store, now)
        with closing(Reader(store)) as reader:
            return reader.health().integrity == "ok"
    except DamagedError:
        return False
