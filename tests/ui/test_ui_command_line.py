"""The command line: what it offers and says while one types, and what it remembers."""

from textual.widgets import Input

from tuinews.ui.dialogs.command_prompt import CommandPrompt
from tuinews.ui.widgets.menu import Menu
from ui.conftest import RunningReader, Start


def line(desk: RunningReader) -> str:
    assert isinstance(desk.app.screen, CommandPrompt)
    return desk.app.screen.query_one(Input).value


def offered(desk: RunningReader) -> list[str]:
    return [item.title for item in desk.app.screen.query_one(Menu)._items]


def said(desk: RunningReader) -> str:
    assert isinstance(desk.app.screen, CommandPrompt)
    return desk.app.screen.said


async def test_what_a_line_may_become_is_said_while_it_is_typed(start: Start) -> None:
    async with start() as desk:
        await desk.press(":")
        assert offered(desk).index("add-feed URL") < offered(desk).index("down")
        await desk.press(*"them")
        assert (offered(desk), said(desk)) == (["theme name"], "Choose a theme · takes name")
        await desk.press("tab")
        assert line(desk) == "theme "
        assert "nord" in offered(desk)
        await desk.press(*"nor")
        assert offered(desk) == ["nord"]
        await desk.press("tab", "enter")
        assert desk.app.theme == "nord"


async def test_tab_goes_over_what_is_offered_and_back(start: Start) -> None:
    async with start() as desk:
        await desk.press(":", *"refresh", "tab")
        assert line(desk) == "refresh"
        await desk.press("tab")
        assert line(desk) == "refresh-all "
        await desk.press("shift+tab")
        assert line(desk) == "refresh"


async def test_settings_are_completed_with_what_they_are_now(start: Start) -> None:
    async with start() as desk:
        await desk.press(":", *"set preview")
        assert offered(desk) == ["reading.preview"]
        assert desk.app.screen.query_one(Menu)._items[0].detail == "no"
        await desk.press("tab", *" on", "enter")
        assert desk.screen.env.settings.reading.preview


async def test_a_query_is_completed_behind_the_action_that_takes_one(start: Start) -> None:
    async with start() as desk:
        await desk.press(":", *"filter is:unr")
        await desk.press("right", "enter")
        assert desk.screen.session.listing.filter == "is:unread"


async def test_lines_are_remembered_also_by_the_next_reader(start: Start) -> None:
    async with start() as desk:
        for typed in ("inbox", "filter tag:storm", "everything"):
            await desk.press(":")
            await desk.paste(typed)
            await desk.press("enter")
    async with start() as desk:
        await desk.press(":", "up")
        assert line(desk) == "everything"
        await desk.press("up", "up", "up")
        assert line(desk) == "inbox"
        await desk.press("down")
        assert line(desk) == "filter tag:storm"
        await desk.press("escape", ":", *"in", "up")
        assert line(desk) == "inbox", "only those that begin as what is typed"
        await desk.press("down")
        assert line(desk) == "in"


async def test_what_was_typed_wrongly_stays_and_a_line_with_a_login_is_not_remembered(start: Start) -> None:
    async with start() as desk:
        await desk.press(":", *"no-such", "enter")
        assert said(desk).startswith("There is no such command")
        await desk.press("escape", ":", *"login", "enter")
        await desk.press("escape", ":", "up")
        assert line(desk) == ""
