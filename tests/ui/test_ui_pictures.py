"""Pictures of the screen at fixed sizes, with the clock stopped."""

import asyncio
from dataclasses import replace
from datetime import UTC
from pathlib import Path
from typing import Any

import pytest

from tuinews.config.settings import RefreshSettings, Settings
from tuinews.model.feed import FeedStatus
from tuinews.model.text import SafeText
from tuinews.ui.actions import keymap_of
from tuinews.ui.app import ReaderApp
from tuinews.ui.bridge import Bridge
from tuinews.ui.controllers.headlines.listing import FIRST
from tuinews.ui.environment import Environment
from tuinews.ui.saved_state import read_first_paint
from ui.conftest import NOW
from ui.fake_library import World, library_of


def reader_of(world: World, log: Path | None = None) -> ReaderApp:
    settings = Settings(refresh=RefreshSettings(at_start=False, while_open=False))
    env = Environment(library_of(world), settings, lambda: NOW, keymap_of(), UTC, log=log)
    return ReaderApp(env, asyncio.run(read_first_paint(env.library, NOW, FIRST)), Bridge())


@pytest.fixture
def app(world: World) -> ReaderApp:
    return reader_of(world)


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


def test_the_health_of_the_feeds(app: ReaderApp, world: World, snap_compare: Any) -> None:
    coast, hills, code = world.feeds
    hour = 3600
    certificate = SafeText(
        "The certificate of hills.example cannot be trusted (expired): the publisher has to renew it."
    )
    why = SafeText("It is asked every 3 hours, as it says itself.")
    world.feeds[:] = [
        replace(coast, status=FeedStatus.OK, http_status=304, last_checked=NOW - hour, next_check=NOW + 2 * hour),
        replace(
            hills, status=FeedStatus.FAILING, error=certificate, last_checked=NOW - hour, next_check=NOW + 99 * hour
        ),
        replace(code, status=FeedStatus.LIMITED, http_status=429, last_checked=NOW, next_check=NOW + 600),
    ]
    world.feeds[0] = replace(world.feeds[0], next_check_reason=why)
    assert snap_compare(app, press=["g", "h", "down"], terminal_size=(80, 24))


LOG = """\
2026-11-25 12:40:00,001 INFO tuinews.engine.refresh: refresh of 3 feeds
2026-11-25 12:40:02,120 WARNING tuinews.engine.poll: feed 2: the certificate of hills.example cannot be trusted
2026-11-25 12:41:00,500 ERROR tuinews: unforeseen
Traceback (most recent call last):
  File "somewhere.py", line 1, in <module>
ValueError: a made-up defect
2026-11-25 12:44:59,000 INFO tuinews.engine.poll: feed 1 https://coast.example/feed: 304 in 12 ms, 0 bytes; next in 2 h
"""


def test_the_log(world: World, snap_compare: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("tuinews.log").write_text(LOG, "utf-8")
    app = reader_of(world, Path("tuinews.log"))
    assert snap_compare(app, press=["g", "L"], terminal_size=(80, 24))
