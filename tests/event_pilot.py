"""A pilot for Textual's apps that waits for events: keys handled, frames painted. Textual's own one waits for time."""

import asyncio
import unicodedata
from collections.abc import Callable, Iterable

from textual import events
from textual.keys import REPLACED_KEYS, _character_to_key, _get_unicode_name_from_key
from textual.pilot import Pilot
from textual.screen import Screen
from textual.timer import Timer

from waiting import patience, wait_until

SHORT_SECONDS = 0.02
"""A timer of a widget that rings so soon is work under way; one that takes longer waits on purpose."""


class EventPilot(Pilot[None]):
    """Sends keys as a terminal does, and returns when the app has nothing left to do with them."""

    async def press(self, *keys: str) -> None:
        """Press keys, each when the one before is handled."""
        driver = self.app._driver
        assert driver is not None
        await self._handled()
        for key in keys:
            driver.send_message(key_event(key))
            await self._handled()
        await self.pause()

    async def pause(self, delay: float | None = None) -> None:
        """Return when every message is handled, what widgets do in small steps is done, and what changed is painted."""
        assert delay is None, "wait for an event, not for time"
        await self._handled()
        async with patience("the end of what widgets do in small steps"):
            while timers := {timer._task for timer in self._timers() if is_short(timer) and timer._task is not None}:
                await asyncio.wait(timers)
                await self._handled()

    async def until(self, what: str, is_so: Callable[[], bool]) -> None:
        """Return when something is so; fail with `what` was waited for when it never is."""
        await wait_until(what, is_so, self.pause)

    async def _handled(self) -> None:
        """Return when every message is handled and what changed is painted."""
        async with patience("an app that has nothing left to do or to paint"):
            await idle()
            while self._paints():
                await idle()

    def _paints(self) -> bool:
        """Paint the next frames now that are due, and say whether any was: those of screens seen under others, too."""
        if not self.app.is_running or self.app._exception is not None:
            return False
        due = [screen for screen in (self.app.screen, *self.app._background_screens) if is_due(screen)]
        for screen in due:
            screen._on_timer_update()
        return bool(due)

    def _timers(self) -> Iterable[Timer]:
        if self.app.is_running:
            for node in (self.app, *self.app.screen.walk_children(with_self=True)):
                yield from node._timers


def is_due(screen: Screen[object]) -> bool:
    """Whether a screen waits for its next frame."""
    return screen._update_timer._active.is_set()


def is_short(timer: Timer) -> bool:
    """Whether it rings once, and soon."""
    return timer._repeat == 0 and timer._interval <= SHORT_SECONDS


async def idle() -> None:
    """Return when the loop can do nothing but wait: for a timer, a thread, a socket or a child process."""
    loop = asyncio.get_running_loop()
    while True:
        await asyncio.sleep(0)
        # asyncio has no public way to ask whether anything is ready to run
        now = loop.time()
        due = any(not handle._cancelled and handle._when <= now for handle in loop._scheduled)  # type: ignore[attr-defined]
        if not loop._ready and not due:  # type: ignore[attr-defined]
            return


def key_event(key: str) -> events.Key:
    """The event that a terminal's driver makes of a key."""
    if len(key) == 1 and not key.isalnum():
        key = _character_to_key(key)
    character: str | None
    try:
        character = unicodedata.lookup(_get_unicode_name_from_key(REPLACED_KEYS.get(key, key)))
    except KeyError:
        character = key if len(key) == 1 else None
    return events.Key(key, character)
