"""A name that is no more and a network that is away look the same at first: which it was shows at the round's end."""

# ruff: noqa: N802  the rules go by a capital letter

import asyncio
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.living import PUBLIC, Living, rss
from tuinews.fetch import SystemNetwork
from tuinews.model.clock import DAY, HOUR, MINUTE
from tuinews.model.feed import Feed

DEAD = "http://dead.example/dead"
OFFLINE = "You seem to be offline: everything cached stays readable."
NO_NAME = pytest.mark.parametrize("number", [socket.EAI_NONAME, socket.EAI_AGAIN], ids=["no such name", "no answer"])


@pytest.fixture
def living(tmp_path: Path) -> Iterator[Living]:
    living = Living(tmp_path)
    yield living
    living.close()


async def dies(living: Living, number: int = socket.EAI_NONAME, url: str = DEAD) -> Feed:
    """A feed whose domain is given up after it was subscribed to."""
    feed = await living.add(url, rss("dead"))
    living.unknown[url.split("/")[2]] = number
    return feed


@NO_NAME
async def test_E15_E30_a_dead_domain_backs_off_while_other_feeds_answer(living: Living, number: int) -> None:
    dead = await dies(living, number)
    await living.add("http://news.example/feed", rss("a"))
    waits = []
    for _ in range(4):
        living.reopen()  # what one process knows of the network the next one does not
        await living.refresh(force=True, later=2 * DAY)
        waits.append((await living.polling(dead)).schedule.next_check - living.clock.now)
    assert (await living.polling(dead)).last_check.failures == 4
    assert [wait // HOUR for wait in waits] == [1, 2, 4, 8]
    assert (await living.library.feeds.get(dead.id)).error.startswith("The name of dead.example cannot be looked up")
    assert living.notices == []


async def test_E30_a_dead_domain_that_is_asked_before_all_others_backs_off_too(living: Living) -> None:
    dead = await dies(living)
    for n in range(12):
        await living.add(f"http://host{n}.example/feed{n}", rss(str(n)))
    living.reopen()
    _, outcomes = await living.refresh(later=2 * DAY)
    assert list(outcomes).index(DEAD) == 12  # it is weighed when all others are done
    assert (await living.polling(dead)).last_check.failures == 1


@NO_NAME
async def test_E30_alone_a_dead_domain_may_be_the_network(living: Living, number: int) -> None:
    dead = await dies(living, number)
    for _ in range(3):
        living.reopen()
        await living.refresh(later=2 * DAY)
    assert (await living.polling(dead)).last_check.failures == 0
    assert living.notices == [OFFLINE] * 3


async def test_E30_a_round_of_dead_domains_only_is_judged_by_what_answered_in_the_last_hour(living: Living) -> None:
    dead = await dies(living)
    await living.add("http://news.example/feed", rss("a"))
    living.reopen()
    await living.refresh(dead.id, later=50 * MINUTE, force=True)
    assert (await living.polling(dead)).last_check.failures == 1
    living.reopen()
    await living.refresh(dead.id, later=50 * MINUTE, force=True)
    assert (await living.polling(dead)).last_check.failures == 1
    assert living.notices == [OFFLINE]


async def test_E30_many_names_that_are_lost_at_once_are_the_network_whatever_answered_before(living: Living) -> None:
    lost = [await dies(living, url=f"http://dead{n}.example/dead{n}") for n in range(3)]
    await living.add("http://news.example/feed", rss("a"))
    living.reopen()
    await living.refresh(*(feed.id for feed in lost), later=50 * MINUTE, force=True)
    assert [(await living.polling(feed)).last_check.failures for feed in lost] == [0, 0, 0]
    assert living.notices == [OFFLINE]


async def test_E30_what_answers_at_home_says_nothing_of_the_network(living: Living) -> None:
    dead = await dies(living)
    page = living.web.url("/feed")
    living.web.put("/feed", rss("a"))
    (added,) = await living.library.feeds.add(page)
    living.reopen()
    _, outcomes = await living.refresh(force=True, later=50 * MINUTE)
    assert outcomes[added.feed.url] == "unchanged"
    assert (await living.polling(dead)).last_check.failures == 0


async def test_E30_behind_a_login_page_no_name_is_blamed(living: Living) -> None:
    dead = await dies(living)
    urls = [f"http://host{n}.example/feed{n}" for n in range(3)]
    for url in urls:
        await living.add(url, rss(url[-1]))
        living.put(url, "<html><body>Sign in</body></html>", "text/html")
    living.reopen()
    await living.refresh(later=2 * DAY)
    assert (await living.polling(dead)).last_check.failures == 0


@NO_NAME
@pytest.mark.parametrize("found", [1, 10, 57, 59])
async def test_E30_n8_a_network_that_goes_away_during_a_round_blames_nobody(
    living: Living, number: int, found: int
) -> None:
    urls = [f"http://host{n}.example/feed{n}" for n in range(60)]
    for url in urls:
        living.put(url, rss(url[-5:]))
    await living.subscribe(*urls)
    looked_up: list[str] = []

    async def resolve(host: str, _port: int) -> list[str]:
        looked_up.append(host)
        if len(looked_up) > found:
            raise socket.gaierror(number, "gone")
        return [PUBLIC]

    living.library._services.system_network = SystemNetwork(environ={}, resolve=resolve, connect=living._connect)
    _, outcomes = await living.refresh()
    assert list(outcomes.values()).count("updated") == found
    feeds = await living.library.feeds.all()
    assert {(feed.status, feed.error) for feed in feeds} == {("ok", ""), ("new", "")}
    assert {(await living.polling(feed)).last_check.failures for feed in feeds} == {0}
    assert sum(refreshed.offline for refreshed in living.refreshed) == 60 - found


async def test_E30_a_name_that_nobody_knows_fails_with_the_second_round_in_which_it_is_the_last(living: Living) -> None:
    """As one whose name server is silent for long: all others have answered before."""
    await living.add("http://news.example/feed", rss("a"))
    await living.add("http://sport.example/sport", rss("b"))
    dead = await dies(living)
    found: list[str] = []
    others = asyncio.Event()

    async def resolve(host: str, _port: int) -> list[str]:
        if host == "dead.example":
            await others.wait()
            raise socket.gaierror(socket.EAI_NONAME, "no such name")
        found.append(host)
        if len(found) == 2:
            others.set()
        return [PUBLIC]

    failures, waits = [], []
    for _ in range(5):
        living.reopen()
        living.library._services.system_network = SystemNetwork(environ={}, resolve=resolve, connect=living._connect)
        found.clear()
        others.clear()
        await living.refresh(later=2 * DAY)
        failures.append((await living.polling(dead)).last_check.failures)
        waits.append((await living.polling(dead)).schedule.next_check - living.clock.now)
    assert failures == [0, 1, 2, 3, 4]
    assert [wait // HOUR for wait in waits[1:]] == [1, 2, 4, 8]
    assert living.notices == []


async def test_E30_n10_a_network_that_is_away_for_whole_rounds_makes_nobody_guilty_in_the_next(living: Living) -> None:
    urls = [f"http://host{n}.example/feed{n}" for n in range(4)]
    for url in urls:
        await living.add(url, rss(url[-1]))
    living.network = False
    await living.refresh(later=2 * DAY)
    living.network, living.unknown = True, {"host3.example": socket.EAI_AGAIN}
    await living.refresh(later=MINUTE)
    assert {(await living.polling(feed)).last_check.failures for feed in await living.library.feeds.all()} == {0}
