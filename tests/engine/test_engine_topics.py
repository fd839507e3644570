"""Topics through the library: aliases hold for rules, mutes and searches, and what is decided is undone as one."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.living import Living, rss
from tuinews.model.error import NotFoundError, UsageError
from tuinews.model.ids import EntryId
from tuinews.model.query import EVERYTHING, parse_query
from tuinews.model.rules.rule import read_actions
from tuinews.model.text import SafeText

FEED = "http://news.example/feed"


@pytest.fixture
def living(tmp_path: Path) -> Iterator[Living]:
    opened = Living(tmp_path)
    yield opened
    opened.close()


async def count(living: Living, query: str) -> int:
    return await living.library.entries.count(parse_query(query, living.clock.now))


async def test_an_alias_holds_for_rules_mutes_and_searches(living: Living) -> None:
    topics, entries = living.library.topics, living.library.entries
    await living.add(FEED, rss("a"))
    (first,) = map(EntryId, await entries.ids(EVERYTHING))
    await entries.tag((first,), (SafeText("US"),), ())

    assert await topics.alias(["US"], "United States") == "US is United States now"

    assert await count(living, 'tag:"united states"') == await count(living, "tag:us") == 1
    assert await count(living, "topic:us") == await count(living, "-topic:other") == 1
    await living.library.mutes.add('tag:"United States"')
    assert await count(living, "tag:us") == 0
    assert [topic.total for topic in await topics.page()] == []
    await entries.undo()
    await living.library.mutes.settle()
    assert [(topic.name, topic.total) for topic in await topics.page()] == [("United States", 1)]


async def test_a_mute_hides_what_is_the_same_as_its_tag_as_soon_as_that_is_said(living: Living) -> None:
    topics, entries = living.library.topics, living.library.entries
    await living.add(FEED, rss("a", "b"))
    first, second = map(EntryId, await entries.ids(EVERYTHING))
    await entries.tag((first,), (SafeText("US"),), ())
    await entries.tag((second,), (SafeText("United States"),), ())
    await living.library.mutes.add("tag:US")
    assert list(await entries.ids(EVERYTHING)) == [second]

    await topics.alias(["US"], "United States")
    assert list(await entries.ids(EVERYTHING)) == []
    await topics.part("US")
    assert list(await entries.ids(EVERYTHING)) == [second]


async def test_what_arrives_is_matched_by_either_name(living: Living) -> None:
    topics = living.library.topics
    await topics.follow(["ferry", "boats"])
    await topics.alias(["ferry"], "boats")
    await living.library.rules.add("Boats", "topic:boats", read_actions([["star"]]))
    await living.library.rules.add("Tag", "feed:1", read_actions([["tag", "Ferries"]]))
    await living.library.rules.add("Late", "tag:ferry", read_actions([["later"]]))
    await living.add(FEED, rss("a"))
    assert await count(living, "is:later") == 1
    assert await count(living, "is:starred") == 0
    assert [(topic.name, topic.followed) for topic in await topics.find_followed()] == [("boats", True)]


async def test_what_is_no_topic_is_said(living: Living) -> None:
    topics = living.library.topics
    with pytest.raises(NotFoundError, match="no topic “none”"):
        await topics.find("none")
    with pytest.raises(UsageError, match="needs a name"):
        await topics.follow(["  "])
    assert await topics.suggest() == ()
