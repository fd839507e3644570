"""The Textual app of the reader; `run` opens it."""

import asyncio
import gc
import logging
import os
import sys
from collections.abc import Sequence
from datetime import tzinfo
from pathlib import Path
from typing import ClassVar

from textual import events
from textual.driver import Driver
from textual.filter import LineFilter
from textual.geometry import Offset
from textual.screen import Screen

from tuinews.config.settings import Settings
from tuinews.engine.library import Library, system_clock
from tuinews.model.clock import Clock
from tuinews.model.error import StoreError
from tuinews.model.language import tr
from tuinews.model.text import SafeText, safe_text
from tuinews.ui.actions import keymap_of
from tuinews.ui.bridge import Bridge
from tuinews.ui.controllers.headlines.listing import FIRST
from tuinews.ui.environment import Environment
from tuinews.ui.keys.typeahead import Typed
from tuinews.ui.pending_writes import describe_lost
from tuinews.ui.saved_state import FirstPaint, read_first_paint
from tuinews.ui.screens.main import MainScreen
from tuinews.ui.terminal.caret import find_caret
from tuinews.ui.terminal.date_locale import find_date_style
from tuinews.ui.terminal.driver import TerminalDriver, VisibleCursorDriver
from tuinews.ui.terminal.exit_guard import exit_on_signals
from tuinews.ui.terminal.image_support import cell_size, detect_image_support
from tuinews.ui.terminal.line_order import is_order_ours
from tuinews.ui.terminal.textual_private import OneLineCrashApp, driver_of, show_colours_as, write_to_terminal
from tuinews.ui.terminal.title import describe_title, title_commands
from tuinews.ui.themes.own_themes import THEMES
from tuinews.ui.themes.shades import ThemedApp

_log = logging.getLogger(__name__)

_SIGNALLED = 128
"""Exit codes above it tell of a signal."""


class ReaderApp(ThemedApp, OneLineCrashApp, inherit_bindings=False):
    """The reader in the terminal. It hands keys on; all else happens on its main screen."""

    TITLE = "tuinews"
    CSS_PATH = "screens/main.tcss"
    ENABLE_COMMAND_PALETTE = False
    PAUSE_GC_ON_SCROLL = True
    BINDINGS: ClassVar = []

    def __init__(self, env: Environment, first: FirstPaint, bridge: Bridge, *, in_browser: bool = False) -> None:
        # Textual asks for the driver at once
        self._tells_title, self._title = env.settings.look.title and not in_browser, ""
        self._in_browser, self._shows_cursor = in_browser, env.settings.look.cursor
        self._order_is_ours = is_order_ours(env.settings.look.right_to_left, os.environ)
        super().__init__(lambda error: _describe_crash(error, env.log))
        self.animation_level = "none"
        if self.console.color_system == "256":
            from tuinews.ui.terminal.palette import find_nearest

            show_colours_as(find_nearest)
        self._last_steps: tuple[LineFilter, ...] = ()
        if env.settings.look.ascii:
            from tuinews.ui.widgets.ascii_filter import AsciiFilter

            self._last_steps = (AsciiFilter(),)
        if self.no_color:
            from tuinews.ui.widgets.colour_filter import ColourFilter

            self._last_steps = (*self._last_steps, ColourFilter())
        self.main = MainScreen(env, first, bridge)
        for theme in THEMES:
            self.register_theme(theme)
        wanted = first.saved.theme or env.settings.look.theme
        if wanted not in self.available_themes and env.settings_file is not None:
            from tuinews.ui.themes.theme_file import find_theme

            if (own := find_theme(env.settings_file.parent, wanted)) is not None:
                self.register_theme(own)
        self.theme = wanted if wanted in self.available_themes else THEMES[0].name

    @property
    def orders_lines(self) -> bool:
        """Whether right-to-left text is put in order before it is drawn; whoever shows a picture in SVG does that."""
        return self._order_is_ours and not self.is_headless

    @property
    def cursor_position(self) -> Offset:
        """Where the terminal's cursor goes after painting; Textual asks each time."""
        return find_caret(self.screen) or self._field_position

    @cursor_position.setter
    def cursor_position(self, position: Offset) -> None:
        """Keep where Textual's own fields want it."""
        self._field_position = position

    def get_driver_class(self) -> type[Driver]:
        """Return the driver that writes to the terminal, or to the page in a browser."""
        if self._in_browser:
            from tuinews.ui.terminal.browser_driver import BrowserDriver

            return BrowserDriver
        return VisibleCursorDriver if self._shows_cursor else TerminalDriver

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Return what every painted line passes: Textual's own filters, and those for terminals without signs, colours.

        Without colours not even Textual's pass, which would make greys of them.
        """
        own = () if self.no_color else super().get_line_filters()
        return (*own, *self._last_steps)

    def get_default_screen(self) -> Screen[None]:
        """Return the main screen."""
        return self.main

    def on_ready(self) -> None:
        """Tell the terminal's title from now on where the reader is."""
        if self._tells_title:
            for fact in ("trail", "counts"):
                self.watch(self.main.panes.header, fact, self._show_title)

    def _show_title(self) -> None:
        header = self.main.panes.header
        title = describe_title(header.trail, header.counts.unread if header.counts is not None else None)
        if title != self._title:
            self._title = title
            write_to_terminal(self, title_commands(title, os.environ))

    async def on_event(self, event: events.Event) -> None:
        """Put keys into the queue; fit pictures when the size of a cell may have changed."""
        if isinstance(event, Typed) and not event.is_forwarded and event is not self.main.typeahead.handed:
            self.main.typeahead.press(event)
        else:
            await super().on_event(event)
        if isinstance(event, events.Resize) and self.main.panes.article_if_made is not None:
            self.main.controllers.pictures.fit()

    def depart(self, code: int) -> None:
        """Store what is to be remembered and leave with an exit code; to be called in the app's loop."""
        if self.main.is_mounted:
            self.main.depart(code)
        else:
            self.exit(return_code=code)


def _describe_crash(error: BaseException | None, log: Path | None) -> SafeText:
    """Log a defect that ended the reader; return what the user is told of it."""
    _log.error("the reader ended with a defect", exc_info=error)
    name = type(error).__name__ if error is not None else "unknown"
    where = tr("the details are in {log}", log=log) if log else tr("`tuinews --debug` tells more")
    return safe_text(
        tr(
            "tuinews: a defect ended the reader ({name}); nothing you marked is lost, and {where}.",
            name=name,
            where=where,
        )
    )


def run(
    library: Library,
    settings: Settings,
    bridge: Bridge | None = None,
    *,
    clock: Clock = system_clock,
    zone: tzinfo | None = None,
    log: Path | None = None,
    settings_file: Path | None = None,
    tour: bool = False,
    in_browser: bool = False,
) -> int:
    """Open the reader and return its exit code.

    `bridge` is what the library publishes its events to; without one the screen hears of no news. `log` is the file in
    which the details of a defect are; `settings_file` the one that the user's changes of settings are written to.
    `in_browser`, stdin and stdout lead to textual-serve instead of a terminal.

    Raises:
        StoreError: the library cannot be read.
    """
    no_terminal = not sys.stdin.isatty() or not sys.stdout.isatty() or os.environ.get("TERM", "dumb") == "dumb"
    if no_terminal and not in_browser:
        # Textual would spin on a stdin that is at its end
        sys.stderr.write(
            tr("tuinews: the reader needs a terminal, and this is none: `tuinews list` reads without one.\n")
        )
        return 2
    if not os.environ.get("NO_COLOR", "no"):
        del os.environ["NO_COLOR"]  # empty, it asks for nothing; Textual takes it for a wish
    # what is made while starting stays: collecting it over and over would cost a tenth of the start
    gc.disable()
    keymap = keymap_of(settings.keys.preset, settings.keys.overrides, settings.keys.commands)
    support = detect_image_support(settings.look.images, os.environ, ascii_only=settings.look.ascii)
    env = Environment(library, settings, clock, keymap, zone, support, cell_size, log, settings_file, find_date_style())
    env.tour = tour
    return asyncio.run(_read(env, bridge or Bridge(), in_browser=in_browser))


async def _read(env: Environment, bridge: Bridge, *, in_browser: bool) -> int:
    first = await read_first_paint(env.library, env.clock(), FIRST, env.settings.look.density)
    app = ReaderApp(env, first, bridge, in_browser=in_browser)
    loop = asyncio.get_running_loop()
    with exit_on_signals(lambda code: _call(loop, app, code)):
        try:
            await app.run_async()
        finally:
            driver = driver_of(app)
            if isinstance(driver, TerminalDriver):  # however Textual was left
                driver.release()
    return await _say_farewell(app, app.return_code or 0)


async def _say_farewell(app: ReaderApp, code: int) -> int:
    """Say how many changes could not be stored; return the exit code. After a signal nothing waits."""
    unsaved = await app.main.writes.count_unsaved(0 if code > _SIGNALLED else None)
    if not unsaved:
        return code
    sys.stderr.write(f"{describe_lost(unsaved)}\n")
    return code or StoreError.exit_code


def _call(loop: asyncio.AbstractEventLoop, app: ReaderApp, code: int) -> None:
    loop.call_soon_threadsafe(app.depart, code)
