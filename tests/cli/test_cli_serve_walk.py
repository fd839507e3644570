"""The reader on a page, in a real browser: a walk by clicks through the sample portal."""

import asyncio
import os
import sys
from asyncio.subprocess import DEVNULL, PIPE
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

pytest.importorskip("textual_serve", reason="the extra `serve` is not installed: pip install 'tuinews[serve]'")

from cli.browser_page import BrowserPage, chromium_page, find_chromium
from waiting import patience

CHROMIUM = find_chromium()

pytestmark = pytest.mark.skipif(
    CHROMIUM is None, reason="there is no Chromium to click in: apt install chromium, or another browser of its kind"
)


@pytest.fixture
async def address(tmp_path: Path) -> AsyncIterator[str]:
    """Where the sample portal is served; the token is in it."""
    environment = {name: value for name, value in os.environ.items() if name in {"PATH", "HOME", "TMPDIR"}}
    words = ("-m", "tuinews", "--home", str(tmp_path / "home"), "serve", "--demo", "--port", "0")
    server = await asyncio.create_subprocess_exec(
        sys.executable, *words, env={**environment, "LANG": "C.UTF-8"}, stdout=PIPE, stderr=DEVNULL
    )
    assert server.stdout is not None
    async with patience("the address"):
        yield (await server.stdout.readline()).decode().strip()
    server.terminate()
    await server.wait()


class Walk:
    """Clicks on what stands in a pane of the reader."""

    def __init__(self, page: BrowserPage) -> None:
        self._page = page

    @property
    def _article(self) -> int:
        """The column in which the article's pane begins: the last of three."""
        return self._page.lines[1].rfind("╭")

    def read_head(self) -> str:
        """Return the first lines of the article's pane."""
        return "\n".join(line[self._article :] for line in self._page.lines[2:8])

    async def click_in_feeds(self, text: str) -> None:
        await self._click(text, 0)

    async def click_in_list(self, text: str) -> None:
        await self._click(text, self._page.lines[1].find("╭", 1))

    async def click_in_article(self, text: str) -> None:
        await self._click(text, self._article)

    async def _click(self, text: str, first: int) -> None:
        x, y = self._page.find(text, first)
        await self._page.click(x + 1, y)

    def find_related(self) -> str:
        """Return how the title of the first article that this one leads to begins."""
        x, y = self._page.find("[a] ", self._article)
        return " ".join(self._page.lines[y][x:].split()[2:5])


async def test_list_article_tag_link_and_back_by_clicks(address: str, tmp_path: Path) -> None:
    assert CHROMIUM is not None
    async with chromium_page(CHROMIUM, tmp_path / "profile") as page:
        walk = Walk(page)
        await page.open(address)
        # the places come with what they hold, and move the feeds below them
        await page.until("▸ Inbox", "  Today ", "  Stories ", "  Topics ", "The Halden Courier ")
        await walk.click_in_feeds("The Halden Courier ")  # whose list the grouping of stories leaves as it is
        await page.until("▸ The Halden Courier", "Storm Petra, as it")
        await walk.click_in_list("Storm Petra, as it")
        await page.until("Storm Petra, as it happens", "#Storm Petra", "[a] ")
        await walk.click_in_article("#Storm Petra")
        await page.until("▸ #Storm Petra")
        assert "Storm Petra, as it" in walk.read_head(), "the article stays open beside its tag"
        related = walk.find_related()
        assert related not in walk.read_head()
        await walk.click_in_article(related)
        await page.until_so(f"{related} is open", lambda: related in walk.read_head())
        await page.press("o", control=True)
        await page.until_so("back", lambda: "Storm Petra, as it" in walk.read_head())
