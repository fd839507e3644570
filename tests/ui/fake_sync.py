"""The account on a server of the library in memory."""

from dataclasses import dataclass, field

from tuinews.model.error import TuinewsError, UsageError
from tuinews.model.sync.status import NO_ACCOUNT, SignedOut, SyncResult, SyncStatus
from tuinews.model.text import safe_text


@dataclass
class FakeFolder:
    """A folder that may be shared."""

    state: SyncStatus = NO_ACCOUNT
    exchanged: SyncResult = field(default_factory=SyncResult)
    """What the next run comes to."""
    asked: list[str] = field(default_factory=list)

    async def is_shared(self) -> bool:
        return bool(self.state.kind)

    async def status(self) -> SyncStatus:
        return self.state

    async def join(self, path: str) -> SyncResult:
        if path == "/file":
            raise UsageError("/file is a file: name a folder that both machines have.")
        self.state = SyncStatus("folder", path, "ant", last_sync=0)
        return await self.run()

    async def run(self) -> SyncResult:
        self.asked.append("run")
        return self.exchanged

    async def leave(self) -> SignedOut:
        self.asked.append("leave")
        left, self.state = self.state, NO_ACCOUNT
        return SignedOut(left.server, 2, 0)


@dataclass
class FakeSync:
    folder: FakeFolder = field(default_factory=FakeFolder)
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
