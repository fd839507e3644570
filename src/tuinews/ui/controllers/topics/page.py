"""The page of topics: every tag with its counts and its trend, sorted and narrowed, each of them a place."""

from collections.abc import Sequence

from tuinews.model.language import tr, tr_later
from tuinews.model.topics.topic import Topic, TopicOrder
from tuinews.ui.controllers.headlines.listing import ListingController
from tuinews.ui.controllers.topics.decisions import TopicDecisions
from tuinews.ui.controllers.topics.topic_items import topic_head, topic_item
from tuinews.ui.environment import Environment
from tuinews.ui.interaction import Interaction
from tuinews.ui.places import tag_place
from tuinews.ui.widgets.menu import MenuItem

_MOST = 300
"""Topics that are listed; typing finds the others."""

_AT_ONCE, _SOON = 40, 120
"""Topics whose trends are read with the page, and when it is on the screen; further down there are counts alone."""

_ORDERS: tuple[TopicOrder, ...] = ("heat", "count", "name")
_SAID = {"heat": tr_later("the hottest first"), "count": tr_later("the most common first"), "name": tr_later("by name")}


class TopicPageController:
    """Shows the page and does what its keys say."""

    def __init__(
        self, env: Environment, interaction: Interaction, listing: ListingController, decisions: TopicDecisions
    ) -> None:
        self._env = env
        self._interaction = interaction
        self._listing = listing
        self._decisions = decisions
        self._order: TopicOrder = "heat"

    def open(self) -> None:
        """Show the topics; choosing one goes there."""
        self._interaction.inquire(self._open())

    def do(self, verb: str) -> None:
        """Do something with the current topic of the page, or with the page."""
        page = self._interaction.topic_page
        if page is not None:
            page.do(verb)

    async def _open(self) -> None:
        typed = ""
        while True:
            items = await self._find(typed, whole=False)
            if not items and not typed:
                self._interaction.tell(tr("No article carries a tag yet."))
                return
            chosen = await self._interaction.show_topics(
                tr("Topics, {said}", said=tr(_SAID[self._order])), items, self._find, typed
            )
            if chosen is None:
                return
            if isinstance(chosen.value, Topic):
                self._listing.visit(tag_place(chosen.value.name))
                return
            typed = await self._answer(chosen)

    async def _answer(self, chosen: MenuItem) -> str:
        """Do what a key of the page says, and return what was typed there."""
        from tuinews.ui.dialogs.topic_page import TopicVerb

        if not isinstance(chosen.value, TopicVerb):
            return ""
        verb, topic, typed = chosen.value
        if verb == "sort":
            self._order = _ORDERS[(_ORDERS.index(self._order) + 1) % len(_ORDERS)]
        elif topic is not None:
            await self._decisions.decide(verb, topic)
        return typed

    async def _find(self, typed: str, *, whole: bool = True) -> Sequence[MenuItem]:
        topics = self._env.library.topics
        found = await topics.page(self._order, _MOST, typed.removeprefix("#"), whole=False)
        complete = await topics.complete(found[: _SOON if whole else _AT_ONCE])
        width = self._interaction.wide_menu_width
        items = [topic_item(topic, width) for topic in (*complete, *found[len(complete) :])]
        return [topic_head(width), *items] if items else []
