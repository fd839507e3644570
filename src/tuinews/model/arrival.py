"""Entries that arrive, what the user wants done with them, and what follows.

Entries arrive by polls, by the first fetch of a subscription, with another program's states, and as followed pages. The
store hands each as an `Arrival` to one pure function and carries out the `Consequence` that it returns, in the
transaction that stores the entry.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from tuinews.model.change import EntryDraft
from tuinews.model.clock import Instant
from tuinews.model.entry import Flag
from tuinews.model.feed_names import FeedNames
from tuinews.model.ids import FeedId
from tuinews.model.rules.rule import Rule, RuleAction
from tuinews.model.text import SafeText

NO_MARKS: frozenset[Flag] = frozenset()


class Arrival(NamedTuple):
    """An entry that is about to be stored."""

    draft: EntryDraft
    marks: frozenset[Flag] = NO_MARKS
    """The marks it comes with: from another program, or from the time before it was deleted here."""
    tags: tuple[SafeText, ...] = ()
    """The tags of the user's own that it has: of rules before the one that looks at it."""


class StandingMute(NamedTuple):
    """A mute as arriving entries meet it."""

    id: int
    query: str
    feed_id: FeedId | None = None
    """The only feed that it is about, if there is one."""


@dataclass(frozen=True, slots=True)
class FeedRules:
    """What the user wants done with the entries that arrive in one feed."""

    feed_id: FeedId
    now: Instant
    rules: tuple[Rule, ...] = ()
    """In their order: the options of the feed itself, then the user's own."""
    mutes: tuple[StandingMute, ...] = ()
    topics: Mapping[str, str] = field(default_factory=dict)
    """By folded names of tags, the form of the tag that they are the same as; left out when no rule is about tags."""
    feeds: tuple[FeedNames, ...] = ()
    """All subscriptions, which `feed:` and `folder:` look the feed up in; left out when there is no query."""


class RuleEffect(NamedTuple):
    """What a rule did with an entry that was not so before."""

    rule_id: int
    marks: frozenset[Flag] = NO_MARKS
    tags: tuple[SafeText, ...] = ()
    full_text: bool = False
    jobs: tuple[RuleAction, ...] = ()
    """Programs to be run and notifications to be shown once the entry is stored."""


@dataclass(frozen=True, slots=True)
class Consequence:
    """What is done with an entry when it is stored; `merge` adds two of them."""

    marks: frozenset[Flag] = NO_MARKS
    tags: tuple[SafeText, ...] = ()
    """Tags that it gets as if the user had given them."""
    hidden: frozenset[str] = frozenset()
    """Reasons to hide it, by their names in `store.visibility.REASONS`."""
    full_text: bool = False
    """Whether its page is to be fetched by the next refresh, or by the one under way."""
    muted_by: tuple[int, ...] = ()
    """The numbers of the mutes that hide it."""
    effects: tuple[RuleEffect, ...] = ()
    """What each rule of the user's did; marks and tags of these are among those above."""

    def merge(self, other: "Consequence") -> "Consequence":
        """Return what follows from both."""
        return Consequence(
            self.marks | other.marks,
            tuple(dict.fromkeys((*self.tags, *other.tags))),
            self.hidden | other.hidden,
            self.full_text or other.full_text,
            tuple(dict.fromkeys((*self.muted_by, *other.muted_by))),
            (*self.effects, *other.effects),
        )


NO_CONSEQUENCE = Consequence()

Decide = Callable[[Sequence[Arrival], FeedRules], Mapping[str, Consequence]]
"""The pure function that decides what follows, by guid; a guid that is left out has `NO_CONSEQUENCE`."""


def decide_marks(arrivals: Sequence[Arrival], _rules: FeedRules) -> dict[str, Consequence]:
    """Decide that entries keep the marks they come with, and nothing else follows: for a store without rules."""
    return {arrival.draft.guid: Consequence(arrival.marks) for arrival in arrivals if arrival.marks}
