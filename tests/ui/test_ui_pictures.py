"""Pictures of the screen at fixed sizes, with the clock stopped."""

import asyncio
from datetime import UTC
from typing import Any

import pytest

from tuinews.config.settings import Refresh, Settings
from tuinews.ui.app import ReaderApp
from tuinews.ui.bridge import Bridge
from tuinews.ui.keymap import Keymap
from tuinews.ui.means import Means
from tuinews.ui.remembered import glance
from tuinews.ui.screens.stage import FIRST
from ui.conftest import NOW
from ui.fake_library import World, library_of


@pytest.fixture
def app(world: World) -> ReaderApp:
    settings = Settings(refresh=Refresh(at_start=False, while_open=False))
    means = Means(library_of(world), settings, lambda: NOW, Keymap(), UTC)
    return ReaderApp(means, asyncio.run(glance(means.library, NOW, FIRST)), Bridge())


@pytest.mark.parametrize("width", [60, 80, 120, 160])
def test_an_article_is_open(app: ReaderApp, snap_compare: Any, width: int) -> None:
    assert snap_compare(app, press=["j", "enter"], terminal_size=(width, 30))


@pytest.mark.parametrize("width", [60, 120])
def test_the_palette_is_open(app: ReaderApp, snap_compare: Any, width: int) -> None:
    assert snap_compare(app, press=["ctrl+p", "m", "a", "r", "k"], terminal_size=(width, 30))


def test_the_feeds_lie_over_the_rest_as_a_drawer(app: ReaderApp, snap_compare: Any) -> None:
    assert snap_compare(app, press=["1", "j"], terminal_size=(80, 24))


def test_the_light_theme(app: ReaderApp, snap_compare: Any) -> None:
    app.theme = "tuinews-light"
    assert snap_compare(app, press=["enter"], terminal_size=(120, 30))
