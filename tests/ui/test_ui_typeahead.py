"""Keys that wait for what the key before them began."""

import asyncio
import os
import select

import pytest
from textual.events import Key

from tuinews.ui.keys.typeahead import Typeahead, Typed
from tuinews.ui.terminal.early_keys import EarlyKeys


class Slow:
    """Something on its way that takes keys only once it is `ready`."""

    def __init__(self) -> None:
        self.ready = False
        self.taken: list[Typed] = []
        self.typeahead = Typeahead(self._deliver, patience=0.0)

    def _deliver(self, event: Typed) -> bool:
        if self.ready:
            self.taken.append(event)
        return self.ready

    async def turn(self) -> None:
        """Let the time end for which keys wait."""
        given_up = asyncio.Event()
        asyncio.get_running_loop().call_later(0.001, given_up.set)
        await given_up.wait()


@pytest.mark.parametrize(("came", "taken"), [(True, ["escape"]), (False, [])])
async def test_keys_for_a_question_are_dropped_only_while_it_is_not_seen(came: bool, taken: list[str]) -> None:  # noqa: FBT001
    slow = Slow()
    arrived = slow.typeahead.hold("question", strict=True)
    if came:
        slow.typeahead.extend_hold("question")
    slow.typeahead.press(Key("escape", None))
    await slow.turn()
    slow.ready = True
    slow.typeahead.pump()
    arrived()
    assert [event.key for event in slow.taken if isinstance(event, Key)] == taken


async def test_the_end_of_a_question_that_was_seen_ends_no_later_one() -> None:
    slow = Slow()
    first = slow.typeahead.hold("question", strict=True)
    slow.typeahead.extend_hold("question")
    slow.typeahead.hold("question", strict=True)
    first()
    assert slow.typeahead.holds(Key("j", "j"))
    await slow.turn()
    assert not slow.typeahead.holds(Key("j", "j"))


def test_enter_that_was_typed_before_the_terminal_was_taken_is_enter() -> None:
    keys, terminal = os.openpty()
    os.write(keys, b":q\r")
    select.select([terminal], [], [])  # the kernel hands on what was typed a moment later
    early = EarlyKeys()
    early.count(terminal)
    os.close(keys)
    os.close(terminal)
    typed = [Key("colon", ":"), Key("q", "q"), Key("ctrl+j", "\n"), Key("ctrl+j", "\n")]
    assert [early.restore(key).key for key in typed] == ["colon", "q", "enter", "ctrl+j"]
