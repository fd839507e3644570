"""The port of accounts: what the library asks of one, and what it hands to it.

Editing and removing a subscription, marks and tags need no method. The store changes them at once, for every account
alike, and writes them into the outbox in the same transaction; a `Listener` is sent them later.
"""

import asyncio
from collections.abc import Callable, Collection, Sequence
from typing import TYPE_CHECKING, NamedTuple, Protocol, runtime_checkable

from tuinews.engine.results import Added, FeedPreview, Refreshed, Tally
from tuinews.model.change import PendingChange
from tuinews.model.event import Noticed, RefreshProgressed
from tuinews.model.feed import LOCAL, Access, Folder
from tuinews.model.ids import FeedId
from tuinews.model.text import EMPTY, SafeText, safe_text

if TYPE_CHECKING:
    from tuinews.model.event import Event

ReportRefreshed = Callable[[Refreshed], None]


class RefreshRequest(NamedTuple):
    """What a refresh is asked for."""

    feeds: frozenset[FeedId] = frozenset()
    """Only these; all when empty."""
    force: bool = False
    """Whether feeds are asked that are not due, but for those that were so less than a minute ago."""
    quiet: bool = False
    """Whether nobody waits for it."""
    accounts: frozenset[str] = frozenset()
    """Only these accounts; all when empty."""


class SubscribeRequest(NamedTuple):
    """What the user wants to subscribe to."""

    url: str
    folder: Folder = ()
    title: SafeText = EMPTY
    """The user's own title; `""` takes the publisher's."""
    access: Access | None = None
    """What is sent along to the address's server."""
    every: bool = False
    """Whether all of several feeds are meant."""
    asks: bool = False
    """Whether the user is asked at once which of several feeds is meant."""
    account: str = LOCAL
    """The account that the feed will belong to."""


class RefreshProgress:
    """How far a refresh is; accounts report here, on the engine's loop."""

    def __init__(self, publish: "Callable[[Event], None]", report: ReportRefreshed | None = None) -> None:
        """`report` is called as each feed ends."""
        self._publish = publish
        self._report = report
        self._tally = Tally(0)
        self._items = (0, 0)
        self.asked: set[FeedId] = set()
        """The feeds that are asked."""
        self.hurried = asyncio.Event()
        """Set when somebody waits for a refresh that began quietly."""

    def expect(self, feeds: Collection[FeedId]) -> None:
        """Announce the feeds that are going to be asked."""
        self.asked.update(feeds)
        self._tally.total += len(feeds)
        self._tell(running=bool(self._tally.total))

    def count(self, refreshed: Refreshed, *, done: bool = False) -> None:
        """Add one feed's outcome; `done` says that it was among the expected ones."""
        self._tally.count(refreshed, self._report, done=done)
        if done:
            self._tell(running=True)

    def show_items(self, done: int, total: int) -> None:
        """Say how many articles of an account are here that bring them by themselves; 0 of 0 when they all are."""
        self._items = (done, total)
        self._tell(running=True)

    def warn(self, sentence: str) -> None:
        """Tell the user what stands in the way."""
        self._publish(Noticed(safe_text(sentence), "warning"))

    def end(self) -> None:
        """Announce that the feeds are done."""
        self._tell(running=False)

    def tally(self) -> Tally:
        """Return the counts so far."""
        return self._tally

    def _tell(self, *, running: bool) -> None:
        tally = self._tally
        done, total = self._items
        self._publish(RefreshProgressed(tally.done + done, tally.total + total, tally.failed, tally.new, running))


class Account(Protocol):
    """Somebody that entries and states come from."""

    async def refresh(self, request: RefreshRequest, progress: RefreshProgress) -> None:
        """Bring what is new, for those of the requested feeds that are this account's and due.

        What is committed stays when the task is cancelled. A feed that fails is counted as such; only what concerns
        the whole account is raised.

        Raises:
            StoreError: the store cannot be written.
            TuinewsError: the account cannot be refreshed at all, with why.
        """

    async def subscribe(self, request: SubscribeRequest) -> tuple[Added, ...]:
        """Subscribe, and store what is there already; an address that is subscribed to gives the feed that is there.

        Raises:
            ChoiceNeededError: the address leads to several feeds, and `every` is not set.
            SomeNotAddedError: `every` is set and some of the feeds failed; it has those that are subscribed to.
            TuinewsError: the address leads to no feed.
        """


@runtime_checkable
class Previewer(Protocol):
    """An account that shows what is at an address before it is subscribed to."""

    async def look(self, request: SubscribeRequest) -> tuple[FeedPreview, ...]:
        """Return the feeds that are there. Raises as `Account.subscribe`."""
        ...


@runtime_checkable
class Listener(Account, Protocol):
    """An account that hears of every change of its feeds and entries."""

    async def send(self, changes: Sequence[PendingChange]) -> Sequence[PendingChange]:
        """Carry the changes out elsewhere, and return those that are so there now.

        The others are sent again; so is each of them after a failure, since it may have arrived or not.

        Raises:
            TuinewsError: nothing can be sent, with why.
        """
