"""The entries of the library: lists, marks and tags, and undo."""

from array import array
from collections.abc import Collection, Sequence

from tuinews.engine.services import Services
from tuinews.engine.views import index_queries, resolve_views
from tuinews.model.entry import Entry, Flag, Headline, Mark, Marked
from tuinews.model.error import NotFoundError
from tuinews.model.ids import EntryId
from tuinews.model.language import tr
from tuinews.model.query import PLACES, FieldMatch, Query, find_view_names, seeks_words
from tuinews.model.stories.entry_groups import FoldedIds, GroupKind
from tuinews.model.text import SafeText, fold


class Entries:
    """`library.entries`."""

    def __init__(self, services: Services) -> None:
        self._services = services

    async def ids(self, query: Query, limit: int | None = None) -> "array[int]":
        """Return the ids of the matching entries in the query's order, as `array('q')`; `limit` avoids a scan."""
        now = self._services.clock()
        thread = self._services.pages if limit is not None else self._services.scans
        asked = await resolve_views(self._services, query)
        return await thread.do(lambda reader: reader.lists.ids(asked, now, limit))

    async def fold(self, query: Query, kinds: Collection[GroupKind], limit: int | None = None) -> FoldedIds:
        """Return the ids of the matching entries in the query's order, one for each line, groups of `kinds` folded.

        With a limit, the lines of about so many of the first entries, which avoids a scan.
        """
        now = self._services.clock()
        thread = self._services.pages if limit is not None else self._services.scans
        asked = await resolve_views(self._services, query)
        return await thread.do(lambda reader: reader.lists.fold(asked, now, kinds, limit))

    async def regroup(self, ids: "array[int]", kinds: Collection[GroupKind]) -> FoldedIds:
        """Return the lines of a list that `fold` gave before, with the groups of now; none comes and none goes."""
        now = self._services.clock()
        return await self._services.pages.do(lambda reader: reader.lists.regroup(ids, now, kinds))

    async def page(self, ids: Sequence[int], *, tags: bool = False) -> tuple[Headline, ...]:
        """Return the headlines with these ids, in this order, with `tags` on request; vanished ones are left out."""
        return await self._services.pages.do(lambda reader: reader.lists.headlines(ids, tags=tags))

    async def entry(self, entry_id: EntryId) -> Entry:
        """Return one entry without its texts; raises NotFoundError."""
        found = await self._services.pages.do(lambda reader: reader.entry(entry_id))
        if found is None:
            raise NotFoundError(
                tr("There is no entry {entry_id}: see `tuinews list` for what there is.", entry_id=entry_id)
            )
        return found

    async def entries(self, ids: Sequence[int]) -> tuple[Entry, ...]:
        """Return the entries with these ids, in this order, without their texts; vanished ones are left out."""
        return await self._services.pages.do(lambda reader: reader.entries(ids))

    async def find(self, url: str) -> EntryId | None:
        """Return the entry with this address, compared without tracking parameters; `None` if there is none."""
        found = await self._services.pages.do(lambda reader: reader.resolve((url,)))
        return found.get(url)

    async def find_all(self, urls: Sequence[str]) -> dict[str, EntryId]:
        """Return the entries with these addresses, compared as in `find`; the others are left out."""
        return await self._services.pages.do(lambda reader: reader.resolve(urls)) if urls else {}

    async def find_existing(self, ids: Sequence[int]) -> frozenset[int]:
        """Return those of the ids that an entry has."""
        return await self._services.pages.do(lambda reader: reader.lists.find_existing(ids)) if ids else frozenset()

    async def count(self, query: Query) -> int:
        """Return the number of matching entries."""
        now = self._services.clock()
        asked = await resolve_views(self._services, query)
        return await self._services.scans.do(lambda reader: reader.lists.count(asked, now))

    async def find_missing_feeds(self, query: Query) -> tuple[FieldMatch, ...]:
        """Return the feeds and folders that the query asks for and that are not there."""
        asked = await resolve_views(self._services, query)
        return await self._services.pages.do(lambda reader: reader.lists.find_missing_feeds(asked))

    async def find_missing_views(self, query: Query) -> tuple[str, ...]:
        """Return the views that the query names and that are not there."""
        if not (names := find_view_names(query.condition)):
            return ()
        known = await self._views()
        return tuple(name for name in names if fold(name) not in PLACES and fold(name) not in known)

    async def count_unsearched(self, query: Query) -> int:
        """Return how many entries the query may miss because the search index lags.

        It is 0 for queries that do not use the index.
        """
        asked = await resolve_views(self._services, query)
        return (
            await self._services.scans.do(lambda reader: reader.lists.count_unindexed())
            if seeks_words(asked.condition)
            else 0
        )

    async def count_ungrouped(self) -> int:
        """Return how many entries wait to be looked at for stories, at most 100,000; until then they are in none."""
        return await self._services.scans.do(lambda reader: reader.stories.count_ungrouped())

    async def mark(self, mark: Mark) -> Marked:
        """Set or clear a flag on some entries."""
        wanted = self._services.settings.stories.mark_copies_read
        copies = wanted and mark.flag is Flag.READ and mark.value
        return self._publish(await self._services.writer.do(lambda writer: writer.mark(mark, copies=copies)))

    async def mark_all(self, query: Query, flag: Flag, *, value: bool, last: EntryId | None = None) -> Marked:
        """Set or clear a flag on all matching entries, except those that came after the entry `last`."""
        asked = await resolve_views(self._services, query)
        work = self._services.writer.do(lambda writer: writer.mark_query(asked, flag, value, last))
        return self._publish(await work)

    async def tag(self, ids: Sequence[EntryId], add: Sequence[SafeText], remove: Sequence[SafeText]) -> Marked:
        """Add and remove the user's own tags of entries, as one change."""
        work = self._services.writer.do(lambda writer: writer.set_user_tags(tuple(ids), tuple(add), tuple(remove)))
        return self._publish(await work)

    async def tag_query(self, query: Query, add: Sequence[SafeText], remove: Sequence[SafeText]) -> Marked:
        """Add and remove the user's own tags of all matching entries, as one change."""
        asked = await resolve_views(self._services, query)
        work = self._services.writer.do(lambda writer: writer.tag_query(asked, tuple(add), tuple(remove)))
        return self._publish(await work)

    async def write_note(self, entry_id: EntryId, text: SafeText) -> Marked:
        """Let an entry have this note of the user's, or with `""` none; raises NotFoundError."""
        now = self._services.clock()
        return self._publish(await self._services.writer.do(lambda writer: writer.notes.write(entry_id, text, now)))

    async def undo(self, *, own: bool = False, agreed: int | None = None) -> Marked | None:
        """Undo the last change, or with `own` the last that was made through this library; `None` when there is none.

        Raises:
            ConsentError: it is not the change that was `agreed` to. With `agreed=0`, it would remove a subscription,
                or with `own` is more than marks and tags.
        """
        done = await self._services.writer.do(lambda writer: writer.undo(own=own, agreed=agreed))
        return done if done is None else await self._settle(done)

    async def redo(self, *, own: bool = False, agreed: int | None = None) -> Marked | None:
        """Redo what was undone last; `None` when there is nothing. As `undo`."""
        done = await self._services.writer.do(lambda writer: writer.redo(own=own, agreed=agreed))
        return done if done is None else await self._settle(done)

    async def _settle(self, done: Marked) -> Marked:
        from tuinews.engine.journal import settle_change

        return await settle_change(self._services, done)

    async def _views(self) -> dict[str, str]:
        views = await self._services.pages.do(lambda reader: reader.views())
        return index_queries(views)

    def _publish(self, marked: Marked) -> Marked:
        self._services.publish_entries_changed()
        return marked
