"""A page in headless Chromium, driven by the DevTools protocol: what its terminal shows, and clicks into that."""

import asyncio
import base64
import json
import os
import shutil
from asyncio.subprocess import DEVNULL, PIPE
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from itertools import count
from pathlib import Path
from typing import Any

import pyte
from aiohttp import ClientSession, ClientWebSocketResponse, WSMsgType

from waiting import patience

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")

FLAGS = (
    "--headless=new",
    "--disable-gpu",
    "--no-first-run",
    "--disable-extensions",
    "--disable-background-networking",
    "--disable-dev-shm-usage",
    "--remote-debugging-port=0",
    "--window-size=1400,900",
)


def find_chromium() -> str | None:
    """Return where Chromium is, or a program of its kind."""
    return next((path for path in map(shutil.which, NAMES) if path), None)


class BrowserPage:
    """A page whose terminal gets what a reader draws by a web socket; that is drawn here once more, to be read."""

    def __init__(self, tools: ClientWebSocketResponse) -> None:
        self._tools = tools
        self._numbers = count(1)
        self._answers: dict[int, asyncio.Future[dict[str, Any]]] = {}
        self._session: str | None = None
        self._changed = asyncio.Event()
        self._screen = pyte.Screen(80, 24)
        self._stream = pyte.ByteStream(self._screen)

    @property
    def lines(self) -> list[str]:
        """What the terminal shows."""
        return list(self._screen.display)

    async def listen(self) -> None:
        """Take in what the browser tells, until it ends."""
        async for message in self._tools:
            if message.type is WSMsgType.TEXT:
                self._take(json.loads(message.data))

    def _take(self, told: dict[str, Any]) -> None:
        if (answer := self._answers.pop(told.get("id", 0), None)) is not None and not answer.done():
            answer.set_result(told)
        frame = told.get("params", {}).get("response", {})
        if told.get("method") == "Network.webSocketFrameReceived" and frame["opcode"] == 2:
            self._stream.feed(base64.b64decode(frame["payloadData"]))
        elif told.get("method") == "Network.webSocketFrameSent" and frame["payloadData"].startswith('["resize"'):
            size = json.loads(frame["payloadData"])[1]
            self._screen.resize(size["height"], size["width"])
        self._changed.set()

    async def ask(self, method: str, **parameters: Any) -> dict[str, Any]:
        """Have the browser do something, and return its answer."""
        number = next(self._numbers)
        answer = self._answers[number] = asyncio.get_running_loop().create_future()
        session = {} if self._session is None else {"sessionId": self._session}
        await self._tools.send_json({"id": number, "method": method, "params": parameters, **session})
        async with patience(f"an answer to {method}"):
            told = await answer
        assert "error" not in told, told
        return dict(told["result"])

    async def open(self, address: str) -> None:
        """Go to an address in a page of its own."""
        target = (await self.ask("Target.createTarget", url="about:blank"))["targetId"]
        self._session = (await self.ask("Target.attachToTarget", targetId=target, flatten=True))["sessionId"]
        await self.ask("Network.enable")
        await self.ask("Page.navigate", url=address)

    async def until(self, *texts: str) -> None:
        """Wait until the terminal shows all of these."""
        await self.until_so(f"{texts}", lambda: all(any(text in line for line in self.lines) for text in texts))

    async def until_so(self, what: str, is_so: Callable[[], bool]) -> None:
        """Wait until something is so of what the terminal shows."""
        try:
            async with patience(what):
                while not is_so():
                    self._changed.clear()
                    await self._changed.wait()
        except AssertionError as error:
            raise AssertionError("\n".join((str(error), *self.lines))) from None

    def find(self, text: str, first: int = 0) -> tuple[int, int]:
        """Return column and line of a text that the terminal shows, from a column on."""
        for y, line in enumerate(self.lines):
            if (x := line.find(text, first)) >= 0:
                return x, y
        raise AssertionError(f"{text!r} is not on {self.lines}")

    async def click(self, column: int, line: int) -> None:
        """Click into the middle of a cell of the terminal."""
        box = json.loads((await self.ask("Runtime.evaluate", expression=_BOX))["result"]["value"])
        x = box["x"] + (column + 0.5) * box["width"] / self._screen.columns
        y = box["y"] + (line + 0.5) * box["height"] / self._screen.lines
        for kind in ("mousePressed", "mouseReleased"):
            await self.ask("Input.dispatchMouseEvent", type=kind, x=x, y=y, button="left", buttons=1, clickCount=1)

    async def press(self, key: str, *, control: bool = False) -> None:
        """Press the key of a letter."""
        said = {"key": key, "code": f"Key{key.upper()}", "windowsVirtualKeyCode": ord(key.upper())}
        held = {"modifiers": 2} if control else {"text": key}
        await self.ask("Input.dispatchKeyEvent", type="keyDown", **said, **held)
        await self.ask("Input.dispatchKeyEvent", type="keyUp", **said)


_BOX = "(() => JSON.stringify(document.querySelector('.xterm-screen').getBoundingClientRect()))()"


@asynccontextmanager
async def chromium_page(program: str, folder: Path) -> AsyncIterator[BrowserPage]:
    """Start Chromium with a profile of its own, and give a page of it."""
    rights = ("--no-sandbox",) if os.geteuid() == 0 else ()
    words = (*FLAGS, *rights, f"--user-data-dir={folder}")
    browser = await asyncio.create_subprocess_exec(program, *words, stderr=PIPE, stdout=DEVNULL)
    try:
        async with ClientSession() as client:
            address = await _find_tools(browser)
            async with client.ws_connect(address, max_msg_size=0) as tools:
                page = BrowserPage(tools)
                listening = asyncio.ensure_future(page.listen())
                yield page
                listening.cancel()
    finally:
        if browser.returncode is None:
            browser.kill()
        await browser.wait()


async def _find_tools(browser: asyncio.subprocess.Process) -> str:
    """Return the address at which the browser takes orders, which it tells when it has started."""
    assert browser.stderr is not None
    async with patience("the browser"):
        while line := (await browser.stderr.readline()).decode():
            if "listening on " in line:
                return line.partition("listening on ")[2].strip()
    raise AssertionError("the browser ended")
