"""What can be done with an article: its links, its files, its other text, copies of it."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal, cast

from tuinews.model.entry import Entry, Flag
from tuinews.model.ids import EntryId
from tuinews.model.text import safe_text
from tuinews.ui.screens.finding import Finding
from tuinews.ui.widgets.menu import Item

if TYPE_CHECKING:
    from tuinews.ui.widgets.article_view import Target


MOST_UNASKED = 5
"""Pages that open in the browser at one key without a question."""


class Reading(Finding):
    """The actions on an article."""

    def action_hints(self) -> None:
        """Show letters beside the links; typing one opens the link inside."""
        self._hint_links("inside")

    def action_hints_browser(self) -> None:
        """Show letters beside the links; typing one opens the link in the browser."""
        self._hint_links("browser")

    def _hint_links(self, kind: Literal["inside", "browser"]) -> None:
        if self.article is not None and self.plan.article:
            self.focus_pane("article")
            if self.reader.hint(kind):
                return
        if self.article is None:
            self.tell(f"No article is open: {self.env.keymap.shown('open')} opens the current headline.")
        else:
            self.tell("There is no link on this part of the article.")

    def follow(self, target: "Target", *, browser: bool = False) -> None:
        """Go where a target leads; where its words name another host, the real one is told and asked about first."""
        from tuinews.ui.paint.article.targets import claimed_host

        claimed = claimed_host(target) if target.kind == "link" else ""
        if claimed:
            self.inquire(self._warn(target, claimed, browser=browser))
        else:
            super().follow(target, browser=browser)

    async def _warn(self, target: "Target", claimed: str, *, browser: bool) -> None:
        from tuinews.ui.paint.article.targets import leads_to

        title = f"This link says {claimed}, but leads to {leads_to(target.href)}"
        items = [Item("Stay here", "stay"), Item(f"Open {leads_to(target.href)}", "open")]
        chosen = await self.choose(title, items, hint="Enter stays here")
        if chosen is not None and chosen.value == "open":
            super().follow(target, browser=browser)

    def on_article_view_pointed(self) -> None:
        """A link has the focus, or none has any more: tell where it leads."""
        self.annotate()

    def on_article_view_hinted(self) -> None:
        """Letters stand beside the links, or none do any more: tell what to do with them."""
        self.annotate()

    def note(self) -> str:
        """What the footer says besides keys: how to choose a letter, where the link with the focus leads."""
        if self._reader is None:
            return super().note()
        if self._reader.hinting:
            what = "Browser: type letters" if self._reader.hints_browser else "Type a link's letters"
            return f"{what} · Esc cancels"
        target = self._reader.focused_target
        if target is None or target.kind not in {"link", "related"}:
            return super().note()
        from tuinews.ui.paint.article.targets import leads_to

        return f"Enter opens {leads_to(target.href)}"

    def action_links(self) -> None:
        """Choose among all links of the article."""
        self.inquire(self._links())

    async def _links(self) -> None:
        if self.pane != "article" and self.list.current_id is not None:
            await self._open(self.list.current_id)
        items = [_link_item(target) for target in self.reader.targets() if target.kind in {"link", "related"}]
        if not items:
            self.tell("This article has no links.")
            return
        chosen = await self.choose("Links", items, hint="Enter opens inside; type to narrow")
        if chosen is not None:
            self.follow(cast("Target", chosen.value))

    def action_enclosures(self) -> None:
        """Choose among the files that come with the article."""
        self.inquire(self._enclosures())

    async def _enclosures(self) -> None:
        from tuinews.ui.paint.article.targets import file_name, leads_to

        entry = await self.entry()
        if entry is None:
            return
        items = [
            Item(
                file_name(file.url),
                file.url,
                " · ".join(filter(None, (_size(file.length), leads_to(file.url)))),
                firm=True,
            )
            for file in entry.enclosures
        ]
        if not items:
            self.tell("No file comes with this article.")
            return
        chosen = await self.choose("Files", items, hint="Enter opens in the browser")
        if chosen is not None:
            self.browse(str(chosen.value))

    def action_browse(self) -> None:
        """Open the page of the article, or of each that is selected, in the browser."""
        self._browse(read=False)

    def action_browse_read(self) -> None:
        """Open the same in the browser, stay, and mark it read."""
        self._browse(read=True)

    def _browse(self, *, read: bool) -> None:
        """Open what is meant, after asking when it is much."""
        if len(self.targets()) > MOST_UNASKED:
            self.inquire(self._ask_to_browse(self.targets(), read=read))
        else:
            self._browse_these(self.targets(), read=read)

    async def _ask_to_browse(self, ids: Sequence[EntryId], *, read: bool) -> None:
        title = f"Open {len(ids)} pages in the browser?"
        items = [Item("Stay here", "stay"), Item(f"Open all {len(ids)}", "open")]
        chosen = await self.choose(title, items, hint="Enter stays here")
        if chosen is not None and chosen.value == "open":
            self._browse_these(ids, read=read)

    def _browse_these(self, ids: Sequence[EntryId], *, read: bool) -> None:
        self.job(self._open_in_browser(ids))
        if read and ids:
            self.mark(Flag.READ, ids, value=True)

    async def _open_in_browser(self, ids: Sequence[EntryId]) -> None:
        entries = await self.entries(ids)
        if len(entries) > 1:
            await self.open_pages([entry.url for entry in entries])
        elif entries and entries[0].url:
            await self.open_page(entries[0].url)
        elif entries:
            self.tell("This article has no web page.")

    def action_full_text(self) -> None:
        """Switch between the page's text and the feed's."""
        article, current = self.article, self.list.current_id
        if article is not None and (self.pane == "article" or article.entry.id == current):
            work = self._feed_text() if article.full_text else self.fetch_full_text(article.entry.id)
            self.arrive(work, "article")
        elif current is not None:
            self.arrive(self._open_full(), "article")

    async def _feed_text(self) -> None:
        if self.article is not None:
            if not self.article.has_both:
                self.tell("The feed has no text of its own for this article.")
                return
            self.show_article(await self.library.articles.open(self.article.entry.id, full=False))

    async def _open_full(self) -> None:
        current = self.list.current_id
        if current is not None:
            await self._open(current)
            await self.fetch_full_text(current)

    # Copies

    def action_copy_url(self) -> None:
        """Copy the address."""
        self.job(self._copy("address"))

    def action_copy_title(self) -> None:
        """Copy the title."""
        self.job(self._copy("title"))

    def action_copy_markdown(self) -> None:
        """Copy title and address as a Markdown link."""
        self.job(self._copy("link"))

    async def _copy(self, what: str) -> None:
        entries = await self.entries(self.targets())
        # on one line whatever is in them: pasted into a shell, a line feed would be Enter
        found = [text for text in (safe_text(_copied(entry, what), 4_096) for entry in entries) if text]
        if not entries:
            return
        if not found:
            self.tell(f"This article has no {what}.")
            return
        self.app.copy_to_clipboard((" " if what == "address" else " · ").join(found))
        counted = f"the {what}" if len(entries) == 1 else f"{len(found)} {_PLURALS[what]}"
        self.tell(f"Copied {counted}: {safe_text(' '.join(found), 80)}")


_PLURALS = {"address": "addresses", "title": "titles", "link": "links"}


def _copied(entry: Entry, what: str) -> str:
    match what:
        case "address":
            return entry.url
        case "title":
            return entry.title
        case _:
            title = entry.title.replace("[", "\\[").replace("]", "\\]")
            return f"[{title}]({entry.url})" if entry.url else ""


def _link_item(target: "Target") -> Item:
    from tuinews.ui.paint.article.targets import leads_to

    cached = "● " if target.entry_id is not None else ""
    return Item(target.text or leads_to(target.href), target, f"{cached}{leads_to(target.href)}", firm=True)


def _size(length: int | None) -> str:
    if length is None:
        return ""
    return f"{length / 1_000_000:.1f} MB" if length >= 1_000_000 else f"{max(1, length // 1000)} kB"
