"""Mutes: queries whose entries are hidden, as they arrive and as they are stored."""

from typing import TYPE_CHECKING

from tuinews.engine.rules.asked_query import check_query
from tuinews.engine.rules.mute_settlement import settle_mutes
from tuinews.engine.services import Services
from tuinews.model.clock import Instant
from tuinews.model.error import NotFoundError
from tuinews.model.ids import EntryId, FeedId
from tuinews.model.language import tr
from tuinews.model.query import seeks_words
from tuinews.model.rules.mute import Mute, MutePreview
from tuinews.model.text import safe_text

if TYPE_CHECKING:
    from tuinews.store.rules.mute_rows import StoredMute

SAMPLES = 12
"""Titles that a preview shows."""


class Mutes:
    """`library.mutes`; each change publishes that entries and the sidebar are stale."""

    def __init__(self, services: Services) -> None:
        self._services = services

    async def all(self) -> tuple[Mute, ...]:
        """Return the mutes that are on, the newest last, with how much each hides."""
        now = self._services.clock()
        return await self._services.scans.do(lambda reader: reader.mutes.all(now))

    async def find(self, number: int) -> Mute:
        """Return the mute of this number; raises NotFoundError."""
        for mute in await self.all():
            if mute.id == number:
                return mute
        raise NotFoundError(tr("There is no mute {number}: `tuinews mutes` lists what there is.", number=number))

    async def find_of_entry(self, entry_id: EntryId) -> tuple[Mute, ...]:
        """Return the mutes that hide an entry."""
        now = self._services.clock()
        return await self._services.pages.do(lambda reader: reader.mutes.find_of_entry(entry_id, now))

    async def find_story(self, entry_id: EntryId) -> int | None:
        """Return the story that an entry is in, which can be muted as `story:` and that number."""
        return await self._services.pages.do(lambda reader: reader.mutes.find_story(entry_id))

    def check(self, query: str) -> None:
        """Check that a mute may ask a query; raises QueryError or UsageError."""
        check_query(query, self._services.clock(), tr("A mute"))

    async def preview(self, query: str, feed_id: FeedId | None = None) -> MutePreview:
        """Return what a mute would hide, and change nothing.

        Raises:
            QueryError: it is no query.
            UsageError: it would hide everything, or names what no mute can.
        """
        now = self._services.clock()
        asked = check_query(_complete(query, feed_id), now, tr("A mute"))
        if seeks_words(asked.condition):
            await self._services.index_new()
        scans = self._services.scans
        total, recent = await scans.do(lambda reader: reader.mutes.count_matching(asked, feed_id, now))
        newest = await scans.do(lambda reader: reader.mutes.find_newest(asked, feed_id, SAMPLES))
        return MutePreview(total, recent, await scans.do(lambda reader: reader.lists.headlines(newest)))

    async def add(self, query: str, *, until: Instant | None = None, feed_id: FeedId | None = None) -> Mute:
        """Hide what a query matches, of one feed or of all, until a moment or for good.

        Returns when what is stored is hidden. A mute that is there already gets the new end.

        Raises:
            QueryError: it is no query.
            UsageError: it would hide everything, or names what no mute can.
        """
        from tuinews.store.rules.mute_rows import StoredMute

        now = self._services.clock()
        wanted = _complete(query, feed_id)
        check_query(wanted, now, tr("A mute"))
        for mute in await self.all():
            if (mute.query, mute.feed_id) == (wanted, feed_id):
                return await self.edit(mute.id, until=until)
        stored = StoredMute(wanted, feed_id, until, now)
        called = safe_text(wanted, 120)
        number = await self._services.writer.do(lambda writer: writer.mutes.add(stored, called))
        await self.settle()
        return await self.find(number)

    async def edit(self, number: int, query: str = "", *, until: Instant | None) -> Mute:
        """Have a mute ask something else, or `""` for the same, and end at another time; undoable. As `add`."""
        mute = await self.find(number)
        wanted = _complete(query, mute.feed_id) if query.strip() else mute.query
        check_query(wanted, self._services.clock(), tr("A mute"))
        stored = _store(mute)._replace(query=wanted, until=until)
        called = safe_text(wanted, 120)
        await self._services.writer.do(lambda writer: writer.mutes.edit(number, stored, called))
        await self.settle()
        return await self.find(number)

    async def remove(self, number: int) -> Mute:
        """Remove a mute, undoably; what no other mute hides is back then. Raises NotFoundError."""
        mute = await self.find(number)
        called = safe_text(mute.query, 120)
        await self._services.writer.do(lambda writer: writer.mutes.remove(number, called))
        await self.settle()
        return mute

    async def settle(self) -> bool:
        """Carry out what mutes ask that were changed by an undo or elsewhere, or are over; return whether any were."""
        return await settle_mutes(self._services)


def _complete(query: str, feed_id: FeedId | None) -> str:
    """Return a query, that of a whole feed for none."""
    return query.strip() or (f"feed:{feed_id}" if feed_id is not None else "")


def _store(mute: Mute) -> "StoredMute":
    from tuinews.store.rules.mute_rows import StoredMute

    return StoredMute(mute.query, mute.feed_id, mute.until, mute.added_at)
