"""From keys to actions: contexts over one another, chords, and keys that are text."""

from collections.abc import Sequence
from typing import Any

from textual import events

from tuinews.ui.keys.action import Action, Group
from tuinews.ui.keys.contexts import (
    ARTICLE,
    CONTEXTS,
    GALLERY,
    HINTS,
    ITEMS,
    KEYS,
    LINK,
    LIST,
    MENU,
    PANES,
    PICKS,
    SETTINGS,
    STORY,
    TOPICS,
)
from tuinews.ui.keys.keymap import Chord, Keymap
from tuinews.ui.keys.router import Layer, Router, find_contexts
from tuinews.ui.keys.typeahead import Typed


def nothing(_target: object, _typed: str) -> None:
    return None


def refused(_target: object, _typed: str) -> bool:
    return False


TABLE = Group(
    "Everything",
    (
        Action("down", "Go down", nothing, ("j",)),
        Action("top", "Go to the top", nothing, ("g g",)),
        Action("open", "Open", nothing, ("enter",)),
        Action("open-link", "Open the link", nothing, ("enter",), contexts=(LINK,)),
        Action("jump", "Jump", nothing, ("g l",), contexts=(LINK,)),
        Action("cancel", "Cancel", nothing, ("escape",), contexts=(HINTS,)),
        Action("explain", "Explain", refused, ("?",), contexts=(MENU,)),
    ),
)


class Routed:
    """A router with what came out of it."""

    def __init__(self, *contexts: str) -> None:
        self.text: list[str] = []
        self.ran: list[str] = []
        self.begun: list[Chord] = []
        self.unknown: list[Chord] = []
        self.contexts: Sequence[str] = contexts
        self.router = Router(Keymap((TABLE,)), self.stack, self.run, self.begun.append, self.unknown.append)

    def stack(self) -> tuple[Layer, ...]:
        return tuple(Layer(name, None if name in {*PANES, LINK} else self.take) for name in self.contexts)

    def run(self, action: Action[Any]) -> object:
        self.ran.append(action.id)
        return action.run(None, "")

    def take(self, event: Typed) -> None:
        self.text.append(event.key if isinstance(event, events.Key) else event.text)

    def press(self, *keys: str) -> None:
        for key in keys:
            self.router.take(events.Key(key, key if len(key) == 1 else None))


def test_a_key_means_what_the_top_context_says() -> None:
    routed = Routed(ARTICLE, LINK)
    routed.press("enter")
    assert routed.ran == ["open-link"]


def test_a_context_lets_through_what_it_does_not_know_only_where_its_row_says_so() -> None:
    routed = Routed(ARTICLE, LINK)
    routed.press("j")
    assert routed.ran == ["down"]
    routed = Routed(ARTICLE, HINTS)
    routed.press("j")
    assert (routed.ran, routed.text) == ([], ["j"])


def test_only_the_lookup_of_contexts_that_let_through_goes_on() -> None:
    assert find_contexts((Layer(ARTICLE), Layer(LINK))) == (LINK, ARTICLE)
    assert find_contexts((Layer(ARTICLE), Layer(HINTS))) == (HINTS,)
    assert [name for name, context in CONTEXTS.items() if context.through] == [
        STORY,
        GALLERY,
        LINK,
        TOPICS,
        PICKS,
        ITEMS,
        SETTINGS,
        KEYS,
    ]


def test_what_a_context_knows_how_to_go_on_with_hides_the_same_beginning_below() -> None:
    routed = Routed(ARTICLE, LINK)
    routed.press("g", "l")
    assert routed.ran == ["jump"]


def test_a_chord_waits_for_its_end_and_is_told_of() -> None:
    routed = Routed(LIST)
    routed.press("g")
    assert (routed.ran, routed.begun) == ([], [("g",)])
    routed.press("g")
    assert (routed.ran, routed.begun[-1]) == (["top"], ())


def test_a_chord_that_goes_wrong_is_unknown_and_forgotten() -> None:
    routed = Routed(LIST)
    routed.press("g", "x", "j")
    assert (routed.unknown, routed.ran) == ([("g", "x")], ["down"])


def test_a_chord_that_was_begun_can_be_forgotten() -> None:
    routed = Routed(LIST)
    routed.press("g")
    routed.router.forget()
    routed.press("g")
    assert routed.ran == []


def test_a_key_that_an_action_refuses_is_text() -> None:
    routed = Routed(MENU)
    routed.press("?")
    assert (routed.ran, routed.text) == (["explain"], ["?"])


def test_what_is_pasted_is_text_where_text_is_taken_and_nothing_elsewhere() -> None:
    menu, pane = Routed(MENU), Routed(LIST)
    for routed in (menu, pane):
        routed.router.take(events.Paste("j"))
    assert (menu.text, menu.ran) == (["j"], [])
    assert (pane.text, pane.ran, pane.unknown) == ([], [], [])
