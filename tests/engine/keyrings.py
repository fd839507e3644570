"""Keyrings of our own, as the real ones are on a good and on a bad day; what the good one has lies in a file."""

import json
import os
import sys
import threading
from pathlib import Path
from typing import ClassVar

from keyring.backend import KeyringBackend
from keyring.errors import KeyringLocked, NoKeyringError, PasswordDeleteError


class Working(KeyringBackend):
    priority: ClassVar[float] = 1

    @property
    def _file(self) -> Path:
        return Path(os.environ["OUR_KEYRING"])

    def _known(self) -> dict[str, str]:
        known: dict[str, str] = json.loads(self._file.read_text("utf-8")) if self._file.exists() else {}
        return known

    def get_password(self, service: str, username: str) -> str | None:
        return self._known().get(f"{service}|{username}")

    def set_password(self, service: str, username: str, password: str) -> None:
        self._file.with_suffix(".seen").write_text(f"{sys.orig_argv} {dict(os.environ)}", "utf-8")
        self._file.write_text(json.dumps({**self._known(), f"{service}|{username}": password}), "utf-8")

    def delete_password(self, service: str, username: str) -> None:
        known = self._known()
        if known.pop(f"{service}|{username}", None) is None:
            raise PasswordDeleteError("nothing there")
        self._file.write_text(json.dumps(known), "utf-8")


class Troubled(Working):
    """Has trouble with whatever it is asked; its errors tell more than they should."""

    def trouble(self, what: str) -> None:
        """Nothing is kept and nothing given."""

    def get_password(self, service: str, username: str) -> str | None:
        self.trouble(f"{service} {username}")
        return None

    def set_password(self, service: str, username: str, password: str) -> None:
        self.trouble(f"{service} {username} {password}")


class Forgetful(Troubled):
    """Takes everything and keeps nothing, as the one that is meant for tests does."""


class Locked(Troubled):
    def trouble(self, what: str) -> None:
        raise KeyringLocked(f"somebody has to type a password for {what}")


class Raising(Troubled):
    def trouble(self, what: str) -> None:
        raise RuntimeError(f"the bus is gone, and with it {what}")


class Hanging(Troubled):
    """Waits for a window that nobody sees."""

    def trouble(self, what: str) -> None:
        assert what
        threading.Event().wait()


class Absent(Troubled):
    def trouble(self, what: str) -> None:
        raise NoKeyringError(f"no backend for {what}")


class Dying(Troubled):
    def trouble(self, what: str) -> None:
        os._exit(len(what))
