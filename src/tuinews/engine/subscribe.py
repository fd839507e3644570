"""Looking at an address before subscribing: is it a feed, or a page that points to feeds?"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tuinews.engine.jobs import Reading, read_feed
from tuinews.engine.online import Online
from tuinews.engine.workers import JobFailedError
from tuinews.model.error import TuinewsError
from tuinews.model.feed import FeedLink
from tuinews.model.parsed import ParseFailure
from tuinews.model.text import safe_text
from tuinews.model.url import redact

if TYPE_CHECKING:
    from tuinews.fetch import Outcome


@dataclass(frozen=True, slots=True)
class Found:
    """What an address turned out to be."""

    url: str
    """The address as asked: a permanent redirect is only believed after some polls."""
    outcome: "Outcome"
    reading: Reading | None = None
    links: tuple[FeedLink, ...] = ()

    @property
    def is_feed(self) -> bool:
        """Whether the address itself is a feed."""
        return self.reading is not None


async def look(online: Online, url: str, origin: str = "") -> Found:
    """Fetch an address once and read it as a feed; a page gives its links.

    Raises:
        TuinewsError: it cannot be fetched, or is neither a feed nor a page that points to one.
    """
    from tuinews.fetch import Fetched, Request

    outcome = await online.get(Request(url=url, kind="feed", origin_url=origin))
    if not isinstance(outcome, Fetched):
        reason = getattr(outcome, "sentence", "") or "the server asks to wait: try again later"
        raise TuinewsError(safe_text(f"{redact(url)} cannot be added: {reason}", 400))
    now = online.now()
    try:
        reading = await online.work(read_feed, outcome.body, outcome.url, outcome.content_type, now, frozenset())
    except JobFailedError as error:
        raise TuinewsError(f"{redact(url)} cannot be added: {error}.") from error
    if isinstance(reading, Reading):
        if reading.feed.warning and not reading.total:
            raise TuinewsError(safe_text(f"{redact(url)} cannot be added: {reading.feed.warning}", 400))
        return Found(url, outcome, reading)
    return _page(url, outcome, reading)


def _page(url: str, outcome: "Outcome", failure: ParseFailure) -> Found:
    links = tuple({link.href: link for link in failure.links}.values())
    if not links:
        raise TuinewsError(safe_text(f"{redact(url)} cannot be added: {failure.sentence}", 400))
    return Found(url, outcome, None, links)
