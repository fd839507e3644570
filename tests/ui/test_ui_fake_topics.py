"""Topics, related articles and ageing of the library in memory are as the real ones: the same tests run over both."""

from tuinews.model.change import FeedEdit
from ui.test_ui_fake_library import CODE, FERRY, HARBOUR, PARSER, Opened, filled, opened

__all__ = ["filled", "opened"]


async def test_topics_are_counted_and_the_largest_comes_first(opened: Opened) -> None:
    await opened.mark(HARBOUR)
    topics = await opened.library.topics.page()
    assert [(topic.name, topic.total, topic.unread) for topic in topics] == [("harbour", 2, 1), ("python", 1, 1)]
    assert len(await opened.library.topics.page(limit=1)) == 1


async def test_what_is_decided_about_topics_holds(opened: Opened) -> None:
    topics = opened.library.topics
    await topics.follow(["python"])
    await topics.colour("python", "teal")
    assert await topics.alias(["python"], "Snakes") == "python is Snakes now"

    assert [(topic.name, topic.total) for topic in await topics.page("name")] == [("harbour", 2), ("Snakes", 1)]
    assert (await topics.find("snakes")).total == 1
    assert len((await topics.find("harbour")).trend) == 30
    assert [(tag.topic, tag.chosen) for tag in await topics.aliases()] == [("Snakes", True)]
    assert await topics.suggest("harbour") == ()
    assert await topics.follow(["harbour"]) == "following harbour"
    assert "harbour" in [topic.name for topic in await topics.find_followed()]


async def test_nothing_is_near_to_what_shares_nothing(opened: Opened) -> None:
    assert await opened.library.related.find(await opened.id_of(PARSER)) == ()


async def test_the_habits_of_a_feed_hold_and_ageing_is_turned_on(opened: Opened) -> None:
    feed = await opened.feed(CODE)
    habits = FeedEdit(shelf_life="1w", daily_cap=3, pause_until="2099-01-01", stories=False, prefer=True)
    edited = await opened.library.feeds.edit(feed.id, habits)
    options = (await opened.library.feeds.get(feed.id)).options
    assert options == edited.options
    assert (options.stories, options.prefer) == (False, True)
    assert (options.shelf_life, options.daily_cap, options.pause_until) == ("1w", 3, "2099-01-01")
    assert (edited.shelf_life, edited.aged, edited.unread) == (7 * 86_400, 0, 1)

    freshness = opened.library.freshness
    state = await freshness.read_state()
    assert (state.agreed, state.would_age, state.today) == (False, 0, 0)
    assert await freshness.turn(on=True) == await freshness.sweep() == (0, 0)
    assert (await freshness.read_state()).agreed
    assert await freshness.count_today() == 0
    assert await opened.titles("is:aged") == await opened.titles("aged:1d") == []
    assert await opened.titles("is:unread -is:aged") == [HARBOUR, PARSER, FERRY]
