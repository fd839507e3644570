"""The folder that is shared with other machines: chosen, looked at, left."""

from tuinews.model.error import TuinewsError
from tuinews.model.language import tr, tr_count
from tuinews.model.sync.status import SyncResult
from tuinews.model.text import safe_text
from tuinews.ui.controllers.feeds.server_account import account_items
from tuinews.ui.controllers.feeds.sidebar import SidebarController
from tuinews.ui.environment import Environment
from tuinews.ui.interaction import Interaction
from tuinews.ui.notices import Severity
from tuinews.ui.widgets.menu import MenuItem

_SYNC, _LEAVE = "sync", "leave"


class SharedFolderController:
    """Asks for a folder, shows how it is doing, and what can be done with it."""

    def __init__(self, env: Environment, interaction: Interaction, sidebar: SidebarController) -> None:
        self._env = env
        self._interaction = interaction
        self._sidebar = sidebar

    def share(self, typed: str = "") -> None:
        """Share a folder from now on; where one is shared and none is named, show how it is doing."""
        self._interaction.inquire(self._share(typed))

    async def _share(self, typed: str) -> None:
        try:
            status = await self._env.library.folder.status()
            if status.kind and not typed:
                await self._show()
                return
            question = tr("Folder that your machines share, as ~/Sync/tuinews")
            path = typed or await self._interaction.ask(question)
            if path:
                doing = tr("reading {folder}", folder=safe_text(path, 60))
                result = await self._interaction.wait(doing, self._env.library.folder.join(path))
                if result is not None:
                    await self._tell(result)
        except TuinewsError as error:
            self._interaction.tell(str(error), "error")

    async def _show(self) -> None:
        status = await self._env.library.folder.status()
        title = tr("Shared folder {folder}", folder=safe_text(status.server, 80))
        items = [
            *account_items(status, self._env.clock(), self._interaction.menu_width - 4),
            MenuItem(tr("Sync now"), _SYNC),
            MenuItem(tr("Leave the folder"), _LEAVE, tr("all that is here stays")),
        ]
        chosen = await self._interaction.choose(title, items)
        if chosen is None:
            return
        if chosen.value == _SYNC:
            await self._tell(await self._env.library.folder.run())
        elif chosen.value == _LEAVE:
            left = await self._env.library.folder.leave()
            self._interaction.tell(tr("{folder} is not shared any more.", folder=safe_text(left.server, 80)))

    async def _tell(self, result: SyncResult) -> None:
        await self._sidebar.show_added()
        self._interaction.tell(*describe_exchange(result))


def describe_exchange(result: SyncResult) -> tuple[str, Severity]:
    """Return what a run with a shared folder came to, and how grave that is."""
    if result.error:
        return result.error, "error"
    if not (result.pulled or result.pushed):
        return tr("In step with the folder: nothing new."), "information"
    pulled = tr_count("{count} change taken over", "{count} changes taken over", result.pulled)
    told = tr_count("{count} told", "{count} told", result.pushed)
    return tr("In step with the folder: {pulled}, {told}.", pulled=pulled, told=told), "information"
