"""What a command works with: paths, settings, the library, and where to write."""

import os
import sys
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager, contextmanager, suppress
from time import time, tzset
from typing import TYPE_CHECKING, TextIO

from tuinews.cli.command_line import CommandLine
from tuinews.cli.output import Output
from tuinews.config.load import load
from tuinews.config.paths import Paths, find_paths
from tuinews.config.settings import Settings
from tuinews.model.clock import Instant
from tuinews.model.error import ConfigError, StoreError
from tuinews.model.event import Event, Noticed
from tuinews.model.language import tr

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tuinews.engine.library import Library


def use_zone(zone: str) -> None:
    """Tell times in this zone from now on; where there is no such zone, as before. `config check` tells that."""
    if not zone:
        return
    from tuinews.model.dates.zones import is_zone

    if is_zone(zone):
        os.environ["TZ"] = zone
        tzset()


def ignore_event(_event: Event) -> None:
    """Do nothing with an event."""


class CommandSession:
    """One run of a command; paths, settings and library are read when they are first asked for."""

    def __init__(self, call: CommandLine) -> None:
        self.call = call
        self.environ: Mapping[str, str] = os.environ
        self.stdin: TextIO = sys.stdin
        self.opened: Library | None = None
        """The library when it is open already, for commands that are typed while reading."""
        self.output = Output(sys.stdout, sys.stderr, plain=call.plain or bool(self.environ.get("NO_COLOR")))

    def paths(self) -> Paths:
        """Return the directories of config, data, cache and state; raises ConfigError."""
        return find_paths(self.call.home, self.environ)

    def settings(self, paths: Paths, *, forgiving: bool = False) -> Settings:
        """The settings, their warnings told.

        Raises:
            ConfigError: they cannot be used; `forgiving`, that is only told, and the default ones hold.
        """
        try:
            loaded = load(paths)
        except ConfigError as error:
            if not forgiving:
                raise
            self.output.note(tr("tuinews: {error} Until then this goes by the default settings.", error=error))
            return Settings()
        for warning in loaded.warnings:
            self.output.note(tr("tuinews: {warning}", warning=warning))
        use_zone(loaded.settings.time.zone)
        if loaded.settings.look.language != "auto" and "--json" not in self.call.words:
            from tuinews.config.language_choice import choose_language

            choose_language(loaded.settings.look.language, self.environ)
        return loaded.settings

    @contextmanager
    def open_library(
        self, paths: Paths, settings: Settings, publish: Callable[[Event], None] = ignore_event
    ) -> "Iterator[Library]":
        """Give the library while inside, with the log kept; raises StoreError."""
        from tuinews.cli.log import keep_log
        from tuinews.engine.library import open_library

        with keep_log(paths.log, debug=self.call.debug):
            library = open_library(paths, settings, publish)
            try:
                yield library
            finally:
                library.close()

    @asynccontextmanager
    async def library(
        self, publish: Callable[[Event], None] | None = None, *, forgiving: bool = False
    ) -> "AsyncIterator[Library]":
        """The user's own library, for commands that await.

        Raises:
            ConfigError: the settings cannot be used; not for commands that are `forgiving`, which save what there is.
            StoreError: the library cannot be opened.
        """
        if self.opened is not None:
            yield self.opened
            return
        paths = self.paths()
        with self.open_library(paths, self.settings(paths, forgiving=forgiving), publish or self._hear) as library:
            with suppress(StoreError):  # where nothing can be written, what mutes hid stays hidden
                await library.settle()
            yield library

    def _hear(self, event: Event) -> None:
        """Print what went wrong besides what was asked for."""
        if isinstance(event, Noticed) and event.severity == "error":
            self.output.note(tr("tuinews: {sentence}", sentence=event.sentence))

    def now(self) -> Instant:
        """Return the machine's time."""
        return int(time())

    def ask(self, question: str) -> str | None:
        """Return the line that the user typed; `None` at the end of stdin. The question goes to stderr."""
        self.output.prompt(question)
        line = self.stdin.readline()
        return line.strip() if line else None

    def on_terminal(self) -> bool:
        """Return whether stdin and stdout are a terminal, so that a program of the user's can have it."""
        return self.stdin.isatty() and self.output.on_terminal

    def interactive(self) -> bool:
        """Return whether stdin and stdout are a capable terminal."""
        return self.on_terminal() and self.environ.get("TERM") != "dumb"
