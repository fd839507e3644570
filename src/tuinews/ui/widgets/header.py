"""The title bar: which place is shown, what is running, counts, and the time."""

from datetime import UTC, datetime, tzinfo

from textual.reactive import reactive

from tuinews.model.clock import Instant
from tuinews.model.event import RefreshProgressed
from tuinews.model.feed import Counts
from tuinews.ui.paint.text.runs import Line, Run
from tuinews.ui.paint.text.safe import safe_line
from tuinews.ui.widgets.bar import Bar, justify
from tuinews.ui.widgets.style_tables import component_classes, css_rules

STYLES = {
    "ground": "color: $foreground 70%;",
    "name": "color: $primary; text-style: bold;",
    "away": "color: $foreground 40%;",
    "here": "color: $foreground; text-style: bold;",
    "way": "color: $foreground 70%;",
    "busy": "color: $accent; text-style: bold;",
    "unread": "color: $primary;",
    "starred": "color: $warning;",
    "trouble": "color: $error;",
    "time": "color: $foreground 60%;",
}

_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


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

    def __init__(self, *, zone: tzinfo | None = None, id: str | None = None) -> None:  # noqa: A002 — Textual's name
        super().__init__("header", self.line, id=id)
        self._zone = zone

    def line(self, width: int) -> Line:
        """The bar; it shows less the narrower it is."""
        left = self._way()
        right = self._status()
        if width >= 70:
            right = (*right, Run("   " if right else "", "ground"), Run(self._clock(long=width >= 100), "time"))
        return justify(left, (*right, Run(" ", "ground")), width, "ground")

    def _way(self) -> Line:
        runs = [Run(" tuinews", "name")]
        for n, name in enumerate(self.trail):
            last = n == len(self.trail) - 1
            runs += [Run(" ▸ ", "away"), Run(safe_line(name), "here" if last else "way")]
        return tuple(runs)

    def _status(self) -> Line:
        parts: list[Line] = []
        if self.busy:
            parts.append((Run(f"⟳ {safe_line(self.busy)}", "busy"),))
        progress = self.progress
        if progress is not None and progress.running:
            failed = (Run(f" !{progress.failed}", "trouble"),) if progress.failed else ()
            parts.append((Run(f"⟳ {progress.done}/{progress.total}", "busy"), *failed))
        if self.counts is not None:
            parts.append((Run(f"● {self.counts.unread}", "unread"),))
            parts.append((Run(f"★ {self.counts.starred}", "starred"),))
        runs: list[Run] = []
        for part in parts:
            runs += [Run(" · ", "away"), *part] if runs else part
        return tuple(runs)

    def _clock(self, *, long: bool) -> str:
        local = datetime.fromtimestamp(self.now, UTC).astimezone(self._zone)
        time = f"{local.hour:02d}:{local.minute:02d}"
        if not long:
            return time
        return f"{_DAYS[local.weekday()]} {local.day} {_MONTHS[local.month - 1]} {local.year} · {time}"
