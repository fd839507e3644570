"""Groups some of the entries that wait, in one transaction: the beginning of all that is imported for it."""

from collections.abc import Sequence
from typing import NamedTuple

from tuinews.engine.stories.grouper import FOLDED, StoryGrouper
from tuinews.engine.stories.placement import Pins, StoryEntry
from tuinews.engine.stories.signature import TEXT_LIMIT
from tuinews.engine.stories.stored_index import StoredIndex
from tuinews.model.clock import Instant
from tuinews.model.codec.stored_text import unpack_beginning
from tuinews.model.text import bare_words
from tuinews.store.stories.story_tables import StoryTables, WaitingEntry

SLICE = 40
"""Entries that are grouped at once: few enough that a mark does not wait long behind them."""

_MARKUP = 8 * TEXT_LIMIT
"""Characters of an entry's HTML that are looked at."""


class Slice(NamedTuple):
    """What came of some entries."""

    grouped: int = 0
    changed: bool = False
    """Whether any of them is in a story now, or has left one."""


def group_slice(tables: StoryTables, index: StoredIndex, since: Instant, limit: int = SLICE) -> Slice:
    """Group the oldest entries that wait, of `since` or later."""
    waiting = tables.read_waiting(limit, since)
    if not waiting:
        return Slice()
    index.begin(tables)
    splits = tables.read_splits()
    grouper = StoryGrouper(index, FOLDED, Pins(stories_apart=frozenset(map(frozenset, splits))))
    known = frozenset(tables.find_grouped(one.id for one in waiting))
    changed = False
    for one in waiting:
        if one.id in known and index.begin_again(one.id, [other for group, other in splits if group == one.id]):
            grouper.place_all([_read(one)])
            changed = True
    placements = grouper.place_all([_read(one) for one in waiting if one.id not in known])
    tables.forget_waiting(one.id for one in waiting)
    return Slice(len(waiting), changed or any(placement.joined or placement.merges for placement in placements))


def _read(one: WaitingEntry) -> StoryEntry:
    texts: Sequence[bytes | None] = (one.html, one.page)
    markup = next((text for stored in texts if (text := unpack_beginning(stored, _MARKUP))), "")
    return StoryEntry(one.id, str(one.feed_id), one.title, bare_words(markup), one.moment, one.lang, one.url)
