"""States of polling, made of fields by their names, whichever of its parts has them."""

from dataclasses import fields, replace
from typing import Any

from tuinews.model.feed import FeedOptions
from tuinews.model.ids import FeedId
from tuinews.model.polling import LastCheck, PendingMove, Polling, Refusals, Schedule, Validators

PARTS = {
    "options": FeedOptions,
    "validators": Validators,
    "schedule": Schedule,
    "last_check": LastCheck,
    "move": PendingMove,
    "refusals": Refusals,
}
PART_OF = {field.name: part for part, kind in PARTS.items() for field in fields(kind)}


def changed(state: Polling, **values: Any) -> Polling:
    """The state with other values in its parts."""
    for name, value in values.items():
        part = PART_OF[name]
        state = replace(state, **{part: replace(getattr(state, part), **{name: value})})
    return state


def made(feed_id: int, url: str, **values: Any) -> Polling:
    """A state with these values in its parts."""
    return changed(Polling(FeedId(feed_id), url), **values)
