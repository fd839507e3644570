"""The pictures of articles: fetched, decoded in a worker, and cached on the disk."""

import asyncio
from functools import cached_property
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar
from weakref import WeakValueDictionary

from tuinews.engine.articles.file_cache import Cache
from tuinews.engine.articles.request_origin import origin_of
from tuinews.engine.files import SaveTarget, new_file
from tuinews.engine.services import Services
from tuinews.engine.web_client import WebClient
from tuinews.engine.workers.pool import JobFailedError
from tuinews.model.entry import Entry
from tuinews.model.error import TuinewsError
from tuinews.model.form import file_stem
from tuinews.model.language import tr
from tuinews.model.picture import Box, Missing, Picture, Way
from tuinews.model.text import SafeText, safe_text
from tuinews.model.url import is_web

if TYPE_CHECKING:
    from tuinews.fetch import Outcome

MOST_BYTES = 8_000_000
"""Most bytes of a picture's file."""

CACHE_BYTES = 64_000_000
"""Most bytes of all cached files."""

_FETCH_SECONDS = 20.0
_DRAW_SECONDS = 5.0
_DRAWN_KEPT = 32
_LOST_KEPT = 256

_Key = tuple[str, Box, Way]

Key = TypeVar("Key")
Value = TypeVar("Value")


class Pictures:
    """`library.pictures`."""

    def __init__(self, services: Services, web: WebClient) -> None:
        self._services, self._web = services, web
        self._cache = Cache(services.cache / "pictures", CACHE_BYTES)
        self._drawn: dict[_Key, Picture] = {}
        self._lost: dict[str, Missing] = {}
        self._turns: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    @cached_property
    def able(self) -> bool:
        """Whether the decoders are installed: they come with the extra `images`."""
        return find_spec("PIL") is not None

    async def get(self, url: str, entry: Entry, box: Box, way: Way = "blocks") -> Picture | Missing:
        """Return a picture of an entry, scaled to fit a box; `way` says how the terminal shows it.

        It is fetched once and then taken from the cache. A picture that cannot be had is not asked for again.
        """
        if not self.able:
            return Missing(SafeText(tr("the extra for pictures is not installed")))
        return await self._services.loop.call(self._get((url, box, way), entry))

    async def save(self, url: str, entry: Entry, target: SaveTarget, number: int) -> Path:
        """Write a picture as it was published into a file, named after the article and its number; return where it is.

        Raises:
            TuinewsError: it cannot be had, is no picture, or cannot be written.
        """
        body = await self._services.loop.call(self._find_original(url, entry))
        return await asyncio.to_thread(_write_picture, body, entry, target, number)

    async def _find_original(self, url: str, entry: Entry) -> bytes:
        async with self._turns.setdefault(url, asyncio.Lock()):
            body = await asyncio.to_thread(self._cache.get, url) or await self._fetch(url, entry)
        if isinstance(body, Missing):
            raise TuinewsError(tr("The picture cannot be had: {why}.", why=body.why))
        return body

    async def _get(self, key: _Key, entry: Entry) -> Picture | Missing:
        url = key[0]
        async with self._turns.setdefault(url, asyncio.Lock()):
            if key in self._drawn:
                return self._drawn[key]
            if url in self._lost:
                return self._lost[url]
            kept = await asyncio.to_thread(self._cache.get, url)
            body = await self._fetch(url, entry) if kept is None else kept
            if isinstance(body, Missing):
                return body
            drawn = await self._draw(body, key)
            if isinstance(drawn, Missing):
                return _remember(self._lost, url, drawn, _LOST_KEPT)
            if kept is None:
                await asyncio.to_thread(self._cache.put, url, body)
            return _remember(self._drawn, key, drawn, _DRAWN_KEPT)

    async def _fetch(self, url: str, entry: Entry) -> bytes | Missing:
        from tuinews.fetch import Failed, Fetched, Gone, Request

        if not is_web(url):
            return Missing(SafeText(tr("its address is not one of the web")))
        origin = await origin_of(self._services, entry)
        outcome = await self._web.fetch(
            Request(url=url, kind="image", origin_url=origin, max_bytes=MOST_BYTES, timeout=_FETCH_SECONDS)
        )
        if isinstance(outcome, Fetched):
            return outcome.body
        missing = Missing(_explain(outcome))
        # an answer holds for as long as the reader is open; no answer may have been a matter of the moment
        final = isinstance(outcome, Gone) or (isinstance(outcome, Failed) and outcome.reply is not None)
        return _remember(self._lost, url, missing, _LOST_KEPT) if final else missing

    async def _draw(self, body: bytes, key: _Key) -> Picture | Missing:
        from tuinews.parse import draw

        try:
            return await self._web.work(draw, body, *key[1:], seconds=_DRAW_SECONDS)
        except JobFailedError as error:
            return Missing(safe_text(str(error)))


_SUFFIXES = ((b"\x89PNG", ".png"), (b"\xff\xd8\xff", ".jpg"), (b"GIF8", ".gif"), (b"BM", ".bmp"))


def _write_picture(body: bytes, entry: Entry, target: SaveTarget, number: int) -> Path:
    from tuinews.article.write.masthead import local_time

    suffix = next((suffix for begin, suffix in _SUFFIXES if body.startswith(begin)), "")
    if body[:4] == b"RIFF" and body[8:12] == b"WEBP":
        suffix = ".webp"
    if not suffix:
        raise TuinewsError(tr("That file is no picture of a kind that is known: open it in the browser."))
    stem = file_stem(local_time(entry.moment)[:10], f"{entry.title} picture {number}")
    with new_file(target.folder) as file:
        file.stream.write(body)
        return file.settle(stem, suffix)[0]


def _explain(outcome: "Outcome") -> SafeText:
    """The reason without the advice: a picture is no feed that could be mended."""
    from tuinews.fetch import Failed, Gone

    match outcome:
        case Failed(sentence=sentence):
            return safe_text(sentence.rpartition(": ")[0] or sentence.rstrip("."))
        case Gone():
            return SafeText(tr("it is gone"))
        case _:
            return SafeText(tr("its server wants to be left alone for a while"))


def _remember(kept: dict[Key, Value], key: Key, value: Value, most: int) -> Value:
    while len(kept) >= most:
        kept.pop(next(iter(kept)))
    kept[key] = value
    return value
