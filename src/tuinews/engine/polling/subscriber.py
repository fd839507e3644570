"""Subscribing to feeds that this program polls: the address is fetched first, and what it brought is stored."""

import asyncio
from collections.abc import Mapping, Sequence

from tuinews.engine.accounts.base import SubscribeRequest
from tuinews.engine.feeds.discovery import Found, access_on_same_host, inspect_address, preview
from tuinews.engine.feeds.logins import keep_access
from tuinews.engine.polling.poller import Poller
from tuinews.engine.results import Added, ChoiceNeededError, FeedPreview, NotAdded, SomeNotAddedError
from tuinews.engine.services import Services
from tuinews.engine.web_client import WebClient
from tuinews.engine.workers.jobs import further_feeds
from tuinews.model.clock import Instant
from tuinews.model.error import StoreError, TuinewsError
from tuinews.model.feed import LOCAL, Access, Feed, FeedLink, NewFeed
from tuinews.model.language import tr
from tuinews.model.text import EMPTY, safe_text
from tuinews.model.url import redact, tidy_url

_SEEN_SECONDS = 600
"""Seconds for which a feed that was fetched for a choice need not be fetched again."""


class Subscriber:
    """Subscribes for the local account, and remembers what it fetched while the user chooses.

    Used on the engine's loop.
    """

    def __init__(self, services: Services, web: WebClient, poller: Poller) -> None:
        self._services = services
        self._web = web
        self._poller = poller
        self._seen: dict[str, Found] = {}
        self._seen_at: Instant = 0
        self._offered: dict[str, Access] = {}
        """The credentials given for a site, by the feeds of the site that the user chooses from."""

    async def subscribe(self, request: SubscribeRequest) -> tuple[Added, ...]:
        """Subscribe to the feed at an address, or to the feeds that its page names. Raises as `Account.subscribe`."""
        if request.access is None:
            request = request._replace(access=self._offered.get(request.url))
        have = await self._find_subscribed()
        if known := have.get(request.url):
            return (await self._keep_known(known, access_on_same_host(known.url, request.url, request.access)),)
        found = await self._look(request.url, "", request.access)
        links = found.links or (FeedLink(found.url),)
        further = _find_further(found, links, request)
        if request.asks and (further or len(links) > 1):
            links = await self._describe_links(found, links, further, request.access)
        if len(links) > 1 and not request.every:
            self._offer(links, request)
            raise ChoiceNeededError(found.url, links)
        if found.is_feed:
            added = await self._subscribe(request, found, have)
            return (added._replace(further=further),)
        if len(found.links) == 1:
            added = await self._take(found.links[0], request, have)
            return (added._replace(further=further),)
        return await self._take_all(found.links, request, have)

    async def look(self, request: SubscribeRequest) -> tuple[FeedPreview, ...]:
        """Return the feeds that are at an address, so that the user can choose. Raises as `Account.subscribe`.

        What was fetched for it is not fetched again when one of them is subscribed to soon.
        """
        have = await self._find_subscribed()
        if known := have.get(request.url):
            return (FeedPreview(FeedLink(known.url, known.title), known=known),)
        found = await self._look(request.url, "", request.access)
        links = found.links or (FeedLink(found.url),)
        links = await self._describe_links(found, links, _find_further(found, links, request), request.access)
        self._offer(links, request)
        return tuple(self._preview(link, have) for link in links)

    def _preview(self, link: FeedLink, have: Mapping[str, Feed]) -> FeedPreview:
        found = self._seen.get(tidy_url(link.href))
        known = have.get(tidy_url(link.href)) or (have.get(tidy_url(found.led_to)) if found is not None else None)
        if found is None:
            return FeedPreview(link, (), known)
        title = found.reading.feed.card.title if found.reading is not None else EMPTY
        return FeedPreview(link, found.list_headlines(), known, title)

    async def _find_subscribed(self) -> dict[str, Feed]:
        """Return the feeds by their addresses, and by those to which these led at the last poll."""
        feeds = await self._services.pages.do(lambda reader: reader.feeds())
        by_id = {feed.id: feed for feed in feeds}
        pollings = await self._services.pages.do(lambda reader: reader.polls.pollings())
        led_to = ((one.feed_id, url) for one in pollings for url in (one.validators.validators_url, one.move.moved_to))
        others = {tidy_url(url): by_id[feed_id] for feed_id, url in led_to if url and feed_id in by_id}
        return others | {tidy_url(feed.url): feed for feed in feeds}

    def _offer(self, links: Sequence[FeedLink], request: SubscribeRequest) -> None:
        given = {tidy_url(link.href): access_on_same_host(link.href, request.url, request.access) for link in links}
        self._offered = {href: access for href, access in given.items() if access is not None}

    async def _keep_known(self, feed: Feed, access: Access | None) -> Added:
        """Return a feed that is subscribed to already; new credentials are stored for it."""
        if access is not None:
            await keep_access(self._services, feed.id, feed.url, access)
        return Added(feed, 0, existed=True)

    async def _describe_links(
        self, page: Found, links: Sequence[FeedLink], further: Sequence[FeedLink], access: Access | None
    ) -> tuple[FeedLink, ...]:
        """Return links completed from their feeds, which need not be fetched again if chosen.

        Of `further` ones, which the page does not name, those are returned that are feeds.
        """
        known = [page] if page.is_feed else []
        unknown = further if page.is_feed else (*links, *further)
        seen = {tidy_url(found.url): found for found in (*known, *await preview(self._web, unknown, page.url, access))}
        self._seen, self._seen_at = seen, self._web.now()
        there = [(link, seen.get(tidy_url(link.href))) for link in (*links, *further)]
        return tuple(
            link if found is None else found.complete_link(link) for link, found in there if found or link in links
        )

    async def _look(self, url: str, origin: str, access: Access | None = None) -> Found:
        seen = self._seen.pop(url, None)
        if seen is not None and self._web.now() - self._seen_at < _SEEN_SECONDS:
            return seen
        return await inspect_address(self._web, url, origin, access)

    async def _take_all(
        self, links: Sequence[FeedLink], request: SubscribeRequest, have: dict[str, Feed]
    ) -> tuple[Added, ...]:
        """Subscribe to some feeds, whichever of them fail; raises SomeNotAddedError."""
        added: list[Added] = []
        failures: list[NotAdded] = []
        for link in links:
            try:
                added.append(await self._take(link, request, have))
            except StoreError:
                raise
            except TuinewsError as error:
                failures.append(NotAdded(link.href, safe_text(str(error), 400)))
        if failures:
            raise SomeNotAddedError(tuple(added), tuple(failures))
        return tuple(added)

    async def _take(self, link: FeedLink, request: SubscribeRequest, have: dict[str, Feed]) -> Added:
        access = access_on_same_host(link.href, request.url, request.access)
        if known := have.get(tidy_url(link.href)):
            return await self._keep_known(known, access_on_same_host(known.url, link.href, access))
        found = await self._look(link.href, request.url, access)
        if not found.is_feed:
            page = redact(request.url)
            raise TuinewsError(
                tr(
                    "{href} is announced as a feed by {page} but is none: try another address.",
                    href=redact(link.href),
                    page=page,
                )
            )
        return await self._subscribe(request, found, have)

    async def _subscribe(self, request: SubscribeRequest, found: Found, have: dict[str, Feed]) -> Added:
        if known := have.get(tidy_url(found.url)) or have.get(tidy_url(found.led_to)):
            return await self._keep_known(known, access_on_same_host(known.url, found.url, found.access))
        new = NewFeed(found.url, request.title, request.folder)
        feed_id = await self._services.writer.do(lambda writer: writer.add_feed(new))
        if found.access is not None:
            await asyncio.to_thread(self._services.secrets.put, feed_id, new.url, found.access)
        polling = await self._services.pages.do(lambda reader: reader.polls.polling(feed_id))
        poll = await self._poller.settle(polling, found.outcome, found.reading)
        (applied,) = await self._services.writer.do(lambda writer: writer.apply((poll.update,)))
        if applied.error:
            raise TuinewsError(
                tr(
                    "{url} is subscribed to, but its entries are not stored: {error}",
                    url=redact(new.url),
                    error=applied.error,
                )
            )
        if request.account != LOCAL and found.access is None:  # nobody else gets a password for the feed
            await self._services.writer.do(lambda writer: writer.servers.give_feeds(request.account, (feed_id,)))
        feed = await self._services.pages.do(lambda reader: reader.feed(feed_id))
        if feed is None:
            raise TuinewsError(tr("{url} was removed again while it was being subscribed to.", url=redact(new.url)))
        have |= {tidy_url(feed.url): feed, tidy_url(found.led_to): feed}
        return Added(feed, len(applied.new), warning=found.reading.surplus if found.reading else EMPTY)


def _find_further(found: Found, links: Sequence[FeedLink], request: SubscribeRequest) -> tuple[FeedLink, ...]:
    """Return what a known site has besides; whoever gives the very address of a feed wants that one."""
    if found.url == request.url and found.is_feed:
        return ()
    return further_feeds(request.url, [link.href for link in links])
