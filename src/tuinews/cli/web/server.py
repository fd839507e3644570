"""The server: textual-serve's own, for one user with a token, on this machine alone, one reader at a time."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from hmac import compare_digest
from pathlib import Path

from aiohttp import web
from textual_serve.server import Server

from tuinews.model.error import TuinewsError

HOST = "127.0.0.1"

_PAGE = Path(__file__).parent / "page"

_LEAVE_SECONDS = 5.0
"""How long a page that is loaded anew waits for the reader of the page before it to leave."""

_POLICY = (
    "default-src 'self'; connect-src 'self' ws://{host}; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
    "object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)

_HEADERS = {"Referrer-Policy": "no-referrer", "X-Content-Type-Options": "nosniff", "Cache-Control": "no-store"}

Answerer = Callable[[web.Request], Awaitable[web.StreamResponse]]


class ReaderServer(Server):
    """Serves one reader at a time to whoever has the token."""

    def __init__(self, command: str, port: int, token: str) -> None:
        """Make the server; `command` starts the reader that a page shows."""
        super().__init__(command, HOST, port, title="tuinews", templates_path=_PAGE, public_url="")
        self._token = token
        self._free = asyncio.Lock()
        """Held while a reader is open."""

    async def start(self) -> web.AppRunner:
        """Begin to serve, and return what `cleanup()` ends it with.

        Raises:
            TuinewsError: the port is taken, or not for this user.
        """
        logging.getLogger("aiohttp").setLevel(logging.CRITICAL)
        runner = web.AppRunner(await self._make_app(), access_log=None, shutdown_timeout=2.0)
        await runner.setup()
        try:
            await web.TCPSite(runner, HOST, self.port).start()
        except OSError as error:
            await runner.cleanup()
            raise TuinewsError(
                f"Port {self.port} cannot be served ({error.strerror or error}): name another one with --port."
            ) from error
        self.port = runner.addresses[0][1]
        self.public_url = f"http://{HOST}:{self.port}"
        return runner

    @property
    def cookie(self) -> str:
        """The name of the cookie that a browser gets for the token, so that this stays in no history and no address.

        It has the port, since cookies do not tell ports apart (RFC 6265, 8.5): two readers would share one token.
        """
        return f"tuinews-{self.port}"

    @property
    def address(self) -> str:
        """The address to open, with the token."""
        return f"{self.public_url}/?token={self._token}"

    async def on_startup(self, app: web.Application) -> None:
        """Say nothing: the command tells the address."""

    async def _make_app(self) -> web.Application:
        app = await super()._make_app()
        app.middlewares.append(self._guard)
        app.router.add_get("/focus.js", self._send_script)
        return app

    @web.middleware
    async def _guard(self, request: web.Request, handler: Answerer) -> web.StreamResponse:
        """Let in who has the token; the page is told to load nothing from elsewhere."""
        self._check_host(request)
        if self._is_token(request.query.get("token", "")):
            onward = web.HTTPFound("/")
            onward.set_cookie(self.cookie, self._token, httponly=True, samesite="Strict", path="/")
            raise onward
        if not self._is_token(request.cookies.get(self.cookie, "")):
            raise web.HTTPForbidden(text="Open the whole address that `tuinews serve` printed, token included.\n")
        answer = await handler(request)
        if not answer.prepared:
            answer.headers.update(_HEADERS)
            answer.headers["Content-Security-Policy"] = _POLICY.format(host=f"{HOST}:{self.port}")
        return answer

    async def _send_script(self, _request: web.Request) -> web.FileResponse:
        return web.FileResponse(_PAGE / "focus.js")

    def _is_token(self, given: str) -> bool:
        return compare_digest(given.encode(), self._token.encode())

    def _check_host(self, request: web.Request) -> None:
        """Refuse pages of other sites that found a way here: by a name that leads to this machine, or as an origin."""
        if request.host not in {f"{HOST}:{self.port}", HOST}:
            raise web.HTTPForbidden(text=f"This is served as {self.public_url} only.\n")
        if request.headers.get("Origin", self.public_url) != self.public_url:
            raise web.HTTPForbidden(text="Pages of other sites get nothing here.\n")

    async def handle_websocket(self, request: web.Request) -> web.WebSocketResponse:
        """Open a reader for a page, unless one is open in another."""
        try:
            async with asyncio.timeout(_LEAVE_SECONDS):
                await self._free.acquire()
        except TimeoutError:
            raise web.HTTPConflict(text="The reader is open in another window: leave it there first.\n") from None
        try:
            return await super().handle_websocket(request)
        finally:
            self._free.release()
