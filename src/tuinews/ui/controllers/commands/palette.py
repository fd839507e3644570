"""Help and the palette: everything that can be done or gone to, found by its name."""

from asyncio import gather
from dataclasses import replace

from tuinews.model.clock import format_ago
from tuinews.model.error import QueryError
from tuinews.model.language import tr, tr_count
from tuinews.model.query import Order, parse_query
from tuinews.model.topics.topic import Topic
from tuinews.ui.controllers.commands.names import RunCommand, describe_outside
from tuinews.ui.controllers.headlines.listing import ListingController, place_items
from tuinews.ui.controllers.headlines.search import FoundEntry, complete_last_word
from tuinews.ui.controllers.settings.setting_items import SettingName, setting_items
from tuinews.ui.dialogs.item_index import ItemIndex
from tuinews.ui.dialogs.palette_box import FoundGroup, PaletteBox, PaletteGroup
from tuinews.ui.environment import Environment
from tuinews.ui.interaction import Interaction
from tuinews.ui.keys.action import Action
from tuinews.ui.keys.outside_commands import OutsideCommand
from tuinews.ui.places import Place, tag_place
from tuinews.ui.session import Session
from tuinews.ui.widgets.headline_list import HeadlineList
from tuinews.ui.widgets.menu import MenuItem

_TOPICS, _ARTICLES = 6, 10
"""How many of each the palette shows."""

_SHORTEST = 2
"""Letters that articles are looked for with."""


class PaletteController:
    """Offers actions, places, topics, settings and articles, and does or opens what is chosen."""

    def __init__(
        self,
        env: Environment,
        session: Session,
        interaction: Interaction,
        listing: ListingController,
        run: RunCommand,
    ) -> None:
        self._env = env
        self._session = session
        self._interaction = interaction
        self._listing = listing
        self._run = run
        self._places = ItemIndex(())
        self._places_of: tuple[object, object] = ((), ())
        """What the index of places was made of: with ten thousand feeds it is not made anew for nothing."""

    def show_help(self) -> None:
        """Show what the keys do, those of this pane first; choosing one does it."""
        self._interaction.inquire(self._show_help())

    async def _show_help(self) -> None:
        from tuinews.ui.dialogs.manual import help_items

        items = help_items(self._env.keymap, self._session.pane, self._interaction.menu_width)
        chosen = await self._interaction.choose(tr("Help"), [*items], placeholder=tr("Type a key or a word"))
        if chosen is not None:
            self._follow(chosen)

    def show(self) -> None:
        """Offer every action that works here, every place, and what is found elsewhere by what is typed."""
        self._interaction.inquire(self._show())

    async def _show(self) -> None:
        from tuinews.ui.dialogs.manual import menu_keys

        key = self._interaction.key
        foot = tr(
            "{menu_choose} chooses · {close_dialog} leaves · {menu_keys} keys",
            menu_choose=key("menu-choose"),
            close_dialog=key("close-dialog"),
            menu_keys=key("menu-keys"),
        )
        chosen = await self._interaction.put(
            PaletteBox(
                self._make_groups(),
                self._find,
                placeholder=tr("What do you want to do, or where to go?"),
                keys=[*menu_keys(self._env.keymap)],
                foot=foot,
            )
        )
        if chosen is not None:
            self._follow(chosen)

    def _make_groups(self) -> list[PaletteGroup]:
        from tuinews.ui.dialogs.manual import palette_items

        session, width = self._session, self._interaction.menu_width
        made_of = (session.feeds, session.saved_views)
        if any(one is not other for one, other in zip(made_of, self._places_of, strict=True)):
            self._places, self._places_of = ItemIndex(place_items(session)), made_of
        settings = [item for item in setting_items(self._env.settings, width) if item.value is not None]
        return [
            PaletteGroup(tr("Do"), ItemIndex([*palette_items(self._env.keymap, session.pane, width)])),
            PaletteGroup(tr("Go to"), self._places),
            PaletteGroup(tr("Settings"), ItemIndex(settings), listed=False),
        ]

    async def _find(self, typed: str) -> list[FoundGroup]:
        """Return the topics and the articles that are found by what was typed."""
        topics, articles = await gather(self._find_topics(typed), self._find_articles(typed))
        return [FoundGroup(tr("Topics"), topics), FoundGroup(tr("Articles"), articles)]

    async def _find_topics(self, typed: str) -> list[MenuItem]:
        found = await self._env.library.topics.page(limit=_TOPICS, part=typed, whole=False)
        return [
            MenuItem(f"#{topic.name}", topic, tr_count("{count} article", "{count} articles", topic.total))
            for topic in found
        ]

    async def _find_articles(self, typed: str) -> list[MenuItem]:
        if len(typed) < _SHORTEST:
            return []
        now = self._env.clock()
        try:
            query = parse_query(complete_last_word(typed), now)
        except QueryError:
            return []
        order = Order.RELEVANCE if query.order is Order.NEWEST else query.order
        hits = await self._env.library.search.find_hits(replace(query, order=order), _ARTICLES)
        return [
            MenuItem(
                headline.title or snippet.text,
                FoundEntry(typed, headline.id),
                f"{headline.feed} · {format_ago(headline.moment, now)}",
                firm=True,
            )
            for headline, snippet in hits
        ]

    def _follow(self, chosen: MenuItem) -> None:
        """Do or open what was chosen."""
        match chosen.value:
            case Action(id=name):
                self._run(name, "")
            case Place() as place:
                self._listing.visit(place)
            case Topic(name=name):
                self._listing.visit(tag_place(name))
            case FoundEntry(entry_id=entry_id):
                self._interaction.post(HeadlineList.Opened(entry_id))
            case SettingName() as name:
                self._run("settings", str(name))
            case OutsideCommand(command=command) as outside:
                self._interaction.copy(command)
                self._interaction.tell(tr("{outside} It was copied.", outside=describe_outside(outside)))
