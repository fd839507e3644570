"""The focus on a link of an article: Tab moves it, Enter opens what has it."""

from collections.abc import Callable

from tuinews.ui.paint.article.targets import Target
from tuinews.ui.paint.text.runs import NOWHERE, Line
from tuinews.ui.widgets.article.text_pane import TextPane, targets_on_screen


class LinkFocus:
    """Which of the article's targets has the focus, if any."""

    def __init__(self, pane: TextPane, changed: Callable[[], None]) -> None:
        """Begin without focus; `changed` is called when another target has it, or none has it any more."""
        self._pane, self._changed = pane, changed
        self.index = NOWHERE
        """The target in the table of the page, or `NOWHERE`."""

    @property
    def target(self) -> Target | None:
        """The target that has the focus."""
        return None if self.index == NOWHERE else self._pane.table.targets[self.index]

    def move(self, delta: int) -> bool:
        """Move the focus by `delta` targets, footnotes aside, and scroll to it; return False where there is none."""
        layout = self._pane.text_layout
        if layout is None:
            return False
        wanted = self._find_first(delta) if self.index == NOWHERE else self.index + delta
        step = 1 if delta > 0 else -1
        last = sum(target.kind != "footnote" for target in self._pane.table.targets) - 1
        while 0 <= wanted <= last and layout.line_of_target(wanted) < 0:
            wanted += step
        if not 0 <= wanted <= last:
            return False
        self.index = wanted
        self._changed()
        self._pane.redraw()
        self._pane.bring_into_view(layout.line_of_target(wanted))
        return True

    def _find_first(self, delta: int) -> int:
        """Where the focus begins: on the screen, if anything there leads away."""
        targets = self._pane.table.targets
        found = [index for index in targets_on_screen(self._pane) if targets[index].kind != "footnote"]
        return (found[0] if delta > 0 else found[-1]) if found else 0

    def drop(self) -> bool:
        """Take the focus away; return False when no target had it."""
        had, self.index = self.index != NOWHERE, NOWHERE
        self._changed()
        self._pane.redraw()
        return had

    def keep(self, target: Target) -> None:
        """Have the same target focused in a page that was made anew, if it is still there."""
        self.index = self._pane.table.index(target.kind, target.key)
        self._pane.redraw()

    def clear(self) -> None:
        """Forget the focus; nothing is drawn anew."""
        if self.index != NOWHERE:
            self.index = NOWHERE
            self._changed()

    def decorate(self, line: Line) -> Line:
        """Return the line with the focused target marked."""
        if self.index == NOWHERE:
            return line
        return tuple(run._replace(style=f"{run.style} focus") if run.target == self.index else run for run in line)
