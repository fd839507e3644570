"""The thread that reads keys hands them on, and sleeps while none come."""

import os
import selectors
from asyncio import get_running_loop, sleep, to_thread
from functools import partial
from io import BytesIO, TextIOWrapper
from queue import Queue
from threading import Thread
from typing import ClassVar

import pytest
import textual._parser
from textual.app import App

from tuinews.ui.terminal import textual_private as private
from waiting import wait_until


class CountingSelector(selectors.SelectSelector):
    """Counts how often it is asked, and with which patience; that passes by a clock of its own, at once."""

    asked: ClassVar[list[float | None]] = []
    now: ClassVar[float] = 0.0

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        self.asked.append(timeout)
        ready = super().select(None if timeout is None else 0)
        if timeout is not None and not ready:
            CountingSelector.now += timeout
        return ready


async def test_what_is_typed_is_handed_on_and_nobody_wakes_up_while_nothing_is(monkeypatch: pytest.MonkeyPatch) -> None:
    typed, told = Queue[str](), CountingSelector.asked
    told.clear()
    monkeypatch.setattr(selectors, "DefaultSelector", CountingSelector)
    monkeypatch.setattr(CountingSelector, "now", 0.0)
    for module in (textual._parser, private):
        monkeypatch.setattr(module, "get_time", lambda: CountingSelector.now)
    driver = private.LoopDriver(App[None](), get_running_loop(), TextIOWrapper(BytesIO()))
    monkeypatch.setattr(driver, "process_message", lambda event: typed.put(event.key))
    driver.fileno, keyboard = os.pipe()
    thread = Thread(target=driver.run_input_thread)
    thread.start()

    async def has_asked(times: int) -> None:
        await wait_until(f"it asks {times} times", lambda: len(told) >= times, partial(sleep, 0))

    await has_asked(1)
    steps = ((b"j", "j", 2), (b"\x1b", "escape", 4), ("ä".encode()[:1], "", 5), ("ä".encode()[1:], "ä", 6))
    for keys, wanted, times in steps:
        os.write(keyboard, keys)
        if wanted:
            assert await to_thread(typed.get, timeout=20) == wanted
        await has_asked(times)
    os.close(keyboard)
    await has_asked(7)  # and no more: nothing can come any longer
    driver.exit_event.set()
    await to_thread(thread.join, 20)
    os.close(driver.fileno)
    assert not thread.is_alive()
    assert typed.empty()
    assert [patience is None for patience in told] == [True, True, False, True, True, True, True]
