"""Saved queries, which are places of the user's own, with their counts."""

from collections.abc import Iterable, Mapping

from tuinews.engine.services import Services
from tuinews.model.clock import Instant
from tuinews.model.error import NotFoundError, QueryError, UsageError
from tuinews.model.feed import NOTHING_CHOSEN, SavedView, ViewChoices
from tuinews.model.language import tr
from tuinews.model.query import PLACES, Query, find_view_names, parse_query, replace_views
from tuinews.model.text import NAME_LIMIT, SafeText, fold, safe_text
from tuinews.store import Reader

BUILT_IN = frozenset({*PLACES, "topics", "briefing", "muted"})
"""The folded names of places that are in the sidebar anyway."""


class Views:
    """`library.views`; each change publishes FeedsChanged, since the sidebar is then stale."""

    def __init__(self, services: Services) -> None:
        self._services = services

    async def all(self) -> tuple[SavedView, ...]:
        """Return every view in its order, with how many entries match now and how many of them are unread."""
        now = self._services.clock()
        return await self._services.scans.do(lambda reader: _count_views(reader, reader.views(), now))

    async def find(self, ref: str) -> SavedView:
        """Return the view with this number or name; raises NotFoundError."""
        for view in await self._services.pages.do(lambda reader: reader.views()):
            if fold(view.name) == fold(ref) or str(view.id) == ref.strip():
                return view
        raise NotFoundError(
            tr("There is no view “{ref}”: `tuinews views` lists what there is.", ref=safe_text(ref, 60))
        )

    async def add(self, name: str, query: str, chosen: ViewChoices = NOTHING_CHOSEN) -> SavedView:
        """Save a query under a name, in place of the view of that name, with keys and in a folder if they are chosen.

        Raises:
            QueryError: it is no query.
            UsageError: it has no name, or the name of a place that is there anyway, or another view has the keys.
        """
        called = _check_name(name)
        await self._check_keys(called, chosen)
        now = self._services.clock()
        parse_query(query, now)
        await self._services.writer.do(lambda writer: writer.views.save(called, query.strip(), chosen))
        self._services.publish_feeds_changed()
        view = await self.find(called)
        (counted,) = await self._services.scans.do(lambda reader: _count_views(reader, (view,), now))
        return counted

    async def edit(self, ref: str, name: str, query: str, chosen: ViewChoices = NOTHING_CHOSEN) -> SavedView:
        """Give a view another name and query, and other keys and another folder if they are chosen, undoably.

        Raises:
            NotFoundError: there is no such view.
            QueryError: it is no query.
            UsageError: the name is missing, or name or keys are taken.
        """
        view = await self.find(ref)
        called = _check_name(name)
        await self._check_keys(view.name, chosen)
        now = self._services.clock()
        parse_query(query, now)
        await self._services.writer.do(lambda writer: writer.views.rename(view.name, called, query.strip(), chosen))
        self._services.publish_feeds_changed()
        return await self.find(called)

    async def _check_keys(self, name: SafeText, chosen: ViewChoices) -> None:
        """Raise UsageError if another view has the keys."""
        for view in await self._services.pages.do(lambda reader: reader.views()) if chosen.shortcut else ():
            if view.shortcut == chosen.shortcut and fold(view.name) != fold(name):
                raise UsageError(
                    tr(
                        "{shortcut} leads to the view {name} already: choose other keys.",
                        shortcut=chosen.shortcut,
                        name=view.name,
                    )
                )

    async def remove(self, ref: str) -> SavedView:
        """Remove a view, undoably; raises NotFoundError."""
        view = await self.find(ref)
        await self._services.writer.do(lambda writer: writer.views.remove(view.name))
        self._services.publish_feeds_changed()
        return view


async def resolve_views(services: Services, query: Query) -> Query:
    """Return a query with what its views ask in the place of their names."""
    if not find_view_names(query.condition):
        return query
    views = await services.pages.do(lambda reader: reader.views())
    return replace_views(query, index_queries(views), services.clock())


def index_queries(views: Iterable[SavedView]) -> dict[str, str]:
    """Return the query of each view, by its folded name and its number."""
    known = tuple(views)
    return {str(view.id): view.query for view in known} | {fold(view.name): view.query for view in known}


def _check_name(name: str) -> SafeText:
    called = safe_text(name, NAME_LIMIT)
    if not called:
        raise UsageError(tr("A view needs a name: write views add NAME QUERY."))
    if fold(called) in BUILT_IN:
        raise UsageError(tr("{called} is a place of the reader's own: give the view another name.", called=called))
    return called


def _count_views(reader: Reader, views: Iterable[SavedView], now: Instant) -> tuple[SavedView, ...]:
    queries = index_queries(reader.views())
    return tuple(_count_view(reader, view, queries, now) for view in views)


def _count_view(reader: Reader, view: SavedView, queries: Mapping[str, str], now: Instant) -> SavedView:
    try:
        query = replace_views(parse_query(view.query, now), queries, now)
    except QueryError:  # written by a program that knew more
        return view
    total, unread = reader.lists.tally(query)
    return view._replace(unread=unread, total=total)
