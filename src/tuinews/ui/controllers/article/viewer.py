"""The article in its pane: opening it, its full text, searching in it, and where reading it stopped."""

from asyncio import gather
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Literal

from textual.timer import Timer

from tuinews.model.document import Document
from tuinews.model.entry import Article, Flag
from tuinews.model.ids import EntryId
from tuinews.model.language import tr
from tuinews.model.text import SafeText
from tuinews.model.url import host_to_show
from tuinews.ui.controllers.headlines.marks import MarksController
from tuinews.ui.controllers.panes import Panes
from tuinews.ui.environment import Environment
from tuinews.ui.interaction import Interaction
from tuinews.ui.keys.contexts import ARTICLE
from tuinews.ui.session import VARIANTS, Session, Variant
from tuinews.ui.widgets.content import content

_REST_SECONDS = 2.0
"""How long after scrolling the position is stored."""

if TYPE_CHECKING:
    from tuinews.ui.widgets.article_view import ArticleView


class ArticleController:
    """Brings articles to their pane."""

    def __init__(
        self, env: Environment, session: Session, interaction: Interaction, panes: Panes, marks: MarksController
    ) -> None:
        self._env = env
        self._session = session
        self._interaction = interaction
        self._panes = panes
        self._marks = marks
        self._rest: Timer | None = None
        self.read_more: Callable[[Article], None] = lambda _: None
        """Called with an article that is shown now, to read what stands below its text."""

    # Opening

    def open_current(self) -> None:
        """Open the current headline, if there is one."""
        current = self._panes.list.current_id
        if current is not None:
            self.open_entry(current)

    def open_entry(self, entry_id: EntryId, *, alone: bool = False) -> None:
        """Open a cached entry from the list and go to it; `alone` with nothing beside it."""
        self._session.followed = False
        self._interaction.lead_to("article", self.open_cached(entry_id))
        if alone and not self._session.zen:
            self._panes.toggle_zen()

    def focus(self) -> None:
        """Go to the article, opening the current headline if there is none."""
        unopened = self._session.article is None or self._session.previewing
        if unopened and self._panes.list.current_id is not None:
            self.open_current()
        else:
            self._panes.focus(ARTICLE)

    async def open_cached(self, entry_id: EntryId) -> None:
        """Open a cached entry where reading it stopped, go to it, and fetch its full text if that is wanted."""
        articles = self._env.library.articles
        article, position = await gather(articles.open(entry_id), articles.position(entry_id))
        self.arrive(article, position)
        if self._env.settings.reading.full_text and not article.full_text:
            await self.fetch_full_text(entry_id)

    async def read_meant(self) -> Article | None:
        """The article that is read or else the one of the current headline, without going there."""
        session, current = self._session, self._panes.list.current_id
        if session.article is not None and (
            session.pane == ARTICLE or session.shows(current or session.article.entry.id)
        ):
            return session.article
        return None if current is None else await self._env.library.articles.open(current)

    async def fetch_linked(self, href: str, title: SafeText, entry_id: EntryId | None) -> Article:
        """The article that a link of this one leads to: cached, or else fetched."""
        articles = self._env.library.articles
        origin = self._session.article.entry.id if self._session.article else None
        if entry_id is not None:
            return await articles.open(entry_id)
        with self._interaction.busy(tr("opening {host_to_show}", host_to_show=host_to_show(href))):
            return await articles.follow(href, title, origin)

    async def recall(self, entry_id: EntryId) -> None:
        """Have a cached entry in the pane where reading it stopped, without going there."""
        await self.show_cached(entry_id, await self._env.library.articles.position(entry_id))

    async def show_cached(self, entry_id: EntryId, position: int, *, preview: bool = False) -> None:
        """Have a cached entry in the pane without going there."""
        self.show(await self._env.library.articles.open(entry_id), position, preview=preview)

    async def show_story(self, entry_id: EntryId, position: int = 0) -> bool:
        """Have the page of an entry's story in the pane, without going there; False where it is in none.

        Raises:
            NotFoundError: there is no such entry any more.
        """
        stories = self._env.library.stories
        entry, story = await gather(self._env.library.entries.entry(entry_id), stories.find(entry_id))
        if story is None:
            return False
        page = await stories.page(story.id)
        bare = replace(entry, images=())
        self.show(Article(bare, Document(()), full_text=False, story=page), position, variant="story")
        return True

    async def show_story_again(self) -> None:
        """Show the page of a story as it is now, if one is shown; where that is none any more, the article's text."""
        session = self._session
        if session.variant == "story" and session.article is not None:
            entry_id, position, focused = session.article.entry.id, self.view.position, self.view.link_focus.target
            if not await self.show_story(entry_id, position):
                await self.show_cached(entry_id, 0)
            elif focused is not None:
                self.view.link_focus.keep(focused)

    @property
    def focused_entry(self) -> EntryId | None:
        """The stored article that the link with the focus leads to."""
        target = self.view.link_focus.target if self._session.pane == ARTICLE else None
        return None if target is None else target.entry_id

    def arrive(self, article: Article, position: int = 0) -> None:
        """Have an article in the pane and go to it; that marks it read, if that is what the user wants."""
        self.show(article, position)
        self._panes.focus(ARTICLE)
        if self._env.settings.reading.mark_read == "open" and not article.entry.read:
            self._mark_read(article.entry.id)

    def _mark_read(self, entry_id: EntryId) -> None:
        """Mark an article read."""
        self._marks.mark(Flag.READ, (entry_id,), value=True)

    def show(self, article: Article, position: int = 0, *, variant: Variant = "", preview: bool = False) -> None:
        """Have an article in the pane, with a block at the top.

        `variant` names what stands there for its text; a `preview` is not opened by being shown.
        """
        self.keep_position()
        session, view = self._session, self._panes.article
        if self._env.image_support.asked and not session.shows(article.entry.id):
            view.pictures.shown = False
        filled = session.fills_screen
        session.article, session.variant = article, variant
        session.searching, session.previewing = False, preview
        view.show(article, position, story=variant == "story", picture=variant == "gallery")
        if filled != session.fills_screen:
            self._panes.arrange()
        if not (variant or session.followed) and session.listing.sought:
            view.search.mark(session.listing.sought)
        view.border_title = content(article.entry.feed)
        self._label(article)
        if not variant:
            self.read_more(article)

    def show_more(self, article: Article) -> None:
        """Have the article that is in the pane with more below its text, which does not move."""
        self._session.article = article
        self.view.show_more(article)
        self._label(article)

    def _label(self, article: Article) -> None:
        """Say in the frame what stands in the pane, and how many sources tell the same."""
        kind = tr("preview") if self._session.previewing else tr("full text") if article.full_text else ""
        sources = article.story.story.sources if article.story is not None else 0
        told = (
            tr("{sources} sources · {story}", sources=sources, story=self._env.keymap.label("story"))
            if sources > 1
            else ""
        )
        said = tr(VARIANTS[self._session.variant]) or " · ".join(filter(None, (kind, told)))
        self.view.border_subtitle = content(said)

    # Its links

    @property
    def view(self) -> "ArticleView":
        """The article's pane."""
        return self._panes.article

    @property
    def open_key(self) -> str:
        """The key that opens the current headline."""
        return self._env.keymap.label("open")

    @property
    def is_seen(self) -> bool:
        """Whether there is room for the article beside what has the focus."""
        return self._panes.plan.article

    def show_hints(self, kind: Literal["inside", "browser"]) -> bool:
        """Show letters beside the links; False where none is."""
        self._panes.focus(ARTICLE)
        return self.view.links.show_hints(kind)

    def open_link(self) -> None:
        """Go to the link that has the focus, or else give it to the first one."""
        self.view.links.follow_focused() or self.view.link_focus.move(1)

    def focus_link(self, delta: int) -> None:
        """Give the focus to the next link (1) or to the one before (-1)."""
        self.view.link_focus.move(delta)

    def leave_link(self) -> None:
        """Take the focus from the link that has it."""
        self.view.link_focus.drop()

    def cancel_hints(self) -> None:
        """Take the letters beside links away."""
        self.view.hints.stop()

    def page_back(self) -> None:
        """Turn a page back."""
        self.view.page(-1)

    # What stands there for its text

    @property
    def shows_full_text(self) -> bool:
        """Whether the text of the page is shown rather than that of the feed."""
        article = self._session.article
        return article is not None and article.full_text

    async def leave_variant(self) -> None:
        """Show the article's own text again, where reading it stopped."""
        if self._session.article is not None:
            await self.open_cached(self._session.article.entry.id)

    def toggle_full_text(self) -> None:
        """Switch between the page's text and the feed's."""
        session, current = self._session, self._panes.list.current_id
        article = session.article
        opened = article is not None and not session.previewing
        if article is not None and opened and (session.pane == ARTICLE or article.entry.id == current):
            work = self._show_feed_text(article) if article.full_text else self.fetch_full_text(article.entry.id)
            self._interaction.lead_to("article", work)
        elif current is not None:
            self._interaction.lead_to("article", self._open_full(current))

    async def _show_feed_text(self, article: Article) -> None:
        if not article.has_both:
            self._interaction.tell(tr("The feed has no text of its own for this article."))
            return
        self.show(await self._env.library.articles.open(article.entry.id, full=False))

    async def _open_full(self, entry_id: EntryId) -> None:
        await self.open_cached(entry_id)
        await self.fetch_full_text(entry_id)

    async def fetch_full_text(self, entry_id: EntryId) -> None:
        """Show the page's own text, fetching it if need be; why not is told."""
        with self._interaction.busy(tr("fetching the full text")):
            article = await self._env.library.articles.full_text(entry_id)
        if article.notice:
            self._interaction.tell(article.notice, "warning")
        if self._session.shows(entry_id):
            self.show(article, 0)

    async def show_again(self, ids: Sequence[EntryId]) -> None:
        """Show the article at the same position with its tags and note of now, if it is one of these."""
        session = self._session
        if session.article is None or session.variant or (shown := session.article.entry).id not in ids:
            return
        now = await self._env.library.entries.entry(shown.id)
        if (now.user_tags, now.note) != (shown.user_tags, shown.note):
            position, preview = self._panes.article.position, session.previewing
            await self.show_cached(shown.id, position, preview=preview)

    # Where reading stopped

    def keep_position(self) -> None:
        """Remember where reading stopped in the article that is shown."""
        article = self._session.article
        if article is not None and not (self._session.variant or self._session.previewing):
            self._marks.store_position(article.entry.id, self._panes.article.position)

    def note_scroll(self) -> None:
        """Mark the article read if its end is seen and that is what the user wants; store the position at rest."""
        if self._session.previewing:
            return
        self._read_by_scrolling()
        if self._rest is not None:
            self._rest.stop()
        self._rest = self._interaction.set_timer(_REST_SECONDS, self.keep_position)

    def _read_by_scrolling(self) -> None:
        article, view = self._session.article, self._panes.article
        if article is None or self._env.settings.reading.mark_read != "end" or article.entry.read:
            return
        at_end = view.scroll_offset.y + view.size.height >= view.virtual_size.height
        if at_end and not self._marks.has(article.entry.id, Flag.READ):
            self._mark_read(article.entry.id)

    # Searching in it

    async def search(self, words: str = "") -> None:
        """Search in the article, after asking for what if no words are given."""
        typed = words or await self._interaction.ask(tr("Search in this article"))
        self._panes.article.link_focus.drop()
        found = self._panes.article.search.start(typed or "")
        self._session.searching = bool(typed)
        self._panes.annotate()
        if typed and not found:
            self._tell_unfound()

    def move_match(self, delta: int) -> None:
        """Go to the next match of the search (1) or to the one before (-1)."""
        view = self._panes.article
        view.link_focus.drop()
        if not view.search.move(delta):
            self._tell_unfound()
        elif view.search.wrapped:
            ends = tr("That was the last match: on from the first.") if delta > 0 else tr("On from the last match.")
            self._interaction.tell(ends)
        self._panes.annotate()

    def end_search(self) -> None:
        """Take the search off the article."""
        self._session.searching = False
        self._panes.article.search.start("")
        self._panes.annotate()

    def _tell_unfound(self) -> None:
        self._interaction.tell(tr("“{words}” is not in this article.", words=self._panes.article.search.words))
