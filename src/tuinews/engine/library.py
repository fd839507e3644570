"""The library: the only door of the engine, composed of small parts."""

from collections.abc import Callable
from functools import cached_property, partial
from time import time
from typing import TYPE_CHECKING

from tuinews.config.paths import Paths
from tuinews.config.settings import Settings
from tuinews.engine.context import Context
from tuinews.engine.desk import Desk
from tuinews.engine.entries import Entries
from tuinews.engine.feeds import Feeds
from tuinews.engine.memory import Memory
from tuinews.engine.online import Online
from tuinews.engine.runner import Runner
from tuinews.engine.secrets import Secrets, service_of
from tuinews.model.clock import Clock, Instant
from tuinews.model.error import StoreError
from tuinews.model.event import ChangedElsewhere, Noticed
from tuinews.model.text import safe_text
from tuinews.store import Reader, prepare
from tuinews.store.disk import caution

if TYPE_CHECKING:
    from tuinews.engine.articles import Articles
    from tuinews.engine.inspect import Inspector
    from tuinews.engine.pictures import Pictures
    from tuinews.engine.refresh import Refresh
    from tuinews.engine.saving import Saving
    from tuinews.engine.upkeep import Upkeep
    from tuinews.engine.views import Views
    from tuinews.fetch import Rim
    from tuinews.model.event import Event
    from tuinews.store import Health, Writer


class Library:
    """Everything that can be done to the subscriptions and their articles; awaitable from any loop.

    What the first screen shows is there at once; the parts that it does not need are loaded when they are first used.
    """

    def __init__(self, context: Context) -> None:
        self._context = context
        self._online = Online(context)
        context.runner.at_end(self._online.close)
        self.entries = Entries(context)
        self.feeds = Feeds(context, self._online)
        self.memory = Memory(context)
        self._open = True
        self._seen: int | None = None

    @cached_property
    def articles(self) -> "Articles":
        """Opening articles."""
        from tuinews.engine.articles import Articles

        return Articles(self._context, self._online)

    @cached_property
    def saving(self) -> "Saving":
        """Articles as files."""
        from tuinews.engine.saving import Saving

        return Saving(self._context, self.articles)

    @cached_property
    def pictures(self) -> "Pictures":
        """The pictures of articles."""
        from tuinews.engine.pictures import Pictures

        return Pictures(self._context, self._online)

    @cached_property
    def refresh(self) -> "Refresh":
        """Fetching what is new."""
        from tuinews.engine.refresh import Refresh

        return Refresh(self._context, self._online, self.articles)

    @cached_property
    def upkeep(self) -> "Upkeep":
        """Looking after the store."""
        from tuinews.engine.upkeep import Upkeep

        return Upkeep(self._context)

    @cached_property
    def inspector(self) -> "Inspector":
        """What the parsers make of files."""
        from tuinews.engine.inspect import Inspector

        return Inspector(self._context, self._online)

    @cached_property
    def views(self) -> "Views":
        """Saved queries."""
        from tuinews.engine.views import Views

        return Views(self._context)

    @property
    def revision(self) -> int:
        """Grows with every commit of this process."""
        return self._context.revision

    async def health(self) -> "Health":
        """What the store is like: size, schema, integrity, how far the index lags."""
        return await self.upkeep.health()

    async def look(self) -> None:
        """Publish ChangedElsewhere if another process wrote to the library since this was asked last; costs nothing.

        Asked for the first time it only takes note. Where nothing can be written, nothing is expected to change.
        """
        try:
            seen = await self._context.writer.do(lambda writer: writer.revision)
        except StoreError:
            return
        before, self._seen = self._seen, seen
        if before is not None and before != seen:
            self._context.publish(ChangedElsewhere())

    def warm(self) -> None:
        """Import in the background what opening an article and a refresh need; for after the first paint."""
        self._context.runner.submit(self._online.warm())
        self._context.index_soon()

    def close(self) -> None:
        """Cancel what runs, finish what is being written, end workers and threads; idempotent."""
        if not self._open:
            return
        self._open = False
        self._context.runner.close()
        for desk in (self._context.pages, self._context.scans, self._context.writer):
            desk.close()


def system_clock() -> Instant:
    """The machine's wall clock."""
    return int(time())


def ignore(_event: "Event") -> None:
    """Listen to nothing: for the commands."""


def open_library(
    paths: Paths,
    settings: Settings,
    publish: "Callable[[Event], None]" = ignore,
    clock: Clock = system_clock,
    rim: "Rim | None" = None,
) -> Library:
    """Open the store, creating or migrating it; loads neither network nor parsing code.

    Raises:
        StoreError: the store cannot be opened, with what to do.
    """
    prepare(paths.store, clock())
    if sentence := caution(paths.store):
        publish(Noticed(sentence, "warning"))
    return Library(
        Context(
            settings=settings,
            clock=clock,
            cache=paths.cache,
            publish=publish,
            runner=Runner(),
            pages=Desk("pages", partial(Reader, paths.store)),
            scans=Desk("scans", partial(Reader, paths.store)),
            writer=Desk("writer", partial(_make_writer, paths, clock)),
            secrets=_secrets(paths, settings, publish),
            opened=clock(),
            rim=rim,
        )
    )


def _secrets(paths: Paths, settings: Settings, publish: "Callable[[Event], None]") -> Secrets:
    def tell(sentence: str) -> None:
        publish(Noticed(safe_text(sentence, 400), "error"))

    if settings.network.passwords == "file":
        return Secrets(paths.secrets, tell=tell)
    from tuinews.engine.vault import Vault

    return Secrets(paths.secrets, Vault(service_of(paths.secrets)), tell)


def _make_writer(paths: Paths, clock: Clock) -> "Writer":
    from tuinews.store import Writer

    return Writer(paths.store, clock)
