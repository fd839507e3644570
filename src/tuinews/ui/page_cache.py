"""Headlines of a list of any length: only the pages near the screen are held.

Headlines are fetched by page, the latest request first; until a page comes the list draws placeholders. After
`set_ids` the old headlines are still shown while fresh ones are fetched, so nothing flickers.
"""

import asyncio
from array import array
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence

from tuinews.model.entry import Headline
from tuinews.model.error import TuinewsError
from tuinews.model.ids import EntryId

Fetch = Callable[[Sequence[int]], Awaitable[tuple[Headline, ...]]]
"""Rows of the given ids, in their order; those that vanished are left out."""

_AT_ONCE = 2
"""Pages fetched at the same time."""

_MOST_WAITING = 6
"""Pages that may wait to be fetched; older requests are dropped, because the user has scrolled on."""


def _ignore(*_: object) -> None:
    """Do nothing."""


class PageCache:
    """Pages of headlines over a vector of entry ids; the least recently used are dropped. It needs a running loop."""

    def __init__(self, fetch: Fetch, size: int = 64, keep: int = 32) -> None:
        self.ids: array[int] = array("q")
        self.on_loaded: Callable[[int, int], None] = _ignore
        """Called with the first index and the number of rows that came."""
        self.on_failed: Callable[[TuinewsError], None] = _ignore
        """Called when a page could not be read, once: pages are asked for again after `set_ids` or `reload`."""
        self.find_others: Callable[[Sequence[int]], Iterable[int]] = lambda _: ()
        """Called with the ids of a page; gives other entries whose headlines are fetched and dropped with it."""
        self._fetch, self._size, self._keep = fetch, size, max(4, keep)
        self._rows: dict[int, Headline] = {}
        self._old: dict[int, Headline] = {}
        self._pages: OrderedDict[int, tuple[int, ...]] = OrderedDict()
        self._patches: dict[int, dict[str, bool]] = {}
        self._wanted: list[int] = []
        self._running: dict[int, asyncio.Task[None]] = {}
        self._failed: set[int] = set()
        self._near = -1
        self._generation = 0

    def __len__(self) -> int:
        return len(self.ids)

    def set_ids(self, ids: "array[int]") -> None:
        """Take another list of entries; headlines that are in both are shown until fresh ones come."""
        self.ids = ids
        self.reload()

    def seed(self, rows: Sequence[Headline]) -> None:
        """Take rows that are known already: pages that they fill are not fetched, so the first paint shows them."""
        known = {row.id: row for row in rows}
        for page in range(-(-len(self.ids) // self._size)):
            ids = self._ids_of(page)
            if all(entry_id in known for entry_id in ids):
                self._store(page, ids, [known[EntryId(entry_id)] for entry_id in ids])

    def reload(self) -> None:
        """Fetch what is looked at anew, showing the old rows until then."""
        self._old = self._rows or self._old
        self._rows, self._pages = {}, OrderedDict()
        self._patches.clear()
        self._wanted.clear()
        self._failed.clear()
        self._running.clear()
        self._near = -1
        self._generation += 1

    def row(self, index: int) -> Headline | None:
        """The row, or `None` while it is fetched (and for good when it vanished: see `is_loaded`)."""
        if not 0 <= index < len(self.ids):
            return None
        page = index // self._size
        if page != self._near or page not in self._pages:
            self._request_around(page)
        return self.find_cached(self.ids[index])

    def peek(self, index: int) -> Headline | None:
        """The row if it is at hand, without asking for it."""
        return self.find_cached(self.ids[index])

    def is_loaded(self, index: int) -> bool:
        """Whether the row's page was fetched: a row that is still missing then has vanished."""
        return index // self._size in self._pages

    def has_failed(self, index: int) -> bool:
        """Whether the row's page could not be read."""
        return index // self._size in self._failed

    def find_cached(self, entry_id: int) -> Headline | None:
        """The entry's row if it is at hand, without asking for it."""
        return self._rows.get(entry_id) or self._old.get(entry_id)

    def patch(self, entry_id: EntryId, **flags: bool) -> Headline | None:
        """Change flags of a row at once (`read`, `starred`, `later`); holds until `set_ids` or `reload`."""
        self._patches.setdefault(entry_id, {}).update(flags)
        for rows in (self._old, self._rows):
            if entry_id in rows:
                rows[entry_id] = with_flags(rows[entry_id], flags)
        return self.find_cached(entry_id)

    @property
    def ids_at_hand(self) -> tuple[EntryId, ...]:
        """The entries whose headlines are held."""
        return tuple(map(EntryId, {**self._old, **self._rows}))

    def forget_patch(self, entry_id: int, flag: str) -> None:
        """Take a flag from the next fetch again; the headline at hand stays as it is."""
        self._patches.get(entry_id, {}).pop(flag, None)

    def close(self) -> None:
        """Forget everything; results on their way are dropped."""
        self._generation += 1
        self._wanted.clear()
        for task in self._running.values():
            task.cancel()
        self._running.clear()

    def _request_around(self, page: int) -> None:
        """Request a page that is on the screen, and after it the pages before and after."""
        self._near = page
        if page in self._pages:
            self._pages.move_to_end(page)
        last = (len(self.ids) - 1) // self._size
        for wanted in (page - 1, page + 1, page):
            known = wanted in self._pages or wanted in self._running or wanted in self._failed
            if 0 <= wanted <= last and not known:
                if wanted in self._wanted:
                    self._wanted.remove(wanted)
                self._wanted.append(wanted)
        del self._wanted[:-_MOST_WAITING]
        self._start()

    def _start(self) -> None:
        while self._wanted and len(self._running) < _AT_ONCE:
            page = self._wanted.pop()
            self._running[page] = asyncio.get_running_loop().create_task(self._load(page, self._generation))

    async def _load(self, page: int, generation: int) -> None:
        ids = self._ids_of(page)
        try:
            rows = await self._fetch(ids)
        except TuinewsError as error:
            if generation == self._generation:
                self._running.pop(page, None)
                first = not self._failed
                self._failed.add(page)
                if first:
                    self.on_failed(error)
                self._start()
            return
        if generation != self._generation:
            return
        self._running.pop(page, None)
        self._store(page, ids, rows)
        self.on_loaded(page * self._size, min(self._size, len(self.ids) - page * self._size))
        self._start()

    def _ids_of(self, page: int) -> tuple[int, ...]:
        """The entries whose headlines are fetched for a page."""
        ids = tuple(self.ids[page * self._size : (page + 1) * self._size])
        return (*ids, *self.find_others(ids))

    def _store(self, page: int, ids: tuple[int, ...], rows: Sequence[Headline]) -> None:
        for row in rows:
            flags = self._patches.get(row.id)
            self._rows[row.id] = with_flags(row, flags) if flags else row
        for entry_id in ids:
            self._old.pop(entry_id, None)
        self._pages[page] = ids
        while len(self._pages) > self._keep:
            _, gone = self._pages.popitem(last=False)
            for entry_id in gone:
                self._rows.pop(entry_id, None)


def with_flags(row: Headline, flags: Mapping[str, bool]) -> Headline:
    """The row with other flags (`read`, `starred`, `later`)."""
    return row._replace(
        read=flags.get("read", row.read),
        starred=flags.get("starred", row.starred),
        later=flags.get("later", row.later),
    )
