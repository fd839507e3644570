"""Which keys do what: the table of actions, a preset and the user's keys as one map for each context."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from tuinews.model.language import tr, tr_later
from tuinews.ui.keys.action import Action, Group
from tuinews.ui.keys.contexts import CONTEXTS

Chord = tuple[str, ...]
"""Keys pressed one after the other."""


class Bound(NamedTuple):
    """A chord and the action that it is bound to."""

    chord: Chord
    action: Action[Any]


class Clash(NamedTuple):
    """Two actions that want the same chord in the same context."""

    chord: Chord
    first: str
    second: str


class Keymap:
    """Finds the action of a chord. Of three layers the upper one wins: the user's keys, the preset's, the table's own.

    `groups` is the table of actions; `preset` and `overrides` give keys to actions by their ids, `presets` are those
    that can be chosen later by their names. There is one for the whole run: all who hold it see its keys of now.
    """

    def __init__(
        self,
        groups: Sequence[Group[Any]],
        preset: Mapping[str, Sequence[str]] | None = None,
        overrides: Mapping[str, Sequence[str]] | None = None,
        presets: Mapping[str, Mapping[str, Sequence[str]]] | None = None,
    ) -> None:
        self.table = tuple(groups)
        """The actions that are always there, in their groups."""
        self.groups = self.table
        """The table, and behind it the actions that are there because of what the user has."""
        self.actions: dict[str, Action[Any]] = {}
        """Every action by its id, in the order of the table."""
        self.unknown: tuple[str, ...] = ()
        """Actions that the settings name and that do not exist."""
        self.clashes: list[Clash] = []
        """Within one layer: of those the action named first has the keys."""
        self.taken: list[Clash] = []
        """What the user's own keys, named first, take from actions that have them otherwise."""
        self._bound: list[Bound] = []
        self._preset, self._overrides = dict(preset or {}), dict(overrides or {})
        self._presets = presets or {}
        self._added: dict[str, Group[Any]] = {}
        self._bind()

    def give_keys(self, preset: str, overrides: Mapping[str, Sequence[str]]) -> None:
        """Have other keys from now on: those of the preset of that name, and the user's own."""
        self._preset, self._overrides = dict(self._presets.get(preset, {})), dict(overrides)
        self._bind()

    def add_group(self, group: Group[Any]) -> None:
        """Have these actions as well, in place of those of a group of that title; their keys are the user's own."""
        if _describe(group) != _describe(self._added.get(group.title)):
            self._added[group.title] = group
            self._bind()

    def _bind(self) -> None:
        more = [group for group in self._added.values() if group.actions]
        self.groups = (*self.table, *more)
        self.actions.clear()
        self.actions.update({action.id: action for group in self.groups for action in group.actions})
        overrides, chosen = self._overrides, self._preset
        added = {action.id: action.keys for group in more for action in group.actions}
        by_user = added | {name: tuple(keys) for name, keys in overrides.items() if name in self.actions}
        self.unknown = tuple(name for name in overrides if name not in self.actions)
        self.clashes, self.taken, self._bound = [], [], []
        self._lay(by_user)
        self._lay({name: keys for name, keys in chosen.items() if name not in by_user})
        self._lay({a.id: a.keys for a in self.actions.values() if a.id not in by_user and a.id not in chosen})
        self.taken = [clash for clash in self.taken if clash.first in by_user]
        order = {name: n for n, name in enumerate(self.actions)}
        self._bound.sort(key=lambda bound: order[bound.action.id])
        self._by_context = {context: self._of(context) for context in CONTEXTS}

    def find_rivals(self, chord: Chord, contexts: Sequence[str], but: str = "") -> tuple[Bound, ...]:
        """Return what would lose its keys if an action that works in some contexts got this chord.

        That is who has the same chord, its beginning, or a longer one; `but` is the id of the action itself.
        """
        return tuple(
            bound
            for bound in self._bound
            if bound.action.id != but
            and _begin_alike(bound.chord, chord)
            and set(bound.action.contexts) & set(contexts)
        )

    def _lay(self, layer: Mapping[str, Sequence[str]]) -> None:
        """Bind the keys of a layer below those that are there, as far as they are free."""
        # by their first keys: chords that begin otherwise cannot clash, and a map is made at every start
        above, here = defaultdict[str, list[Bound]](list), defaultdict[str, list[Bound]](list)
        for bound in self._bound:
            above[bound.chord[0]].append(bound)
        for name, keys in layer.items():
            action = self.actions[name]
            for chord in (tuple(key.split()) for key in keys if key.strip()):
                above_it = next((b for b in above[chord[0]] if _clash(b, chord, action)), None)
                rival = next((b for b in here[chord[0]] if _clash(b, chord, action)), None)
                if above_it is not None:
                    self.taken.append(Clash(chord, above_it.action.id, name))
                elif rival is not None:
                    self.clashes.append(Clash(chord, rival.action.id, name))
                else:
                    here[chord[0]].append(Bound(chord, action))
                    self._bound.append(here[chord[0]][-1])

    def _of(self, context: str) -> dict[Chord, Action[Any]]:
        return {bound.chord: bound.action for bound in self._bound if context in bound.action.contexts}

    def action(self, chord: Chord, context: str) -> Action[Any] | None:
        """Return the action of the chord in a context, or `None`."""
        return self._by_context[context].get(chord)

    def find_longer(self, chord: Chord, context: str) -> tuple[Bound, ...]:
        """Return the longer chords that begin with this one."""
        size = len(chord)
        found = self._by_context[context].items()
        return tuple(Bound(keys, action) for keys, action in found if len(keys) > size and keys[:size] == chord)

    def keys(self, action_id: str) -> tuple[Chord, ...]:
        """Return the chords of an action, the main one first."""
        return tuple(bound.chord for bound in self._bound if bound.action.id == action_id)

    def label(self, action_id: str, limit: int = 1) -> str:
        """Return the first chords of an action as the user would write them; `""` when it has none."""
        return ", ".join(show(chord) for chord in self.keys(action_id)[:limit])


def _clash(taken: Bound, chord: Chord, action: Action[Any]) -> bool:
    """Return whether two chords of different actions begin alike and work in a common context."""
    alike = _begin_alike(taken.chord, chord)
    return alike and bool(set(taken.action.contexts) & set(action.contexts)) and taken.action is not action


def _begin_alike(one: Chord, other: Chord) -> bool:
    size = min(len(one), len(other))
    return one[:size] == other[:size]


def _describe(group: Group[Any] | None) -> list[tuple[str, ...]]:
    """Return what makes a group another one."""
    return [] if group is None else [(action.id, action.title, action.help, *action.keys) for action in group.actions]


_SHOWN = {
    "enter": tr_later("Enter"),
    "escape": tr_later("Esc"),
    "space": tr_later("Space"),
    "tab": tr_later("Tab"),
    "up": "↑",
    "down": "↓",
    "left": "←",
    "right": "→",
    "pageup": "PgUp",
    "pagedown": "PgDn",
    "home": tr_later("Home"),
    "end": tr_later("End"),
    "delete": tr_later("Del"),
    "backspace": tr_later("Backspace"),
}
_MODIFIERS = {"ctrl": tr_later("Ctrl"), "alt": tr_later("Alt"), "shift": tr_later("Shift")}


def show(chord: Chord) -> str:
    """Return a chord as the user would write it: `g g`, `Ctrl-d`, `Enter`."""
    return " ".join(_show_key(key) for key in chord)


def _show_key(key: str) -> str:
    *modifiers, name = key.split("+") if len(key) > 1 else [key]
    shown = tr(_SHOWN.get(name, "")) or (name.upper() if name[:1] == "f" and name[1:].isdigit() else name)
    return "-".join([*(tr(_MODIFIERS.get(word, word)) for word in modifiers), shown])


def token(key: str, character: str | None) -> str:
    """Return a pressed key as the table writes it: the character if it prints one, else the name of the key."""
    if character is not None and character.isprintable() and character != " ":
        return character
    return key
