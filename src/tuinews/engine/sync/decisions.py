"""What to believe of a server's answers, what to send together, and how long to wait after a failure. Pure."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import NamedTuple

from tuinews.engine.accounts.servers.server import ItemField
from tuinews.model.clock import HOUR, MINUTE, Instant
from tuinews.model.entry import Flag
from tuinews.model.ids import FeedId
from tuinews.model.sync.server_values import UnsentMark
from tuinews.model.sync.status import LATER_LABEL

FEW_ITEMS = 50
"""Up to so many items, a list may well name all of them."""
FEW_FEEDS = 5
"""More feeds than these do not go all at once."""
_SUSPICIOUS = 0.9
"""A list of marked items with this part of all items is one of all items."""
_FIELDS = {Flag.READ.value: ItemField.READ, Flag.STARRED.value: ItemField.STARRED}


class MarkBatch(NamedTuple):
    """The same change of several items."""

    field: ItemField
    label: str
    value: bool
    marks: tuple[UnsentMark, ...]

    @property
    def items(self) -> tuple[str, ...]:
        """The items that change."""
        return tuple(mark.item for mark in self.marks)


def group_marks(unsent: Iterable[UnsentMark], most: int) -> list[MarkBatch]:
    """Return changes in batches of at most `most` that change alike, in the order of the first of each kind.

    An item's fields are changed once each, so that the order between batches does not matter.
    """
    groups: dict[tuple[ItemField, str, bool], list[UnsentMark]] = {}
    for mark in unsent:
        field = _FIELDS.get(mark.field, ItemField.LABEL)
        label = "" if field is not ItemField.LABEL else LATER_LABEL if mark.field == Flag.LATER.value else mark.name
        groups.setdefault((field, label, mark.value), []).append(mark)
    return [MarkBatch(*kind, some) for kind, marks in groups.items() for some in _batch(marks, most)]


def find_long_feeds(unsent: Iterable[UnsentMark], most: int) -> dict[FeedId, list[UnsentMark]]:
    """Return the marks of feeds of which so much was read that more than two batches would be sent for it."""
    read: dict[FeedId, list[UnsentMark]] = {}
    for mark in unsent:
        if mark.field == Flag.READ.value and mark.value:
            read.setdefault(mark.feed_id, []).append(mark)
    return {feed_id: marks for feed_id, marks in read.items() if len(marks) > 2 * most}


def _batch(marks: Sequence[UnsentMark], most: int) -> Iterator[tuple[UnsentMark, ...]]:
    for start in range(0, len(marks), most):
        yield tuple(marks[start : start + most])


def halve(batch: MarkBatch) -> tuple[MarkBatch, MarkBatch]:
    """Return the two halves of a batch that was refused."""
    middle = len(batch.marks) // 2
    return batch._replace(marks=batch.marks[:middle]), batch._replace(marks=batch.marks[middle:])


def is_whole_list(size: int, total: int, before: int) -> bool:
    """Whether a list of marked items is probably one of all items: `total` is how many there are.

    Some servers answer to a stream that they do not know with every article. A list that was so before is believed.
    """
    return total > FEW_ITEMS and size >= _SUSPICIOUS * total and before < _SUSPICIOUS * size


def is_loss(feeds: int, before: int) -> bool:
    """Whether a list of subscriptions is empty that was not so before: an error of the server's, and no wish."""
    return feeds == 0 and before > FEW_FEEDS


def find_pause(failures: int, share: float) -> int:
    """Return how many seconds nobody asks after so many failures in a row: 1, 2, 4 … 60 minutes, give or take a fifth.

    `share` is a random number from 0 to 1.
    """
    minutes = min(60, 1 << min(failures - 1, 6))
    return round(minutes * MINUTE * (0.8 + 0.4 * share))


def is_due(last: Instant | None, interval: int, now: Instant) -> bool:
    """Whether an account is asked that nobody asked for: `interval` seconds after the last run."""
    return last is None or now >= last + interval or last > now + HOUR


def find_wanted(lists: Iterable[Sequence[str]], wanted: Collection[str]) -> list[str]:
    """Return the wanted ids in the order of the lists, each once: unread ones first, the newest of each list first."""
    return [item for item in dict.fromkeys(item for ids in lists for item in ids) if item in wanted]


def make_batches(ids: Sequence[str], first: int, most: int) -> list[tuple[str, ...]]:
    """Return ids in batches of at most `most`; the first has only `first`, so that there is something to read soon.

    With a `first` of 0 all are alike.
    """
    head = [tuple(ids[:first])] if ids and first else []
    rest = ids[first:]
    return [*head, *(tuple(rest[start : start + most]) for start in range(0, len(rest), most))]
