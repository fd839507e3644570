"""Milliseconds of CPU to parse a feed: a generated one side by side with feedparser, then real ones.

python benchmarks/parsing.py [--entries 50] [--bytes 4000] [--runs 200] [--corpus ../shared/corpora/feeds/real]
"""

import argparse
import gzip
import html
import statistics
import time
from collections.abc import Callable
from pathlib import Path

from tuinews.engine.workers.jobs import FeedContents, body_hash, read_feed
from tuinews.model.parsed import ParsedFeed
from tuinews.parse import parse_feed
from tuinews.parse.formats.feedparser_fallback import read_with_feedparser

URL = "https://feeds.example/feed"
NOW = 1_800_000_000
WORDS = ("harbour", "budget", "minister", "storm", "railway", "village", "council", "river", "market", "bridge")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--entries", type=int, default=50)
    parser.add_argument("--bytes", type=int, default=4000)
    parser.add_argument("--runs", type=int, default=200)
    parser.add_argument("--corpus", type=Path, default=Path(__file__).parents[2] / "shared/corpora/feeds/real")
    arguments = parser.parse_args()
    body = feed(arguments.entries, arguments.bytes)
    text = body.decode()
    parse_feed(body, URL)
    print(f"generated feed: {arguments.entries} entries, {len(body) // 1000} kB, ms of CPU")
    row("tuinews", [spent(lambda: parse_feed(body, URL)) for _ in range(arguments.runs)])
    polled(body, arguments.runs)
    row("feedparser", [spent(lambda: read_with_feedparser(text, URL)) for _ in range(max(3, arguments.runs // 20))])
    if arguments.corpus.is_dir():
        real(arguments.corpus)


def polled(body: bytes, runs: int) -> None:
    """What a poll costs in the worker: all entries new, and a body in which nothing is new."""
    first = read_feed(body, URL, "", NOW, frozenset())
    seen = frozenset(draft.fingerprint for draft in first.drafts) if isinstance(first, FeedContents) else frozenset()
    row("poll, all new", [spent(lambda: read_feed(body, URL, "", NOW, frozenset())) for _ in range(runs)])
    row("poll, nothing", [spent(lambda: read_feed(body, URL, "", NOW, seen)) for _ in range(runs)])
    row("same body", [spent(lambda: body_hash(body)) for _ in range(runs)])


def real(corpus: Path) -> None:
    """Every feed of a folder once, and how many were well-formed and so read in one go."""
    times: list[float] = []
    kinds = {"at once": 0, "with a warning": 0, "refused": 0}
    bodies = [gzip.decompress(path.read_bytes()) for path in sorted(corpus.glob("*.gz"))]
    for body in bodies:
        started = time.process_time()
        found = parse_feed(body, URL)
        times.append((time.process_time() - started) * 1000)
        if not isinstance(found, ParsedFeed):
            kinds["refused"] += 1
        else:
            kinds["with a warning" if found.warning else "at once"] += 1
    print(f"\n{len(bodies)} real feeds, {sum(map(len, bodies)) // 1000} kB, ms of CPU")
    row("tuinews", times)
    share = kinds["at once"] / max(1, kinds["at once"] + kinds["with a warning"])
    print("  " + ", ".join(f"{count} {kind}" for kind, count in kinds.items()) + f": {share:.1%} of what is read")


def row(name: str, times: list[float]) -> None:
    ordered = sorted(times)
    late = ordered[int(len(ordered) * 0.95)]
    print(
        f"  {name:13} median {statistics.median(ordered):8.2f}   p95 {late:8.2f}   max {ordered[-1]:8.2f}"
        f"   min {ordered[0]:8.2f}   sum {sum(ordered):10.1f}"
    )


def spent(work: Callable[[], object]) -> float:
    started = time.process_time()
    work()
    return (time.process_time() - started) * 1000


def feed(entries: int, size: int) -> bytes:
    """An RSS feed as blogs publish it: summary, full text, author, tags, a picture."""
    items = "".join(item(number, size) for number in range(entries))
    return (
        '<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"'
        ' xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:media="http://search.yahoo.com/mrss/">'
        f"<channel><title>Harbour news</title><link>https://feeds.example/</link>{items}</channel></rss>"
    ).encode()


def item(number: int, size: int) -> str:
    words = " ".join(WORDS[(number + place * 5) % len(WORDS)] for place in range(60))
    paragraph = f'<p>{words} <a href="https://feeds.example/{number}">more</a></p>'
    body = paragraph * max(1, size // len(paragraph))
    return (
        f"<item><title>Entry {number}: {WORDS[number % len(WORDS)]} &amp; more</title>"
        f'<link>https://feeds.example/{number}?a=1&amp;b=2</link><guid isPermaLink="false">{number}</guid>'
        f"<pubDate>Tue, 24 Nov 2026 10:05:{number % 60:02} +0000</pubDate><dc:creator>Ann Cliff</dc:creator>"
        f"<category>World</category><category>Harbour</category><description>{html.escape(paragraph)}</description>"
        f"<content:encoded><![CDATA[{body}]]></content:encoded>"
        f'<media:thumbnail url="https://feeds.example/{number}.jpg"/></item>'
    )


if __name__ == "__main__":
    main()
