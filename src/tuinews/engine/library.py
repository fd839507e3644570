"""The library: the only door of the engine, composed of small parts."""

from collections.abc import Callable
from functools import partial
from time import time

from tuinews.config.paths import Paths
from tuinews.config.settings import Settings
from tuinews.engine.articles import Articles
from tuinews.engine.context import Context
from tuinews.engine.desk import Desk
from tuinews.engine.entries import Entries
from tuinews.engine.feeds import Feeds
from tuinews.engine.inspect import Inspector
from tuinews.engine.memory import Memory
from tuinews.engine.online import Online
from tuinews.engine.refresh import Refresh
from tuinews.engine.runner import Runner
from tuinews.engine.upkeep import Upkeep
from tuinews.model.clock import Clock, Instant
from tuinews.model.event import Event
from tuinews.store import Health, Reader, Writer, prepare


class Library:
    """Everything that can be done to the subscriptions and their articles; awaitable from any loop."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._online = Online(context)
        self.entries = Entries(context)
        self.feeds = Feeds(context, self._online)
        self.articles = Articles(context, self._online)
        self.refresh = Refresh(context, self._online, self.articles)
        self.memory = Memory(context)
        self.upkeep = Upkeep(context)
        self.inspector = Inspector(context, self._online)
        self._open = True

    @property
    def revision(self) -> int:
        """Grows with every commit of this process."""
        return self._context.revision

    async def health(self) -> Health:
        """What the store is like: size, schema, integrity, how far the index lags."""
        return await self.upkeep.health()

    def warm(self) -> None:
        """Import in the background what opening an article and a refresh need; for after the first paint."""
        self._context.runner.submit(self._online.warm())

    def close(self) -> None:
        """Cancel what runs, finish what is being written, end workers and threads; idempotent."""
        if not self._open:
            return
        self._open = False
        self._online.close()
        self._context.runner.close()
        for desk in (self._context.pages, self._context.scans, self._context.writer):
            desk.close()


def system_clock() -> Instant:
    """The machine's wall clock."""
    return int(time())


def ignore(_event: Event) -> None:
    """Listen to nothing: for the commands."""


def open_library(
    paths: Paths, settings: Settings, publish: Callable[[Event], None] = ignore, clock: Clock = system_clock
) -> Library:
    """Open the store, creating or migrating it; loads neither network nor parsing code.

    Raises:
        StoreError: the store cannot be opened, with what to do.
    """
    prepare(paths.store, clock())
    return Library(
        Context(
            settings=settings,
            clock=clock,
            publish=publish,
            runner=Runner(),
            pages=Desk("pages", partial(Reader, paths.store)),
            scans=Desk("scans", partial(Reader, paths.store)),
            writer=Desk("writer", partial(Writer, paths.store, clock)),
        )
    )
