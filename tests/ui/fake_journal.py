"""The journal of the library that the reader is tested on."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from tuinews.engine.settings.settings_file import describe_changes
from tuinews.model.entry import Marked
from tuinews.model.error import UsageError
from tuinews.model.reports.change_record import ChangeRecord
from tuinews.model.reports.setting_change import SettingChange
from tuinews.model.text import safe_text

if TYPE_CHECKING:
    from ui.fake_library import World


class FakeJournal:
    """Changes as the test lists them; one that says “later” cannot be undone before the newest."""

    def __init__(self, world: "World") -> None:
        self._world = world

    async def changes(self, limit: int = 300) -> tuple[ChangeRecord, ...]:
        return tuple(self._world.changes[:limit])

    async def record_settings(self, changes: Sequence[SettingChange], *, goes_on: bool = False) -> None:
        self._world.asked.append(f"{'merged' if goes_on else 'recorded'} {describe_changes(changes)}")

    async def undo(self, number: int) -> Marked:
        return self._turn(number, undone=True)

    async def redo(self, number: int) -> Marked:
        return self._turn(number, undone=False)

    def _turn(self, number: int, *, undone: bool) -> Marked:
        (found,) = [change for change in self._world.changes if change.number == number]
        if "later" in found.sentence:
            raise UsageError(f"“{found.sentence}” touches the same as another.")
        self._world.changes[self._world.changes.index(found)] = found._replace(undone=undone)
        return Marked(safe_text(f"{'Undone' if undone else 'Done again'}: {found.sentence}"), ())
