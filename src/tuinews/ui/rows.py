"""The rows of the headline list: articles, folded groups of them such as stories, and headings between them.

A row is one line of the screen. `Rows` knows which row stands on which line. It holds one number for each article and
nothing else, so that a list of a million articles costs one array; only headings and groups cost more.
"""

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from typing import Literal, NamedTuple

from tuinews.model.clock import Instant
from tuinews.model.entry import Headline
from tuinews.model.ids import EntryId
from tuinews.model.stories.entry_groups import EntryGroup, FoldedIds, GroupKind
from tuinews.model.text import SafeText

_NEAR = 64
"""Entries on either side of a line among which another entry is looked for first."""


class EntryRow(NamedTuple):
    """An article's headline."""

    headline: Headline

    @property
    def read(self) -> bool:
        """Whether it was read."""
        return self.headline.read

    @property
    def moment(self) -> Instant:
        """The time that the row shows."""
        return self.headline.moment


class StoryRow(NamedTuple):
    """The headline that stands for a story, and the other articles of the list that tell the same story."""

    headline: Headline
    others: int
    sources: int = 0
    """How many feeds, besides that of the headline, they are from."""
    read: bool = False
    """Whether all that the row stands for was read."""
    unfolded: bool = False
    """Whether the others stand below it, on lines of their own."""
    moment: Instant = 0
    """The time that the row shows: that of the article in whose place it stands."""


class SurplusRow(NamedTuple):
    """What a feed has on a day beyond its daily cap; the headline is that of the first article of it."""

    headline: Headline
    others: int
    """How many articles it stands for besides that of the headline."""
    read: bool = False
    """Whether all that the row stands for was read."""
    unfolded: bool = False
    """Whether the others stand below it; the row then is the first article's own."""

    @property
    def moment(self) -> Instant:
        """The time that the row shows."""
        return self.headline.moment


class MemberRow(NamedTuple):
    """The headline of an article that stands below the one of its group."""

    headline: Headline
    last: bool = False
    """Whether it is the last one of its group."""

    @property
    def read(self) -> bool:
        """Whether it was read."""
        return self.headline.read

    @property
    def moment(self) -> Instant:
        """The time that the row shows."""
        return self.headline.moment


class HeadingRow(NamedTuple):
    """A heading over the rows that follow: a day, a feed, a section of the briefing. The cursor never stands on it.

    The one of the kind `end` stands below the last row.
    """

    kind: Literal["day", "feed", "section", "end"]
    text: SafeText
    articles: int = 0
    """How many articles stand under it; 0 is not shown."""


HeadlineRow = EntryRow | StoryRow | SurplusRow | MemberRow
"""A row that the cursor can stand on."""

Row = HeadlineRow | HeadingRow


class Rows:
    """The rows of a list from top to bottom, found by line, by entry number or by entry id. It never changes.

    A *line* counts rows with headings, an entry *number* counts rows of articles alone; both begin at 0. A folded group
    is one such row, with the id of the article that stands for it; unfolded, its other articles have the rows below.
    """

    __slots__ = ("_before", "_below", "_folded", "_headings", "_kinds", "_lines", "_unfolded", "ids")

    def __init__(
        self,
        ids: "array[int] | FoldedIds",
        headings: Iterable[tuple[int, HeadingRow]] = (),
        unfolded: Mapping[int, tuple[int, ...]] | None = None,
    ) -> None:
        """Take the entry ids in order.

        Args:
            ids: the entries of the rows, those of unfolded groups included, and which groups there are.
            headings: each heading with the number of the entry before which it stands, in order.
            unfolded: by the id of an unfolded group's first row, the ids of the rows below it.

        Raises:
            ValueError: the headings are not in order, or one lies outside the list.
        """
        self._folded = ids if isinstance(ids, FoldedIds) else FoldedIds(ids)
        self.ids = self._folded.ids
        self._kinds: frozenset[GroupKind] | None = None
        self._unfolded = unfolded or {}
        self._below = [(self.ids.index(first), len(others)) for first, others in self._unfolded.items()]
        placed = tuple(headings)
        self._before = tuple(number for number, _ in placed)
        self._headings = tuple(heading for _, heading in placed)
        self._lines = tuple(number + above for above, number in enumerate(self._before))
        if list(self._before) != sorted(self._before) or any(not 0 <= n <= len(self.ids) for n in self._before):
            raise ValueError("headings stand in order, before entries of the list or at its end")

    def __len__(self) -> int:
        return len(self.ids) + len(self._headings)

    # From lines to entries and back

    def number_at(self, line: int) -> int:
        """The number of the entry on a line, or -1 for a heading and outside the list."""
        if not self._headings:
            return line if 0 <= line < len(self.ids) else -1
        if not 0 <= line < len(self):
            return -1
        above = bisect_right(self._lines, line)
        return -1 if above and self._lines[above - 1] == line else line - above

    def id_at(self, line: int) -> EntryId | None:
        """The entry on a line, or `None` for a heading and outside the list."""
        number = self.number_at(line)
        return None if number < 0 else EntryId(self.ids[number])

    def line_of(self, number: int) -> int:
        """The line of the entry with that number."""
        return number + bisect_right(self._before, number)

    def heading_at(self, line: int) -> HeadingRow | None:
        """The heading on a line, or `None` for an entry."""
        above = bisect_right(self._lines, line)
        return self._headings[above - 1] if above and self._lines[above - 1] == line else None

    def find_line_for_cursor(self, line: int, direction: int = 1) -> int:
        """The line nearest to this one where the cursor can stand, looked for in a direction first."""
        line = max(0, min(line, len(self) - 1))
        if self.ids and self._headings:
            on, back = range(line, len(self)), range(line, -1, -1)
            ways = (on, back) if direction >= 0 else (back, on)
            return next(found for way in ways for found in way if self.number_at(found) >= 0)
        return line

    # Groups

    def find_place_in_group(self, number: int) -> tuple[int, bool] | None:
        """The id on the first row of the unfolded group that a row stands below, and whether it is the last one there.

        `None` for a row that does not stand below another one of its group.
        """
        if self._unfolded:
            first = self._folded.lines.get(self.ids[number], -1)
            if first in self._unfolded:
                return first, self.ids[number] == self._unfolded[first][-1]
        return None

    @property
    def folds(self) -> bool:
        """Whether there are groups, folded or not."""
        return bool(self._folded.groups)

    def group_of(self, entry_id: int) -> EntryGroup | None:
        """The group whose first row has that entry's id, or `None`."""
        return self._folded.groups.get(entry_id)

    @property
    def kinds(self) -> frozenset[GroupKind]:
        """Which kinds of groups there are."""
        if self._kinds is None:
            self._kinds = frozenset(group.kind for group in self._folded.groups.values())
        return self._kinds

    @property
    def groups(self) -> Mapping[int, EntryGroup]:
        """The groups by the ids on their first rows."""
        return self._folded.groups

    @property
    def unfolded(self) -> Iterable[int]:
        """The ids on the first rows of the groups that are unfolded."""
        return self._unfolded.keys()

    def is_unfolded(self, entry_id: int) -> bool:
        """Whether the group whose first row has that entry's id stands there with all its articles."""
        return entry_id in self._unfolded

    def find_first_row(self, entry_id: int) -> int:
        """The id on the first row of the entry's group; the entry's own id where it is in none."""
        return self._folded.lines.get(entry_id, entry_id)

    def entries_on(self, ids: Iterable[int]) -> "array[int]":
        """All entries that rows with these ids stand for, in the list's order."""
        groups, unfolded = self._folded.groups, self._unfolded
        if not groups and isinstance(ids, array):
            return ids
        every = array("q")
        for entry_id in ids:
            if entry_id in groups and entry_id not in unfolded:
                every.extend(groups[entry_id].members)
            else:
                every.append(entry_id)
        return every

    @property
    def entries(self) -> "array[int]":
        """All entries of the list, folded ones included, in its order."""
        return self.entries_on(self.ids) if self._folded.every is None else self._folded.every

    def toggle(self, entry_id: int) -> "Rows":
        """The rows with the group of an entry unfolded, or folded again; the same ones where it is in no group."""
        first = self.find_first_row(entry_id)
        group = self._folded.groups.get(first)
        if group is None:
            return self
        others = tuple(member for member in group.members if member != first)
        at = self.ids.index(first) + 1
        opening = first not in self._unfolded
        rest = self.ids[at:] if opening else self.ids[at + len(others) :]
        ids = self.ids[:at] + (array("q", others) if opening else array("q")) + rest
        shift = len(others) if opening else -len(others)
        headings = [(n + shift if n >= at else n, row) for n, row in zip(self._before, self._headings, strict=True)]
        unfolded = {key: below for key, below in self._unfolded.items() if key != first}
        if opening:
            unfolded[first] = others
        return Rows(self._folded._replace(ids=ids), headings, unfolded)

    def unfold_as(self, other: "Rows") -> "Rows":
        """The rows with those groups unfolded that are unfolded in other rows."""
        rows = self
        for entry_id in other.unfolded:
            first = rows.find_first_row(entry_id)
            if first in rows._folded.groups and not rows.is_unfolded(first):
                rows = rows.toggle(first)
        return rows

    def count_lines(self, number: int) -> tuple[int, int]:
        """Where the row with that number stands, and how many there are, from 1 and as if all groups were folded."""
        above = sum(max(0, min(number - first, count)) for first, count in self._below)
        return number + 1 - above, len(self.ids) - sum(count for _, count in self._below)

    # Finding entries

    def find(self, entry_id: int, near: int = 0) -> int:
        """The line of an entry or of its folded group, looked for around the line `near` first; -1 when it has none."""
        number = self._number_of(entry_id, near)
        if number < 0 and entry_id in self._folded.lines:
            number = self._number_of(self._folded.lines[entry_id], near)
        return number if number < 0 else self.line_of(number)

    def _number_of(self, entry_id: int, near: int) -> int:
        low, high = max(0, near - len(self._headings) - _NEAR), min(len(self.ids), near + _NEAR)
        for start, part in ((low, self.ids[low:high]), (0, self.ids)):
            try:
                return start + part.index(entry_id)
            except ValueError:
                continue
        return -1

    def find_first(self, wanted: Sequence[int], near: int = 0) -> int:
        """The line of the first of these entries that the list has; -1 when it has none of them."""
        found = self.find(wanted[0], near) if len(wanted) else -1
        if found >= 0 or len(wanted) < 2:
            return found
        held = {*self.ids, *self._folded.lines}
        return next((self.find(entry_id, near) for entry_id in wanted if entry_id in held), -1)

    # Parts of the list

    def above(self, line: int) -> "array[int]":
        """The entries above a line, in the list's order."""
        return self.entries_on(self.ids[: self._from(line)])

    def below(self, line: int) -> "array[int]":
        """The entries below a line, in the list's order."""
        return self.entries_on(self.ids[self._from(line + 1) :])

    def between(self, one: int, other: int) -> "array[int]":
        """The ids of the rows from one line to another, both included, whichever is the upper one."""
        low, high = sorted((one, other))
        return self.ids[self._from(low) : self._from(high + 1)]

    def neighbours(self, line: int) -> "array[int]":
        """All rows' ids, those first that the cursor tries first when entries go: from this line down, then upwards.

        The other articles of the row's group are tried after its own.
        """
        number = self._from(line)
        return self.ids[number : number + 1] + self._mates(number) + self.ids[number + 1 :] + self.ids[:number][::-1]

    def find_near(self, line: int, count: int) -> tuple[int, ...]:
        """The entries among `neighbours` that are nearest: at most `count` from this line down, and as many above."""
        number = self._from(line)
        here, below = self.ids[number : number + 1], self.ids[number + 1 : number + count]
        return (*here, *self._mates(number), *below, *self.ids[max(0, number - count) : number][::-1])

    def _mates(self, number: int) -> "array[int]":
        """The other articles of the group that the row with that number begins."""
        group = self._folded.groups.get(self.ids[number]) if number < len(self.ids) else None
        mates = [] if group is None else [entry_id for entry_id in group.members if entry_id != self.ids[number]]
        return array("q", mates[:_NEAR])

    def _from(self, line: int) -> int:
        """The number of the first entry on this line or below it."""
        line = max(0, min(line, len(self)))
        return line - bisect_left(self._lines, line)
