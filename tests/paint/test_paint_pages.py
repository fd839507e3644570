"""Pages of rows: what is asked for, what is kept, and that nothing old overwrites what is new."""

import asyncio
from collections.abc import Sequence

from paint.samples import headline, ids
from tuinews.model.entry import Headline
from tuinews.model.error import StoreError
from tuinews.model.ids import EntryId
from tuinews.ui.page_cache import PageCache
from tuinews.ui.rows import Rows
from tuinews.ui.widgets.shown_rows import ShownRows
from tuinews.ui.widgets.unread_search import UnreadSearch


class Desk:
    """Answers for rows when told to."""

    def __init__(self, *, open_: bool = True) -> None:
        self.asked: list[int] = []
        self.gate = asyncio.Event()
        if open_:
            self.gate.set()
        self.vanished: set[int] = set()
        self.read = False
        self.broken = False

    async def __call__(self, wanted: Sequence[int]) -> tuple[Headline, ...]:
        self.asked.append(wanted[0])
        rows = tuple(headline(n, read=self.read) for n in wanted if n not in self.vanished)
        await self.gate.wait()
        if self.broken:
            raise StoreError("The library cannot be read.")
        return rows


async def settle() -> None:
    for _ in range(20):
        await asyncio.sleep(0)


async def test_a_missing_row_is_fetched_with_its_neighbours_itself_first() -> None:
    desk = Desk()
    pages = PageCache(desk, size=10)
    loaded: list[tuple[int, int]] = []
    pages.on_loaded = lambda first, count: loaded.append((first, count))
    pages.set_ids(ids(95))
    assert pages.row(42) is None
    await settle()
    assert pages.row(42) == headline(42, read=False)
    assert desk.asked[0] == 40
    assert sorted(desk.asked) == [30, 40, 50]
    assert sorted(loaded) == [(30, 10), (40, 10), (50, 10)]


async def test_the_last_page_is_shorter_and_nothing_lies_outside() -> None:
    desk = Desk()
    pages = PageCache(desk, size=10)
    pages.set_ids(ids(15))
    assert pages.row(-1) is None
    assert pages.row(15) is None
    assert pages.row(14) is None
    await settle()
    assert pages.row(14) is not None
    assert sorted(desk.asked) == [0, 10]


async def test_only_the_pages_looked_at_last_are_kept() -> None:
    desk = Desk()
    pages = PageCache(desk, size=10, keep=4)
    pages.set_ids(ids(1000))
    for index in range(5, 500, 10):
        pages.row(index)
        await settle()
    assert pages.peek(495) is not None
    assert pages.peek(5) is None
    assert sum(pages.peek(n) is not None for n in range(1000)) <= 40


async def test_wishes_the_reader_has_scrolled_past_are_forgotten() -> None:
    desk = Desk(open_=False)
    pages = PageCache(desk, size=10)
    pages.set_ids(ids(10_000))
    for index in range(5, 10_000, 40):
        pages.row(index)
    pages.row(9_995)
    desk.gate.set()
    await settle()
    assert pages.peek(9_995) is not None
    assert len(desk.asked) < 12


async def test_vanished_rows_are_not_asked_for_again() -> None:
    desk = Desk()
    desk.vanished = {3}
    pages = PageCache(desk, size=10)
    pages.set_ids(ids(10))
    pages.row(3)
    await settle()
    assert pages.row(3) is None
    assert pages.is_loaded(3)
    await settle()
    assert desk.asked == [0]


async def test_a_patch_holds_at_once_and_over_rows_that_were_on_their_way() -> None:
    desk = Desk(open_=False)
    pages = PageCache(desk, size=10)
    pages.set_ids(ids(10))
    pages.row(1)
    await settle()
    assert pages.patch(EntryId(1), read=True) is None
    desk.gate.set()
    await settle()
    row = pages.row(1)
    assert row is not None
    assert row.read
    changed = pages.patch(EntryId(1), read=False, starred=True)
    assert changed is not None
    assert (changed.read, changed.starred) == (False, True)


async def test_after_a_new_query_old_rows_are_shown_until_fresh_ones_come() -> None:
    desk = Desk()
    pages = PageCache(desk, size=10)
    pages.set_ids(ids(30))
    pages.row(5)
    await settle()
    desk.read = True
    desk.gate.clear()
    pages.set_ids(ids(30, start=2))
    before = pages.row(3)
    assert before == headline(5, read=False)
    assert not pages.is_loaded(3)
    desk.gate.set()
    await settle()
    assert pages.row(3) == headline(5, read=True)


async def test_rows_for_a_list_that_is_gone_are_dropped() -> None:
    desk = Desk(open_=False)
    pages = PageCache(desk, size=10)
    pages.set_ids(ids(10))
    pages.row(0)
    await settle()
    pages.set_ids(ids(10, start=100))
    desk.gate.set()
    await settle()
    assert pages.peek(0) is None
    assert not pages.is_loaded(0)


async def test_a_page_that_cannot_be_read_is_told_once_and_asked_for_again_only_on_reload() -> None:
    desk = Desk()
    desk.broken = True
    pages = PageCache(desk, size=10)
    failures: list[str] = []
    pages.on_failed = lambda error: failures.append(str(error))
    pages.set_ids(ids(10))
    for _ in range(3):
        pages.row(0)
        await settle()
    assert failures == ["The library cannot be read."]
    assert pages.has_failed(0)
    desk.broken = False
    pages.reload()
    pages.row(0)
    await settle()
    assert pages.row(0) is not None


async def test_closing_drops_what_is_on_its_way() -> None:
    desk = Desk(open_=False)
    pages = PageCache(desk, size=10)
    pages.set_ids(ids(10))
    pages.row(0)
    await settle()
    pages.close()
    desk.gate.set()
    await settle()
    assert pages.peek(0) is None


def unread_of(desk: Desk, count: int) -> tuple[PageCache, UnreadSearch]:
    shown = ShownRows(desk, lambda: None)
    shown.set_rows(Rows(ids(count)))
    return shown.pages, UnreadSearch(shown)


async def test_a_search_for_what_is_unread_goes_on_when_the_page_comes_that_it_waits_for() -> None:
    desk = Desk()
    _, search = unread_of(desk, 30)
    assert search.start(15, 1) is None
    assert search.direction == 1
    await settle()
    assert search.go_on() == 15
    assert search.direction == 0
    assert search.start(16, -1) == 16


async def test_a_search_for_what_is_unread_ends_with_the_list_and_when_told_to() -> None:
    desk = Desk()
    desk.read = True
    pages, search = unread_of(desk, 10)
    pages.row(0)
    await settle()
    assert search.start(0, 1) is None
    assert search.direction == 0
    pages.set_ids(ids(10, start=50))
    assert search.start(0, 1) is None
    assert search.direction == 1
    search.stop()
    assert search.direction == 0


async def test_a_search_for_what_is_unread_ends_at_a_page_that_cannot_be_read() -> None:
    desk = Desk()
    desk.broken = True
    pages, search = unread_of(desk, 10)
    pages.row(0)
    await settle()
    assert search.start(0, 1) is None
    assert search.direction == 0
