"""A web on loopback, and what a command line gave back."""

import json
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, NamedTuple

from waiting import PATIENCE_SECONDS

DATA = Path(__file__).parent.parent / "data" / "cli"


class Page(NamedTuple):
    body: bytes
    type: str = "application/rss+xml"
    status: int = 200
    headers: tuple[tuple[str, str], ...] = ()


class Result(NamedTuple):
    code: int
    out: str
    err: str

    def json(self) -> Any:
        return json.loads(self.out)

    def objects(self) -> list[Any]:
        return [json.loads(line) for line in self.out.splitlines()]


Tuinews = Callable[..., Result]


@dataclass
class Web:
    """A loopback server: what it serves, and what it was asked."""

    pages: dict[str, Page] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    gate: threading.Event = field(default_factory=threading.Event)
    """Answers wait while it is not set."""
    came: threading.Event = field(default_factory=threading.Event)
    """Set by a request that has to wait."""

    def __post_init__(self) -> None:
        web = self
        self.gate.set()

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                web.asked.append(self.path)
                if not web.gate.is_set():
                    web.came.set()
                    assert web.gate.wait(PATIENCE_SECONDS), f"{self.path} was never let through"
                page = web.pages.get(self.path, Page(b"not here", "text/plain", 404))
                self.send_response(page.status)
                self.send_header("Content-Type", page.type)
                self.send_header("Content-Length", str(len(page.body)))
                for name, value in page.headers:
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(page.body)

            def log_message(self, format: str, *args: object) -> None:  # noqa: A002  the base class names it so
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)
        self._thread.start()

    @property
    def base(self) -> str:
        return f"http://127.0.0.1:{self._server.server_port}"

    def serve(self, path: str, file: Path, content_type: str) -> str:
        body = file.read_bytes().replace(b"{BASE}", self.base.encode())
        self.pages[path] = Page(body, content_type)
        return f"{self.base}{path}"

    def serve_portal(self) -> str:
        """Serve our own small portal and give its feed's address."""
        folder = DATA / "portal"
        self.serve("/coast/ferry-gannet-reaches-port-aldry", folder / "article.html", "text/html; charset=utf-8")
        return self.serve("/feed.xml", folder / "feed.xml", "application/rss+xml; charset=utf-8")

    def close(self) -> None:
        self.gate.set()
        if self._thread.is_alive():
            self._server.shutdown()
            self._server.server_close()
            self._thread.join()
