"""Every private part of Textual that the reader uses, each with the reason why nothing public would do.

Private parts may change with any version. `tests/ui/test_ui_textual_private.py` compares each of them with what is
assumed here, and finds any other module of the UI that uses one.
"""

import os
import selectors
import sys
from asyncio import AbstractEventLoop
from codecs import getincrementaldecoder
from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from io import TextIOWrapper
from socket import socket, socketpair
from threading import Event
from typing import Any, Protocol, runtime_checkable

from rich.color import Color, ColorSystem, ColorType
from rich.segment import Segment
from rich.text import Text
from textual._compositor import Compositor
from textual._time import get_time
from textual._xterm_parser import XTermParser
from textual.app import App
from textual.driver import Driver
from textual.drivers.linux_driver import LinuxDriver
from textual.errors import NoWidget
from textual.geometry import Offset, Region, Size
from textual.notifications import Notification
from textual.screen import Screen
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.widget import Widget

# Painting the screen


class SelectableText(Protocol):
    """The text of a widget, as far as it can be selected."""

    def find_offset(self, x: int, y: int) -> Offset | None:
        """Return the place of the text at a cell of the widget's content, or `None` where there is no text."""


@runtime_checkable
class HasSelectableText(Protocol):
    """A widget that knows which place of its text is at a cell of it."""

    @property
    def selectable(self) -> SelectableText:
        """Its text."""


class VisibleOnlyCompositor(Compositor):
    """Asks only widgets that are seen in the part that changed, and none that lie behind one which fills it.

    Reason: Textual asks every widget that could reach there, the screen's ground included, and throws most of it away.
    That was half of what a key cost.
    """

    def _get_renders(self, crop: Region | None = None) -> Iterable[tuple[Region, Region, list[Strip]]]:
        for widget, (region, clip) in self.visible_widgets.items():
            seen = region.intersection(clip)
            if not seen or (crop is not None and not crop.overlaps(seen)):
                continue
            yield region, clip, widget.render_lines(seen.translate(-region.offset))
            if crop is not None and seen.contains_region(crop):
                return

    def get_widget_and_offset_at(self, x: int, y: int) -> tuple[Widget | None, Offset | None]:
        """Tell which widget is at a cell, and which place of its text; none but those that have selectable text there.

        Reason: Textual reads that from marks in the style of every segment, which a widget would have to paint for the
        case that somebody selects text; and it draws the line anew to find them.
        """
        try:
            widget, region = self.get_widget_at(x, y)
        except NoWidget:
            return None, None
        content = region.shrink(widget.gutter)
        if not isinstance(widget, HasSelectableText) or not content.contains(x, y):
            return None, None
        left, top = widget.gutter.top_left
        return widget, widget.selectable.find_offset(x - region.x - left, y - region.y - top)


def paint_only_visible(screen: Screen[None]) -> None:
    """Have a screen that is not shown yet painted by a `VisibleOnlyCompositor`.

    Reason: a screen makes its compositor itself and offers no way to give it another.
    """
    screen._compositor = VisibleOnlyCompositor()  # noqa: SLF001


def read_screen_lines(screen: Screen[Any]) -> list[Strip]:
    """Return the lines of a screen as they are now.

    Reason: Textual has no public way to know what is on the screen, over which letters are to lie.
    """
    return screen._compositor.render_strips()  # noqa: SLF001


def set_virtual_height(view: ScrollView, height: int) -> None:
    """Tell the scroll bar how many lines the content has.

    Reason: to set `virtual_size` lays out the whole screen for that one number. `_scroll_update` is what Textual calls
    itself after that layout.
    """
    size = Size(0, height)
    view.set_reactive(ScrollView.virtual_size, size)
    view._scroll_update(size)  # noqa: SLF001


SEGMENTS = "_segments"
"""The attribute of a strip that `drop_segments` takes away."""


def drop_segments(strip: Strip) -> None:
    """Take a strip's segments away, so that the class can make them in `__getattr__` when something asks for them.

    Reason: a strip makes its segments when it is made. Those of pictures are thousands, and hardly ever asked for.
    """
    del strip._segments  # noqa: SLF001


def set_segments(strip: Strip, segments: Sequence[Segment]) -> list[Segment]:
    """Give a strip the segments that were taken away; return them as it keeps them."""
    strip._segments = [*segments]  # noqa: SLF001
    return strip._segments  # noqa: SLF001


# The terminal


def driver_of(app: App[None]) -> Driver | None:
    """Return the driver of a running app; `None` before it runs.

    Reason: what the driver has taken of the terminal is to be given back however the app ends.
    """
    return app._driver  # noqa: SLF001


def write_to_terminal(app: App[None], commands: str) -> None:
    """Write commands of our own to the terminal.

    Reason: Textual has no public way to do so.
    """
    driver = app._driver  # noqa: SLF001
    if driver is not None:
        driver.write(commands)


_MOST_READ = 4_096
"""Bytes of what was typed that are taken at once."""


class AudibleEvent(Event):
    """An event that whoever waits for a file descriptor hears, too."""

    def __init__(self) -> None:
        super().__init__()
        self._mouth: socket | None = None

    @contextmanager
    def listen(self) -> Iterator[socket]:
        """Give what can be read from as soon as the event is set."""
        ear, mouth = socketpair()
        with ear, mouth:
            self._mouth = mouth
            yield ear

    def set(self) -> None:
        """Set the event, and wake up who listens."""
        super().set()
        if self._mouth is not None:
            with suppress(OSError):  # nobody listens any more
                self._mouth.send(b"\0")


class LoopDriver(LinuxDriver):
    """Textual's driver with four changes: where it writes, when it stops, how it waits, how it learns the size."""

    def __init__(
        self,
        app: App[Any],
        loop: AbstractEventLoop,
        stream: TextIOWrapper,
        *,
        debug: bool = False,
        mouse: bool = True,
        size: tuple[int, int] | None = None,
    ) -> None:
        """Make the driver of an app; `stream` leads to the terminal.

        Reason for `_file`: Textual writes to stderr, which is to lead to the log while the screen is up.
        """
        super().__init__(app, debug=debug, mouse=mouse, size=size)
        self._turns = loop
        self._file = stream
        self.exit_event = self._end = AudibleEvent()

    def run_input_thread(self) -> None:
        """Hand on what is typed, asleep while nothing is.

        Reason: Textual wakes up ten times a second to see whether it is to end, and whether an Escape stands alone.
        The time of that is the parser's `_timeout_time`, `None` for never.
        """
        parser, decode = XTermParser(self._debug), getincrementaldecoder("utf-8")().decode
        with selectors.DefaultSelector() as selector, self._end.listen() as end:
            selector.register(self.fileno, selectors.EVENT_READ)
            selector.register(end, selectors.EVENT_READ)
            while not self.exit_event.is_set():
                due = parser._timeout_time  # noqa: SLF001
                ready = selector.select(None if due is None else max(0.0, due - get_time()))
                if any(key.fd == self.fileno for key, _ in ready):
                    typed = os.read(self.fileno, _MOST_READ)
                    if not typed:  # the terminal is gone, and the system's signal for that is on its way
                        selector.unregister(self.fileno)
                    text = decode(typed)
                    for event in parser.feed(text) if text else ():
                        self.process_message(event)
                for event in parser.tick():
                    self.process_message(event)

    def _sigtstp_application(self, *heard: object) -> None:
        """Stop the process between two turns of the loop.

        Reason: a signal that comes while something is written finds the writer's lock taken, and waits for itself.
        `_auto_restart` is off while another program has the terminal: it is stopped together with the reader, whose
        loop stands still meanwhile.
        """
        if self._auto_restart:
            self._turns.call_soon_threadsafe(super()._sigtstp_application, *heard)
        else:
            super()._sigtstp_application(*heard)

    def _get_terminal_size(self) -> tuple[int, int]:
        """Return the terminal's own columns and lines.

        Reason: Textual believes COLUMNS and LINES of the environment, which are old after the first resize.
        """
        with suppress(OSError):
            size = os.get_terminal_size(self.fileno)
            if size.columns and size.lines:
                return size.columns, size.lines
        return super()._get_terminal_size()


# Colours


def show_colours_as(nearest: Callable[[int, int, int], int]) -> None:
    """Have every colour written as the one of the terminal's 256 that `nearest` tells, from now on and for good.

    Reason: Rich picks the nearest step of each channel, which makes navy of a dark grey, and Textual offers no way to
    pick another. `Color.downgrade` is public, to put something in its place is not.
    """
    of_rich = Color.downgrade

    def downgrade(colour: Color, system: ColorSystem) -> Color:
        if system is not ColorSystem.EIGHT_BIT or colour.triplet is None:
            return of_rich(colour, system)
        return Color(colour.name, ColorType.EIGHT_BIT, nearest(*colour.triplet))

    Color.downgrade = downgrade  # type: ignore[method-assign, assignment]


# Defects


class OneLineCrashApp(App[None], inherit_bindings=False):
    """An app that prints one line about a defect which ends it.

    Reason: Textual prints a traceback with local variables, pages long, which may hold what nobody else should read.
    """

    def __init__(self, describe: Callable[[BaseException | None], str]) -> None:
        """Make the app; `describe` gives the line for an exception, and may log it."""
        super().__init__()
        self._describe_crash = describe

    def _fatal_error(self) -> None:
        self._exit_renderables.append(Text(self._describe_crash(sys.exc_info()[1] or self._exception)))
        self._close_messages_no_wait()


# Toasts: the sentences that lie on the screen for some seconds


def toast_rack(screen: Screen[Any]) -> Widget:
    """Return the widget of a screen in which its toasts lie.

    Reason: Textual has no public way to say where on the screen toasts are to lie.
    """
    return screen.query_one("#textual-toastrack")


def remove_sentence(app: App[None], sentence: str) -> None:
    """Take away every toast that says just this.

    Reason: Textual has no public way to know which toasts there are, nor to end a single one.
    """
    _remove(app, [told for told in app._notifications if told.message == sentence])  # noqa: SLF001


def remove_oldest(app: App[None], lines: int, *, least: int) -> None:
    """Take away the oldest toasts until the others fit into so many lines; the newest `least` of them stay anyway.

    Reason: as for `remove_sentence`.
    """
    from textual.widgets._toast import Toast

    gone = []
    for n, toast in enumerate(reversed([*app.screen.query(Toast)])):
        lines -= toast.outer_size.height
        if lines < 0 and n >= least:
            gone.append(toast._notification)  # noqa: SLF001
    _remove(app, gone)


def _remove(app: App[None], gone: Container[Notification]) -> None:
    """Do what a click on a toast does, on every screen: to forget the notification alone leaves its room empty."""
    from textual.widgets._toast import Toast

    for screen in app.screen_stack:
        for toast in screen.query(Toast):
            if toast._notification in gone:  # noqa: SLF001
                toast._expire()  # noqa: SLF001
