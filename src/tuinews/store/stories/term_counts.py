"""In how many entries each term is: an array of counters in memory, and what is stored of it."""

from array import array
from collections.abc import Iterable, Sequence

import apsw

_CELLS = 1 << 20
"""Counters; terms that differ by a multiple of it share one, which makes a rare word a little less rare."""

_MOST_ENTRIES = 50_000
"""Counted entries from which on all counters are halved, so that words of last year fade; each fits two bytes."""

_MOST_LOGGED = 250_000
"""Terms that are stored one by one before they are added to the stored array, which is two megabytes."""

_GENERATION, _ARRAY = -1, 0
"""Row numbers in `story_counts`: how often the array was written, and the array. What was counted since comes after."""


class TermCounts:
    """The counters, kept from one batch to the next; what another process stored meanwhile is read before each."""

    def __init__(self) -> None:
        self.entries = 0
        """How many entries were counted."""
        self._cells = array("H")  # two megabytes, which most processes never ask for
        self._generation = -1
        self._last = 0
        self._logged = 0

    def load(self, connection: apsw.Connection) -> None:
        """Bring the counters up to date with the store, inside a transaction."""
        sql = "SELECT entries FROM story_counts WHERE id = ?"
        generation = int(connection.execute(sql, (_GENERATION,)).get or 0)
        if generation != self._generation or not self._cells:
            self._read_array(connection)
            self._generation = generation
        rows = connection.execute("SELECT id, entries, terms FROM story_counts WHERE id > ? ORDER BY id", (self._last,))
        for number, entries, terms in rows:
            self._last = int(number)
            counted = array("I", terms)
            self._logged += len(counted)
            self.entries += int(entries)
            self._add(counted)

    def forget(self) -> None:
        """Read all from the store again when it is needed next.

        That is after a transaction in which something was counted was undone, and saves memory until then.
        """
        self._generation = -1
        self._cells = array("H")

    def read(self, terms: Sequence[int]) -> list[int]:
        """Return in how many entries each term is, about."""
        cells, last = self._cells, _CELLS - 1
        return [cells[term & last] for term in terms]

    def count(self, connection: apsw.Connection, entries: Sequence[Iterable[int]]) -> None:
        """Count the terms of entries, and store that."""
        terms = array("I", [term for entry in entries for term in entry])
        self._last += 1
        connection.execute(
            "INSERT INTO story_counts (id, entries, terms) VALUES (?, ?, ?)",
            (self._last, len(entries), terms.tobytes()),
        )
        self.entries += len(entries)
        self._logged += len(terms)
        self._add(terms)
        if self._logged > _MOST_LOGGED:
            self._write_array(connection)

    def _add(self, terms: "array[int]") -> None:
        cells, last = self._cells, _CELLS - 1
        for term in terms:
            try:
                cells[term & last] += 1
            except OverflowError:
                continue  # two very common words share it

    def _read_array(self, connection: apsw.Connection) -> None:
        row = connection.execute("SELECT entries, terms FROM story_counts WHERE id = ?", (_ARRAY,)).fetchone()
        self._cells = array("H", row[1] if row is not None and len(row[1]) == 2 * _CELLS else bytes(2 * _CELLS))
        self.entries = int(row[0]) if row is not None else 0
        self._last = self._logged = 0

    def _write_array(self, connection: apsw.Connection) -> None:
        if self.entries > _MOST_ENTRIES:
            self.entries //= 2
            self._cells = array("H", [count >> 1 for count in self._cells])
        self._generation += 1
        connection.execute("DELETE FROM story_counts")
        connection.executemany(
            "INSERT INTO story_counts (id, entries, terms) VALUES (?, ?, ?)",
            [(_GENERATION, self._generation, b""), (_ARRAY, self.entries, self._cells.tobytes())],
        )
        self._last = self._logged = 0
