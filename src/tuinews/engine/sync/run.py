"""One run: send, read the lists, believe them or not, reconcile, bring contents. Each step commits by itself.

A run that ends anywhere, killed or failed, is run again from the beginning: what was done is done once. Nothing is
deleted after a step that failed.
"""

import asyncio
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from time import perf_counter
from typing import TYPE_CHECKING

from tuinews.engine.accounts.servers.server import (
    FeedServer,
    ItemStream,
    NotReadyError,
    RemoteIds,
    RemoteLists,
    ServerError,
)
from tuinews.engine.services import Services
from tuinews.engine.sync.decisions import find_wanted, is_loss, is_whole_list, make_batches
from tuinews.engine.sync.item_drafts import draft_items
from tuinews.engine.sync.sender import ChangeSender
from tuinews.model.clock import DAY, HOUR, Instant
from tuinews.model.event import Noticed
from tuinews.model.ids import FeedId
from tuinews.model.language import tr, tr_count
from tuinews.model.sync.server_values import Arrived, ListedFeed, ListedIds, ServerRecord
from tuinews.model.sync.status import SyncResult
from tuinews.model.text import EMPTY, safe_text
from tuinews.store.readers.server_reader import KnownItems

if TYPE_CHECKING:
    from tuinews.store import Writer

CEILING = 200
"""Most requests of a run."""
MOST_IDS = 25_000
"""Most ids of a list; of a longer one the newest."""
_FIRST_BATCH = 40
"""Items whose contents are asked for first, so that there is something to read soon."""
_IN_FLIGHT = 2
"""Requests for contents that run at once."""
_LOOKED_AT = 200
"""Items that are compared once a day with what was stored of them."""

ReportSynced = Callable[[int, int], None]
"""Is told how many entries of a run are here, and how many will be."""


class SyncRun:
    """A run over an account; used once, on the engine's loop."""

    def __init__(
        self, services: Services, account: str, server: FeedServer, record: ServerRecord, report: ReportSynced
    ) -> None:
        self._services = services
        self._account = account
        self._server = server
        self._record = record
        self._report = report
        self._sender = ChangeSender(services, account, server, self._tell)
        self._pulled = 0
        self._new: dict[FeedId, int] = {}
        self._complete = True
        self._began = perf_counter()

    @property
    def new(self) -> dict[FeedId, int]:
        """How many entries came, by feed."""
        return self._new

    def result(self, error: str = "") -> SyncResult:
        """Return what the run came to so far."""
        return SyncResult(
            self._pulled,
            self._sender.pushed,
            self._server.traffic.requests,
            self._server.traffic.bytes,
            round((perf_counter() - self._began) * 1000),
            safe_text(error, 400),
            sum(self._new.values()),
        )

    async def run(self) -> None:
        """Do it all.

        Raises:
            ServerError: the server did not let it end; what was done stays.
            StoreError: the store cannot be read or written.
        """
        await self._sender.send()
        known = await self._services.pages.do(lambda reader: reader.servers.count_items(self._account))
        labels = await self._take_lists(known)
        listed = await self._read_ids(known, labels)
        server_time = self._server.server_time
        taken = await self._services.writer.do(lambda writer: writer.servers.take_ids(self._account, listed))
        self._pulled += taken.changed
        if taken.changed:
            self._services.publish_entries_changed(taken.feeds)
        if taken.given_up:
            self._tell(
                tr_count(
                    "The server says that it takes the change of {count} article, and does not: what it has holds.",
                    "The server says that it takes the changes of {count} articles, and does not: what it has holds.",
                    taken.given_up,
                )
            )
        lists = (listed.unread, listed.starred or (), *listed.labels.values())
        await self._bring(find_wanted(lists, taken.wanted))
        await self._look_again()
        await self._match()
        await self._finish(server_time)
        if self._sender.trouble is not None:
            raise self._sender.trouble

    async def _take_lists(self, known: KnownItems) -> tuple[str, ...]:
        """Take over subscriptions and folders, and return the labels whose lists are to be read."""
        lists = await self._server.read_lists()
        if is_loss(len(lists.feeds), known.feeds):
            raise NotReadyError(
                tr(
                    "The server lists no feeds, where it had {count}: nothing was changed. Look there first.",
                    count=known.feeds,
                )
            )
        listed = _list_feeds(lists)
        taken = await self._services.writer.do(lambda writer: writer.servers.take_feeds(self._account, listed))
        for sentence in taken.told:
            self._tell(sentence)
        if taken.changed:
            self._services.publish_feeds_changed()
            self._services.publish_entries_changed(frozenset(taken.kept))
        can = self._server.capabilities
        return tuple(lists.labels) if can.labels and can.label_streams else ()

    async def _read_ids(self, known: KnownItems, labels: Sequence[str]) -> ListedIds:
        """Return the lists of ids, as far as they are believed."""
        unread = await self._server.read_ids(ItemStream.UNREAD, most=MOST_IDS)
        if not unread.is_whole:
            self._complete = False
            self._tell(tr("Of the unread articles on the server the newest {count} are read.", count=len(unread.ids)))
        starred = await self._server.read_ids(ItemStream.STARRED, most=MOST_IDS)
        total = max(known.known, len(unread.ids))
        believed: dict[str, tuple[str, ...]] = {}
        refused: list[str] = []
        for label in labels:
            found = await self._server.read_ids(ItemStream.LABEL, label, most=MOST_IDS)
            if is_whole_list(len(found.ids), total, known.labels.get(label, 0)):
                refused.append(label)
                self._tell(tr("The server gives every article the label “{label}”: that is not believed.", label=label))
            elif found.is_whole:
                believed[label] = found.ids
            else:
                refused.append(label)
        gone = tuple(label for label in known.labels if label not in labels)
        if gone and not labels and len(gone) > 1:
            gone = ()  # a list that shrank to nothing
        return ListedIds(
            unread.ids,
            self._believe_stars(starred, total, known.starred),
            believed,
            tuple(refused),
            gone,
            unread.is_whole,
        )

    def _believe_stars(self, starred: RemoteIds, total: int, before: int) -> tuple[str, ...] | None:
        if is_whole_list(len(starred.ids), total, before):
            self._tell(
                tr("The server lists every article as starred: that is not believed, and stars stay as they are.")
            )
            return None
        return starred.ids if starred.is_whole else None

    async def _bring(self, wanted: Sequence[str]) -> None:
        """Bring contents, some requests at once, each batch readable as it is here."""
        batches = iter(make_batches(wanted, _FIRST_BATCH, self._server.capabilities.contents_at_once))
        errors: list[ServerError] = []
        done = [0]
        self._report(0, len(wanted))

        async def bring() -> None:
            for batch in _until_failure(batches, errors):
                if self._server.traffic.requests >= CEILING:
                    self._complete = False
                    return
                try:
                    came = await self._server.read_items(batch)
                except ServerError as error:
                    errors.append(error)
                    return
                await self._store(Arrived(batch, draft_items(came, self._services.clock())))
                done[0] += len(batch)
                self._report(done[0], len(wanted))

        await asyncio.gather(*(bring() for _ in range(_IN_FLIGHT)))
        if errors:
            raise errors[0]

    async def _store(self, came: Arrived) -> None:
        taken = await self._services.writer.do(lambda writer: writer.servers.take_items(self._account, came))
        self._pulled += len(taken.new) + taken.changed + taken.updated
        for feed_id in taken.feeds:
            self._new.setdefault(feed_id, 0)
        for feed_id, count in taken.counts:
            self._new[feed_id] = self._new.get(feed_id, 0) + count
        if taken.new or taken.changed or taken.updated:
            self._services.publish_entries_changed(taken.feeds, len(taken.new))

    async def _look_again(self) -> None:
        """Compare items with what was stored of them once a day, since publishers edit.

        That is what changed since the last time, where the server can tell it, and else the newest items.
        """
        now, last = self._services.clock(), self._record.looked_again
        if last is not None and 0 <= now - last < DAY:
            return
        if last is not None:
            if self._server.capabilities.changed_since:
                await self._take_changed(last)
            else:
                await self._take_newest()
            await self._services.writer.do(lambda writer: writer.servers.ask_again(self._account))
        self._record = self._record._replace(looked_again=now)

    async def _take_newest(self) -> None:
        items = await self._services.pages.do(lambda reader: reader.servers.newest_items(self._account, _LOOKED_AT))
        for batch in make_batches(items, 0, self._server.capabilities.contents_at_once):
            await self._store(Arrived((), draft_items(await self._server.read_items(batch), self._services.clock())))

    async def _take_changed(self, since: Instant) -> None:
        """Store what changed, with an hour to spare for clocks that differ; what is not here does not come by it."""
        items = await self._server.read_changed(since - HOUR)
        ids = [item.id for item in items]
        here = await self._services.pages.do(lambda reader: reader.servers.find_stored(self._account, ids))
        await self._store(Arrived((), draft_items([item for item in items if item.id in here], self._services.clock())))

    async def _match(self) -> None:
        """Match entries that were here before with items that are read on the server, so that they are read here.

        That is done once after feeds of this library became the server's.
        """
        account = self._account
        if not await self._services.pages.do(lambda reader: reader.servers.is_to_be_matched(account)):
            return
        if await self._services.pages.do(lambda reader: reader.servers.has_unmatched(account)):
            every = await self._server.read_ids(ItemStream.ALL, most=MOST_IDS)
            wanted = await self._services.writer.do(lambda writer: writer.servers.remember_items(account, every.ids))
            for batch in make_batches(wanted, 0, self._server.capabilities.contents_at_once):
                if self._server.traffic.requests >= CEILING:
                    self._complete = False
                    return
                came = Arrived(batch, draft_items(await self._server.read_items(batch), self._services.clock()))
                self._pulled += await self._services.writer.do(partial(_match_items, account, came))
            self._services.publish_entries_changed()
        await self._services.writer.do(lambda writer: writer.servers.set_matched(account))

    async def _finish(self, server_time: Instant | None) -> None:
        ended = self._record._replace(
            last_sync=self._services.clock(),
            server_time=server_time,
            error=EMPTY,
            failures=0,
            not_before=0,
            limited_until=0,
        )
        await self._services.writer.do(
            lambda writer: writer.servers.finish(self._account, ended, complete=self._complete)
        )

    def _tell(self, sentence: str) -> None:
        self._services.publish(Noticed(safe_text(sentence, 400), "warning"))


def _until_failure(batches: Iterator[tuple[str, ...]], errors: list[ServerError]) -> Iterator[tuple[str, ...]]:
    for batch in batches:
        if errors:
            return
        yield batch


def _list_feeds(lists: RemoteLists) -> tuple[ListedFeed, ...]:
    return tuple(ListedFeed(feed.id, feed.url, feed.title, feed.site_url, feed.folder) for feed in lists.feeds)


def _match_items(account: str, came: Arrived, writer: "Writer") -> int:
    return writer.servers.match_items(account, came)
