"""Serves the sample portal on loopback: every outlet is a host of its own, 127.0.0.1 with its own port.

Politeness is counted per scheme, address and port, so the outlets can be asked at the same time.
"""

import gzip
import selectors
import socket
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from hashlib import sha256
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Self
from urllib.parse import urlsplit

from tuinews.demo.newsroom import Newsroom, fill_in_dates, newsroom
from tuinews.demo.press import Catalogue, Press, Printed
from tuinews.model.clock import Instant
from tuinews.model.feed import NewFeed
from tuinews.model.text import safe_text

ADDRESS = "127.0.0.1"
"""Where the portal listens: reachable from this machine alone."""

FIRST_PORT = 18_421
"""The first outlet's port, the next ones follow; a port that is taken is replaced by any free one."""

_COMPRESSED = ("text/", "application/", "image/svg")


@dataclass(frozen=True, slots=True)
class Site:
    """The running portal, as a browser sees it."""

    base: str
    """Front page of the first outlet, without the last slash."""
    feeds: tuple[NewFeed, ...]


class Portal:
    """The portal's hosts and the threads that serve them; a `first_port` of 0 takes any free ports."""

    def __init__(self, texts: Newsroom | None = None, first_port: int = FIRST_PORT) -> None:
        self._texts = texts or newsroom()
        self._first_port = first_port
        self._open = ExitStack()
        self.presses: tuple[Press, ...] = ()
        """One for each outlet, once started."""

    @property
    def site(self) -> Site:
        """What to subscribe to; empty until started."""
        feeds = tuple(
            NewFeed(p.base + p.outlet.feed_path, safe_text(p.outlet.title), (safe_text(p.outlet.folder),))
            for p in self.presses
        )
        return Site(self.presses[0].base if self.presses else "", feeds)

    def start(self, now: Instant) -> Self:
        """Serves the portal with stories minutes to days older than `now`. Raises OSError when loopback is closed."""
        with ExitStack() as opening:
            ports = range(self._first_port, self._first_port + len(self._texts.outlets))
            hosts = [opening.enter_context(_bind(port if self._first_port else 0)) for port in ports]
            served = tuple(zip(self._texts.outlets, hosts, strict=True))
            bases = {outlet.key: f"http://{ADDRESS}:{host.server_port}" for outlet, host in served}
            catalogue = Catalogue(fill_in_dates(self._texts, now), now, bases)
            self.presses = tuple(Press(outlet, catalogue) for outlet, _ in served)
            for press, host in zip(self.presses, hosts, strict=True):
                host.press = press
            opening.callback(_run(hosts))
            self._open = opening.pop_all()
        return self

    def stop(self) -> None:
        """Ends every host and waits for its thread; may be called again."""
        self._open.close()


@contextmanager
def serve(now: Instant) -> Iterator[Site]:
    """Serves the sample portal while the block runs. Raises OSError when loopback is closed."""
    portal = Portal().start(now)
    try:
        yield portal.site
    finally:
        portal.stop()


class Host(ThreadingHTTPServer):
    """One outlet's server."""

    daemon_threads = True
    timeout = 0
    """`handle_request` is called only when somebody has called in, and need not wait."""
    press: Press

    def handle_error(self, request: object, client_address: object) -> None:
        """Says nothing of a caller who hung up: the terminal belongs to the reader."""


class Handler(BaseHTTPRequestHandler):
    """Answers GET, with validators (RFC 9110 section 13) and gzip where they are asked for."""

    protocol_version = "HTTP/1.1"
    server_version = "Portal"
    sys_version = ""
    timeout = 10
    server: Host

    def do_GET(self) -> None:
        """Answers one request."""
        printed = self.server.press.answer(urlsplit(self.path).path)
        if printed is None:
            self._send(HTTPStatus.NOT_FOUND, Printed(b"<h1>404</h1>", "text/html; charset=utf-8"), {})
            return
        etag = f'"{sha256(printed.body).hexdigest()[:20]}{"-gzip" if self._zips(printed) else ""}"'
        headers = {"ETag": etag, "Cache-Control": "max-age=60", "Vary": "Accept-Encoding"}
        if self._knows(etag):
            self.send_response(HTTPStatus.NOT_MODIFIED)
            self._finish(headers)
            return
        self._send(HTTPStatus.OK, printed, headers)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class names it so
        """Says nothing: the terminal belongs to the reader."""

    def _knows(self, etag: str) -> bool:
        asked = self.headers.get("If-None-Match", "")
        return etag in {part.strip().removeprefix("W/") for part in asked.split(",")} or asked.strip() == "*"

    def _zips(self, printed: Printed) -> bool:
        return "gzip" in self.headers.get("Accept-Encoding", "") and printed.type.startswith(_COMPRESSED)

    def _send(self, status: HTTPStatus, printed: Printed, headers: dict[str, str]) -> None:
        body = printed.body
        added = {"Content-Type": printed.type}
        if self._zips(printed):
            body = gzip.compress(body, compresslevel=5, mtime=0)
            added["Content-Encoding"] = "gzip"
        self.send_response(status)
        self._finish({**headers, **added, "Content-Length": str(len(body))})
        self.wfile.write(body)

    def _finish(self, headers: dict[str, str]) -> None:
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Connection", "close")  # a connection kept open would outlive the portal
        self.end_headers()


def _bind(port: int) -> Host:
    try:
        return Host((ADDRESS, port), Handler)
    except OSError:
        return Host((ADDRESS, 0), Handler)


def _run(hosts: Sequence[Host]) -> Callable[[], None]:
    """Serves all hosts from one thread that sleeps until it is called; what is returned ends it."""
    bell, ringer = socket.socketpair()

    def serve_until_rung() -> None:
        with selectors.DefaultSelector() as waiting:
            waiting.register(bell, selectors.EVENT_READ)
            for host in hosts:
                waiting.register(host, selectors.EVENT_READ, host)
            while True:
                for key, _ in waiting.select():
                    if key.data is None:
                        return
                    key.data.handle_request()

    thread = threading.Thread(target=serve_until_rung, name="sample portal", daemon=True)
    thread.start()

    def end() -> None:
        with bell, ringer:
            ringer.send(b".")
            thread.join()

    return end
