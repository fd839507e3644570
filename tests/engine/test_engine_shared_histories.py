"""Random histories of three machines: whatever their folder's carrier does, all end alike and nothing decided is lost.

`TUINEWS_HISTORIES=10000` runs as many; `TUINEWS_SEED` begins with another one.
"""

import os
import shutil
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from random import Random
from typing import Any

import pytest

from engine.shared_machines import FEEDS, Killed, SharingHouse, carry, meet
from tuinews.model.change import FeedEdit
from tuinews.model.entry import Flag
from tuinews.model.text import safe_text

HISTORIES = int(os.environ.get("TUINEWS_HISTORIES", "6"))
SEED = int(os.environ.get("TUINEWS_SEED", "1"))
GUIDS = tuple(f"e{number}" for number in range(5))
STEPS = 40

Intentions = dict[tuple[Any, ...], object]
"""What was decided last, by what it is about, when all clocks are right."""


class _History:
    """Three machines, and what was decided on them."""

    def __init__(self, place: Path, random: Random, *, clocks_right: bool) -> None:
        self.random = random
        self.houses = [SharingHouse(place, name) for name in ("ant", "bee", "cat")]
        self.wanted: Intentions = {}
        self.moment = self.houses[0].now
        self.skews = [0, 0, 0] if clocks_right else [random.choice((0, -315_000_000, 315_000_000, 40)) for _ in "abc"]
        self.earlier: dict[str, list[bytes]] = {house.name: [] for house in self.houses}

    def live(self) -> None:
        """Let the user and the carrier do what they like for a while."""
        for house in self.houses:
            self._tick(house)
            self._subscribe(house)
            self._fetch(house)
            house.join()
        for _ in range(STEPS):
            house = self.random.choice(self.houses)
            self._tick(house)
            step = self.random.choice(
                (
                    *(
                        self._mark,
                        self._mark,
                        self._mark,
                        self._tag,
                        self._note,
                        self._subscribe,
                        self._unsubscribe,
                        self._edit,
                    ),
                    *(self._view, self._fetch, self._sync, self._sync, self._carry, self._carry, self._carry),
                    self._spoil,
                )
            )
            step(house)

    def end(self) -> None:
        """Let everything arrive in the end, and everything that is published be fetched."""
        for house in self.houses:
            for file in house.folder.iterdir():
                if file != house.log:
                    file.unlink()
        meet(*self.houses)
        for house in self.houses:
            for name in FEEDS:
                house.fetch(name, *GUIDS)
        meet(*self.houses)

    def close(self) -> None:
        """Let go of the stores."""
        for house in self.houses:
            house.reader.close()
            house.writer.close()

    def _tick(self, house: SharingHouse) -> None:
        self.moment += self.random.randrange(1, 300)
        house.now = self.moment + self.skews[self.houses.index(house)]

    def _mark(self, house: SharingHouse) -> None:
        name, guid, flag = self.random.choice(FEEDS), self.random.choice(GUIDS), self.random.choice(list(Flag))
        value = self.random.random() < 0.6
        if house.set_mark(name, guid, flag, value=value):
            self.wanted[name, guid, flag.value] = value

    def _tag(self, house: SharingHouse) -> None:
        name, guid, tag = self.random.choice(FEEDS), self.random.choice(GUIDS), self.random.choice(("sea", "hill"))
        value = self.random.random() < 0.6
        if house.set_tag(name, guid, tag, value=value):
            self.wanted[name, guid, tag] = value

    def _note(self, house: SharingHouse) -> None:
        name, guid, text = self.random.choice(FEEDS), self.random.choice(GUIDS), self.random.choice(("", "x", "y"))
        number = house.entry(name, guid)
        if number is not None and house.writer.notes.write(number, safe_text(text), house.now).changed:
            self.wanted[name, guid, "note"] = text

    def _subscribe(self, house: SharingHouse) -> None:
        name = self.random.choice(FEEDS)
        if house.find_feed(name) is None:
            house.subscribe(name)
            self.wanted[name, "subscribed"] = True
            self.wanted.pop((name, "title"), None)  # who subscribes anew begins without a title

    def _unsubscribe(self, house: SharingHouse) -> None:
        name = self.random.choice(FEEDS)
        feed_id = house.find_feed(name)
        if feed_id is not None and self.random.random() < 0.3:
            house.writer.remove_feed(feed_id)
            self.wanted[name, "subscribed"] = False

    def _edit(self, house: SharingHouse) -> None:
        name, title = self.random.choice(FEEDS), f"T{self.random.randrange(5)}"
        feed_id = house.find_feed(name)
        if feed_id is not None:
            (before,) = [feed.own_title for feed in house.reader.feeds() if feed.id == feed_id]
            house.writer.edit_feed(feed_id, FeedEdit(title=safe_text(title)))
            if before != title:
                self.wanted[name, "title"] = title

    def _view(self, house: SharingHouse) -> None:
        query = self.random.choice(("is:unread", "is:starred"))
        before = [view.query for view in house.reader.views()]
        house.writer.views.save(safe_text("Now"), query)
        if before != [query]:
            self.wanted["view",] = query

    def _fetch(self, house: SharingHouse) -> None:
        house.fetch(self.random.choice(FEEDS), *self.random.sample(GUIDS, 3))

    def _sync(self, house: SharingHouse) -> None:
        steps = self.random.randrange(12) if self.random.random() < 0.3 else -1
        with suppress(Killed):
            house.sync(steps=steps)
        if house.log.exists():
            self.earlier[house.name].append(house.log.read_bytes())

    def _carry(self, house: SharingHouse) -> None:
        """Carry a log whole, late, torn or doubled."""
        target = self.random.choice([other for other in self.houses if other is not house])
        versions = self.earlier[house.name]
        if not versions:
            return
        content = self.random.choice(versions[-3:])
        way = self.random.random()
        if way < 0.2:
            content = content[: self.random.randrange(len(content) + 1)]
        elif way < 0.3:
            place = self.random.randrange(len(content))
            content = content[:place] + bytes([self.random.randrange(256)]) + content[place + 1 :]
        copy = f"{house.log.stem}.sync-conflict-2026.log" if way > 0.9 else ""
        carry(house, target, copy, content)

    def _spoil(self, house: SharingHouse) -> None:
        """Give a machine's own log back as it was once, or torn, or not at all."""
        if self.random.random() < 0.4 and self.earlier[house.name]:
            content = self.random.choice(self.earlier[house.name])
            house.log.write_bytes(content[: self.random.randrange(len(content) + 1)])
        elif self.random.random() < 0.1:
            house.log.unlink(missing_ok=True)


def _see_wanted(house: SharingHouse, wanted: Intentions) -> Intentions:
    """Return what is so on a machine of all that was decided; what is about a feed that is gone is left out."""
    seen: Intentions = {}
    for name in wanted:
        match name:
            case (feed, "subscribed"):
                seen[name] = house.find_feed(feed) is not None
            case (feed, "title"):
                titles = [one.own_title for one in house.reader.feeds() if one.id == house.find_feed(feed)]
                seen[name] = titles[0] if titles else wanted[name]
            case (feed, guid, field):
                number = house.entry(feed, guid)
                seen[name] = wanted[name] if number is None else _has(house, number, field)
            case _:
                seen[name] = house.reader.views()[0].query
    return seen


def _has(house: SharingHouse, number: int, field: str) -> object:
    if field == "note":
        return "".join(row[0] for row in house.rows(f"SELECT text FROM entry_notes WHERE entry_id = {number}"))  # noqa: S608  a number
    if field in {flag.value for flag in Flag}:
        return bool(house.rows(f"SELECT {field} FROM states WHERE id = {number}")[0][0])  # noqa: S608  names of columns
    return (field,) in house.rows(
        "SELECT p.name FROM entry_tags t JOIN spellings p ON p.id = t.spelling_id "  # noqa: S608  a number
        f"WHERE t.givers >= 2 AND t.entry_id = {number}"
    )


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Path]:
    memory = Path("/dev/shm")  # noqa: S108  removed at the end
    if HISTORIES < 100 or not memory.is_dir():
        yield tmp_path
        return
    folder = memory / f"tuinews-histories-{os.getpid()}"
    folder.mkdir()
    yield folder
    shutil.rmtree(folder)


def test_three_machines_end_alike_and_nothing_decided_is_lost(place: Path) -> None:
    for number in range(SEED, SEED + HISTORIES):
        clocks_right = number % 3 > 0
        history = _History(place / str(number), Random(number), clocks_right=clocks_right)  # noqa: S311  histories
        history.live()
        history.end()
        first, *others = [house.see() for house in history.houses]
        assert others == [first, first], f"history {number}"
        if clocks_right:
            for house in history.houses:
                assert _see_wanted(house, history.wanted) == history.wanted, f"history {number}: {house.name}"
        history.close()
        shutil.rmtree(place / str(number))
