"""One article with everything in it, as a picture at three widths, in the dark and in the light."""

import asyncio
from dataclasses import replace
from datetime import UTC
from typing import Any

import pytest

from paint.samples import EVERY_BLOCK
from tuinews.config.settings import RefreshSettings, Settings
from tuinews.model.document import Document
from tuinews.model.ids import EntryId
from tuinews.ui.actions import keymap_of
from tuinews.ui.app import ReaderApp
from tuinews.ui.bridge import Bridge
from tuinews.ui.controllers.headlines.listing import FIRST
from tuinews.ui.environment import Environment
from tuinews.ui.saved_state import read_first_paint
from ui.conftest import NOW
from ui.fake_library import World, library_of


@pytest.mark.parametrize("theme", ["tuinews-dark", "tuinews-light"])
@pytest.mark.parametrize(("width", "height"), [(40, 120), (80, 90), (120, 90)])
def test_a_rich_article(world: World, snap_compare: Any, width: int, height: int, theme: str) -> None:
    article = world.articles[EntryId(1)]
    rich = Document(EVERY_BLOCK)
    world.articles[EntryId(1)] = replace(article, document=rich)
    settings = Settings(refresh=RefreshSettings(at_start=False, while_open=False))
    env = Environment(library_of(world), settings, lambda: NOW, keymap_of(), UTC)
    app = ReaderApp(env, asyncio.run(read_first_paint(env.library, NOW, FIRST)), Bridge())
    app.theme = theme
    assert snap_compare(app, press=["enter", "Z"], terminal_size=(width, height))
