"""Actions as items of a list: for help, for the palette, and for the keys of lists themselves."""

from collections.abc import Iterable, Iterator
from typing import Any

from tuinews.model.language import find_language, tr
from tuinews.ui.keys.action import Action
from tuinews.ui.keys.contexts import CONTEXTS, MENU
from tuinews.ui.keys.keymap import Keymap, show
from tuinews.ui.keys.outside_commands import OUTSIDE_COMMANDS
from tuinews.ui.paint.text.graphemes import cells, pad
from tuinews.ui.paint.text.runs import Run, line_text
from tuinews.ui.paint.text.wrap import wrap
from tuinews.ui.widgets.menu import WIDEST_LEAD, MenuItem

_MENU_KEYS = 14
"""Cells of the keys of a list to choose from."""

_NARROW = 60
"""Cells of a line below which an action shows but one of its keys."""


def help_items(keymap: Keymap, pane: str, width: int) -> Iterator[MenuItem]:
    """Give every action of the panes, those first that are special to this pane; `width` is a line's in cells."""
    groups = {tr(group.title): [a for a in group.actions if a.in_panes] for group in keymap.groups}
    here = [a for actions in groups.values() for a in actions if pane in a.contexts and len(a.contexts) < 3]
    every = [a for actions in groups.values() for a in actions]
    told = {action.id: [*items] for action, items in _describe_actions(every, keymap, width)}
    yield MenuItem(tr("In this pane ({pane})", pane=pane if find_language() == "en" else tr(CONTEXTS[pane].title)))
    for action in here:
        yield from told[action.id]
    for title, actions in groups.items():
        if actions:
            yield MenuItem(title)
        for action in actions:
            if action not in here:
                yield from told[action.id]
    yield from outside_items()


def palette_items(keymap: Keymap, pane: str, width: int) -> Iterator[MenuItem]:
    """Give the actions that the palette offers in this pane; `width` is that of a line in cells."""
    offered = [a for a in keymap.actions.values() if a.palette and pane in a.contexts and a.id != "palette"]
    for _, items in _describe_actions(offered, keymap, width):
        yield from items
    yield from outside_items()


def outside_items() -> Iterator[MenuItem]:
    """Give what only commands do, each with its command."""
    yield MenuItem(tr("On the command line"))
    for outside in OUTSIDE_COMMANDS:
        yield MenuItem(tr(outside.title), outside, outside.command, words=" ".join(outside.words), firm=True)


def menu_keys(keymap: Keymap, context: str = MENU) -> Iterator[MenuItem]:
    """Give what the keys do in a list to choose from, those first that only a list of this context has."""
    yield MenuItem(tr("In this list"))
    yield MenuItem(tr("{pad}Show what holds them", pad=pad(tr("letters"), _MENU_KEYS)), quiet=True)
    actions = keymap.actions.values()
    for action in dict.fromkeys(action for name in (context, MENU) for action in actions if name in action.contexts):
        yield MenuItem(f"{pad(keymap.label(action.id, 2), _MENU_KEYS)}{tr(action.title)}", quiet=True)


def _describe_actions(
    actions: Iterable[Action[Any]], keymap: Keymap, width: int
) -> Iterator[tuple[Action[Any], Iterator[MenuItem]]]:
    """Give each action with its lines."""
    count = 1 if width < _NARROW else 2
    leads = {action: "  ".join(map(show, keymap.keys(action.id)[:count])) for action in actions}
    room = width - 3 - min(WIDEST_LEAD, max(map(cells, leads.values()), default=0))
    for action, lead in leads.items():
        yield action, _wrap_action(action, lead, room)


def _wrap_action(action: Action[Any], lead: str, room: int) -> Iterator[MenuItem]:
    """Give the lines of an action: its title beside its keys, and below it what has no room there."""
    first, *rest = _lines(tr(action.title), room)
    about = tr(action.help)
    beside = not rest and cells(first) + cells(about) + 2 <= room
    named = f":{action.id}" if not about and cells(first) + cells(action.id) + 3 <= room else ""
    detail = about if about and beside else named
    yield MenuItem(first, action, detail, lead, words=" ".join((action.id, *action.words)))
    yield from (MenuItem(line, quiet=True, rest=True) for line in rest)
    if about and not beside:
        yield from (MenuItem(line, quiet=True) for line in _lines(about, room))


def _lines(text: str, width: int) -> list[str]:
    return [line_text(line).rstrip() for line in wrap([Run(text, "title")], max(1, width))]
