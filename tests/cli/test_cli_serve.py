"""The reader in a browser: whoever has the token, from this machine, one at a time."""

import shlex
import sys
from collections.abc import AsyncIterator

import pytest

from cli.door import Tuinews

pytest.importorskip("textual_serve", reason="the extra `serve` is not installed: pip install 'tuinews[serve]'")
from aiohttp import ClientSession, CookieJar, WSServerHandshakeError

from tuinews.cli.web import server as server_module
from tuinews.cli.web.server import ReaderServer

TOKEN = "a-token-of-the-test"

CHILD = """
import sys
sys.stdout.buffer.write(b"__GANGLION__\\nD" + (5).to_bytes(4, "big") + b"hello")
sys.stdout.buffer.flush()
while (kind := sys.stdin.buffer.read(1)):
    told = sys.stdin.buffer.read(int.from_bytes(sys.stdin.buffer.read(4), "big"))
    if kind == b"M" and b"quit" in told:
        break
"""
"""What stands in for the reader: it says hello, and leaves when it is told to."""


@pytest.fixture
async def server(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[ReaderServer]:
    monkeypatch.setattr(server_module, "_LEAVE_SECONDS", 0.05)
    made = make_server(TOKEN)
    runner = await made.start()
    yield made
    await runner.cleanup()


def make_server(token: str) -> ReaderServer:
    return ReaderServer(shlex.join([sys.executable, "-S", "-c", CHILD]), 0, token)


async def test_only_the_token_opens_the_page(server: ReaderServer) -> None:
    async with ClientSession() as stranger, ClientSession(cookie_jar=CookieJar(unsafe=True)) as user:
        for path in ("/", "/?token=guess", "/ws", "/static/js/textual.js", "/focus.js"):
            assert (await stranger.get(server.public_url + path)).status == 403, path
        page = await user.get(server.address)
        assert (page.status, str(page.url)) == (200, f"{server.public_url}/")
        assert TOKEN not in await page.text()
        assert "default-src 'self'" in page.headers["Content-Security-Policy"]
        [came] = page.history
        cookie = came.cookies[server.cookie]
        assert (cookie["httponly"], cookie["samesite"]) == (True, "Strict")


async def test_two_readers_are_open_in_one_browser(server: ReaderServer) -> None:
    second = make_server("another-token")
    runner = await second.start()
    async with ClientSession(cookie_jar=CookieJar(unsafe=True)) as browser:
        for address in (server.address, second.address, server.public_url, second.public_url):
            assert (await browser.get(address)).status == 200, address
    await runner.cleanup()


async def test_pages_of_other_sites_get_nothing(server: ReaderServer) -> None:
    async with ClientSession(headers={"Cookie": f"{server.cookie}={TOKEN}"}) as user:
        for headers in ({"Host": "news.example"}, {"Origin": "https://news.example"}):
            assert (await user.get(server.public_url, headers=headers)).status == 403
        assert (await user.get(server.public_url)).status == 200


async def test_one_reader_is_open_at_a_time(server: ReaderServer) -> None:
    place = f"{server.public_url}/ws"
    async with ClientSession(headers={"Cookie": f"{server.cookie}={TOKEN}"}) as user:
        first = await user.ws_connect(place)
        assert await first.receive_bytes(timeout=20) == b"hello"
        with pytest.raises(WSServerHandshakeError) as caught:
            await user.ws_connect(place)
        assert caught.value.status == 409
        await first.close()
        server_module._LEAVE_SECONDS = 20  # the first one may take its time to leave
        second = await user.ws_connect(place)
        assert await second.receive_bytes(timeout=20) == b"hello"
        await second.close()


async def test_a_port_that_is_taken_is_told(server: ReaderServer, tuinews: Tuinews) -> None:
    other = ReaderServer("true", server.port, TOKEN)
    with pytest.raises(Exception, match=r"Port \d+ cannot be served") as caught:
        await other.start()
    assert "\n" not in str(caught.value)
