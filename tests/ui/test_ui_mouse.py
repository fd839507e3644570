"""The mouse: borders are dragged, rows have menus, text is selected."""

from textual.geometry import Offset

from ui.conftest import RunningReader, Start
from ui.fake_library import World


async def drag(desk: RunningReader, start: tuple[int, int], end: tuple[int, int]) -> None:
    """Press the button at one cell of the screen, and let go of it at another."""
    await desk.pilot.mouse_down(offset=start)
    await desk.pilot.hover(offset=end)
    await desk.pilot.mouse_up(offset=end)
    await desk.settle()


async def test_borders_are_dragged_and_stay_where_they_are_dropped(start: Start, world: World) -> None:
    async with start(size=(160, 40)) as desk:
        panes = desk.screen.panes
        edge = panes.sidebar.region.right
        await drag(desk, (edge - 1, 20), (23, 20))
        assert panes.sidebar.region.right == 24
        edge = panes.list.region.right
        await drag(desk, (edge, 20), (edge - 10, 25))
        assert panes.list.region.right == edge - 9
        assert desk.open_title == "", "who drags a border opens nothing"
        assert '"feeds": 24' in world.notes["reader"]
        edge = panes.sidebar.region.right
        await desk.pilot.click(offset=(edge, 20), times=2)
        await desk.settle()
        assert panes.sidebar.region.width == 30


async def test_the_strip_of_headlines_is_dragged_open_and_shut(start: Start) -> None:
    async with start(size=(80, 24)) as desk:
        panes = desk.screen.panes
        await desk.press("enter")
        await drag(desk, (40, panes.article.region.y), (40, 9))
        assert (panes.list.region.height, panes.article.region.y) == (9, 10)
        assert not panes.article.selectable.shown
        assert desk.app.clipboard == "", "who drags a border selects nothing"
        await drag(desk, (40, panes.article.region.y), (40, 1))
        assert not panes.list.display
        assert panes.article.region.height == 22


async def test_the_right_button_offers_what_can_be_done_with_a_row(start: Start, world: World) -> None:
    async with start() as desk:
        await desk.pilot.click("#list", offset=(8, 3), button=3)
        await desk.settle()
        assert (desk.current, desk.open_title) == ("A parser that never raises", "")
        assert desk.screen.interaction.menu is not None
        await desk.press(*"star", "enter")
        assert [a.entry.title for a in world.articles.values() if a.entry.starred] == ["A parser that never raises"]
        await desk.pilot.click("#feeds", offset=(4, 12), button=3)
        await desk.settle()
        assert desk.screen.interaction.menu is not None
        titles = {item.title for item in desk.screen.interaction.menu._items}
        assert "Unsubscribe" in " ".join(titles)
        await desk.press("escape", "2", "enter")
        await desk.pilot.click("#article", offset=(20, 8), button=3)
        await desk.settle()
        assert desk.screen.interaction.menu is not None


async def test_two_clicks_have_the_article_alone(start: Start) -> None:
    async with start() as desk:
        await desk.pilot.click("#list", offset=(8, 2), times=2)
        await desk.settle()
        assert desk.open_title == "Snow closes the northern pass"
        assert desk.screen.session.zen


async def test_on_a_small_screen_the_second_click_follows_no_link_that_came_under_it(start: Start) -> None:
    async with start(size=(80, 24)) as desk:
        await desk.pilot.click("#list", offset=(8, 1))
        await desk.settle()
        y = next(y for y, line in enumerate(desk.reading) if "pilots" in line)
        view = desk.screen.panes.article
        x = view.column[0] + desk.reading[y].index("pilots")
        before = desk.open_title
        await desk.pilot.click("#article", offset=(x + 1, y + 1), times=2)
        await desk.settle()
        assert desk.open_title != before, "one click does follow it"


async def test_text_of_an_article_is_selected_and_copied(start: Start) -> None:
    async with start() as desk:
        await desk.press("enter")
        view = desk.screen.panes.article
        x = view.content_region.x + view.column[0]
        y = next(y for y, line in enumerate(desk.reading) if "The harbour of" in line)
        top = view.content_region.y
        await drag(desk, (x + 4, top + y), (x + 10, top + y))
        assert desk.app.clipboard == "harbour"
        assert desk.told[-1] == "Copied 1 word."
        await drag(desk, (x, top + y), (x + 3, top + y + 2))
        assert desk.app.clipboard.startswith("The harbour of")
        assert "\n" in desk.app.clipboard
        assert view.selectable.find_offset(view.column[0] + 4, 3) == Offset(4, 3)
        await desk.press("escape")
        assert not view.selectable.shown
        assert desk.screen.session.pane == "article", "the first Esc only drops what is selected"


async def test_who_drags_over_a_link_does_not_follow_it(start: Start) -> None:
    async with start() as desk:
        await desk.press("enter")
        view, before = desk.screen.panes.article, desk.open_title
        y = next(y for y, line in enumerate(desk.reading) if "pilots" in line)
        x = view.content_region.x + view.column[0] + desk.reading[y].index("pilots")
        await drag(desk, (x - 4, view.content_region.y + y), (x + 2, view.content_region.y + y))
        assert desk.open_title == before
        assert "pil" in desk.app.clipboard
