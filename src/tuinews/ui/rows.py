"""The rows of the headline list: articles, heads of stories, and headings between them.

A row is one line of the screen. `Rows` knows which row stands on which line. It holds one number for each article and
nothing else, so that a list of a million articles costs one array; only headings and stories cost more.
"""

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from typing import Literal, NamedTuple

from tuinews.model.entry import Headline
from tuinews.model.ids import EntryId
from tuinews.model.text import SafeText

_NEAR = 64
"""Entries on either side of a line among which another entry is looked for first."""


class EntryRow(NamedTuple):
    """An article's headline."""

    headline: Headline


class StoryRow(NamedTuple):
    """The headline that stands for a story, and how many other articles tell the same story."""

    headline: Headline
    others: int


class HeadingRow(NamedTuple):
    """A heading over the rows that follow: a day's date or a feed's name. The cursor never stands on it."""

    kind: Literal["day", "feed"]
    text: SafeText
    articles: int = 0
    """How many articles stand under it; 0 is not shown."""


HeadlineRow = EntryRow | StoryRow
"""A row that the cursor can stand on."""

Row = HeadlineRow | HeadingRow


class Rows:
    """The rows of a list from top to bottom, found by line, by entry number or by entry id. It never changes.

    A *line* counts rows with headings, an entry *number* counts articles alone; both begin at 0.
    """

    __slots__ = ("_before", "_headings", "_lines", "_others", "ids")

    def __init__(
        self,
        ids: "array[int]",
        headings: Iterable[tuple[int, HeadingRow]] = (),
        others: Mapping[int, int] | None = None,
    ) -> None:
        """Take the entry ids in order.

        Args:
            ids: the entries.
            headings: each heading with the number of the entry before which it stands, in order.
            others: by the id of an entry that heads a story, how many other articles tell the story.

        Raises:
            ValueError: the headings are not in order, or one lies outside the list.
        """
        self.ids = ids
        placed = tuple(headings)
        self._before = tuple(number for number, _ in placed)
        self._headings = tuple(heading for _, heading in placed)
        self._lines = tuple(number + above for above, number in enumerate(self._before))
        self._others = others or {}
        if list(self._before) != sorted(self._before) or any(not 0 <= n <= len(ids) for n in self._before):
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

    def find_row(self, headline: Headline) -> HeadlineRow:
        """The headline's row: one of its own, or that of the story it stands for."""
        others = self._others.get(headline.id, 0) if self._others else 0
        return StoryRow(headline, others) if others else EntryRow(headline)

    def find_line_for_cursor(self, line: int, direction: int = 1) -> int:
        """The line nearest to this one where the cursor can stand, looked for in a direction first."""
        line = max(0, min(line, len(self) - 1))
        if self.ids and self._headings:
            on, back = range(line, len(self)), range(line, -1, -1)
            ways = (on, back) if direction >= 0 else (back, on)
            return next(found for way in ways for found in way if self.number_at(found) >= 0)
        return line

    # Finding entries

    def find(self, entry_id: int, near: int = 0) -> int:
        """The line of an entry, looked for around the line `near` first; -1 when the list has no such entry."""
        number = self._number_of(entry_id, near)
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
        held = set(self.ids)
        return next((self.find(entry_id, near) for entry_id in wanted if entry_id in held), -1)

    # Parts of the list

    def above(self, line: int) -> "array[int]":
        """The entries above a line, in the list's order."""
        return self.ids[: self._from(line)]

    def below(self, line: int) -> "array[int]":
        """The entries below a line, in the list's order."""
        return self.ids[self._from(line + 1) :]

    def between(self, one: int, other: int) -> "array[int]":
        """The entries from one line to another, both included, whichever is the upper one."""
        low, high = sorted((one, other))
        return self.ids[self._from(low) : self._from(high + 1)]

    def neighbours(self, line: int) -> "array[int]":
        """All entries, those first that the cursor tries first when entries go: from this line down, then upwards."""
        number = self._from(line)
        return self.ids[number:] + self.ids[:number][::-1]

    def find_near(self, line: int, count: int) -> tuple[int, ...]:
        """The entries among `neighbours` that are nearest: at most `count` from this line down, and as many above."""
        number = self._from(line)
        return (*self.ids[number : number + count], *self.ids[max(0, number - count) : number][::-1])

    def _from(self, line: int) -> int:
        """The number of the first entry on this line or below it."""
        line = max(0, min(line, len(self)))
        return line - bisect_left(self._lines, line)
