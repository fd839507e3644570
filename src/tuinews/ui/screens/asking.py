"""Asking the reader for a line of text or a choice.

Between the key that asks and the prompt's having the focus lie some turns of the loop; whoever types on meanwhile
means the prompt. So keys are held back from the moment a question is coming, and typed into it once it is there.
"""

from collections.abc import Coroutine, Sequence
from copy import copy
from functools import partial
from typing import TYPE_CHECKING, Any

from textual import events
from textual.screen import ScreenResultType

from tuinews.ui.means import Means
from tuinews.ui.screens.moving import Moving
from tuinews.ui.widgets.menu import Item

if TYPE_CHECKING:
    from tuinews.ui.screens.question import Question

_COMING_SECONDS = 2.0
"""How long keys are held for a question that does not come."""


class Asking(Moving):
    """Questions, awaited in a job."""

    def __init__(self, means: Means) -> None:
        super().__init__(means)
        self._holding = False
        self._held: list[events.Key] = []
        self._turn = 0
        """Counts what holds keys: only the last of them lets go."""
        self._question: Question[Any] | None = None

    def inquire(self, work: Coroutine[Any, Any, None]) -> None:
        """Do work that begins with a question."""
        turn = self._hold()
        self.set_timer(_COMING_SECONDS, partial(self._forgo, turn))
        self.job(work, done=partial(self._forgo, turn))

    def holds(self, event: events.Key) -> bool:
        """Keep a key for the question that is coming; False when none is."""
        if not self._holding:
            return False
        # a copy from before it is stopped: it is to go its way once more
        if self._question is not None:
            self._question.take((copy(event),))
        else:
            self._held.append(copy(event))
        event.stop()
        event.prevent_default()
        return True

    def _hold(self) -> int:
        self._holding = True
        self._turn += 1
        return self._turn

    def _forgo(self, turn: int) -> None:
        """The question did not come: what was typed for it is for nothing else."""
        if turn == self._turn:
            self._holding = False
            self._held.clear()

    def _let_go(self, turn: int) -> None:
        """No other question follows: what was typed behind the answer are keys as ever."""
        if turn == self._turn:
            self._holding = False
            held = [*self._held]
            self._held.clear()
            for key in held:
                (self.focused or self).post_message(key)

    async def ask(self, question: str, value: str = "", words: Sequence[str] = ()) -> str | None:
        """A line of text; `None` when the reader thought better of it. `words` are offered while typing."""
        from tuinews.ui.screens.prompt import Prompt

        return await self._put(Prompt(question, value, words))

    async def choose(self, title: str, items: Sequence[Item], *, hint: str = "Type to narrow") -> Item | None:
        """One of the items; `None` when the reader wants none."""
        from tuinews.ui.screens.chooser import Chooser

        return await self._put(Chooser(title, items, hint))

    async def _put(self, question: "Question[ScreenResultType]") -> ScreenResultType:
        """Show a question and give it the keys that were meant for it."""
        turn = self._hold()
        self._question = question
        question.take(self._held)
        self._held.clear()
        try:
            return await self.app.push_screen_wait(question)
        finally:
            self._question = None
            self._held[:0] = question.early
            self.call_next(self._let_go, turn)
