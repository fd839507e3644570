"""The title bar: which place is shown, what is running, counts, and the time."""

from datetime import tzinfo

from textual.reactive import reactive
from textual.timer import Timer

from tuinews.model.clock import Instant
from tuinews.model.event import RefreshProgressed
from tuinews.model.feed import Counts
from tuinews.ui.paint.text.dates import PLAIN, DateStyle, format_day, format_time
from tuinews.ui.paint.text.glyphs import UNICODE, Glyphs
from tuinews.ui.paint.text.runs import Line, Run
from tuinews.ui.paint.text.safe import safe_line
from tuinews.ui.widgets.bar import Bar, justify
from tuinews.ui.widgets.style_tables import component_classes, css_rules

STYLES = {
    "ground": "color: $quiet;",
    "name": "color: $primary; text-style: bold;",
    "away": "color: $trace;",
    "here": "color: $foreground; text-style: bold;",
    "way": "color: $quiet;",
    "busy": "color: $accent; text-style: bold;",
    "unread": "color: $primary;",
    "starred": "color: $warning;",
    "trouble": "color: $error;",
    "time": "color: $quiet;",
}

_TURN_SECONDS = 0.125
"""Between two steps of the sign that turns: a step draws one line."""

_BAR, _BARRED = 10, 100
"""Cells of the bar of a refresh, and columns from which on there is room for it."""


class Header(Bar):
    """One line over the panes."""

    COMPONENT_CLASSES = component_classes("header", STYLES)
    DEFAULT_CSS = f"Header {{ background: $panel; {css_rules('header', STYLES)} }}"

    trail: reactive[tuple[str, ...]] = reactive(())
    """Names of the place and of the folders above it, outermost first."""

    counts: reactive[Counts | None] = reactive(None)
    """The library's totals."""

    progress: reactive[RefreshProgressed | None] = reactive(None)
    """The running refresh."""

    busy: reactive[str] = reactive("")
    """What the reader waits for: `opening bbc.co.uk`."""

    now: reactive[Instant] = reactive(0)
    """The time that is shown."""

    def __init__(
        self,
        *,
        zone: tzinfo | None = None,
        dates: DateStyle = PLAIN,
        glyphs: Glyphs = UNICODE,
        id: str | None = None,  # noqa: A002 — Textual's name
    ) -> None:
        super().__init__(("header", STYLES), self.line, id=id)
        self._zone, self._dates, self._glyphs = zone, dates, glyphs
        self.moves = True
        """Whether a sign turns while something is waited for."""
        self._turn = 0
        self._turning: Timer | None = None

    def line(self, width: int) -> Line:
        """The bar; it shows less the narrower it is."""
        left = self._way()
        right = self._status(width)
        if width >= 70:
            right = (*right, Run("   " if right else "", "ground"), Run(self._clock(long=width >= 100), "time"))
        return justify(left, (*right, Run(" ", "ground")), width, "ground")

    def _way(self) -> Line:
        runs = [Run(" tuinews", "name")]
        for n, name in enumerate(self.trail):
            last = n == len(self.trail) - 1
            runs += [Run(" ▸ ", "away"), Run(safe_line(name), "here" if last else "way")]
        return tuple(runs)

    def _bar(self, progress: RefreshProgressed) -> Line:
        """How far a refresh is."""
        done = _BAR * progress.done // max(1, progress.total)
        return (
            Run(" ", "ground"),
            Run(self._glyphs.done * done, "busy"),
            Run(self._glyphs.rule * (_BAR - done), "away"),
        )

    # What turns while something goes on

    @property
    def _sign(self) -> str:
        """The sign before what goes on."""
        return self._glyphs.turning[self._turn % len(self._glyphs.turning)] if self._turning else "⟳"

    def watch_busy(self) -> None:
        """Begin to turn the sign, or leave it."""
        self._keep_turning()

    def watch_progress(self) -> None:
        """Begin to turn the sign, or leave it."""
        self._keep_turning()

    def move(self, *, allowed: bool) -> None:
        """Turn the sign from now on while something goes on, or never."""
        self.moves = allowed
        self._keep_turning()

    def _keep_turning(self) -> None:
        goes_on = bool(self.busy) or (self.progress is not None and self.progress.running)
        if goes_on and self.moves and self._turning is None:
            self._turning = self.set_interval(_TURN_SECONDS, self._turn_on)
        elif self._turning is not None and not (goes_on and self.moves):
            self._turning.stop()
            self._turning = None

    def _turn_on(self) -> None:
        self._turn += 1
        self.refresh()

    def _status(self, width: int) -> Line:
        parts: list[Line] = []
        if self.busy:
            parts.append((Run(f"{self._sign} {safe_line(self.busy)}", "busy"),))
        progress = self.progress
        if progress is not None and progress.running:
            failed = (Run(f" !{progress.failed}", "trouble"),) if progress.failed else ()
            bar = self._bar(progress) if width >= _BARRED else ()
            parts.append((Run(f"{self._sign} {progress.done}/{progress.total}", "busy"), *bar, *failed))
        if self.counts is not None:
            parts.append((Run(f"● {self.counts.unread}", "unread"),))
            parts.append((Run(f"★ {self.counts.starred}", "starred"),))
        runs: list[Run] = []
        for part in parts:
            runs += [Run(" · ", "away"), *part] if runs else part
        return tuple(runs)

    def _clock(self, *, long: bool) -> str:
        time = format_time(self.now, self._zone, self._dates)
        return f"{format_day(self.now, self._zone, self._dates, short=True)} · {time}" if long else time
