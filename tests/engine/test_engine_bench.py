"""The made-up web and the page of `make bench`; what it measures is for people to see."""

import gzip
import json
from pathlib import Path

import pytest

from bench.feed_server import BREAKS, FAILS, Feeds
from bench.report import find_exponent, write_page
from bench.world import make_feed, url_of
from tuinews.model.parsed import ParsedFeed
from tuinews.parse import parse_feed


@pytest.mark.parametrize("number", range(5))
def test_every_feed_of_the_made_up_web_is_sound_and_the_same_each_time(number: int) -> None:
    today, later = (make_feed(number, version, 50, 600) for version in (0, 1))
    assert today == make_feed(number, 0, 50, 600)

    read, again = (parse_feed(text.encode(), url_of(number)) for text in (today, later))
    assert isinstance(read, ParsedFeed)
    assert isinstance(again, ParsedFeed)
    assert not read.warning
    assert len(read.entries) == len(again.entries) == 50
    before = {entry.guid: entry for entry in read.entries}
    assert sum(entry.guid not in before for entry in again.entries) == 2
    assert sum(entry != before.get(entry.guid, entry) for entry in again.entries) == 1
    assert all(entry.published for entry in again.entries)


def test_servers_of_the_made_up_web_say_when_nothing_is_new(tmp_path: Path) -> None:
    for number in (1, FAILS, BREAKS):
        (tmp_path / f"{number}.0.gz").write_bytes(gzip.compress(b"<rss/>" * 50))
    feeds = Feeds(tmp_path)
    whole = feeds.find("/1.xml", {b"accept-encoding": b"gzip"})
    etag = next(line for line in whole.split(b"\r\n") if line.startswith(b"ETag: "))[6:]
    assert feeds.find("/1.xml", {}).endswith(b"<rss/>" * 50)
    assert feeds.find("/1.xml", {b"if-none-match": etag}).startswith(b"HTTP/1.1 304 ")
    assert feeds.find("/2.xml", {}).startswith(b"HTTP/1.1 404 ")
    assert json.loads(feeds.set("trouble=1").partition(b"\r\n\r\n")[2]) == {"200": 2, "304": 1}
    assert feeds.find(f"/{FAILS}.xml", {}).startswith(b"HTTP/1.1 500 ")
    assert not feeds.find(f"/{BREAKS}.xml", {}).endswith(b"<rss/>")


def test_each_feed_is_on_a_host_of_its_own() -> None:
    assert len({url_of(number).rpartition(":")[0] for number in range(10_000)}) == 10_000


def test_the_law_of_growth_is_a_power() -> None:
    assert find_exponent([10, 100, 1000], [5, 50, 500]) == pytest.approx(1)
    assert find_exponent([10, 100], [3, 300]) == pytest.approx(2)


def test_the_page_tells_of_what_was_measured(tmp_path: Path) -> None:
    spent = {"wall": 2.0, "cpu": 3.0, "memory": 50.0, "code": 0}
    steps = {"cold": [spent], "warm": [spent], "later": [spent], "megabytes": 70.0}
    other = {**steps, "cold": [{**spent, "wall": 8.0}], "megabytes": 100.0}
    run = {
        "moment": "2026-11-30T2210Z",
        "machine": "2 cores",
        "versions": ["tuinews 1", "newsboat 2"],
        "refresh": {"1000 feeds": {"tuinews": steps, "newsboat": other}},
        "growth": {"100": {"tuinews": steps}, "1000": {"tuinews": steps}},
        "library": {"10000": {"tuinews": {"first": 400.0, "memory": 80.0, "list": 200.0}}},
        "import": {"wall": 3.0, "cpu": 2.0},
    }
    (tmp_path / "2026.json").write_text(json.dumps(run))
    write_page(tmp_path, tmp_path / "page.md")

    page = (tmp_path / "page.md").read_text()
    assert "cold 0.25 (CPU 1.00; budget 0.45)" in page
    assert "stored 0.70" in page
    assert "| tuinews, warm, MB | 50.0 | 50.0 | 0.00 |" in page
    assert "Importing a list of 10,000 feeds: 3.0 s" in page
