"""Where config, data, cache and state are."""

import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from tuinews.model.error import ConfigError
from tuinews.model.language import tr
from tuinews.model.text import safe_text


@dataclass(frozen=True, slots=True)
class Paths:
    """The four directories; none of them need exist yet."""

    config: Path
    data: Path
    cache: Path
    state: Path

    @property
    def store(self) -> Path:
        """The database: subscriptions, entries and marks."""
        return self.data / "tuinews.db"

    @property
    def secrets(self) -> Path:
        """Passwords and headers of feeds, which only their owner may read."""
        return self.data / "secrets.json"

    @property
    def downloads(self) -> Path:
        """Files that come with articles, unless the settings name another directory; their list lies beside it."""
        return self.data / "downloads"

    @property
    def settings_file(self) -> Path:
        """The user's settings; it need not exist."""
        return self.config / "config.toml"

    @property
    def log(self) -> Path:
        """The log file."""
        return self.state / "tuinews.log"


def find_paths(home: str | None, environ: Mapping[str, str]) -> Paths:
    """Return the directories under `home` or `TUINEWS_HOME`, else the system's usual ones.

    Nothing is created. On Linux and the BSDs the usual ones are those of the XDG Base Directory Specification, by which
    a relative path in a variable is ignored.

    Raises:
        ConfigError: there is no home directory, or the one named is a file or an address.
    """
    named = home or environ.get("TUINEWS_HOME", "")
    if named:
        return _under(_absolute(named, environ))
    if sys.platform in {"darwin", "win32"}:
        return _by_system()
    return _by_xdg(environ)


def _under(home: Path) -> Paths:
    if home.exists() and not home.is_dir():
        raise ConfigError(
            safe_text(tr("{home} is a file and cannot be tuinews' home: name a directory.", home=home), 400)
        )
    return Paths(home / "config", home / "data", home / "cache", home / "state")


def _absolute(named: str, environ: Mapping[str, str]) -> Path:
    if "\0" in named:
        raise ConfigError(tr("The name of tuinews' home has a NUL character in it: name a directory."))
    if named.lower().startswith(
        ("http:/", "https:/", "feed:/")
    ):  # a folder of that name would keep a password that is in it
        raise ConfigError(tr("An address cannot be tuinews' home: name a directory."))
    if named == "~" or named.startswith("~/"):
        return _user_home(environ) / named[2:]
    return Path(named).absolute()


def _by_xdg(environ: Mapping[str, str]) -> Paths:
    def directory(variable: str, fallback: str) -> Path:
        named = environ.get(variable, "")
        base = Path(named) if named.startswith("/") else _user_home(environ) / fallback
        return base / "tuinews"

    return Paths(
        directory("XDG_CONFIG_HOME", ".config"),
        directory("XDG_DATA_HOME", ".local/share"),
        directory("XDG_CACHE_HOME", ".cache"),
        directory("XDG_STATE_HOME", ".local/state"),
    )


def _by_system() -> Paths:
    from platformdirs import PlatformDirs

    dirs = PlatformDirs("tuinews", appauthor=False)
    return Paths(
        dirs.user_config_path,
        dirs.user_data_path,
        dirs.user_cache_path,
        dirs.user_state_path,
    )


def _user_home(environ: Mapping[str, str]) -> Path:
    home = environ.get("HOME", "")
    if not home.startswith("/"):
        why = tr("is not set") if not home else tr("is not an absolute path")
        raise ConfigError(tr("HOME {why}, so there is no place for your articles: set it, or use --home DIR.", why=why))
    return Path(home)
