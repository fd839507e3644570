"""Letters over everything on the screen that can be clicked: typing them is the click."""

from collections.abc import Callable, Iterable, Sequence
from typing import ClassVar, NamedTuple, Protocol, runtime_checkable

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Offset
from textual.strip import Strip
from textual.widget import Widget

from tuinews.ui.paint.article.hints import share_labels
from tuinews.ui.paint.text.graphemes import clip, pad


@runtime_checkable
class HasJumpPlaces(Protocol):
    """A widget in which one can click on something."""

    def find_jump_places(self) -> Iterable[Offset]:
        """Give the cells of its content that stand for what can be clicked, from the top."""


class JumpPlace(NamedTuple):
    """Something that can be clicked: the widget, and the cell of the screen."""

    widget: Widget
    at: Offset


class JumpOverlay(Widget, can_focus=False, inherit_bindings=False):
    """Covers the screen with what is on it, and with letters. `chosen` gets the place, and whether a capital was typed.

    `left` is called when the letters are taken away. `note` is said in the top line.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {"jump--label", "jump--note"}
    DEFAULT_CSS = """
    JumpOverlay { layer: above; dock: top; width: 100%; height: 100%; background: $background; }
    JumpOverlay > .jump--label { background: $accent; color: $background; text-style: bold; }
    JumpOverlay > .jump--note { background: $panel; color: $accent; text-style: bold; }
    """

    def __init__(
        self,
        lines: Sequence[Strip],
        places: Sequence[JumpPlace],
        near: int,
        note: str,
        *,
        chosen: Callable[[JumpPlace, bool], None],
        left: Callable[[], None],
    ) -> None:
        """Make it of the lines of the screen; the first `near` places get the shortest labels."""
        super().__init__()
        self._lines, self._note = lines, note
        self._chosen, self._left = chosen, left
        labels = share_labels(near, len(places) - near) if near else share_labels(len(places), 0)
        self.labels = dict(zip(labels, places, strict=True))
        """The places by their letters."""
        self.typed = ""

    def take(self, event: events.Event) -> None:
        """Take one more letter; what is no letter of a label takes the letters away."""
        letter = event.character if isinstance(event, events.Key) and event.is_printable else None
        typed = f"{self.typed}{(letter or '').lower()}"
        if not letter or not any(label.startswith(typed) for label in self.labels):
            self.leave()
        elif typed in self.labels:
            place = self.labels[typed]
            self.leave()
            self._chosen(place, letter.isupper())
        else:
            self.typed = typed
            self.refresh()

    def leave(self) -> None:
        """Take the letters away."""
        self._left()
        self.remove()

    def on_resize(self, event: events.Resize) -> None:
        """Leave when the screen has another size: nothing is where it was."""
        if (event.size.width, event.size.height) != (self._lines[0].cell_length, len(self._lines)):
            self.leave()

    def render_line(self, y: int) -> Strip:
        """Draw a line of the screen with the letters that still match."""
        if y >= len(self._lines):
            return Strip.blank(self.size.width)
        strip = self._lines[y]
        if y == 0:
            style = self.get_component_rich_style("jump--note")
            return Strip([Segment(pad(clip(f" {self._note}", strip.cell_length), strip.cell_length), style)])
        style = self.get_component_rich_style("jump--label")
        for label, place in self.labels.items():
            if place.at.y == y and label.startswith(self.typed):
                strip = _write_over(strip, place.at.x, label[len(self.typed) :], style)
        return strip


def _write_over(strip: Strip, x: int, text: str, style: Style) -> Strip:
    """Return a strip with a text over its cells from `x` on, as far left as it has room."""
    width = strip.cell_length
    at = max(0, min(x, width - len(text)))
    label = Strip([Segment(text, style)], len(text))
    return Strip.join([strip.crop(0, at), label, strip.crop(at + len(text), width)])
