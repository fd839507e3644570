"""The account on a server of the library in memory."""

from dataclasses import dataclass, field

from tuinews.model.error import TuinewsError, UsageError
from tuinews.model.sync.status import NO_ACCOUNT, SignedOut, SyncResult, SyncStatus
from tuinews.model.text import safe_text


@dataclass
class FakeSync:
    account: SyncStatus = NO_ACCOUNT
    synced: SyncResult = field(default_factory=SyncResult)
    """What the next sync comes to."""
    feeds: int = 2
    asked: list[str] = field(default_factory=list)

    async def status(self) -> SyncStatus:
        return self.account

    async def login(self, url: str, user: str, password: str) -> SyncStatus:
        if password != "secret":
            raise TuinewsError(f"{url} does not take this password: set another one there.")
        self.asked.append(f"login {url} {user}")
        self.account = SyncStatus("freshrss", url, user, remarks=(safe_text("Your tags are labels there."),))
        return self.account

    async def run(self) -> SyncResult:
        if not self.account.kind:
            raise UsageError("There is no account.")
        self.asked.append("sync")
        return self.synced

    async def logout(self, *, keep: bool) -> SignedOut:
        self.asked.append(f"logout {'keep' if keep else 'remove'}")
        left, self.account = self.account, NO_ACCOUNT
        return SignedOut(left.server, self.feeds, left.pending)

    async def push_subscriptions(self) -> int:
        self.asked.append("give")
        return self.feeds
