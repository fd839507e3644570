"""Going to places by their names, out of them again, and out of the reader."""

import pytest

from tuinews.ui.widgets.menu import Menu
from ui.conftest import RunningReader, Start
from ui.fake_library import World


def offered(desk: RunningReader) -> list[str]:
    menu = desk.app.screen.query_one(Menu)
    return [menu.render_line(y).text.strip() for y in range(menu.size.height)]


@pytest.mark.parametrize("between", [("j",), ("u", "escape"), ("x", "x"), ("ctrl+p", "escape"), ("%",)])
async def test_esc_twice_does_not_quit_when_something_was_done_in_between(
    start: Start, between: tuple[str, ...]
) -> None:
    async with start() as desk:
        await desk.press("escape", *between, "escape")
        assert desk.app.is_running
        assert not desk.screen.session.leaving


async def test_esc_twice_quits(start: Start) -> None:
    async with start() as desk:
        await desk.press("escape", "escape")
        assert desk.screen.session.leaving


async def test_nothing_is_taken_after_quitting_began(start: Start, world: World) -> None:
    async with start() as desk:
        desk.screen.depart(0)
        await desk.press("s", "m", "D", "enter")
        assert not any(a.entry.starred or a.entry.read for a in world.articles.values())
        assert desk.screen.interaction.question is None


async def test_a_feed_is_found_by_its_name_from_the_sidebar(start: Start) -> None:
    async with start() as desk:
        await desk.press("1", "/", *"hill")
        assert len([row for row in offered(desk) if row]) == 1
        await desk.press("enter")
        assert desk.screen.session.listing.place.name == "Hill Post"


async def test_feeds_and_folders_are_in_the_palette(start: Start) -> None:
    async with start() as desk:
        await desk.press("ctrl+p", *"code notes", "enter")
        assert desk.screen.session.listing.place.name == "Code Notes"
        await desk.press("ctrl+p", *"world", "enter")
        assert desk.screen.session.listing.place.kind == "folder"
