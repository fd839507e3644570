"""Every feed twice through the whole engine: the second time nothing is new and nothing is changed."""

import gzip
import os
from collections.abc import Mapping
from pathlib import Path

import pytest

from engine.web import Clock, Page, Web
from tuinews.engine.library import Library
from tuinews.engine.results import Refreshed

ROOT = Path(__file__).parents[2]
FEEDS = ROOT / "tests" / "data" / "feeds"
SHARED = Path(os.environ.get("TUINEWS_SHARED", ROOT.parent / "shared")) / "corpora" / "feeds" / "real"


async def subscribe(library: Library, web: Web, bodies: Mapping[str, bytes]) -> None:
    urls = []
    for name, body in bodies.items():
        web.pages[f"/{name}"] = Page(body, "application/xml")
        urls.append(web.url(f"/{name}"))
    report = await library.feeds.import_list("\n".join(urls).encode(), "urls")
    assert report.added == len(bodies)


def changed(bodies: Mapping[str, bytes]) -> dict[str, bytes]:
    """The same entries in other bytes, as servers send them that write the time of day into each answer."""
    return {name: body if body[:2] == b"\x1f\x8b" else body + _blank(body) for name, body in bodies.items()}


def _blank(body: bytes) -> bytes:
    """A space in the body's own encoding."""
    head = body.lstrip(b"\xef\xbb\xbf\xff\xfe")[:4]
    wide = head.count(0)
    return b" " if not wide else b"\x20\x00" if head[1] == 0 else b"\x00\x20"


async def twice(library: Library, web: Web, clock: Clock, bodies: Mapping[str, bytes]) -> tuple[int, int]:
    """Entries that came first, and how many of the feeds could be read again from other bytes."""
    await subscribe(library, web, bodies)
    seen: list[Refreshed] = []
    first = await library.refresh.run(force=True)
    for again in (bodies, changed(bodies)):
        for name, body in again.items():
            web.pages[f"/{name}"] = Page(body, "application/xml")
        clock.now += 40_000
        seen.clear()
        second = await library.refresh.run(force=True, report=seen.append)
        odd = [one for one in seen if one.new or one.updated]
        assert (second.new, second.updated, odd) == (0, 0, [])
        assert second.failed == first.failed
    return first.new, len(seen)


async def test_our_own_feeds_bring_nothing_the_second_time(swift: Library, web: Web, clock: Clock) -> None:
    bodies = {f"{p.parent.name}-{p.stem}": p.read_bytes() for p in FEEDS.glob("*/*.raw") if p.parent.name != "refused"}

    entries, feeds = await twice(swift, web, clock, bodies)

    assert entries > 40
    assert feeds == len(bodies)


@pytest.mark.skipif(not SHARED.is_dir(), reason="the corpus of real feeds is not here")
async def test_real_feeds_bring_nothing_the_second_time(swift: Library, web: Web, clock: Clock) -> None:
    bodies = {f"{number}": gzip.decompress(p.read_bytes()) for number, p in enumerate(sorted(SHARED.glob("*.gz")))}

    entries, feeds = await twice(swift, web, clock, bodies)

    assert entries > 3_000
    assert feeds == len(bodies)
