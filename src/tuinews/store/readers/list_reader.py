"""Reads lists: which entries match a query, how many, and what their rows show."""

from array import array
from collections.abc import Collection, Sequence
from dataclasses import replace

from tuinews.model.clock import Instant
from tuinews.model.entry import Headline
from tuinews.model.feed_names import FeedNames
from tuinews.model.query import FieldMatch, Order, Query
from tuinews.model.stories.entry_groups import FoldedIds, GroupKind
from tuinews.store import rows, visibility
from tuinews.store.bindings import bind_numbers
from tuinews.store.conditions import index_expression
from tuinews.store.feed_names import read_names_for
from tuinews.store.group_keys import fold_list
from tuinews.store.id_arrays import read_ids
from tuinews.store.lists.newest import read_newest
from tuinews.store.lists.rare_parts import find_rare_parts
from tuinews.store.lists.scopes import RarePart
from tuinews.store.readers.read_connection import ReadConnection
from tuinews.store.search import COUNT_NEW, COUNT_UNINDEXED, LACKS_ANY
from tuinews.store.select import find_missing_feeds, select_ids, select_set, select_tally

_PATIENCE = 0.05
"""Seconds after which what was found is enough for a first page."""


class ListReader:
    """`reader.lists`."""

    def __init__(self, connection: ReadConnection) -> None:
        self._connection = connection

    def ids(self, query: Query, now: Instant, limit: int | None = None) -> "array[int]":
        """Return the matching entries' ids in the query's order, as `array('q')`; with a limit, only the first."""
        if query.order is Order.RELEVANCE and query.fit is None and index_expression(query.condition):
            return self._rank_ids(query, now, limit)
        feeds = self._feed_names(query)
        with self._connection.use() as connection:
            if limit is not None:
                return array("q", read_newest(connection, query, feeds, limit).ids)
            rare = find_rare_parts(connection, query.condition)
            return read_ids(connection, select_ids(query, feeds, rare=rare))

    def _rank_ids(self, query: Query, now: Instant, limit: int | None) -> "array[int]":
        """Return the most relevant ids, then those that were not ranked, the newest first."""
        from tuinews.store.lists.relevance import rank

        with self._connection.use() as connection:
            ranked = rank(connection, query, self._feed_names(query), now)
        if ranked.whole or (limit is not None and limit <= len(ranked.ids)):
            return ranked.ids if limit is None else ranked.ids[:limit]
        known = frozenset(ranked.ids)
        most = None if limit is None else limit + len(known)
        rest = self.ids(replace(query, order=Order.NEWEST), now, most)
        return array("q", [*ranked.ids, *(number for number in rest if number not in known)][:limit])

    def _read_page(self, query: Query, now: Instant, limit: int) -> "tuple[array[int], bool]":
        """Return about so many of the first ids, fewer where more take long, and whether these are all."""
        feeds = self._feed_names(query)
        with self._connection.use() as connection:
            if query.order is Order.RELEVANCE and query.fit is None and index_expression(query.condition):
                from tuinews.store.lists.relevance import rank

                ranked = rank(connection, query, feeds, now, 1)
                return ranked.ids[:limit], ranked.whole and len(ranked.ids) <= limit
            first = read_newest(connection, query, feeds, limit, patience=_PATIENCE)
        return array("q", first.ids), not first.cut and len(first.ids) < limit

    def is_rank_bounded(self, query: Query) -> bool:
        """Whether only the newest matches of a query are sorted by relevance."""
        if query.order is not Order.RELEVANCE or not index_expression(query.condition):
            return False
        from tuinews.store.lists.relevance import is_rank_bounded

        with self._connection.use() as connection:
            return is_rank_bounded(connection, query, self._feed_names(query))

    def fold(self, query: Query, now: Instant, kinds: Collection[GroupKind], limit: int | None = None) -> FoldedIds:
        """Return the lines of a list whose groups of these kinds are folded; with a limit, those of its first entries.

        As long as less than half as many lines come of the entries that were read, more are read, to a bound. There are
        fewer lines where more take long, such as those of a phrase that is looked for in many texts.
        """
        if limit is None:
            return self.regroup(self.ids(query, now), now, kinds)
        for most in (limit, 4 * limit, 16 * limit):
            ids, whole = self._read_page(query, now, most)
            folded = self.regroup(ids, now, kinds)
            if whole:
                return folded
            if 2 * len(folded.ids) >= limit or len(ids) < most:
                break
        return folded._replace(complete=False)

    def regroup(self, ids: "array[int]", now: Instant, kinds: Collection[GroupKind]) -> FoldedIds:
        """Return the lines of a list that was read before, with the groups of now."""
        with self._connection.use() as connection:
            return fold_list(connection, ids, kinds, now)

    def count(self, query: Query, now: Instant) -> int:  # noqa: ARG002  part of the door
        """Return how many entries match."""
        sql = select_set(query, self._feed_names(query), rare=self._find_rare_parts(query))
        counted = f"SELECT count(*) FROM ({sql.text})"  # noqa: S608  SQL of ours, values bound
        return int(self._connection.rows(counted, sql.bindings)[0][0])

    def tally(self, query: Query) -> tuple[int, int]:
        """Return how many entries match, and how many of them are unread."""
        sql = select_tally(query, self._feed_names(query), rare=self._find_rare_parts(query))
        ((total, unread),) = self._connection.rows(sql.text, sql.bindings)
        return int(total), int(unread)

    def find_missing_feeds(self, query: Query) -> tuple[FieldMatch, ...]:
        """Return the feeds and folders that the query names and that do not exist."""
        return find_missing_feeds(query.condition, self._feed_names(query))

    def count_unindexed(self, *, new: bool = False) -> int:
        """Return how many entries the full-text index lacks or has with former words.

        With `new`, only those that it lacks.
        """
        return int(self._connection.rows(COUNT_NEW if new else COUNT_UNINDEXED)[0][0])

    def lacks_any(self) -> bool:
        """Whether there is any entry that the full-text index lacks."""
        return bool(self._connection.rows(LACKS_ANY)[0][0])

    def headlines(self, ids: Sequence[int], *, tags: bool = False) -> tuple[Headline, ...]:
        """Return the headlines with these ids in this order, on request with `tags`; missing ones are left out."""
        if not ids:
            return ()
        found = {row[0]: rows.headline(row) for row in self._connection.rows(rows.HEADLINES, (bind_numbers(ids),))}
        if tags:
            from tuinews.store.entries.entry_tags import read_tags

            with self._connection.use() as connection:
                for number, (theirs, own) in read_tags(connection, ids).items():
                    if number in found:
                        found[number] = found[number]._replace(tags=(*theirs, *own))
        return tuple(found[number] for number in ids if number in found)

    def find_existing(self, ids: Sequence[int]) -> frozenset[int]:
        """Return those of the ids that an entry has."""
        sql = f"SELECT id FROM states WHERE id IN (SELECT value FROM carray(?)) AND {visibility.where_present()}"  # noqa: S608  a condition of ours
        return frozenset(row[0] for row in self._connection.rows(sql, (bind_numbers(ids),)))

    def _find_rare_parts(self, query: Query) -> tuple[RarePart, ...]:
        with self._connection.use() as connection:
            return find_rare_parts(connection, query.condition)

    def _feed_names(self, query: Query) -> list[FeedNames]:
        with self._connection.use() as connection:
            return read_names_for(connection, query.condition)
