"""What our own parsers make of files, with the same workers and limits, without touching the library."""

from tuinews.engine.services import Services
from tuinews.engine.web_client import WebClient
from tuinews.engine.workers.jobs import extract_page, find_feeds, inspect_feed, read_list
from tuinews.engine.workers.pool import JobFailedError
from tuinews.model.feed import FeedLink
from tuinews.model.language import tr
from tuinews.model.parsed import Expected, ExtractedPage, ParsedFeed, ParseFailure, SubscriptionList
from tuinews.model.text import safe_text

Inspected = ParsedFeed | ExtractedPage | tuple[FeedLink, ...] | SubscriptionList | ParseFailure

_SECONDS = {"feed": 5.0, "page": 5.0, "site": 5.0, "opml": 30.0}


class Inspector:
    """`library.inspector`."""

    def __init__(self, services: Services, web: WebClient) -> None:
        self._services = services
        self._web = web

    async def inspect(self, kind: str, data: bytes, url: str) -> Inspected:
        """Read a file as `feed`, `page`, `site` or `opml`; what cannot be read is a ParseFailure."""
        return await self._services.loop.call(self._inspect(kind, data, url))

    async def _inspect(self, kind: str, data: bytes, url: str) -> Inspected:
        seconds = _SECONDS[kind]
        try:
            match kind:
                case "feed":
                    return await self._web.work(inspect_feed, data, url, seconds=seconds)
                case "page":
                    return await self._web.work(extract_page, data, url, "", Expected(), seconds=seconds)
                case "site":
                    return await self._web.work(find_feeds, data, url, seconds=seconds)
                case _:
                    return await self._web.work(read_list, data, url, seconds=seconds)
        except JobFailedError as error:
            return ParseFailure(safe_text(tr("It cannot be read: {error}.", error=error)))
