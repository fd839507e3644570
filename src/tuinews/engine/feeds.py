"""Subscriptions: found, added, edited, removed, imported and exported."""

import re
from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from tuinews.engine.context import Context
from tuinews.engine.online import Online
from tuinews.engine.outcome import Added, ChoiceNeededError, ImportReport
from tuinews.model.error import NotFoundError, TuinewsError, UsageError
from tuinews.model.feed import Counts, Feed, FeedLink, Folder, NewFeed
from tuinews.model.ids import FeedId
from tuinews.model.text import EMPTY, SafeText, fold, safe_text
from tuinews.model.url import is_web, redact

if TYPE_CHECKING:
    from tuinews.engine.poll import Poller
    from tuinews.engine.subscribe import Found
    from tuinews.model.change import FeedEdit

_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:(?!\d)", re.IGNORECASE)
"""A scheme, told from a host with a port."""


class _Wish(NamedTuple):
    url: str
    folder: Folder
    title: SafeText


class Feeds:
    """`library.feeds`."""

    def __init__(self, context: Context, online: Online) -> None:
        self._context = context
        self._online = online

    @cached_property
    def _poller(self) -> "Poller":
        from tuinews.engine.poll import Poller

        return Poller(self._context, self._online)

    async def all(self) -> tuple[Feed, ...]:
        """Every subscription with its counts, by folder and title."""
        return await self._context.pages.do(lambda reader: reader.feeds())

    async def counts(self) -> Counts:
        """The library's totals."""
        return await self._context.pages.do(lambda reader: reader.counts())

    async def get(self, feed_id: FeedId) -> Feed:
        """One subscription; raises NotFoundError."""
        feed = await self._context.pages.do(lambda reader: reader.feed(feed_id))
        if feed is None:
            raise NotFoundError(f"There is no feed {feed_id}: see `tuinews feeds` for what there is.")
        return feed

    async def find(self, ref: str) -> Feed:
        """The subscription with this id, URL or unique part of its title; raises NotFoundError or UsageError."""
        feeds = await self.all()
        return _pick(ref, feeds)

    async def discover(self, url: str) -> "Found":
        """Look at an address: whether it is a feed, or a page and which feeds it points to. One request."""
        from tuinews.engine.subscribe import look

        return await self._context.runner.call(look(self._online, web_address(url)))

    async def add(
        self, url: str, folder: Folder = (), title: SafeText = EMPTY, *, every: bool = False
    ) -> tuple[Added, ...]:
        """Subscribe to a feed, or to what a site's page points to, and store its entries.

        Raises:
            ChoiceNeededError: the page points to several feeds and `every` is not set.
            TuinewsError: the address gives neither a feed nor a page that points to one.
        """
        wish = _Wish(web_address(url), folder, title)
        try:
            return await self._context.runner.call(self._add(wish, every=every))
        finally:
            self._context.feeds_changed()
            self._context.entries_changed()
            self._context.index_soon()

    async def edit(self, feed_id: FeedId, edit: "FeedEdit") -> Feed:
        """Change what the user may change of a subscription."""
        if edit.url is not None and not is_web(edit.url):
            raise UsageError(f"{edit.url} is no web address: a feed's URL starts with http:// or https://.")
        await self._context.writer.do(lambda writer: writer.edit_feed(feed_id, edit))
        self._context.feeds_changed()
        return await self.get(feed_id)

    async def remove(self, feed_id: FeedId) -> int:
        """Unsubscribe; how many entries went. Starred and read-later ones stay, and it can be undone."""
        gone = await self._context.writer.do(lambda writer: writer.remove_feed(feed_id))
        self._context.feeds_changed()
        self._context.entries_changed(frozenset({feed_id}))
        return gone

    async def import_list(self, data: bytes, name: str = "", *, dry_run: bool = False) -> ImportReport:
        """Subscribe to all of an OPML or newsboat list, or to nothing of it; no request is made.

        Raises:
            TuinewsError: the file cannot be read, with why.
        """
        from tuinews.engine.lists import read_outlines

        wanted = await self._context.runner.call(read_outlines(self._online, data, name))
        if dry_run:
            have = {feed.url for feed in await self.all()}
            fresh = {outline.url for outline in wanted.outlines} - have
            return ImportReport(len(fresh), len({o.url for o in wanted.outlines}) - len(fresh), 0, wanted.skipped)
        added, existed, moved = await self._context.writer.do(lambda writer: writer.import_feeds(wanted.outlines))
        self._context.feeds_changed()
        return ImportReport(added, existed, moved, wanted.skipped)

    async def export_list(self) -> bytes:
        """All subscriptions as OPML 2.0, without credentials."""
        from tuinews.engine.lists import export_opml

        feeds = await self.all()
        return await self._context.scans.do(lambda _reader: export_opml(feeds))

    async def _add(self, wish: _Wish, *, every: bool) -> tuple[Added, ...]:
        from tuinews.engine.subscribe import look

        have = {feed.url: feed for feed in await self.all()}
        if wish.url in have:
            return (Added(have[wish.url], 0, existed=True),)
        found = await look(self._online, wish.url)
        if found.is_feed:
            return (await self._subscribe(NewFeed(found.url, wish.title, wish.folder), found),)
        if len(found.links) > 1 and not every:
            raise ChoiceNeededError(found.url, found.links)
        return tuple([await self._take(link, wish, have) for link in found.links])

    async def _take(self, link: FeedLink, wish: _Wish, have: dict[str, Feed]) -> Added:
        from tuinews.engine.subscribe import look

        if link.href in have:
            return Added(have[link.href], 0, existed=True)
        found = await look(self._online, link.href, origin=wish.url)
        if not found.is_feed:
            raise TuinewsError(f"{link.href} is announced as a feed by {wish.url} but is none: try another address.")
        return await self._subscribe(NewFeed(found.url, wish.title, wish.folder), found)

    async def _subscribe(self, new: NewFeed, found: "Found") -> Added:
        feed_id = await self._context.writer.do(lambda writer: writer.add_feed(new))
        polling = await self._context.pages.do(lambda reader: reader.polling(feed_id))
        poll = await self._poller.settle(polling, found.outcome, found.reading)
        (applied,) = await self._context.writer.do(lambda writer: writer.apply((poll.update,)))
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
        shown = safe_text(text) or "An empty text"
        raise UsageError(f"{shown} is no web address: it should look like https://example.org/feed.xml.")
    return cleaned.partition("#")[0]


def _pick(ref: str, feeds: Sequence[Feed]) -> Feed:
    wanted = fold(ref)
    exact = [f for f in feeds if str(f.id) == ref.strip() or f.url == ref.strip() or fold(f.title) == wanted]
    matches = exact or [f for f in feeds if wanted and wanted in fold(f.title)]
    if len(matches) == 1:
        return matches[0]
    if matches:
        names = ", ".join(f"{f.id} {f.title}" for f in matches[:5])
        raise UsageError(f"“{ref}” is part of {len(matches)} feeds' titles ({names}): name one by its number.")
    raise NotFoundError(f"There is no feed “{ref}”: `tuinews feeds` lists what there is, with ids.")
