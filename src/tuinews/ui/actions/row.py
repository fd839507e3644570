"""What rows of the table have in common."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from tuinews.ui.keys.action import Action
from tuinews.ui.keys.contexts import ARTICLE, LIST, PANES

if TYPE_CHECKING:
    from tuinews.ui.controllers.composition import Controllers

READING = (LIST, ARTICLE)
"""Where actions on an article work."""


def move(
    id_: str,
    title: str,
    run: "Callable[[Controllers, str], object]",
    *keys: str,
    footer_word: str = "",
    contexts: tuple[str, ...] = PANES,
    text: str = "",
) -> "Action[Controllers]":
    """An action that nobody looks for in a palette."""
    return Action(id_, title, run, keys, footer_word, contexts, text, palette=False)
