"""Keys on their way to actions: the contexts of the moment, the router, the popup of a chord that was begun."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from time import monotonic
from typing import Any

from tuinews.model.clock import MINUTE
from tuinews.model.language import begin_small, tr
from tuinews.ui.controllers.commands.own_commands import SECTION, OwnKeys, find_command_faults, find_own_keys
from tuinews.ui.controllers.panes import Panes
from tuinews.ui.interaction import Interaction
from tuinews.ui.keys.action import Action
from tuinews.ui.keys.contexts import CONTEXTS
from tuinews.ui.keys.keymap import Chord, Keymap, show
from tuinews.ui.keys.router import Router, Stack
from tuinews.ui.keys.typeahead import Typed
from tuinews.ui.session import Session


class KeysController:
    """Takes what was typed to the open dialog, or else to the pane with the focus; `run` carries out an action."""

    def __init__(
        self,
        keymap: Keymap,
        session: Session,
        interaction: Interaction,
        panes: Panes,
        run: Callable[[Action[Any]], object],
    ) -> None:
        self._keymap = keymap
        self._session = session
        self._interaction = interaction
        self._panes = panes
        self._router = Router(keymap, self._stack, run, panes.chord_help.expect, self._tell_where)
        panes.dialog_layers = lambda: () if interaction.question is None else interaction.question.key_layers
        interaction.keys_changed = panes.annotate

    def deliver(self, event: Typed) -> bool:
        """Take what was typed; False when it has to wait. What is typed after the reader is left is dropped."""
        if self._session.leaving:
            return True
        question = self._interaction.question
        if self._interaction.holds(event) if question is None else not question.free:
            return False
        self._session.filling = False
        self._session.keys_taken += 1
        self._session.minutes_used.add(int(monotonic()) // MINUTE)
        self._router.take(event)
        if question is not None:
            self._panes.annotate()
        return True

    def forget(self) -> None:
        """Forget the keys of a chord that was begun."""
        self._router.forget()

    def tell_wrong_keys(self, file: Path | None, commands: OwnKeys) -> None:
        """Say which keys of the settings cannot be given to an action, and where in the file they are."""
        tell, where = self._interaction.tell, partial(_find_line, file, commands)
        for keys, fault in find_command_faults(commands, self._keymap.actions) if commands else ():
            tell(f"{_find_line(file, commands, own=keys)}: {fault}", "warning")
        for name in self._keymap.unknown:
            tell(
                tr(
                    "{where} gives keys to {name}, which is no action: `tuinews keys` lists them.",
                    where=where(name),
                    name=name,
                ),
                "warning",
            )
        for chord, first, second in self._keymap.clashes:
            tell(
                tr(
                    "{show} is wanted by {first} and by {second} ({where}): {first} has it.",
                    show=show(chord),
                    first=first,
                    second=second,
                    where=where(second),
                ),
                "warning",
            )

    def _stack(self) -> Stack:
        return self._panes.dialog_layers() or self._panes.stack

    def _tell_where(self, chord: Chord) -> None:
        """Say of a key that does nothing here where it does something."""
        for context in CONTEXTS.values():
            action = self._keymap.action(chord, context.name) if context.pane else None
            if action is not None:
                self._interaction.tell(
                    tr(
                        "{show} works in {title}: {title2}.",
                        show=show(chord),
                        title=tr(context.title),
                        title2=begin_small(tr(action.title)),
                    )
                )
                return


def _find_line(file: Path | None, commands: OwnKeys, name: str = "", own: str | None = None) -> str:
    """Return the file and line of an action's own keys, or of those of an own command."""
    from tuinews.config.load import describe_line

    keys = find_own_keys(name, commands) if own is None else own
    if file is None:
        return tr("The settings")
    return describe_line(file, "keys.overrides", name) if keys is None else describe_line(file, SECTION, keys)
