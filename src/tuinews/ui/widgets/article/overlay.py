"""What lies over the text of an article, put together."""

from tuinews.ui.paint.article.targets import terminal_link
from tuinews.ui.paint.text.runs import Line
from tuinews.ui.widgets.article.hint_mode import HintMode
from tuinews.ui.widgets.article.link_focus import LinkFocus
from tuinews.ui.widgets.article.picture_rows import PictureRows
from tuinews.ui.widgets.article.pictures import ArticlePictures, PicturePane
from tuinews.ui.widgets.article.search import ArticleSearch
from tuinews.ui.widgets.article.text_selection import TextSelection


class ArticleOverlay:
    """Passes on to each part of the article view what its text pane tells; see `paged_text.Overlay`."""

    def __init__(
        self,
        pane: PicturePane,
        *,
        search: ArticleSearch,
        link_focus: LinkFocus,
        hints: HintMode,
        pictures: ArticlePictures,
        picture_rows: PictureRows,
        text: TextSelection,
    ) -> None:
        self._text = text
        self._pane, self._search, self._link_focus, self._hints = pane, search, link_focus, hints
        self._pictures, self._picture_rows = pictures, picture_rows

    def decorate(self, y: int, line: Line) -> Line:
        """Return the line with what was found, what has the focus, hint letters, and what is selected."""
        line = self._link_focus.decorate(self._search.decorate(y, line))
        return self._text.decorate(y, self._hints.decorate(y, line, self._pane.column[1]))

    def address_of(self, target: int) -> str:
        """Return the address for the terminal's own hyperlinks."""
        return terminal_link(self._pane.table.targets[target].href)

    def fits(self) -> bool:
        """Tell whether pictures have the room now that they were made for."""
        return self._pictures.fits()

    def prepare_layout(self) -> None:
        """Give pictures the room that there is now."""
        self._pictures.fit()

    def move_lines(self) -> None:
        """Find everything on its new line."""
        self._pictures.want()
        self._hints.find_again()
        self._search.find_again()

    def note_scroll(self) -> None:
        """Look for pictures that are near now, and for what letters stand beside."""
        self._pictures.want()
        self._picture_rows.note_scroll()
        self._hints.find_again()
