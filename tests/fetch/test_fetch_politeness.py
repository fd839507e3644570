"""E18: one request in flight and a gap between two at each host; many hosts at once, but not all."""

import asyncio
import resource
from collections.abc import Callable
from itertools import pairwise

import pytest

from fetch.loopback import NOW, Site, answer
from tuinews.config.settings import NetworkSettings
from tuinews.fetch import Fetched, Fetcher, HostPausedError, HostQueues, Request
from tuinews.fetch.host_queues import most_hosts_at_once


class Time:
    """A clock that only sleeping moves."""

    def __init__(self) -> None:
        self.now = 1_000.0

    def __call__(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        until = self.now + seconds
        await asyncio.sleep(0)
        self.now = max(self.now, until)


@pytest.fixture
def time() -> Time:
    return Time()


def lanes(time: Time, gap: float = 1.0, concurrency: int = 64) -> HostQueues:
    return HostQueues(lambda: NOW, gap, concurrency, sleep=time.sleep, monotonic=time)


async def run(made: HostQueues, urls: list[str], seen: Callable[[str, str], None]) -> None:
    async def one(url: str) -> None:
        async with made.turn(url):
            seen("start", url)
            for _ in range(3):
                await asyncio.sleep(0)
            seen("end", url)

    await asyncio.gather(*map(one, urls))


async def test_E18_one_request_in_flight_and_a_gap_between_two_starts_at_a_host(time: Time) -> None:  # noqa: N802
    starts: list[float] = []
    flying = [0, 0]

    def seen(what: str, _url: str) -> None:
        if what == "start":
            starts.append(time.now)
        flying[0] += 1 if what == "start" else -1
        flying[1] = max(flying)

    await run(lanes(time), ["http://a.example/1", "http://A.example:80/2", "http://a.example/3"], seen)
    assert flying[1] == 1
    assert [later - earlier for earlier, later in pairwise(starts)] == [1.0, 1.0]


async def test_E18_other_hosts_do_not_wait(time: Time) -> None:  # noqa: N802
    starts: list[float] = []
    hosts = [
        "http://a.example/",
        "https://a.example/",
        "http://a.example:81/",
        "http://127.0.0.1/",
        "http://127.0.0.2/",
    ]
    await run(lanes(time), hosts, lambda what, _url: starts.append(time.now) if what == "start" else None)
    assert starts == [1_000.0] * 5


async def test_E18_only_so_many_hosts_are_asked_at_once(time: Time) -> None:  # noqa: N802
    flying, most = 0, 0

    def seen(what: str, _url: str) -> None:
        nonlocal flying, most
        flying += 1 if what == "start" else -1
        most = max(most, flying)

    await run(lanes(time, concurrency=4), [f"http://h{n}.example/" for n in range(20)], seen)
    assert (flying, most) == (0, 4)


async def test_n13_slow_hosts_do_not_keep_the_others_waiting_but_are_bounded_too() -> None:
    made = HostQueues(lambda: NOW, 0.0, 2, patience=0.0)
    going: list[str] = []
    end = asyncio.Event()

    async def hang(url: str) -> None:
        async with made.turn(url):
            going.append(url)
            await end.wait()

    tasks = [asyncio.create_task(hang(f"http://h{n}.example/")) for n in range(7)]
    for _ in range(20):
        await asyncio.sleep(0)
    assert len(going) == 4
    end.set()
    await asyncio.gather(*tasks)
    assert len(going) == 7
    assert (made._slow, made._slots._value) == (0, 2)


def test_p5_few_files_mean_few_hosts_at_once() -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    try:
        resource.setrlimit(resource.RLIMIT_NOFILE, (64, hard))
        assert most_hosts_at_once() == 16
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


async def test_a_failed_or_cancelled_request_frees_the_lane(time: Time) -> None:
    made = lanes(time)
    with pytest.raises(ValueError, match="x"):
        async with made.turn("http://a.example/"):
            raise ValueError("x")
    started = asyncio.Event()

    async def stuck() -> None:
        async with made.turn("http://a.example/"):
            started.set()
            await asyncio.Event().wait()

    task = asyncio.create_task(stuck())
    await started.wait()
    waiting = asyncio.create_task(stuck())
    await asyncio.sleep(0)
    for one in (waiting, task):
        one.cancel()
    await asyncio.gather(task, waiting, return_exceptions=True)
    async with made.turn("http://a.example/"):
        pass


async def test_who_waits_is_told_when_the_host_asks_for_a_pause_meanwhile(time: Time) -> None:
    made = lanes(time)
    waiting: asyncio.Task[None] | None = None

    async def next_one() -> None:
        async with made.turn("http://a.example/2"):
            pass

    async with made.turn("http://a.example/1"):
        waiting = asyncio.create_task(next_one())
        await asyncio.sleep(0)
        made.pause("http://a.example/1", NOW + 60)
    with pytest.raises(HostPausedError) as raised:
        await waiting
    assert raised.value.until == NOW + 60


async def test_a_pause_only_grows_and_ends(time: Time) -> None:
    now = NOW
    made = HostQueues(lambda: now, 0.0, sleep=time.sleep, monotonic=time)
    made.pause("http://a.example/", NOW + 60)
    made.pause("http://a.example/", NOW + 30)
    assert made.find_pause("http://a.example/x") == NOW + 60
    assert await made.hop("http://a.example/x") == NOW + 60
    now = NOW + 60
    assert made.find_pause("http://a.example/x") is None
    assert await made.hop("http://a.example/x") is None


async def test_a_redirect_keeps_the_gap_at_its_host_too(time: Time, site: Site) -> None:
    made = lanes(time)
    starts: list[float] = []

    async def pace(url: str) -> int | None:
        until = await made.hop(url)
        starts.append(time.now)
        return until

    fetcher = Fetcher(lambda: NOW, NetworkSettings(), pace, site.system_network())
    site.serve("/new", answer(200, b"x"))
    url = site.serve("/old", answer(301, Location="/new"))
    async with made.turn(url):
        assert isinstance(await fetcher.fetch(Request(url)), Fetched)
    async with made.turn(url):
        starts.append(time.now)
    assert starts == [1_001.0, 1_002.0]
    await fetcher.close()


async def test_thousands_of_hosts_leave_no_lanes_behind(time: Time) -> None:
    made = lanes(time, gap=0.0)
    await run(made, [f"http://h{n}.example/" for n in range(500)], lambda _what, _url: None)
    assert not made._queues
