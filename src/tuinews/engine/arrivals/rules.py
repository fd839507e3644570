"""What follows when an entry arrives: a pure function of the entry and the user's rules.

To add a rule, write a function that takes a feed's rules and returns what to ask of each entry, and add it to `RULES`.
It then holds for polls, first fetches, imported states, followed pages and accounts.
"""

import logging
from collections.abc import Callable, Sequence

from tuinews.engine.arrivals.draft_match import matches_draft
from tuinews.model.arrival import NO_CONSEQUENCE, Arrival, Consequence, FeedRules
from tuinews.model.entry import Flag
from tuinews.model.error import QueryError
from tuinews.model.query import parse_query

Verdict = Callable[[Arrival], Consequence]
"""What a rule says of one entry."""

ArrivalRule = Callable[[FeedRules], Verdict | None]
"""A rule made ready for one feed; `None` when it does not concern the feed, which then costs nothing an entry."""

_log = logging.getLogger(__name__)


def keep_marks(_rules: FeedRules) -> Verdict:
    """Keep the marks that an entry comes with."""
    return lambda arrival: Consequence(arrival.marks) if arrival.marks else NO_CONSEQUENCE


def mark_read(rules: FeedRules) -> Verdict | None:
    """Mark read what the feed's query matches; a query that cannot be read matches nothing."""
    if not rules.mark_read:
        return None
    try:
        condition = parse_query(rules.mark_read, rules.now).condition
    except QueryError as error:
        _log.warning("the rule of feed %s cannot be read: %s", rules.feed_id, error)
        return None
    read = Consequence(frozenset({Flag.READ}))
    return lambda arrival: read if matches_draft(condition, arrival, rules) else NO_CONSEQUENCE


def fetch_pages(rules: FeedRules) -> Verdict | None:
    """Fetch the page of each entry of a feed whose user wants full texts."""
    wanted = Consequence(full_text=True)
    return (lambda _arrival: wanted) if rules.full_text else None


RULES: list[ArrivalRule] = [keep_marks, mark_read, fetch_pages]
"""All rules; their order does not matter, since what follows from each adds up."""


def decide(arrivals: Sequence[Arrival], rules: FeedRules) -> dict[str, Consequence]:
    """Return by guid what follows for each entry; those for which nothing follows are left out."""
    verdicts = [verdict for rule in RULES if (verdict := rule(rules)) is not None]
    follows: dict[str, Consequence] = {}
    for arrival in arrivals:
        whole = NO_CONSEQUENCE
        for verdict in verdicts:
            found = verdict(arrival)
            whole = whole if found is NO_CONSEQUENCE else whole.merge(found)
        if whole is not NO_CONSEQUENCE:
            follows[arrival.draft.guid] = whole
    return follows
