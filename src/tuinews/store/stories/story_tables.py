"""What the grouping reads and writes: the entries that wait for it, those that came before, and what it decided."""

import json
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

import apsw

from tuinews.model.clock import Instant
from tuinews.model.stories.story import StoryEvidence
from tuinews.store.bindings import bind_numbers
from tuinews.store.stories.membership import (
    find_group,
    find_story,
    find_story_of_group,
    leave,
    put_together,
    read_flags,
    read_members,
    rename_group,
    set_merge,
)
from tuinews.store.stories.term_counts import TermCounts
from tuinews.store.visibility import where_subscribed


class WaitingEntry(NamedTuple):
    """An entry that is to be grouped."""

    id: int
    feed_id: int
    moment: Instant
    title: str
    lang: str
    url: str
    html: bytes | None
    """The feed's text, deflated."""
    page: bytes | None
    """The page's text, deflated."""


StoredSignature = tuple[int, int, int, Instant, bytes]
"""An entry that came before: its number, its group, its feed, its moment and its packed signature."""


class Decision(NamedTuple):
    """What was decided of an entry, in the words of the store."""

    entry: int
    group: int
    feed_id: int
    moment: Instant
    signature: bytes
    keys: Sequence[int]
    pattern: int
    merges: Sequence[int] = ()
    """Groups that turned out to be this one."""
    same_text: int | None = None


_OLDEST = f"""
    SELECT u.entry_id, coalesce({where_subscribed("s")} AND s.moment >= ? AND p.stories, 0)
    FROM ungrouped u
    LEFT JOIN states s ON s.id = u.entry_id LEFT JOIN polling p ON p.feed_id = s.feed_id ORDER BY u.entry_id
"""  # noqa: S608  a condition of ours
_WAITING = """
    SELECT e.id, e.feed_id, e.moment, e.title, e.lang, e.url, b.feed_html, b.page_html
    FROM entries e LEFT JOIN bodies b ON b.entry_id = e.id
    WHERE e.id IN (SELECT value FROM carray(?)) ORDER BY e.id
"""
_FIND = """
    SELECT entry_id FROM story_postings WHERE term = ? AND moment BETWEEN ? AND ?
    ORDER BY moment DESC, entry_id DESC LIMIT ?
"""
_FIND_ALL = """
    SELECT p.term, p.moment, p.entry_id FROM carray(?1) c CROSS JOIN story_postings p ON p.term = c.value
    WHERE p.moment BETWEEN ?2 AND ?3 AND p.moment >= coalesce((
        SELECT q.moment FROM story_postings q WHERE q.term = c.value AND q.moment BETWEEN ?2 AND ?3
        ORDER BY q.moment DESC LIMIT 1 OFFSET ?4
    ), 0)
"""
_READ = f"""
    SELECT g.entry_id, g.group_id, s.feed_id, s.moment, g.signature
    FROM story_entries g JOIN states s ON s.id = g.entry_id
    WHERE g.entry_id IN (SELECT value FROM carray(?)) AND {where_subscribed("s")}
"""  # noqa: S608  as above


class StoryTables:
    """The tables of the grouping, within one transaction."""

    def __init__(self, connection: apsw.Connection, counts: TermCounts, *, unchanged: bool = False) -> None:
        """`unchanged` says that nobody has written to the store since the grouping did so last."""
        self._connection = connection
        self.counts = counts
        self.unchanged = unchanged
        counts.load(connection)

    def read_waiting(self, limit: int, since: Instant) -> list[WaitingEntry]:
        """Return the oldest entries that wait, and forget those from before `since` and those that are not grouped."""
        chosen: list[int] = []
        unwanted: list[int] = []  # by the thousand after a first fetch, which brings years of old entries
        for number, wanted in self._connection.execute(_OLDEST, (since,)):
            (chosen if wanted else unwanted).append(number)
            if len(chosen) == limit:
                break
        self.forget_waiting(unwanted)
        return [WaitingEntry(*row) for row in self._connection.execute(_WAITING, (bind_numbers(chosen),))]

    def find_entries(self, term: int, since: Instant, until: Instant, limit: int) -> list[int]:
        """Return the entries of a span of time that have a term among their keys, the newest first."""
        return [number for (number,) in self._connection.execute(_FIND, (term, since, until, limit))]

    def find_postings(
        self, terms: Iterable[int], since: Instant, until: Instant, limit: int
    ) -> list[tuple[int, Instant, int]]:
        """Return each term with the moments and numbers of its entries of a span of time, in any order.

        Of a term that has more than `limit`, they are the newest, at least one more than the limit.
        """
        found: list[Any] = self._connection.execute(_FIND_ALL, (bind_numbers(terms), since, until, limit)).fetchall()
        return found

    def read_entries(self, entry_ids: Iterable[int]) -> list[StoredSignature]:
        """Return what is kept of entries; those that are gone are left out."""
        found: list[Any] = self._connection.execute(_READ, (bind_numbers(entry_ids),)).fetchall()
        return found

    def read_members(self, group: int, limit: int) -> list[int]:
        """Return the newest members of a group that later entries are compared with."""
        sql = "SELECT entry_id FROM story_entries WHERE group_id = ? ORDER BY entry_id DESC LIMIT ?"
        return [number for (number,) in self._connection.execute(sql, (group, limit))]

    def read_pattern(self, feed_id: int, pattern: int) -> tuple[int, Instant] | None:
        """Return how often a feed used titles of a pattern, and when last."""
        sql = "SELECT times, last FROM story_patterns WHERE feed_id = ? AND pattern = ?"
        row = self._connection.execute(sql, (feed_id, pattern)).fetchone()
        return None if row is None else (int(row[0]), int(row[1]))

    def count_terms(self, entries: Sequence[Iterable[int]]) -> None:
        """Count the terms of entries."""
        self.counts.count(self._connection, entries)

    def read_splits(self) -> list[tuple[int, int]]:
        """Return the pairs of groups that the user split, each in both directions."""
        return list(self._connection.execute("SELECT group_id, other_id FROM story_splits"))

    def find_grouped(self, entry_ids: Iterable[int]) -> list[int]:
        """Return those of the entries that were grouped before, because their titles have changed since."""
        sql = "SELECT entry_id FROM story_entries WHERE entry_id IN (SELECT value FROM carray(?))"
        return [number for (number,) in self._connection.execute(sql, (bind_numbers(entry_ids),))]

    def begin_again(self, entry_id: int) -> int | None:
        """Forget an entry that is to be grouped again, and return the number that its group has meanwhile.

        It is `None` for an entry that stays where it is, because the user said in which story it is.
        """
        story = find_story(self._connection, entry_id)
        if story is not None and read_flags(self._connection, story).by_hand:
            return None
        group = find_group(self._connection, entry_id)
        self._connection.execute("DELETE FROM story_entries WHERE entry_id = ?", (entry_id,))
        if group != entry_id:
            return group
        # that the entry comes back to this group must differ from its being alone
        rename_group(self._connection, entry_id, -entry_id)
        return -entry_id

    def settle_again(self, entry_id: int, before: int, group: int) -> int:
        """Take an entry out of its group `before`, unless it was placed there again; return the group that it is in."""
        if before == -entry_id:
            rename_group(self._connection, before, entry_id)
        if group != before:
            leave(self._connection, entry_id)
            return group
        return abs(group)

    def keep(self, decision: Decision) -> None:
        """Keep an entry to compare later ones with, and put it into its story."""
        entry, group, feed_id, moment = decision[:4]
        self._connection.execute(
            "INSERT OR REPLACE INTO story_entries (entry_id, group_id, signature) VALUES (?, ?, ?)",
            (entry, group, decision.signature),
        )
        self._connection.executemany(
            "INSERT OR IGNORE INTO story_postings (term, moment, entry_id) VALUES (?, ?, ?)",
            [(term, moment, entry) for term in decision.keys],
        )
        self._connection.execute(
            "INSERT INTO story_patterns (feed_id, pattern, times, last) VALUES (?, ?, 1, ?) ON CONFLICT DO UPDATE "
            "SET times = times + 1, last = max(last, excluded.last)",
            (feed_id, decision.pattern, moment),
        )
        for other in decision.merges:
            self._merge(other, group)
        if group != entry:
            self._join(entry, group)
        if decision.same_text is not None:
            self._keep_same_text(entry, decision.same_text)

    def _join(self, entry: int, group: int) -> None:
        story = find_story_of_group(self._connection, group)
        there = self._connection.execute("SELECT 1 FROM stories WHERE id = ?", (story,)).get
        put_together(self._connection, story, [entry] if there else [entry, *self.read_members(group, -1)])

    def _merge(self, other: int, group: int) -> None:
        """Let another group be part of a group, and their stories one."""
        before, story = (find_story_of_group(self._connection, number) for number in (other, group))
        members = {
            *self.read_members(other, -1),
            *self.read_members(group, -1),
            *read_members(self._connection, before),
        }
        put_together(self._connection, story, members, read_flags(self._connection, before))
        self._connection.execute("UPDATE story_merges SET story_id = ? WHERE story_id = ?", (story, before))
        rename_group(self._connection, other, group)
        # so that `story:` still finds it by the number that it had
        set_merge(self._connection, other, story)

    def _keep_same_text(self, entry: int, other: int) -> None:
        text = self._connection.execute("SELECT text_id FROM same_texts WHERE entry_id = ?", (other,)).get or other
        sql = "INSERT OR REPLACE INTO same_texts (entry_id, text_id) VALUES (?, ?)"
        self._connection.executemany(sql, [(entry, text), (other, text)])

    def keep_evidence(self, entry: int, evidence: StoryEvidence) -> None:
        """Keep why an entry is where it is."""
        values = [json.dumps(part, ensure_ascii=False) for part in (evidence.words, evidence.gates, evidence.near)]
        sql = "INSERT OR REPLACE INTO story_evidence (entry_id, score, words, gates, near) VALUES (?, ?, ?, ?, ?)"
        self._connection.execute(sql, (entry, evidence.score, *values))

    def forget_waiting(self, entry_ids: Iterable[Any]) -> None:
        """Say that entries need not be grouped any more."""
        self._connection.executemany("DELETE FROM ungrouped WHERE entry_id = ?", [(number,) for number in entry_ids])
