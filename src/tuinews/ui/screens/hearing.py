"""What the engine and other processes changed, brought to the panes."""

import asyncio

from textual.message import Message

from tuinews.model.event import ChangedElsewhere, EntriesChanged, Event, FeedsChanged, Noticed, RefreshProgressed
from tuinews.ui.bridge import Bridge
from tuinews.ui.change_poll import ChangePoll
from tuinews.ui.environment import Environment
from tuinews.ui.screens.looking import Looking
from tuinews.ui.screens.stage import Severity


class Hearing(Looking):
    """Mends what became stale; text and rows never move under the eyes."""

    class Heard(Message):
        """The engine told that something is stale."""

        def __init__(self, news: tuple[Event, ...]) -> None:
            super().__init__()
            self.news = news

    def __init__(self, env: Environment, bridge: Bridge, *, filling: bool) -> None:
        super().__init__(env)
        self._bridge = bridge
        self._change_poll: ChangePoll | None = None
        self._filling = filling
        """Whether the list began empty and no key was pressed since: it may fill before one's eyes."""

    def listen(self) -> None:
        """Hear from the engine, and look for what other processes do."""
        loop = asyncio.get_running_loop()
        self._bridge.attach(loop, self._hear)
        self._change_poll = ChangePoll(self.look_elsewhere, loop.call_later)
        self._change_poll.begin()
        self.watch(self.app, "app_focus", self._attend, init=False)

    def listen_no_more(self) -> None:
        """Nothing is to be heard any more."""
        self._bridge.detach()
        if self._change_poll is not None:
            self._change_poll.rest()

    def look_elsewhere(self) -> None:
        """Have the engine see whether another process changed something; it tells."""
        self.job(self.library.look(), "looking")

    def _attend(self, focus: bool) -> None:  # noqa: FBT001 — the toolkit calls it
        """The terminal has the focus, or has it no more: then the minute that the clock shows is often enough."""
        if self._change_poll is not None:
            self._change_poll.begin() if focus else self._change_poll.rest()

    def _hear(self, news: tuple[Event, ...]) -> None:
        self.post_message(self.Heard(news))

    def on_hearing_heard(self, message: Heard) -> None:
        """Mend what is stale."""
        for event in message.news:
            self._mend(event)

    def _mend(self, event: Event) -> None:
        match event:
            case EntriesChanged(feeds=feeds, new=new):
                self.stale()
                if new:
                    self.job(self._news(), "probe", exclusive=True)
                elif feeds:
                    self.list.reload()
            case ChangedElsewhere():
                self.stale()
                self.list.reload()
                self.job(self._news(), "probe", exclusive=True)
            case FeedsChanged():
                self.stale()
            case RefreshProgressed():
                self.header.progress = event
            case Noticed(sentence=sentence, severity=severity):
                self.tell(sentence, _severity(severity))
            case _:
                # an article's full text came: whoever asked for it has it, and text never changes under the eyes
                return

    async def _news(self) -> None:
        """New articles wait; a list that nobody reads yet shows them at once."""
        if self._filling or not self.list.ids:
            await self.load(self.view)
        else:
            await self.probe()


def _severity(text: str) -> Severity:
    return "error" if text == "error" else "warning" if text == "warning" else "information"
