"""Subscriptions: found, added, edited, removed, imported and exported."""

import asyncio
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from tuinews.engine.results import Added, ChoiceNeededError, ImportReport, NoAnswerError
from tuinews.engine.services import Services
from tuinews.engine.web_client import WebClient
from tuinews.model.clock import Instant
from tuinews.model.error import NotFoundError, TuinewsError, UsageError
from tuinews.model.feed import Access, Counts, Feed, FeedLink, Folder, NewFeed
from tuinews.model.ids import FeedId
from tuinews.model.query import parse_query
from tuinews.model.text import EMPTY, SafeText, fold, safe_text
from tuinews.model.url import host_key, is_web, redact, split_login, tidy_url

if TYPE_CHECKING:
    from tuinews.engine.feeds.discovery import Found
    from tuinews.engine.polling.poller import Poller
    from tuinews.model.change import FeedEdit

_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:(?!\d)", re.IGNORECASE)
"""A scheme, told from a host with a port."""


_MOST_NAMED = 16
"""Feeds that are named when a title is not unique."""

_SEEN_SECONDS = 600
"""How long a feed that was looked at for a choice need not be fetched again."""


class _Wish(NamedTuple):
    url: str
    folder: Folder
    title: SafeText
    access: Access | None = None


class Feeds:
    """`library.feeds`."""

    def __init__(self, services: Services, web: WebClient) -> None:
        self._services = services
        self._web = web
        self._seen: dict[str, Found] = {}
        self._seen_at: Instant = 0
        self._offered: dict[str, Access] = {}
        """What was given for a site, by those of its feeds that the user is choosing from."""

    @cached_property
    def _poller(self) -> "Poller":
        from tuinews.engine.polling.poller import Poller

        return Poller(self._services, self._web)

    async def all(self) -> tuple[Feed, ...]:
        """Every subscription with its counts, by folder and title."""
        return await self._services.pages.do(lambda reader: reader.feeds())

    async def counts(self) -> Counts:
        """The library's totals."""
        return await self._services.pages.do(lambda reader: reader.counts())

    async def get(self, feed_id: FeedId) -> Feed:
        """One subscription; raises NotFoundError."""
        feed = await self._services.pages.do(lambda reader: reader.feed(feed_id))
        if feed is None:
            raise NotFoundError(f"There is no feed {feed_id}: see `tuinews feeds` for what there is.")
        return feed

    async def find(self, ref: str) -> Feed:
        """The subscription with this id, URL or unique part of its title; raises NotFoundError or UsageError."""
        feeds = await self.all()
        return _pick(ref, feeds)

    async def discover(self, url: str) -> "Found":
        """Look at an address: whether it is a feed, or a page and which feeds it points to. One request."""
        from tuinews.engine.feeds.discovery import look

        return await self._services.loop.call(look(self._web, web_address(url)))

    async def add(
        self,
        url: str,
        folder: Folder = (),
        title: SafeText = EMPTY,
        *,
        every: bool = False,
        asks: bool = False,
        access: Access | None = None,
    ) -> tuple[Added, ...]:
        """Subscribe to a feed, or to what a site's page points to, and store its entries.

        Name and password in the address are taken out of it and kept apart, as `access` is. Only for who `asks` the
        user at once are the feeds of a choice looked at: whoever comes back later would fetch the chosen one again.

        Raises:
            ChoiceNeededError: the page points to several feeds and `every` is not set.
            TuinewsError: the address gives neither a feed nor a page that points to one.
        """
        bare, given = with_login(web_address(url), access)
        given = given or self._offered.get(bare)
        wish = _Wish(bare, folder, title, given)
        try:
            return await self._services.loop.call(self._add(wish, every=every, asks=asks))
        except NoAnswerError as error:
            if _SCHEME.match(url.strip()):
                raise
            plain = redact(bare.replace("https:", "http:", 1))
            raise TuinewsError(f"{error} If it knows no https, write {plain}.") from error
        finally:
            self._services.feeds_changed()
            self._services.entries_changed()
            self._services.index_soon()

    async def edit(self, feed_id: FeedId, edit: "FeedEdit", access: Access | None = None) -> Feed:
        """Change what the user may change of a subscription; an empty `access` forgets what was sent along.

        Raises:
            NotFoundError, UsageError: there is no such feed, or something of it cannot be so.
        """
        if edit.url is not None:
            known = self._services.secrets.sent(feed_id, edit.url)
            bare, access = with_login(tidy_url(edit.url), known if access is None else access)
            edit = edit._replace(url=bare)
        check_edit(edit, self._services.clock())
        await self._services.writer.do(lambda writer: writer.edit_feed(feed_id, edit))
        feed = await self.get(feed_id)
        if access is not None:
            await asyncio.to_thread(self._services.secrets.put, feed_id, feed.url, access)
        self._services.feeds_changed()
        return feed

    def access(self, feed: Feed) -> Access | None:
        """What is sent along to the feed's server; never to be shown."""
        return self._services.secrets.of(feed.id, feed.url)

    async def remove(self, *feed_ids: FeedId) -> int:
        """Unsubscribe; how many entries went. Starred and read-later ones stay, and one undo takes all of it back."""
        gone = await self._services.writer.do(lambda writer: writer.remove_feed(*feed_ids))
        self._services.feeds_changed()
        self._services.entries_changed(frozenset(feed_ids))
        return gone

    async def import_list(
        self, data: bytes, name: str = "", *, dry_run: bool = False, cache: Path | None = None
    ) -> ImportReport:
        """Subscribe to all of an OPML or newsboat list, or to nothing of it; no request is made.

        `cache` is newsboat's cache.db, whose read and flagged entries are so here as well, also those yet to come.

        Raises:
            TuinewsError: a file cannot be read, with why.
        """
        from tuinews.engine.feeds.lists import read_outlines, read_states, without_logins

        wanted = await self._services.loop.call(read_outlines(self._web, data, name))
        now = self._services.clock()
        states = () if cache is None else await self._services.scans.do(lambda _reader: read_states(cache, now))
        outlines, logins = without_logins(wanted.outlines)
        done = await self._services.writer.do(
            lambda writer: writer.import_feeds(outlines, wanted.views, states, dry_run=dry_run)
        )
        if not dry_run:
            await self._keep_logins(logins, done.feeds)
            self._services.feeds_changed()
            self._services.entries_changed()
            self._services.index_soon()
        return ImportReport(done.added, done.existed, done.moved, wanted.skipped, done.views, done.states)

    async def export_list(self) -> bytes:
        """All subscriptions as OPML 2.0, without credentials."""
        from tuinews.engine.feeds.lists import export_opml

        feeds = await self.all()
        return await self._services.scans.do(lambda _reader: export_opml(feeds))

    async def _add(self, wish: _Wish, *, every: bool, asks: bool) -> tuple[Added, ...]:
        have = {tidy_url(feed.url): feed for feed in await self.all()}
        if wish.url in have:
            return (await self._known(have[wish.url], wish.access),)
        found = await self._look(wish.url, "", wish.access)
        if found.is_feed:
            return (await self._subscribe(wish, found, have),)
        if len(found.links) > 1 and not every:
            self._offer(found.links, wish)
            links = await self._described(found, wish.access) if asks else found.links
            raise ChoiceNeededError(found.url, links)
        return tuple([await self._take(link, wish, have) for link in found.links])

    def _offer(self, links: Sequence[FeedLink], wish: _Wish) -> None:
        from tuinews.engine.feeds.discovery import near

        given = {tidy_url(link.href): near(link.href, wish.url, wish.access) for link in links}
        self._offered = {href: access for href, access in given.items() if access is not None}

    async def _known(self, feed: Feed, access: Access | None) -> Added:
        """A feed that is subscribed to already; what was given for it is sent along from now on."""
        if access is not None:
            await self._keep(feed.id, feed.url, access)
        return Added(feed, 0, existed=True)

    async def _keep(self, feed_id: FeedId, url: str, access: Access) -> None:
        """Store what was given besides what is known: a login replaces a login, headers replace headers."""
        known = await asyncio.to_thread(self._services.secrets.of, feed_id, url) or Access()
        if not access.user and not access.password:
            access = replace(access, user=known.user, password=known.password)
        whole = replace(access, headers=access.headers or known.headers)
        await asyncio.to_thread(self._services.secrets.put, feed_id, url, whole)

    async def _keep_logins(self, logins: Mapping[str, Access], ids: Mapping[str, FeedId]) -> None:
        """Store the logins of a list, by the list's own addresses, for the addresses that are subscribed to."""
        own = {feed.id: feed.url for feed in await self.all()}
        for url, access in logins.items():
            stored = own.get(ids[url], url)
            # what the list has for a secured address never goes over an open one
            exposed = host_key(url).startswith("https:") and not host_key(stored).startswith("https:")
            await self._keep(ids[url], url if exposed else stored, access)

    async def _described(self, page: "Found", access: Access | None) -> tuple[FeedLink, ...]:
        """The page's feeds with what is in them; who then chooses one need not fetch it again."""
        from tuinews.engine.feeds.discovery import preview

        seen = {tidy_url(found.url): found for found in await preview(self._web, page.links, page.url, access)}
        self._seen, self._seen_at = seen, self._web.now()
        known = [(link, seen.get(tidy_url(link.href))) for link in page.links]
        return tuple(link if found is None else found.described(link) for link, found in known)

    async def _look(self, url: str, origin: str, access: Access | None = None) -> "Found":
        from tuinews.engine.feeds.discovery import look

        seen = self._seen.pop(url, None)
        if seen is not None and self._web.now() - self._seen_at < _SEEN_SECONDS:
            return seen
        return await look(self._web, url, origin, access)

    async def _take(self, link: FeedLink, wish: _Wish, have: dict[str, Feed]) -> Added:
        from tuinews.engine.feeds.discovery import near

        access = near(link.href, wish.url, wish.access)
        if known := have.get(tidy_url(link.href)):
            return await self._known(known, access)
        found = await self._look(link.href, wish.url, access)
        if not found.is_feed:
            page = redact(wish.url)
            raise TuinewsError(
                f"{redact(link.href)} is announced as a feed by {page} but is none: try another address."
            )
        return await self._subscribe(wish, found, have)

    async def _subscribe(self, wish: _Wish, found: "Found", have: dict[str, Feed]) -> Added:
        if known := have.get(tidy_url(found.url)):
            return await self._known(known, found.access)
        new = NewFeed(found.url, wish.title, wish.folder)
        feed_id = await self._services.writer.do(lambda writer: writer.add_feed(new))
        if found.access is not None:
            await asyncio.to_thread(self._services.secrets.put, feed_id, new.url, found.access)
        polling = await self._services.pages.do(lambda reader: reader.polling(feed_id))
        poll = await self._poller.settle(polling, found.outcome, found.reading)
        (applied,) = await self._services.writer.do(lambda writer: writer.apply((poll.update,)))
        if applied.error:
            raise TuinewsError(f"{redact(new.url)} is subscribed to, but its entries are not stored: {applied.error}")
        return Added(await self.get(feed_id), len(applied.new))


def web_address(text: str) -> str:
    """What the user meant by an address: `feed:` and a missing scheme become https; raises UsageError."""
    cleaned = text.strip()
    if cleaned.lower().startswith("feed:"):
        cleaned = cleaned[5:].removeprefix("//")
    if not _SCHEME.match(cleaned):
        cleaned = f"https://{cleaned}"
    if not is_web(cleaned) or any(letter.isspace() for letter in cleaned):
        shown = safe_text(redact(text)) or "An empty text"
        raise UsageError(f"{shown} is no web address: it should look like https://example.org/feed.xml.")
    return tidy_url(cleaned)


def with_login(url: str, access: Access | None) -> tuple[str, Access | None]:
    """The address without name and password, and what is to be sent along."""
    bare, user, password = split_login(url)
    if not user and not password:
        return bare, access
    return bare, replace(access or Access(), user=user, password=password)


def check_edit(edit: "FeedEdit", now: Instant) -> None:
    """See that an edit can be carried out; raises UsageError or QueryError."""
    if edit.url is not None and not is_web(edit.url):
        raise UsageError(f"{redact(edit.url)} is no web address: a feed's URL starts with http:// or https://.")
    if edit.mark_read:
        parse_query(edit.mark_read, now)


def _pick(ref: str, feeds: Sequence[Feed]) -> Feed:
    wanted = fold(ref)
    exact = [f for f in feeds if str(f.id) == ref.strip() or f.url == ref.strip() or fold(f.title) == wanted]
    matches = exact or [f for f in feeds if wanted and wanted in fold(f.title)]
    if len(matches) == 1:
        return matches[0]
    if matches:
        names = ", ".join(f"{f.id} {safe_text(f.title, 36)}" for f in matches[:_MOST_NAMED])
        more = f" and {len(matches) - _MOST_NAMED} more" if len(matches) > _MOST_NAMED else ""
        raise UsageError(
            f"“{safe_text(ref, 60)}” is part of {len(matches)} titles ({names}{more}): name one by its number."
        )
    raise NotFoundError(f"There is no feed “{ref}”: `tuinews feeds` lists what there is, with ids.")
