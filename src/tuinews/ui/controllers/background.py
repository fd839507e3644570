"""What the reader does by itself: the clock, what other processes changed, what is due, what has aged."""

import asyncio

from tuinews.ui.change_poll import ChangePoll
from tuinews.ui.controllers.feeds.freshness import FreshnessController
from tuinews.ui.controllers.feeds.refresh import RefreshController
from tuinews.ui.controllers.panes import Panes
from tuinews.ui.environment import Environment
from tuinews.ui.interaction import Interaction

_DUE_MINUTES = 5
"""Minutes between two looks at what has become due."""


_IDLE_MINUTES = 2
"""Begun minutes in which nothing is done from which on one look a minute at what other processes change is enough."""


class BackgroundController:
    """Works while nobody presses a key."""

    def __init__(
        self,
        env: Environment,
        interaction: Interaction,
        panes: Panes,
        refresh: RefreshController,
        freshness: FreshnessController,
    ) -> None:
        self._env = env
        self._interaction = interaction
        self._panes = panes
        self._refresh = refresh
        self._freshness = freshness
        self._change_poll: ChangePoll | None = None
        self._attended = True
        self._idle_minutes = 0

    def start(self) -> None:
        """Begin; the first paint is done."""
        self._change_poll = ChangePoll(self._look_elsewhere, asyncio.get_running_loop().call_later)
        self._change_poll.begin()
        self._freshness.sweep_soon(measure=True)
        if self._env.settings.refresh.at_start:
            self._refresh.refresh_quietly()

    def stop(self) -> None:
        """Look for nothing any more."""
        if self._change_poll is not None:
            self._change_poll.rest()

    def note_action(self) -> None:
        """The user is here: what other processes change shows within seconds again."""
        if self._idle_minutes >= _IDLE_MINUTES and self._attended and self._change_poll is not None:
            self._change_poll.begin()
        self._idle_minutes = 0

    def attend(self, *, focused: bool) -> None:
        """The terminal has the focus, or has it no more: then the minute that the clock shows is often enough."""
        self._attended, self._idle_minutes = focused, 0
        if self._change_poll is not None:
            self._change_poll.begin() if focused else self._change_poll.rest()

    def tick(self) -> None:
        """Show the new minute, and do what is due in it."""
        now = self._env.clock()
        self._panes.header.now = self._panes.list.now = now
        self._interaction.set_timer(60 - now % 60, self.tick)
        self._idle_minutes += 1
        idle = self._idle_minutes >= _IDLE_MINUTES
        if self._idle_minutes == _IDLE_MINUTES and self._change_poll is not None:
            self._change_poll.rest()
        if idle or not self._attended:
            self._look_elsewhere()
        if now // 60 % _DUE_MINUTES == 0:
            self._freshness.sweep_soon()
            if self._env.settings.refresh.while_open:
                self._refresh.refresh_quietly()

    def _look_elsewhere(self) -> None:
        """Have the engine see whether another process changed something; it tells."""
        self._interaction.run(self._env.library.look(), "looking")
