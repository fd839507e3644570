"""The account that is on a server, as commands and the reader use it."""

from collections.abc import Callable

from tuinews.engine.services import Services
from tuinews.model.error import UsageError
from tuinews.model.sync.status import SignedOut, SyncResult, SyncStatus

ReportSynced = Callable[[int, int], None]
"""Is told how many entries of a run are here, and how many will be."""


class Sync:
    """`library.sync`."""

    def __init__(self, services: Services) -> None:
        self._services = services

    async def status(self) -> SyncStatus:
        """Return how the account is doing; makes no request."""
        return SyncStatus()

    async def login(self, url: str, user: str, password: str) -> SyncStatus:  # noqa: ARG002
        """Find the server at an address and log in; brings nothing yet.

        Raises:
            UsageError: there is an account already.
            TuinewsError: no server is there, or it refuses the login, with what to do.
        """
        raise UsageError("No kind of server is known yet.")

    async def run(self, *, report: ReportSynced | None = None) -> SyncResult:  # noqa: ARG002
        """Send what changed here and bring what changed there; a failure is in the result. Raises UsageError."""
        raise UsageError("There is no account: `tuinews sync login URL` adds one.")

    async def logout(self, *, keep: bool) -> SignedOut:  # noqa: ARG002
        """Leave the account; its feeds are kept and polled from now on, or removed. Raises UsageError."""
        raise UsageError("There is no account to leave.")

    async def push_subscriptions(self) -> int:
        """Give the server the feeds that are polled from here, and return how many these were. Raises UsageError."""
        raise UsageError("There is no account: `tuinews sync login URL` adds one.")
