"""Which keys do what: the table of actions, a preset and the user's own keys, made into one map per context."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from tuinews.ui.keys.action import Action, Group
from tuinews.ui.keys.contexts import CONTEXTS

Chord = tuple[str, ...]
"""Keys pressed one after the other."""


class Bound(NamedTuple):
    """A chord, what it does, and where."""

    chord: Chord
    action: Action[Any]


class Clash(NamedTuple):
    """Two actions that want the same keys in the same context."""

    chord: Chord
    first: str
    second: str


class Keymap:
    """Looks chords up. Later layers win: the table's own keys, the preset's, the user's.

    `groups` is the table of actions; `preset` and `overrides` give other keys to actions, by their ids.
    """

    def __init__(
        self,
        groups: Sequence[Group[Any]],
        preset: Mapping[str, Sequence[str]] | None = None,
        overrides: Mapping[str, Sequence[str]] | None = None,
    ) -> None:
        self.groups = tuple(groups)
        self.actions: dict[str, Action[Any]] = {action.id: action for group in groups for action in group.actions}
        """Every action by its id, in the order of the table."""
        by_user = {name: tuple(keys) for name, keys in (overrides or {}).items() if name in self.actions}
        self.unknown = tuple(name for name in overrides or {} if name not in self.actions)
        """Actions that the settings name and that do not exist."""
        self.clashes: list[Clash] = []
        """Within one layer: of those the action named first has the keys."""
        self.taken: list[Clash] = []
        """What the user's own keys, named first, take from actions that have them otherwise."""
        self._bound: list[Bound] = []
        chosen = preset or {}
        self._lay(by_user)
        self._lay({name: keys for name, keys in chosen.items() if name not in by_user})
        self._lay({a.id: a.keys for a in self.actions.values() if a.id not in by_user and a.id not in chosen})
        self.taken = [clash for clash in self.taken if clash.first in by_user]
        order = {name: n for n, name in enumerate(self.actions)}
        self._bound.sort(key=lambda bound: order[bound.action.id])
        self._by_context = {context: self._of(context) for context in CONTEXTS}

    def _lay(self, layer: Mapping[str, Sequence[str]]) -> None:
        """Add a layer below those that are there: it gets the keys that are still free."""
        above = tuple(self._bound)
        for name, keys in layer.items():
            action = self.actions[name]
            for chord in (tuple(key.split()) for key in keys):
                above_it = next((b for b in above if _in_the_way(b, chord, action)), None)
                if above_it is not None:
                    self.taken.append(Clash(chord, above_it.action.id, name))
                    continue
                rival = next((b for b in self._bound[len(above) :] if _in_the_way(b, chord, action)), None)
                if rival is not None:
                    self.clashes.append(Clash(chord, rival.action.id, name))
                elif chord:
                    self._bound.append(Bound(chord, action))

    def _of(self, context: str) -> dict[Chord, Action[Any]]:
        return {bound.chord: bound.action for bound in self._bound if context in bound.action.contexts}

    def action(self, chord: Chord, context: str) -> Action[Any] | None:
        """What the chord does in a context, if anything."""
        return self._by_context[context].get(chord)

    def continued(self, chord: Chord, context: str) -> tuple[Bound, ...]:
        """The chords that begin with this one and go on, for the which-key popup."""
        size = len(chord)
        found = self._by_context[context].items()
        return tuple(Bound(keys, action) for keys, action in found if len(keys) > size and keys[:size] == chord)

    def keys(self, action_id: str) -> tuple[Chord, ...]:
        """The chords of an action, the first one first."""
        return tuple(bound.chord for bound in self._bound if bound.action.id == action_id)

    def label(self, action_id: str, limit: int = 1) -> str:
        """An action's chords as the user would write them; `""` when it has none."""
        return ", ".join(show(chord) for chord in self.keys(action_id)[:limit])


def _in_the_way(taken: Bound, chord: Chord, action: Action[Any]) -> bool:
    """Whether one chord begins with the other and both work in some context."""
    size = min(len(taken.chord), len(chord))
    same = taken.chord[:size] == chord[:size]
    return same and bool(set(taken.action.contexts) & set(action.contexts)) and taken.action is not action


_SHOWN = {
    "enter": "Enter",
    "escape": "Esc",
    "space": "Space",
    "tab": "Tab",
    "up": "↑",
    "down": "↓",
    "left": "←",
    "right": "→",
    "pageup": "PgUp",
    "pagedown": "PgDn",
    "home": "Home",
    "end": "End",
    "delete": "Del",
    "backspace": "Backspace",
}
_MODIFIERS = {"ctrl": "Ctrl", "alt": "Alt", "shift": "Shift"}


def show(chord: Chord) -> str:
    """A chord as the user would write it: `g g`, `Ctrl-d`, `Enter`."""
    return " ".join(_show_key(key) for key in chord)


def _show_key(key: str) -> str:
    *modifiers, name = key.split("+") if len(key) > 1 else [key]
    shown = _SHOWN.get(name) or (name.upper() if name[:1] == "f" and name[1:].isdigit() else name)
    return "-".join([*(_MODIFIERS.get(word, word) for word in modifiers), shown])


def token(key: str, character: str | None) -> str:
    """The name of a pressed key as the table writes it: the character where it prints one, else the key's name."""
    if character is not None and character.isprintable() and character != " ":
        return character
    return key
