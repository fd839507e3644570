"""A server on loopback in a thread of its own, with a log of what was asked and faults that tests inject."""

import gzip
import ssl
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Literal, NamedTuple, Self
from urllib.parse import parse_qsl, unquote_plus, urlsplit

LOGIN_PAGE = b"<!DOCTYPE html><html><head><title>Sign in</title></head><body><form></form></body></html>"

FaultKind = Literal["answer", "cut", "drop", "lost", "ignored", "partial", "do"]


class Asked(NamedTuple):
    """A request as it came."""

    method: str
    path: str
    query: tuple[tuple[str, str], ...]
    headers: dict[str, str]
    body: bytes

    def values(self, name: str) -> list[str]:
        """Return all values of a parameter, of the address and then of the form."""
        return [value for key, value in (*self.query, *self.form) if key == name]

    def value(self, name: str) -> str:
        """Return the last value of a parameter; `""` if there is none."""
        return (self.values(name) or [""])[-1]

    @property
    def form(self) -> tuple[tuple[str, str], ...]:
        """The fields of the body, in their order."""
        if "json" in self.headers.get("content-type", ""):
            return ()
        return read_form(self.body)


class Told(NamedTuple):
    """What is answered."""

    body: bytes = b""
    status: int = 200
    content_type: str = "application/json"
    headers: tuple[tuple[str, str], ...] = ()


WENT_WRONG = Told(b"it went wrong", 500, "text/plain")


@dataclass
class Fault:
    """What goes wrong with requests whose path ends with `path`."""

    path: str
    kind: FaultKind = "answer"
    """`answer` gives `told` instead; `cut` ends the true answer in its middle; `drop` closes unheard; `lost` carries
    out and closes without an answer; `ignored` answers OK without effect; `partial` carries out the first half of a
    form and answers OK, as where a database stayed locked; `do` runs `action` first and goes on."""
    told: Told = WENT_WRONG
    action: Callable[[], object] = lambda: None
    """What happens first, whatever the kind: as the change of an item, or the wait for an event."""
    skip: int = 0
    """Requests that pass unharmed before."""
    times: int = 1
    """Requests that it befalls; `-1` for all."""

    def befalls(self, path: str) -> bool:
        """Return whether this request is one of those, and count it."""
        if not path.endswith(self.path) or self.times == 0:
            return False
        if self.skip:
            self.skip -= 1
            return False
        self.times -= 1
        return True


def html_page(status: int = 200) -> Told:
    """Return a page for people where JSON is due, as a login page or a proxy's error."""
    return Told(LOGIN_PAGE, status, "text/html; charset=utf-8")


def too_many(seconds: int | None = 120) -> Told:
    """Return a 429."""
    headers = () if seconds is None else (("Retry-After", str(seconds)),)
    return Told(b"slow down", 429, "text/plain", headers)


def read_form(body: bytes) -> tuple[tuple[str, str], ...]:
    """Return the fields of a form in their order, empty ones included."""
    pairs = (part.partition("=") for part in body.decode("latin-1").split("&") if part)
    return tuple((unquote_plus(name), unquote_plus(value)) for name, _, value in pairs)


@dataclass
class LoopbackServer:
    """Runs while it is entered; a subclass answers in `answer`, one request at a time."""

    log: list[Asked] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    port: int = 0
    certificate: str = ""
    """A file with a certificate and its key, for https; `""` for http."""
    compresses: bool = True
    most_at_once: int = 0
    """Most requests that were under way together."""
    bytes_sent: int = 0

    def __post_init__(self) -> None:
        self._lock = threading.Lock()
        self._now = 0
        self._http: ThreadingHTTPServer | None = None

    def answer(self, asked: Asked) -> Told:
        """Return what is answered."""
        raise NotImplementedError

    def ignored(self, asked: Asked) -> Told:  # noqa: ARG002  a protocol may answer by what was asked
        """Return what is answered when a change is said to be done and is not."""
        return Told(b"OK", content_type="text/plain")

    @property
    def origin(self) -> str:
        """Scheme, host and port."""
        return f"{'https' if self.certificate else 'http'}://127.0.0.1:{self.port}"

    def paths(self) -> list[str]:
        """Return the paths that were asked for, in their order."""
        return [asked.path for asked in self.log]

    def __enter__(self) -> Self:
        self._http = _Listener(("127.0.0.1", self.port), _handler_of(self))
        self.port = self._http.server_address[1]
        if self.certificate:
            context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
            context.load_cert_chain(self.certificate)
            self._http.socket = context.wrap_socket(self._http.socket, server_side=True)
        threading.Thread(target=self._http.serve_forever, args=(0.02,), daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._http is not None:
            self._http.shutdown()
            self._http.server_close()
            self._http = None

    def respond(self, asked: Asked) -> tuple[Told, bool] | None:
        """Return the answer and whether it is whole; `None` to close without one."""
        with self._lock:
            self.log.append(asked)
            self._now += 1
            self.most_at_once = max(self.most_at_once, self._now)
            fault = next((one for one in self.faults if one.befalls(asked.path)), None)
        try:
            if fault is not None:
                fault.action()  # not under the lock: it may wait, while other requests are answered
            with self._lock:
                return self._respond(asked, fault)
        finally:
            with self._lock:
                self._now -= 1

    def _respond(self, asked: Asked, fault: Fault | None) -> tuple[Told, bool] | None:
        kind = "do" if fault is None else fault.kind
        if fault is not None and kind == "answer":
            return fault.told, True
        if kind == "partial":
            fields = asked.body.split(b"&")
            asked = asked._replace(body=b"&".join(fields[: len(fields) // 2 + 1]))
        if kind == "drop":
            return None
        told = self.ignored(asked) if kind == "ignored" else self.answer(asked)
        return None if kind == "lost" else (told, kind != "cut")


class _Listener(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128
    block_on_close = False


def _handler_of(server: LoopbackServer) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True
        wbufsize = -1  # head and body in one packet

        def _answer(self) -> None:
            parts = urlsplit(self.path)
            size = int(self.headers.get("Content-Length", "0"))
            asked = Asked(
                self.command,
                parts.path,
                tuple(parse_qsl(parts.query, keep_blank_values=True)),
                {name.lower(): value for name, value in self.headers.items()},
                self.rfile.read(size),
            )
            told = server.respond(asked)
            if told is None:
                self.close_connection = True
                return
            answer, whole = told
            head, body = _pack(answer, asked, compresses=server.compresses)
            self.send_response(answer.status)
            for name, value in head:
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body if whole else body[: len(body) // 2])
            server.bytes_sent += len(body)
            self.close_connection = self.close_connection or not whole

        do_GET = do_POST = do_PUT = do_DELETE = _answer  # noqa: N815  http.server's names

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002  http.server's name
            pass

    return Handler


def _pack(told: Told, asked: Asked, *, compresses: bool) -> tuple[list[tuple[str, str]], bytes]:
    """Return the headers and the body as they are sent."""
    body, headers = told.body, list(told.headers)
    if compresses and len(body) > 500 and "gzip" in asked.headers.get("accept-encoding", ""):
        body = gzip.compress(body, 1)
        headers.append(("Content-Encoding", "gzip"))
    return [("Content-Type", told.content_type), ("Content-Length", str(len(body))), *headers], body
