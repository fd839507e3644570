"""The place of a topic: what its frame says, and a list of what can be done with it."""

from tuinews.model.error import NotFoundError
from tuinews.model.language import tr
from tuinews.model.topics.topic import Topic
from tuinews.ui.controllers.headlines.listing import ListingController
from tuinews.ui.controllers.topics.decisions import TopicDecisions
from tuinews.ui.controllers.topics.topic_items import describe_topic, draw_card, place_items
from tuinews.ui.environment import Environment
from tuinews.ui.interaction import Interaction
from tuinews.ui.places import Place, tag_place
from tuinews.ui.session import DescribedPlace, Session
from tuinews.ui.widgets.menu import MenuItem


class TopicPlaceController:
    """Tells what is known of the topic one is at, and decides about it."""

    def __init__(
        self,
        env: Environment,
        session: Session,
        interaction: Interaction,
        listing: ListingController,
        decisions: TopicDecisions,
    ) -> None:
        self._env = env
        self._session = session
        self._interaction = interaction
        self._listing = listing
        self._decisions = decisions

    def describe_soon(self, place: Place) -> None:
        """Say what is known of a topic in the frame of its list and where no article is open, beside the keys."""
        self._interaction.run(self._describe(place), "topic", exclusive=True)

    async def _describe(self, place: Place) -> None:
        try:
            topic = await self._env.library.topics.find(place.name.removeprefix("#"))
        except NotFoundError:
            return
        if self._session.listing.place == place:
            card = draw_card(topic, self._interaction.key("topic"))
            self._session.described = DescribedPlace(place, describe_topic(topic), card)
            self._listing.label()

    def decide(self, verb: str = "") -> None:
        """Do something with the topic one is at; without a verb, after asking what."""
        self._interaction.inquire(self._decide(verb), always=not verb)

    async def _decide(self, verb: str) -> None:
        place = self._listing.meant.place
        if place.kind != "tag":
            topics, tags = self._interaction.key("topics"), self._interaction.key("tags")
            self._interaction.tell(
                tr("Go to a topic first: {topics} lists all, {tags} those of this article.", topics=topics, tags=tags)
            )
            return
        topic = await self._env.library.topics.find(place.name.removeprefix("#"))
        wanted: object = verb or await self._ask(topic)
        if isinstance(wanted, tuple):
            self._listing.visit(tag_place(wanted[1]))
        elif wanted:
            name = await self._decisions.decide(str(wanted), topic)
            if name is not None and name != topic.name and self._session.listing.place == place:
                self._listing.visit(tag_place(name))
            elif name is not None:
                self.describe_soon(self._session.listing.place)

    async def _ask(self, topic: Topic) -> object:
        same = tr("also {aliases}", aliases=", ".join(topic.aliases)) if topic.aliases else ""
        items = [
            MenuItem(
                tr("Follow it no more") if topic.followed else tr("Follow it"),
                "follow",
                tr("among the feeds, and in briefs"),
            ),
            MenuItem(tr("Same as another tag …"), "alias", same),
            MenuItem(tr("Not the same …"), "part", tr("part what was put together")),
            MenuItem(tr("Call it otherwise …"), "rename", tr("whatever publishers call it")),
            MenuItem(tr("Its colour …"), "colour", topic.colour or tr("by its name")),
            MenuItem(tr("Mute it …"), "mute", f'tag:"{topic.name}"'),
            *place_items(topic),
        ]
        title = f"#{topic.name}: {describe_topic(topic)}"
        chosen = await self._interaction.choose(title, items)
        return None if chosen is None else chosen.value
