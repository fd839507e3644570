"""What is known of a server's account, and what a run of syncing came to."""

from typing import NamedTuple

from tuinews.model.clock import Instant
from tuinews.model.text import EMPTY, SafeText

SERVER = "server"
"""The name of the account that is on a server, as feeds and passwords have it."""

LATER_LABEL = "Read later"
"""The label that says on a server that an article is kept for later."""


class SyncStatus(NamedTuple):
    """How a server's account is doing."""

    kind: str = ""
    """The server's kind, as `freshrss`; `""` when there is no account."""
    server: str = ""
    """Its address."""
    user: str = ""
    last_sync: Instant | None = None
    """When a run last ended well."""
    pending: int = 0
    """Changes that the server has not agreed to yet."""
    unread: int = 0
    """Unread entries of its feeds."""
    error: SafeText = EMPTY
    """Why the last run failed, with what to do; `""` when it did not."""
    remarks: tuple[SafeText, ...] = ()
    """What the server cannot carry, so that it stays on this machine."""


NO_ACCOUNT = SyncStatus()
"""What is known where there is no account."""


class SyncResult(NamedTuple):
    """What a run brought and cost."""

    pulled: int = 0
    """Entries that came, and marks and subscriptions that changed as the server says."""
    pushed: int = 0
    """Changes that were sent."""
    requests: int = 0
    bytes: int = 0
    ms: int = 0
    error: SafeText = EMPTY
    """Why it failed, with what to do; `""` when it did not."""
    new: int = 0
    """Entries that came."""


class SignedOut(NamedTuple):
    """What became of an account that was left."""

    server: str
    feeds: int
    """Its feeds: kept, and polled from now on, or removed."""
    unsent: int
    """Changes that never reached the server."""
