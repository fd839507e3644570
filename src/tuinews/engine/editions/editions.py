"""Editions of the library: what was new since the last visit, and visits themselves."""

import json
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, BinaryIO, NamedTuple

from tuinews.engine.editions.offers import EditionRequest, make_edition
from tuinews.engine.services import Services
from tuinews.model.clock import DAY, EARLIEST, Instant
from tuinews.model.entry import Flag, Mark, Marked
from tuinews.model.reports.edition import Edition
from tuinews.store import Reader

if TYPE_CHECKING:
    from tuinews.engine.articles.articles import Articles
    from tuinews.model.form import Form

FIRST_SECONDS = (7 * DAY, 31 * DAY, 366 * DAY)
"""The times of an edition before there was any visit: the first that has anything, else whatever is there."""

_KEY = "visit"
"""The note that says when the reader was used."""


class Visit(NamedTuple):
    """When the user was here."""

    since: Instant | None = None
    """The end of the last visit that counted, from which the edition of this one is."""
    began: Instant = 0
    ended: Instant | None = None
    """Until when it saw what came; `None` as long as it does not count."""


class Editions:
    """`library.editions`."""

    def __init__(self, services: Services, articles: "Callable[[], Articles]") -> None:
        self._services = services
        self._articles = articles

    async def compose(self, since: Instant | None = None, minutes: int | None = None) -> Edition:
        """Return what was new since a moment, `None` for the last visit, in as many minutes as the settings say.

        It never has anything twice; what is read, hidden or aged is left out.
        """
        now = self._services.clock()
        budget = self._services.settings.brief.minutes if minutes is None else minutes
        visit = await self.find_last_visit() if since is None else None
        start = visit if since is None else since
        if start is None:
            return await self._services.scans.do(partial(_make_first, now, budget))
        request = EditionRequest(start, now, visit is not None, budget)
        return await self._services.scans.do(partial(make_edition, request))

    async def mark_read(self, edition: Edition) -> Marked:
        """Mark all of an edition read, and what it stands for, as one change."""
        mark = Mark(Flag.READ, value=True, ids=edition.ids)
        done = await self._services.writer.do(lambda writer: writer.mark(mark))
        self._services.publish_entries_changed()
        return done

    async def find_last_visit(self) -> Instant | None:
        """Return when the reader was used last, before the visit of now if it is open; `None`: never yet."""
        visit = await self._read_visit()
        return visit.since if visit.ended is None else visit.ended

    async def begin_visit(self) -> None:
        """Remember that the user is here; a visit before it that did not count moved nothing."""
        before = await self._read_visit()
        await self._keep(Visit(before.since if before.ended is None else before.ended, self._services.clock()))

    async def end_visit(self, seen_until: Instant) -> None:
        """Remember that this visit counts: what came until a moment was seen, or offered and left."""
        visit = await self._read_visit()
        await self._keep(visit._replace(ended=max(seen_until, visit.since or 0)))

    async def write(self, edition: Edition, file: BinaryIO, form: "Form") -> None:
        """Write an edition as a file; a page or a book has the articles too."""
        from tuinews.engine.editions.edition_file import write_edition

        width = self._services.settings.reading.width
        await write_edition(self._articles(), edition, file, form, width)

    async def _read_visit(self) -> Visit:
        text = await self._services.pages.do(lambda reader: reader.note(_KEY))
        try:
            return Visit(*map(_moment, json.loads(text or "[]")))  # type: ignore[arg-type]
        except (ValueError, TypeError):
            return Visit()

    async def _keep(self, visit: Visit) -> None:
        text = json.dumps(visit)
        await self._services.writer.do(lambda writer: writer.remember(_KEY, text))


def _make_first(now: Instant, budget: int, reader: Reader) -> Edition:
    """Return the edition of somebody who was never here: of the last week if anything is new in it, else of longer."""
    for seconds in FIRST_SECONDS:
        edition = make_edition(EditionRequest(now - seconds, now, visited=False, budget=budget), reader)
        if edition.sections or edition.left_out:
            return edition
    whole = make_edition(EditionRequest(EARLIEST, now, visited=False, budget=budget), reader)
    since = min((one.entry.moment for one in whole.entries), default=now - FIRST_SECONDS[0])
    return whole._replace(since=since)


def _moment(value: object) -> Instant | None:
    return value if isinstance(value, int) else None
