"""The briefing: an edition of what is new as a list with headings, which ends."""

from array import array
from collections.abc import Iterator
from typing import TYPE_CHECKING

from tuinews.model.clock import DAY, Instant, to_iso, to_local
from tuinews.model.language import tr
from tuinews.model.stories.entry_groups import EntryGroup, FoldedIds, GroupKind
from tuinews.model.text import safe_text
from tuinews.ui.environment import Environment
from tuinews.ui.paint.text.dates import PLAIN, DateStyle
from tuinews.ui.places import BRIEFING, Listing
from tuinews.ui.rows import HeadingRow, Rows
from tuinews.ui.session import Session

if TYPE_CHECKING:
    from tuinews.model.reports.edition import Edition


_USED_MINUTES = 5
"""Who pressed keys in so many minutes used the reader: whatever came until then was to be seen."""


class EditionLists:
    """Makes editions, and keeps the one that is being read: it is the same until all of it is read."""

    def __init__(self, env: Environment, session: Session) -> None:
        self._env = env
        self._session = session

    async def open(self, listing: Listing) -> tuple[Listing, Rows]:
        """Return the listing of the edition of now, and its rows; raises StoreError."""
        edition = self._session.edition
        if edition is None or not await self._is_unread(edition):
            edition = self._session.edition = await self._env.library.editions.compose()
        place = BRIEFING._replace(query=f"after:{to_iso(edition.since)}")
        return listing._replace(place=place), edition_rows(edition, self._env.dates)

    async def find_seen_until(self) -> Instant | None:
        """Return until when this visit saw what came; `None` for one that is no more than a look, which does not count.

        Raises:
            StoreError: the library cannot be read.
        """
        if len(self._session.minutes_used) >= _USED_MINUTES:
            return self._env.clock()
        edition = self._session.edition
        return None if edition is None or await self._is_unread(edition) else edition.until

    async def _is_unread(self, edition: "Edition") -> bool:
        """Whether anything of an edition is unread still."""
        return any(not row.read for row in await self._env.library.entries.page(edition.ids))

    def heading(self, listing: Listing) -> str:
        """Return what the frame says of a listing: of an edition how long it is, else how it is filtered and sorted."""
        edition = self._session.edition if listing.is_edition else None
        if edition is None:
            return listing.heading()
        near = edition.until - edition.since < 6 * DAY
        local, dates = to_local(edition.since), self._env.dates
        since = (
            f"{dates.short_days[local.weekday()]} {local:%H:%M}"
            if near
            else f"{local:%d} {dates.months[local.month - 1]}"
        )
        return tr("Briefing · since {since} · {minutes} min", since=since, minutes=edition.minutes)

    def describe_end(self) -> str:
        """Return what is said at the end of the edition, with the key that marks it read."""
        if self._session.edition is None:
            return ""
        from tuinews.model.reports.edition_words import describe_end

        key = self._env.keymap.label("read-list")
        return tr("{end} {key} marks it read.", end=describe_end(self._session.edition), key=key)

    def describe_empty(self) -> str:
        """Return what an empty edition says."""
        edition = self._session.edition
        if edition is None:
            return tr("The briefing is being made.")
        from tuinews.model.reports.edition_words import describe_contents, describe_end

        end = describe_end(edition) if edition.left_out else ""
        return tr(
            "{contents} {end} {inbox} goes to the inbox.",
            contents=describe_contents(edition),
            end=end,
            inbox=self._env.keymap.label("inbox"),
        ).replace("  ", " ")


def edition_rows(edition: "Edition", dates: DateStyle = PLAIN) -> Rows:
    """Return the rows of an edition: headings, its entries with the rest of their stories folded in, and its end."""
    ids = array("q", [one.entry.id for one in edition.entries])
    told: dict[int, tuple[int, ...]] = {
        one.entry.id: (one.entry.id, *one.others) for one in edition.entries if one.others
    }
    groups = {number: EntryGroup(GroupKind.STORY, members) for number, members in told.items()}
    lines = {other: number for number, members in told.items() for other in members[1:]}
    return Rows(FoldedIds(ids, groups, lines), _headings(edition, dates))


def _headings(edition: "Edition", dates: DateStyle) -> Iterator[tuple[int, HeadingRow]]:
    number = 0
    for section in edition.sections:
        yield number, HeadingRow("section", section.title, len(section.entries))
        number += len(section.entries)
    if number:
        left = tr(" · {left_out} left out", left_out=edition.left_out) if edition.left_out else ""
        local = to_local(edition.since)
        day, month = dates.short_days[local.weekday()], dates.months[local.month - 1]
        since = f"{day} {local:%d} {month} {local:%H:%M}"
        yield number, HeadingRow("end", safe_text(tr("That was all since {since}{left}", since=since, left=left)))
