"""What an address is before it is subscribed to: a feed, or a page, and then where its feeds are."""

import asyncio
import logging
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, TypeVar

from tuinews.engine.refusals import describe_refusal
from tuinews.engine.results import LoginNeededError, NoAnswerError
from tuinews.engine.web_client import WebClient
from tuinews.engine.workers.jobs import (
    FeedContents,
    find_refresh,
    guess_feeds,
    guess_known_feeds,
    header_feeds,
    read_feed,
)
from tuinews.engine.workers.pool import JobFailedError
from tuinews.model.clock import Instant
from tuinews.model.error import TuinewsError
from tuinews.model.feed import Access, FeedLink
from tuinews.model.feed_types import FEED_TYPES
from tuinews.model.language import tr
from tuinews.model.parsed import NO_ENTRIES, ParseFailure
from tuinews.model.text import SafeText, safe_text
from tuinews.model.url import host_key, redact

if TYPE_CHECKING:
    from tuinews.fetch import Fetched

Result = TypeVar("Result")

GUESSES = 8
"""Most addresses that are tried when a page names no feed."""

PREVIEWED = 6
"""Most feeds that are fetched before the user chooses among them."""

HEADLINES = 5
"""Entries of a feed that are shown before it is subscribed to."""

PREVIEW_SECONDS = 15.0
"""Seconds that fetching them may take; the others are listed without details."""

_TYPES = frozenset(name for names in FEED_TYPES.values() for name in names)

_log = logging.getLogger(__name__)
_PAGE = re.compile(rb"<(?:!doctype\s+html|html|head|body)[\s>]", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Found:
    """What was found at an address."""

    url: str
    """The address as it was asked: a permanent redirect is believed only after some polls."""
    outcome: "Fetched"
    reading: FeedContents | None = None
    links: tuple[FeedLink, ...] = ()
    access: Access | None = None
    """The credentials that were sent, to be kept for the feed's polls."""

    @property
    def is_feed(self) -> bool:
        """Whether the address itself is a feed."""
        return self.reading is not None

    @property
    def led_to(self) -> str:
        """The address at the end of all redirects."""
        return self.outcome.url

    def list_headlines(self) -> tuple[tuple[SafeText, Instant | None], ...]:
        """Return titles and dates of the last entries, the newest first."""
        if self.reading is None:
            return ()
        drafts = sorted(self.reading.drafts, key=lambda draft: draft.moment, reverse=True)
        return tuple((draft.title, draft.published or draft.updated) for draft in drafts[:HEADLINES])

    def complete_link(self, link: FeedLink) -> FeedLink:
        """Return the link completed with what is now known of its feed."""
        if self.reading is None:
            return link
        feed = self.reading.feed
        return link._replace(
            title=link.title or feed.card.title,
            kind=feed.format,
            latest=self.reading.latest,
            entries=self.reading.total,
        )


class _RefusedError(TuinewsError):
    """A server answered, but not with what was asked for."""


async def inspect_address(web: WebClient, url: str, origin: str = "", access: Access | None = None) -> Found:
    """Fetch an address once and read it as a feed, or take the links to feeds from it.

    What the page itself says comes first: its links, those of its header, where it sends its visitors. Only then are
    up to eight addresses tried at which such sites have their feeds. With an `origin`, which is the page that named the
    address, nothing else is tried.

    Raises:
        TuinewsError: it cannot be fetched, or no feed is found.
    """
    try:
        page = await _fetch(web, url, origin, access)
    except (_RefusedError, LoginNeededError):
        # sites that show their pages to no program have feeds for programs all the same
        if not origin and (found := await _first_feed(web, guess_known_feeds(url), url, access)):
            return found
        raise
    looked = await _look_at(web, url, page, origin, access)
    if isinstance(looked, Found):
        return looked
    if not origin and _is_page(page) and (found := await _look_further(web, page, url, access, looked.links)):
        return found
    raise TuinewsError(
        safe_text(tr("{url} cannot be added: {sentence}", url=redact(url), sentence=looked.sentence), 400)
    )


async def _look_at(
    web: WebClient, url: str, page: "Fetched", origin: str, access: Access | None
) -> Found | ParseFailure:
    """Read what was fetched as a feed, or take the links to feeds from it; a failure says why there is neither."""
    reading = await _read(web, url, page)
    if isinstance(reading, FeedContents):
        if reading.feed.warning not in {"", NO_ENTRIES} and not reading.total:
            raise TuinewsError(
                safe_text(tr("{url} cannot be added: {warning}", url=redact(url), warning=reading.feed.warning), 400)
            )
        return Found(url, page, reading, access=access)
    links = tuple({link.href: link for link in (*reading.links, *header_feeds(page.link_header, page.url))}.values())
    declared = tuple(link for link in links if link.type in _TYPES)
    if declared or len(links) > 1:
        return Found(url, page, None, declared or links)
    # one that only looks like a feed is believed when it is one
    found = None if origin else await _first_feed(web, [link.href for link in links], url, access)
    return found or reading


async def _look_further(
    web: WebClient, page: "Fetched", url: str, access: Access | None, tried: Sequence[FeedLink]
) -> Found | None:
    """Return what is found where the page sends its visitors, else at the addresses where such pages have feeds."""
    if target := await _work(web, url, find_refresh, page.body, page.url):
        near = access_on_same_host(target, url, access)
        try:
            there = await _fetch(web, target, url, near)
            looked = await _look_at(web, target, there, "", near)
        except TuinewsError:
            return await _guess(web, page, url, access, tried)
        if isinstance(looked, Found):
            return looked
        tried = (*tried, *looked.links)
        page = there if _is_page(there) else page
    return await _guess(web, page, url, access, tried)


async def _guess(
    web: WebClient, page: "Fetched", url: str, access: Access | None, tried: Sequence[FeedLink]
) -> Found | None:
    """Try the addresses at which such pages have their feeds, but for those that were tried."""
    known = {link.href for link in tried}
    found = await _work(web, url, guess_feeds, page.body, page.url)
    guesses = [address for address in found if address not in known]
    return await _first_feed(web, guesses[:GUESSES], url, access)


async def _first_feed(web: WebClient, addresses: Sequence[str], url: str, access: Access | None) -> Found | None:
    """Return the first of some addresses that is a feed with entries, else the first empty feed."""
    empty = None
    for address in addresses:
        if (found := await _try(web, address, url, access)) and found.reading:
            if found.reading.total:
                return found
            empty = empty or found
    return empty


async def preview(
    web: WebClient, links: Sequence[FeedLink], origin: str, access: Access | None = None
) -> tuple[Found, ...]:
    """Fetch the first of several feeds, so that the user can choose; feeds that do not answer in time are left out."""
    found: list[Found] = []
    try:
        async with asyncio.timeout(PREVIEW_SECONDS):
            for link in links[:PREVIEWED]:
                if seen := await _try(web, link.href, origin, access):
                    found.append(seen)  # noqa: PERF401  what is there when time is up is kept
    except TimeoutError:
        _log.info("looking at the feeds of %s took too long", redact(origin))
    return tuple(found)


async def _try(web: WebClient, url: str, origin: str, access: Access | None = None) -> Found | None:
    """Return what is found at an address that may not exist; `None` if it is no feed."""
    try:
        found = await inspect_address(web, url, origin, access_on_same_host(url, origin, access))
    except TuinewsError:
        return None
    return found if found.is_feed else None


def access_on_same_host(url: str, origin: str, access: Access | None) -> Access | None:
    """Return the credentials for another address if it is on the same host, else `None`."""
    return access if host_key(url) == host_key(origin) else None


async def _fetch(web: WebClient, url: str, origin: str, access: Access | None) -> "Fetched":
    from tuinews.fetch import Failed, Fetched, Request

    given = access or Access()
    outcome = await web.fetch(Request(url=url, kind="feed", origin_url=origin, headers=given.headers, auth=given.auth))
    if not isinstance(outcome, Fetched):
        reason = describe_refusal(url, outcome)
        silent = isinstance(outcome, Failed) and outcome.reply is None and not outcome.offline
        refused = outcome.reply is not None
        kind = NoAnswerError if silent else _RefusedError if refused else TuinewsError
        if outcome.reply is not None and outcome.reply.status == HTTPStatus.UNAUTHORIZED:
            kind = LoginNeededError
        raise kind(safe_text(tr("{url} cannot be added: {reason}", url=redact(url), reason=reason), 400))
    return outcome


async def _read(web: WebClient, url: str, page: "Fetched") -> FeedContents | ParseFailure:
    return await _work(web, url, read_feed, page.body, page.url, page.content_type, web.now(), frozenset())


async def _work(web: WebClient, url: str, job: Callable[..., Result], *arguments: Any) -> Result:
    """Run a job in a worker for an address that is to be added; raises TuinewsError."""
    try:
        return await web.work(job, *arguments)
    except JobFailedError as error:
        raise TuinewsError(tr("{url} cannot be added: {error}.", url=redact(url), error=error)) from error


def _is_page(page: "Fetched") -> bool:
    return "html" in page.content_type.lower() or bool(_PAGE.search(page.body[:4_000]))
