"""Whatever a server says, the next poll is neither too early nor too late, and says why."""

from dataclasses import replace
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from fetch.polls import FAULT, FEED, polling
from pollings import changed
from tuinews.engine.accounts.base import RefreshRequest
from tuinews.engine.polling.due import select_due, spread_out
from tuinews.engine.polling.plausibility import find_shared_move_targets, keep_old_validators
from tuinews.fetch import Failed, Fetched, Gone, Limited, NotModified, Outcome, Reply, apply_outcome, is_due
from tuinews.fetch.headers import CAP, parse_http_date, read_freshness, read_retry_after
from tuinews.fetch.poll_rules import LEAST_INTERVAL
from tuinews.model.clock import DAY, HOUR
from tuinews.model.ids import FeedId
from tuinews.model.polling import Polling
from tuinews.model.text import EMPTY

NOWS = st.integers(0, 1 << 33)
INSTANTS = st.none() | NOWS
ETAGS = st.sampled_from(["", '"a"', 'W/"b"'])
REPLIES = st.builds(
    Reply,
    status=st.sampled_from([200, 226, 304, 400, 404, 410, 429, 500, 503]),
    etag=ETAGS,
    last_modified=ETAGS,
    fresh_for=st.none() | st.integers(0, CAP),
    retry_after=INSTANTS,
    moved_to=st.sampled_from(["", "http://news.example/feed", "https://other.example/feed"]),
    final_url=st.sampled_from(["http://news.example/feed", "https://other.example/feed"]),
)
OUTCOMES: st.SearchStrategy[Outcome] = st.one_of(
    st.builds(Fetched, st.just("http://news.example/feed"), st.just(b"x"), st.just(""), REPLIES),
    st.builds(NotModified, REPLIES),
    st.builds(Gone, REPLIES),
    st.builds(Limited, NOWS, st.none() | REPLIES),
    st.builds(Failed, st.just(FAULT), st.just(False), st.none() | REPLIES),  # noqa: FBT003  fields by their place
)
STATES = st.builds(
    changed,
    st.just(polling()),
    etag=ETAGS,
    failures=st.integers(0, 50),
    interval=st.none() | st.integers(1, 90 * DAY),
    ttl=st.none() | st.integers(0, 90 * DAY),
    last_checked=INSTANTS,
    last_success=INSTANTS,
    next_check=NOWS,
    moved_to=st.sampled_from(["", "https://other.example/feed"]),
    moved_since=INSTANTS,
    skip_hours=st.frozensets(st.integers(0, 24)),
    skip_days=st.frozensets(st.integers(0, 6)),
)


@given(STATES, OUTCOMES, NOWS, st.floats(0, 1, exclude_max=True), st.booleans())
def test_e9_e11_the_next_poll_is_between_a_quarter_of_an_hour_and_31_days_away_and_says_why(
    state: Polling,
    outcome: Outcome,
    now: int,
    jitter: float,
    faulty: bool,  # noqa: FBT001  drawn
) -> None:
    fault = FAULT if faulty and isinstance(outcome, Fetched) else EMPTY
    feed = FEED if isinstance(outcome, Fetched) and not fault else None
    later = apply_outcome(state, outcome, feed, fault, interval=HOUR, now=now, jitter=jitter)
    assert now + LEAST_INTERVAL <= later.schedule.next_check <= now + CAP
    assert later.schedule.next_check_reason.endswith(".")
    assert not is_due(later, now)
    assert later.last_check.gone is isinstance(outcome, Gone) or (
        isinstance(outcome, Limited) and outcome.reply is None
    )
    kept = (later.validators.etag, later.validators.last_modified)
    assert not fault or kept == (state.validators.etag, state.validators.last_modified)


@given(STATES, NOWS)
def test_e30_without_a_network_nothing_but_the_reason_changes(state: Polling, now: int) -> None:
    later = apply_outcome(state, Failed(FAULT, offline=True), interval=HOUR, now=now, jitter=0.0)
    calm = changed(later, error=state.last_check.error, next_check_reason=state.schedule.next_check_reason)
    assert calm == state


@given(st.text(max_size=60), NOWS)
def test_h3_no_header_is_too_strange(text: str, now: int) -> None:
    headers = {"cache-control": text, "age": text, "expires": text, "date": text, "retry-after": text}
    assert parse_http_date(text) is None or isinstance(parse_http_date(text), int)
    wait = read_freshness(headers, now)
    assert wait is None or 0 <= wait <= CAP
    moment = read_retry_after(headers, now)
    assert moment is None or now <= moment <= now + CAP


@given(st.lists(st.tuples(STATES, st.integers(1, 5)), max_size=8), st.booleans(), NOWS)
def test_e18_every_feed_is_either_asked_or_told_why_not_and_no_address_twice(
    drawn: list[tuple[Polling, int]],
    force: bool,  # noqa: FBT001  drawn
    now: int,
) -> None:
    stored = [
        replace(state, feed_id=FeedId(number), url=f"http://host{host}.example/feed")
        for number, (state, host) in enumerate(drawn)
    ]
    choice = select_due(stored, {}, RefreshRequest(force=force), now)
    assert len(choice.asked) + len(choice.passed_over) == len(stored)
    assert len({polling.url for polling in choice.asked}) == len(choice.asked)
    assert all(is_due(polling, now, force=force) for polling in choice.asked)


@given(st.integers(0, 500), st.integers(1, 400), st.randoms())
def test_e30_a_spread_cycle_is_over_in_its_time_and_gives_each_feed_a_moment_of_its_own(
    count: int, seconds: int, chance: Random
) -> None:
    moments = spread_out(count, float(seconds), chance)
    assert len(set(moments)) == count
    assert all(0 <= moment < seconds for moment in moments)


@given(STATES, STATES)
def test_n7_half_a_body_keeps_the_validators_of_before_the_first_time_only(before: Polling, later: Polling) -> None:
    once = keep_old_validators(before, later, "digest")
    assert (once.validators.etag, once.validators.last_modified, once.validators.validators_url) == (
        before.validators.etag,
        before.validators.last_modified,
        before.validators.validators_url,
    )
    twice = keep_old_validators(once, later, "digest")
    assert (twice.validators.etag, twice.validators.body_hash) == (later.validators.etag, "digest")


def test_h6_many_moves_to_one_host_are_none_but_one_hosts_own_and_few_are() -> None:
    def moving(number: int, home: str, to: str) -> Polling:
        return changed(polling(f"http://{home}/{number}"), moved_to=f"https://{to}/{number}")

    portal = [moving(n, f"host{n}.example", "portal.example") for n in range(3)]
    own = [moving(n, "big.example", "big.example") for n in range(9)]
    few = [moving(n, "old.example", "new.example") for n in range(9)]
    assert find_shared_move_targets([*portal, *own, *few]) == {"https://portal.example:443"}
