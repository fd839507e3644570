"""Why an article is where it is: the answers of the library, a line or some for each question."""

from collections.abc import Iterator

from tuinews.model.language import tr
from tuinews.model.reports.explanation import Explanation
from tuinews.ui.controllers.feeds.health import wrap_words
from tuinews.ui.controllers.headlines.listing import ListingController
from tuinews.ui.environment import Environment
from tuinews.ui.interaction import Interaction
from tuinews.ui.widgets.menu import MenuItem

_LEAD_CELLS = 14
"""Cells that the longest name of a question and the space about it take."""


class ExplanationController:
    """Explains the article one is in, or the current headline."""

    def __init__(self, env: Environment, interaction: Interaction, listing: ListingController) -> None:
        self._env = env
        self._interaction = interaction
        self._listing = listing

    def explain(self) -> None:
        """Show why the article is here, hidden, folded or tagged, and where it came from; choosing a line copies it."""
        self._interaction.inquire(self._explain())

    async def _explain(self) -> None:
        entry = await self._listing.entry()
        if entry is None:
            return
        explanation = await self._env.library.explanations.explain(entry.id)
        items = tuple(explanation_items(explanation, self._interaction.wide_menu_width - _LEAD_CELLS))
        copies = tr("{menu_choose} copies a line", menu_choose=self._interaction.key("menu-choose"))
        title = tr("Why: {title}", title=entry.title or tr("an article without a title"))
        chosen = await self._interaction.choose(title, items, placeholder=copies, wide=True)
        if chosen is not None:
            self._interaction.copy(str(chosen.value))
            self._interaction.tell(tr("Copied: {value}", value=chosen.value))


def explanation_items(explanation: Explanation, width: int) -> Iterator[MenuItem]:
    """Yield a line for each question, which can be chosen, and the rest of its answer in lines of a width."""
    for section in explanation.sections:
        first, *rest = wrap_words(section.why, width) or [""]
        yield MenuItem(first, section.why, lead=section.title)
        yield from (MenuItem(row, quiet=True) for row in rest)
