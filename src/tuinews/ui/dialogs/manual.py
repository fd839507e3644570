"""The table of actions as a list to read and to choose from, folded to the room there is."""

from collections.abc import Iterable, Iterator

from tuinews.ui.actions import ACTIONS, GROUPS, Action
from tuinews.ui.keys.keymap import Keymap, show
from tuinews.ui.paint.text.graphemes import cells
from tuinews.ui.paint.text.runs import Run, text_of
from tuinews.ui.paint.text.wrap import wrap
from tuinews.ui.widgets.menu import WIDEST_LEAD, Item

_NARROW = 60
"""Cells of a line below which an action shows but one of its keys."""


def help_items(keymap: Keymap, pane: str, width: int) -> Iterator[Item]:
    """Every action, those first that work in this pane and not in all; `width` is that of a line in cells."""
    here = [a for group in GROUPS for a in group.actions if pane in a.panes and len(a.panes) < 3]
    told = {item.id: [*items] for item, items in _told(ACTIONS.values(), keymap, width)}
    yield Item(f"In this pane ({pane})")
    for action in here:
        yield from told[action.id]
    for group in GROUPS:
        yield Item(group.title)
        for action in group.actions:
            if action not in here:
                yield from told[action.id]


def palette_items(keymap: Keymap, pane: str, width: int) -> Iterator[Item]:
    """The actions that somebody may look for and that work in this pane."""
    offered = [a for a in ACTIONS.values() if a.palette and pane in a.panes and a.id != "palette"]
    for _, items in _told(offered, keymap, width):
        yield from items


def _told(actions: Iterable[Action], keymap: Keymap, width: int) -> Iterator[tuple[Action, Iterator[Item]]]:
    """Each action with its lines."""
    count = 1 if width < _NARROW else 2
    leads = {action: "  ".join(map(show, keymap.keys(action.id)[:count])) for action in actions}
    room = width - 3 - min(WIDEST_LEAD, max(map(cells, leads.values()), default=0))
    for action, lead in leads.items():
        yield action, _folded(action, lead, room)


def _folded(action: Action, lead: str, room: int) -> Iterator[Item]:
    """An action's title beside its keys; what has no room there stands below it."""
    first, *rest = _lines(action.title, room)
    beside = not rest and cells(first) + cells(action.help) + 2 <= room
    named = f":{action.id}" if not action.help and cells(first) + cells(action.id) + 3 <= room else ""
    yield Item(first, action, action.help if action.help and beside else named, lead)
    yield from (Item(line, quiet=True, rest=True) for line in rest)
    if action.help and not beside:
        yield from (Item(line, quiet=True) for line in _lines(action.help, room))


def _lines(text: str, width: int) -> list[str]:
    return [text_of(line).rstrip() for line in wrap([Run(text, "title")], max(1, width))]
