"""A reader whose library another program keeps locked, or whose disk is full: reading goes on, and no mark is lost."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, closing, contextmanager
from dataclasses import dataclass, field
from datetime import UTC
from pathlib import Path

import apsw
import pytest

from event_pilot import EventPilot
from tuinews.config import Settings, find_paths
from tuinews.config.settings import ReadingSettings, RefreshSettings
from tuinews.engine.library import Library, open_library
from tuinews.model.entry import Flag, Mark, Marked
from tuinews.model.error import StoreBusyError, StoreFullError
from tuinews.model.ids import EntryId
from tuinews.model.query import parse_query
from tuinews.ui.actions import keymap_of
from tuinews.ui.bridge import Bridge
from tuinews.ui.controllers.headlines import marks
from tuinews.ui.controllers.headlines.listing import FIRST
from tuinews.ui.environment import Environment
from tuinews.ui.saved_state import KEY, read_first_paint
from tuinews.ui.terminal.image_support import ImageSupport
from ui.conftest import ObservedApp, RunningReader
from ui.fake_library import World
from ui.poisons import NOW, arrive, fill
from ui.real_terminal import reader
from waiting import patience

BOUND_MILLISECONDS = 50
BOUNDS = 12
"""So many times what is waited for a lock at once: a minute where that is five seconds."""


@pytest.fixture
def home(tmp_path: Path) -> Path:
    fill(tmp_path, [f"harmless {number}" for number in range(5)])
    return tmp_path


@contextmanager
def locked(home: Path) -> Iterator[apsw.Connection]:
    """Another program in the middle of a write; it may end it before."""
    with closing(apsw.Connection(str(home / "data" / "tuinews.db"))) as other:
        other.execute("BEGIN IMMEDIATE")
        yield other
        if other.in_transaction:
            other.execute("ROLLBACK")


@dataclass
class Tries:
    """What the library is asked to mark; what it is asked the twelfth time is told."""

    library: Library
    marks: list[Mark] = field(default_factory=list)
    enough: asyncio.Event = field(default_factory=asyncio.Event)
    refuse: int = 0
    """So often it finds the disk full."""

    def __post_init__(self) -> None:
        self._mark = self.library.entries.mark

    async def mark(self, mark: Mark) -> Marked:
        self.marks.append(mark)
        if len(self.marks) > BOUNDS:
            self.enough.set()
        if len(self.marks) <= self.refuse:
            raise StoreFullError("The disk is full.")
        return await self._mark(mark)


@asynccontextmanager
async def reading(home: Path, mark_read: str = "open") -> AsyncIterator[tuple[RunningReader, Tries]]:
    settings = Settings(
        refresh=RefreshSettings(at_start=False, while_open=False), reading=ReadingSettings(mark_read=mark_read)
    )
    bridge = Bridge(gap=0.0)
    library = open_library(find_paths(str(home), {}), settings, bridge.publish, lambda: NOW + 9_000)
    await library._services.writer.do(lambda writer: writer._connection.set_busy_timeout(BOUND_MILLISECONDS))
    tries = Tries(library)
    library.entries.mark = tries.mark  # type: ignore[method-assign]
    env = Environment(library, settings, lambda: NOW + 9_000, keymap_of("vim"), UTC, ImageSupport())
    app = ObservedApp(env, await read_first_paint(library, NOW, FIRST), bridge)
    app.main.writes.pause = 0.0
    try:
        async with app.run_test(size=(140, 40), notifications=True):
            desk = RunningReader(EventPilot(app), app, World(), bridge)
            await desk.settle()
            yield desk, tries
    finally:
        library.close()


async def shown(desk: RunningReader, what: str) -> None:
    """Wait until an article is open."""
    await desk.pilot.until(f"{what} is open", lambda: desk.open_title[:8] == what)


async def waits(desk: RunningReader) -> None:
    """Wait until a change waits to be stored."""
    await desk.pilot.until("a change waits to be stored", lambda: desk.screen.writes.waiting == 1)


async def matching(library: Library, query: str) -> list[str]:
    ids = await library.entries.ids(parse_query(query, NOW))
    return sorted(row.title[:8] for row in await library.entries.page(ids))


async def test_d3_what_is_marked_while_another_program_holds_a_lock_for_long_is_kept_and_stored(home: Path) -> None:
    async with reading(home) as (desk, tries):
        with locked(home) as other:
            begun = asyncio.get_running_loop().time()
            await desk.pilot.press("s", "j", "s", "j", "s", "s", "j", "L")
            await desk.pilot.press("enter")
            await shown(desk, "Title 04")
            await asyncio.wait_for(tries.enough.wait(), 20)
            assert asyncio.get_running_loop().time() - begun >= (BOUNDS - 1) * BOUND_MILLISECONDS / 1000
            (told,) = desk.told
            assert told.startswith(
                "Another program keeps the library locked: reading goes on, and what you mark is kept"
            )
            assert {mark.ids for mark in tries.marks} == {tries.marks[0].ids}  # the first one first
            assert desk.screen.panes.header.busy == "6 changes to be stored"
            await desk.pilot.press("g", "e")
            await desk.pilot.until("five rows are read", lambda: len(desk.titles) >= 5 and "…" not in desk.titles[:5])
            rows = [desk.screen.panes.list.shown.headline(n) for n in desk.screen.panes.list.ids[:5]]
            flags = [(row.title[:8], row.starred, row.later) for row in rows if row is not None]
            assert flags[:4] == [
                ("Title 01", True, False),
                ("Title 02", True, False),
                ("Title 03", False, False),
                ("Title 04", False, True),
            ]
            assert await matching(tries.library, "is:starred") == []
            other.execute("ROLLBACK")
            assert await desk.screen.writes.wait_until_stored(20)
        await desk.settle()
        assert desk.told[-1] == "What waited is stored now."
        assert desk.screen.panes.header.busy == ""
        assert await matching(tries.library, "is:starred") == ["Title 01", "Title 02"]
        assert await matching(tries.library, "is:later") == ["Title 04"]
        assert await matching(tries.library, "-is:unread") == ["Title 04"]


async def test_d3_undo_waits_its_turn_behind_what_it_takes_back(home: Path) -> None:
    async with reading(home) as (desk, tries):
        with locked(home) as other:
            await desk.pilot.press("s", "z")
            await asyncio.wait_for(tries.enough.wait(), 20)
            other.execute("ROLLBACK")
            assert await desk.screen.writes.wait_until_stored(20)
        await desk.settle()
        assert await matching(tries.library, "is:starred") == []
        assert desk.told[-1].startswith("Undone: ")


async def test_d3_tags_for_a_selection_are_one_change_that_is_stored_or_waits_as_a_whole(home: Path) -> None:
    async with reading(home) as (desk, tries):
        with locked(home) as other:
            await desk.pilot.press("x", "x", "x", "T")
            await desk.pilot.press(*"+qux", "enter")
            await waits(desk)
            other.execute("ROLLBACK")
            assert await desk.screen.writes.wait_until_stored(60)
        assert await matching(tries.library, "tag:qux") == ["Title 01", "Title 02", "Title 03"]
        await desk.settle()
        assert desk.told[-1] == "tagged qux (3 entries): z takes it back."
        await desk.press("z")
        assert await matching(tries.library, "tag:qux") == []


async def test_d2_what_is_marked_while_the_disk_is_full_is_stored_when_there_is_room(home: Path) -> None:
    async with reading(home) as (desk, tries):
        tries.refuse = 5
        await desk.pilot.press("s")
        assert await desk.screen.writes.wait_until_stored(20)
        await desk.settle()
        assert desk.told[0].startswith("The disk of the library is full: reading goes on")
        assert await matching(tries.library, "is:starred") == ["Title 01"]


async def test_marks_that_cannot_be_made_at_all_are_taken_back_at_once(home: Path) -> None:
    async with reading(home) as (desk, tries):
        await tries.library._services.writer.do(lambda writer: writer._connection.execute("DROP TABLE journal"))
        await desk.press("s")
        row = desk.screen.panes.list.shown.headline(desk.screen.panes.list.ids[0])
        assert row is not None
        assert not row.starred
        assert "doctor" in desk.told[0]
        assert desk.screen.writes.waiting == 0
        assert Flag.STARRED is tries.marks[0].flag


def test_d3_who_leaves_while_the_library_is_locked_is_told_what_was_not_stored(home: Path) -> None:
    with reader(home) as terminal:
        terminal.until("Title 01", "1/5")
        with locked(home):
            terminal.send("sjsQ")
            assert terminal.end() == 5
    after = terminal.output[terminal.output.rindex("\x1b[?1049l") :]
    assert "tuinews: 2 changes could not be stored: the library was locked" in " ".join(after.split())
    assert "Error" not in after


async def test_d3_who_only_reads_on_in_a_locked_library_is_told_nothing_and_the_places_are_kept(home: Path) -> None:
    async with reading(home, mark_read="never") as (desk, tries):
        articles, asked, often = tries.library.articles, [], asyncio.Event()
        remember = articles.remember_position

        async def remembered(entry_id: EntryId, block: int) -> None:
            asked.append(entry_id)
            if len(asked) > BOUNDS:
                often.set()
            await remember(entry_id, block + 1)

        articles.remember_position = remembered  # type: ignore[method-assign]
        with locked(home) as other:
            await desk.pilot.press("enter")
            await shown(desk, "Title 01")
            for title in ("Title 02", "Title 03"):
                await desk.pilot.press("J")
                await shown(desk, title)
            await desk.pilot.press(">")
            await asyncio.wait_for(often.wait(), 60)
            assert desk.told == []
            await desk.pilot.press("s")
            assert [sentence[:46] for sentence in desk.told] == ["Another program keeps the library locked: read"]
            other.execute("ROLLBACK")
            assert await desk.screen.writes.wait_until_stored(60)
        await desk.settle()
        assert desk.told[1:] == ["What waited is stored now."]
        assert len(set(asked)) >= 2
        async with patience("all places are stored, and where the reader was left"):
            while {await articles.position(one) for one in asked} != {1} or not await tries.library.memory.get(KEY):
                await desk.pilot.pause()


async def test_d3_keys_behind_a_prompt_are_taken_while_its_answer_waits_to_be_stored(home: Path) -> None:
    async with reading(home) as (desk, tries):
        with locked(home):
            await desk.pilot.press("T")
            await desk.pilot.press(*"+yy", "enter", "j", "j", "j")
            await waits(desk)
            assert desk.screen.panes.list.cursor == 3
            assert await matching(tries.library, "tag:yy") == []


@pytest.mark.parametrize("most", [2, 50_000], ids=["by its query", "by its ids"])
@pytest.mark.parametrize("whole", [True, False])
async def test_d3_what_comes_while_the_mark_of_a_list_waits_stays_unread(
    home: Path, monkeypatch: pytest.MonkeyPatch, *, most: int, whole: bool
) -> None:
    monkeypatch.setattr(marks, "_MOST_BY_ID", most)
    async with reading(home) as (desk, tries):
        entries = tries.library.entries
        told: list[str] = []

        def hindered(work: Callable[..., Awaitable[Marked]]) -> Callable[..., Awaitable[Marked]]:
            async def tried(*given: object, **more: object) -> Marked:
                if not told:
                    told.append("locked")
                    await asyncio.to_thread(arrive, home, 6, "harmless 6")
                    raise StoreBusyError("locked")
                return await work(*given, **more)

            return tried

        entries.mark, entries.mark_all = hindered(entries.mark), hindered(entries.mark_all)  # type: ignore[method-assign,assignment]
        desk.screen.session.complete = whole
        await desk.press("M")
        assert told
        assert await desk.screen.writes.wait_until_stored(60)
        assert await matching(tries.library, "is:unread") == ["Title 06"]


def test_d3_a_mark_that_the_store_takes_after_the_reader_left_is_not_said_to_be_lost(home: Path) -> None:
    with reader(home) as terminal:
        terminal.until("Title 01", "1/5")
        with locked(home) as other:
            terminal.send("sQ")
            terminal.written("\x1b[?1049l")
            other.execute("ROLLBACK")
            assert terminal.end() == 0
    assert "could not be stored" not in terminal.output
    with closing(open_library(find_paths(str(home), {}), Settings())) as library:
        assert asyncio.run(matching(library, "is:starred")) == ["Title 01"]
