"""The journal: what was changed, newest first, each of it to be undone by itself."""

from collections.abc import Iterator, Sequence

from tuinews.model.clock import Instant, format_ago
from tuinews.model.error import TuinewsError
from tuinews.model.language import tr
from tuinews.model.reports.change_record import ChangeRecord
from tuinews.ui.controllers.headlines.undo import UndoController
from tuinews.ui.environment import Environment
from tuinews.ui.interaction import Interaction
from tuinews.ui.widgets.menu import MenuItem


class JournalController:
    """Shows the journal, and undoes or does again what is chosen there."""

    def __init__(self, env: Environment, interaction: Interaction, undo: UndoController) -> None:
        self._env = env
        self._interaction = interaction
        self._undo = undo

    def show(self) -> None:
        """Show what was changed; choosing a change takes it back, or makes it again."""
        self._interaction.inquire(self._show())

    async def _show(self) -> None:
        while True:
            changes = await self._env.library.journal.changes()
            if not changes:
                self._interaction.tell(tr("Nothing was changed yet: what you mark, tag, add and edit will be here."))
                return
            choose = self._interaction.key("menu-choose")
            chosen = await self._interaction.choose(
                tr("Journal: what was changed, the newest first"),
                [*change_items(changes, self._env.clock())],
                placeholder=tr("Type to narrow; {choose} undoes a change, or does it again", choose=choose),
                wide=True,
            )
            if chosen is None or not isinstance(chosen.value, ChangeRecord):
                return
            try:
                await self._undo.turn_one(chosen.value.number, forward=chosen.value.undone)
            except TuinewsError as error:
                self._interaction.tell(str(error), "warning")


def change_items(changes: Sequence[ChangeRecord], now: Instant) -> Iterator[MenuItem]:
    """Give the changes, each with how long ago it was and whether it holds."""
    for change in changes:
        said = (
            tr("undone")
            if change.undone
            else tr("by a rule")
            if change.kind == "rule"
            else ""
            if change.own
            else tr("earlier")
        )
        yield MenuItem(change.sentence, change, said, format_ago(change.at, now), words=change.kind)
