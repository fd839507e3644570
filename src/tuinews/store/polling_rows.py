"""Turns rows of `polling` into values: what is known of a feed to ask for it again."""

from functools import lru_cache
from itertools import accumulate, pairwise
from typing import Any

from tuinews.model.ids import FeedId
from tuinews.model.polling import LastCheck, PendingMove, Polling, Refusals, RequestRecord, Schedule, Validators
from tuinews.store.columns import Columns, Convert, columns_of
from tuinews.store.rows import OPTIONS, SqlRow, read_array, read_options, write_list


def write_numbers(numbers: frozenset[int]) -> str:
    """Return hours or days as a JSON array."""
    return write_list(sorted(numbers))


def read_numbers(stored: str) -> frozenset[int]:
    """Return hours or days from their JSON array."""
    return frozenset(read_array(stored))


VALIDATORS = columns_of(Validators, "p")
SCHEDULE = columns_of(
    Schedule,
    "p",
    read={"skip_hours": read_numbers, "skip_days": read_numbers},
    write={"skip_hours": write_numbers, "skip_days": write_numbers},
)
REQUEST = columns_of(RequestRecord, "r")
LAST_CHECK = columns_of(LastCheck, "p", read={"gone": bool})
MOVE = columns_of(PendingMove, "p")
REFUSALS = columns_of(Refusals, "p")

_PARTS: tuple[tuple[str, Columns[Any], Convert], ...] = (
    ("options", OPTIONS, read_options),
    ("validators", VALIDATORS, VALIDATORS.value),
    ("schedule", SCHEDULE, SCHEDULE.value),
    ("last_check", LAST_CHECK, LAST_CHECK.value),
    ("move", MOVE, lru_cache(maxsize=100)(MOVE.value)),
    ("refusals", REFUSALS, lru_cache(maxsize=100)(REFUSALS.value)),
)
POLLINGS = f"""
    SELECT p.feed_id, f.url, {", ".join(part.select for _, part, _ in _PARTS)}
    FROM polling p JOIN feeds f ON f.id = p.feed_id
    WHERE f.removed_at IS NULL AND f.kind = 'feed' AND f.account = 'local'
"""  # noqa: S608  names of columns
_ENDS = tuple(accumulate((len(part) for _, part, _ in _PARTS), initial=2))
_SLICES = tuple((name, read, slice(*ends)) for (name, _, read), ends in zip(_PARTS, pairwise(_ENDS), strict=True))
"""Where each part of `POLLINGS` stands in a row."""


def make_polling(row: SqlRow) -> Polling:
    """Read a row of `POLLINGS`."""
    return Polling(FeedId(row[0]), row[1], **{name: read(row[where]) for name, read, where in _SLICES})
