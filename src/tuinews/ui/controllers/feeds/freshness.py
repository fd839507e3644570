"""News that ages: what leaves the inbox by itself, how the user is told, and what the user decides about it."""

from collections.abc import Iterator
from itertools import groupby

from tuinews.engine.freshness import AgeingState
from tuinews.model.feed import Feed
from tuinews.model.habits.shelf_life import describe_rhythm, describe_shelf_life
from tuinews.model.language import tr, tr_count
from tuinews.ui.controllers.feeds.sidebar import SidebarController
from tuinews.ui.controllers.headlines.listing import ListingController
from tuinews.ui.environment import Environment
from tuinews.ui.interaction import Interaction
from tuinews.ui.session import Session
from tuinews.ui.widgets.menu import MenuItem

_WORTH_OFFERING = 50
"""So many articles have to be old for their feeds before the user is asked whether such ones shall leave the inbox."""

_OFFERED, _TOLD = "ageing offered", "ageing told"
"""What is remembered between runs: that ageing was offered, and that the first articles that left were told of."""


class FreshnessController:
    """Has news age while the reader is open, tells of it once, and asks whether it shall."""

    def __init__(
        self,
        env: Environment,
        session: Session,
        interaction: Interaction,
        listing: ListingController,
        sidebar: SidebarController,
    ) -> None:
        self._env = env
        self._session = session
        self._interaction = interaction
        self._listing = listing
        self._sidebar = sidebar

    # By itself

    def sweep_soon(self, *, measure: bool = False) -> None:
        """Have age what is over its shelf life; of a list that was touched already nothing goes until it is left.

        With `measure`, as once a run, how often feeds publish is looked at anew; each refresh does so as well.
        """
        self._interaction.run(self._sweep_and_offer(measure=measure), "freshness")

    async def _sweep_and_offer(self, *, measure: bool) -> None:
        if await self._sweep(measure=measure) and not self._session.keys_taken:
            await self._listing.load_again()
        await self._offer()

    async def _sweep(self, *, measure: bool) -> bool:
        """Have age what is due, tell of it the first time, and return whether anything changed."""
        swept = await self._env.library.freshness.sweep(measure=measure)
        if swept.aged and await self._is_first(_TOLD):
            self._interaction.tell(self._describe_aged(swept.aged))
        return bool(swept.aged or swept.returned)

    async def _offer(self) -> None:
        """Tell once how news can age, when much in the inbox is old for its feed."""
        memory = self._env.library.memory
        if self._session.counts.unread < _WORTH_OFFERING or await memory.get(_OFFERED):
            return
        state = await self._env.library.freshness.read_state()
        if state.is_asked and state.would_age >= _WORTH_OFFERING and await self._is_first(_OFFERED):
            self._interaction.tell(
                tr(
                    "{would_age} of {articles} are old for their feeds: {ageing} says what would leave "
                    "the inbox, unmarked, if news aged.",
                    would_age=state.would_age,
                    articles=tr_count("{count} unread article", "{count} unread articles", self._session.counts.unread),
                    ageing=self._interaction.key("ageing"),
                )
            )

    async def _is_first(self, what: str) -> bool:
        """Return whether something happens for the first time, and remember that it did."""
        memory = self._env.library.memory
        if await memory.get(what):
            return False
        await memory.put(what, "1")
        return True

    def _describe_aged(self, number: int) -> str:
        shows = self._interaction.key("aged")
        return tr(
            "{articles} left the inbox by age, unmarked: {shows} shows what did so of late.",
            articles=tr_count("{count} article", "{count} articles", number),
            shows=shows,
        )

    # What the user decides

    def ask(self) -> None:
        """Show what ages and when, and ask whether feeds without a shelf life of their own shall."""
        self._interaction.inquire(self._ask())

    async def _ask(self) -> None:
        state = await self._env.library.freshness.read_state()
        items = [*_choices(state), *_rhythms(state.offered_feeds)]
        chosen = await self._interaction.choose(tr("News that ages"), items, placeholder=_summarize(state), wide=True)
        if chosen is None or not isinstance(chosen.value, bool):
            return
        with self._interaction.busy(f"{tr('having news age') if chosen.value else tr('bringing back what aged')}"):
            swept = await self._env.library.freshness.turn(on=chosen.value)
        await self._is_first(_OFFERED)
        undo = self._interaction.key("undo")
        if chosen.value:
            await self._is_first(_TOLD)
            told = (
                self._describe_aged(swept.aged)
                if swept.aged
                else tr("News ages from now on, and nothing is old enough yet.")
            )
        else:
            told = tr(
                "News ages no more: {articles} came back to the inbox.",
                articles=tr_count("{count} article", "{count} articles", swept.returned),
            )
        await self._sidebar.count()
        await self._listing.load_again()
        self._interaction.tell(tr("{told} {undo} takes it back.", told=told, undo=undo))


def _choices(state: AgeingState) -> Iterator[MenuItem]:
    """What can be decided here, the one that changes nothing first."""
    if state.setting != "ask":
        yield MenuItem(
            tr("The settings say it"), "settings", tr("ageing.shelf_life is {setting}", setting=state.setting)
        )
    elif state.agreed:
        yield MenuItem(tr("Leave it on"), "leave", tr("by how often each feed publishes"))
        yield MenuItem(tr("Turn it off"), value=False, detail=tr("what has aged comes back"))
    else:
        yield MenuItem(tr("Leave it off"), "leave", tr("nothing leaves the inbox by itself"))
        count = tr_count("{count} article", "{count} articles", state.would_age)
        yield MenuItem(tr("Turn it on"), value=True, detail=tr("{count} would leave the inbox, unmarked", count=count))
        yield MenuItem(tr("With it on:"))


def _rhythms(feeds: tuple[Feed, ...]) -> Iterator[MenuItem]:
    """The feeds under headings that say how long what is unread of them stays."""
    ordered = sorted(feeds, key=lambda feed: (feed.shelf_life is None, feed.shelf_life or 0, feed.gap or 0))
    for life, group in groupby(ordered, key=lambda feed: feed.shelf_life):
        alike = tuple(group)
        yield MenuItem(
            tr(
                "{feeds}: what is unread {shelf_life}",
                feeds=tr_count("{count} feed", "{count} feeds", len(alike)),
                shelf_life=describe_shelf_life(life),
            )
        )
        for feed in alike:
            own = tr(" · you chose that") if feed.options.shelf_life else ""
            yield MenuItem(feed.title, feed, f"{describe_rhythm(feed.gap)}{own}")


def _summarize(state: AgeingState) -> str:
    aged = sum(feed.aged for feed in state.feeds)
    return tr(
        "{aged} aged, {today} of them within a day; starred ones and those for later never age",
        aged=aged,
        today=state.today,
    )
