"""Offers in a line to type in how a query goes on."""

from collections.abc import Awaitable, Callable

from textual.suggester import Suggester

from tuinews.ui.paint.text.safe import safe_line

Complete = Callable[[str], Awaitable[str]]
"""Returns how a line goes on, `""` where nothing is offered."""


class QuerySuggester(Suggester):
    """Asks a function how the line goes on; `""` offers nothing."""

    def __init__(self, complete: Complete) -> None:
        super().__init__(use_cache=False, case_sensitive=True)
        self._complete = complete

    async def get_suggestion(self, value: str) -> str | None:
        """Return the whole line with its end, or nothing."""
        # names are painted as they are, and feeds may be called what a list of somebody else's says
        return safe_line(await self._complete(value)) or None
