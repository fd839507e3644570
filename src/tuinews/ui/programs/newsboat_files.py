"""What newsboat left on this machine: its list of addresses, and what was read there."""

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple


class NewsboatFiles(NamedTuple):
    """A list of newsboat's, and its cache if that is there."""

    urls: Path
    cache: Path | None = None


def find_newsboat_files(home: Path, environ: Mapping[str, str]) -> tuple[NewsboatFiles, ...]:
    """Return the lists that newsboat (or newsbeuter, which it was) reads, where they are by its manual."""
    config = Path(environ.get("XDG_CONFIG_HOME") or home / ".config")
    data = Path(environ.get("XDG_DATA_HOME") or home / ".local" / "share")
    places = (
        (home / ".newsboat", home / ".newsboat"),
        (config / "newsboat", data / "newsboat"),
        (home / ".newsbeuter", home / ".newsbeuter"),
    )
    found = []
    for lists, kept in places:
        if _is_file(lists / "urls"):
            cache = kept / "cache.db"
            found.append(NewsboatFiles(lists / "urls", cache if _is_file(cache) else None))
    return tuple(found)


def _is_file(path: Path) -> bool:
    try:
        return path.is_file() and path.stat().st_size > 0
    except OSError:
        return False


def complete_path(typed: str, home: Path) -> str:
    """Return a path that is being typed with the first name that fits; the path as it is where none does."""
    shown = Path(home, typed[2:]) if typed.startswith("~/") else Path(typed)
    folder, begun = (shown, "") if typed.endswith("/") else (shown.parent, shown.name)
    try:
        names = sorted(path.name + ("/" if path.is_dir() else "") for path in folder.iterdir())
    except OSError:
        return typed
    fitting = [name for name in names if name.startswith(begun) and (begun or not name.startswith("."))]
    return typed[: len(typed) - len(begun)] + fitting[0] if fitting else typed
