"""A small library and a reader on it."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterable, Mapping
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from datetime import UTC
from pathlib import Path
from typing import Any

import pytest
from textual import events
from textual.worker import Worker

from event_pilot import EventPilot
from tuinews import ui as reader_package
from tuinews.config.settings import (
    BrowserSettings,
    KeySettings,
    LookSettings,
    PlayerSettings,
    ReadingSettings,
    RefreshSettings,
    Settings,
)
from tuinews.model.document import Document, Heading, Paragraph, Span, Style
from tuinews.model.entry import Related
from tuinews.model.feed import Feed
from tuinews.model.ids import EntryId, FeedId
from tuinews.model.picture import Way
from tuinews.model.text import SafeText, safe_text
from tuinews.ui.actions import keymap_of
from tuinews.ui.app import ReaderApp
from tuinews.ui.bridge import Bridge
from tuinews.ui.controllers.headlines.listing import FIRST
from tuinews.ui.dialogs.command_prompt import CommandPrompt
from tuinews.ui.dialogs.prompt import Prompt
from tuinews.ui.environment import Environment
from tuinews.ui.paint.text.runs import line_text
from tuinews.ui.saved_state import read_first_paint
from tuinews.ui.screens.main import MainScreen
from tuinews.ui.terminal.image_support import ImageSupport
from ui.fake_library import World, article_of, entry_of, library_of
from waiting import PATIENCE_SECONDS, patience

NOW = 1_795_615_500
"""2026-11-25T12:45:00Z"""

HARBOUR = "https://coast.example/1"
ELSEWHERE = "https://elsewhere.example/pilots"


def paragraph(*pieces: str | Span) -> Paragraph:
    return Paragraph(tuple(p if isinstance(p, Span) else Span(safe_text(f" {p} ")) for p in pieces))


def long_document(name: str, paragraphs: int = 12) -> Document:
    link = Span(SafeText("the pilots' own account"), Style.PLAIN, ELSEWHERE)
    first = paragraph("The harbour of", Span(safe_text(name), Style.STRONG), "opened again at dawn, as", link, "tells.")
    more = [
        paragraph(f"Part {n} of the account says what the wind did, and which of the boats came home before the tide.")
        for n in range(2, paragraphs)
    ]
    return Document((first, Heading(2, (Span(SafeText("What happened")),)), *more))


@pytest.fixture
def world() -> World:
    made = World()
    coast = Feed(FeedId(1), "https://coast.example/feed", SafeText("Coast Daily"), (SafeText("World"),))
    hills = Feed(FeedId(2), "https://hills.example/feed", SafeText("Hill Post"), (SafeText("World"),))
    code = Feed(FeedId(3), "https://code.example/feed", SafeText("Code Notes"))
    made.feeds += [coast, hills, code]
    rows = [
        (coast, "Harbour opens again after the storm", 1, ("harbour", "storm")),
        (hills, "Snow closes the northern pass", 2, ("snow", "storm")),
        (code, "A parser that never raises", 3, ("python",)),
        (coast, "Ferry timetable for the winter", 5, ("harbour",)),
        (hills, "Village school gets a library", 8, ()),
        (code, "Notes on a small release", 26, ("python", "release")),
    ]
    for number, (feed, title, hours, tags) in enumerate(rows, 1):
        related = (
            (
                Related(SafeText("How the pilots saw it"), ELSEWHERE),
                Related(SafeText("Ferry timetable for the winter"), "https://coast.example/4", EntryId(4)),
            )
            if number == 1
            else ()
        )
        entry = entry_of(
            number,
            feed,
            title,
            NOW - hours * 3600,
            tags=tuple(map(safe_text, tags)),
            related=related,
            url=f"{HARBOUR[:-1]}{number}",
        )
        made.articles[entry.id] = article_of(entry, long_document(title))
    pilots = entry_of(90, coast, "How the pilots saw it", NOW - 7200, url=ELSEWHERE, read=True)
    made.pages[ELSEWHERE] = article_of(pilots, long_document("the pilots"), full_text=True)
    made.gate.set()
    return made


class ObservedApp(ReaderApp):
    """The reader, which tells when a question is asked."""

    CSS_PATH = str(Path(reader_package.__file__).parent / ReaderApp.CSS_PATH)

    def __init__(self, *arguments: Any) -> None:
        super().__init__(*arguments)
        self.asked = asyncio.Event()

    def push_screen(self, *arguments: Any, **more: Any) -> Any:
        self.asked.set()
        return super().push_screen(*arguments, **more)


@dataclass
class RunningReader:
    """A running reader under test."""

    pilot: EventPilot
    app: ObservedApp
    world: World
    bridge: Bridge

    @property
    def screen(self) -> MainScreen:
        return self.app.main

    async def press(self, *keys: str) -> None:
        """Press keys and wait until what they began has ended."""
        await self.pilot.press(*keys)
        await self.settle()

    async def paste(self, text: str) -> None:
        """Paste a text, which is quicker than to type it, and wait until what that began has ended."""
        driver = self.app._driver
        assert driver is not None
        driver.send_message(events.Paste(text))
        await self.settle()

    async def settle(self) -> None:
        """Wait until all messages are handled, what was begun has ended or asks a question, and all is painted."""
        await self.pilot.pause()
        async with patience("the end of what was begun, or a question"):
            while jobs := self._jobs_under_way:
                await self._wait_for_one(jobs)
                await self.pilot.pause()

    async def _wait_for_one(self, jobs: Iterable[Worker[object]]) -> None:
        """Wait until one of the jobs has ended, or a question is asked."""
        self.app.asked.clear()
        asked = asyncio.ensure_future(self.app.asked.wait())
        # their tasks: who stops waiting for a worker itself would cancel it
        tasks = [job._task for job in jobs if job._task is not None]
        await asyncio.wait([asked, *tasks], return_when=asyncio.FIRST_COMPLETED)
        asked.cancel()

    async def finish(self) -> None:
        """Wait until everything that was begun has ended, also what no key waits for."""
        async with patience("the end of everything that was begun"):
            await ended(self._jobs)
        await self.settle()

    @property
    def _jobs(self) -> list[Worker[object]]:
        return [worker for worker in self.app.workers if not worker.is_finished]

    @property
    def _jobs_under_way(self) -> list[Worker[object]]:
        """Those that go on by themselves: the one that has asked a question waits for the user."""
        asks = self.screen.interaction.question is not None
        return [job for job in self._jobs if not (asks and job.group == "other")]

    @property
    def titles(self) -> list[str]:
        rows = [self.screen.panes.list.shown.headline(entry_id) for entry_id in self.screen.panes.list.ids]
        return [row.title if row is not None else "…" for row in rows]

    @property
    def current(self) -> str:
        row = self.screen.panes.list.current
        return "" if row is None else row.headline.title

    @property
    def open_title(self) -> str:
        article = self.screen.session.article
        return "" if article is None else article.entry.title

    @property
    def variant(self) -> str:
        """What stands in the article's pane for its own text."""
        return self.screen.session.variant

    @property
    def reading(self) -> list[str]:
        """The lines of the article's pane."""
        paper = self.screen.panes.article.text_layout
        assert paper is not None
        paper.paint_all()
        return [line_text(line) for line in paper.lines]

    @property
    def complaint(self) -> str:
        """What a prompt says is wrong with the line in it."""
        prompt = self.app.screen
        return prompt.said if isinstance(prompt, Prompt | CommandPrompt) else ""

    @property
    def painted(self) -> str:
        """What is on the screen, a line for each of its lines; an open dialog alone."""
        return "\n".join(strip.text for strip in self.app.screen._compositor.render_strips())

    @property
    def told(self) -> list[str]:
        return [str(note.message) for note in self.app._notifications]


async def ended(jobs: Iterable[Worker[object]]) -> None:
    """Wait until jobs have ended; one that gives way to a later one of its kind raises that it was cancelled."""
    await asyncio.gather(*(job.wait() for job in jobs), return_exceptions=True)


Start = Callable[..., AbstractAsyncContextManager[RunningReader]]


def settings_of(
    *,
    mark_read: str = "open",
    preset: str = "vim",
    ascii_only: bool = False,
    preview: bool = False,
    images: str = "auto",
    browser: tuple[str, ...] = (),
    player: tuple[str, ...] = (),
    overrides: Mapping[str, tuple[str, ...]] | None = None,
    commands: Mapping[str, tuple[str, ...]] | None = None,
) -> Settings:
    return Settings(
        refresh=RefreshSettings(at_start=False, while_open=False),
        reading=ReadingSettings(mark_read=mark_read, preview=preview),
        look=LookSettings(ascii=ascii_only, images=images),
        keys=KeySettings(preset=preset, overrides=dict(overrides or {}), commands=dict(commands or {})),
        browser=BrowserSettings(browser),
        player=PlayerSettings(player),
    )


@pytest.fixture
def start(world: World) -> Start:
    @asynccontextmanager
    async def started(
        size: tuple[int, int] = (140, 40),
        *,
        shown: bool = False,
        way: Way = "blocks",
        asked: bool = False,
        log: Path | None = None,
        settings_file: Path | None = None,
        **chosen: Any,
    ) -> AsyncIterator[RunningReader]:
        library = library_of(world)
        settings, support = settings_of(**chosen), ImageSupport(shown, way, asked)
        keymap = keymap_of(settings.keys.preset, settings.keys.overrides, settings.keys.commands)
        env = Environment(
            library,
            settings,
            lambda: NOW,
            keymap,
            UTC,
            support,
            log=log,
            settings_file=settings_file,
            news_pause=0.0,
        )
        bridge = Bridge(gap=0.0)
        world.publish = bridge.publish
        app = ObservedApp(env, await read_first_paint(library, NOW, FIRST), bridge)
        async with app.run_test(size=size, notifications=True, tooltips=True):
            app.main.typeahead._patience = PATIENCE_SECONDS
            desk = RunningReader(EventPilot(app), app, world, bridge)
            await desk.settle()
            yield desk

    return started
