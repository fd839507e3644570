"""The habits of feeds and news that ages: the library in memory behaves as the real one."""

from tuinews.model.change import FeedEdit
from ui.test_ui_fake_library import (
    CODE,
    FERRY,
    HARBOUR,
    PARSER,
    Opened,
    filled,  # noqa: F401  a fixture
    opened,  # noqa: F401  as above
)


async def test_the_habits_of_a_feed_hold_and_ageing_is_turned_on(opened: Opened) -> None:  # noqa: F811  the fixture
    feed = await opened.feed(CODE)
    habits = FeedEdit(shelf_life="1w", daily_cap=3, pause_until="2099-01-01")
    edited = await opened.library.feeds.edit(feed.id, habits)
    options = edited.options
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
