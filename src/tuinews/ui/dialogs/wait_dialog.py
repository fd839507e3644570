"""What is shown while something takes its time that the user may stop."""

from asyncio import Future, wait
from typing import Any

from tuinews.model.language import tr
from tuinews.ui.dialogs.chooser import Chooser
from tuinews.ui.widgets.menu import MenuItem


class WaitDialog(Chooser, inherit_bindings=False):
    """Says what is waited for, and closes by itself when that has ended; leaving it or clicking its item stops it."""

    def __init__(self, sentence: str, work: "Future[Any]", foot: str) -> None:
        super().__init__(sentence, [MenuItem(tr("Stop"), "stop", tr("nothing is changed by that"))], "", (), foot)
        self._work = work

    def on_mount(self) -> None:
        """Close when the work has ended."""
        self.run_worker(self._close_after(), group="other")

    def accept(self) -> None:
        """Stop nothing: whoever types ahead answers what comes next, not this."""

    async def _close_after(self) -> None:
        await wait({self._work})
        if self.is_current:  # the user may have left it, which ends the work as well
            self.dismiss(None)
