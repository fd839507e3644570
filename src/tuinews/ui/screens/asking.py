"""Asking the reader for a line of text or a choice."""

from collections.abc import Sequence

from tuinews.ui.screens.moving import Moving
from tuinews.ui.widgets.menu import Item


class Asking(Moving):
    """Questions, awaited in a job."""

    async def ask(self, question: str, value: str = "", words: Sequence[str] = ()) -> str | None:
        """A line of text; `None` when the reader thought better of it. `words` are offered while typing."""
        from tuinews.ui.screens.prompt import Prompt

        return await self.app.push_screen_wait(Prompt(question, value, words))

    async def choose(self, title: str, items: Sequence[Item], *, hint: str = "Type to narrow") -> Item | None:
        """One of the items; `None` when the reader wants none."""
        from tuinews.ui.screens.chooser import Chooser

        return await self.app.push_screen_wait(Chooser(title, items, hint))
