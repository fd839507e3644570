"""What the engine and other processes changed, brought to the panes; text and rows never move while the user looks."""

import asyncio
from collections.abc import Callable

from textual.message import Message

from tuinews.model.event import (
    ChangedElsewhere,
    EntriesChanged,
    Event,
    FeedsChanged,
    Noticed,
    Notified,
    RefreshProgressed,
    SettingsTurned,
)
from tuinews.ui.bridge import Bridge
from tuinews.ui.controllers.feeds.sidebar import SidebarController
from tuinews.ui.controllers.headlines.listing import ListingController
from tuinews.ui.interaction import Interaction
from tuinews.ui.notices import Severity
from tuinews.ui.session import Session


class NewsController:
    """Shows anew what events say is stale."""

    class Arrived(Message):
        """The engine told that something is stale."""

        def __init__(self, events: tuple[Event, ...]) -> None:
            super().__init__()
            self.events = events

    def __init__(
        self,
        session: Session,
        interaction: Interaction,
        listing: ListingController,
        sidebar: SidebarController,
        show_progress: Callable[[RefreshProgressed], None],
    ) -> None:
        self._session = session
        self._interaction = interaction
        self._listing = listing
        self._sidebar = sidebar
        self._show_progress = show_progress
        self._bridge: Bridge | None = None
        self.use_settings: Callable[[], object] = lambda: None
        """Called to hold to what the settings file says now."""

    def stop(self) -> None:
        """Hear no more."""
        if self._bridge is not None:
            self._bridge.detach()

    def listen(self, bridge: Bridge) -> None:
        """Hear from the engine from now on."""
        self._bridge = bridge
        bridge.attach(asyncio.get_running_loop(), lambda events: self._interaction.post(self.Arrived(events)))

    def take(self, events: tuple[Event, ...]) -> None:
        """Show anew what is stale."""
        for event in events:
            self._take(event)

    def _take(self, event: Event) -> None:
        match event:
            case EntriesChanged(feeds=feeds, new=new):
                self._sidebar.count_soon()
                # a list that nobody reads yet also folds the stories that were found in it, and that of them fills
                if new or self._session.filling or not self._listing.list.ids:
                    self._look_for_news()
                elif feeds:
                    self._listing.list.shown.reload()
            case ChangedElsewhere():
                self._sidebar.count_soon()
                self._listing.list.shown.reload()
                self._look_for_news()
            case FeedsChanged():
                self._sidebar.count_soon()
            case RefreshProgressed():
                self._show_progress(event)
            case Noticed(sentence=sentence, severity=severity):
                self._interaction.tell(sentence, _severity(severity))
            case SettingsTurned():
                self.use_settings()
            case Notified(title=title, text=text):
                self._interaction.tell_outside(title, text)
            case _:
                # an article's full text came: whoever asked for it has it, and text never changes while it is read
                return

    def _look_for_news(self) -> None:
        self._interaction.run(self._count_news(), "probe", exclusive=True)

    async def _count_news(self) -> None:
        """New articles wait; a list that nobody reads yet shows them at once."""
        if self._session.filling or not self._listing.list.ids:
            await self._listing.load(self._session.listing)
        else:
            await self._listing.count_waiting()


def _severity(text: str) -> Severity:
    return "error" if text == "error" else "warning" if text == "warning" else "information"
