"""Reads topics: for their page, the sidebar, the place of one, and the commands."""

from collections.abc import Iterable, Sequence
from itertools import islice

from tuinews.model.clock import DAY, Instant
from tuinews.model.text import SafeText, fold
from tuinews.model.topics.tag_forms import fold_tag
from tuinews.model.topics.topic import RECENT_DAYS, TREND_DAYS, SameTag, Topic, TopicSuggestion, measure_heat
from tuinews.store.bindings import bind_numbers
from tuinews.store.entries.entry_tags import read_stored_tags
from tuinews.store.readers.read_connection import ReadConnection
from tuinews.store.rows import SqlRow
from tuinews.store.topics.companions import count_together, find_companions, name_tags
from tuinews.store.topics.days import are_days_current, find_days
from tuinews.store.topics.spellings import TAG_OF, tag_values
from tuinews.store.topics.suggestions import CountedTag, suggest
from tuinews.store.visibility import where_listed

_TOPICS = """
    SELECT s.tag_id, coalesce(nullif(o.name, ''), s.name), max(s.uses), sum(s.uses) AS total, sum(s.unread),
        coalesce(o.followed, 0), coalesce(o.colour, '')
    FROM spellings s LEFT JOIN topics o ON o.tag_id = s.tag_id {where} GROUP BY s.tag_id {having}
"""
_ALL = _TOPICS.format(where="{where}", having="HAVING total > 0 ORDER BY {order} LIMIT ?")
_SOME = _TOPICS.format(where="WHERE s.tag_id IN (SELECT value FROM carray(?))", having="")
_NAMED = "WHERE s.tag_id IN (SELECT coalesce(alias_of, id) FROM tags WHERE instr(key, ?1) OR instr(form, ?1))"
_ORDERS = {"count": "total DESC, 2", "name": "(SELECT g.key FROM tags g WHERE g.id = s.tag_id)"}
_BURSTS = """
    SELECT tag_id, sum(total) FILTER (WHERE start >= ?2) AS recent, sum(total) FILTER (WHERE start < ?2)
    FROM tag_days WHERE start >= ?1 AND start < ?3 GROUP BY tag_id HAVING recent >= 3
"""
_TRENDS = "SELECT tag_id, start, total FROM tag_days WHERE tag_id IN (SELECT value FROM carray(?)) AND start >= ?"
_OWN = "SELECT DISTINCT tag_id FROM entry_tags INDEXED BY entry_tags_own WHERE givers >= 2"
_OLDEST = f"SELECT moment FROM states INDEXED BY listed_newest WHERE {where_listed()} ORDER BY moment LIMIT 1"  # noqa: S608  a condition of ours
_ASKED = 300
"""The commonest topics for which others are suggested when none is named."""

_ALIASES = """
    SELECT g.alias_of, coalesce((
        SELECT p.name FROM spellings p WHERE p.tag_id = g.alias_of AND lower(p.name) = g.key
        ORDER BY p.uses DESC LIMIT 1
    ), g.key) FROM tags g WHERE g.alias_of IS NOT NULL AND g.chosen ORDER BY g.key
"""
_MERGED = "SELECT s.tag_id, s.name FROM merged_tags m JOIN spellings s ON s.id = m.spelling_id WHERE m.entry_id = ?"
_SAME = """
    SELECT g.key, coalesce(nullif(own.name, ''), (SELECT p.name FROM spellings p WHERE p.tag_id = g.alias_of
        ORDER BY p.uses DESC, p.id LIMIT 1), t.key), g.chosen, t.id
    FROM tags g JOIN tags t ON t.id = g.alias_of LEFT JOIN topics own ON own.tag_id = t.id ORDER BY t.key, g.key
"""


class TopicReader:
    """`reader.topics`."""

    def __init__(self, connection: ReadConnection) -> None:
        self._connection = connection

    def is_current(self, now: Instant) -> bool:
        """Whether the days of trends are those of the user's clock; `Writer.topics.renew_days` makes them so."""
        with self._connection.use() as connection:
            return are_days_current(connection, now)

    def read_page(self, now: Instant, order: str = "count", limit: int = -1, part: str = "") -> tuple[Topic, ...]:
        """Return the first topics of an order (`heat`, `count`, `name`) that have a part of a name.

        Without trends and companions, which `complete` adds: they are for the topics that are looked at.
        """
        heats = self._read_heats(now)
        if order != "heat":
            return self._topics(self._read_all(order, limit, part), heats)
        hottest = sorted(heats, key=lambda tag: -heats[tag])
        if part:
            found = {row[0]: row for row in self._read_all("count", -1, part)}
            rows = [
                *(found[tag] for tag in hottest if tag in found),
                *(row for row in found.values() if row[0] not in heats),
            ]
            return self._sort(rows, heats)[: None if limit < 0 else limit]
        hot = hottest if limit < 0 else hottest[:limit]
        rest = self._read_all("count", limit if limit < 0 else limit + len(hot), part)
        rows = [*self._connection.rows(_SOME, (bind_numbers(hot),)), *(row for row in rest if row[0] not in heats)]
        return self._sort([row for row in rows if row[3] > 0], heats)[: None if limit < 0 else limit]

    def _sort(self, rows: Sequence[SqlRow], heats: dict[int, float]) -> tuple[Topic, ...]:
        topics = self._topics(rows, heats)
        return tuple(sorted(topics, key=lambda topic: (-topic.heat, -topic.total, fold(topic.name))))

    def complete(self, topics: Sequence[Topic], now: Instant) -> tuple[Topic, ...]:
        """Return topics with their trends, their companions and their aliases."""
        numbers = [topic.number for topic in topics]
        trends = self._read_trends(numbers, now)
        with self._connection.use() as connection:
            companions = find_companions(connection, numbers)
            names = name_tags(connection, [*{other for others in companions.values() for other in others}])
        aliases = self._read_aliases()
        zero = (0,) * TREND_DAYS
        return tuple(
            topic._replace(
                trend=trends.get(topic.number, zero),
                co=tuple(SafeText(names[other]) for other in companions.get(topic.number, ()) if other in names),
                aliases=tuple(aliases.get(topic.number, ())),
            )
            for topic in topics
        )

    def read_one(self, name: str, now: Instant) -> Topic | None:
        """Return the topic that a name means, with trend and companions; `None` when there is no such tag."""
        tag = self._connection.rows(f"SELECT {TAG_OF}", tag_values(name))[0][0]
        return (
            None if tag is None else next(iter(self.complete(self._read_some([tag], self._read_heats(now)), now)), None)
        )

    def read_followed(self, now: Instant) -> tuple[Topic, ...]:
        """Return the topics that the user follows, by name, without trends."""
        tags = [row[0] for row in self._connection.rows("SELECT tag_id FROM topics WHERE followed")]
        found = self._read_some(tags, self._read_heats(now) if tags else {})
        return tuple(sorted(found, key=lambda topic: fold(topic.name)))

    def read_colours(self) -> dict[str, str]:
        """Return the colours that the user chose, by the folded names of topics."""
        sql = (
            "SELECT g.key, o.colour FROM topics o JOIN tags g ON coalesce(g.alias_of, g.id) = o.tag_id "
            "WHERE o.colour <> ''"
        )
        return dict(self._connection.rows(sql))

    def read_aliases(self) -> tuple[SameTag, ...]:
        """Return the tags that are the same as another."""
        rows = self._connection.rows(_SAME)
        return tuple(SameTag(SafeText(key), SafeText(topic), bool(chosen)) for key, topic, chosen, _ in rows)

    def read_given(self, entry_id: int) -> dict[SafeText, tuple[SafeText, ...]]:
        """Return, of the tags of an entry that stand for others which were given, as what these were given."""
        with self._connection.use() as connection:
            tags = read_stored_tags(connection, [entry_id]).get(entry_id, [])
        merged: dict[int, list[SafeText]] = {}
        for tag, name in self._connection.rows(_MERGED, (entry_id,)):
            merged.setdefault(tag, []).append(SafeText(name))
        names = {tag.name: dict.fromkeys((tag.spelling, *merged.get(tag.tag_id, ()))) for tag in tags}
        others = {name: tuple(one for one in given if fold_tag(one) != fold_tag(name)) for name, given in names.items()}
        return {name: given for name, given in others.items() if given}

    def suggest(self, name: str, limit: int) -> tuple[TopicSuggestion, ...]:
        """Return tags that may be the same: as the topic of that name, or (`""`) as the commonest topics."""
        tags = [CountedTag(row[0], SafeText(row[1]), row[3]) for row in self._read_all("count", -1, "")]
        number = self._connection.rows(f"SELECT {TAG_OF}", tag_values(name))[0][0] if name else None
        asked = [tag for tag in tags if tag.number == number] if name else tags[:_ASKED]
        return tuple(islice(suggest(tags, asked, self._read_together), limit))

    def _read_together(self, tag: int) -> dict[int, int]:
        """Return how many of a tag's newest entries have which other tags."""
        with self._connection.use() as connection:
            return count_together(connection, tag)

    def _read_some(self, tags: Sequence[int], heats: dict[int, float]) -> tuple[Topic, ...]:
        """Return topics by their numbers, those that no entry has as well."""
        rows = self._connection.rows(_SOME, (bind_numbers(tags),))
        missing = set(tags) - {row[0] for row in rows}
        sql = (
            "SELECT g.id, coalesce(nullif(o.name, ''), g.key), 0, 0, 0, coalesce(o.followed, 0), "
            "coalesce(o.colour, '') FROM tags g LEFT JOIN topics o ON o.tag_id = g.id "
            "WHERE g.id IN (SELECT value FROM carray(?))"
        )
        return self._topics([*rows, *self._connection.rows(sql, (bind_numbers(missing),))], heats)

    def _read_all(self, order: str, limit: int, part: str) -> list[SqlRow]:
        sql = _ALL.format(where=_NAMED if part else "", order=_ORDERS[order])
        return self._connection.rows(sql, (*([fold(part)] if part else []), limit))

    def _topics(self, rows: Iterable[SqlRow], heats: dict[int, float]) -> tuple[Topic, ...]:
        own = {row[0] for row in self._connection.rows(_OWN)}
        return tuple(
            Topic(SafeText(name), total, unread, tag in own, heats.get(tag, 0.0), bool(followed), colour, number=tag)
            for tag, name, _, total, unread, followed, colour in rows
        )

    def _read_heats(self, now: Instant) -> dict[int, float]:
        """Return the heat of the tags that have any."""
        days = find_days(now, 1 - TREND_DAYS, 1)
        recent_start = days[-1 - RECENT_DAYS]
        oldest = next((row[0] for row in self._connection.rows(_OLDEST)), now)
        before = max(0, min(TREND_DAYS - RECENT_DAYS, (recent_start - oldest) // DAY))
        elapsed = RECENT_DAYS - 1 + (now - days[-2]) / max(1, days[-1] - days[-2])
        heats = {
            tag: measure_heat(recent, earlier or 0, before, elapsed)
            for tag, recent, earlier in self._connection.rows(_BURSTS, (days[0], recent_start, days[-1]))
        }
        return {tag: heat for tag, heat in heats.items() if heat > 0}

    def _read_trends(self, tags: Sequence[int], now: Instant) -> dict[int, tuple[int, ...]]:
        days = find_days(now, 1 - TREND_DAYS, 0)
        places = {start: place for place, start in enumerate(days)}
        found: dict[int, list[int]] = {}
        for tag, start, total in self._connection.rows(_TRENDS, (bind_numbers(tags), days[0])):
            if start in places:
                found.setdefault(tag, [0] * TREND_DAYS)[places[start]] = total
        return {tag: tuple(trend) for tag, trend in found.items()}

    def _read_aliases(self) -> dict[int, list[SafeText]]:
        found: dict[int, list[SafeText]] = {}
        for topic, name in self._connection.rows(_ALIASES):
            found.setdefault(topic, []).append(SafeText(name))
        return found
