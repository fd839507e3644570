"""A library in memory, as the screens see one: the same parts and methods, nothing behind them."""

import asyncio
from array import array
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import cast

from tuinews.config.settings import Settings
from tuinews.engine.library import Library
from tuinews.model.document import Document, Paragraph, Span
from tuinews.model.entry import Article, Earlier, Entry, Flag, Headline, Mark, Marked, RelatedEntry, set_flag
from tuinews.model.error import ConsentError, NotFoundError, TuinewsError
from tuinews.model.event import EntriesChanged, Event
from tuinews.model.feed import Access, Feed, FeedLink, SavedView
from tuinews.model.ids import EntryId, FeedId
from tuinews.model.picture import Missing, Picture
from tuinews.model.polling import RequestRecord
from tuinews.model.query import Query, seeks_words
from tuinews.model.reports.change_record import ChangeRecord
from tuinews.model.stories.entry_groups import FoldedIds, GroupKeys, GroupKind, fold_ids
from tuinews.model.text import EMPTY, SafeText, fold, safe_text
from tuinews.model.topics.topic import TopicChoice, TopicSuggestion
from ui.fake_downloads import FakeDownloads
from ui.fake_feeds import FakeFeeds
from ui.fake_freshness import FakeFreshness
from ui.fake_journal import FakeJournal
from ui.fake_mutes import FakeMutes, MutedArticles
from ui.fake_pictures import FakePictures
from ui.fake_queries import ORDERS, found_by, matches
from ui.fake_refresh import FakeRefresh
from ui.fake_related import FakeRelated
from ui.fake_reports import FakeEditions, FakeExplanations
from ui.fake_rules import FakeRules
from ui.fake_saving import saving_of
from ui.fake_search import FakeSearch
from ui.fake_stories import FakeStories
from ui.fake_sync import FakeSync
from ui.fake_topics import FakeTopics
from ui.fake_views import FakeViews


@dataclass
class World:
    """What the fake holds; tests look at it and change it."""

    feeds: list[Feed] = field(default_factory=list)
    articles: dict[EntryId, Article] = field(default_factory=dict)
    pages: dict[str, Article | TuinewsError] = field(default_factory=dict)
    """What following an address gives."""
    found: dict[str, tuple[FeedLink, ...]] = field(default_factory=dict)
    """What adding an address finds: one link is a feed, several need a choice."""
    locked: dict[str, Access] = field(default_factory=dict)
    """The name and password that a server wants."""
    pictures: dict[str, Picture | Missing] = field(default_factory=dict)
    able: bool = True
    """Whether pictures can be decoded."""
    notes: dict[str, str] = field(default_factory=dict)
    positions: dict[EntryId, int] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    """What was asked of the library, in words."""
    gate: asyncio.Event = field(default_factory=asyncio.Event)
    """Following and pictures wait for it."""
    behind: int = 0
    """Entries that the search index does not know yet."""
    early: int = 0
    """Feeds that a refresh does not ask, because they are not due."""
    weighty: int = 0
    """The number of the last change, if it is more than a mark: undoing it has to be agreed to."""
    muted: MutedArticles = field(default_factory=MutedArticles)
    rules: FakeRules | None = None
    views: dict[str, SavedView] = field(default_factory=dict)
    stories: dict[int, int] = field(default_factory=dict)
    """The stories of entries that are in one."""
    mark_copies: bool = False
    """Whether what is marked read marks its story with it, all of which is taken for copies of one text."""
    near: dict[int, tuple[RelatedEntry, ...]] = field(default_factory=dict)
    """What is related to entries."""
    surplus: dict[int, int] = field(default_factory=dict)
    """The feeds of entries that are beyond their daily caps."""
    topics: dict[str, TopicChoice] = field(default_factory=dict)
    """What was decided about topics, by their folded names."""
    suggestions: list[TopicSuggestion] = field(default_factory=list)
    requests: dict[FeedId, list[RequestRecord]] = field(default_factory=dict)
    """The last requests of feeds, the newest first."""
    changes: list[ChangeRecord] = field(default_factory=list)
    """The journal, the newest first."""
    followed: set[int] = field(default_factory=set)
    """Stories that the user follows."""
    edited: dict[int, str] = field(default_factory=dict)
    """Entries that a publisher changed, and the words that went."""
    agreed: bool | None = None
    """Whether the user agreed that news ages; `None`: the settings say that it does not."""
    would_age: list[EntryId] = field(default_factory=list)
    """Entries that leave the inbox when ageing is turned on."""
    overdue: list[EntryId] = field(default_factory=list)
    """Entries that leave the inbox with the next sweep."""
    sync: FakeSync = field(default_factory=FakeSync)
    downloads: FakeDownloads = field(default_factory=FakeDownloads)
    publish: Callable[[Event], None] = lambda _event: None
    past: list[tuple[str, dict[EntryId, Article]]] = field(default_factory=list)
    future: list[tuple[str, dict[EntryId, Article]]] = field(default_factory=list)


class FakeEntries:
    def __init__(self, world: World) -> None:
        self._world = world

    async def ids(self, query: Query, limit: int | None = None) -> "array[int]":
        self._world.asked.append(f"ids {query.text}")
        entries = [a.entry for a in self._world.articles.values() if matches(self._world, a.entry, query.condition)]
        entries.sort(key=ORDERS[query.order])
        return array("q", [entry.id for entry in entries][:limit])

    async def fold(self, query: Query, kinds: Collection[GroupKind], limit: int | None = None) -> FoldedIds:
        ids = await self.ids(query, limit)
        return (await self.regroup(ids, kinds))._replace(complete=limit is None or len(ids) < limit)

    async def regroup(self, ids: "array[int]", kinds: Collection[GroupKind]) -> FoldedIds:
        groups = {GroupKind.STORY: self._world.stories, GroupKind.SURPLUS: self._world.surplus}
        first = {feed.id for feed in self._world.feeds if feed.options.prefer}
        ranks: dict[int, int] = {
            number: 1 for number, one in self._world.articles.items() if one.entry.feed_id in first
        }
        return fold_ids(ids, [(kind, GroupKeys(found, ranks)) for kind, found in groups.items() if kind in kinds])

    async def count(self, query: Query) -> int:
        self._world.asked.append(f"count {query.text}")
        return sum(matches(self._world, a.entry, query.condition) for a in self._world.articles.values())

    async def page(self, ids: Sequence[int], *, tags: bool = False) -> tuple[Headline, ...]:
        found = (self._world.articles.get(EntryId(entry_id)) for entry_id in ids)
        return tuple(headline(article.entry, tags=tags) for article in found if article is not None)

    async def entry(self, entry_id: EntryId) -> Entry:
        return _article(self._world, entry_id).entry

    async def count_unsearched(self, query: Query) -> int:
        return self._world.behind if seeks_words(query.condition) else 0

    async def mark(self, mark: Mark) -> Marked:
        ids = mark.ids
        if self._world.mark_copies and mark.flag is Flag.READ and mark.value:
            told = {self._world.stories[entry_id] for entry_id in ids if entry_id in self._world.stories}
            ids += tuple(n for n in self._world.articles if n not in ids and self._world.stories.get(n) in told)
        return self._change(ids, mark.flag, value=mark.value)

    async def mark_all(self, query: Query, flag: Flag, *, value: bool, last: EntryId | None = None) -> Marked:
        return self._change(tuple(EntryId(n) for n in await self.ids(query) if n <= (last or n)), flag, value=value)

    async def tag(self, ids: Sequence[EntryId], add: Sequence[SafeText], remove: Sequence[SafeText]) -> Marked:
        self._keep("tags changed")
        for entry in [_article(self._world, entry_id).entry for entry_id in ids]:
            tags = tuple(dict.fromkeys(tag for tag in (*entry.user_tags, *add) if tag not in remove))
            _put(self._world, replace(entry, user_tags=tags))
        return self._told("Tags changed", tuple(ids))

    async def tag_query(self, query: Query, add: Sequence[SafeText], remove: Sequence[SafeText]) -> Marked:
        return await self.tag([EntryId(number) for number in await self.ids(query)], add, remove)

    async def write_note(self, entry_id: EntryId, text: SafeText) -> Marked:
        self._keep("note written")
        _put(self._world, replace(_article(self._world, entry_id).entry, note=text))
        return self._told("note written", (entry_id,))

    async def undo(self, *, own: bool = False, agreed: int | None = None) -> Marked | None:
        assert own, "a reader undoes its own changes"
        if agreed != self._world.weighty and self._world.weighty:
            raise ConsentError(
                "unsubscribed from Coast Daily; it is back with 3 entries",
                self._world.weighty,
                "subscribe to Coast Daily again; its 3 articles come back",
            )
        self._world.asked.append(f"undo agreed {agreed}")
        return self._turn(self._world.past, self._world.future, "Undone")

    async def redo(self, *, own: bool = False, agreed: int | None = None) -> Marked | None:
        assert own, "a reader does its own changes again"
        assert agreed == 0, "nothing weighty was undone"
        return self._turn(self._world.future, self._world.past, "Done again")

    def _change(self, ids: tuple[EntryId, ...], flag: Flag, *, value: bool) -> Marked:
        before = [_article(self._world, entry_id).entry for entry_id in ids]
        after = [(entry, set_flag(entry, flag, value=value)) for entry in before]
        changed = tuple(new.id for old, new in after if new != old)
        sentence = f"{len(changed)} {'' if value else 'un'}{flag.value}"
        if changed:
            self._keep(sentence)
        for _, entry in after:
            _put(self._world, entry)
        return self._told(sentence, changed)

    def _keep(self, sentence: str) -> None:
        self._world.past.append((sentence, dict(self._world.articles)))
        self._world.future.clear()

    def _turn(
        self,
        taken: list[tuple[str, dict[EntryId, Article]]],
        kept: list[tuple[str, dict[EntryId, Article]]],
        word: str,
    ) -> Marked | None:
        if not taken:
            return None
        sentence, articles = taken.pop()
        before = dict(self._world.articles)
        kept.append((sentence, before))
        self._world.articles.clear()
        self._world.articles.update(articles)
        changed = tuple(number for number, article in articles.items() if before.get(number) != article)
        return self._told(f"{word}: {sentence}", changed)

    def _told(self, sentence: str, ids: tuple[EntryId, ...]) -> Marked:
        self._world.publish(EntriesChanged(frozenset(), 0))
        return Marked(safe_text(sentence), ids)


class FakeArticles:
    def __init__(self, world: World) -> None:
        self._world = world

    async def open(self, entry_id: EntryId, *, full: bool | None = None) -> Article:
        self._world.asked.append(f"open {entry_id}" + ("" if full is None else f" full={full}"))
        return _article(self._world, entry_id)

    async def full_text(self, entry_id: EntryId) -> Article:
        self._world.asked.append(f"full text {entry_id}")
        article = _article(self._world, entry_id)
        page = self._world.pages.get(article.entry.url)
        if isinstance(page, Article):
            return replace(article, document=page.document, full_text=True, has_both=True)
        return replace(article, notice=safe_text("The page cannot be had; the feed's text is shown."))

    async def follow(self, url: str, title: SafeText = EMPTY, origin: EntryId | None = None) -> Article:
        self._world.asked.append(f"follow {url} {title} from {origin}")
        await self._world.gate.wait()
        page = self._world.pages.get(url, TuinewsError(f"{url} cannot be opened: nothing is there."))
        if isinstance(page, TuinewsError):
            raise page
        self._world.articles[page.entry.id] = page
        return page

    async def keep_page(self, url: str) -> Article:
        return await self.follow(url)

    async def find_earlier(self, entry_id: EntryId) -> Earlier | None:
        words = self._world.edited.get(entry_id)
        if words is None:
            return None
        article = _article(self._world, entry_id)
        first = Paragraph((Span(SafeText(words)),))
        before = Document((first, *article.document.blocks))
        return Earlier(article.entry.title, before, article.document, article.entry.moment)

    async def markdown(self, *articles: Article) -> str:
        return "\n".join(f"# {article.entry.title}\n\n{article.entry.url}\n" for article in articles)

    async def position(self, entry_id: EntryId) -> int:
        return self._world.positions.get(entry_id, 0)

    async def remember_position(self, entry_id: EntryId, block: int) -> None:
        self._world.positions[entry_id] = block


class FakeMemory:
    def __init__(self, world: World) -> None:
        self._world = world

    async def get(self, key: str) -> str | None:
        return self._world.notes.get(key)

    async def put(self, key: str, value: str) -> None:
        self._world.notes[key] = value


class FakeLibrary:
    def __init__(self, world: World) -> None:
        self.entries = FakeEntries(world)
        self.search, self.feeds = FakeSearch(world), FakeFeeds(world)
        self.articles = FakeArticles(world)
        self.pictures = FakePictures(world)
        self.refresh = FakeRefresh(world)
        self.memory = FakeMemory(world)
        self.mutes = FakeMutes(world, partial(found_by, world), headline)
        self.rules = world.rules = FakeRules(partial(found_by, world), headline)
        self.journal = FakeJournal(world)
        self.views = FakeViews(world, partial(found_by, world))
        self.topics = FakeTopics(world)
        self.related, self.freshness = FakeRelated(world), FakeFreshness(world)
        self.editions = FakeEditions(world)
        self.explanations = FakeExplanations(partial(_article, world))
        self.stories = FakeStories(world, headline)
        self.saving = saving_of(self.articles)
        self.downloads, self.sync, self.folder = world.downloads, world.sync, world.sync.folder
        self.world = world

    async def look(self) -> None:
        self.world.asked.append("look")

    def warm(self) -> None:
        self.world.asked.append("warm")

    def use_settings(self, settings: Settings) -> None:  # noqa: ARG002  as the real one
        self.world.asked.append("settings")


def library_of(world: World) -> Library:
    """The fake, for whoever wants a Library."""
    return cast("Library", FakeLibrary(world))


def headline(entry: Entry, *, tags: bool = False) -> Headline:
    """An entry as a row."""
    return Headline(
        entry.id,
        entry.feed_id,
        entry.feed,
        entry.title,
        entry.moment,
        entry.read,
        entry.starred,
        entry.later,
        entry.minutes,
        bool(entry.enclosures),
        entry.edited,
        (*entry.tags, *entry.user_tags) if tags else (),
        bool(entry.note),
    )


def _article(world: World, entry_id: EntryId) -> Article:
    if entry_id not in world.articles:
        raise NotFoundError(f"There is no entry {entry_id} any more.")
    return world.articles[entry_id]


def _put(world: World, entry: Entry) -> None:
    world.articles[entry.id] = replace(world.articles[entry.id], entry=entry)


def entry_of(number: int, feed: Feed, title: str, moment: int, **more: object) -> Entry:
    """An entry with what a test cares for."""
    values: dict[str, object] = {
        "id": EntryId(number),
        "feed_id": feed.id,
        "feed": feed.title,
        "guid": str(number),
        "title": safe_text(title),
        "url": f"https://{fold(feed.title).replace(' ', '')}.example/{number}",
        "author": EMPTY,
        "agency": EMPTY,
        "dateline": EMPTY,
        "source": feed.title,
        "published": moment,
        "updated": None,
        "first_seen": moment,
        "moment": moment,
        "tags": (),
        "user_tags": (),
        "related": (),
        "enclosures": (),
        "images": (),
        "lang": SafeText("en"),
        "read": False,
        "starred": False,
        "later": False,
        "minutes": 2,
        "full_text": False,
    }
    return Entry(**{**values, **more})  # type: ignore[arg-type]


def article_of(entry: Entry, document: Document, **more: bool) -> Article:
    """An article of an entry."""
    return Article(entry, document, full_text=more.get("full_text", False), has_both=more.get("has_both", False))
