"""The account that is on a server, as commands and the reader use it."""

import asyncio
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from tuinews.engine.services import Services
from tuinews.model.error import RefreshRunningError, UsageError
from tuinews.model.feed import LOCAL, Access
from tuinews.model.language import tr
from tuinews.model.sync.server_values import ServerRecord
from tuinews.model.sync.status import SERVER, SignedOut, SyncResult, SyncStatus
from tuinews.model.text import EMPTY, SafeText, safe_text
from tuinews.model.url import host_to_show

if TYPE_CHECKING:
    from tuinews.engine.accounts.base import Account
    from tuinews.engine.accounts.servers.server import Capabilities, ServerLogin
    from tuinews.engine.refresh import Refresh
    from tuinews.engine.sync.run import ReportSynced
    from tuinews.engine.sync.server_account import ServerAccount

_PATIENCE = 60
"""Seconds to wait for another process that refreshes."""


class Sync:
    """`library.sync`."""

    def __init__(
        self, services: Services, accounts: "Callable[[], Mapping[str, Account]]", refresh: "Callable[[], Refresh]"
    ) -> None:
        """`accounts` and `refresh` are called when they are first needed."""
        self._services = services
        self._accounts = accounts
        self._refresh = refresh

    async def status(self) -> SyncStatus:
        """Return how the account is doing; makes no request."""
        record = await self._read_record()
        if record is None:
            return SyncStatus()
        unsent = await self._services.pages.do(lambda reader: reader.servers.count_unsent(SERVER))
        unread = await self._services.pages.do(lambda reader: reader.servers.count_unread(SERVER))
        return SyncStatus(
            record.kind, record.base, record.user, record.last_sync, unsent, unread, record.error, record.remarks
        )

    async def login(self, url: str, user: str, password: str) -> SyncStatus:
        """Find the server at an address and log in; brings nothing yet. The same user may give a new password.

        Raises:
            UsageError: there is another account already.
            TuinewsError: no server is there, or it refuses the login, with what to do.
        """
        from tuinews.engine.sync.server_account import keep_login

        record = await self._read_record()
        if record is not None and (user != record.user or not _is_same_host(url, record.base)):
            raise _make_refusal(record)
        account = self._account()
        login = await self._services.loop.call(account.find(url, user, password))
        if record is not None and login.base != record.base:
            raise _make_refusal(record)
        await asyncio.to_thread(keep_login, self._services, login)
        if record is not None:
            await self._services.writer.do(lambda writer: writer.servers.change_record(SERVER, _forget_failures))
            return await self.status()
        made = ServerRecord(login.kind, login.base, login.user)
        server = await self._services.loop.call(account.open(made))
        made = made._replace(remarks=describe_limits(login, server.capabilities))
        await self._services.writer.do(lambda writer: writer.servers.open_account(SERVER, made))
        self._services.publish_feeds_changed()
        return await self.status()

    async def run(self, *, report: "ReportSynced | None" = None) -> SyncResult:
        """Send what changed here and bring what changed there; a failure is in the result. Raises UsageError."""
        from tuinews.engine.sync.server_account import ignore_report

        await self._require_record()
        account = self._account()
        account.result, account.report = SyncResult(), report or ignore_report
        try:
            await self._refresh().run(accounts=(SERVER,), patience=_PATIENCE)
        except RefreshRunningError as error:
            return SyncResult(error=safe_text(str(error), 400))
        finally:
            account.report = ignore_report
        return account.result

    async def logout(self, *, keep: bool) -> SignedOut:
        """Leave the account; its feeds are kept and polled from now on, or removed. Raises UsageError."""
        record = await self._require_record()
        unsent = await self._services.pages.do(lambda reader: reader.servers.count_unsent(SERVER))
        feeds = await self._services.pages.do(lambda reader: reader.servers.feed_ids(SERVER))
        await self._services.writer.do(lambda writer: writer.servers.close_account(SERVER))
        if feeds and not keep:
            await self._services.writer.do(lambda writer: writer.remove_feed(*feeds))
        await self._services.loop.call(self._account().close(record))
        await asyncio.to_thread(self._services.secrets.put, SERVER, record.base, Access())
        self._services.publish_feeds_changed()
        self._services.publish_entries_changed()
        return SignedOut(record.base, len(feeds), unsent)

    async def push_subscriptions(self) -> int:
        """Give the server the feeds that are polled from here, and return how many these were. Raises UsageError."""
        await self._require_record()
        feeds = await self._services.pages.do(lambda reader: reader.servers.feed_ids(LOCAL))
        given = await self._services.writer.do(lambda writer: writer.servers.give_feeds(SERVER, feeds))
        self._services.publish_feeds_changed()
        return given

    def _account(self) -> "ServerAccount":
        from tuinews.engine.sync.server_account import ServerAccount

        account = self._accounts()[SERVER]
        if not isinstance(account, ServerAccount):
            raise TypeError
        return account

    async def _read_record(self) -> ServerRecord | None:
        return await self._services.pages.do(lambda reader: reader.servers.record(SERVER))

    async def _require_record(self) -> ServerRecord:
        record = await self._read_record()
        if record is None:
            raise UsageError(tr("There is no account: `tuinews sync login URL` adds one."))
        return record


def _is_same_host(url: str, base: str) -> bool:
    address = url.strip() if "://" in url else f"https://{url.strip()}"
    return host_to_show(address) == host_to_show(base)


def _make_refusal(record: ServerRecord) -> UsageError:
    return UsageError(
        tr("This library is in step with {server} already: `tuinews sync logout` leaves it first.", server=record.base)
    )


def _forget_failures(record: ServerRecord) -> ServerRecord:
    return record._replace(error=EMPTY, failures=0, not_before=0)


def describe_limits(login: "ServerLogin", can: "Capabilities") -> tuple[SafeText, ...]:
    """Return what the user should know of a server: what it cannot carry, and who can listen."""
    told: list[str] = []
    if login.is_plain:
        told.append(
            tr("The connection is not encrypted: who is on the way can read the password. Use it at home only.")
        )
    if can.labels and can.label_streams:
        told.append(tr("Articles kept for later have the label “Read later” there, and your tags are labels."))
    else:
        told.append(tr("The server has no labels: what is kept for later and your tags stay on this machine."))
    return tuple(safe_text(sentence) for sentence in told)
