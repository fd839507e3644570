"""The habits of a feed: how long its news stays, how much of a day lists show, how it stands in stories, its rest."""

from collections.abc import Callable
from typing import NamedTuple

from tuinews.model.change import FeedEdit
from tuinews.model.clock import Instant
from tuinews.model.feed import Feed
from tuinews.model.habits.daily_cap import parse_daily_cap
from tuinews.model.habits.pause import parse_pause
from tuinews.model.habits.shelf_life import describe_rhythm, describe_shelf_life, parse_shelf_life
from tuinews.model.habits.story_role import describe_role, name_role, parse_role
from tuinews.model.language import tr, tr_count
from tuinews.ui.controllers.checks import make_check
from tuinews.ui.controllers.feeds.sidebar import SidebarController
from tuinews.ui.controllers.headlines.listing import ListingController
from tuinews.ui.environment import Environment
from tuinews.ui.interaction import Interaction
from tuinews.ui.widgets.menu import MenuItem


class _Habit(NamedTuple):
    """A habit of a feed: how it is called, asked for, read and told."""

    name: str
    question: str
    typed: Callable[[Feed], str]
    """What would have to be typed for what holds now."""
    read: Callable[[str, Instant], FeedEdit]
    """The edit that a text makes; raises UsageError."""
    describe: Callable[[Feed], str]
    """What holds now, in words that follow the feed's title."""


def describe_cap(feed: Feed) -> str:
    """Return how much of a day lists show of a feed."""
    cap = feed.options.daily_cap
    return (
        tr("is shown whole in lists")
        if cap is None
        else tr("has {lines} a day in lists and one more", lines=tr_count("{count} line", "{count} lines", cap))
    )


def describe_freshness(feed: Feed) -> str:
    """Return how often a feed publishes, and how long what is unread of it stays in the inbox."""
    return tr(
        "publishes {rhythm} and {shelf_life}",
        rhythm=describe_rhythm(feed.gap),
        shelf_life=describe_shelf_life(feed.shelf_life),
    )


HABITS = {
    "shelf-life": _Habit(
        "Shelf life",
        "Unread articles leave the inbox after: 3h, 1d, 1w, never, auto (by how often it publishes), default",
        lambda feed: feed.options.shelf_life or "default",
        lambda text, _: FeedEdit(shelf_life=parse_shelf_life(text)),
        describe_freshness,
    ),
    "daily-cap": _Habit(
        "Daily cap",
        "Articles of a day that lists show one by one: a number, or none to show all",
        lambda feed: str(feed.options.daily_cap or "none"),
        lambda text, _: FeedEdit(daily_cap=parse_daily_cap(text)),
        describe_cap,
    ),
    "pause": _Habit(
        "Pause",
        "Poll it again on: a day such as 2026-03-01, tomorrow, 2w, or off",
        lambda feed: feed.options.pause_until or "off",
        lambda text, now: FeedEdit(pause_until=parse_pause(text, now)),
        lambda feed: (
            tr("rests until {pause_until}", pause_until=feed.options.pause_until)
            if feed.options.pause_until
            else tr("is polled as usual")
        ),
    ),
    "in-stories": _Habit(
        "Stories",
        "In stories it is shown: first, beside (the others), or apart (never in a story with others)",
        lambda feed: name_role(feed.options),
        lambda text, _: FeedEdit(**parse_role(text)._asdict()),
        lambda feed: describe_role(feed.options),
    ),
}
"""The habits by the names of their actions."""


class HabitsController:
    """Sets the habits of the feed that is meant; undo takes each back."""

    def __init__(
        self, env: Environment, interaction: Interaction, listing: ListingController, sidebar: SidebarController
    ) -> None:
        self._env = env
        self._interaction = interaction
        self._listing = listing
        self._sidebar = sidebar

    def show(self) -> None:
        """Show the feed's habits, and ask for the one that is chosen."""
        self._interaction.inquire(self._show())

    async def _show(self) -> None:
        feed = self._find_feed()
        if feed is None:
            return
        items = [MenuItem(tr(habit.name), name, habit.describe(feed)) for name, habit in HABITS.items()]
        placeholder = tr("{menu_choose} changes one", menu_choose=self._interaction.key("menu-choose"))
        chosen = await self._interaction.choose(
            tr("Habits of {title}", title=feed.title), items, placeholder=placeholder, wide=True
        )
        if chosen is not None:
            await self._ask(feed, HABITS[str(chosen.value)])

    def set(self, name: str, typed: str) -> None:
        """Give the feed a habit, by the name of its action, as it was typed or is asked for."""
        self._interaction.inquire(self._set(HABITS[name], typed), always=not typed)

    async def _set(self, habit: _Habit, typed: str) -> None:
        feed = self._find_feed()
        if feed is not None and typed:
            await self._store(feed, habit, typed)
        elif feed is not None:
            await self._ask(feed, habit)

    async def ask(self, feed: Feed, name: str) -> None:
        """Ask for a habit of a feed, by the name of its action."""
        await self._ask(feed, HABITS[name])

    async def _ask(self, feed: Feed, habit: _Habit) -> None:
        check = make_check(lambda text: habit.read(text, self._env.clock()))
        typed = await self._interaction.ask(tr(habit.question), habit.typed(feed), check=check, over=True)
        if typed is not None:
            await self._store(feed, habit, typed)

    async def _store(self, feed: Feed, habit: _Habit, typed: str) -> None:
        edited = await self._env.library.feeds.edit(feed.id, habit.read(typed, self._env.clock()))
        await self._sidebar.count()
        await self._listing.regroup()
        undo = self._interaction.key("undo")
        self._interaction.tell(
            tr(
                "{title} {describe}: {undo} takes it back.",
                title=edited.title,
                describe=habit.describe(edited),
                undo=undo,
            )
        )

    def _find_feed(self) -> Feed | None:
        feed = self._sidebar.feed()
        if feed is None:
            self._interaction.tell(tr("Go to a feed first, or to an article of one: its habits can be set then."))
        return feed
