"""The shared folder in the reader: chosen, synced, looked at, left."""

import pytest

from tuinews.model.sync.status import SyncResult, SyncStatus
from tuinews.model.text import safe_text
from ui.conftest import Start
from ui.fake_library import World

SHARED = SyncStatus("folder", "/sync", "ant", last_sync=0)


async def test_a_folder_is_shared_and_what_came_is_told(start: Start, world: World) -> None:
    world.sync.folder.exchanged = SyncResult(pulled=3, pushed=2)
    async with start(size=(160, 40)) as desk:
        await desk.press(":", *"share-folder", "enter", *"/sync", "enter")
        await desk.settle()
        assert "In step with the folder: 3 changes taken over, 2 told." in desk.told
        await desk.press(":", *"sync", "enter")
        await desk.settle()
        assert world.sync.folder.asked == ["run", "run"]


async def test_what_is_no_folder_is_told(start: Start, world: World) -> None:
    async with start(size=(160, 40)) as desk:
        await desk.press(":", *"share-folder", "space", *"/file", "enter")
        await desk.settle()
        assert desk.told == ["/file is a file: name a folder that both machines have."]
        assert not world.sync.folder.state.kind


@pytest.mark.parametrize(("choice", "asked"), [("sync now", "run"), ("leave", "leave")])
async def test_what_can_be_done_with_a_shared_folder(start: Start, world: World, choice: str, asked: str) -> None:
    world.sync.folder.state = SHARED._replace(remarks=(safe_text("x.log is no log of tuinews: it is left alone."),))
    async with start(size=(160, 40)) as desk:
        await desk.press("g", "h")
        assert "sync through /sync" in desk.painted
        await desk.press("escape", ":", *"share-folder", "enter")
        assert "Shared folder /sync" in desk.painted
        assert "x.log is no log of tuinews" in desk.painted
        await desk.press(*choice, "enter")
        await desk.settle()
        assert world.sync.folder.asked == [asked]
