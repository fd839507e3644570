"""Servers on loopback that put what they like wherever a server has a say, and a library that is subscribed to them."""

import socketserver
import ssl
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from certificates import NEW_KEY, openssl

Says = Callable[[bytes], bytes]
"""What is answered, with these words in it."""


def _named(words: bytes) -> bytes:
    """As much of it as can be where an address has its host."""
    return words.translate(None, b"[]/?#@:\\")


PROTOCOL: dict[str, Says] = {
    "reason": lambda words: b"HTTP/1.1 500 " + words + b"\r\nContent-Length: 0\r\n\r\n",
    "error-body": lambda words: (
        b"HTTP/1.1 404 Not Found\r\nContent-Type: " + words + b"\r\n\r\n<h1>" + words + b"</h1>"
    ),
    "login": lambda words: b'HTTP/1.1 401 No\r\nWWW-Authenticate: Basic realm="' + words + b'"\r\n\r\n' + words,
    "no-status": lambda words: words + b"\r\n\r\n",
    "odd-status": lambda words: b"HTTP/1.1 " + words + b" OK\r\n\r\n",
    "unknown-status": lambda words: b"HTTP/1.1 799 " + words + b"\r\n\r\n" + words,
    "no-header": lambda words: b"HTTP/1.1 200 OK\r\n" + words + b"\r\n\r\n",
    "odd-header": lambda words: b"HTTP/1.1 200 OK\r\n" + words + b": " + words + b"\r\n\r\n",
    "odd-length": lambda words: b"HTTP/1.1 200 OK\r\nContent-Length: " + words + b"\r\n\r\n",
    "odd-coding": lambda words: b"HTTP/1.1 200 OK\r\nTransfer-Encoding: " + words + b"\r\n\r\n",
    "odd-packing": lambda words: b"HTTP/1.1 200 OK\r\nContent-Encoding: " + words + b"\r\n\r\n" + words,
    "odd-chunk": lambda words: b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + words + b"\r\nx\r\n0\r\n\r\n",
    "long-chunk": lambda words: (
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\n" + words + b"\r\n0\r\n\r\n"
    ),
    "cut-chunk": lambda words: b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nffff\r\n" + words,
    "redirect-scheme": lambda words: b"HTTP/1.1 301 Moved\r\nLocation: rude" + words + b":x\r\n\r\n",
    "redirect-host": lambda words: b"HTTP/1.1 302 Found\r\nLocation: http://no host" + words + b"/\r\n\r\n",
    "redirect-name": lambda words: b"HTTP/1.1 302 Found\r\nLocation: http://" + _named(words) + b" \xc3\xbc/\r\n\r\n",
    "redirect-path": lambda words: b"HTTP/1.1 307 Found\r\nLocation: /nowhere" + words + b"\r\n\r\n",
    "page": lambda words: b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<html><title>" + words + b"</title>",
    "no-feed": lambda words: b"HTTP/1.1 200 OK\r\nETag: " + words + b"\r\n\r\n<" + words + b"><rss>",
    "gone": lambda words: b"HTTP/1.1 410 " + words + b"\r\nServer: " + words + b"\r\n\r\n" + words,
}
"""By what is odd in it."""

LATER: dict[str, Says] = {
    "later": lambda words: b"HTTP/1.1 503 " + words + b"\r\nRetry-After: " + words + b"\r\n\r\n" + words,
}
"""These make their whole host wait, so they have one for themselves."""


class _Server(socketserver.ThreadingTCPServer):
    daemon_threads = True
    allow_reuse_address = True
    answers: Mapping[str, bytes]
    tls: ssl.SSLContext | None = None


class _Answer(socketserver.StreamRequestHandler):
    server: _Server

    def handle(self) -> None:
        with suppress(OSError):  # who does not like the certificate breaks off
            if self.server.tls is not None:
                self.server.tls.wrap_socket(self.request, server_side=True).close()
                return
            asked = self.rfile.readline().split(b" ")
            while self.rfile.readline().strip():
                pass
            self.wfile.write(
                self.server.answers.get(asked[1].decode()[1:].partition("?")[0], b"HTTP/1.1 404 No\r\n\r\n")
            )


@contextmanager
def serving(answers: Mapping[str, bytes], certificate: Path | None = None) -> Iterator[tuple[str, ...]]:
    """Serve; the addresses of all that is answered."""
    server = _Server(("127.0.0.1", 0), _Answer)
    server.answers = answers
    if certificate is not None:
        server.tls = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        server.tls.load_cert_chain(certificate)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    scheme = "http" if certificate is None else "https"
    try:
        yield tuple(f"{scheme}://127.0.0.1:{server.server_address[1]}/{path}" for path in answers)
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@contextmanager
def rude(words: bytes, trusted: Path, unknown: Path) -> Iterator[tuple[str, ...]]:
    """All of them, and two whose certificates are at fault; the addresses to subscribe to."""
    with ExitStack() as stack:
        found: list[str] = []
        for kinds in (PROTOCOL, LATER):
            found += stack.enter_context(serving({path: says(words) for path, says in kinds.items()}))
        for certificate in (trusted, unknown):
            found += stack.enter_context(serving({"tls": b""}, certificate))
        yield tuple(found)


def subscribe(home: Path, addresses: tuple[str, ...]) -> None:
    """Make a library that has never asked these."""
    from tuinews.cli import run

    (home / "config").mkdir(parents=True)
    settings = "[refresh]\nat_start = false\nwhile_open = false\nhost_gap_seconds = 0.0\n"
    (home / "config" / "config.toml").write_text(settings, "utf-8")
    outlines = "".join(f'<outline text="Feed {number:02d}" xmlUrl="{url}"/>' for number, url in enumerate(addresses, 1))
    (home / "feeds.opml").write_text(f"<opml><body>{outlines}</body></opml>", "utf-8")
    assert run(["--home", str(home), "import", str(home / "feeds.opml")]) == 0


def certificate(folder: Path, words: str) -> Path:
    """A certificate for nobody here, signed by itself, with these words in every name that it has."""
    folder.mkdir()
    begun, ended = (
        part.replace("\\", "\\\\").replace("/", "\\/").replace("+", "\\+") for part in (words[:40], words[-40:])
    )
    subject = f"/CN=rude {begun}/O=rude {ended}/OU=rude {begun}"
    key, made = folder / "key.pem", folder / "made.pem"
    plain = "".join(letter for letter in words[:40] if letter.isascii() and letter not in "[]=;,$#\n\"'\\")
    names = f"subjectAltName=DNS:rude{plain}.example,email:rude{plain}@rude.example"
    told = ("-utf8", "-subj", subject, "-addext", names, "-days", "2")
    openssl("req", "-x509", *NEW_KEY, *told, "-keyout", str(key), "-out", str(made))
    file = folder / "rude.pem"
    file.write_text(key.read_text() + made.read_text())
    return file
