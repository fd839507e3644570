"""Changes that wait for the store: what is shown of them meanwhile, and what is said."""

import asyncio
from collections.abc import Sequence
from contextlib import suppress
from time import perf_counter

import pytest

from tuinews.model.entry import Flag, Headline, Mark, Marked
from tuinews.model.error import StoreBusyError, StoreError
from tuinews.model.ids import EntryId, FeedId
from tuinews.model.text import EMPTY, safe_text
from tuinews.ui.pending_writes import PendingWrites


async def test_what_waited_and_failed_in_the_end_is_not_said_to_be_stored() -> None:
    told: list[str] = []
    signs: list[str] = []
    keeping = PendingWrites(told.append, signs.append)
    keeping.pause = 0.0
    errors = [StoreBusyError("locked"), StoreBusyError("locked"), StoreError("broken")]

    async def change() -> None:
        raise errors.pop(0)

    with pytest.raises(StoreError, match="broken"):
        await keeping.store(change)
    assert [sentence[:15] for sentence in told] == ["Another program"]
    assert signs == ["1 change to be stored", "1 change to be stored", ""]
    assert keeping.waiting == 0


def row(number: int) -> Headline:
    return Headline(
        EntryId(number), FeedId(1), EMPTY, EMPTY, 0, read=False, starred=False, later=False, minutes=1, enclosed=False
    )


async def test_a_mark_of_very_many_that_waits_costs_each_row_no_more_than_a_mark_of_few() -> None:
    told: list[str] = []
    signs: list[str] = []

    async def seconds(count: int) -> float:
        keeping, over = PendingWrites(told.append, signs.append), asyncio.Event()

        async def change() -> None:
            await over.wait()

        async def page(ids: Sequence[int]) -> tuple[Headline, ...]:
            return tuple(map(row, ids))

        ids = tuple(map(EntryId, range(count)))
        storing = asyncio.ensure_future(keeping.store(change, Mark(Flag.READ, value=True, ids=ids)))
        await asyncio.wait({storing}, timeout=0)
        begun = perf_counter()
        rows = await keeping.with_pending_marks(page)(range(count - 32, count + 32))
        took = perf_counter() - begun
        assert sum(one.read for one in rows) == 32
        over.set()
        await storing
        return took

    assert min([await seconds(50_000) for _ in range(5)]) < 20 * min([await seconds(64) for _ in range(5)])


@pytest.mark.parametrize("refused", [False, True])
async def test_what_is_stored_between_the_reading_of_rows_and_their_coming_is_shown(*, refused: bool) -> None:
    told: list[str] = []
    signs: list[str] = []
    keeping, read, stored = PendingWrites(told.append, signs.append), asyncio.Event(), asyncio.Event()

    async def page(ids: Sequence[int]) -> tuple[Headline, ...]:
        rows = tuple(map(row, ids))
        read.set()
        await stored.wait()
        return rows

    async def change() -> Marked:
        await read.wait()
        if refused:
            raise StoreError("broken")
        return Marked(safe_text("1 starred"), (EntryId(2),))

    async def store() -> None:
        with suppress(StoreError):
            await keeping.store(change, Mark(Flag.STARRED, value=True, ids=(EntryId(2),)))
        stored.set()

    storing = asyncio.ensure_future(store())
    await asyncio.wait({storing}, timeout=0)
    rows = await keeping.with_pending_marks(page)([1, 2, 3])
    assert [one.starred for one in rows] == [False, not refused, False]
    await storing
