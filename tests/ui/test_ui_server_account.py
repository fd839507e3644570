"""The account on a server in the reader: connected, shown with its state, synced and left."""

import pytest

from tuinews.model.sync.status import SyncResult, SyncStatus
from tuinews.model.text import safe_text
from ui.conftest import Start
from ui.fake_library import World

URL = "https://rss.example"
ACCOUNT = SyncStatus("freshrss", f"{URL}/api/greader.php", "ann", last_sync=0)


async def test_an_account_is_added_with_a_password_that_nobody_sees_and_synced(start: Start, world: World) -> None:
    world.sync.synced = SyncResult(new=3, pulled=3)
    async with start(size=(160, 40)) as desk:
        await desk.press(":", *"add-account", "enter", *URL, "enter", *"ann", "enter", *"secret")
        assert "secret" not in desk.painted
        await desk.press("enter")
        await desk.settle()
        assert {f"login {URL} ann", "sync"} <= set(world.sync.asked)
        assert "Your tags are labels there." in desk.told
        assert "In step with the server: 3 new articles, 0 changes sent." in desk.told


async def test_a_refused_login_says_why_and_leaves_no_account(start: Start, world: World) -> None:
    async with start(size=(160, 40)) as desk:
        await desk.press(":", *"add-account", "space", *URL, "enter", *"ann", "enter", *"wrong", "enter")
        assert desk.told == [f"{URL} does not take this password: set another one there."]
        assert not world.sync.account.kind


async def test_the_first_run_leads_to_an_account(start: Start, world: World) -> None:
    world.feeds.clear()
    world.articles.clear()
    async with start(size=(160, 40)) as desk:
        await desk.press(*"connect a server", "enter")
        assert "Address of your server" in desk.painted


async def test_trouble_stands_in_the_sidebar_and_in_the_health_page(start: Start, world: World) -> None:
    world.sync.account = ACCOUNT._replace(pending=2, error=safe_text("The server is away: try again later."))
    async with start(size=(160, 40)) as desk:
        await desk.settle()
        row = next(line for line in desk.painted.splitlines() if "Sync · rss.example" in line)
        assert "!" in row.split("Sync")[0]
        await desk.press("g", "h")
        assert "sync with rss.example" in desk.painted
        assert "The server is away: try again later." in desk.painted


@pytest.mark.parametrize(
    ("choice", "asked"),
    [("sync now", "sync"), ("give", "give"), ("keep", "logout keep"), ("remove", "logout remove")],
)
async def test_what_can_be_done_with_an_account(start: Start, world: World, choice: str, asked: str) -> None:
    world.sync.account = ACCOUNT
    async with start(size=(160, 40)) as desk:
        await desk.press(":", *"account", "enter")
        assert "Account of ann on rss.example" in desk.painted
        await desk.press(*choice, "enter")
        if asked.startswith("logout"):
            await desk.press(*"log out", "enter")
        await desk.settle()
        assert asked in world.sync.asked


async def test_a_sync_that_fails_is_told(start: Start, world: World) -> None:
    world.sync.account, world.sync.synced = ACCOUNT, SyncResult(error=safe_text("The server is away: try again later."))
    async with start(size=(160, 40)) as desk:
        await desk.press(":", *"sync", "enter")
        await desk.settle()
        assert desk.told == ["The server is away: try again later."]


async def test_without_an_account_a_sync_says_how_to_add_one(start: Start, world: World) -> None:
    assert not world.sync.account.kind
    async with start(size=(160, 40)) as desk:
        await desk.press(":", *"sync", "enter")
        await desk.settle()
        assert desk.told == ["There is no account: :add-account adds one."]
