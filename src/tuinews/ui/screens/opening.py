"""Opening articles: from the list, by a link, and again on the way back."""

import os
from asyncio import gather
from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from tuinews.model.entry import Article, Flag, Mark
from tuinews.model.error import TuinewsError
from tuinews.model.ids import EntryId
from tuinews.model.text import safe_text
from tuinews.model.url import is_web, shown_host
from tuinews.ui.history import Waypoint
from tuinews.ui.places import tag_place
from tuinews.ui.screens.stage import Stage
from tuinews.ui.widgets.content import content
from tuinews.ui.widgets.headline_list import HeadlineList

if TYPE_CHECKING:
    from tuinews.ui.widgets.article_view import ArticleView, Target


class Opening(Stage):
    """How an article comes into its pane."""

    def open_entry(self, entry_id: EntryId) -> None:
        """Open a cached entry from the list and go to it."""
        self.followed = False
        self.arrive(self._open(entry_id), "article")

    async def _open(self, entry_id: EntryId) -> None:
        article, position = await gather(self.library.articles.open(entry_id), self.library.articles.position(entry_id))
        self.show_article(article, position)
        self.focus_pane("article")
        self.read_by_opening(article)
        if self.env.settings.reading.full_text and not article.full_text:
            await self.fetch_full_text(entry_id)

    def show_article(self, article: Article, position: int = 0, *, aside: str = "") -> None:
        """Have an article in its pane, with a block at the top; `aside` names what stands there for its text."""
        self.keep_position()
        self.article, self.aside = article, aside
        self.searching = False
        self.reader.show(article, position)
        self.reader.border_title = content(article.entry.feed)
        self.reader.border_subtitle = content(aside or ("full text" if article.full_text else ""))

    def keep_position(self) -> None:
        """Remember where reading stopped in the article that is left."""
        if self.article is not None and not self.aside:
            entry_id = self.article.entry.id
            work = partial(self.library.articles.remember_position, entry_id, self.reader.position)
            self.job(self.keeping.note(f"position {entry_id}", work), "notes")

    async def leave_aside(self) -> None:
        """Show the article's own text again, where reading it stopped."""
        if self.article is not None:
            await self._open(self.article.entry.id)

    def read_by_opening(self, article: Article) -> None:
        """Mark an article read because it was opened, if that is what the user wants."""
        if self.env.settings.reading.mark_read == "open" and not article.entry.read:
            self.list.patch((article.entry.id,), Flag.READ, value=True)
            self.job(self._read((article.entry.id,)), "marks")

    def read_by_scrolling(self) -> None:
        """Mark an article read because its end was seen, if that is what the user wants."""
        article, view = self.article, self.reader
        if article is None or self.env.settings.reading.mark_read != "end" or article.entry.read:
            return
        seen = self.list.headline(article.entry.id)
        if view.scroll_offset.y + view.size.height >= view.virtual_size.height and not (seen is not None and seen.read):
            self.list.patch((article.entry.id,), Flag.READ, value=True)
            self.job(self._read((article.entry.id,)), "marks")

    async def _read(self, ids: tuple[EntryId, ...]) -> None:
        mark = Mark(Flag.READ, True, ids)  # noqa: FBT003 — a value's field
        await self.keeping.store(partial(self.library.entries.mark, mark), mark)

    async def fetch_full_text(self, entry_id: EntryId) -> None:
        """Show the page's own text, fetching it if need be; why not is told."""
        with self.busy("fetching the full text"):
            article = await self.library.articles.full_text(entry_id)
        if article.notice:
            self.tell(article.notice, "warning")
        if self.article is not None and self.article.entry.id == entry_id:
            self.show_article(article, 0)

    # Links

    def on_headline_list_opened(self, message: HeadlineList.Opened) -> None:
        """A headline was clicked."""
        self.open_entry(message.entry_id)

    def on_article_view_followed(self, message: "ArticleView.Followed") -> None:
        """A link, a tag or a related article was chosen."""
        self.follow(message.target, browser=message.browser)

    def follow(self, target: "Target", *, browser: bool = False) -> None:
        """Go where a target leads: a tag's place, an article inside, or the browser."""
        if target.kind == "tag":
            self.visit(tag_place(target.text))
        elif browser or not is_web(target.href):
            self.browse(target.href)
        else:
            self.arrive(self._follow(target), "article")

    async def _follow(self, target: "Target") -> None:
        origin = self.article.entry.id if self.article else None
        if target.entry_id is not None:
            article = await self.library.articles.open(target.entry_id)
        else:
            with self.busy(f"opening {shown_host(target.href)}"):
                article = await self.library.articles.follow(target.href, target.text, origin)
        self.history.leave(self.here)
        self.followed = True
        self.show_article(article)
        self.focus_pane("article")
        self.read_by_opening(article)

    def browse(self, url: str) -> None:
        """Open an address in the browser, telling the host it leads to; one that needs the terminal gets it."""
        self.job(self.open_page(url))

    async def open_page(self, url: str) -> None:
        """Open an address in the browser; what does not work is told, also when that shows only after a while."""
        from tuinews.ui.programs.browser import browse, browse_here, browser_command, takes_the_terminal

        try:
            command = browser_command(self.env.settings.browser.command, url, os.environ)
            if takes_the_terminal(command):
                with self.app.suspend():
                    said = browse_here(command)
                self.tell(said)
                return
            told = safe_text(f"Opened {shown_host(url)} in the browser.")
            trouble = await browse(command, lambda: self.tell(told))
        except TuinewsError as error:
            trouble = safe_text(str(error))
        if trouble:
            self.tell(trouble, "warning")

    async def open_pages(self, urls: Sequence[str]) -> None:
        """Open many addresses, a few at a time; those that are no web pages are left out, and told."""
        from tuinews.ui.programs.browser import browse_all, browser_command, takes_the_terminal

        commands = []
        for url in urls:
            try:
                commands.append(browser_command(self.env.settings.browser.command, url, os.environ))
            except TuinewsError as error:
                refused = error
        if not commands:
            raise refused
        if takes_the_terminal(commands[0]):
            raise TuinewsError("A browser of the terminal shows one page at a time: open one article after the other.")
        self.tell(f"Opening {len(commands)} pages in the browser …")
        opened = await browse_all(commands)
        left = f"; {len(urls) - len(commands)} have none that can be opened" if len(urls) > len(commands) else ""
        if opened.trouble:
            self.tell(f"{opened.pages} of {len(commands)} pages were opened. {opened.trouble}", "warning")
        else:
            self.tell(f"Opened {opened.pages} pages in the browser{left}.")

    # Back and forward

    def action_back(self) -> None:
        """Go to where one was before: from a note to its text, else to the last place."""
        if self.pane == "article" and self.article is not None and self.reader.jump_back():
            return
        self._return(self.history.back(self.here))

    def action_forward(self) -> None:
        """Go to where one went back from."""
        self._return(self.history.forward(self.here))

    def _return(self, spot: Waypoint | None) -> None:
        if spot is None:
            self.tell("There is nowhere further to go that way.")
        else:
            self.arrive(self._restore(spot))

    async def _restore(self, spot: Waypoint) -> None:
        self.followed = spot.followed
        if spot.article is not None and (self.article is None or self.article.entry.id != spot.article):
            self.show_article(await self.library.articles.open(spot.article), spot.position)
        self.focus_pane(spot.pane)
        if spot.view != self.view:
            await self.show_waypoint(spot)

    async def show_waypoint(self, spot: Waypoint) -> None:
        """Show the list of a spot, as it was if that is known."""
        if spot.ids is None:
            await self.load(spot.view, spot.near)
        else:
            self.place(spot.view, spot.ids, spot.near, whole=True)
            await self.probe()
