"""Stories: what several sources tell of one event."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from tuinews.model.clock import Instant
from tuinews.model.ids import EntryId, FeedId
from tuinews.model.text import EMPTY, SafeText


class StoryMember(NamedTuple):
    """An entry of a story."""

    id: EntryId
    feed_id: FeedId
    feed: SafeText
    title: SafeText
    published: Instant | None
    moment: Instant
    """The time it sorts by."""
    read: bool
    minutes: int
    """Reading minutes; 0 when unknown."""
    lang: SafeText = EMPTY
    author: SafeText = EMPTY
    wire: bool = False
    """Whether another entry of the story has the same text with small edits, as copies of an agency's report do."""
    fresh: bool = False
    """Whether it came after the user began to follow the story, and is not read."""
    preferred: bool = False
    """Whether the user wants its feed to be shown first of stories."""


class Story(NamedTuple):
    """What is known of a story; its entries in the order of time."""

    id: int
    title: SafeText
    """That of the entry which stands for it (`choose_lead`)."""
    entries: tuple[StoryMember, ...]
    sources: int
    """How many feeds tell it."""
    first: Instant
    last: Instant
    unread: int
    """Entries that are unread and fresh."""
    followed: bool = False


class Addition(NamedTuple):
    """What an entry says that the others of its story do not."""

    entry: EntryId
    sentences: tuple[SafeText, ...]


class SilentSource(NamedTuple):
    """A feed that usually tells such stories and does not tell this one."""

    feed_id: FeedId
    feed: SafeText
    told: int
    """How many of the latest stories of the folder or topic it told."""
    stories: int
    """How many there were."""


class SilentSources(NamedTuple):
    """Those of a folder or topic."""

    name: SafeText
    """`World/Asia` or `#ferries`."""
    sources: tuple[SilentSource, ...]


class StoryPage(NamedTuple):
    """A story with what its page shows besides."""

    story: Story
    additions: tuple[Addition, ...] = ()
    silent: tuple[SilentSources, ...] = ()
    """Of the folder that most of its sources are in, and of what it is about."""


class StoryEvidence(NamedTuple):
    """Why an entry is in its story, or in none."""

    score: float = 0.0
    """How close it was to the story when it came, from 0 to 1; 0 when it joined none."""
    words: tuple[str, ...] = ()
    """Words and numbers that it shares with the story, the rarest first."""
    gates: tuple[str, ...] = ()
    """Names of what kept it out of stories that were close enough."""
    near: tuple[tuple[int, float, str], ...] = ()
    """Other entries that are close: id, how close, and the name of what keeps them apart or `""`."""


ReportGrouped = Callable[[int, int], None]
"""Is told how many entries were grouped, and how many there are."""


def choose_lead(members: Sequence[StoryMember]) -> StoryMember:
    """Return the entry that stands for a story: of preferred feeds, then the longest, then the first that came."""
    return max(members, key=lambda member: (member.preferred, member.minutes, -member.id))
