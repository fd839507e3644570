"""The feeds of the library that the reader is tested on."""

from collections.abc import Sequence
from dataclasses import fields, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tuinews.engine.results import Added, ChoiceNeededError, FeedPreview, ImportReport, LoginNeededError
from tuinews.model.change import FeedEdit
from tuinews.model.error import TuinewsError
from tuinews.model.event import FeedsChanged
from tuinews.model.feed import LOCAL, Access, Counts, Feed, FeedStatus, Folder
from tuinews.model.habits.shelf_life import choose_shelf_life
from tuinews.model.ids import FeedId
from tuinews.model.parsed import Outline
from tuinews.model.reports.feed_activity import FeedActivity
from tuinews.model.text import EMPTY, SafeText, safe_text

if TYPE_CHECKING:
    from ui.fake_library import World


class FakeFeeds:
    def __init__(self, world: "World") -> None:
        self._world = world
        self._let_in: set[str] = set()
        """Addresses whose servers were given the right login when they were looked at."""

    async def all(self) -> tuple[Feed, ...]:
        return tuple(self._counted(feed) for feed in self._world.feeds)

    async def get(self, feed_id: FeedId) -> Feed:
        return next(self._counted(feed) for feed in self._world.feeds if feed.id == feed_id)

    def _counted(self, feed: Feed) -> Feed:
        entries = [a.entry for a in self._world.articles.values() if a.entry.feed_id == feed.id]
        aged = sum(e.aged is not None and not e.read for e in entries)
        return replace(feed, unread=sum(not e.read for e in entries) - aged, aged=aged, total=len(entries))

    async def counts(self) -> Counts:
        entries = [article.entry for article in self._world.articles.values()]
        aged = sum(e.aged is not None and not e.read for e in entries)
        return Counts(
            sum(not e.read for e in entries) - aged,
            sum(e.starred for e in entries),
            sum(e.later for e in entries),
            len(entries),
            aged,
            muted=len(self._world.muted.ids - self._world.articles.keys()),
        )

    async def look(self, url: str, access: Access | None = None) -> tuple[FeedPreview, ...]:
        await self._world.gate.wait()
        assert access is None or url in self._world.locked, "a login is sent to nobody but the site that asked for it"
        if self._world.locked.get(url, access) != access:
            raise LoginNeededError(f"{url} cannot be added: it wants a name and password.")
        links = self._world.found.get(url)
        if links is None:
            raise TuinewsError(f"{url} cannot be added: there is no feed there.")
        known = {feed.url: feed for feed in self._world.feeds}
        titles = ((safe_text(f"The last of {link.title}"), None) for link in links)
        self._world.found |= {link.href: (link,) for link in links}
        self._let_in |= {url} if access is not None else set()
        both = zip(links, titles, strict=True)
        return tuple(FeedPreview(link, (title,), known.get(link.href)) for link, title in both)

    async def add_listed(self, outlines: Sequence[Outline]) -> int:
        new = [outline for outline in outlines if outline.url not in {feed.url for feed in self._world.feeds}]
        for outline in new:
            self._world.feeds.append(
                Feed(FeedId(len(self._world.feeds) + 1), outline.url, outline.title, outline.folder)
            )
        self._world.publish(FeedsChanged())
        return len(new)

    async def import_list(
        self, data: bytes, name: str = "", *, dry_run: bool = False, cache: Path | None = None, mark_older: str = ""
    ) -> ImportReport:
        assert not cache
        assert not mark_older
        urls = data.decode().split()
        if not urls:
            raise TuinewsError(f"{name} cannot be imported: it is empty.")
        outlines = [Outline((), safe_text(url), url) for url in urls]
        known = {feed.url for feed in self._world.feeds}
        new = sum(url not in known for url in urls) if dry_run else await self.add_listed(outlines)
        return ImportReport(new, len(urls) - new, 0, ())

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
    ) -> tuple[Added, ...]:
        assert account in {None, LOCAL}, "only commands know of others"
        assert access is None or url in self._world.locked, "a login is sent to nobody but the site that asked for it"
        if self._world.locked.get(url, access) != access and url not in self._let_in:
            raise LoginNeededError(f"{url} cannot be added: it wants a name and password.")
        links = self._world.found.get(url)
        if links is None:
            raise TuinewsError(f"{url} cannot be added: there is no feed there.")
        if len(links) > 1 and not every:
            bare = tuple(link._replace(kind="", latest=None, entries=None) for link in links)
            raise ChoiceNeededError(url, links if asks else bare)
        feed = Feed(FeedId(len(self._world.feeds) + 1), url, title or links[0].title, folder)
        self._world.feeds.append(feed)
        self._world.publish(FeedsChanged())
        return (Added(feed, 0),)

    async def edit(self, feed_id: FeedId, edit: FeedEdit, access: Access | None = None) -> Feed:
        feed = next(feed for feed in self._world.feeds if feed.id == feed_id)
        folder = feed.folder if edit.folder is None else edit.folder
        chosen = {name: value for name, value in edit._asdict().items() if value is not None}
        numbers = {"interval", "keep", "daily_cap"}
        of_options: dict[str, Any] = {
            field.name: chosen[field.name] or None if field.name in numbers else chosen[field.name]
            for field in fields(feed.options)
            if field.name in chosen
        }
        options = replace(feed.options, **of_options)
        life = choose_shelf_life(options.shelf_life or "never", feed.gap)
        changed = replace(feed, title=edit.title or feed.title, folder=folder, options=options, shelf_life=life)
        changed = replace(
            changed, **{name: value for name, value in chosen.items() if name in {"url", "tags", "hidden"}}
        )
        self._world.feeds[self._world.feeds.index(feed)] = changed
        if access is not None:
            self._world.locked[feed.url] = access
        return self._counted(changed)

    async def move(self, feed_ids: Sequence[FeedId], folder: Folder) -> int:
        elsewhere = [feed for feed in self._world.feeds if feed.id in feed_ids and feed.folder != folder]
        for feed in elsewhere:
            self._world.feeds[self._world.feeds.index(feed)] = replace(feed, folder=folder)
        return len(elsewhere)

    async def archive(self, feed_ids: Sequence[FeedId], *, archived: bool = True) -> int:
        for feed_id in feed_ids:
            changed = await self.edit(feed_id, FeedEdit(archived=archived))
            stored = next(feed for feed in self._world.feeds if feed.id == feed_id)
            status = FeedStatus.ARCHIVED if archived else FeedStatus.OK
            self._world.feeds[self._world.feeds.index(stored)] = replace(stored, options=changed.options, status=status)
        return len(feed_ids)

    async def activity(self, feed_id: FeedId) -> FeedActivity:
        entries = [article.entry for article in self._world.articles.values() if article.entry.feed_id == feed_id]
        read = sum(entry.read for entry in entries)
        return FeedActivity(len(entries), read, None, 7_200, tuple(self._world.requests.get(feed_id, ())))

    def access(self, feed: Feed) -> Access | None:
        return self._world.locked.get(feed.url)

    async def move_folder(self, before: Folder, after: Folder) -> int:
        inside = [feed for feed in self._world.feeds if feed.folder[: len(before)] == before]
        for feed in inside:
            moved = replace(feed, folder=(*after, *feed.folder[len(before) :]))
            self._world.feeds[self._world.feeds.index(feed)] = moved
        return len(inside)

    async def remove(self, *feed_ids: FeedId) -> int:
        self._world.feeds[:] = [feed for feed in self._world.feeds if feed.id not in feed_ids]
        entries = [article.entry for article in self._world.articles.values() if article.entry.feed_id in feed_ids]
        gone = [entry.id for entry in entries if not entry.starred and not entry.later]
        for entry_id in gone:
            del self._world.articles[entry_id]
        self._world.publish(FeedsChanged())
        return len(gone)
