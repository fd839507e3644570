"""Fetching: a `Request` becomes an `Outcome`, within limits and politely; the only room that speaks HTTP.

`client` sends requests and follows redirects over `connection`s, which `dial` opens and `connection_pool` keeps.
`host_queues` asks each host one thing at a time; `poll_rules` says when a feed is asked again; `address_guard` keeps
feeds from reaching the user's own network.
"""

from tuinews.fetch.client import Fetcher
from tuinews.fetch.host_queues import HostPausedError, HostQueues, find_pause_end
from tuinews.fetch.poll_rules import (
    GONE,
    WAITING,
    MoveDecision,
    Next,
    apply_outcome,
    choose_validators,
    count_seconds_left,
    decide_move,
    find_limit,
    is_due,
    next_check,
    poll_request,
    update_validators,
)
from tuinews.fetch.request import Failed, Fetched, Gone, Limited, NotModified, Outcome, Reply, Request, Sink, SinkError
from tuinews.fetch.system_network import SystemNetwork

__all__ = [
    "GONE",
    "WAITING",
    "Failed",
    "Fetched",
    "Fetcher",
    "Gone",
    "HostPausedError",
    "HostQueues",
    "Limited",
    "MoveDecision",
    "Next",
    "NotModified",
    "Outcome",
    "Reply",
    "Request",
    "Sink",
    "SinkError",
    "SystemNetwork",
    "apply_outcome",
    "choose_validators",
    "count_seconds_left",
    "decide_move",
    "find_limit",
    "find_pause_end",
    "is_due",
    "next_check",
    "poll_request",
    "update_validators",
]
