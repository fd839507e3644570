"""Hint letters: shown beside what can be opened, typed to open it."""

from collections.abc import Callable, Iterator
from typing import Literal

from textual import events

from tuinews.model.url import is_web
from tuinews.ui.paint.article.hints import Hints, make_hints, slots
from tuinews.ui.paint.article.text_layout import TextLayout
from tuinews.ui.paint.text.runs import Line
from tuinews.ui.widgets.article.text_pane import TextPane


class HintMode:
    """The letters that are shown, if any."""

    def __init__(
        self,
        pane: TextPane,
        changed: Callable[[], None],
        chosen: Callable[[int, bool], None],
        released: Callable[[], None],
    ) -> None:
        """Begin without letters.

        Args:
            pane: the pane that shows the text.
            changed: called when letters are shown, and when they are shown no more.
            chosen: called with the target that was typed, and whether the browser is to open it.
            released: called when lines that had letters beside them may move again.
        """
        self._pane, self._changed, self._chosen, self._released = pane, changed, chosen, released
        self._hints: Hints | None = None

    @property
    def shown(self) -> bool:
        """Whether letters are shown and take the keys."""
        return self._hints is not None

    @property
    def for_browser(self) -> bool:
        """Whether what the letters choose opens in the browser."""
        return self._hints is not None and self._hints.browser

    def find_places(self) -> Iterator[tuple[int, int]]:
        """Give the first cells of what can be opened and is seen: column of the text, and line of the pane."""
        layout = self._pane.text_layout
        if layout is not None:
            for slot in slots(self._find_lines(layout)):
                yield slot.x, slot.y - self._pane.seen.start

    def start(self, kind: Literal["inside", "browser"] = "inside") -> bool:
        """Show letters beside what can be opened, seen or not; return False when the article leads nowhere."""
        hints = self._find(browser=kind == "browser")
        if not hints.labels:
            return False
        self._hints = hints
        self._changed()
        self._pane.redraw()
        return True

    def stop(self) -> None:
        """Take the letters away."""
        if self.clear():
            self._pane.redraw()
            self._released()

    def find_again(self) -> None:
        """Have the letters stand beside what they open where that is now: other lines are on the screen."""
        layout = self._pane.text_layout
        if self._hints is not None and layout is not None:
            self._hints = self._hints.move_to(self._find_lines(layout))
            self._pane.redraw()

    def clear(self) -> bool:
        """Forget the letters; nothing is drawn anew. Return False when none were shown."""
        had, self._hints = self._hints is not None, None
        if had:
            self._changed()
        return had

    def take(self, event: events.Event) -> None:
        """Take what was typed while letters are shown: of keys only those of letters choose."""
        if isinstance(event, events.Key):
            self.type(event.character if event.is_printable and event.character else "")

    def type(self, character: str) -> None:
        """Take one more letter of a label; what fits none, or is no letter (`""`), takes the letters away."""
        hints = self._hints
        if hints is None:
            return
        typed = hints.typed + character.lower()
        left = hints.find_matching(typed)
        if not left or not character:
            self.stop()
        elif typed in hints.labels.values():
            self.stop()
            self._chosen(left[0], hints.browser)
        else:
            self._hints = hints.after(typed)
            self._pane.redraw()

    def decorate(self, y: int, line: Line, width: int) -> Line:
        """Return the line, in a column of `width` cells, with its letters."""
        return self._hints.draw_labels(y, line, width) if self._hints else line

    def _find(self, *, browser: bool = False) -> Hints:
        layout, table = self._pane.text_layout, self._pane.table
        if layout is None:
            return Hints((), {}, browser)
        allowed = frozenset(n for n, target in enumerate(table.targets) if not browser or is_web(target.href))
        return make_hints(self._find_lines(layout), allowed, table.assign_letters(), browser=browser)

    def _find_lines(self, layout: TextLayout) -> list[tuple[int, Line]]:
        """Return the lines on the screen with their numbers."""
        return [(y, layout.line(y)) for y in self._pane.seen]
