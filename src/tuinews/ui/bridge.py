"""Events of the engine on their way to the screen: merged, and delivered at most ten times a second."""

import threading
from asyncio import AbstractEventLoop, TimerHandle
from collections.abc import Callable

from tuinews.model.event import ArticleReady, EntriesChanged, Event, Noticed, Notified

GAP_SECONDS = 0.1
"""Least time between two deliveries."""

_MOST = 100
"""Events that wait at most; dropping one is harmless."""

Deliver = Callable[[tuple[Event, ...]], None]


class Bridge:
    """Takes events from any thread (`publish`) and delivers them in the loop that was attached."""

    def __init__(self, gap: float = GAP_SECONDS) -> None:
        self._gap = gap
        self._lock = threading.Lock()
        self._waiting: dict[object, Event] = {}
        self._loop: AbstractEventLoop | None = None
        self._deliver: Deliver | None = None
        self._timer: TimerHandle | None = None
        self._called = False

    def attach(self, loop: AbstractEventLoop, deliver: Deliver) -> None:
        """Deliver events in this loop from now on, those first that waited."""
        with self._lock:
            self._loop, self._deliver = loop, deliver
            self._wake()

    def detach(self) -> None:
        """Deliver no more: events that come from now on are dropped."""
        with self._lock:
            self._loop = self._deliver = None
            self._waiting.clear()
            if self._timer is not None:
                self._timer.cancel()
                self._timer = None

    def publish(self, event: Event) -> None:
        """Take an event, and merge it with one of its kind that waits."""
        with self._lock:
            key = _key(event)
            held = self._waiting.pop(key, None)
            self._waiting[key] = event if held is None else merge_events(held, event)
            if len(self._waiting) > _MOST:
                self._waiting.pop(next(iter(self._waiting)))
            self._wake()

    def _wake(self) -> None:
        """Have the loop deliver what waits, once; the caller holds the lock."""
        if self._loop is None or self._called or not self._waiting:
            return
        self._called = True
        try:
            self._loop.call_soon_threadsafe(self._flush_soon)
        except RuntimeError:
            # the loop closed between two events: the screen is gone
            self._loop = self._deliver = None

    def _flush_soon(self) -> None:
        if self._timer is None:
            self._flush()

    def _flush(self) -> None:
        with self._lock:
            events, self._waiting = tuple(self._waiting.values()), {}
            loop, deliver = self._loop, self._deliver
            self._called = False
            self._timer = loop.call_later(self._gap, self._rest) if loop is not None and events else None
        if deliver is not None and events:
            deliver(events)

    def _rest(self) -> None:
        """Deliver what came during the pause."""
        self._timer = None
        self._flush()


def _key(event: Event) -> object:
    """Return what events are merged by: those with the same key become one."""
    match event:
        case ArticleReady(entry_id=entry_id):
            return ("article", entry_id)
        case Noticed(sentence=sentence):
            return ("notice", sentence)
        case Notified(title=title):
            return ("notification", title)
        case _:
            return type(event)


def merge_events(old: Event, new: Event) -> Event:
    """Return one event that makes everything stale that either of two events of one kind does."""
    if isinstance(old, EntriesChanged) and isinstance(new, EntriesChanged):
        feeds = old.feeds | new.feeds if old.feeds and new.feeds else frozenset()
        return EntriesChanged(feeds, max(old.revision, new.revision), old.new + new.new)
    return new
