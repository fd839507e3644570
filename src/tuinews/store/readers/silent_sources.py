"""Finds the sources that usually tell stories of a folder or topic, and have not told one of them."""

from collections import Counter
from collections.abc import Collection, Mapping

from tuinews.model.clock import DAY, Instant
from tuinews.model.ids import FeedId
from tuinews.model.stories.story import SilentSource, SilentSources, Story
from tuinews.model.text import SafeText
from tuinews.store.bindings import bind_numbers
from tuinews.store.readers.read_connection import ReadConnection
from tuinews.store.rows import read_folder
from tuinews.store.visibility import where_listed

_LATELY = 14 * DAY
"""How far back one looks for what a source usually tells."""

_USUAL = 0.25
"""The part of the latest stories of a folder or topic that a source has told if it usually tells them."""

_FEWEST = 3
"""Stories of a folder or topic without which nothing is usual yet."""

_LEAST_SOURCES = 2
"""Sources of a story that give it a tag, if that tells what it is about."""

_MOST_TAGS = 5
"""Tags of a story that are tried as its topic."""

_FEEDS = """
    SELECT f.id, f.title, f.folder FROM feeds f JOIN polling p ON p.feed_id = f.id
    WHERE f.removed_at IS NULL AND p.stories
"""
_TOLD = f"""
    SELECT s.story_id, s.feed_id FROM states s INDEXED BY storied_newest
    WHERE s.story_id IS NOT NULL AND {where_listed("s")} AND s.moment >= ? GROUP BY s.story_id, s.feed_id
"""  # noqa: S608  conditions of ours
_TAGS = """
    SELECT t.tag_id, count(DISTINCT s.feed_id) AS sources,
        (SELECT sum(p.uses) FROM spellings p WHERE p.tag_id = t.tag_id) AS uses
    FROM states s NOT INDEXED CROSS JOIN entry_tags t ON t.entry_id = s.id
    WHERE s.id IN (SELECT value FROM carray(?))
    GROUP BY t.tag_id HAVING sources >= ? ORDER BY sources DESC, uses LIMIT ?
"""
"""What most sources give it, and of that what is rarest elsewhere."""

_TAGGED = f"""
    SELECT DISTINCT s.story_id FROM entry_tags t INDEXED BY entry_tags_newest CROSS JOIN states s ON s.id = t.entry_id
    WHERE t.tag_id = ? AND t.moment >= ? AND s.story_id IS NOT NULL AND {where_listed("s")}
"""  # noqa: S608  as above
_NAME = """
    SELECT coalesce(nullif(o.name, ''), s.name) FROM spellings s LEFT JOIN topics o ON o.tag_id = s.tag_id
    WHERE s.tag_id = ? ORDER BY s.uses DESC, s.id LIMIT 1
"""

_ToldStories = Mapping[int, Collection[int]]
"""By the id of a feed, the stories that it told."""


def find_silent(connection: ReadConnection, story: Story, now: Instant) -> tuple[SilentSources, ...]:
    """Return who usually tells stories of the folder of most of a story's sources, and then of its topic.

    A source stands in the first of the two only; one without such sources is left out.
    """
    feeds = {number: (title, read_folder(folder)) for number, title, folder in connection.rows(_FEEDS)}
    told: dict[int, set[int]] = {}
    for other, feed_id in connection.rows(_TOLD, (now - _LATELY,)):
        if feed_id in feeds and other != story.id:
            told.setdefault(feed_id, set()).add(other)
    inside = {member.feed_id for member in story.entries}
    left = {number: title for number, (title, _) in feeds.items() if number not in inside}
    found = []
    folders = Counter(folder for number in inside if (folder := feeds.get(number, ("", ()))[1]))
    if folders:
        folder, _ = folders.most_common(1)[0]
        mates = {number for number, (_, path) in feeds.items() if path == folder}
        of_folder = {number: stories for number, stories in told.items() if number in mates}
        found.append(SilentSources(SafeText("/".join(folder)), _find_usual(of_folder, left)))
    topic = _find_topic(connection, story, told, now)
    if topic is not None:
        seen = {source.feed_id for group in found for source in group.sources}
        others = {number: title for number, title in left.items() if number not in seen}
        found.append(SilentSources(topic[0], _find_usual(topic[1], others)))
    return tuple(group for group in found if group.sources)


def _find_topic(
    connection: ReadConnection, story: Story, told: _ToldStories, now: Instant
) -> tuple[SafeText, _ToldStories] | None:
    """Return the tag that a story is about and who told other stories with it; `None` where nothing is usual yet."""
    ids = bind_numbers(member.id for member in story.entries)
    for tag, _, _ in connection.rows(_TAGS, (ids, _LEAST_SOURCES, _MOST_TAGS)):
        tagged = {number for (number,) in connection.rows(_TAGGED, (tag, now - _LATELY))} - {story.id}
        if len(tagged) >= _FEWEST:
            name = connection.rows(_NAME, (tag,))[0][0]
            return SafeText(f"#{name}"), {number: tagged.intersection(stories) for number, stories in told.items()}
    return None


def _find_usual(told: _ToldStories, among: Mapping[FeedId, SafeText]) -> tuple[SilentSource, ...]:
    """Return those feeds that told many of the stories that any of `told` told."""
    every = set().union(*told.values())
    if len(every) < _FEWEST:
        return ()
    usual = [
        SilentSource(number, title, len(told[number]), len(every))
        for number, title in among.items()
        if len(told.get(number, ())) >= _USUAL * len(every)
    ]
    return tuple(sorted(usual, key=lambda one: (-one.told, one.feed)))
