"""News that ages, in the reader: told once, shown with one key, decided in a dialog; and the habits of a feed."""

from dataclasses import replace

import pytest

from tuinews.model.clock import DAY
from tuinews.model.habits.story_role import name_role
from tuinews.model.ids import EntryId
from ui.conftest import RunningReader, Start
from ui.fake_library import World

PASS, SCHOOL = EntryId(2), EntryId(5)


def rows(desk: RunningReader) -> dict[str, int]:
    return {row.name: row.number for row in desk.screen.panes.sidebar.rows if row.name}


async def test_what_aged_since_the_last_run_is_not_in_the_first_list_and_is_told_once(
    start: Start, world: World
) -> None:
    world.overdue = [PASS, SCHOOL]
    async with start() as desk:
        await desk.finish()
        assert "Snow closes the northern pass" not in desk.titles
        assert len(desk.titles) == 4
        assert desk.told == ["2 articles left the inbox by age, unmarked: g o shows what did so of late."]
        assert (rows(desk)["Inbox"], rows(desk)["Aged"], rows(desk)["Hill Post"]) == (4, 2, 0)

        await desk.press("g", "o")
        assert desk.titles == ["Snow closes the northern pass", "Village school gets a library"]
        assert not any(world.articles[entry_id].entry.read for entry_id in (PASS, SCHOOL))
        desk.screen.controllers.freshness.sweep_soon()
        world.overdue = [EntryId(4)]
        desk.screen.controllers.freshness.sweep_soon()
        await desk.finish()
        assert desk.told == ["2 articles left the inbox by age, unmarked: g o shows what did so of late."]


async def test_where_nothing_ages_nothing_is_said_of_it(start: Start) -> None:
    async with start() as desk:
        await desk.finish()
        assert desk.told == []
        assert "Aged" not in rows(desk)
        await desk.press("g", "o")
        assert desk.screen.panes.list.empty_text == (
            "Nothing left the inbox by age within a day. g O says what ages, and when."
        )


async def test_an_inbox_that_is_read_says_what_aged(start: Start, world: World) -> None:
    world.overdue = [PASS]
    async with start() as desk:
        await desk.finish()
        await desk.press("M", "g", "e", "g", "i")
        await desk.finish()
        assert desk.screen.panes.list.empty_text == (
            "All that is fresh is read. 1 article aged, unmarked: g o shows those of a day."
        )
        assert not world.articles[PASS].entry.read


async def test_ageing_is_turned_on_by_who_is_told_what_it_does(start: Start, world: World) -> None:
    world.agreed, world.would_age = False, [SCHOOL]
    world.feeds[0] = replace(world.feeds[0], gap=DAY // 40)
    async with start() as desk:
        await desk.press("g", "O")
        assert desk.screen.interaction.menu is not None
        shown = [f"{item.title} {item.detail}".strip() for item in desk.screen.interaction.menu._items]
        assert "Turn it on 1 article would leave the inbox, unmarked" in shown
        assert shown[2:4] == ["With it on:", "1 feed: what is unread leaves the inbox after 1 day"]
        assert "Coast Daily about 40 a day" in shown
        await desk.press("enter")
        assert world.would_age == [SCHOOL], "what is offered first changes nothing"

        await desk.press("g", "O", "down", "enter")
        await desk.finish()
        assert world.agreed is True
        assert "Village school gets a library" not in desk.titles
        assert desk.told[-1].startswith("1 article left the inbox by age, unmarked: g o shows")


async def test_the_river_is_a_place(start: Start, world: World) -> None:
    async with start() as desk:
        await desk.press("g", "v")
        assert desk.screen.panes.header.trail == ("River",)
        assert f"ids {'is:unread -is:aged sort:river'}" in world.asked
        assert "river" in str(desk.screen.panes.list.border_title)


@pytest.mark.parametrize(
    ("keys", "typed", "told"),
    [
        (("enter",), "1d", "Coast Daily publishes too few articles to tell how often and leaves the inbox after 1 day"),
        (("down", "enter"), "5", "Coast Daily has 5 lines a day in lists and one more"),
        (("down", "down", "enter"), "2031-03-01", "Coast Daily rests until 2031-03-01"),
        (
            ("down", "down", "down", "enter"),
            "apart",
            "Coast Daily is kept apart: its articles are never in a story with others",
        ),
    ],
)
async def test_a_feeds_habits_are_chosen_and_typed(
    start: Start, world: World, keys: tuple[str, ...], typed: str, told: str
) -> None:
    async with start() as desk:
        await desk.press("H", *keys, *"soon", "enter")
        assert "is no " in desk.complaint
        await desk.press(*["backspace"] * 4, *typed, "enter")  # the four letters of “soon”
        await desk.finish()
        assert desk.told[-1] == f"{told}: z takes it back."
        options = world.feeds[0].options
        assert typed in {options.shelf_life, str(options.daily_cap), options.pause_until, name_role(options)}


async def test_a_habit_is_typed_as_a_command(start: Start, world: World) -> None:
    async with start() as desk:
        await desk.press(":", *"shelf-life never", "enter")
        await desk.finish()
        assert world.feeds[0].options.shelf_life == "never"
