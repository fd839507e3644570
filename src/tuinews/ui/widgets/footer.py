"""The bottom bar: the keys that work here; a click on one carries out its action."""

from collections.abc import Iterable, Sequence
from typing import Any

from textual import events
from textual.geometry import Offset
from textual.message import Message
from textual.reactive import reactive

from tuinews.model.language import tr_in
from tuinews.ui.keys.action import Action
from tuinews.ui.keys.contexts import LIST, PANES
from tuinews.ui.keys.keymap import Keymap
from tuinews.ui.paint.text.graphemes import cells
from tuinews.ui.paint.text.runs import NOWHERE, Line, Run, target_at
from tuinews.ui.paint.text.safe import safe_line
from tuinews.ui.widgets.bar import Bar, justify
from tuinews.ui.widgets.style_tables import component_classes, css_rules

STYLES = {
    "ground": "color: $quiet;",
    "key": "color: $primary; text-style: bold;",
    "word": "color: $quiet;",
    "note": "color: $foreground 80%;",
    "help": "color: $accent; text-style: bold;",
}

_PAIRS = {
    "down": "up",
    "item-down": "item-up",
    "menu-down": "menu-up",
    "form-down": "form-up",
    "next-value": "previous-value",
    "command-older": "command-newer",
}
"""Actions that are shown together with their opposite."""

_LAST = ("help", "menu-keys")
"""What explains the keys stands at the right end."""


def _main_contexts(action: Action[Any]) -> Sequence[str]:
    """Return where an action is told of: what works in a pane and on a page of it as well belongs to the page."""
    return [context for context in action.contexts if context not in PANES] or action.contexts


class Footer(Bar):
    """One line under the panes."""

    COMPONENT_CLASSES = component_classes("footer", STYLES)
    DEFAULT_CSS = f"Footer {{ background: $panel; {css_rules('footer', STYLES)} }}"

    contexts: reactive[tuple[str, ...]] = reactive((LIST,))
    """Where keys are looked up now: the key hints are those of the actions that work there."""

    note: reactive[str] = reactive("")
    """What is said instead of some keys: a selection, a search."""

    alone: reactive[bool] = reactive(default=False)
    """Whether only the note is said, because the keys mean something else now."""

    class Chosen(Message):
        """A key hint was clicked."""

        def __init__(self, action_id: str) -> None:
            super().__init__()
            self.action_id = action_id

    def __init__(self, keymap: Keymap, id: str | None = None) -> None:  # noqa: A002 — Textual's name
        super().__init__(("footer", STYLES), self.line, id=id)
        self._keymap = keymap
        self._ids = tuple(keymap.actions)
        """The actions; the target of a run is an index here."""

    def line(self, width: int) -> Line:
        """The bar: as many key hints as fit, help always among them."""
        last = [name for name in _LAST if set(self.contexts) & set(self._keymap.actions[name].contexts)]
        right = () if self.alone or not last else (*self._key_hint(last[0]), Run(" ", "ground"))
        words: set[str] = set()
        left: list[Run] = [Run(f" {safe_line(self.note)}  ", "note")] if self.note else [Run(" ", "ground")]
        room = width - sum(cells(run.text) for run in (*left, *right)) - 1
        for action in () if self.alone else self._sort_actions():
            elsewhere = not set(self.contexts) & set(_main_contexts(action))
            if not action.footer_word or elsewhere or action.id in {*last[:1], *_PAIRS.values()}:
                continue
            if action.id in _PAIRS and action.footer_word in words:
                continue
            key_hint = self._key_hint(action.id)
            used = sum(cells(run.text) for run in key_hint)
            if used > room:
                break
            left += key_hint
            room -= used
            if key_hint:
                words.add(action.footer_word)
        return justify(tuple(left), right, width, "ground")

    def _sort_actions(self) -> list[Action[Any]]:
        """The actions of the moment: those that work only here before those of what lies below."""
        order = {context: n for n, context in enumerate(self.contexts) if context not in PANES}
        last = len(order)

        def find_place(action: Action[Any]) -> int:
            return min((order.get(context, last) for context in action.contexts), default=last)

        return sorted(self._keymap.actions.values(), key=find_place)

    def _key_hint(self, action_id: str) -> Line:
        target = self._ids.index(action_id)
        keys: Line = (Run(self._keymap.label(action_id), "key", target),)
        word = tr_in("footer", self._keymap.actions[action_id].footer_word)
        opposite = _PAIRS.get(action_id)
        if opposite:
            keys = (*keys, Run("/", "key"), Run(self._keymap.label(opposite), "key", self._ids.index(opposite)))
        return (*keys, Run(f" {word}", "word", target), Run("  ", "ground")) if keys[0].text else ()

    def find_jump_places(self) -> Iterable[Offset]:
        """Give the beginnings of the key hints."""
        x, seen = 0, set()
        for run in self.line(self.size.width):
            if run.target != NOWHERE and run.target not in seen:
                seen.add(run.target)
                yield Offset(x, 0)
            x += cells(run.text)

    def on_click(self, event: events.Click) -> None:
        """Tell which action was clicked."""
        event.stop()
        target = target_at(self.line(self.size.width), event.x)
        if target != NOWHERE:
            self.post_message(self.Chosen(self._ids[target]))
