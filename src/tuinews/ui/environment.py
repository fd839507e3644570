"""What is there for a whole run of the reader, made once when it starts."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import tzinfo
from pathlib import Path

from tuinews.config.settings import Settings
from tuinews.engine.library import Library
from tuinews.model.clock import Clock
from tuinews.model.picture import CellSize
from tuinews.ui.keys.keymap import Keymap
from tuinews.ui.paint.text.dates import PLAIN, DateStyle
from tuinews.ui.paint.text.glyphs import ASCII, UNICODE, Glyphs
from tuinews.ui.pane_layout import PaneSizes, RememberedSizes
from tuinews.ui.terminal.image_support import ImageSupport


@dataclass(slots=True)
class Environment:
    """The library, the settings, the clock, the keymap and the terminal."""

    library: Library
    settings: Settings
    """Replaced when the user changes one: who needs them asks when they are needed."""
    clock: Clock
    keymap: Keymap
    zone: tzinfo | None = None
    """The reader's time zone; `None` is the machine's."""
    image_support: ImageSupport = field(default_factory=ImageSupport)
    """How pictures are seen."""
    cell: Callable[[], CellSize] = CellSize
    """Tells how many pixels the terminal's cells have."""
    log: Path | None = None
    """The log file; `None` when none is kept."""
    settings_file: Path | None = None
    """Where the settings are written; `None`: nowhere, as in tests."""
    dates: DateStyle = PLAIN
    """How days and times are written."""
    tour: bool = False
    """Whether the tour begins with the reader."""
    news_pause: float = 0.3
    """Seconds without news before saved views are counted: a refresh brings some all the time."""

    @property
    def glyphs(self) -> Glyphs:
        """The signs to draw with: Unicode, or ASCII if the settings say so."""
        return ASCII if self.settings.look.ascii else UNICODE

    @property
    def first_sizes(self) -> RememberedSizes:
        """The sizes of panes that the settings ask for."""
        return RememberedSizes(PaneSizes(feeds=self.settings.look.feeds_width, measure=self.settings.reading.width))
