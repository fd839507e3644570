"""Serves a world of feeds on every loopback address: validators and *304*, gzip, latency, and some trouble if wanted.

    python benchmarks/bench/feed_server.py FOLDER [PORT]

`GET /_set?version=1&latency=100&trouble=1` changes how it answers from then on, and `/_set` says what was asked since
the last time. With trouble, of each hundred feeds one is two seconds late, one fails with 500, one breaks off in the
middle of the body, and one is no XML.
"""

import asyncio
import gc
import gzip
import hashlib
import json
import sys
from collections import Counter
from pathlib import Path
from urllib.parse import parse_qsl

LATE, FAILS, BREAKS, GARBLED = 7, 13, 23, 42
"""Which of each hundred feeds are in trouble."""


class Answer:
    """What is sent for a feed, made ready before anybody asks."""

    def __init__(self, packed: bytes) -> None:
        self.etag = b'"' + hashlib.blake2b(packed, digest_size=12).hexdigest().encode() + b'"'
        said = b"Content-Type: application/xml\r\nVary: Accept-Encoding\r\nETag: " + self.etag + b"\r\n"
        self.unchanged = b"HTTP/1.1 304 Not Modified\r\n" + said + b"\r\n"
        self.packed = _whole(b"200 OK", said + b"Content-Encoding: gzip\r\n", packed)
        self._source, self._said = packed, said

    def plain(self) -> bytes:
        """Return the answer for those who do not unpack."""
        return _whole(b"200 OK", self._said, gzip.decompress(self._source))


def _whole(status: bytes, headers: bytes, body: bytes) -> bytes:
    return b"HTTP/1.1 %s\r\n%sContent-Length: %d\r\n\r\n%s" % (status, headers, len(body), body)


class Feeds:
    """The feeds, how they are answered just now, and what was asked."""

    def __init__(self, folder: Path) -> None:
        self.answers = {path.name.removesuffix(".gz"): Answer(path.read_bytes()) for path in folder.glob("*.gz")}
        self.version, self.latency, self.trouble = 0, 0.0, False
        self.asked: Counter[str] = Counter()

    def set(self, query: str) -> bytes:
        """Change how feeds are answered; return what was asked before, as an answer."""
        wanted = dict(parse_qsl(query))
        self.version = int(wanted.get("version", self.version))
        self.latency = float(wanted.get("latency", 1000 * self.latency)) / 1000
        self.trouble = wanted.get("trouble", "1" if self.trouble else "0") == "1"
        told, self.asked = json.dumps(self.asked).encode(), Counter()
        return _whole(b"200 OK", b"Content-Type: application/json\r\n", told)

    def find(self, path: str, headers: dict[bytes, bytes]) -> bytes:
        """Return the answer to a request."""
        number = path.removeprefix("/").removesuffix(".xml")
        answer = self.answers.get(f"{number}.{self.version}") or self.answers.get(f"{number}.0")
        if answer is None:
            return _whole(b"404 Not Found", b"", b"")
        place = int(number) % 100 if self.trouble else -1
        if place == FAILS:
            self.asked["500"] += 1
            return _whole(b"500 Internal Server Error", b"", b"")
        if place == GARBLED:
            return _whole(b"200 OK", b"Content-Type: application/xml\r\n", b"<rss><channel><item>" + b"\x00<&" * 500)
        if answer.etag in headers.get(b"if-none-match", b""):
            self.asked["304"] += 1
            return answer.unchanged
        self.asked["200"] += 1
        whole = answer.packed if b"gzip" in headers.get(b"accept-encoding", b"") else answer.plain()
        return whole[: len(whole) // 2] if place == BREAKS else whole


class Visit(asyncio.Protocol):
    """One connection."""

    def __init__(self, feeds: Feeds) -> None:
        self._feeds = feeds
        self._waiting = b""
        self._transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Remember where to answer."""
        self._transport = transport if isinstance(transport, asyncio.Transport) else None

    def data_received(self, data: bytes) -> None:
        """Answer each request that is complete."""
        self._waiting += data
        while (end := self._waiting.find(b"\r\n\r\n")) >= 0:
            head, self._waiting = self._waiting[:end], self._waiting[end + 4 :]
            self._take(head)

    def _take(self, head: bytes) -> None:
        line, *lines = head.split(b"\r\n")
        path, _, query = line.split(b" ")[1].decode("latin-1").partition("?")
        headers = {name.lower(): value.strip() for name, _, value in (one.partition(b":") for one in lines)}
        if path == "/_set":
            self._send(self._feeds.set(query), headers)
            return
        answer = self._feeds.find(path, headers)
        number = path.removeprefix("/").removesuffix(".xml")
        late = self._feeds.trouble and number.isdigit() and int(number) % 100 == LATE
        delay = 2.0 if late else self._feeds.latency
        if delay:
            asyncio.get_running_loop().call_later(delay, self._send, answer, headers)
        else:
            self._send(answer, headers)

    def _send(self, answer: bytes, headers: dict[bytes, bytes]) -> None:
        if self._transport is None or self._transport.is_closing():
            return
        self._transport.write(answer)
        promised = answer[: answer.find(b"\r\n\r\n")].rpartition(b"Content-Length: ")[2]
        body = len(answer) - answer.find(b"\r\n\r\n") - 4
        is_short = promised.isdigit() and body < int(promised)
        if is_short or headers.get(b"connection", b"").lower() == b"close":
            self._transport.close()


async def serve(folder: Path, port: int) -> None:
    """Serve until the process is ended; says `ready` on stdout."""
    feeds = Feeds(folder)
    gc.collect()
    gc.freeze()
    server = await asyncio.get_running_loop().create_server(lambda: Visit(feeds), "0.0.0.0", port, backlog=4096)  # noqa: S104
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(serve(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 8957))
