"""The subscriptions of the library: found, added, edited, removed, imported and exported."""

import asyncio
import re
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from tuinews.engine.rules.asked_query import check_query
from tuinews.engine.services import Services
from tuinews.engine.web_client import WebClient
from tuinews.model.clock import DAY, Instant
from tuinews.model.error import NotFoundError, StoreError, TuinewsError, UsageError
from tuinews.model.feed import LOCAL, Access, Counts, Feed, Folder
from tuinews.model.ids import FeedId
from tuinews.model.language import tr
from tuinews.model.sync.status import SERVER
from tuinews.model.text import EMPTY, SafeText, fold, safe_text
from tuinews.model.url import is_web, redact, tidy_url

if TYPE_CHECKING:
    from tuinews.engine.accounts.base import Account, SubscribeRequest
    from tuinews.engine.feeds.discovery import Found
    from tuinews.engine.results import Added, FeedPreview, ImportReport, NoAnswerError
    from tuinews.model.change import FeedEdit
    from tuinews.model.parsed import Outline
    from tuinews.model.reports.feed_activity import FeedActivity

_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:(?!\d)", re.IGNORECASE)
"""A scheme; not a host with a port."""

_GROUP_SECONDS = 1.0
"""Seconds for which one looks for stories among the entries of a new feed."""

_MOST_NAMED = 16
"""Most feeds that are named when a title is not unique."""


class Feeds:
    """`library.feeds`."""

    def __init__(self, services: Services, web: WebClient, accounts: "Callable[[], Mapping[str, Account]]") -> None:
        """`accounts` is called when an account is first needed."""
        self._services = services
        self._web = web
        self._accounts = accounts

    async def all(self) -> tuple[Feed, ...]:
        """Return every subscription with its counts, ordered by folder and title."""
        now = self._services.clock()
        found = await self._services.pages.do(lambda reader: reader.feeds())
        return tuple([_with_rest(feed, now) for feed in found])

    async def counts(self) -> Counts:
        """Return the library's totals."""
        return await self._services.pages.do(lambda reader: reader.counts())

    async def get(self, feed_id: FeedId) -> Feed:
        """Return one subscription; raises NotFoundError."""
        feed = await self._services.pages.do(lambda reader: reader.feed(feed_id))
        if feed is None:
            raise NotFoundError(
                tr("There is no feed {feed_id}: see `tuinews feeds` for what there is.", feed_id=feed_id)
            )
        return _with_rest(feed, self._services.clock())

    async def find(self, ref: str) -> Feed:
        """Return the subscription with this id, URL or unique part of its title; raises NotFoundError or UsageError."""
        feeds = await self.all()
        return pick_feed(ref, feeds)

    async def discover(self, url: str) -> "Found":
        """Return what an address is: a feed, or a page and the feeds that it names. One request."""
        from tuinews.engine.feeds.discovery import inspect_address

        return await self._services.loop.call(inspect_address(self._web, web_address(url)))

    async def look(self, url: str, access: Access | None = None) -> "tuple[FeedPreview, ...]":
        """Return the feeds that are at an address, each with its last entries, without subscribing to any.

        What was fetched for it is not fetched again by `add`.

        Raises:
            TuinewsError: the address gives neither a feed nor a page that names one.
        """
        from tuinews.engine.accounts.base import Previewer, SubscribeRequest
        from tuinews.engine.feeds.logins import with_login
        from tuinews.engine.results import NoAnswerError

        bare, given = with_login(web_address(url), access)
        request, account = SubscribeRequest(bare, access=given, asks=True), self._accounts()[LOCAL]
        if not isinstance(account, Previewer):
            raise TypeError
        try:
            return await self._services.loop.call(account.look(request))
        except NoAnswerError as error:
            if _SCHEME.match(url.strip()):
                raise
            plain = _find_plain(request, error)
        try:
            return await self._services.loop.call(account.look(plain))
        except NoAnswerError as plain_error:
            raise TuinewsError(
                tr("{plain_error} Over https there is no answer either.", plain_error=plain_error)
            ) from plain_error

    async def add(
        self,
        url: str,
        folder: Folder = (),
        title: SafeText = EMPTY,
        *,
        every: bool = False,
        asks: bool = False,
        access: Access | None = None,
        account: str | None = None,
    ) -> "tuple[Added, ...]":
        """Subscribe to a feed, or to the feed that a site's page names, and store its entries.

        Name and password in the address are taken out of it and kept apart, like `access`. With `asks` the user chooses
        at once if there are several feeds, so that the first of them are fetched to show what is in them. `account` is
        the account that the feed will belong to; without one it is that on a server, if there is one.

        Raises:
            ChoiceNeededError: the page names several feeds and `every` is not set.
            SomeNotAddedError: `every` is set and some of the feeds failed; it has those that are subscribed to.
            TuinewsError: the address gives neither a feed nor a page that names one.
        """
        from tuinews.engine.accounts.base import Listener, SubscribeRequest
        from tuinews.engine.feeds.logins import with_login

        bare, given = with_login(web_address(url), access)
        owner = account or await self._find_owner()
        request = SubscribeRequest(bare, folder, title, given, every, asks, owner)
        chosen = self._accounts()[account or LOCAL]  # what was looked at here is not fetched again
        try:
            if isinstance(chosen, Listener):
                await self._services.writer.do(lambda writer: writer.listen(owner))
            added = await self._subscribe(chosen, request, plainly=not _SCHEME.match(url.strip()))
            await self._find_stories()
            return added
        finally:
            self._tell_of_new()

    async def _find_owner(self) -> str:
        """Return the account of new feeds, which hears of them at its next run."""
        return await self._services.pages.do(lambda reader: reader.servers.find_owner(SERVER))

    def _tell_of_new(self) -> None:
        """Publish that feeds and entries came, and have them found by searches."""
        self._services.publish_feeds_changed()
        self._services.publish_entries_changed()
        self._services.index_soon()

    async def _find_stories(self) -> None:
        """Look for stories among what came; what is left, or fails, is done later."""
        from tuinews.engine.stories.story_worker import StoryWorker

        with suppress(StoreError):
            await StoryWorker(self._services).group_all(_GROUP_SECONDS)

    async def _subscribe(
        self, account: "Account", request: "SubscribeRequest", *, plainly: bool
    ) -> "tuple[Added, ...]":
        """Ask, `plainly` perhaps over http as well, and do what rules want done with what came."""
        from tuinews.engine.results import NoAnswerError
        from tuinews.engine.rules.jobs import do_jobs

        try:
            added = await self._services.loop.call(account.subscribe(request))
        except NoAnswerError as error:
            if not plainly:
                raise
            added = await self._subscribe_plainly(account, request, error)
        await self._services.loop.call(do_jobs(self._services))
        return added

    async def _subscribe_plainly(
        self, account: "Account", request: "SubscribeRequest", error: "NoAnswerError"
    ) -> "tuple[Added, ...]":
        """Ask over http what gave no answer over https, where few know https; never with a password.

        Raises:
            TuinewsError: it gives no feed either, or was not asked.
        """
        from tuinews.engine.results import NoAnswerError

        try:
            added = await self._services.loop.call(account.subscribe(_find_plain(request, error)))
        except NoAnswerError as plain_error:
            raise TuinewsError(tr("{error} Over http there is no answer either.", error=error)) from plain_error
        return tuple(item._replace(over_http=True) for item in added)

    async def add_listed(self, outlines: "Sequence[Outline]") -> int:
        """Subscribe to feeds as one change, without a request, and return how many are new."""
        done = await self._services.writer.do(lambda writer: writer.import_feeds(outlines))
        self._services.publish_feeds_changed()
        return done.added

    async def edit(self, feed_id: FeedId, edit: "FeedEdit", access: Access | None = None) -> Feed:
        """Change a subscription; an empty `access` removes the stored credentials.

        Raises:
            NotFoundError: there is no such feed.
            UsageError: a value is not possible.
        """
        if edit.url is not None:
            from tuinews.engine.feeds.logins import with_login

            known = self._services.secrets.find_access(feed_id, edit.url)
            bare, access = with_login(tidy_url(edit.url), known if access is None else access)
            edit = edit._replace(url=bare)
        check_edit(edit, self._services.clock())
        await self._services.writer.do(lambda writer: writer.edit_feed(feed_id, edit))
        if access is not None or edit.user_agent is not None:  # another answer is likely: nobody has to wait for it
            await self._services.writer.do(lambda writer: writer.allow_refresh(feed_id))
        if edit.shelf_life is not None:
            from tuinews.engine.freshness import sweep

            await sweep(self._services)
        feed = await self.get(feed_id)
        if access is not None:
            await asyncio.to_thread(self._services.secrets.put, feed_id, feed.url, access)
        self._services.publish_feeds_changed()
        return feed

    async def move_folder(self, before: Folder, after: Folder) -> int:
        """Rename or move a folder with all that is in it, undoably, and return how many feeds that are.

        With `()` its feeds are in no folder any more, and its inner folders stand alone.

        Raises:
            UsageError: it would lie in itself.
        """
        if len(after) > len(before) and after[: len(before)] == before:
            raise UsageError(tr("{before} cannot be moved into itself.", before="/".join(before)))
        moved = await self._services.writer.do(lambda writer: writer.move_folder(before, after))
        self._services.publish_feeds_changed()
        return moved

    async def move(self, feed_ids: Sequence[FeedId], folder: Folder) -> int:
        """Put feeds into a folder as one change, undoably, and return how many were elsewhere."""
        moved = await self._services.writer.do(lambda writer: writer.feeds.move(feed_ids, folder))
        self._services.publish_feeds_changed()
        return moved

    async def archive(self, feed_ids: Sequence[FeedId], *, archived: bool = True) -> int:
        """Poll feeds no more and keep their articles, or poll them again, as one change; return how many changed."""
        changed = await self._services.writer.do(lambda writer: writer.feeds.archive(feed_ids, archived=archived))
        self._services.publish_feeds_changed()
        return changed

    async def activity(self, feed_id: FeedId) -> "FeedActivity":
        """Return what a feed brought of late, how much of it was read, and its last requests."""
        from tuinews.model.reports.feed_activity import ACTIVITY_DAYS

        since = self._services.clock() - ACTIVITY_DAYS * DAY
        return await self._services.scans.do(lambda reader: reader.polls.activity(feed_id, since))

    def access(self, feed: Feed) -> Access | None:
        """Return the credentials that are sent to the feed's server; never to be shown."""
        return self._services.secrets.read_access(feed.id, feed.url)

    async def remove(self, *feed_ids: FeedId) -> int:
        """Unsubscribe, and return how many entries went; starred and later ones stay. One undo restores all."""
        gone = await self._services.writer.do(lambda writer: writer.remove_feed(*feed_ids))
        self._services.publish_feeds_changed()
        self._services.publish_entries_changed(frozenset(feed_ids))
        return gone

    async def import_list(
        self, data: bytes, name: str = "", *, dry_run: bool = False, cache: Path | None = None, mark_older: str = ""
    ) -> "ImportReport":
        """Subscribe to all feeds of an OPML or newsboat list, or to none; makes no request.

        `cache` is the path of newsboat's cache.db: entries that are read or flagged there become so here, now or when
        they come. `mark_older` is an age: what of the feeds that are new is older when it comes is marked read.

        Raises:
            QueryError: it is no age.
            TuinewsError: a file cannot be read, with why.
        """
        from tuinews.engine.feeds.lists import mark_older_than, name_views, read_outlines, read_states, without_logins
        from tuinews.engine.feeds.logins import keep_list_logins
        from tuinews.engine.results import ImportReport
        from tuinews.engine.rules.listed_rules import take_mutes, take_rules

        now = self._services.clock()
        wanted = await self._services.loop.call(read_outlines(self._web, data, name))
        states = () if cache is None else await self._services.scans.do(lambda _reader: read_states(cache, now))
        outlines, logins = without_logins(wanted.outlines)
        if mark_older:
            outlines = mark_older_than(mark_older, outlines, now)
        views = name_views(wanted.views)
        renamed = tuple((old.name, new.name) for old, new in zip(wanted.views, views, strict=True) if old != new)
        done = await self._services.writer.do(
            lambda writer: writer.import_feeds(outlines, views, states, dry_run=dry_run)
        )
        own = {feed.id: feed.url for feed in await self.all()}
        if not dry_run:
            await keep_list_logins(self._services, logins, done.feeds, own)
        known = done.feeds | {url: number for number, url in own.items()}
        mutes, muted = await take_mutes(self._services, wanted.mutes, known, dry_run=dry_run)
        rules, ruled = await take_rules(self._services, wanted.rules, dry_run=dry_run)
        if not dry_run:
            self._tell_of_new()
        counts = (done.added, done.existed, done.moved)
        skipped = (*wanted.skipped, *muted, *ruled)
        return ImportReport(*counts, skipped, done.views, done.states, wanted.cut, renamed, mutes, rules)

    async def export_list(self) -> bytes:
        """Return all subscriptions as OPML 2.0, without credentials."""
        from tuinews.engine.feeds.lists import export_opml

        feeds = await self.all()
        return await self._services.scans.do(lambda _reader: export_opml(feeds))


def _with_rest(feed: Feed, now: Instant) -> Feed:
    if not feed.options.pause_until and not feed.options.archived:
        return feed
    from tuinews.model.habits.pause import with_rest

    return with_rest(feed, now)


def web_address(text: str, such_as: str = "https://example.org/feed.xml") -> str:
    """Return the address that the user meant: `feed:` or no scheme becomes https; raises UsageError."""
    cleaned = text.strip()
    if cleaned.lower().startswith("feed:"):
        cleaned = cleaned[5:].removeprefix("//")
    if not _SCHEME.match(cleaned):
        cleaned = f"https://{cleaned}"
    if not is_web(cleaned) or any(letter.isspace() for letter in cleaned):
        shown = safe_text(redact(text)) or tr("An empty text")
        raise UsageError(tr("{shown} is no web address: it should look like {such_as}.", shown=shown, such_as=such_as))
    return tidy_url(cleaned)


def is_likely_plain(url: str) -> bool:
    """Return whether few hosts like this know https: with a port, as a bare address, or of the own network."""
    from tuinews.fetch.address_guard import Realm, ip_literal, realm_by_name

    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return False
    return port is not None or bool(ip_literal(host)) or realm_by_name(host) is not Realm.PUBLIC


def _find_plain(request: "SubscribeRequest", error: "NoAnswerError") -> "SubscribeRequest":
    """Return what asks over http; raises TuinewsError where that is not to be tried."""
    plain = request.url.replace("https:", "http:", 1)
    if request.access is not None or not is_likely_plain(plain):
        raise TuinewsError(
            tr("{error} If it knows no https, write {plain}.", error=error, plain=redact(plain))
        ) from error
    return request._replace(url=plain)


def check_edit(edit: "FeedEdit", now: Instant) -> None:
    """Check that an edit can be carried out; raises UsageError or QueryError."""
    if edit.url is not None and not is_web(edit.url):
        raise UsageError(
            tr("{url} is no web address: a feed's URL starts with http:// or https://.", url=redact(edit.url))
        )
    if edit.mark_read:
        check_query(edit.mark_read, now, tr("What marks new entries read"), everything=True)


def pick_feed(ref: str, feeds: Sequence[Feed]) -> Feed:
    """Return the feed with this id, URL or unique part of its title.

    Raises:
        NotFoundError: there is none.
        UsageError: there are several.
    """
    wanted = fold(ref)
    exact = [f for f in feeds if str(f.id) == ref.strip() or f.url == ref.strip() or fold(f.title) == wanted]
    matches = exact or [f for f in feeds if wanted and wanted in fold(f.title)]
    if len(matches) == 1:
        return matches[0]
    if matches:
        names = ", ".join(f"{f.id} {safe_text(f.title, 36)}" for f in matches[:_MOST_NAMED])
        more = tr(" and {count} more", count=len(matches) - _MOST_NAMED) if len(matches) > _MOST_NAMED else ""
        raise UsageError(
            tr(
                "“{ref}” is part of {count} titles ({names}{more}): name one by its number.",
                ref=safe_text(ref, 60),
                count=len(matches),
                names=names,
                more=more,
            )
        )
    raise NotFoundError(tr("There is no feed “{ref}”: `tuinews feeds` lists what there is, with ids.", ref=ref))
