"""What the user decides of stories: to follow one, to take an article out of it, to put another one into it."""

from collections.abc import Awaitable, Callable
from functools import partial

from tuinews.model.change import FeedEdit
from tuinews.model.entry import Marked
from tuinews.model.habits.story_role import describe_role, name_role, parse_role
from tuinews.model.ids import EntryId
from tuinews.model.language import tr
from tuinews.ui.controllers.article.viewer import ArticleController
from tuinews.ui.controllers.headlines.listing import ListingController
from tuinews.ui.environment import Environment
from tuinews.ui.interaction import Interaction
from tuinews.ui.pending_writes import PendingWrites
from tuinews.ui.widgets.menu import MenuItem


class StoryController:
    """Follows, splits and merges stories; all of it is undone with one key."""

    def __init__(
        self,
        env: Environment,
        interaction: Interaction,
        listing: ListingController,
        article: ArticleController,
        writes: PendingWrites,
    ) -> None:
        self._env = env
        self._interaction = interaction
        self._listing = listing
        self._article = article
        self._writes = writes

    def toggle_followed(self) -> None:
        """Follow the story, or no more."""
        self._interaction.run(self._toggle_followed(), "marks")

    async def _toggle_followed(self) -> None:
        stories, entry_id = self._env.library.stories, await self._find_meant()
        story = None if entry_id is None else await stories.find(entry_id)
        if story is None:
            self._interaction.tell(tr("No other article tells this: there is no story to follow yet."))
            return
        await self._change(partial(stories.follow, story.id, value=not story.followed))

    def toggle_preferred(self) -> None:
        """Show the source of what is meant first of all stories that it tells, or no more."""
        self._interaction.run(self._toggle_preferred(), "marks")

    async def _toggle_preferred(self) -> None:
        library, entry_id = self._env.library, await self._find_meant()
        if entry_id is None:
            return
        feed = await library.feeds.get((await library.entries.entry(entry_id)).feed_id)
        wanted = parse_role("beside" if name_role(feed.options) == "first" else "first")
        edited = await library.feeds.edit(feed.id, FeedEdit(**wanted._asdict()))
        undo = self._interaction.key("undo")
        self._interaction.tell(
            tr(
                "{title} {role}: {undo} takes it back.",
                title=edited.title,
                role=describe_role(edited.options),
                undo=undo,
            )
        )
        await self._listing.regroup()

    def split(self) -> None:
        """Take the article out of its story: the one whose title has the focus, or else the current one."""
        self._interaction.run(self._split(), "marks")

    async def _split(self) -> None:
        entry_id = await self._find_meant()
        if entry_id is not None:
            await self._change(partial(self._env.library.stories.split, entry_id))

    def merge(self) -> None:
        """Make one story of what is selected and of the current article, or of that and one that is close to it."""
        self._interaction.inquire(self._merge())

    async def _merge(self) -> None:
        stories, entry_id = self._env.library.stories, await self._find_meant()
        if entry_id is None:
            return
        others = [number for number in self._listing.selected if number != entry_id] or await self._choose_near(
            entry_id
        )
        if others:
            self._listing.select(frozenset())
            self._interaction.run(self._change(partial(stories.merge, (entry_id, *others))), "marks")

    async def _choose_near(self, entry_id: EntryId) -> list[EntryId]:
        """Ask which of the articles that are close to a story belongs to it."""
        stories = self._env.library.stories
        story = await stories.find(entry_id)
        near = await stories.find_near(entry_id if story is None else story.id)
        if not near:
            key = self._interaction.key("select")
            self._interaction.tell(
                tr("Nothing else is close to this: select the other articles with {key} first.", key=key)
            )
            return []
        items = [MenuItem(headline.title, headline.id, headline.feed) for headline in near]
        chosen = await self._interaction.choose(
            tr("Which one tells the same?"), items, placeholder=tr("Type a part of a title")
        )
        return [] if chosen is None else [headline.id for headline in near if headline.id == chosen.value]

    async def _find_meant(self) -> EntryId | None:
        """The article that is meant: what the link with the focus leads to, or else the current one."""
        if self._article.focused_entry is not None:
            return self._article.focused_entry
        entry = await self._listing.entry()
        return None if entry is None else entry.id

    async def _change(self, change: Callable[[], Awaitable[Marked]]) -> None:
        """Make a change, say how it is taken back, and show it."""
        marked = await self._writes.store(change)
        if marked is not None:
            self._interaction.tell(
                tr("{sentence}: {undo} takes it back.", sentence=marked.sentence, undo=self._interaction.key("undo"))
            )
            await self._listing.regroup()
