"""A loopback server, run as a process of its own, whose feeds fail in every way that a seed picks.

    python benchmarks/faults.py PORT_FILE [--seed 1] [--faults 0.2] [--hang 30]

`/N` is the feed number N. Most answers are honest: 304, or a body with the newest entries, to which some are added now
and then. The others hang, drip, break off, lie, bomb, redirect in circles, ask to be left alone or are something else.
"""

import argparse
import asyncio
import contextlib
import gzip
import random
from collections import Counter
from collections.abc import Awaitable, Callable
from pathlib import Path

WINDOW = 30
"""Entries in a body."""

_BOMB = gzip.compress(bytes(60_000_000), 9, mtime=0)


def body(feed: int, newest: int) -> bytes:
    """The feed's newest entries."""
    items = "".join(
        f"<item><title>f{feed}-{n}</title><guid isPermaLink='false'>f{feed}-{n}</guid>"
        f"<link>http://feed{feed}.example/{n}</link><category>Sea</category>"
        f"<description>&lt;p&gt;{'The ferry left the quay at dawn. ' * 20}&lt;/p&gt;</description></item>"
        for n in range(newest, max(newest - WINDOW, 0), -1)
    )
    return f"<rss version='2.0'><channel><title>Feed {feed}</title>{items}</channel></rss>".encode()


def answer(status: int, content: bytes, **headers: str) -> bytes:
    """An answer with its length."""
    lines = [f"HTTP/1.1 {status} Whatever", f"Content-Length: {len(content)}"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    return "\r\n".join(lines).encode("latin-1") + b"\r\n\r\n" + content


class Feeds:
    """What the feeds hold, and how they fail."""

    def __init__(self, seed: int, faults: float, hang: float) -> None:
        self._chance = random.Random(seed)  # noqa: S311  it only has to be repeatable
        self._faults = faults
        self._hang = hang
        self._newest: Counter[int] = Counter()
        self._ways: tuple[Callable[[int, asyncio.StreamWriter], Awaitable[None]], ...] = (
            self._hangs,
            self._drips,
            self._breaks_off,
            self._lies,
        )

    async def handle(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Answer on one connection until it ends."""
        with contextlib.suppress(OSError, asyncio.IncompleteReadError, asyncio.LimitOverrunError):
            while raw := await reader.readuntil(b"\r\n\r\n"):
                feed = int(raw.split(b" ", 2)[1].strip(b"/") or 0)
                if self._chance.random() < self._faults:
                    await self._chance.choice(self._ways)(feed, writer)
                else:
                    writer.write(self._honest(feed, raw))
                await writer.drain()
                if writer.is_closing():
                    break
        writer.close()

    def _honest(self, feed: int, raw: bytes) -> bytes:
        if not self._newest[feed]:
            self._newest[feed] = WINDOW
        if self._chance.random() < 0.4:
            self._newest[feed] += self._chance.randint(1, 3)
        tag = f'"{self._newest[feed]}"'
        if f"if-none-match: {tag}".encode() in raw.lower():
            return answer(304, b"", ETag=tag)
        return answer(200, body(feed, self._newest[feed]), ETag=tag, Content_Type="application/rss+xml")

    async def _hangs(self, _feed: int, writer: asyncio.StreamWriter) -> None:
        await asyncio.sleep(self._hang)
        writer.close()

    async def _drips(self, _feed: int, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n<rss>")
        for _ in range(int(self._hang * 10)):
            writer.write(b" ")
            await writer.drain()
            await asyncio.sleep(0.1)
        writer.close()

    async def _breaks_off(self, feed: int, writer: asyncio.StreamWriter) -> None:
        whole = body(feed, self._newest[feed] or WINDOW)
        half = whole[: self._chance.randrange(len(whole))]
        headers = self._chance.choice((b"", b'ETag: "cut"\r\n', f"Content-Length: {len(whole)}\r\n".encode()))
        writer.write(b"HTTP/1.1 200 OK\r\n" + headers + b"\r\n" + half)
        await writer.drain()
        if self._chance.random() < 0.5:
            writer.transport.abort()
        else:
            writer.close()

    async def _lies(self, feed: int, writer: asyncio.StreamWriter) -> None:
        whole = body(feed, self._newest[feed] or WINDOW)
        tags = "".join(f" a{n}='1'" for n in range(20_000))
        writer.write(
            self._chance.choice(
                (
                    answer(500, b"oops"),
                    answer(404, b"<html>gone fishing</html>"),
                    answer(403, b"<html>robots stay out</html>"),
                    answer(429, b"", Retry_After="3600"),
                    answer(503, b"", Retry_After="garbage"),
                    answer(302, b"", Location=f"http://feed{feed}.example/{feed}"),
                    answer(301, b"", Location="file:///etc/passwd"),
                    answer(200, b""),
                    answer(200, b"<html><body>Welcome!</body></html>", Content_Type="text/html"),
                    answer(200, self._chance.randbytes(5_000), Content_Type="application/rss+xml"),
                    answer(200, gzip.compress(whole)[:-20], Content_Encoding="gzip"),
                    answer(200, _BOMB, Content_Encoding="gzip"),
                    answer(200, f"<rss><channel><item{tags}><title>x</title></item></channel></rss>".encode()),
                    answer(200, b"<rss><channel>" + b"<a>" * 50_000),
                    answer(200, whole.replace(b"</title>", b"\x1b]52;c;aGk=\x07[/b]</title>", 1)),
                    answer(304, b"", ETag='"never"'),
                    b"SSH-2.0-OpenSSH_9.2\r\n",
                )
            )
        )


async def serve(port_file: Path, feeds: Feeds) -> None:
    """Serve until killed; the port is written to the file."""
    server = await asyncio.start_server(feeds.handle, "127.0.0.1", 0, backlog=1_024)
    port_file.with_suffix(".part").write_text(str(server.sockets[0].getsockname()[1]), encoding="ascii")
    port_file.with_suffix(".part").replace(port_file)
    await server.serve_forever()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("port_file", type=Path)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--faults", type=float, default=0.2)
    parser.add_argument("--hang", type=float, default=30.0)
    arguments = parser.parse_args()
    asyncio.run(serve(arguments.port_file, Feeds(arguments.seed, arguments.faults, arguments.hang)))


if __name__ == "__main__":
    main()
