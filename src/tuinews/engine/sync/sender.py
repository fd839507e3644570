"""Sending what changed here: subscriptions first, then marks and labels in batches, each noted before and after."""

from collections import deque
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from tuinews.engine.accounts.servers.server import (
    FeedServer,
    FieldChange,
    FolderRead,
    ItemField,
    LoginRefusedError,
    NotReadyError,
    RateLimitedError,
    RemoteFeed,
    RemoteItem,
    ServerError,
)
from tuinews.engine.services import Services
from tuinews.engine.sync.decisions import MarkBatch, find_long_feeds, group_marks, halve
from tuinews.model.language import tr_count
from tuinews.model.sync.server_values import ReadBound, UnsentFeed, UnsentMark
from tuinews.model.text import EMPTY

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tuinews.model.ids import FeedId
    from tuinews.model.text import SafeText
    from tuinews.store import Reader, Writer

_SERVERS_FAULT = 500
"""From this status on an answer says that the server failed."""

MOST_REQUESTS = 120
"""Requests after which a run sends nothing more: what is left goes with the next one, and some are left to read."""


class ChangeSender:
    """What a run sends. A server that is not ready stops it, and does not stop reading."""

    def __init__(self, services: Services, account: str, server: FeedServer, tell: Callable[[str], None]) -> None:
        """`tell` is called with sentences for the user."""
        self._services = services
        self._account = account
        self._server = server
        self._tell = tell
        self.pushed = 0
        """Changes that the server took."""
        self.trouble: ServerError | None = None
        """Why some of it was not sent."""

    async def send(self) -> None:
        """Send all that waits, oldest first.

        Raises:
            LoginRefusedError, RateLimitedError: the run has to stop.
            StoreError: the outbox cannot be read or written.
        """
        try:
            await self._send_feeds()
            await self._send_marks()
        except NotReadyError as error:
            self.trouble = error

    def _is_spent(self) -> bool:
        return self._server.traffic.requests >= MOST_REQUESTS

    async def _send_feeds(self) -> None:
        account, writer = self._account, self._services.writer
        for feed in await self._services.pages.do(lambda reader: reader.servers.unsent_feeds(account)):
            if self._is_spent():
                return
            await writer.do(partial(_begin_feed, account, feed))
            try:
                remote = await self._send_feed(feed)
            except (NotReadyError, LoginRefusedError, RateLimitedError):
                raise
            except ServerError as error:
                told = await writer.do(partial(_refuse_feed, account, feed))
                self._tell(f"{told} {error}")
                continue
            self.pushed += len(feed.fields)
            await writer.do(partial(_end_feed, account, feed, remote))

    async def _send_feed(self, feed: UnsentFeed) -> str:
        """Do with a subscription what was done here, and return what the server calls it now; `""` for as before."""
        if not feed.subscribed:
            if feed.remote:
                await self._server.unsubscribe(feed.remote)
            return ""
        if not feed.remote or "url" in feed.fields:
            made = await self._server.subscribe(feed.url, feed.title, feed.folder)
            if feed.remote and made.id != feed.remote:
                await self._server.unsubscribe(feed.remote)
            return made.id
        known = RemoteFeed(feed.remote, feed.url, feed.title, folder=feed.remote_folder or None)
        await self._server.edit_feed(known, feed.title, feed.folder)
        return ""

    async def _send_marks(self) -> None:
        account, can = self._account, self._server.capabilities
        if not (can.labels and can.label_streams):
            await self._services.writer.do(lambda writer: writer.servers.forget_labels(account))
        unsent = await self._services.pages.do(lambda reader: reader.servers.unsent_marks(account))
        done = await self._mark_feeds_read(unsent) if can.mark_stream_read and can.marks_by_arrival else set()
        batches = deque(group_marks([mark for mark in unsent if mark.id not in done], can.changes_at_once))
        stuck: set[tuple[ItemField, str]] = set()
        while batches and not self._is_spent():
            batch = batches.popleft()
            if (batch.field, batch.label) in stuck:
                continue
            try:
                halves = await self._send_batch(batch)
            except NotReadyError as error:
                if error.status < _SERVERS_FAULT:
                    raise
                # it answers, and fails at this: the others may go
                self.trouble = error
                stuck.add((batch.field, batch.label))
                if batch.field is ItemField.LABEL:
                    await self._count_try(batch, str(error))
                continue
            batches.extendleft(reversed(halves))

    async def _send_batch(self, batch: MarkBatch) -> tuple[MarkBatch, ...]:
        """Send a batch; return the halves that it is to be sent in, if it was refused. Raises ServerError."""
        numbers = [mark.id for mark in batch.marks]
        await self._services.writer.do(partial(_begin_marks, numbers))
        try:
            sent = await self._server.send(FieldChange(batch.field, batch.label, batch.value, batch.items))
        except (NotReadyError, LoginRefusedError, RateLimitedError):
            raise
        except ServerError as error:
            if len(batch.marks) > 1:
                return halve(batch)
            await self._give_up(batch, batch.items, str(error))
            return ()
        taken = frozenset(sent.taken)
        numbers = [mark.id for mark in batch.marks if mark.item in taken]
        await self._services.writer.do(partial(_end_marks, numbers, batch.value))
        self.pushed += len(numbers)
        if sent.refused:
            await self._give_up(batch, sent.refused, sent.why or "")
        return ()

    async def _count_try(self, batch: MarkBatch, why: str) -> None:
        """Give up labels at which a server failed three times: some that say nothing of labels have none."""
        numbers = [mark.id for mark in batch.marks]
        spent = frozenset(await self._services.writer.do(lambda writer: writer.servers.count_tries(numbers)))
        await self._give_up(batch, [mark.item for mark in batch.marks if mark.id in spent], why)

    async def _mark_feeds_read(self, unsent: "Sequence[UnsentMark]") -> set[int]:
        """Mark long feeds read in one request each, where nothing else is meant; return what was sent so."""
        done: set[int] = set()
        for feed_id, marks in find_long_feeds(unsent, self._server.capabilities.changes_at_once).items():
            bound = await self._services.pages.do(partial(_find_bound, self._account, feed_id))
            if bound is None or self._is_spent():
                continue
            numbers = [mark.id for mark in marks]
            await self._services.writer.do(partial(_begin_marks, numbers))
            until = RemoteItem(
                bound.item, bound.remote_feed, EMPTY, "", EMPTY, bound.published, bound.arrived, None, ""
            )
            try:
                await self._server.mark_read(FolderRead(bound.remote_feed, "", until))
            except (NotReadyError, LoginRefusedError, RateLimitedError):
                raise
            except ServerError:
                continue  # one by one, then
            await self._services.writer.do(partial(_end_marks, numbers, True))  # noqa: FBT003  bound beforehand
            self.pushed += len(numbers)
            done.update(numbers)
        return done

    async def _give_up(self, batch: MarkBatch, items: "Sequence[str]", why: str) -> None:
        """Forget changes that the server will never take, and say so."""
        refused = frozenset(items)
        numbers = [mark.id for mark in batch.marks if mark.item in refused]
        await self._services.writer.do(lambda writer: writer.servers.forget(numbers))
        if numbers:
            told = tr_count(
                "The server does not take the change of {count} article.",
                "The server does not take the changes of {count} articles.",
                len(numbers),
            )
            self._tell(f"{told} {why}".strip())


def _begin_feed(account: str, feed: UnsentFeed, writer: "Writer") -> None:
    writer.servers.begin_sending_feed(account, feed.feed_id)


def _end_feed(account: str, feed: UnsentFeed, remote: str, writer: "Writer") -> None:
    writer.servers.set_feed_taken(account, feed, remote)


def _refuse_feed(account: str, feed: UnsentFeed, writer: "Writer") -> "SafeText":
    return writer.servers.refuse_feed(account, feed)


def _find_bound(account: str, feed_id: "FeedId", reader: "Reader") -> ReadBound | None:
    return reader.servers.find_bound(account, feed_id)


def _begin_marks(numbers: "Sequence[int]", writer: "Writer") -> None:
    writer.servers.begin_sending(numbers)


def _end_marks(numbers: "Sequence[int]", value: bool, writer: "Writer") -> None:  # noqa: FBT001  bound beforehand
    writer.servers.set_taken(numbers, value=value)
