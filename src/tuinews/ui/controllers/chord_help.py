"""When the popup is shown that says how a chord can go on."""

from typing import TYPE_CHECKING

from textual.screen import Screen
from textual.timer import Timer

from tuinews.ui.keys.keymap import Chord, Keymap
from tuinews.ui.session import Session

if TYPE_CHECKING:
    from tuinews.ui.widgets.chord_popup import ChordPopup

_WAIT_SECONDS = 0.4
"""How long a half pressed chord waits before the popup says how it can go on."""


class ChordHelp:
    """Shows how the chord that was begun can go on, when the user hesitates."""

    def __init__(self, screen: Screen[None], session: Session, keymap: Keymap) -> None:
        self._screen = screen
        self._session = session
        self._keymap = keymap
        self._begun: Chord = ()
        self._timer: Timer | None = None
        self._popup: ChordPopup | None = None

    def expect(self, chord: Chord) -> None:
        """Wait for the rest of a chord; for an empty one no more."""
        self._begun = chord
        if self._timer is not None:
            self._timer.stop()
        self._timer = self._screen.set_timer(_WAIT_SECONDS, self.show) if chord else None
        if not chord and self._popup is not None:
            self._popup.hide()

    def show(self) -> None:
        """Show how the chord can go on, if one was begun."""
        if not self._begun:
            return
        if self._popup is None:
            from tuinews.ui.widgets.chord_popup import ChordPopup

            self._popup = ChordPopup(id="which")
            self._screen.mount(self._popup)
        self._popup.show(self._begun, self._keymap.find_longer(self._begun, self._session.pane))
