"""The driver: writes the screen to the terminal, reads its keys, and gives the terminal back."""

from asyncio import get_running_loop

from textual.app import App
from textual.events import Key
from textual.message import Message

from tuinews.ui.paint.text.disputed_width import resolve_marks
from tuinews.ui.terminal.early_keys import EarlyKeys
from tuinews.ui.terminal.exit_guard import InterruptWatchdog
from tuinews.ui.terminal.line_order import OrdersLines
from tuinews.ui.terminal.stderr_redirect import StderrRedirect
from tuinews.ui.terminal.textual_private import LoopDriver
from tuinews.ui.terminal.title import GIVE_BACK, KEEP

_ORDERED_HERE, _ORDERED_THERE = "\x1b[8l", "\x1b[8h"
"""Whether programs or the terminal put right-to-left text in order (BDSM, ECMA-48 8.3.18); most know of neither."""


class TerminalDriver(LoopDriver):
    """Keeps stderr off the screen, sets the cursor after text of disputed width, and watches Ctrl-C."""

    def __init__(
        self, app: App[object], *, debug: bool = False, mouse: bool = True, size: tuple[int, int] | None = None
    ) -> None:
        # before the terminal is taken: this is the state that it is given back in
        loop = get_running_loop()
        self._watchdog = InterruptWatchdog(loop)
        self._stderr = StderrRedirect()
        self._early = EarlyKeys()
        self._orders_lines = isinstance(app, OrdersLines) and app.orders_lines
        super().__init__(app, loop, self._stderr.screen, debug=debug, mouse=mouse, size=size)

    def start_application_mode(self) -> None:
        """Take the terminal, and stderr away from it."""
        self._stderr.begin()
        self._early.count(self.fileno)
        super().start_application_mode()  # type: ignore[no-untyped-call]
        self.write(KEEP)
        if self._orders_lines:
            self.write(_ORDERED_HERE)

    def close(self) -> None:
        """Give the terminal back, after what is still to be written; also before another program gets it."""
        try:
            if self._orders_lines:
                self.write(_ORDERED_THERE)
            self.write(GIVE_BACK)
            super().close()
        finally:
            self._stderr.end()

    def release(self) -> None:
        """Give stderr back if nothing else has."""
        self._stderr.end()

    def write(self, data: str) -> None:
        """Send output to the terminal."""
        super().write(resolve_marks(data))

    def process_message(self, message: Message) -> None:
        """Pass a key on. This runs in the thread that reads keys, which lives on when the loop hangs."""
        if isinstance(message, Key):
            if message.key == "ctrl+c":
                self._watchdog.note_press()
            message = self._early.restore(message)
        super().process_message(message)


class VisibleCursorDriver(TerminalDriver):
    """Leaves the terminal's cursor in sight."""

    def start_application_mode(self) -> None:
        """Take the terminal, and show the cursor that Textual hides."""
        super().start_application_mode()
        self.write("\x1b[?25h")
        self.flush()
