"""Entries that arrive, what the user wants done with them, and what follows.

Entries arrive by polls, by the first fetch of a subscription, with another program's states, and as followed pages. The
store hands each as an `Arrival` to one pure function and carries out the `Consequence` that it returns, in the
transaction that stores the entry.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from tuinews.model.change import EntryDraft
from tuinews.model.clock import Instant
from tuinews.model.entry import Flag
from tuinews.model.feed_names import FeedNames
from tuinews.model.ids import FeedId
from tuinews.model.text import SafeText

NO_MARKS: frozenset[Flag] = frozenset()


class Arrival(NamedTuple):
    """An entry that is about to be stored."""

    draft: EntryDraft
    marks: frozenset[Flag] = NO_MARKS
    """The marks it comes with: from another program, or from the time before it was deleted here."""


@dataclass(frozen=True, slots=True)
class FeedRules:
    """What the user wants done with the entries that arrive in one feed."""

    feed_id: FeedId
    now: Instant
    mark_read: str = ""
    """A query: what matches it is marked read; `""` matches nothing."""
    full_text: bool = False
    """Whether the page of each entry is to be fetched."""
    feeds: tuple[FeedNames, ...] = ()
    """All subscriptions, which `feed:` and `folder:` look the feed up in; left out when there is no query."""


@dataclass(frozen=True, slots=True)
class Consequence:
    """What is done with an entry when it is stored; `and_` adds two of them."""

    marks: frozenset[Flag] = NO_MARKS
    tags: tuple[SafeText, ...] = ()
    """Tags that it gets as if the user had given them."""
    hidden: frozenset[str] = frozenset()
    """Reasons to hide it, by their names in `store.visibility.REASONS`."""
    full_text: bool = False
    """Whether its page is to be fetched by the next refresh, or by the one under way."""

    def merge(self, other: "Consequence") -> "Consequence":
        """Return what follows from both."""
        return Consequence(
            self.marks | other.marks,
            tuple(dict.fromkeys((*self.tags, *other.tags))),
            self.hidden | other.hidden,
            self.full_text or other.full_text,
        )


NO_CONSEQUENCE = Consequence()

Decide = Callable[[Sequence[Arrival], FeedRules], Mapping[str, Consequence]]
"""The pure function that decides what follows, by guid; a guid that is left out has `NO_CONSEQUENCE`."""


def decide_marks(arrivals: Sequence[Arrival], _rules: FeedRules) -> dict[str, Consequence]:
    """Decide that entries keep the marks they come with, and nothing else follows: for a store without rules."""
    return {arrival.draft.guid: Consequence(arrival.marks) for arrival in arrivals if arrival.marks}
