"""The guided first use: each step waits for its key, and it can be left at any time."""

import re

from textual.widgets import Static

from tuinews.ui.actions import ACTIONS, keymap_of
from tuinews.ui.controllers.tour import STEPS, fill_keys
from ui.conftest import RunningReader, Start


def said(desk: RunningReader) -> str:
    box = desk.screen.query_one("#tour", Static)
    return str(box.render()) if box.display else ""


async def test_the_tour_is_gone_through_by_its_keys_and_no_others(start: Start) -> None:
    async with start(size=(80, 24)) as desk:
        await desk.press(":", *"tour", "enter")
        assert said(desk).startswith("Tour 1/16 · Welcome")
        await desk.press("k")
        assert said(desk).startswith("Tour 1/16"), "another key changes nothing"
        keys = [("j",), ("enter",), ("space",), ("n",), ("s",), ("z",), ("t",), ("escape",), ("g", "b"), ("g", "i")]
        for step, pressed in enumerate(keys, 2):
            await desk.press(*pressed)
            assert said(desk).startswith(f"Tour {step}/16"), pressed
        await desk.press("/", *"harbour", "enter")
        assert said(desk).startswith("Tour 13/16")
        await desk.press("q", "?", "escape")
        assert said(desk).startswith("Tour 16/16 · That is the tour. In your own reader a adds a feed")
        await desk.press(":", *"tour", "enter")
        assert said(desk) == ""
        assert desk.told[-1] == "The tour is over; :tour begins it again."


def test_every_step_names_actions_that_there_are_with_their_keys() -> None:
    for preset in ("vim", "newsboat", "gmail", "arrows"):
        keymap = keymap_of(preset)
        labels = {action_id: keymap.label(action_id) for action_id in ACTIONS}
        for step in STEPS:
            assert set(step.done_by) <= set(ACTIONS)
            assert set(re.findall(r"{(.*?)}", step.sentence)) <= set(ACTIONS)
            assert "{" not in fill_keys(step.sentence, "", labels)
