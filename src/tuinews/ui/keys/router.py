"""From keys to actions: each key is looked up in the contexts on the screen, the top one first."""

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from textual import events

from tuinews.ui.keys.action import Action
from tuinews.ui.keys.contexts import CONTEXTS
from tuinews.ui.keys.keymap import Chord, Keymap, token
from tuinews.ui.keys.typeahead import Typed


class Layer(NamedTuple):
    """A context that is on the screen."""

    context: str
    take_text: Callable[[Typed], None] | None = None
    """Gets what is bound to no action; `None`: such keys mean nothing here."""


Stack = Sequence[Layer]
"""The contexts on the screen, the top one last."""


def find_contexts(stack: Stack) -> tuple[str, ...]:
    """Return the contexts in which a key is looked up now, in that order."""
    names = []
    for layer in reversed(stack):
        names.append(layer.context)
        if not CONTEXTS[layer.context].through:
            break
    return tuple(names)


class Router:
    """Takes each key, or a chord of them, to its action.

    `stack` tells the contexts that are on the screen. `run` carries an action out, and tells with `False` that the key
    was not meant for it. `chord_begun` hears of a chord that can go on (an empty one: none any more), and `unknown` of
    one that means nothing here.
    """

    def __init__(
        self,
        keymap: Keymap,
        stack: Callable[[], Stack],
        run: Callable[[Action[Any]], object],
        chord_begun: Callable[[Chord], None],
        unknown: Callable[[Chord], None],
    ) -> None:
        self._keymap = keymap
        self._stack = stack
        self._run = run
        self._chord_begun = chord_begun
        self._unknown = unknown
        self._begun: Chord = ()

    def take(self, event: Typed) -> None:
        """Run the action of a key, or give the key to the top context as text."""
        stack = self._stack()
        take_text = stack[-1].take_text
        if isinstance(event, events.Key):
            chord = (*self._begun, token(event.key, event.character))
            contexts = find_contexts(stack)
            action = self._action(chord, contexts)
            if action is not None:
                self._begin(())
                if self._run(action) is not False:
                    return
            elif self._goes_on(chord, contexts):
                self._begin(chord)
                return
            else:
                self._begin(())
                if take_text is None:
                    self._unknown(chord)
        if take_text is not None:
            take_text(event)

    def forget(self) -> None:
        """Forget the keys of an unfinished chord."""
        self._begin(())

    def _action(self, chord: Chord, contexts: Sequence[str]) -> Action[Any] | None:
        """Return the action of the chord; a context that knows a longer chord hides those below."""
        for context in contexts:
            found = self._keymap.action(chord, context)
            if found is not None or self._keymap.find_longer(chord, context):
                return found
        return None

    def _goes_on(self, chord: Chord, contexts: Sequence[str]) -> bool:
        return any(self._keymap.find_longer(chord, context) for context in contexts)

    def _begin(self, chord: Chord) -> None:
        self._begun = chord
        self._chord_begun(chord)
