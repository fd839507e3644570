"""Every row of the table of actions: found in every preset, explained, and safe to run wherever its keys work."""

from typing import Any

import pytest
from textual.widgets import Input

from tuinews.ui.actions import ACTIONS, PRESETS, keymap_of
from tuinews.ui.dialogs.manual import help_items
from tuinews.ui.keys.action import Action
from tuinews.ui.keys.contexts import ARTICLE, ITEMS, LIST, PANES
from tuinews.ui.keys.router import find_contexts
from ui.conftest import RunningReader, Start

LEAVING = {"quit", "interrupt", "suspend", "leave", "step-back"}
"""Actions that end or stop the reader, where there is nothing to go back from."""

RUN = [action for action in ACTIONS.values() if action.in_panes and action.id not in LEAVING]


CHORDS = {action.id: (f"f9 {chr(ord('a') + n // 10)} {n % 10}",) for n, action in enumerate(RUN)}
"""A key for every action, also for those that have none."""


@pytest.mark.parametrize("preset", PRESETS)
def test_every_action_has_a_key_or_is_in_the_palette(preset: str) -> None:
    keymap = keymap_of(preset)
    assert [action.id for action in ACTIONS.values() if not keymap.keys(action.id) and not action.palette] == []
    assert keymap.clashes == []


def test_no_preset_takes_every_key_of_an_action_that_vim_has() -> None:
    vim = keymap_of("vim")
    for preset in PRESETS:
        keymap = keymap_of(preset)
        assert [name for name in ACTIONS if vim.keys(name) and not keymap.keys(name)] == [], preset


def test_every_action_is_explained() -> None:
    explained = {item.value.id for item in help_items(keymap_of(), LIST, 80) if isinstance(item.value, Action)}
    assert {action.id for action in ACTIONS.values() if action.in_panes} == explained
    assert all(action.title[:1].isupper() and not action.title.endswith(".") for action in ACTIONS.values())
    assert all(action.help == "" or action.help.endswith((".", "?")) for action in ACTIONS.values())


@pytest.mark.parametrize("turn", range(3))
async def test_every_action_can_be_run_where_its_keys_work(start: Start, turn: int) -> None:
    """Each in one of its panes, which go round."""
    async with start(size=(80, 24), browser=("true",), overrides=CHORDS) as desk:
        ran, tried = note_what_runs(desk), set[object]()
        for n, action in enumerate(RUN):
            panes = [pane for pane in PANES if pane in action.contexts]
            if n % 3 == turn:
                await stand_in(desk, panes[n // 3 % len(panes)])
                await run(desk, action.id)
                assert ran[-1] == action.id, f"the key of {action.id} did {ran[-1]}"
                await check_dialog(desk, action.id, tried)
                await close_all(desk, action.id)


def note_what_runs(desk: RunningReader) -> list[str]:
    """Return a list that the ids of actions come into when they are carried out."""
    ran: list[str] = []
    router = desk.screen.controllers.keys._router
    carry_out = router._run

    def note(action: Action[Any]) -> object:
        ran.append(action.id)
        return carry_out(action)

    router._run = note
    return ran


async def run(desk: RunningReader, name: str) -> None:
    await desk.press(*CHORDS[name][0].split())


async def stand_in(desk: RunningReader, pane: str) -> None:
    """Be in a pane, with an article open if it is the article's."""
    session = desk.screen.session
    session.zen = False
    if session.listing.place.kind != "everything" or not desk.screen.panes.list.ids:
        await run(desk, "everything")
    if pane == ARTICLE and session.article is None:
        await run(desk, "open")
    if session.pane != pane:
        await run(desk, {LIST: "focus-list", ARTICLE: "focus-article"}.get(pane, "focus-feeds"))


async def check_dialog(desk: RunningReader, name: str, tried: set[object]) -> None:
    """In every dialog the footer has its keys, and in lists of every class j moves until something is to be typed."""
    question, menu = desk.screen.interaction.question, desk.screen.interaction.menu
    contexts = desk.screen.panes.footer.contexts
    if desk.screen.panes.jump is None:  # which lies over the footer, too, with a line of its own
        layers = question.key_layers if question is not None else desk.screen.panes.stack
        assert contexts == find_contexts(layers), name
    if menu is None:
        return
    among_items = ITEMS in contexts
    assert among_items != (isinstance(menu.attended, Input) and menu.attended.has_focus), name
    if (type(menu), among_items) in tried:
        return
    tried.add((type(menu), among_items))
    before = menu._menu.cursor
    await desk.press("j")
    assert menu.narrowed != among_items, f"j in {name}"
    if among_items:
        choices = sum(item.value is not None for item in menu._menu._items)
        assert (menu._menu.cursor > before) == (choices > 1), f"j in {name}"
        await desk.press("/", "j", "k")
        assert menu._input.value == "jk", f"/ in {name}"
        assert ITEMS not in desk.screen.panes.footer.contexts, name


async def close_all(desk: RunningReader, name: str) -> None:
    """Leave all dialogs that an action opened, by the key that every dialog has."""
    for _ in range(5):
        panes = desk.screen.panes
        view = panes.article_if_made
        asks = desk.screen.interaction.question is not None
        if not asks and panes.jump is None and not (view is not None and view.hints.shown):
            break
        await desk.press("escape")
    assert desk.screen.is_current, f"{name} opens what Escape does not close"
    assert desk.app.is_running, name
    assert desk.app.return_code is None, name
    assert not desk.screen.session.leaving, name
