"""How a feed stands in stories: shown first, beside the others, or apart from all of them."""

from typing import NamedTuple

from tuinews.model.error import UsageError
from tuinews.model.feed import FeedOptions
from tuinews.model.language import tr


class StoryRole(NamedTuple):
    """Two options of a feed, as they go together."""

    stories: bool
    """Whether its articles may be in stories with others."""
    prefer: bool
    """Whether they are shown first there."""


_ROLES = {
    "first": StoryRole(stories=True, prefer=True),
    "beside": StoryRole(stories=True, prefer=False),
    "apart": StoryRole(stories=False, prefer=False),
}


def parse_role(text: str) -> StoryRole:
    """Return what `first`, `beside` or `apart` means; raises UsageError."""
    role = _ROLES.get(text.strip().lower())
    if role is None:
        raise UsageError(tr("{text!r} is no role in stories: write first, beside or apart.", text=text))
    return role


def name_role(options: FeedOptions) -> str:
    """Return the word for how a feed stands in stories."""
    if not options.stories:
        return "apart"
    return "first" if options.prefer else "beside"


def describe_role(options: FeedOptions) -> str:
    """Return how a feed stands in stories, in words that follow its title."""
    if not options.stories:
        return tr("is kept apart: its articles are never in a story with others")
    return (
        tr("is shown first of the stories that it tells")
        if options.prefer
        else tr("stands beside the others in stories")
    )
