"""The article pane: an article with everything in it that leads somewhere."""

from collections.abc import Mapping
from datetime import tzinfo

from textual import events
from textual.geometry import Offset, Region
from textual.message import Message
from textual.selection import Selection
from textual.strip import Strip

from tuinews.model.entry import Article
from tuinews.model.picture import Box
from tuinews.ui.paint.article.frame import Frame
from tuinews.ui.paint.article.page import ARTICLE_SECTIONS, BARE_SECTIONS, Page, make_page
from tuinews.ui.paint.article.story_page import STORY_SECTIONS
from tuinews.ui.paint.article.targets import Target
from tuinews.ui.paint.text.dates import PLAIN
from tuinews.ui.paint.text.glyphs import UNICODE, Glyphs
from tuinews.ui.paint.text.graphemes import cells
from tuinews.ui.paint.text.message import find_message
from tuinews.ui.paint.text.runs import NOWHERE, find_target, line_text, target_at
from tuinews.ui.terminal.textual_private import write_to_terminal
from tuinews.ui.widgets.article.footnote_jumps import FootnoteJumps
from tuinews.ui.widgets.article.hint_mode import HintMode
from tuinews.ui.widgets.article.link_focus import LinkFocus
from tuinews.ui.widgets.article.links import ArticleLinks
from tuinews.ui.widgets.article.overlay import ArticleOverlay
from tuinews.ui.widgets.article.picture_rows import PictureRows
from tuinews.ui.widgets.article.pictures import ArticlePictures
from tuinews.ui.widgets.article.search import ArticleSearch
from tuinews.ui.widgets.article.text_selection import TextSelection
from tuinews.ui.widgets.paged_text import PagedText
from tuinews.ui.widgets.pane_frame import MenuWanted, asks_for_menu
from tuinews.ui.widgets.style_tables import ARTICLE, component_classes, css_rules

__all__ = ["ArticleView", "Target"]


class ArticleView(PagedText, can_focus=True, inherit_bindings=False):
    """An article. It binds no keys: the actions call its methods and those of its parts."""

    COMPONENT_CLASSES = component_classes("article", ARTICLE)

    DEFAULT_CSS = f"""
    ArticleView {{
        overflow-x: hidden;
        overflow-y: auto;
        scrollbar-size-vertical: 1;
        scrollbar-gutter: stable;
        scrollbar-background: $background;
        scrollbar-background-hover: $background;
        scrollbar-background-active: $background;
        scrollbar-color: $line;
        background: $background;
        color: $foreground;
        {css_rules("article", ARTICLE)}
    }}
    """

    class Followed(Message):
        """The user asked to go to a target, inside or in the browser."""

        def __init__(self, target: Target, browser: bool) -> None:  # noqa: FBT001 — named in the interface
            super().__init__()
            self.target, self.browser = target, browser

    class KeysChanged(Message):
        """Keys mean something else now: another target has the focus or none, letters are shown or no more."""

    class PicturesWanted(Message):
        """These pictures are about to be seen, the nearest first, each in its room, and others are not any more."""

        def __init__(self, rooms: Mapping[str, Box]) -> None:
            super().__init__()
            self.rooms = rooms

        def can_replace(self, message: Message) -> bool:
            """Whether an older message is stale now."""
            return isinstance(message, ArticleView.PicturesWanted)

    def __init__(self, *, zone: tzinfo | None = None, glyphs: Glyphs = UNICODE, id: str | None = None) -> None:  # noqa: A002 — Textual's name
        self.zone, self.glyphs, self.dates = zone, glyphs, PLAIN
        self.opens = ""
        """The key that shows hints, for those who look at letters."""
        self.tints: Mapping[str, str] = {}
        """The colours that the user gave to topics, by their folded names."""
        self.article: Article | None = None
        self._sections = ARTICLE_SECTIONS

        def tell_keys() -> None:
            self.post_message(self.KeysChanged())

        self.search = ArticleSearch(self)
        """The search in the article."""
        self.link_focus = LinkFocus(self, tell_keys)
        """Which target has the focus."""
        self.pictures = ArticlePictures(
            self,
            wanted=lambda rooms: self.post_message(self.PicturesWanted(rooms)),
            write=lambda commands: write_to_terminal(self.app, commands),
            held=lambda: self.hints.shown,
        )
        """The pictures of the article."""
        self.hints = HintMode(self, tell_keys, lambda *what: self.links.follow(*what), self.pictures.repaint)  # noqa: PLW0108 — made below
        """The letters beside what can be opened."""
        self.footnotes = FootnoteJumps(self)
        """Jumps to footnotes and back."""
        self.links = ArticleLinks(
            self,
            self.link_focus,
            self.hints,
            self.footnotes,
            follow=lambda *what: self.post_message(self.Followed(*what)),
        )
        """What can be opened from the article."""
        self.picture_rows = PictureRows(self)
        """Draws the rows of pictures."""
        self.selectable = TextSelection(self)
        """What is selected of the text."""
        super().__init__(("article", ARTICLE), _make_overlay(self), id=id)

    @property
    def caret(self) -> Offset:
        """The cell that the terminal's cursor is on: the focused link, else the match, else the reading line."""
        seen, layout = self.seen, self.text_layout
        if layout is None:
            return Offset(*find_message(self.empty, self.size.height, self.column))
        index, read = self.link_focus.index, self.reading_line.line
        y, start = self.search.current if index == NOWHERE else (layout.line_of_target(index), 0)
        if y not in seen or (index == NOWHERE and y != read):
            y, start = read, 0
        line = self.arrange_line(y)
        x = find_target(line, index) if index != NOWHERE else cells(line_text(line)[:start])
        return Offset(self.column[0] + x, y - seen.start)

    # What is shown

    def show(self, article: Article, position: int = 0, *, story: bool = False, picture: bool = False) -> None:
        """Show an article with the block `position` at the top (0: the masthead, n: the n-th block).

        With `story`, the page of its story stands there for its text, and with `picture` one picture, as large as fits.
        Letters stay when it is another version of the one that is shown: who types one means no key of the pane.
        """
        again = self.hints.shown and self.article is not None and self.article.entry.id == article.entry.id
        browser = self.hints.for_browser
        self.fills = self.pictures.fills = picture
        self._clear_parts()
        self.article = article
        self._sections = STORY_SECTIONS if story else BARE_SECTIONS if picture else ARTICLE_SECTIONS
        self.show_page(self._page_of(article), position)
        if again:
            self.hints.start("browser" if browser else "inside")

    def show_more(self, article: Article) -> None:
        """Show the same article with more below its text; the lines on the screen stay where they are."""
        letters, browser, top = self.hints.shown, self.hints.for_browser, self.scroll_offset.y
        focused = self.link_focus.target
        self.article = article
        self.replace_page(self._page_of(article))
        self.go(top)
        if focused is not None:
            self.link_focus.keep(focused)
        if letters:
            self.hints.start("browser" if browser else "inside")

    def clear(self) -> None:
        """Show no article."""
        self._clear_parts()
        self.article = None
        self.show_page(None)

    def show_pictures(self, *, shown: bool) -> None:
        """Show pictures from now on, or none."""
        self.pictures.shown = shown
        self.pictures.clear()
        if self.article is not None:
            self.replace_page(self._page_of(self.article))

    def _page_of(self, article: Article) -> Page:
        frame = Frame(
            0,
            glyphs=self.glyphs,
            opens=self.opens,
            gallery=self.pictures.gallery,
            tints=self.tints,
            dates=self.dates,
        )
        return make_page(article, self.zone, frame, self._sections)

    def _clear_parts(self) -> None:
        self.link_focus.clear()
        self.hints.clear()
        self.search.clear()
        self.footnotes.clear()
        self.pictures.clear()
        if self.selectable.shown:
            self.screen.clear_selection()

    # Called by Textual

    def on_blur(self) -> None:
        """Take the letters away: keys go elsewhere now."""
        self.hints.stop()

    def on_click(self, event: events.Click) -> None:
        """Follow what is clicked; with Ctrl in the browser; the right button asks for a menu."""
        offset = event.get_content_offset(self)
        # the second click of two meant the headline that lay here before the article was opened; who drags selects
        if offset is None or self.text_layout is None or event.chain > 1 or self in self.screen.selections:
            return
        if asks_for_menu(event):
            event.stop()
            self.post_message(MenuWanted())
            return
        line = self.arrange_line(offset.y + self.scroll_offset.y)
        target = target_at(line, offset.x - self.column[0]) if offset.x >= self.column[0] else NOWHERE
        if target != NOWHERE:
            event.stop()
            self.links.follow(target, event.ctrl or event.meta)

    def get_selection(self, selection: Selection) -> tuple[str, str] | None:
        """Return the selected text, and what follows it when more is selected."""
        return self.selectable.read(selection), "\n"

    def selection_updated(self, selection: Selection | None) -> None:
        """Show what is selected."""
        self.selectable.select(selection)

    def render_lines(self, crop: Region) -> list[Strip]:
        """Lines of the pane with its border around them, with the rows of pictures in them."""
        return self.picture_rows.insert(super().render_lines(crop), crop)


def _make_overlay(view: ArticleView) -> ArticleOverlay:
    """Put together what lies over the text of a view."""
    return ArticleOverlay(
        view,
        search=view.search,
        link_focus=view.link_focus,
        hints=view.hints,
        pictures=view.pictures,
        picture_rows=view.picture_rows,
        text=view.selectable,
    )
