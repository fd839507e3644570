"""Two processes with one library: each hears of what the other did, and not of what it did itself."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.web import Clock
from tuinews.config import Settings, find_paths
from tuinews.engine.library import Library, open_library
from tuinews.model.event import ChangedElsewhere, Event


@pytest.fixture
def other(library: Library, tmp_path: Path, clock: Clock) -> Iterator[Library]:
    assert library.revision == 0, "it made the store"
    opened = open_library(find_paths(str(tmp_path), {}), Settings(), clock=clock)
    yield opened
    opened.close()


async def heard(library: Library, events: list[Event]) -> bool:
    events.clear()
    await library.look()
    return ChangedElsewhere() in events


async def test_what_another_process_writes_is_told_once(library: Library, other: Library, events: list[Event]) -> None:
    assert not await heard(library, events), "the first look only takes note"
    await other.memory.put("a", "1")
    await other.memory.put("a", "2")
    assert await heard(library, events)
    assert not await heard(library, events)


async def test_what_this_process_writes_is_not_told(library: Library, other: Library, events: list[Event]) -> None:
    assert not await heard(library, events)
    await library.memory.put("a", "1")
    assert not await heard(library, events)
    await library.memory.put("a", "2")
    await other.memory.put("a", "3")
    await library.memory.put("a", "4")
    assert await heard(library, events), "another's change between two of one's own"


async def test_reading_elsewhere_is_no_change(library: Library, other: Library, events: list[Event]) -> None:
    assert not await heard(library, events)
    await other.feeds.all()
    assert await other.memory.get("a") is None
    assert not await heard(library, events)
