"""Runs the reader on a made-up library where something goes wrong; its one argument says what."""

import asyncio
import logging
import os
import signal
import sys
import threading
import time
import warnings
from dataclasses import replace
from pathlib import Path
from typing import cast

from textual._context import active_app
from textual.drivers.linux_driver import LinuxDriver

from tuinews.cli.log import keep_log
from tuinews.config.settings import RefreshSettings, Settings
from tuinews.engine.library import Library
from tuinews.engine.workers.pool import WorkerPool
from tuinews.model.error import StoreError, TuinewsError
from tuinews.model.feed import Counts, Feed
from tuinews.model.ids import FeedId
from tuinews.model.text import SafeText
from tuinews.ui.app import run
from ui.conftest import NOW, long_document
from ui.fake_feeds import FakeFeeds
from ui.fake_library import World, article_of, entry_of, library_of


class Defective(FakeFeeds):
    async def all(self) -> tuple[Feed, ...]:
        raise ZeroDivisionError("a made-up defect")


class Stuck(FakeFeeds):
    async def all(self) -> tuple[Feed, ...]:
        # a loop that does not answer is what is wanted
        os.write(sys.__stdout__.fileno(), b"it is stuck now")  # type: ignore[union-attr]
        end = time.monotonic() + 60
        while time.monotonic() < end:
            pass
        return ()


class Threaded(FakeFeeds):
    """A defect in another thread, as one of the engine: it comes to the reader that awaits it."""

    async def all(self) -> tuple[Feed, ...]:
        return await asyncio.to_thread(self._fail)

    def _fail(self) -> tuple[Feed, ...]:
        raise ZeroDivisionError("a made-up defect")


class Painted(FakeFeeds):
    """A defect in a widget: this name cannot be painted."""

    async def all(self) -> tuple[Feed, ...]:
        found = await super().all()
        return tuple(replace(feed, title=cast("SafeText", 1 / 3)) for feed in found)


class Called(FakeFeeds):
    """A defect in a callback of the loop, which nobody awaits."""

    async def all(self) -> tuple[Feed, ...]:
        asyncio.get_running_loop().call_soon(int, "a made-up defect")
        return await super().all()


class Chatty(FakeFeeds):
    """Parts that speak to stderr from threads: a defect nobody awaits, a warning, a log without a handler."""

    async def all(self) -> tuple[Feed, ...]:
        talker = threading.Thread(target=self._talk)
        talker.start()
        talker.join()
        return await super().all()

    def _talk(self) -> None:
        warnings.warn("made-up chatter", stacklevel=1)
        logging.getLogger("chatter").warning("made-up chatter")
        sys.stderr.write("made-up chatter\n")
        os.write(2, b"made-up chatter\n")
        raise ZeroDivisionError("made-up chatter")


class Muttering(FakeFeeds):
    """Parts that know no other place for what they say than descriptor 2: a library in C, a child process, a worker."""

    async def all(self) -> tuple[Feed, ...]:
        os.write(2, b"said by C \x1b]0;owned\x07 to http://ann:hunter2@coast.example/\n")
        child = await asyncio.create_subprocess_exec("/bin/sh", "-c", "echo said by a child >&2")
        await child.wait()
        workers = WorkerPool(1)
        await workers.run(os.write, 2, b"said by a worker\n")
        workers.close()
        return await super().all()


class Stopped(FakeFeeds):
    """Stopped by a signal while something is written to the terminal."""

    async def all(self) -> tuple[Feed, ...]:
        if not self._stopped:
            self._stopped = True
            writer = cast("LinuxDriver", active_app.get()._driver)._writer_thread
            assert writer is not None
            with writer._queue.mutex:
                os.kill(os.getpid(), signal.SIGTSTP)
        return await super().all()

    _stopped = False


class Unreadable(FakeFeeds):
    async def counts(self) -> Counts:
        raise StoreError("The store cannot be read: `tuinews doctor` examines it.")


def main() -> int:
    world = World(feeds=[Feed(FeedId(1), "https://coast.example/feed", SafeText("Coast Daily"))])
    entry = entry_of(1, world.feeds[0], "Headline 01", NOW)
    world.articles[entry.id] = article_of(entry, long_document("the coast"))
    library = library_of(world)
    kind = {
        "defect": Defective,
        "thread": Threaded,
        "widget": Painted,
        "callback": Called,
        "chatter": Chatty,
        "mutter": Muttering,
        "stuck": Stuck,
        "stopped": Stopped,
        "unreadable": Unreadable,
    }[sys.argv[1]]
    library.feeds = kind(world)  # type: ignore[assignment]
    log = Path(*sys.argv[2:] or ["made.log"])
    try:
        if len(sys.argv) > 2:
            with keep_log(log):
                return opened(library, log)
        return opened(library, log)
    except TuinewsError as error:
        sys.stderr.write(f"{error}\n")
        return error.exit_code


def opened(library: Library, log: Path) -> int:
    settings = Settings(refresh=RefreshSettings(at_start=False, while_open=False))
    return run(library, settings, clock=lambda: NOW, log=log)


if __name__ == "__main__":
    sys.exit(main())
