"""The journal of the library: what was changed, and each of it undone or done again by itself."""

from collections.abc import Sequence

from tuinews.engine.freshness import sweep
from tuinews.engine.services import Services
from tuinews.model.entry import Marked
from tuinews.model.reports.change_record import ChangeRecord
from tuinews.model.reports.setting_change import SettingChange

LISTED = 300
"""Changes that are listed: all that are kept."""


class Journal:
    """`library.journal`."""

    def __init__(self, services: Services) -> None:
        self._services = services

    async def changes(self, limit: int = LISTED) -> tuple[ChangeRecord, ...]:
        """Return the last changes, the newest first."""
        return await self._services.writer.do(lambda writer: writer.journal.list_changes(limit))

    async def record_settings(self, changes: Sequence[SettingChange], *, goes_on: bool = False) -> None:
        """Write down what was changed in the settings file, so that it can be undone.

        What `goes_on` with the last change, if that was of the same setting, becomes one with it.
        """
        from tuinews.engine.settings.settings_file import describe_changes

        await self._services.writer.do(
            lambda writer: writer.journal.record_settings(changes, describe_changes, goes_on=goes_on)
        )

    async def undo(self, number: int) -> Marked:
        """Undo one change, be it the last or not.

        Raises:
            NotFoundError: there is no such change, or no more.
            UsageError: it is undone already, or a later change touched the same.
        """
        return await self._turn(number, forward=False)

    async def redo(self, number: int) -> Marked:
        """Do one change again that was undone; raises as `undo`."""
        return await self._turn(number, forward=True)

    async def _turn(self, number: int, *, forward: bool) -> Marked:
        done = await self._services.writer.do(lambda writer: writer.journal.turn(number, forward=forward))
        self._services.publish_feeds_changed()
        return await settle_change(self._services, done)


async def settle_change(services: Services, done: Marked) -> Marked:
    """Carry out what follows from mutes and shelf lives that came or went with a change, and tell of it."""
    from tuinews.engine.rules.mute_settlement import settle_mutes

    await settle_mutes(services)
    if not done.changed:  # it may be of another shelf life
        await sweep(services)
    services.publish_entries_changed()
    return done
