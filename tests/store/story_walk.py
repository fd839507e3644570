"""Random operations on stories, each of which may be followed by a recount."""

import random
from collections import defaultdict
from collections.abc import Callable
from functools import partial

from store.counting import counters, recounted
from store.storing import NOW, House, draft
from tuinews.engine.arrivals.rules import decide
from tuinews.model.change import FeedEdit
from tuinews.model.entry import Flag
from tuinews.model.error import ConsentError, TuinewsError
from tuinews.model.ids import EntryId, FeedId
from tuinews.model.query import parse_query
from tuinews.model.text import safe_text
from tuinews.store import visibility
from tuinews.store.file.connection import transaction
from tuinews.store.freshness import Rhythm
from tuinews.store.rules.mute_rows import StoredMute
from tuinews.store.stories.story_counters import COUNT_STORIES
from tuinews.store.stories.story_tables import Decision, StoryTables

COUNTERS = "id, members, present, visible, listed, unread"


class StoryWalk:
    """A house in which anything happens to stories; entries are grouped by chance."""

    def __init__(self, house: House, seed: int) -> None:
        self.house = house
        self.chance = random.Random(seed)  # noqa: S311  it chooses operations
        self.number = 0
        house.writer._decide = decide
        self.feeds = [house.feed(name) for name in ("harbour", "planet", "courier", "echo")]

    def step(self) -> str:
        """Do something, and return what."""
        ways: list[tuple[int, Callable[[], object]]] = [
            (16, self.arrive),
            (6, self.mark),
            (2, self.mark_many),
            (4, self.split),
            (2, self.merge),
            (5, self.undo),
            (2, self.redo),
            (1, self.remove_feed),
            (1, self.set_apart),
            (2, self.mute),
            (2, self.unmute),
            (1, self.add_rule),
            (2, self.change_habits),
            (2, self.sweep),
            (1, self.trim),
            (2, self.tag),
            (2, self.age),
            (3, self.delete),
            (2, self.group_again),
            (2, self.follow),
        ]
        way = self.chance.choices([way for _, way in ways], [weight for weight, _ in ways])[0]
        before = members(self.house)
        try:
            way()
            if way in {self.split, self.merge, self.set_apart} and self.chance.random() < 0.4:
                self._take_back(before)
        except ConsentError as asked:
            self.house.writer.undo(agreed=asked.change)
        except TuinewsError:
            pass
        return way.__name__

    def check(self) -> None:
        """Compare the counters with a recount, and see that no story has one member."""
        counted = self.house.rows(f"SELECT {COUNTERS} FROM ({COUNT_STORIES}) ORDER BY id")  # noqa: S608  SQL of ours
        assert self.house.rows(f"SELECT {COUNTERS} FROM stories ORDER BY id") == counted  # noqa: S608  SQL of ours
        assert all(members > 1 for _, members, *_ in counted)
        assert counters(self.house) == recounted(self.house)
        folded = tuple(sum(max(row[column] - 1, 0) for row in counted) for column in (4, 5))
        assert self.house.rows("SELECT listed, unread FROM story_tallies") == [folded]
        counts = self.house.reader.counts()
        lines = "SELECT count(DISTINCT coalesce(story_id, -id)) FROM states WHERE "
        assert self.house.rows(lines + visibility.where_fresh()) == [(counts.unread - counts.folded_unread,)]

    def _take_back(self, before: dict[int, list[int]]) -> None:
        """Undo what was just done, if it did anything, and see that the stories are as they were."""
        if members(self.house) != before:
            self.house.writer.undo()
            assert members(self.house) == before

    def arrive(self) -> None:
        """Store an entry or two, and group them."""
        feed = self.chance.choice(self.feeds)
        tags = self.chance.sample(["Sea", "sea", "Land"], 2)
        drafts = [draft(f"e{self.number + position}", tags=tags) for position in range(self.chance.randint(1, 2))]
        self.number += len(drafts)
        for entry in self.house.store(feed, *drafts):
            self.house.writer.stories.group(partial(self._place, entry))

    def group_again(self) -> None:
        """Group an entry again, as when its title has changed."""
        entry = self._entry()
        known = f"SELECT 1 FROM states WHERE id = {entry} AND {visibility.where_subscribed()}"  # noqa: S608  as above
        if self.house.rows(known):
            self.house.writer.stories.group(partial(self._again, entry))

    def _again(self, entry: EntryId, tables: StoryTables) -> None:
        if tables.find_grouped([entry]) and (before := tables.begin_again(entry)) is not None:
            groups = self._groups(entry)
            group = self.chance.choice([entry, *groups]) if groups else entry
            self._keep(tables, entry, tables.settle_again(entry, before, group))

    def _place(self, entry: EntryId, tables: StoryTables) -> None:
        groups = self._groups(entry)
        group = self.chance.choice(groups) if groups and self.chance.random() < 0.7 else int(entry)
        others = [other for other in groups if other != group]
        merges = [self.chance.choice(others)] if others and group != entry and self.chance.random() < 0.1 else []
        self._keep(tables, entry, group, merges)

    def _keep(self, tables: StoryTables, entry: EntryId, group: int, merges: list[int] | None = None) -> None:
        feed = self.house.rows(f"SELECT feed_id FROM states WHERE id = {entry}")[0][0]  # noqa: S608  as above
        tables.keep(Decision(entry, group, feed, NOW, b"", [entry % 7], entry % 5, merges or []))

    def _groups(self, entry: EntryId) -> list[int]:
        """Return some of the groups that can be seen."""
        rows = self.house.rows(
            "SELECT DISTINCT g.group_id FROM story_entries g JOIN states s ON s.id = g.entry_id "  # noqa: S608  as above
            f"WHERE {visibility.where_subscribed('s')} AND g.entry_id <> {entry} ORDER BY g.group_id DESC LIMIT 12"
        )
        return [group for (group,) in rows]

    def _entry(self) -> EntryId:
        rows = self.house.rows("SELECT id FROM states ORDER BY id DESC LIMIT 40")
        return EntryId(self.chance.choice(rows)[0]) if rows else EntryId(1)

    def mark(self) -> None:
        """Mark an entry."""
        flag = self.chance.choice([Flag.READ, Flag.READ, Flag.STARRED, Flag.LATER])
        self.house.mark(flag, self._entry(), value=self.chance.random() < 0.6)

    def mark_many(self) -> None:
        """Mark all of a feed, or everything."""
        query = self.chance.choice(["feed:harbour", "feed:planet", "story:>2", "is:unread"])
        self.house.mark_all(query, Flag.READ, value=self.chance.random() < 0.5)

    def split(self) -> None:
        """Take an entry out of its story."""
        inside = f"SELECT id FROM states WHERE story_id IS NOT NULL AND {visibility.where_present()}"  # noqa: S608  as above
        rows = self.house.rows(inside)
        if rows:
            self.house.writer.stories.split(EntryId(self.chance.choice(rows)[0]))

    def merge(self) -> None:
        """Merge the stories of some entries."""
        self.house.writer.stories.merge([self._entry() for _ in range(self.chance.randint(2, 4))])

    def follow(self) -> None:
        """Follow a story, or no more."""
        rows = self.house.rows("SELECT id FROM stories")
        if rows:
            self.house.writer.stories.follow(self.chance.choice(rows)[0], value=self.chance.random() < 0.7)

    def undo(self) -> None:
        """Undo the last change."""
        self.house.writer.undo()

    def redo(self) -> None:
        """Do it again."""
        self.house.writer.redo()

    def remove_feed(self) -> None:
        """Remove a feed, which an undo or this brings back."""
        feed: FeedId = self.chance.choice(self.feeds)
        name = self.house.rows(f"SELECT url, removed_at FROM feeds WHERE id = {feed}")[0]  # noqa: S608  as above
        if name[1] is None:
            self.house.writer.remove_feed(feed)
        else:
            self.house.feed(name[0].removeprefix("https://").partition(".")[0])

    def set_apart(self) -> None:
        """Keep a feed out of stories, or let it in again."""
        self.house.writer.edit_feed(self.chance.choice(self.feeds), FeedEdit(stories=self.chance.random() < 0.5))

    def mute(self) -> None:
        """Mute a tag or a story, everywhere or in one feed, for good or until it is over."""
        query = self.chance.choice(["tag:land", "story:>2", f"story:{self._entry()}", "is:starred", "is:unread"])
        feed = self.chance.choice([None, *self.feeds])
        until = self.chance.choice([None, None, self.house.now + 2])
        self.house.writer.mutes.add(StoredMute(query, feed, until, self.house.now), query)
        self._settle()

    def unmute(self) -> None:
        """Remove a mute."""
        for (number,) in self.house.rows("SELECT id FROM mutes WHERE removed = 0 ORDER BY id LIMIT 1"):
            self.house.writer.mutes.remove(number, "mute")
        self._settle()

    def _settle(self) -> None:
        """Have stored entries follow the mutes, but for some that wait for another time."""
        mutes = self.house.reader.mutes
        for mute in mutes.find_stale(self.house.now):
            query = parse_query(mute.query, self.house.now)
            wanted = frozenset(mutes.find_matching(query, mute.feed_id)) if mute.active else frozenset[int]()
            hidden = frozenset(mutes.find_hidden(mute.id))
            if self.house.writer.mutes.release(mute, sorted(hidden - wanted)) and self.chance.random() < 0.9:
                self.house.writer.mutes.hide(mute, sorted(wanted - hidden))
                self.house.writer.mutes.end(mute)

    def add_rule(self) -> None:
        """Have entries that arrive be starred, read or tagged."""
        action = self.chance.choice([["star"], ["read"], ["later"], ["tag", "Own"]])
        name = safe_text(f"rule {self.number}")
        self.house.writer.rules.add(name, self.chance.choice(["tag:land", "-tag:land"]), [action])

    def change_habits(self) -> None:
        """Give a feed another cap, pause, shelf life or archive it, and the rhythm that follows."""
        feed = self.chance.choice(self.feeds)
        cap, pause = self.chance.choice([0, 1, 3]), self.chance.choice(["", "2027-02-01"])
        edit = FeedEdit(daily_cap=cap, pause_until=pause, archived=self.chance.random() < 0.3)
        self.house.writer.edit_feed(feed, edit)
        life = self.chance.choice([None, 3_600, 99_000, 10**9])
        self.house.writer.freshness.write_rhythms([Rhythm(feed, None, life, 0)])

    def sweep(self) -> None:
        """Have some entries leave the inbox or come back, as time goes by."""
        self.house.now += self.chance.choice([1, 60, 3_600])
        self.house.writer.freshness.sweep(self.house.now, self.chance.choice([1, 100]))
        self._settle()

    def trim(self) -> None:
        """Delete some of what was read, as retention does."""
        self.house.rows("UPDATE polling SET carried = 1")
        self.house.writer.trim(12)

    def tag(self) -> None:
        """Give an entry a tag of the user's own, or take it."""
        name, add = (safe_text("Own"),), self.chance.random() < 0.7
        self.house.writer.set_user_tags([self._entry()], name if add else (), () if add else name)

    def age(self) -> None:
        """Let an entry leave the inbox because it is too old, or come back."""
        with transaction(self.house.writer._connection):
            self.house.writer._connection.execute(
                "UPDATE states SET aged = ? WHERE id = ?", (self.chance.choice([0, NOW]), self._entry())
            )

    def delete(self) -> None:
        """Delete an entry, as what is too old is deleted."""
        with transaction(self.house.writer._connection):
            self.house.writer._connection.execute("DELETE FROM entries WHERE id = ?", (self._entry(),))


def members(house: House) -> dict[int, list[int]]:
    """The entries of each story."""
    found: defaultdict[int, list[int]] = defaultdict(list)
    for entry, story in house.rows("SELECT id, story_id FROM states WHERE story_id IS NOT NULL ORDER BY id"):
        found[story].append(entry)
    return dict(found)
