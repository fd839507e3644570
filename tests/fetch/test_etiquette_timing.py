"""The rules of polite polling, each by its number: when a feed is asked again, by a clock that stands still."""

# ruff: noqa: N802  the rules go by a capital letter

from dataclasses import replace

import pytest

from fetch.loopback import NOW
from fetch.polls import DATE, FAULT, FEED, fetched, polling, settle, wait_after
from pollings import changed
from tuinews.fetch import (
    Failed,
    Gone,
    HostPausedError,
    HostQueues,
    Limited,
    NotModified,
    Outcome,
    Reply,
    choose_validators,
    count_seconds_left,
    find_limit,
    is_due,
    next_check,
)
from tuinews.fetch.headers import CAP, read_fields, read_freshness, read_retry_after, read_validator
from tuinews.model.clock import DAY, HOUR, MINUTE


def test_E05_another_interval_keeps_the_validators() -> None:
    state = settle(polling(), fetched())
    assert choose_validators(changed(state, interval=6 * HOUR), NOW).etag == '"1"'


@pytest.mark.parametrize("jitter", [0.0, 0.5, 0.999])
def test_E09_the_wait_is_at_least_the_interval_and_chance_only_adds(jitter: float) -> None:
    assert HOUR <= wait_after(fetched(), jitter=jitter) <= 66 * MINUTE


def test_E09_no_interval_is_shorter_than_a_quarter_of_an_hour() -> None:
    assert wait_after(fetched(), polling(interval=60)) == 15 * MINUTE
    assert wait_after(fetched(), interval=1) == 15 * MINUTE
    assert wait_after(fetched(), polling(interval=20 * MINUTE)) == 20 * MINUTE


def test_E10_a_server_without_validators_is_asked_once_a_day_unless_the_user_says_otherwise() -> None:
    assert wait_after(fetched(etag="")) == DAY
    assert wait_after(fetched(etag="", last_modified="x")) == HOUR
    assert wait_after(fetched(etag=""), polling(interval=2 * HOUR)) == 2 * HOUR


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"Cache-Control": "max-age=43200"}, 43_200),
        ({"Cache-Control": "public, MAX-AGE=43200", "Age": "200"}, 43_000),
        ({"Cache-Control": 'max-age="600"'}, 600),
        ({"Cache-Control": "s-maxage=600"}, None),
        ({"Cache-Control": "max-age=43200, no-cache"}, 0),
        ({"Cache-Control": "max-age=0"}, 0),
        ({"Cache-Control": "max-age=-5"}, 0),
        ({"Cache-Control": "max-age=504576000"}, CAP),
        ({"Cache-Control": f"max-age={10**30}"}, CAP),
        ({"Expires": "Sat, 21 Nov 2026 10:00:00 GMT", "Date": DATE}, 2 * HOUR),
        ({"Expires": "Saturday, 21-Nov-26 10:00:00 GMT", "Date": DATE}, 2 * HOUR),
        ({"Expires": "Sat Nov 21 10:00:00 2026", "Date": DATE}, 2 * HOUR),
        ({"Expires": "0"}, 0),
        ({"Cache-Control": "max-age=60", "Expires": "Sat, 21 Nov 2026 10:00:00 GMT", "Date": DATE}, 60),
        ({}, None),
    ],
)
def test_E11_freshness_is_read_from_what_the_server_says(headers: dict[str, str], seconds: int | None) -> None:
    raw = [(name.encode(), value.encode()) for name, value in headers.items()]
    assert read_freshness(read_fields(raw), NOW) == seconds


def test_E11_the_longest_of_all_wishes_counts_up_to_31_days() -> None:
    asking = replace(FEED, ttl=5 * HOUR)
    assert wait_after(fetched(fresh_for=2 * HOUR), feed=asking) == 5 * HOUR
    assert wait_after(fetched(fresh_for=7 * HOUR), feed=asking) == 7 * HOUR
    assert wait_after(fetched(fresh_for=0), feed=FEED) == HOUR
    assert wait_after(fetched(retry_after=NOW + 9 * HOUR), feed=asking) == 9 * HOUR
    assert wait_after(fetched(fresh_for=CAP), feed=replace(FEED, ttl=90 * DAY), jitter=0.9) == CAP


def test_E11_what_the_last_body_asked_for_holds_after_a_304_too() -> None:
    state = settle(polling(), fetched(), replace(FEED, ttl=5 * HOUR))
    assert wait_after(NotModified(Reply(304)), state) == 5 * HOUR
    assert wait_after(fetched(), state, feed=FEED) == HOUR


def test_E12_nothing_is_due_before_its_time_however_often_the_program_starts() -> None:
    state = settle(polling(), fetched())
    assert is_due(polling(), NOW)
    assert not any(is_due(state, NOW + second) for second in range(0, HOUR, 7))
    assert is_due(state, NOW + HOUR)


def test_E13_by_hand_it_is_asked_early_but_not_within_a_retry_after() -> None:
    state = settle(polling(), fetched())
    assert is_due(state, NOW + 10, force=True)
    assert count_seconds_left(state, NOW) == 0, "it was due"
    forced = settle(state, fetched(), forced=True)
    assert [count_seconds_left(forced, NOW + second) for second in (0, 20, 59, 60, 600)] == [60, 40, 1, 0, 0]
    assert count_seconds_left(settle(forced, fetched(), now=NOW + 9), NOW + 10) == 50
    assert count_seconds_left(forced, NOW - 1) == 0, "a clock that was set back makes nobody wait"
    unreached = settle(polling(), Failed(FAULT), forced=True)
    assert count_seconds_left(unreached, NOW) == 0, "who was not reached was not asked"
    limited = settle(state, Limited(NOW + DAY, Reply(429)))
    assert not is_due(limited, NOW + DAY - 1, force=True)
    assert is_due(limited, NOW + DAY)


def test_E14_without_a_time_the_wait_is_an_hour_and_doubles_to_a_day() -> None:
    waits = [find_limit(Reply(429), failures, NOW) - NOW for failures in (0, 1, 2, 3, 4, 5, 60)]
    assert waits == [HOUR, 2 * HOUR, 4 * HOUR, 8 * HOUR, 16 * HOUR, DAY, DAY]


async def test_E14_the_whole_host_is_left_alone_and_others_are_not() -> None:
    lanes = HostQueues(lambda: NOW, 0.0, pauses={"http://stored.example:80": NOW + 5, "http://over.example:80": NOW})
    host = lanes.pause("http://news.example/feed", NOW + DAY)
    assert host == "http://news.example:80"
    for url in ("http://NEWS.example:80/other", "http://stored.example/"):
        with pytest.raises(HostPausedError, match="left alone until"):
            async with lanes.turn(url):
                pass
    for url in ("http://news.example:8080/", "https://news.example/", "http://over.example/"):
        async with lanes.turn(url):
            pass


def _waits(outcome: Outcome, polls: int) -> list[int]:
    state, waits = polling(), []
    for _ in range(polls):
        state = settle(state, outcome)
        waits.append(state.schedule.next_check - NOW)
    return waits


@pytest.mark.parametrize("status", [400, 401, 403, 404, 451])
def test_E15_the_clients_errors_back_off_1_6_24_hours(status: int) -> None:
    assert _waits(Failed(FAULT, reply=Reply(status)), 5) == [HOUR, 6 * HOUR, DAY, DAY, DAY]


def test_E15_servers_errors_and_broken_connections_back_off_doubling() -> None:
    doubling = [HOUR, 2 * HOUR, 4 * HOUR, 8 * HOUR, 16 * HOUR, DAY, DAY]
    assert _waits(Failed(FAULT, reply=Reply(500)), 7) == doubling
    assert _waits(Failed(FAULT), 7) == doubling
    assert wait_after(Failed(FAULT), polling(interval=2 * DAY)) == 2 * DAY


def test_E17_a_login_page_or_a_downgrade_moves_nothing() -> None:
    pending = polling(moved_to="http://new.example/feed", moved_since=NOW - 5 * DAY)
    portal = settle(pending, fetched(moved_to="http://portal.example/login"), fault=FAULT)
    assert (portal.url, portal.move) == (pending.url, pending.move)
    secure = polling("https://news.example/feed")
    for _ in range(3):
        secure = settle(secure, fetched(moved_to="http://news.example/feed"))
        secure = settle(secure, fetched(moved_to="http://news.example/feed"), now=NOW + 2 * DAY)
    assert secure.url == "https://news.example/feed"


def test_E17_a_move_that_the_user_took_back_stays_back() -> None:
    refused = polling(moved_to="http://new.example/feed", moved_since=None)
    for days in (0, 2, 40):
        settled = settle(refused, fetched(moved_to="http://new.example/feed"), now=NOW + days * DAY)
        assert (settled.url, settled.move) == (refused.url, refused.move)
    other = settle(refused, fetched(moved_to="http://third.example/feed"))
    assert other.move.moved_to == "http://third.example/feed"


def test_E17_another_target_or_a_plain_answer_starts_over() -> None:
    pending = polling(moved_to="http://new.example/feed", moved_since=NOW - 5 * DAY)
    other = settle(pending, fetched(moved_to="http://third.example/feed"))
    assert (other.url, other.move.moved_to, other.move.moved_since) == (pending.url, "http://third.example/feed", NOW)
    plain = settle(pending, fetched())
    assert (plain.url, plain.move.moved_to, plain.move.moved_since) == (pending.url, "", None)


TEN = 1_794_996_000
"""A Wednesday, ten o'clock UTC."""


@pytest.mark.parametrize(
    ("hours", "days", "seconds"),
    [
        ({11}, set(), 2 * HOUR),
        ({11, 12, 13}, set(), 4 * HOUR),
        ({12}, set(), HOUR),
        ({24}, set(), HOUR),
        (set(), {2}, 14 * HOUR),
        ({0, 1}, {2, 3}, 14 * HOUR + 26 * HOUR),
        (set(range(24)), set(), 7 * DAY + HOUR),
        (set(), set(range(7)), 7 * DAY + HOUR),
    ],
)
def test_E26_quiet_hours_and_days_are_kept_but_a_week_is_the_longest(
    hours: set[int], days: set[int], seconds: int
) -> None:
    feed = replace(FEED, skip_hours=frozenset(hours), skip_days=frozenset(days))
    assert settle(polling(), fetched(), feed, now=TEN).schedule.next_check == TEN + seconds


@pytest.mark.parametrize("years", [-10, 10])
def test_E29_a_jumping_clock_delays_nothing_beyond_the_cap(years: int) -> None:
    state = settle(polling(), fetched(fresh_for=CAP))
    now = NOW + years * 365 * DAY
    assert is_due(state, now)
    again = settle(state, fetched(), now=now)
    assert again.schedule.next_check == now + HOUR
    assert not is_due(again, now + 1)


def test_E29_a_retry_after_from_a_clock_that_was_ahead_ends_too() -> None:
    limited = settle(polling(), Limited(NOW + DAY, Reply(429)))
    assert is_due(limited, NOW - 365 * DAY, force=True)


def test_E30_without_a_network_nothing_is_counted_and_nothing_put_off() -> None:
    state = settle(polling(etag='"a"'), fetched())
    offline = settle(state, Failed(FAULT, offline=True), now=NOW + 2 * HOUR)
    assert changed(offline, next_check_reason=state.schedule.next_check_reason) == state
    assert is_due(offline, NOW + 2 * HOUR)


def test_E31_a_server_that_always_says_nothing_changed_is_asked_for_all_once_in_30_days() -> None:
    state = changed(settle(polling(), fetched()), last_new=NOW)
    unconditional = []
    for hour in range(1, 24 * 70):
        now = NOW + hour * HOUR
        if not choose_validators(state, now).etag:
            unconditional.append(hour * HOUR)
        state = settle(state, NotModified(Reply(304)), now=now)
    assert unconditional == [30 * DAY, 60 * DAY]


def test_E31_a_feed_with_news_is_never_asked_for_all() -> None:
    state = changed(settle(polling(), fetched()), last_new=NOW, last_checked=NOW + 29 * DAY)
    assert choose_validators(state, NOW + 30 * DAY - 1).etag == '"1"'
    assert choose_validators(changed(state, last_new=None), NOW + 300 * DAY).etag == '"1"'


@pytest.mark.parametrize("value", ["x" * 8_193, '"a\x01b"', "a\x7f", "a\r", "a\n"])
def test_E32_validators_beyond_reason_are_not_kept(value: str) -> None:
    assert read_validator({"etag": value}, "etag") == ""
    assert read_validator({"etag": "x" * 8_192}, "etag") == "x" * 8_192


def test_E35_every_wait_says_why() -> None:
    outcomes: list[tuple[Outcome, str]] = [
        (fetched(), "Every 1 hour: that is the interval of the settings."),
        (fetched(fresh_for=12 * HOUR), "The server says that nothing changes for 12 hours."),
        (fetched(etag=""), "Once a day: the server cannot say whether anything changed, so it sends everything."),
        (Failed(FAULT), "It failed once, so it is tried again after 1 hour."),
        (Failed(FAULT, offline=True), "It waits for the network."),
        (Limited(NOW + 2 * DAY + 3 * HOUR, Reply(429)), "The server asked to be left alone for 2 days 3 hours."),
        (
            Limited(NOW + MINUTE, Reply(429)),
            "The server asked to be left alone for 1 minute, and it is asked every hour only.",
        ),
        (Gone(Reply(410)), "The feed is gone for good, so it is asked no more."),
    ]
    for outcome, reason in outcomes:
        assert next_check(polling(), outcome, interval=HOUR, now=NOW, jitter=0).reason == reason


def test_retry_after_in_the_past_by_the_servers_own_clock_is_no_time() -> None:
    headers = {"retry-after": "Sat, 21 Nov 2026 07:00:00 GMT", "date": DATE}
    assert read_retry_after(headers, NOW) == NOW
    assert find_limit(Reply(503, retry_after=NOW), 0, NOW) == NOW + HOUR
