"""Every action of the reader in one table: its keys, where they work, and the controller that carries it out.

Keys, palette, command line, help, footer and docs are derived from it; each group that help shows has its module.
To find the file that handles a key, read its row: `c.marks.toggle(…)` is a method of the controller that
`controllers/composition.py` calls `marks`.
"""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from tuinews.ui.actions import article, dialogs, feeds, marks, movement, screen, search, stories
from tuinews.ui.actions.presets import PRESETS
from tuinews.ui.keys.action import Action, Group
from tuinews.ui.keys.keymap import Keymap

if TYPE_CHECKING:
    from tuinews.ui.controllers.composition import Controllers

__all__ = ["ACTIONS", "GROUPS", "PRESETS", "keymap_of"]

GROUPS: "tuple[Group[Controllers], ...]" = (
    movement.GROUP,
    article.GROUP,
    marks.GROUP,
    search.GROUP,
    stories.GROUP,
    feeds.GROUP,
    screen.GROUP,
    dialogs.GROUP,
)

ACTIONS: "dict[str, Action[Controllers]]" = {action.id: action for group in GROUPS for action in group.actions}
"""Every action by its id."""


def keymap_of(
    preset: str = "vim",
    overrides: Mapping[str, Sequence[str]] | None = None,
    commands: Mapping[str, Sequence[str]] | None = None,
) -> Keymap:
    """The keys that a preset and the user's own choices give to the actions, the user's own commands among them."""
    keymap = Keymap(GROUPS, PRESETS.get(preset), overrides, PRESETS)
    if commands:
        from tuinews.ui.controllers.commands.own_commands import make_own_group

        keymap.add_group(make_own_group(commands))
    return keymap
