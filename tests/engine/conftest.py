"""A web of our own on loopback, and a library in a temporary home."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.web import Clock, Web
from tuinews.config import Settings, find_paths
from tuinews.config.settings import Refresh
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
    opened = open_library(find_paths(str(tmp_path), {}), Settings(), events.append, clock)
    yield opened
    opened.close()


@pytest.fixture
def swift(tmp_path: Path, clock: Clock, events: list[Event]) -> Iterator[Library]:
    """A library that asks one host without pauses."""
    settings = Settings(refresh=Refresh(host_gap_seconds=0.0))
    opened = open_library(find_paths(str(tmp_path), {}), settings, events.append, clock)
    yield opened
    opened.close()
