"""Changes that the store cannot take yet, because it is locked or its disk is full: stored later, in their order."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress

from tuinews.model.entry import Headline, Mark, Marked
from tuinews.model.error import StoreBusyError, StoreError, StoreFullError
from tuinews.model.language import tr, tr_count
from tuinews.ui.page_cache import Fetch, with_flags

PAUSE_SECONDS = 1.0
"""Time between two tries, beside what the store itself waits for a lock."""

Note = Callable[[], Awaitable[None]]


class _PendingMark:
    """A mark that rows show before it is stored."""

    def __init__(self, mark: Mark) -> None:
        self.stored = False
        self._flags = {mark.flag.value: mark.value}
        self._ids = frozenset(mark.ids)  # a whole list may be marked, and every row asks

    def apply_to(self, row: Headline) -> Headline:
        """Return the row with the mark, if it is one of the marked."""
        return with_flags(row, self._flags) if row.id in self._ids else row


class PendingWrites:
    """Stores one change after the other. `tell` is told why one waits; `sign` is given what to show meanwhile."""

    def __init__(self, tell: Callable[[str], None], sign: Callable[[str], None]) -> None:
        self.pause = PAUSE_SECONDS
        self.waiting = 0
        """Changes that are not stored yet; notes are none."""
        self._marks: list[_PendingMark] = []
        self._tell = tell
        self._sign = sign
        self._turn = asyncio.Lock()  # whoever comes first is served first
        self._tries: set[asyncio.Task[Marked | None]] = set()
        self._notes: dict[str, Note] = {}
        self._noting = False
        self._why = ""
        self._stuck = False

    async def store(self, change: Callable[[], Awaitable[Marked | None]], mark: Mark | None = None) -> Marked | None:
        """Make a change after those before it, and try until the store takes it; rows show `mark` meanwhile.

        Raises:
            TuinewsError: it cannot be made, and waiting would not help.
        """
        self.waiting += 1
        self._tell_delay(self._why)
        shown = None if mark is None else _PendingMark(mark)
        if shown is not None:
            self._marks.append(shown)
        try:
            async with self._turn:
                marked = await self._make_change(change)
            if shown is not None:
                shown.stored = True
            if self._stuck and not self.waiting:
                self._tell(tr("What waited is stored now."))
            return marked
        finally:
            if shown is not None:
                self._marks.remove(shown)
            if self._stuck and not self.waiting:
                self._stuck = False
                self._sign("")

    async def note(self, key: str, note: Note) -> None:
        """Store something that nobody asked for, such as a position: after the changes, and not told when it waits.

        Of several with one key only the latest is stored.

        Raises:
            TuinewsError: it cannot be stored, and waiting would not help.
        """
        self._notes.pop(key, None)
        self._notes[key] = note
        if self._noting:
            return
        self._noting = True
        try:
            while self._notes:
                async with self._turn:
                    pass  # each try takes its time of the store's one desk: what the user did goes first
                await self._write_note(next(iter(self._notes)))
        finally:
            self._noting = False

    @property
    def hindered(self) -> bool:
        """Whether the store refused the last try because it is locked or full."""
        return bool(self._why)

    async def wait_until_stored(self, seconds: float) -> bool:
        """Wait for all earlier changes, at most so many seconds; return whether they are stored."""
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds), self._turn:
                return True
        return False

    async def count_unsaved(self, seconds: float | None = None) -> int:
        """Return how many changes are still not stored when the tries that are under way have ended; no new ones begin.

        `seconds` is the longest wait, `None` as long as the store waits for a lock.
        """
        if self._tries:
            await asyncio.wait(self._tries, timeout=seconds)
        return self.waiting

    def with_pending_marks(self, page: Fetch) -> Fetch:
        """Return a function like `page` whose headlines have the marks that are not stored yet."""

        async def fetch_patched(ids: Sequence[int]) -> tuple[Headline, ...]:
            before = tuple(self._marks)
            rows = await page(ids)
            # what was stored meanwhile may have been read before it was
            stored = [mark for mark in before if mark.stored]
            return tuple(_add_marks(row, [*stored, *self._marks]) for row in rows)

        return fetch_patched

    async def _make_change(self, change: Callable[[], Awaitable[Marked | None]]) -> Marked | None:
        while True:
            attempt = asyncio.ensure_future(self._try_change(change))
            self._tries.add(attempt)
            attempt.add_done_callback(self._end_try)
            try:
                # what the store has begun it also ends, when nobody awaits it any more because the reader left
                return await asyncio.shield(attempt)
            except (StoreBusyError, StoreFullError) as error:
                self._tell_delay(_reason(error))
            await asyncio.sleep(self.pause)

    async def _write_note(self, key: str) -> None:
        note, why = self._notes.pop(key), ""
        try:
            await note()
        except (StoreBusyError, StoreFullError) as error:
            self._notes.setdefault(key, note)
            why = _reason(error)
        finally:
            self._tell_delay(why)
        if why:
            await asyncio.sleep(self.pause)

    def _end_try(self, attempt: "asyncio.Task[Marked | None]") -> None:
        self._tries.discard(attempt)
        if not attempt.cancelled():
            attempt.exception()  # seen, though nobody may await it any more

    def _tell_delay(self, why: str) -> None:
        """Tell once why changes wait, if there are any."""
        self._why = why
        if not why or not self.waiting:
            return
        if not self._stuck:
            self._stuck = True
            self._tell(
                tr("{why}: reading goes on, and what you mark is kept and stored as soon as that is over.", why=why)
            )
        self._sign(tr("{changes} to be stored", changes=tr_count("{count} change", "{count} changes", self.waiting)))

    async def _try_change(self, change: Callable[[], Awaitable[Marked | None]]) -> Marked | None:
        kept = False
        try:
            return await change()
        except (StoreBusyError, StoreFullError):
            kept = True
            raise
        finally:
            self.waiting -= not kept
            self._why = self._why if kept else ""


def _add_marks(row: Headline, marks: Sequence[_PendingMark]) -> Headline:
    for mark in marks:
        row = mark.apply_to(row)
    return row


def _reason(error: StoreError) -> str:
    full = isinstance(error, StoreFullError)
    return tr("The disk of the library is full") if full else tr("Another program keeps the library locked")


def describe_lost(count: int) -> str:
    """Return what is said when the reader ends with changes that could not be stored."""
    what = tr_count("{count} change", "{count} changes", count)
    return tr(
        "tuinews: {what} could not be stored: the library was locked, or its disk full, when you left.", what=what
    )
