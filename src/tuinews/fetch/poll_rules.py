"""When a feed is asked again, and with which validators: pure functions of values and `now`.

The wait is the longest of what the user, the server and the feed ask for; chance only makes it longer.
"""

from dataclasses import replace
from typing import NamedTuple

from tuinews.fetch.durations import in_words
from tuinews.fetch.headers import CAP
from tuinews.fetch.request import Failed, Fetched, Gone, Limited, NotModified, Outcome, Reply, Request
from tuinews.fetch.skip_hours import open_hour
from tuinews.model.clock import DAY, HOUR, MINUTE, Instant, format_duration
from tuinews.model.language import tr, tr_later
from tuinews.model.parsed import ParsedFeed
from tuinews.model.polling import FORCED_APART_SECONDS, LastCheck, PendingMove, Polling, Refusals, Validators
from tuinews.model.text import EMPTY, SafeText, safe_text

LEAST_INTERVAL = 15 * MINUTE
"""Shortest interval between polls that a user can set."""

GONE = safe_text(tr_later("The publisher took the feed away for good (410); its articles stay here."))
"""The error of a feed whose address is gone."""

WAITING = safe_text(tr_later("It waits for the network."))
"""The reason of a feed that is due but could not be reached."""

_CLIENT_ERROR_WAITS = (HOUR, 6 * HOUR, DAY)
_LONGEST_BACK_OFF = DAY
_JITTER = 0.1
"""Largest part of the interval that chance adds."""

_PROBE_AFTER = 30 * DAY
_CONFIRM_MOVE_AFTER = DAY
_ASK_PLAINLY_FOR = 30 * DAY


class Next(NamedTuple):
    """The time of the next poll."""

    at: Instant
    reason: SafeText
    """Why then, as one sentence for the user."""


class MoveDecision(NamedTuple):
    """Where a feed is asked from now on, and where it may have moved."""

    url: str
    pending: PendingMove = PendingMove()


class _Wait(NamedTuple):
    seconds: int
    reason: str


def apply_outcome(
    polling: Polling,
    outcome: Outcome,
    feed: ParsedFeed | None = None,
    fault: SafeText = EMPTY,
    *,
    interval: int,
    now: Instant,
    jitter: float,
    forced: bool = False,
) -> Polling:
    """Return the state after a poll, without its `body_hash`, `carried` and `last_new`; to be stored with the entries.

    `feed` is the parsed body, `fault` is why it could not be parsed; neither is given when no body was parsed (nothing
    new, the same body again, a failure). `interval` is the one of the settings, in seconds; `jitter` is between 0 and
    1. `forced` says that the user had it asked, due or not.
    """
    if isinstance(outcome, Failed) and outcome.offline:
        unasked = replace(polling.last_check, error=EMPTY)
        return replace(polling, last_check=unasked, schedule=replace(polling.schedule, next_check_reason=WAITING))
    read = _with_publisher_schedule(polling, feed)
    following = next_check(read, outcome, fault, interval=interval, now=now, jitter=jitter)
    schedule = replace(read.schedule, next_check=following.at, next_check_reason=following.reason)
    if outcome.reply is None and isinstance(outcome, Limited):  # its host's pause was known, so nothing was asked
        return replace(polling, schedule=schedule)
    valid = isinstance(outcome, Fetched | NotModified) and not fault
    last_check = _note_check(polling.last_check, outcome, fault, valid=valid, forced=forced, now=now)
    return _note_move(replace(polling, schedule=schedule, last_check=last_check), outcome, valid=valid, now=now)


def _note_check(
    before: LastCheck, outcome: Outcome, fault: SafeText, *, valid: bool, forced: bool, now: Instant
) -> LastCheck:
    return replace(
        before,
        last_checked=now,
        last_forced=now if forced and outcome.reply is not None else before.last_forced,
        last_success=now if valid else before.last_success,
        http_status=None if outcome.reply is None else outcome.reply.status,
        error=fault or _error(outcome),
        failures=0 if valid else before.failures + 1,
        gone=isinstance(outcome, Gone),
    )


def _note_move(polling: Polling, outcome: Outcome, *, valid: bool, now: Instant) -> Polling:
    kept = update_validators(polling, outcome, parsed=valid)
    if outcome.reply is None:
        return replace(polling, validators=kept)
    move = decide_move(polling, outcome.reply, valid=valid, now=now)
    source = kept.validators_url or polling.url
    bound = replace(kept, validators_url="" if source == move.url else source)
    refusals = _note_refusals(polling.refusals, outcome.reply, now) if valid else polling.refusals
    return replace(polling, url=move.url, validators=bound, move=move.pending, refusals=refusals)


def _note_refusals(known: Refusals, reply: Reply, now: Instant) -> Refusals:
    """Return what the server refuses; what it takes again after a month, it no longer refuses."""
    return Refusals(
        now if reply.accept_refused else _if_recent(known.accept_refused, now),
        now if reply.conditions_refused else _if_recent(known.conditions_refused, now),
    )


def _if_recent(refused: Instant | None, now: Instant) -> Instant | None:
    return refused if refused is not None and 0 <= now - refused < _ASK_PLAINLY_FOR else None


def next_check(
    polling: Polling,
    outcome: Outcome,
    fault: SafeText = EMPTY,
    *,
    interval: int,
    now: Instant,
    jitter: float,
) -> Next:
    """Return when to ask again after this outcome, and why then.

    `polling` is the state before the poll, but with what the new body asks for. The wait is at most 31 days, and does
    not end in an hour or on a day in which the feed wants no polls, unless it excludes all of them.
    """
    chosen = max(polling.options.interval or interval, LEAST_INTERVAL)
    if isinstance(outcome, Failed) and outcome.offline:
        return Next(polling.schedule.next_check, WAITING)
    wait = _wait(polling, outcome, fault, chosen, now)
    seconds = min(max(wait.seconds, chosen) + int(chosen * _JITTER * jitter), CAP)
    at = open_hour(now + seconds, polling.schedule.skip_hours, polling.schedule.skip_days)
    if at != now + seconds:
        return Next(
            min(at, now + CAP), safe_text(tr("The feed asks not to be polled at the hour that it would be due."))
        )
    return Next(at, safe_text(wait.reason))


def find_limit(reply: Reply, failures: int, now: Instant) -> Instant:
    """Return until when a host that asks for it is left alone.

    That is as long as the host says, with whatever status, else an hour, doubled with each failure up to a day.
    """
    if reply.retry_after is not None and reply.retry_after > now:
        return min(reply.retry_after, now + CAP)
    return now + min(HOUR << min(failures, 10), DAY)


def update_validators(polling: Polling, outcome: Outcome, *, parsed: bool) -> Validators:
    """Return the validators for the next request.

    A body that could be read replaces both, also by nothing. A 304 replaces what it carries (RFC 9111, 4.3.4). A body
    that could not be read leaves both, so that it comes again.
    """
    old = polling.validators
    match outcome:
        case Fetched(reply=reply) if parsed:
            return Validators(reply.etag, reply.last_modified, reply.final_url, old.body_hash)
        case NotModified(reply=reply):
            return replace(old, etag=reply.etag or old.etag, last_modified=reply.last_modified or old.last_modified)
        case _:
            return old


def choose_validators(polling: Polling, now: Instant) -> Validators:
    """Return the validators for a request now.

    They are left out for 30 days after the server refused them. They are also left out once in 30 days if nothing new
    came for so long, unless the user does not want that for this feed: some servers answer 304 for ever.
    """
    if _if_recent(polling.refusals.conditions_refused, now) is not None:
        return Validators()
    if (
        polling.options.probe
        and polling.last_check.last_new is not None
        and polling.last_check.last_checked is not None
    ):
        periods = (now - polling.last_check.last_new) // _PROBE_AFTER
        if periods > max(0, (polling.last_check.last_checked - polling.last_check.last_new) // _PROBE_AFTER):
            return Validators()
    return polling.validators


def poll_request(polling: Polling, now: Instant) -> Request:
    """Return the request of a poll."""
    sent = choose_validators(polling, now)
    return Request(
        url=polling.url,
        kind="feed",
        etag=sent.etag,
        last_modified=sent.last_modified,
        validators_url=sent.validators_url,
        takes_anything=_if_recent(polling.refusals.accept_refused, now) is not None,
        failures=polling.last_check.failures,
        user_agent=polling.options.user_agent,
    )


def decide_move(polling: Polling, reply: Reply, *, valid: bool, now: Instant) -> MoveDecision:
    """Return where the feed is now: a permanent redirect is believed after two valid polls a day apart.

    A login page or a broken server must not change addresses, and https is never given up. A move that the user took
    back stays back as long as the redirect leads there.
    """
    target = reply.moved_to
    pending = MoveDecision(polling.url, polling.move)
    if not valid:
        return pending
    if not target or target == polling.url or _downgrades(polling.url, target):
        return MoveDecision(polling.url)
    if target == polling.move.moved_to and polling.move.moved_since is None:
        return pending
    if target != polling.move.moved_to or polling.move.moved_since is None or polling.move.moved_since > now:
        return MoveDecision(polling.url, PendingMove(target, now))
    return MoveDecision(target) if now - polling.move.moved_since >= _CONFIRM_MOVE_AFTER else pending


def is_due(polling: Polling, now: Instant, *, force: bool = False) -> bool:
    """Whether the feed may be asked now; `force` asks early, but not inside a Retry-After nor after a 410.

    A clock that was set back makes no feed wait longer than the longest wait.
    """
    if polling.last_check.gone:
        return False
    early = polling.schedule.next_check > now and polling.schedule.next_check - now <= CAP
    return not early or (force and polling.last_check.http_status not in {429, 503})


def count_seconds_left(polling: Polling, now: Instant) -> int:
    """Return for how long the user cannot have the feed asked before it is due, having done so just now; 0 for not.

    What is done twice in a minute asks once, whether it is a key in the reader or a command.
    """
    forced = polling.last_check.last_forced
    if forced is None or not 0 <= now - forced < FORCED_APART_SECONDS:
        return 0
    return forced + FORCED_APART_SECONDS - now


def _with_publisher_schedule(polling: Polling, feed: ParsedFeed | None) -> Polling:
    if feed is None:
        return polling
    schedule = replace(polling.schedule, ttl=feed.ttl, skip_hours=feed.skip_hours, skip_days=feed.skip_days)
    return replace(polling, schedule=schedule)


def _wait(polling: Polling, outcome: Outcome, fault: SafeText, chosen: int, now: Instant) -> _Wait:
    """Return how long to wait, before chance and the feed's excluded hours, and why."""
    match outcome:
        case Limited(until=until):
            asked = tr("The server asked to be left alone for {in_words}", in_words=in_words(until - now))
            # what is asked no more often than that need not be left alone for longer because of it
            later = (
                tr(", and it is asked every {duration} only", duration=format_duration(chosen))
                if until - now < chosen
                else ""
            )
            return _Wait(until - now, f"{asked}{later}.")
        case Gone():
            return _Wait(CAP, tr("The feed is gone for good, so it is asked no more."))
        case Failed() | Fetched() if isinstance(outcome, Failed) or fault:
            return _back_off(polling.last_check.failures + 1, outcome.reply, chosen)
        case Fetched(reply=reply) | NotModified(reply=reply):
            return _wait_when_healthy(polling, reply, chosen, asked_for_all=isinstance(outcome, Fetched), now=now)
    raise AssertionError


def _back_off(failures: int, reply: Reply | None, chosen: int) -> _Wait:
    if reply is not None and 400 <= reply.status < 500:
        seconds = _CLIENT_ERROR_WAITS[min(failures, len(_CLIENT_ERROR_WAITS)) - 1]
    else:
        seconds = min(chosen << min(failures - 1, 10), max(_LONGEST_BACK_OFF, chosen))
    seconds = max(seconds, chosen)
    times = "once" if failures == 1 else tr("{failures} times in a row", failures=failures)
    return _Wait(
        seconds,
        tr("It failed {times}, so it is tried again after {in_words}.", times=times, in_words=in_words(seconds)),
    )


def _wait_when_healthy(polling: Polling, reply: Reply, chosen: int, *, asked_for_all: bool, now: Instant) -> _Wait:
    own = tr("you chose that for it") if polling.options.interval else tr("that is the interval of the settings")
    waits = [
        _Wait(chosen, tr("Every {in_words}: {own}.", in_words=in_words(chosen), own=own)),
        _Wait(
            reply.fresh_for or 0,
            tr("The server says that nothing changes for {in_words}.", in_words=in_words(reply.fresh_for or 0)),
        ),
        _Wait(
            polling.schedule.ttl or 0,
            tr("The feed asks to be polled every {in_words}.", in_words=in_words(polling.schedule.ttl or 0)),
        ),
    ]
    if reply.retry_after is not None:
        waits.append(_Wait(reply.retry_after - now, tr("The server named the time.")))
    if asked_for_all and polling.options.interval is None and not _knows_validators(polling, reply):
        waits.append(
            _Wait(DAY, tr("Once a day: the server cannot say whether anything changed, so it sends everything."))
        )
    return max(waits, key=lambda wait: wait.seconds)


def _knows_validators(polling: Polling, reply: Reply) -> bool:
    if reply.conditions_refused or polling.refusals.conditions_refused is not None:
        return False
    return bool(reply.etag or reply.last_modified or polling.validators.etag or polling.validators.last_modified)


def _downgrades(old: str, new: str) -> bool:
    return old.lower().startswith("https:") and not new.lower().startswith("https:")


def _error(outcome: Outcome) -> SafeText:
    match outcome:
        case Failed(sentence=sentence):
            return sentence
        case Gone():
            return GONE
        case _:
            return EMPTY
