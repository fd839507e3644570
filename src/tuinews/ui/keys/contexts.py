"""The contexts in which keys are looked up: one row each."""

from typing import NamedTuple

FEEDS, LIST, ARTICLE, STORY, GALLERY, LINK = "feeds", "list", "article", "story", "gallery", "link"
HINTS, MENU, TOPICS, PICKS, PROMPT, FORM, TEXT = "hints", "menu", "topics", "picks", "prompt", "form", "text"
SETTINGS, KEYS, CAPTURE, COMMAND, JUMP, ITEMS = "settings", "keys", "capture", "command", "jump", "items"


class Context(NamedTuple):
    """A state of the screen in which keys have their own meaning."""

    name: str
    title: str
    """What sentences call it."""
    pane: bool = False
    """Whether it is one of the three panes, which help, palette and command line are about."""
    through: bool = False
    """Whether a key that it does not know is looked up in the context below."""


CONTEXTS: dict[str, Context] = {
    context.name: context
    for context in (
        Context(LIST, "the headlines", pane=True),
        Context(FEEDS, "the feeds", pane=True),
        Context(ARTICLE, "the article", pane=True),
        Context(STORY, "the page of a story", through=True),
        Context(GALLERY, "the pictures of an article", through=True),
        Context(LINK, "a link of the article", through=True),
        Context(HINTS, "the letters beside links"),
        Context(JUMP, "letters on everything"),
        Context(MENU, "a list to choose from"),
        Context(TOPICS, "the page of topics", through=True),
        Context(PICKS, "a list to tick", through=True),
        Context(ITEMS, "the items of a list while nothing is typed", through=True),
        Context(SETTINGS, "the page of settings", through=True),
        Context(KEYS, "the page of keys", through=True),
        Context(CAPTURE, "keys to be given to an action"),
        Context(PROMPT, "a line to type in"),
        Context(COMMAND, "the command line"),
        Context(FORM, "a form"),
        Context(TEXT, "a text to write"),
    )
}
"""Every context by its name."""

PANES = (FEEDS, LIST, ARTICLE)
"""The panes from left to right."""
