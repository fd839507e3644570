"""A row of the table of actions."""

from collections.abc import Callable
from typing import Generic, NamedTuple, TypeVar

from tuinews.ui.keys.contexts import PANES

Target = TypeVar("Target")


class Action(NamedTuple, Generic[Target]):
    """Something the reader can be told to do."""

    id: str
    title: str
    """A verb phrase for palette and help."""
    run: Callable[[Target, str], object]
    """Does it: gets the controllers and what was typed behind the name; `False`: the key was not meant for it."""
    keys: tuple[str, ...] = ()
    """Of the preset `vim`; a chord is keys with spaces between: `g g`."""
    footer_word: str = ""
    """A word for the footer; `""` keeps it out."""
    contexts: tuple[str, ...] = PANES
    """Where its keys work."""
    help: str = ""
    """What the title leaves open, as a sentence."""
    palette: bool = True
    """Whether the palette offers it."""
    argument: str = ""
    """What the command line takes after it."""
    words: tuple[str, ...] = ()
    """Everyday words for it, by which it is found as well."""
    needs_article: bool = False
    """Whether it does something with an article or a headline: where there is none, it is told that there is none."""

    @property
    def in_panes(self) -> bool:
        """Whether it works in a pane: then it is in help and can be typed by its name."""
        return any(context in PANES for context in self.contexts)


class Group(NamedTuple, Generic[Target]):
    """Actions that help shows under one heading."""

    title: str
    actions: tuple[Action[Target], ...]
