"""A web of our own on loopback, and a clock of our own."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from time import monotonic

NOW = 1_800_000_000


@dataclass
class Page:
    body: bytes = b""
    content_type: str = "application/rss+xml"
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)


class Server(ThreadingHTTPServer):
    """Has room for all who come at once: whom the kernel turns away tries again after seconds, up to the time limit."""

    request_queue_size = 256


class Web:
    """Pages by path, and a log of what was asked for."""

    def __init__(self) -> None:
        self.pages: dict[str, Page] = {}
        self.log: list[tuple[str, dict[str, str]]] = []
        self.moments: list[float] = []
        """When each request came."""
        self.most_at_once = 0
        self._now = 0
        self._counting = threading.Lock()
        web = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                with web.counted():
                    self._answer()

            def _answer(self) -> None:
                web.log.append((self.path, {key.lower(): value for key, value in self.headers.items()}))
                page = web.pages.get(self.path, Page(b"gone missing", "text/plain", 404))
                etag = page.headers.get("ETag")
                unchanged = etag is not None and self.headers.get("If-None-Match") == etag
                self.send_response(304 if unchanged else page.status)
                for key, value in page.headers.items():
                    self.send_header(key, value)
                self.send_header("Content-Type", page.content_type)
                self.send_header("Content-Length", "0" if unchanged else str(len(page.body)))
                self.end_headers()
                if not unchanged:
                    self.wfile.write(page.body)

            def log_message(self, *_: object) -> None:
                """Say nothing on stderr."""

        self._server = Server(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        self._thread.start()
        self.port = self._server.server_address[1]

    @contextmanager
    def counted(self) -> Iterator[None]:
        """Count how many requests are answered at the same time."""
        with self._counting:
            self.moments.append(monotonic())
            self._now += 1
            self.most_at_once = max(self.most_at_once, self._now)
        yield
        with self._counting:
            self._now -= 1

    def url(self, path: str) -> str:
        return f"http://127.0.0.1:{self.port}{path}"

    def paths(self) -> list[str]:
        return [path for path, _ in self.log]

    def put(self, path: str, text: str, content_type: str = "application/rss+xml", **headers: str) -> str:
        names = {key.replace("_", "-"): value for key, value in headers.items()}
        self.pages[path] = Page(text.encode(), content_type, headers=names)
        return self.url(path)

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


class Clock:
    """A clock that stands still until it is told to move."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> int:
        return self.now
