"""A web of our own on loopback, and a library in a temporary home."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.shared_machines import FEED, SharingHouse
from engine.web import Clock, Web
from new_store import put_store
from tuinews.config import Settings, find_paths
from tuinews.config.settings import RefreshSettings
from tuinews.engine.library import Library, open_library
from tuinews.model.event import Event


@pytest.fixture
def web() -> Iterator[Web]:
    served = Web()
    yield served
    served.close()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def events() -> list[Event]:
    return []


@pytest.fixture
def library(tmp_path: Path, clock: Clock, events: list[Event]) -> Iterator[Library]:
    """A library that asks one host without pauses."""
    yield from opened(tmp_path, Settings(refresh=RefreshSettings(host_gap_seconds=0.0)), clock, events)


@pytest.fixture
def patient(tmp_path: Path, clock: Clock, events: list[Event]) -> Iterator[Library]:
    """A library that pauses between two requests to one host, as it does for users."""
    yield from opened(tmp_path, Settings(), clock, events)


@pytest.fixture
def swift(library: Library) -> Library:
    """A library that asks one host without pauses."""
    return library


def opened(home: Path, settings: Settings, clock: Clock, events: list[Event]) -> Iterator[Library]:
    put_store(find_paths(str(home), {}).store)
    library = open_library(find_paths(str(home), {}), settings, events.append, clock)
    yield library
    library.close()


@pytest.fixture
def ant(tmp_path: Path) -> Iterator[SharingHouse]:
    """A machine with a feed and three entries, which shares a folder."""
    with SharingHouse(tmp_path, "ant") as house:
        house.subscribe(FEED)
        house.fetch(FEED, "a", "b", "c")
        house.join()
        yield house


@pytest.fixture
def bee(tmp_path: Path) -> Iterator[SharingHouse]:
    """Another machine, with nothing yet, which shares the folder."""
    with SharingHouse(tmp_path, "bee") as house:
        house.join()
        yield house
