"""Asking the reader for a line of text or a choice."""

from collections.abc import Callable, Coroutine, Sequence
from typing import TYPE_CHECKING, Any

from textual.screen import ScreenResultType

from tuinews.ui.environment import Environment
from tuinews.ui.keys.typeahead import Typed
from tuinews.ui.screens.moving import Moving
from tuinews.ui.widgets.menu import Item

if TYPE_CHECKING:
    from tuinews.ui.dialogs.question import Question


class Asking(Moving):
    """Questions, awaited in a job."""

    def __init__(self, env: Environment) -> None:
        super().__init__(env)
        self._question: Question[Any] | None = None

    def inquire(self, work: Coroutine[Any, Any, None]) -> None:
        """Do work that begins with a question: what is typed meanwhile is the answer."""
        self.job(work, done=self.typeahead.hold("question", strict=True))

    def deliver(self, event: Typed) -> bool:
        """Give what was typed to the question, if there is one."""
        return super().deliver(event) if self._question is None else self._question.press(event)

    async def ask(
        self,
        question: str,
        value: str = "",
        words: Sequence[str] = (),
        check: Callable[[str], str] | None = None,
        *,
        remark: Callable[[str], str] | None = None,
        over: bool = False,
    ) -> str | None:
        """A line of text; `None` when the reader thought better of it.

        `words` are offered while typing. A line with which `check` finds something wrong stays until it is mended.
        `remark` says while it is typed how it will be understood. `over`: what is there is but an offer, and typing
        replaces it.
        """
        from tuinews.ui.dialogs.prompt import Prompt

        return await self._put(Prompt(question, value, words, check, remark=remark, over=over))

    async def choose(
        self, title: str, items: Sequence[Item], *, hint: str = "Type to narrow", wide: bool = False
    ) -> Item | None:
        """One of the items; `None` when the reader wants none. `wide` ones take all the width there is."""
        from tuinews.ui.dialogs.chooser import Chooser

        chooser = Chooser(title, items, hint)
        chooser.set_class(wide, "wide")
        return await self._put(chooser)

    @property
    def menu_width(self) -> int:
        """The cells of a line in a list to choose from that is not wide."""
        from tuinews.ui.dialogs.chooser import line_width

        return line_width(self.app.size.width)

    async def _put(self, question: "Question[ScreenResultType]") -> ScreenResultType:
        """Show a question, and have keys wait for the one that may follow it."""
        self._question = question
        self.typeahead.came("question")
        # the question shows again what was told, where it has room for it
        self.query_one("#textual-toastrack").display = False
        question.settled = self.typeahead.pump
        try:
            return await self.app.push_screen_wait(question)
        finally:
            self._question = None
