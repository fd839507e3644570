"""Machines that share a folder, each with a store and a folder of its own, and what carries the files between them."""

import asyncio
import os
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple, cast

from store.storing import NOW, House, draft
from tuinews.engine.arrivals.rules import decide
from tuinews.engine.services import Services
from tuinews.engine.shared.machine_name import make_machine, take_fingerprint
from tuinews.engine.shared.runs import JOINING, Exchange, FolderRun
from tuinews.model.entry import Flag
from tuinews.model.feed import NewFeed
from tuinews.model.ids import EntryId, FeedId
from tuinews.model.shared.machine import SharedMachine
from tuinews.model.text import safe_text
from tuinews.store import Writer

FEEDS = ("harbour", "valley")
FEED = FEEDS[0]


class Killed(BaseException):
    """What ends a run at once, as a kill does: nothing after it is done."""


class _Now:
    """A connection whose work is done at once, and after so many pieces of it no more."""

    def __init__(self, owned: object, steps: list[int]) -> None:
        self._owned = owned
        self._steps = steps

    async def do(self, work: Callable[[Any], Any]) -> Any:
        if self._steps[0] == 0:
            raise Killed
        self._steps[0] -= 1
        return work(self._owned)


class _FewServices(NamedTuple):
    """As much of `Services` as a run needs."""

    clock: Callable[[], int]
    pages: _Now
    scans: _Now
    writer: _Now


@cache
def _loop() -> asyncio.AbstractEventLoop:
    """Return the loop of all runs, whose threads are made once."""
    return asyncio.new_event_loop()


class SharingHouse(House):
    """A store that shares a folder."""

    def __init__(self, place: Path, name: str) -> None:
        super().__init__(place / name)
        self.writer.close()
        self.writer = Writer(self.path, lambda: self.now, decide)
        self.name = name
        self.folder = place / name / "folder"
        self.folder.mkdir()

    def join(self) -> None:
        """Share the folder from now on."""
        fingerprint = take_fingerprint(self.path)
        self.writer.shared.join(SharedMachine(str(self.folder), make_machine(), self.name, fingerprint, JOINING))

    def sync(self, *, steps: int = -1) -> Exchange:
        """Exchange with the folder; after so many `steps` it is killed."""
        left = [steps]
        services = _FewServices(
            lambda: self.now, _Now(self.reader, left), _Now(self.reader, left), _Now(self.writer, left)
        )
        return _loop().run_until_complete(FolderRun(cast("Services", services), self.machine, None).carry_out())

    @property
    def machine(self) -> SharedMachine:
        """This machine's part."""
        found = self.reader.shared.read_machine()
        assert found is not None
        return found

    @property
    def log(self) -> Path:
        """This machine's own log."""
        return self.folder / self.machine.file

    def subscribe(self, name: str) -> FeedId:
        """Subscribe to a feed."""
        return self.writer.add_feed(NewFeed(f"https://{name}.example/feed"))

    def find_feed(self, name: str) -> FeedId | None:
        """The subscription to a feed, if there is one."""
        urls = {feed.url: feed.id for feed in self.reader.feeds()}
        return urls.get(f"https://{name}.example/feed")

    def fetch(self, name: str, *guids: str) -> None:
        """Store entries of a feed as if a poll had brought them."""
        feed_id = self.find_feed(name)
        if feed_id is not None:
            self.store(feed_id, *(draft(guid) for guid in guids))

    def entry(self, name: str, guid: str) -> EntryId | None:
        """The number of an entry that is in the lists."""
        address = f"https://{name}.example/feed"
        sql = (
            "SELECT e.id FROM entries e JOIN feeds f ON f.id = e.feed_id "
            "WHERE f.url = ? AND f.removed_at IS NULL AND e.guid = ?"
        )
        rows: list[tuple[Any, ...]] = self.writer._connection.execute(sql, (address, guid)).fetchall()
        return EntryId(rows[0][0]) if rows else None

    def set_mark(self, name: str, guid: str, flag: Flag, *, value: bool = True) -> bool:
        """Mark an entry; whether that changed anything."""
        number = self.entry(name, guid)
        return number is not None and bool(self.mark(flag, number, value=value).changed)

    def set_tag(self, name: str, guid: str, tag: str, *, value: bool = True) -> bool:
        """Tag an entry, or take that back; whether that changed anything."""
        number = self.entry(name, guid)
        if number is None:
            return False
        words = [safe_text(tag)]
        return bool(self.writer.set_user_tags([number], words if value else [], [] if value else words).changed)

    def see(self) -> dict[str, object]:
        """Return all that the user sees of what is shared."""
        entries = self.rows(
            "SELECT f.url, e.guid, s.read, s.starred, s.later, "
            "(SELECT text FROM entry_notes o WHERE o.entry_id = e.id), (SELECT group_concat(p.name, ' ') FROM ("
            "SELECT q.name FROM entry_tags t JOIN spellings q ON q.id = t.spelling_id "
            "WHERE t.entry_id = e.id AND t.givers >= 2 ORDER BY q.name) p) "
            "FROM feeds f JOIN entries e ON e.feed_id = f.id JOIN states s ON s.id = e.id "
            "WHERE f.removed_at IS NULL ORDER BY 1, 2"
        )
        feeds = self.rows("SELECT url, own_title, folder FROM feeds WHERE removed_at IS NULL ORDER BY url")
        views = self.rows("SELECT name, query FROM views ORDER BY key")
        return {"entries": entries, "feeds": feeds, "views": views}


def carry(source: SharingHouse, target: SharingHouse, name: str = "", content: bytes | None = None) -> None:
    """Bring a machine's log into another's folder, as it is or with another name or content."""
    if not source.log.exists():
        return
    file = target.folder / (name or source.log.name)
    brought = source.log.read_bytes() if content is None else content
    if file.exists() and file.read_bytes() == brought:
        return
    file.write_bytes(brought)
    moment = file.stat().st_mtime_ns + 1_000
    os.utime(file, ns=(moment, moment))


def meet(*houses: SharingHouse, rounds: int = 3) -> None:
    """Let all machines exchange until there is nothing left to tell."""
    for _ in range(rounds):
        for house in houses:
            house.sync()
            for other in houses:
                if other is not house:
                    carry(house, other)
    for house in houses:
        house.sync()


def flags(house: SharingHouse, guid: str) -> tuple[bool, ...]:
    """Whether an entry is read, starred and kept for later."""
    ((read, starred, later),) = house.rows(
        f"SELECT read, starred, later FROM states WHERE id = {house.entry(FEED, guid)}"  # noqa: S608  a number
    )
    return bool(read), bool(starred), bool(later)


def troubles(house: SharingHouse) -> list[str]:
    """What is told of the folder's files."""
    return [log.trouble for log in house.reader.shared.read_logs().values() if log.trouble]


def give(ant: SharingHouse, bee: SharingHouse, name: str = "", content: bytes | None = None) -> None:
    """Let one machine tell, and another one hear."""
    ant.sync()
    carry(ant, bee, name, content)
    bee.sync()


__all__ = ["FEED", "FEEDS", "NOW", "Killed", "SharingHouse", "carry", "flags", "give", "meet", "troubles"]
