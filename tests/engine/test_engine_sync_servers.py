"""A library in step with servers of the tests, over sockets: protocol, sync and store together."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest

from engine.web import Clock
from servers.both_ways import go_both_ways, read_entries
from servers.google_quirks import FRESHRSS, MINIFLUX, STRICT
from servers.google_reader import GoogleReaderServer
from servers.loopback_server import Fault, html_page, too_many
from servers.miniflux_server import MinifluxServer
from servers.server_library import ServedItem, ServerLibrary
from tuinews.engine.library import Library
from tuinews.model.clock import DAY
from tuinews.model.entry import Flag, Mark

SERVERS: dict[str, Callable[[], GoogleReaderServer | MinifluxServer]] = {
    "freshrss": lambda: GoogleReaderServer(quirks=FRESHRSS),
    "miniflux-google": lambda: GoogleReaderServer(quirks=MINIFLUX),
    "generic": lambda: GoogleReaderServer(quirks=STRICT),
    "miniflux": MinifluxServer,
}


@dataclass
class InMemory:
    """The other side of a library in memory."""

    library: ServerLibrary

    def unread(self) -> set[str]:
        return {item.title for item in self.library.items.values() if not item.read}

    def starred(self) -> set[str]:
        return {item.title for item in self.library.items.values() if item.starred}

    def mark_read(self, title: str) -> None:
        self._find(title).read = True

    def star(self, title: str) -> None:
        self._find(title).starred = True

    def _find(self, title: str) -> ServedItem:
        return next(item for item in self.library.items.values() if item.title == title)


@pytest.fixture
def freshrss() -> Iterator[GoogleReaderServer]:
    with GoogleReaderServer(quirks=FRESHRSS) as served:
        served.library.fill(20, 2)
        yield served


@pytest.mark.parametrize("kind", SERVERS)
async def test_marks_go_both_ways(kind: str, library: Library) -> None:
    with SERVERS[kind]() as served:
        served.library.fill(12, 2)
        await go_both_ways(library, (served.url, served.user, served.password), InMemory(served.library))
        assert (await library.sync.status()).kind == kind


async def test_a_star_that_was_said_to_be_ok_without_effect_is_sent_again(
    library: Library, freshrss: GoogleReaderServer
) -> None:
    await library.sync.login(freshrss.url, freshrss.user, freshrss.password)
    await library.sync.run()
    entry = (await read_entries(library))["Report 3"]
    await library.entries.mark(Mark(Flag.STARRED, value=True, ids=(entry.id,)))
    freshrss.faults.append(Fault("edit-tag", "ignored"))
    for _ in range(3):
        await library.sync.run()
    assert len(freshrss.library.starred()) == 1
    assert (await library.sync.status()).pending == 0


@pytest.mark.parametrize("fault", [Fault("ids"), Fault("ids", "cut", times=3), Fault("ids", told=html_page()),
                                   Fault("ids", told=too_many())], ids=["500", "cut", "login page", "429"])  # fmt: skip
async def test_a_run_that_fails_in_the_middle_changes_no_state(
    fault: Fault, library: Library, freshrss: GoogleReaderServer
) -> None:
    await library.sync.login(freshrss.url, freshrss.user, freshrss.password)
    await library.sync.run()
    before = await read_entries(library)
    fault.skip = 1
    freshrss.faults.append(fault)
    result = await library.sync.run()
    assert result.error
    assert await read_entries(library) == before


async def test_a_label_deleted_between_two_runs_takes_nothing_else_along(
    library: Library, freshrss: GoogleReaderServer
) -> None:
    item = next(iter(freshrss.library.items.values()))
    item.labels.add("holiday")
    freshrss.library.labels.add("holiday")
    await library.sync.login(freshrss.url, freshrss.user, freshrss.password)
    await library.sync.run()
    assert (await read_entries(library))[item.title].user_tags == ("holiday",)
    freshrss.library.remove_label("holiday")
    assert not (await library.sync.run()).error
    here = await read_entries(library)
    assert not any(entry.user_tags for entry in here.values())
    assert not any(entry.read or entry.starred for entry in here.values())


@pytest.mark.parametrize(("kind", "asked"), [("miniflux", "changed_after"), ("freshrss", "i")])
async def test_an_article_edited_at_its_source_is_edited_here_a_day_later(
    kind: str, asked: str, library: Library, clock: Clock
) -> None:
    with SERVERS[kind]() as served:
        served.library.fill(12, 2)
        await library.sync.login(served.url, served.user, served.password)
        await library.sync.run()
        oldest = next(iter(served.library.items.values()))
        title, oldest.title, oldest.updated = oldest.title, "Edited", clock.now + 60
        other = served.library.add_item(served.library.feeds[oldest.feed], "Read elsewhere", read=True)
        other.updated = clock.now + 60
        await library.sync.run()
        assert title in await read_entries(library), "once a day is enough"
        clock.now += DAY
        served.log.clear()
        assert not (await library.sync.run()).error
        here = await read_entries(library)
    assert "Edited" in here
    assert title not in here
    assert other.title not in here
    assert [one for one in served.log if one.value(asked)]
