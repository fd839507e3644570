"""The controllers of topics, made once and given to each other."""

from typing import NamedTuple

from tuinews.ui.controllers.headlines.listing import ListingController
from tuinews.ui.controllers.headlines.mutes import MutesController
from tuinews.ui.controllers.topics.decisions import TopicDecisions
from tuinews.ui.controllers.topics.page import TopicPageController
from tuinews.ui.controllers.topics.place import TopicPlaceController
from tuinews.ui.environment import Environment
from tuinews.ui.interaction import Interaction
from tuinews.ui.session import Session


class TopicControllers(NamedTuple):
    """What the actions on topics call."""

    page: TopicPageController
    place: TopicPlaceController


def make_topic_controllers(
    env: Environment, session: Session, interaction: Interaction, listing: ListingController, mutes: MutesController
) -> TopicControllers:
    """Return the controllers of topics."""
    decisions = TopicDecisions(env, interaction, mutes)
    page = TopicPageController(env, interaction, listing, decisions)
    return TopicControllers(page, TopicPlaceController(env, session, interaction, listing, decisions))
