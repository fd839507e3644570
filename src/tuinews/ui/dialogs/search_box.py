"""A search as it is typed: the first things found stand below the line, each with a piece of its text."""

from collections.abc import Awaitable, Callable, Sequence
from typing import ClassVar

from tuinews.model.error import TuinewsError
from tuinews.model.language import tr
from tuinews.ui.dialogs.chooser import Chooser
from tuinews.ui.dialogs.query_suggester import Complete, QuerySuggester
from tuinews.ui.paint.text.safe import safe_line
from tuinews.ui.widgets.content import content
from tuinews.ui.widgets.menu import MenuItem

FindHits = Callable[[str], Awaitable[Sequence[MenuItem]]]
"""Gives the items for what was typed so far; may raise TuinewsError, which is told in the frame."""


class SearchBox(Chooser, inherit_bindings=False):
    """A line to search with; the answer is an item whose value is what was typed, or a thing that was found.

    Each key asks anew, and what was asked before is dropped: keys never wait. `check` returns what is wrong with what
    was typed, and at which character; such a line stays and can be mended.
    """

    for_typing: ClassVar[bool] = True

    def __init__(
        self,
        title: str,
        find: FindHits,
        check: Callable[[str], tuple[str, int | None]],
        *,
        complete: Complete,
        keys: Sequence[MenuItem] = (),
        foot: str = "",
    ) -> None:
        super().__init__(title, (), tr("Words, “phrases”, tag:… feed:… newer:1w"), keys, foot)
        self._find, self._check = find, check
        self._input.suggester = QuerySuggester(complete)
        self.set_class(True, "wide")  # noqa: FBT003  Textual's signature

    def _begin(self) -> None:
        """Take what is typed, with nothing found yet."""
        super()._begin()
        self._menu.styles.height = self._rows

    @property
    def _rows(self) -> int:
        return max(4, self.app.size.height * 84 // 100 - 6)

    @property
    def _typed(self) -> str:
        return safe_line(self._input.value).strip()

    def _show(self, words: str) -> None:
        """Offer to search for what was typed; what is found follows below."""
        self._replace(words.strip(), ())

    def _replace(self, typed: str, found: Sequence[MenuItem]) -> None:
        whole = (MenuItem(tr("All with {typed}", typed=typed), typed),) if typed else ()
        at = self._menu.cursor
        self._menu.show((*whole, *found))
        self._menu.move(at)
        self._menu.styles.height = self._rows
        wrong = self._check(typed)[0] if typed else ""
        self._frame.border_subtitle = content(wrong or self._foot)

    def _narrow(self, typed: str) -> None:
        """Search for what is typed so far."""
        self._menu.cursor = 0
        self._show(typed)
        self.run_worker(self._search(typed), group="search", exclusive=True)

    async def _search(self, value: str) -> None:
        typed = safe_line(value).strip()
        try:
            found = await self._find(safe_line(value)) if typed and not self._check(typed)[0] else ()
        except TuinewsError as error:
            self._frame.border_subtitle = content(str(error))
            return
        if value == self._input.value:
            self._replace(typed, found)

    def accept(self) -> None:
        """Answer with the current item; if something is wrong with the line, say what and go to the place."""
        wrong, position = self._check(self._typed) if self._typed else ("", None)
        if wrong and not self._explaining:
            self._frame.border_subtitle = content(wrong)
            if position is not None:
                self._input.cursor_position = position
            return
        super().accept()
