"""The rows that a list shows, the headlines in them as far as they are at hand, and the marks on those."""

from array import array
from collections.abc import Callable, Iterable, Mapping, Sequence

from tuinews.model.entry import Flag, Headline, has_flag
from tuinews.model.ids import EntryId
from tuinews.ui.page_cache import Fetch, PageCache
from tuinews.ui.paint.headlines.groups import GROUPS, GroupInput
from tuinews.ui.rows import EntryRow, HeadlineRow, MemberRow, Rows

_MOST_LOOKED_AT = 100
"""Of a larger group so many entries are looked at for which are unread and from which feeds."""


class ShownRows:
    """What stands on each line of a list. It draws nothing: `refresh` asks for that."""

    def __init__(self, fetch: Fetch, refresh: Callable[[], object]) -> None:
        self.rows = Rows(array("q"))
        self.pages = PageCache(fetch)
        self.pages.find_others = self._find_others
        self._refresh = refresh

    def set_rows(self, rows: Rows) -> None:
        """Show other rows; headlines that are in both are shown until fresh ones come."""
        self.rows = rows
        self.pages.set_ids(rows.ids)

    def seed(self, headlines: Sequence[Headline]) -> None:
        """Take headlines that are known already, so that the first paint shows them without fetching any."""
        self.pages.seed(headlines)

    def reload(self) -> None:
        """Fetch the headlines again, without moving anything."""
        self.pages.reload()
        self._refresh()

    # Rows

    def headline_row(self, number: int) -> HeadlineRow | None:
        """The row of the entry with that number, or `None` while it is fetched and outside the list."""
        headline = self.pages.row(number)
        return None if headline is None else self._make_row(number, headline)

    def is_unread(self, number: int) -> bool | None:
        """Whether the row with that number is unread; `None` when it is not at hand."""
        headline = self.pages.peek(number)
        return None if headline is None else not self._make_row(number, headline).read

    def _make_row(self, number: int, headline: Headline) -> HeadlineRow:
        if not self.rows.folds:
            return EntryRow(headline)
        group = self.rows.group_of(headline.id)
        if group is None:
            place = self.rows.find_place_in_group(number)
            return EntryRow(headline) if place is None else MemberRow(headline, last=place[1])
        found = (self.pages.find_cached(member) for member in group.members[:_MOST_LOOKED_AT])
        members = [member for member in found if member is not None] or [headline]
        given = GroupInput(headline, group, members, self.rows.is_unfolded(headline.id))
        return GROUPS[group.kind].make_row(given)

    def _find_others(self, ids: Sequence[int]) -> Iterable[int]:
        """The entries that have no row of their own, but show in the rows of these."""
        groups = (self.rows.group_of(entry_id) for entry_id in ids) if self.rows.folds else ()
        return [member for group in groups if group is not None for member in group.members[:_MOST_LOOKED_AT]]

    def headline(self, entry_id: int, near: int = 0) -> Headline | None:
        """An entry's headline as the list shows it, or `None` when it is not in the list or not fetched.

        It is looked for around the line `near` first.
        """
        return self.pages.find_cached(entry_id) if self.rows.find(entry_id, near) >= 0 else None

    @property
    def ids_at_hand(self) -> tuple[EntryId, ...]:
        """The entries whose headlines are held, around what is seen."""
        return self.pages.ids_at_hand

    # Marks

    def patch(self, ids: Iterable[EntryId], flag: Flag, *, value: bool) -> dict[EntryId, bool]:
        """Show a mark at once; return what those of the entries showed before whose headlines are at hand."""
        held = {entry_id: self.pages.find_cached(entry_id) for entry_id in ids}
        for entry_id in held:
            self.pages.patch(entry_id, **{flag.value: value})
        self._refresh()
        return {entry_id: has_flag(row, flag) for entry_id, row in held.items() if row is not None}

    def take_back(self, ids: Iterable[EntryId], shown: Mapping[EntryId, bool], flag: Flag) -> None:
        """Show again what is given for some entries; of the others show what is read of them the next time."""
        for entry_id, value in shown.items():
            self.pages.patch(entry_id, **{flag.value: value})
        for entry_id in ids:
            self.pages.forget_patch(entry_id, flag.value)
        self._refresh()
