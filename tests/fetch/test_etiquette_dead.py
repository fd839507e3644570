"""A name that is no more and a network that is away look the same at first: which it was shows at the round's end."""

# ruff: noqa: N802  the rules go by a capital letter

import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.living import Living, rss
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
        waits.append((await living.polling(dead)).next_check - living.clock.now)
    assert (await living.polling(dead)).failures == 4
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
    assert (await living.polling(dead)).failures == 1


@NO_NAME
async def test_E30_alone_a_dead_domain_may_be_the_network(living: Living, number: int) -> None:
    dead = await dies(living, number)
    for _ in range(3):
        living.reopen()
        await living.refresh(later=2 * DAY)
    assert (await living.polling(dead)).failures == 0
    assert living.notices == [OFFLINE] * 3


async def test_E30_a_round_of_dead_domains_only_is_judged_by_what_answered_in_the_last_hour(living: Living) -> None:
    dead = await dies(living)
    await living.add("http://news.example/feed", rss("a"))
    living.reopen()
    await living.refresh(dead.id, later=50 * MINUTE, force=True)
    assert (await living.polling(dead)).failures == 1
    living.reopen()
    await living.refresh(dead.id, later=50 * MINUTE, force=True)
    assert (await living.polling(dead)).failures == 1
    assert living.notices == [OFFLINE]


async def test_E30_many_names_that_are_lost_at_once_are_the_network_whatever_answered_before(living: Living) -> None:
    lost = [await dies(living, url=f"http://dead{n}.example/dead{n}") for n in range(3)]
    await living.add("http://news.example/feed", rss("a"))
    living.reopen()
    await living.refresh(*(feed.id for feed in lost), later=50 * MINUTE, force=True)
    assert [(await living.polling(feed)).failures for feed in lost] == [0, 0, 0]
    assert living.notices == [OFFLINE]


async def test_E30_what_answers_at_home_says_nothing_of_the_network(living: Living) -> None:
    dead = await dies(living)
    page = living.web.url("/feed")
    living.web.put("/feed", rss("a"))
    (added,) = await living.library.feeds.add(page)
    living.reopen()
    _, outcomes = await living.refresh(force=True, later=50 * MINUTE)
    assert outcomes[added.feed.url] == "unchanged"
    assert (await living.polling(dead)).failures == 0


async def test_E30_behind_a_login_page_no_name_is_blamed(living: Living) -> None:
    dead = await dies(living)
    urls = [f"http://host{n}.example/feed{n}" for n in range(3)]
    for url in urls:
        await living.add(url, rss(url[-1]))
        living.put(url, "<html><body>Sign in</body></html>", "text/html")
    living.reopen()
    await living.refresh(later=2 * DAY)
    assert (await living.polling(dead)).failures == 0


async def test_E30_whom_nobody_asked_has_not_failed(living: Living) -> None:
    dark = [await dies(living, socket.EAI_AGAIN, f"http://dead{n}.example/dead{n}") for n in range(90)]
    living.reopen()
    answers = living.library._online.get

    async def late(*given: object, **more: object) -> object:
        """The network is back for one page while the round goes on."""
        outcome = await answers(*given, **more)  # type: ignore[arg-type]
        fetcher = living.library._online._fetcher
        assert fetcher is not None
        fetcher.answers += 1
        return outcome

    living.library._online.get = late  # type: ignore[method-assign,assignment]
    await living.refresh(later=2 * DAY)
    told = {refreshed.url: refreshed for refreshed in living.refreshed}
    unasked = [feed for feed in dark if "not asked" in told[feed.url].error]
    assert len(unasked) >= 20
    assert {(await living.polling(feed)).failures for feed in unasked} == {0}
    assert {(await living.polling(feed)).failures for feed in dark if feed not in unasked} == {1}
