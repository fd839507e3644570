"""How groups of articles look that are folded into one line. A kind is a function here and its row in `GROUPS`."""

from collections.abc import Callable, Mapping, Sequence
from typing import Final, NamedTuple

from tuinews.model.clock import Instant
from tuinews.model.entry import Headline
from tuinews.model.stories.entry_groups import EntryGroup, GroupKind
from tuinews.ui.rows import HeadlineRow, StoryRow, SurplusRow


class GroupInput(NamedTuple):
    """What the row of a group is made from."""

    headline: Headline
    """The headline that stands for the group."""
    group: EntryGroup
    members: Sequence[Headline]
    """The headlines of the group that are at hand, its own among them."""
    unfolded: bool
    """Whether the others stand below it."""

    @property
    def read(self) -> bool:
        """Whether all that the row stands for was read, as far as is known."""
        return self.headline.read if self.unfolded else all(member.read for member in self.members)

    @property
    def moment(self) -> Instant:
        """The time of the entry in whose place the row stands; that of its own where it stands with the others."""
        first = self.group.members[0]
        found = next((member.moment for member in self.members if member.id == first), self.headline.moment)
        return self.headline.moment if self.unfolded else found


class GroupLook(NamedTuple):
    """How a kind of group looks, and how it is spoken of."""

    make_row: Callable[[GroupInput], HeadlineRow]
    lines: str
    """What lines are called that may be groups: “stories”; `""` where that says nothing."""
    of_it: str
    """How its articles are spoken of: “of this story”."""


def _make_story_row(given: GroupInput) -> StoryRow:
    sources = {member.feed_id for member in given.members} | {given.headline.feed_id}
    others = len(given.group.members) - 1
    return StoryRow(given.headline, others, len(sources) - 1, given.read, given.unfolded, given.moment)


def _make_surplus_row(given: GroupInput) -> SurplusRow:
    return SurplusRow(given.headline, len(given.group.members) - 1, given.read, given.unfolded)


GROUPS: Final[Mapping[GroupKind, GroupLook]] = {
    GroupKind.STORY: GroupLook(_make_story_row, "stories", "of this story"),
    GroupKind.SURPLUS: GroupLook(_make_surplus_row, "", "of this feed"),
}
