"""Pictures of articles: fetched once and politely, refused where they lead astray, kept within a bound."""

import asyncio
import os
import struct
import subprocess
import sys
import zlib
from dataclasses import replace
from pathlib import Path

import pytest

from engine.web import Page, Web
from tuinews.config import Settings, find_paths
from tuinews.engine.articles.file_cache import Cache
from tuinews.engine.articles.pictures import MOST_BYTES
from tuinews.engine.files import SaveTarget
from tuinews.engine.library import Library, open_library
from tuinews.model.entry import Entry
from tuinews.model.error import TuinewsError
from tuinews.model.ids import FeedId
from tuinews.model.picture import Box, Missing, Picture
from tuinews.model.query import parse_query

BOX = Box(40, 10)

FEED = (
    '<rss version="2.0"><channel><title>Coast Daily</title><item><guid>1</guid><title>Harbour</title>'
    "<link>https://coast.example/1</link></item></channel></rss>"
)


def picture(width: int = 64, height: int = 32) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    rows = (b"\0" + bytes((10, 90, 170)) * width) * height
    chunks = chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + chunks


async def harbour(library: Library, web: Web) -> Entry:
    """An entry of a feed on this machine."""
    await library.feeds.add(web.put("/feed", FEED))
    (number,) = await library.entries.ids(parse_query("", 0))
    (headline,) = await library.entries.page([number])
    return await library.entries.entry(headline.id)


def hang(web: Web, path: str, body: bytes, content_type: str = "image/png", status: int = 200) -> str:
    web.pages[path] = Page(body, content_type, status)
    return web.url(path)


async def why(library: Library, url: str, entry: Entry) -> str:
    missing = await library.pictures.get(url, entry, BOX)
    assert isinstance(missing, Missing)
    return missing.why


async def test_a_picture_is_fetched_once_and_asked_for_as_one(library: Library, web: Web, tmp_path: Path) -> None:
    entry = await harbour(library, web)
    url = hang(web, "/a.png", picture())
    first, again = await asyncio.gather(*(library.pictures.get(url, entry, BOX) for _ in range(2)))
    wider = await library.pictures.get(url, entry, Box(60, 16), "kitty")
    assert isinstance(first, Picture)
    assert isinstance(wider, Picture)
    assert first == again
    assert (first.columns, first.rows, first.png) == (32, 8, b"")
    assert (wider.columns, wider.rows, wider.png[:4]) == (32, 8, b"\x89PNG")
    asked = [headers for path, headers in web.log if path == "/a.png"]
    assert [headers["accept"].partition(",")[0] for headers in asked] == ["image/webp"]
    library.close()

    reopened = open_library(find_paths(str(tmp_path), {}), Settings())
    try:
        assert await reopened.pictures.get(url, entry, BOX) == first
    finally:
        reopened.close()
    assert web.paths().count("/a.png") == 1
    (kept,) = (tmp_path / "cache" / "pictures").iterdir()
    assert kept.stat().st_mode & 0o777 == 0o600
    assert kept.parent.stat().st_mode & 0o777 == 0o700


async def test_a_feed_on_the_web_cannot_have_pictures_fetched_from_this_machine(library: Library, web: Web) -> None:
    entry = await harbour(library, web)
    url = hang(web, "/inside.png", picture())
    abroad = replace(entry, feed_id=FeedId(999), url="https://coast.example/1")
    assert "leads to this machine, where no feed on the web may send you" in await why(library, url, abroad)
    assert "/inside.png" not in web.paths()


async def test_what_cannot_be_had_says_why_and_is_not_asked_for_again(library: Library, web: Web) -> None:
    entry = await harbour(library, web)
    absent = web.url("/absent.png")
    assert await why(library, absent, entry) == "127.0.0.1 answered 404, not found: nothing is there"
    assert await why(library, absent, entry) == "127.0.0.1 answered 404, not found: nothing is there"
    assert web.paths().count("/absent.png") == 1
    page = hang(web, "/page.png", b"<html><p>Please log in")
    assert await why(library, page, entry) == "it is no PNG, JPEG, GIF or WebP"
    assert await why(library, page, entry) == "it is no PNG, JPEG, GIF or WebP"
    assert web.paths().count("/page.png") == 1
    assert await why(library, hang(web, "/gone.png", b"", status=410), entry) == "it is gone"
    assert await why(library, "ftp://coast.example/a.png", entry) == "its address is not one of the web"


async def test_a_file_that_is_too_large_is_not_read_to_its_end(library: Library, web: Web) -> None:
    entry = await harbour(library, web)
    url = hang(web, "/large.png", picture() + bytes(MOST_BYTES))
    assert await why(library, url, entry) == "What 127.0.0.1 sent is larger than 8 MB"


async def test_a_server_that_wants_peace_has_it_and_is_asked_later(library: Library, web: Web) -> None:
    entry = await harbour(library, web)
    url = hang(web, "/busy.png", b"", status=429)
    assert await why(library, url, entry) == "its server wants to be left alone for a while"
    assert await why(library, url, entry) == "its server wants to be left alone for a while"
    assert web.paths().count("/busy.png") == 1


async def test_without_the_extra_nothing_is_fetched(library: Library, web: Web) -> None:
    entry = await harbour(library, web)
    library.pictures.__dict__["able"] = False
    assert await why(library, hang(web, "/a.png", picture()), entry) == "the extra for pictures is not installed"
    assert "/a.png" not in web.paths()


async def test_a_picture_is_decoded_in_another_process(web: Web, tmp_path: Path) -> None:
    url = hang(web, "/a.png", picture())
    web.put("/feed", FEED)
    script = f"""
import asyncio, sys
from tuinews.config import Settings, find_paths
from tuinews.engine.library import open_library
from tuinews.model.picture import Box
from tuinews.model.query import parse_query
library = open_library(find_paths({str(tmp_path)!r}, {{}}), Settings())
async def main():
    await library.feeds.add({web.url("/feed")!r})
    (number,) = await library.entries.ids(parse_query("", 0))
    entry = await library.entries.entry(number)
    print((await library.pictures.get({url!r}, entry, Box(20, 5))).rows, "PIL" in sys.modules)
asyncio.run(main())
library.close()
"""
    ran = await asyncio.to_thread(
        subprocess.run, [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert ran.stdout.split() == ["5", "False"]


def test_the_cache_lets_go_of_what_was_not_used_for_longest(tmp_path: Path) -> None:
    cache = Cache(tmp_path / "kept", 250)
    for age, name in enumerate(("old", "middle", "young")):
        cache.put(name, name.encode() + bytes(90))
        for path in (tmp_path / "kept").iterdir():
            moment = path.stat().st_mtime_ns - (age + 1) * 10**9
            os.utime(path, ns=(moment, moment))
    assert cache.get("old") is None
    assert cache.get("middle") == b"middle" + bytes(90)
    cache.put("newest", bytes(100))
    assert cache.get("young") is None
    assert cache.get("middle") is not None
    assert cache.get("newest") == bytes(100)


def test_a_disk_that_takes_nothing_is_no_trouble(tmp_path: Path) -> None:
    occupied = tmp_path / "a file"
    occupied.write_bytes(b"")
    cache = Cache(occupied / "kept", 100)
    cache.put("a", b"b")
    assert cache.get("a") is None


@pytest.mark.parametrize("url", ["https://coast.example/\udcff", "../../etc/passwd", "a" * 5000])
def test_no_address_leads_out_of_the_cache(url: str, tmp_path: Path) -> None:
    cache = Cache(tmp_path / "kept", 100)
    cache.put(url, b"seen")
    assert cache.get(url) == b"seen"
    assert [path.name for path in tmp_path.iterdir()] == ["kept"]


async def test_a_picture_is_saved_as_it_was_published(library: Library, web: Web, tmp_path: Path) -> None:
    entry = await harbour(library, web)
    place = tmp_path / "album"
    place.mkdir()
    url = hang(web, "/a", picture())
    first = await library.pictures.save(url, entry, SaveTarget(place), 2)
    second = await library.pictures.save(url, entry, SaveTarget(place), 2)
    assert (first.name[10:], second.name[10:]) == ("-harbour-picture-2.png", "-harbour-picture-2-2.png")
    assert first.read_bytes() == second.read_bytes() == picture()
    for path, body, why_not in (("/no", b"<html>", "no picture of a kind"), ("/gone", b"", "cannot be had")):
        with pytest.raises(TuinewsError, match=why_not):
            await library.pictures.save(hang(web, path, body, status=200 if body else 404), entry, SaveTarget(place), 1)
