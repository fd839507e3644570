"""What a library and a server do to each other, whichever server it is: one scenario for doubles and for a real one."""

from typing import Protocol

from tuinews.engine.library import Library
from tuinews.model.entry import Entry, Flag, Mark
from tuinews.model.query import parse_query

NOW = 1_800_000_000


class OtherSide(Protocol):
    """A server as its own pages show it, items called by their titles."""

    def unread(self) -> set[str]: ...

    def starred(self) -> set[str]: ...

    def mark_read(self, title: str) -> None: ...

    def star(self, title: str) -> None: ...


async def read_entries(library: Library) -> dict[str, Entry]:
    """Return the entries of the lists, by title."""
    ids = list(await library.entries.ids(parse_query("", NOW)))
    return {entry.title: entry for entry in await library.entries.entries(ids)}


async def go_both_ways(library: Library, login: tuple[str, str, str], there: OtherSide) -> None:
    """Log in, read here and there, sync, and expect the same on both sides, without effect the second time."""
    await library.sync.login(*login)
    result = await library.sync.run()
    assert not result.error
    here = await read_entries(library)
    assert {title for title, entry in here.items() if not entry.read} == there.unread()
    first, second, third, fourth, *_ = sorted(here)

    await library.entries.mark(Mark(Flag.READ, value=True, ids=(here[first].id, here[second].id)))
    await library.entries.mark(Mark(Flag.STARRED, value=True, ids=(here[second].id,)))
    there.mark_read(third)
    there.star(fourth)
    result = await library.sync.run()
    assert not result.error
    here = await read_entries(library)
    assert {title for title, entry in here.items() if not entry.read} == there.unread()
    assert {title for title, entry in here.items() if entry.starred} == there.starred() == {second, fourth}
    assert here[first].read
    assert here[third].read

    await library.entries.mark(Mark(Flag.READ, value=False, ids=(here[third].id,)))
    await library.entries.mark(Mark(Flag.STARRED, value=False, ids=(here[fourth].id,)))
    await library.sync.run()
    idle = await library.sync.run()
    assert not idle.error
    assert (idle.pulled, idle.pushed) == (0, 0)
    assert idle.requests <= 8
    assert third in there.unread()
    assert there.starred() == {second}
    assert (await library.sync.status()).pending == 0
