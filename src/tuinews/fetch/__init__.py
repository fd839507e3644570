"""Fetching: from a `Request` to an `Outcome`, bounded, guarded and polite; the only room that speaks HTTP."""

from tuinews.fetch.caching import (
    WAITING,
    Move,
    Next,
    Validators,
    after,
    hasty,
    is_due,
    limited_until,
    moved,
    next_check,
    poll_request,
    sent_validators,
    validators,
)
from tuinews.fetch.client import Fetcher
from tuinews.fetch.politeness import HostPausedError, Lanes
from tuinews.fetch.request import Failed, Fetched, Gone, Limited, NotModified, Outcome, Reply, Request
from tuinews.fetch.rim import Rim

__all__ = [
    "WAITING",
    "Failed",
    "Fetched",
    "Fetcher",
    "Gone",
    "HostPausedError",
    "Lanes",
    "Limited",
    "Move",
    "Next",
    "NotModified",
    "Outcome",
    "Reply",
    "Request",
    "Rim",
    "Validators",
    "after",
    "hasty",
    "is_due",
    "limited_until",
    "moved",
    "next_check",
    "poll_request",
    "sent_validators",
    "validators",
]
