"""A preview shows what is cached of the current headline's article; it asks nobody and marks nothing."""

from dataclasses import replace

import pytest

from tuinews.model.document import Document, Image
from tuinews.model.ids import EntryId
from ui.conftest import RunningReader, Start
from ui.fake_library import World


async def preview(desk: RunningReader, *keys: str) -> None:
    """Press keys and let the moment pass after which the current headline is previewed."""
    await desk.press(*keys)
    desk.screen.controllers.preview.show_current()
    await desk.settle()


async def test_moving_previews_without_asking_or_marking(start: Start, world: World) -> None:
    world.able = True
    snow = world.articles[EntryId(2)]
    world.articles[EntryId(2)] = replace(snow, document=Document((Image("https://hills.example/snow.png"),)))
    async with start(preview=True, shown=True) as desk:
        for _ in range(2):
            await preview(desk, "j")
            assert (desk.open_title, desk.screen.session.pane) == (desk.current, "list")
            assert desk.screen.panes.article.border_subtitle == "preview"
        assert not any(article.entry.read for article in world.articles.values() if article.entry.id != 90)
        assert not any(asked.startswith(("picture", "full text", "follow")) for asked in world.asked)
        await preview(desk, "k")
        await desk.press("enter")
        await desk.finish()
        assert any(asked.startswith("picture") for asked in world.asked), "now it is opened"
        assert world.positions == {}


@pytest.mark.parametrize("key", ["enter", "space", "3", "l", "tab", "f"])
async def test_what_goes_to_a_preview_opens_it(start: Start, world: World, key: str) -> None:
    async with start(preview=True) as desk:
        await preview(desk, "j")
        await desk.press(key)
        assert desk.screen.session.pane == "article"
        assert not desk.screen.session.previewing
        assert world.articles[EntryId(2)].entry.read


async def test_only_a_headline_on_which_one_rests_is_previewed(start: Start) -> None:
    async with start(preview=True) as desk:
        begun = desk.screen.controllers.preview
        await desk.press("j")
        first = begun._rest
        await desk.press("j")
        assert first is not begun._rest
        assert desk.screen.session.article is None


async def test_nothing_is_previewed_unless_the_settings_ask_for_it(start: Start) -> None:
    async with start() as desk:
        await desk.press("j")
        assert desk.screen.controllers.preview._rest is None


async def test_a_narrow_screen_has_no_room_for_a_preview(start: Start) -> None:
    async with start(size=(60, 20), preview=True) as desk:
        await preview(desk, "j")
        assert desk.screen.session.article is None
