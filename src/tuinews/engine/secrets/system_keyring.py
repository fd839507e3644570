"""The system's keyring, asked in a child process: it may wait for a password for ever, and nobody waits with it.

Secrets go through the child's pipes, never onto a command line or into its environment.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from tuinews.model.error import TuinewsError
from tuinews.model.language import tr

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

PATIENCE_SECONDS = 2.0
"""Seconds that the keyring may take to answer once the child has started."""


class KeyringAnswer(NamedTuple):
    """The values that the keyring gave, or why it gave none."""

    values: tuple[str | None, ...] = ()
    why: str = ""


class SystemKeyringError(TuinewsError):
    """The keyring cannot be used; the text says why, as the end of a sentence."""


class SystemKeyring:
    """Texts by name in the keyring, under one service."""

    def __init__(self, service: str) -> None:
        self._service = service

    def get(self, names: Sequence[str]) -> dict[str, str]:
        """Return the texts stored under these names; missing ones are left out. Raises SystemKeyringError."""
        values = self._ask("get", [(name, "") for name in names])
        return {name: value for name, value in zip(names, values, strict=True) if value is not None}

    def put(self, name: str, value: str) -> None:
        """Store a text under a name. Raises SystemKeyringError."""
        self._ask("put", [(name, value)])

    def drop(self, names: Sequence[str]) -> None:
        """Delete what is stored under these names. Raises SystemKeyringError."""
        self._ask("drop", [(name, "") for name in names])

    def _ask(self, what: str, wanted: Sequence[tuple[str, str]]) -> Sequence[str | None]:
        from tuinews.engine.workers.pool import JobFailedError, ask_once

        try:
            answer = ask_once(use_keyring, what, self._service, wanted, seconds=PATIENCE_SECONDS)
        except JobFailedError:
            # what it says of an error may hold what is secret
            raise SystemKeyringError(tr("it does not answer")) from None
        if answer.why:
            raise SystemKeyringError(answer.why)
        return answer.values


def use_keyring(what: str, service: str, wanted: Sequence[tuple[str, str]]) -> KeyringAnswer:
    """Read, write or delete in the keyring, in this process, which is the child.

    Only the type of an error is reported: its text may hold a secret.
    """
    try:
        import keyring
        from keyring.errors import KeyringError, KeyringLocked, NoKeyringError
    except ImportError:
        return KeyringAnswer(why=tr("the extra `keyring` is not installed"))
    try:
        return KeyringAnswer(
            tuple(_use_backend(keyring.get_keyring(), what, service, name, value) for name, value in wanted)
        )
    except NoKeyringError:
        return KeyringAnswer(why=tr("there is none on this system"))
    except KeyringLocked:
        return KeyringAnswer(why=tr("it is locked"))
    except SystemKeyringError as error:
        return KeyringAnswer(why=str(error))
    except (KeyringError, OSError, RuntimeError) as error:
        return KeyringAnswer(why=tr("it failed ({name})", name=type(error).__name__))


def _use_backend(backend: "KeyringBackend", what: str, service: str, name: str, value: str) -> str | None:
    from keyring.errors import PasswordDeleteError

    if what == "get":
        return backend.get_password(service, name)
    if what == "put":
        backend.set_password(service, name, value)
        if backend.get_password(service, name) != value:
            raise SystemKeyringError(tr("it does not keep what it is given"))
        return None
    if backend.get_password(service, name) is not None:
        try:
            backend.delete_password(service, name)
        except PasswordDeleteError as error:
            raise SystemKeyringError(tr("it does not let go of what it keeps")) from error
    return None
