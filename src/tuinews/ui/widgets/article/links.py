"""What can be opened from the article in its pane, and opening it."""

from collections.abc import Callable
from typing import Literal

from tuinews.ui.paint.article.targets import Target, TargetKind
from tuinews.ui.paint.text.runs import NOWHERE
from tuinews.ui.widgets.article.footnote_jumps import FootnoteJumps
from tuinews.ui.widgets.article.hint_mode import HintMode
from tuinews.ui.widgets.article.link_focus import LinkFocus
from tuinews.ui.widgets.article.text_pane import targets_on_screen
from tuinews.ui.widgets.paged_text import PagedText


class ArticleLinks:
    """Finds the article's targets and goes to them: to a footnote at once, to others by asking for it."""

    def __init__(
        self,
        pane: PagedText,
        link_focus: LinkFocus,
        hints: HintMode,
        footnotes: FootnoteJumps,
        *,
        follow: Callable[[Target, bool], object],
    ) -> None:
        """`follow` is called with a target that leads away from the article, and whether the browser is to have it."""
        self._pane = pane
        self._link_focus = link_focus
        self._hints = hints
        self._footnotes = footnotes
        self._follow = follow

    def find(self, kind: TargetKind | None = None, *, visible: bool = False) -> tuple[Target, ...]:
        """The article's targets of a kind in reading order, or only those on the screen."""
        every = self._pane.table.targets
        if visible:
            every = tuple(every[index] for index in targets_on_screen(self._pane))
        return tuple(target for target in every if kind is None or target.kind == kind)

    def show_hints(self, kind: Literal["inside", "browser"] = "inside") -> bool:
        """Show letters beside what can be opened, and take the focus; return False when there is nothing to open."""
        if not self._hints.start(kind):
            return False
        self._pane.focus(scroll_visible=False)
        return True

    def follow_focused(self, *, browser: bool = False) -> bool:
        """Go to the focused target; return False when none has the focus."""
        if self._link_focus.index == NOWHERE:
            return False
        self.follow(self._link_focus.index, browser)
        return True

    def follow(self, index: int, browser: bool = False) -> None:  # noqa: FBT001, FBT002 — called by the hints
        """Go to the target with that number in the article's table."""
        target = self._pane.table.targets[index]
        if target.kind == "footnote":
            self._footnotes.jump(target.href)
        else:
            self._follow(target, browser)
