"""The account on a server of the library in memory."""

from typing import TYPE_CHECKING

from tuinews.model.error import TuinewsError, UsageError
from tuinews.model.sync.status import SignedOut, SyncResult, SyncStatus
from tuinews.model.text import safe_text

if TYPE_CHECKING:
    from ui.fake_library import World


class FakeSync:
    def __init__(self, world: "World") -> None:
        self._world = world

    async def status(self) -> SyncStatus:
        return self._world.account

    async def login(self, url: str, user: str, password: str) -> SyncStatus:
        if password != "secret":
            raise TuinewsError(f"{url} does not take this password: set another one there.")
        self._world.asked.append(f"login {url} {user}")
        self._world.account = SyncStatus("freshrss", url, user, remarks=(safe_text("Your tags are labels there."),))
        return self._world.account

    async def run(self) -> SyncResult:
        if not self._world.account.kind:
            raise UsageError("There is no account.")
        self._world.asked.append("sync")
        return self._world.synced

    async def logout(self, *, keep: bool) -> SignedOut:
        self._world.asked.append(f"logout {'keep' if keep else 'remove'}")
        left, self._world.account = self._world.account, SyncStatus()
        return SignedOut(left.server, len(self._world.feeds), left.pending)

    async def push_subscriptions(self) -> int:
        self._world.asked.append("give")
        return len(self._world.feeds)
