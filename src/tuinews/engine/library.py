"""The library: the only door of the engine, composed of its parts."""

from collections.abc import Callable, Sequence
from concurrent.futures import CancelledError
from contextlib import suppress
from functools import cache, cached_property, partial
from time import time
from typing import TYPE_CHECKING

from tuinews.config.paths import Paths
from tuinews.config.settings import Settings
from tuinews.engine.connection_thread import ConnectionThread
from tuinews.engine.entries import Entries
from tuinews.engine.feeds.feeds import Feeds
from tuinews.engine.loop_thread import LoopThread
from tuinews.engine.memory import Memory
from tuinews.engine.search import Search
from tuinews.engine.services import Services
from tuinews.engine.web_client import WebClient
from tuinews.model.clock import MINUTE, Clock, Instant
from tuinews.model.error import StoreError, TuinewsError
from tuinews.model.event import ChangedElsewhere, Noticed, SettingsTurned
from tuinews.model.text import safe_text
from tuinews.store import Reader, prepare
from tuinews.store.file.disk import describe_disk

if TYPE_CHECKING:
    from pathlib import Path

    from tuinews.engine.accounts.base import Account
    from tuinews.engine.articles.article_files import ArticleFiles
    from tuinews.engine.articles.articles import Articles
    from tuinews.engine.articles.pictures import Pictures
    from tuinews.engine.downloads.downloads import Downloads
    from tuinews.engine.editions.editions import Editions
    from tuinews.engine.explanations.explanations import Explanations
    from tuinews.engine.freshness import Freshness
    from tuinews.engine.inspector import Inspector
    from tuinews.engine.journal import Journal
    from tuinews.engine.refresh import Refresh
    from tuinews.engine.related.related import RelatedEntries
    from tuinews.engine.rules.mutes import Mutes
    from tuinews.engine.rules.rules import Rules
    from tuinews.engine.secrets.secrets_file import Secrets
    from tuinews.engine.shared.folder import SharedFolder
    from tuinews.engine.shared.turns import FolderTurns
    from tuinews.engine.stories.stories import Stories
    from tuinews.engine.stories.story_worker import StoryWorker
    from tuinews.engine.sync.sync import Sync
    from tuinews.engine.topics import Topics
    from tuinews.engine.upkeep import Upkeep
    from tuinews.engine.views import Views
    from tuinews.fetch import SystemNetwork
    from tuinews.model.event import Event
    from tuinews.model.reports.setting_change import SettingChange
    from tuinews.store import Health, Writer
    from tuinews.store.file.write_watch import WriteWatch


_MUTE_SECONDS = 5 * MINUTE
"""Seconds after which mutes that are over are looked for though nothing was written."""

_LAST_SECONDS = 3
"""Seconds that a reader which is left waits for a shared folder."""


class Library:
    """Everything that can be done with subscriptions and articles; to be awaited from any loop.

    The parts that the first screen needs are made at once, the others when they are first used.
    """

    def __init__(self, services: Services) -> None:
        self._services = services
        self._web = WebClient(services)
        services.loop.run_at_end(self._web.close)
        self.entries = Entries(services)
        self.search = Search(services)
        self.feeds = Feeds(services, self._web, lambda: self._accounts)
        self.memory = Memory(services)
        self._open = True
        self._seen: int | None = None
        self._looked: Instant | None = None

    @cached_property
    def _accounts(self) -> "dict[str, Account]":
        from tuinews.engine.accounts import ACCOUNTS

        return {name: make(self._services, self._web) for name, make in ACCOUNTS.items()}

    @cached_property
    def articles(self) -> "Articles":
        """Articles and their pages."""
        from tuinews.engine.articles.articles import Articles

        return Articles(self._services, self._web)

    @cached_property
    def saving(self) -> "ArticleFiles":
        """Articles written as files."""
        from tuinews.engine.articles.article_files import ArticleFiles

        return ArticleFiles(self._services, self.articles)

    @cached_property
    def downloads(self) -> "Downloads":
        """Files that come with articles, fetched to be kept."""
        from tuinews.engine.downloads.downloads import Downloads

        return Downloads(self._services, self._web)

    @cached_property
    def pictures(self) -> "Pictures":
        """The pictures of articles."""
        from tuinews.engine.articles.pictures import Pictures

        return Pictures(self._services, self._web)

    @cached_property
    def refresh(self) -> "Refresh":
        """Bringing what is new."""
        from tuinews.engine.refresh import Refresh

        return Refresh(self._services, self._accounts, self.articles, self._story_worker, self._share)

    @cached_property
    def _story_worker(self) -> "StoryWorker":
        from tuinews.engine.stories.story_worker import StoryWorker

        return StoryWorker(self._services)

    @cached_property
    def stories(self) -> "Stories":
        """What belongs together."""
        from tuinews.engine.stories.stories import Stories

        return Stories(self._services, self._story_worker)

    @cached_property
    def upkeep(self) -> "Upkeep":
        """Health, backup and search index of the store."""
        from tuinews.engine.upkeep import Upkeep

        return Upkeep(self._services)

    @cached_property
    def freshness(self) -> "Freshness":
        """News that ages."""
        from tuinews.engine.freshness import Freshness

        return Freshness(self._services)

    @cached_property
    def journal(self) -> "Journal":
        """What was changed, each of it to be undone by itself."""
        from tuinews.engine.journal import Journal

        return Journal(self._services)

    @cached_property
    def inspector(self) -> "Inspector":
        """What the parsers make of files."""
        from tuinews.engine.inspector import Inspector

        return Inspector(self._services, self._web)

    @cached_property
    def mutes(self) -> "Mutes":
        """Queries whose entries are hidden."""
        from tuinews.engine.rules.mutes import Mutes

        return Mutes(self._services)

    @cached_property
    def rules(self) -> "Rules":
        """Actions for entries that arrive."""
        from tuinews.engine.rules.rules import Rules

        return Rules(self._services)

    @cached_property
    def views(self) -> "Views":
        """Saved queries."""
        from tuinews.engine.views import Views

        return Views(self._services)

    @cached_property
    def related(self) -> "RelatedEntries":
        """Articles near to one by what they say."""
        from tuinews.engine.related.related import RelatedEntries

        return RelatedEntries(self._services)

    @cached_property
    def topics(self) -> "Topics":
        """Tags as places, and what the user decides about them."""
        from tuinews.engine.topics import Topics

        return Topics(self._services)

    @cached_property
    def editions(self) -> "Editions":
        """What was new since the last visit, fitted to some minutes."""
        from tuinews.engine.editions.editions import Editions

        return Editions(self._services, lambda: self.articles)

    @cached_property
    def explanations(self) -> "Explanations":
        """Why an entry is here, and where it came from."""
        from tuinews.engine.explanations.explanations import Explanations

        return Explanations(self._services)

    @cached_property
    def folder(self) -> "SharedFolder":
        """The folder that is shared with other machines."""
        from tuinews.engine.shared.folder import SharedFolder

        return SharedFolder(self._services)

    @cached_property
    def sync(self) -> "Sync":
        """The account that is on a server."""
        from tuinews.engine.sync.sync import Sync

        return Sync(self._services, lambda: self._accounts, lambda: self.refresh)

    @property
    def revision(self) -> int:
        """A number that grows with every commit of this process."""
        return self._services.revision

    async def health(self) -> "Health":
        """Return the state of the store: size, schema, integrity, how far the index lags."""
        return await self.upkeep.health()

    async def look(self) -> None:
        """Publish ChangedElsewhere if another process wrote to the library since the last call.

        The first call only takes note. Where nothing was written, no thread is woken, but every few minutes for mutes
        that are over: what they hid comes back. Where nothing can be written, nothing is expected to change.
        """
        if self._turns.is_due(self._services.settings.sync.folder_minutes):
            self._services.loop.submit(self._share())
        now, last = self._services.clock(), self._looked
        if not self._services.make_watch().may_differ() and last is not None and 0 <= now - last < _MUTE_SECONDS:
            return
        self._looked = None
        try:
            seen = await self._services.writer.do(lambda writer: writer.revision)
            await self.settle()
        except StoreError:
            return
        self._looked = now
        before, self._seen = self._seen, seen
        if before is not None and before != seen:
            self._services.publish(ChangedElsewhere())

    async def settle(self) -> None:
        """Have stored entries follow the mutes: those that are over, and those that a process left half done.

        It is cheap where there is nothing to do, and leaves to others what they are at. Raises StoreError.
        """
        if self._services.settling:
            return
        now = self._services.clock()
        if await self._services.pages.do(lambda reader: reader.mutes.find_stale(now)):
            await self.mutes.settle()

    @cached_property
    def _turns(self) -> "FolderTurns":
        from tuinews.engine.shared.turns import FolderTurns

        return FolderTurns(self._services.clock)

    async def _share(self) -> None:
        """Exchange with other machines what there is, if a folder is shared; raises StoreError."""
        self._turns.shared = await self._services.pages.do(lambda reader: reader.shared.read_machine()) is not None
        if self._turns.shared:
            await self.folder.run_quietly()

    def warm(self) -> None:
        """Import what opening needs and go on with downloads, in the background; for after the first paint."""
        self._services.loop.submit(self._web.warm())
        self._services.index_soon()
        self._story_worker.group_soon()
        if self._services.downloads.with_suffix(".json").exists():
            self.downloads.start()

    def use_settings(self, settings: Settings) -> None:
        """Go by these settings from now on, as far as they are asked for anew: not what connections were made with."""
        self._services.settings = settings

    def close(self) -> None:
        """Cancel what runs, finish what is being written, end workers and threads; may be called twice."""
        if not self._open:
            return
        self._open = False
        if "_turns" in self.__dict__ and self._turns.shared and self._turns.looked:
            # what was read last is on its way before the lid closes; a folder that hangs keeps nobody
            with suppress(TuinewsError, TimeoutError, CancelledError):
                self._services.loop.submit(self.folder.run_quietly()).result(_LAST_SECONDS)
        self._services.loop.close()
        for thread in (self._services.pages, self._services.scans, self._services.writer):
            thread.close()


def system_clock() -> Instant:
    """Return the machine's wall clock."""
    return int(time())


def ignore(_event: "Event") -> None:
    """Do nothing with an event: for commands."""


def open_library(
    paths: Paths,
    settings: Settings,
    publish: "Callable[[Event], None]" = ignore,
    clock: Clock = system_clock,
    system_network: "SystemNetwork | None" = None,
) -> Library:
    """Open the store, creating or migrating it; imports neither network nor parsing code.

    `publish` is called with events from any thread. `system_network` replaces what fetching touches of the system.

    Raises:
        StoreError: the store cannot be opened, with what to do.
    """
    prepare(paths.store, clock())
    if sentence := describe_disk(paths.store):
        publish(Noticed(sentence, "warning"))
    return Library(
        Services(
            settings=settings,
            clock=clock,
            cache=paths.cache,
            downloads=paths.downloads,
            publish=publish,
            loop=LoopThread(),
            pages=ConnectionThread("pages", partial(Reader, paths.store)),
            scans=ConnectionThread("scans", partial(Reader, paths.store)),
            writer=ConnectionThread("writer", partial(_make_writer, paths, clock, publish)),
            make_secrets=cache(partial(_make_secrets, paths, settings, publish)),
            system_network=system_network,
            make_watch=cache(partial(_make_watch, paths.store)),
        )
    )


def _make_watch(path: "Path") -> "WriteWatch":
    from tuinews.store.file.write_watch import WriteWatch

    return WriteWatch(path)


def _make_secrets(paths: Paths, settings: Settings, publish: "Callable[[Event], None]") -> "Secrets":
    from tuinews.engine.secrets.secrets_file import Secrets, service_of

    def tell(sentence: str) -> None:
        publish(Noticed(safe_text(sentence, 400), "error"))

    if settings.network.passwords == "file":
        return Secrets(paths.secrets, tell=tell)
    from tuinews.engine.secrets.system_keyring import SystemKeyring

    return Secrets(paths.secrets, SystemKeyring(service_of(paths.secrets)), tell)


def _make_writer(paths: Paths, clock: Clock, publish: "Callable[[Event], None]") -> "Writer":
    from tuinews.engine.arrivals.rules import decide
    from tuinews.store import Writer

    def turn_settings(changes: Sequence["SettingChange"], forward: bool) -> None:  # noqa: FBT001  as the store calls it
        from tuinews.engine.settings.settings_file import turn_settings

        turn_settings(paths.settings_file, changes, forward=forward)
        publish(SettingsTurned())

    writer = Writer(paths.store, clock, decide)
    writer.journal.turn_settings = turn_settings
    return writer
