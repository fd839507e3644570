"""The account on a server: one run after the other, each as far as the server lets it."""

import asyncio
import logging
import random
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple

from tuinews.engine.accounts.base import RefreshProgress, RefreshRequest, SubscribeRequest
from tuinews.engine.accounts.servers.server import FeedServer, RateLimitedError, ServerError, ServerLogin
from tuinews.engine.results import Added, Refreshed
from tuinews.engine.services import Services
from tuinews.engine.sync.decisions import find_pause, is_due
from tuinews.engine.sync.run import ReportSynced, SyncRun
from tuinews.engine.web_client import WebClient
from tuinews.model.clock import MINUTE, to_iso
from tuinews.model.error import StoreError, TuinewsError, UsageError
from tuinews.model.feed import Access
from tuinews.model.language import tr
from tuinews.model.sync.server_values import ServerRecord
from tuinews.model.sync.status import SERVER, SyncResult
from tuinews.model.text import safe_text

if TYPE_CHECKING:
    from tuinews.engine.accounts.local import LocalAccount

_SOON_MINUTES = 2
"""Minutes between two runs that nobody asked for while something waits to be sent."""

_log = logging.getLogger(__name__)


class ServerProtocols(NamedTuple):
    """How servers are found and opened."""

    find: Callable[[WebClient, str, str, str], Awaitable[ServerLogin]]
    """Finds the server at an address and logs in: address, user, password."""
    open: Callable[[WebClient, ServerLogin], FeedServer]
    close: Callable[[WebClient, ServerLogin], Awaitable[None]]
    """Takes back what the login made at the server, such as a key."""


def load_protocols() -> ServerProtocols:
    """Return how servers are found; imports the protocols."""
    from tuinews.engine.accounts.servers.kinds import close_server, find_server, open_server

    return ServerProtocols(find_server, open_server, close_server)


def ignore_report(_done: int, _total: int) -> None:
    """Do nothing with how far a run is."""


class ServerAccount:
    """Feeds that a server polls; what is read, starred and labelled there is so here, and the other way round."""

    def __init__(
        self, services: Services, web: WebClient, protocols: Callable[[], ServerProtocols] = load_protocols
    ) -> None:
        self._services = services
        self._web = web
        self._protocols = protocols
        self._local: LocalAccount | None = None
        self.result = SyncResult()
        """What the last run came to."""
        self.report: ReportSynced = ignore_report
        """Is told how far a run is."""

    async def subscribe(self, request: SubscribeRequest) -> tuple[Added, ...]:
        """Subscribe here, and have the server hear of it at the next run."""
        if self._local is None:
            from tuinews.engine.accounts.local import LocalAccount

            self._local = LocalAccount(self._services, self._web)
        return await self._local.subscribe(request._replace(account=SERVER))

    async def refresh(self, request: RefreshRequest, progress: RefreshProgress) -> None:
        """Send what changed here and bring what changed there, if there is an account and it is due.

        A server is asked for all or nothing: with `feeds`, only these are counted.

        Raises:
            ServerError: the run did not come to its end; what was done stays.
            StoreError: the store cannot be written.
        """
        record = await self._services.pages.do(lambda reader: reader.servers.record(SERVER))
        if record is None:
            return
        feeds = {feed.id: feed.url for feed in await self._services.pages.do(lambda reader: reader.feeds())}
        mine = await self._services.pages.do(lambda reader: reader.servers.feed_ids(SERVER))
        if (request.feeds and not request.feeds & set(mine)) or (request.quiet and not await self._is_due(record)):
            return
        progress.expect([feed_id for feed_id in mine if not request.feeds or feed_id in request.feeds])
        run = await self._run(record, progress)
        now_mine = await self._services.pages.do(lambda reader: reader.servers.feed_ids(SERVER))
        if not request.feeds:
            progress.expect([feed_id for feed_id in now_mine if feed_id not in mine])
        if now_mine != mine:
            feeds = {feed.id: feed.url for feed in await self._services.pages.do(lambda reader: reader.feeds())}
        for feed_id in dict.fromkeys((*mine, *now_mine)):
            if request.feeds and feed_id not in request.feeds:
                continue
            new = run.new.get(feed_id, 0)
            outcome = "updated" if new else "unchanged"
            progress.count(Refreshed(feed_id, feeds.get(feed_id, ""), outcome, new=new), done=True)

    async def find(self, url: str, user: str, password: str) -> ServerLogin:
        """Find the server at an address and log in. Raises TuinewsError."""
        return await self._protocols().find(self._web, url, user, password)

    async def open(self, record: ServerRecord) -> FeedServer:
        """Return the server of the account; raises TuinewsError when its password cannot be read."""
        login = await asyncio.to_thread(read_login, self._services, record)
        return self._protocols().open(self._web, login)

    async def close(self, record: ServerRecord) -> None:
        """Take back what the login made at the server, as far as it can be reached now."""
        with suppress(TuinewsError):
            login = await asyncio.to_thread(read_login, self._services, record)
            await self._protocols().close(self._web, login)

    async def _is_due(self, record: ServerRecord) -> bool:
        now = self._services.clock()
        if now < max(record.not_before, record.limited_until):
            return False
        unsent = await self._services.pages.do(lambda reader: reader.servers.count_unsent(SERVER))
        interval = (_SOON_MINUTES if unsent else self._services.settings.refresh.interval_minutes) * MINUTE
        return is_due(record.last_sync, interval, now)

    async def _run(self, record: ServerRecord, progress: RefreshProgress) -> SyncRun:
        """Run once; what it came to is the `result`, whether or not it failed. Raises TuinewsError."""
        self.result = SyncResult()
        run: SyncRun | None = None
        try:
            self._check_limit(record)
            server = await self.open(record)
            run = SyncRun(self._services, SERVER, server, record, self._make_report(progress))
            try:
                await run.run()
            finally:
                progress.show_items(0, 0)
                await self._keep_login(server)
        except StoreError:
            raise
        except Exception as error:
            told = error if isinstance(error, TuinewsError) else _describe_defect(error)
            self.result = SyncResult(error=safe_text(str(told), 400)) if run is None else run.result(str(told))
            await self._note_failure(told)
            if told is error:
                raise
            raise told from error
        self.result = run.result()
        return run

    def _check_limit(self, record: ServerRecord) -> None:
        """Raise RateLimitedError if the server wanted no requests until a moment that is not there yet."""
        if self._services.clock() < record.limited_until:
            moment = to_iso(record.limited_until)
            raise RateLimitedError(
                tr("{server} wants no more requests until {moment}.", server=record.base, moment=moment),
                record.limited_until,
            )

    def _make_report(self, progress: RefreshProgress) -> ReportSynced:
        def report(done: int, total: int) -> None:
            self.report(done, total)
            if total:
                progress.show_items(done, total)

        return report

    async def _note_failure(self, error: TuinewsError) -> None:
        now = self._services.clock()
        until = error.until if isinstance(error, RateLimitedError) else 0
        share = random.random()  # noqa: S311  spreads requests, hides nothing

        def fail(record: ServerRecord) -> ServerRecord:
            failures = record.failures + 1
            return record._replace(
                error=safe_text(str(error), 400),
                failures=failures,
                not_before=now + find_pause(failures, share),
                limited_until=max(record.limited_until, until),
            )

        await self._services.writer.do(lambda writer: writer.servers.change_record(SERVER, fail))

    async def _keep_login(self, server: FeedServer) -> None:
        """Keep a token that was given for one that had expired."""
        with suppress(TuinewsError):
            await asyncio.to_thread(keep_login, self._services, server.login)


def _describe_defect(error: Exception) -> ServerError:
    _log.error("syncing failed", exc_info=error)
    return ServerError(tr("Syncing failed ({kind}); the log has the details.", kind=type(error).__name__))


def keep_login(services: Services, login: ServerLogin) -> None:
    """Store a login with the passwords, unless it is there. Raises TuinewsError."""
    headers = (("kind", login.kind), ("token", login.token), ("app", login.app))
    access = Access(login.user, login.password, headers)
    if services.secrets.find_access(SERVER, login.base) != access:
        services.secrets.put(SERVER, login.base, access)


def read_login(services: Services, record: ServerRecord) -> ServerLogin:
    """Return the login of the account; raises TuinewsError."""
    access = services.secrets.read_access(SERVER, record.base)
    if access is None:
        raise UsageError(
            tr("The password of {server} is not there any more: log out and in again.", server=record.base)
        )
    more = dict(access.headers)
    return ServerLogin(
        more.get("kind", record.kind),
        record.base,
        access.user,
        more.get("token", ""),
        access.password,
        more.get("app", ""),
    )
