"""The controllers of what is done now and then: each is imported and made when it is first called."""

from functools import cached_property
from typing import TYPE_CHECKING

from tuinews.ui.environment import Environment
from tuinews.ui.interaction import Interaction
from tuinews.ui.session import Session

if TYPE_CHECKING:
    from tuinews.ui.controllers.composition import Controllers
    from tuinews.ui.controllers.feeds.batches import FeedBatchController
    from tuinews.ui.controllers.feeds.feed_health import FeedHealthController
    from tuinews.ui.controllers.feeds.first_run import FirstRunController
    from tuinews.ui.controllers.feeds.imports import ImportsController
    from tuinews.ui.controllers.feeds.server_account import ServerAccountController
    from tuinews.ui.controllers.feeds.shared_folder import SharedFolderController
    from tuinews.ui.controllers.journal import JournalController
    from tuinews.ui.controllers.tour import TourController


class FeedWorkControllers:
    """`controllers.feed_work`."""

    def __init__(self, env: Environment, session: Session, interaction: Interaction, others: "Controllers") -> None:
        self._env = env
        self._session = session
        self._interaction = interaction
        self._others = others

    @cached_property
    def imports(self) -> "ImportsController":
        """Lists of feeds that are imported."""
        from tuinews.ui.controllers.feeds.imports import ImportsController

        return ImportsController(self._env, self._interaction, self._others.sidebar, self._others.refresh)

    @cached_property
    def first_run(self) -> "FirstRunController":
        """Ways to begin."""
        from tuinews.ui.controllers.feeds.first_run import FirstRunController

        others = self._others
        return FirstRunController(self._env, self._interaction, others.subscriptions, others.refresh, self)

    @cached_property
    def account(self) -> "ServerAccountController":
        """The account on a server."""
        from tuinews.ui.controllers.feeds.server_account import ServerAccountController

        return ServerAccountController(self._env, self._interaction, self._others.sidebar)

    @cached_property
    def shared_folder(self) -> "SharedFolderController":
        """The folder that is shared with other machines."""
        from tuinews.ui.controllers.feeds.shared_folder import SharedFolderController

        return SharedFolderController(self._env, self._interaction, self._others.sidebar)

    @cached_property
    def tour(self) -> "TourController":
        """A guided first use."""
        from tuinews.ui.controllers.tour import TourController

        return TourController(self._env, self._session, self._interaction, self._others.panes)

    @cached_property
    def health(self) -> "FeedHealthController":
        """How one feed is doing, and what can be done about it."""
        from tuinews.ui.controllers.feeds.feed_health import FeedHealthController

        others, parts = self._others, (self._env, self._interaction)
        return FeedHealthController(*parts, others.sidebar, others.habits, others.row_edits)

    @cached_property
    def batches(self) -> "FeedBatchController":
        """What is done with several feeds at once."""
        from tuinews.ui.controllers.feeds.batches import FeedBatchController

        others = self._others
        return FeedBatchController(self._env, self._session, self._interaction, others.sidebar, others.row_edits)

    @cached_property
    def journal(self) -> "JournalController":
        """What was changed, and taking back any of it."""
        from tuinews.ui.controllers.journal import JournalController

        return JournalController(self._env, self._interaction, self._others.undo)
