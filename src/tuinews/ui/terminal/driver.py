"""The way out to the terminal, where painted commands become the terminal's own, and the way in for its keys."""

import os
from asyncio import get_running_loop
from contextlib import suppress

from textual.app import App
from textual.drivers.linux_driver import LinuxDriver
from textual.events import Key
from textual.message import Message

from tuinews.ui.paint.text.disputed_width import resolve_marks
from tuinews.ui.terminal.exit_guard import InterruptWatchdog
from tuinews.ui.terminal.stderr_redirect import StderrRedirect


class TerminalDriver(LinuxDriver):
    """The toolkit's driver, with the cursor set anew after texts whose width terminals dispute."""

    def __init__(
        self, app: App[object], *, debug: bool = False, mouse: bool = True, size: tuple[int, int] | None = None
    ) -> None:
        super().__init__(app, debug=debug, mouse=mouse, size=size)
        # before the terminal is taken: this is the state that it is given back in
        self._turns = get_running_loop()
        self._insistence = InterruptWatchdog(self._turns)
        self._aside = StderrRedirect()
        self._file = self._aside.screen

    def start_application_mode(self) -> None:
        """Take the terminal, and stderr away from it."""
        self._aside.begin()
        super().start_application_mode()  # type: ignore[no-untyped-call]

    def close(self) -> None:
        """Give the terminal back, after what is still to be written; also before another program gets it."""
        try:
            super().close()
        finally:
            self._aside.end()

    def release(self) -> None:
        """Give stderr back if nothing else has."""
        self._aside.end()

    def _sigtstp_application(self, *heard: object) -> None:
        """Stop, between two turns of the loop: a signal that comes while something is written finds the lock taken.

        Another program that has the terminal is stopped together with the reader, whose loop stands still meanwhile.
        """
        if self._auto_restart:
            self._turns.call_soon_threadsafe(super()._sigtstp_application, *heard)
        else:
            super()._sigtstp_application(*heard)

    def write(self, data: str) -> None:
        """Send output to the terminal."""
        super().write(resolve_marks(data))

    def _get_terminal_size(self) -> tuple[int, int]:
        """The terminal's own size: what COLUMNS and LINES say in the environment is old after the first resize."""
        with suppress(OSError):
            size = os.get_terminal_size(self.fileno)
            if size.columns and size.lines:
                return size.columns, size.lines
        return super()._get_terminal_size()

    def process_message(self, message: Message) -> None:
        """Pass a key on; in the thread that reads them, which lives when the loop does not."""
        if isinstance(message, Key) and message.key == "ctrl+c":
            self._insistence.pressed()
        super().process_message(message)
