"""Jumping: letters on everything that is seen and can be clicked."""

import pytest

from tuinews.ui.dialogs.chooser import Chooser
from tuinews.ui.keys.contexts import ARTICLE, FEEDS, LIST
from tuinews.ui.terminal.textual_private import read_screen_lines
from tuinews.ui.widgets.jump_overlay import JumpOverlay
from ui.conftest import RunningReader, Start


def overlay(desk: RunningReader) -> JumpOverlay:
    shown = desk.screen.panes.jump
    assert shown is not None
    return shown


def find_label(desk: RunningReader, pane: str, row: int) -> str:
    """The letters of what stands on a line of a pane's content."""
    widget = desk.screen.panes.by_name.get(pane, desk.screen.panes.footer)
    y = widget.content_region.y + row
    return next(label for label, place in overlay(desk).labels.items() if (place.widget, place.at.y) == (widget, y))


async def test_every_row_link_and_key_has_letters_of_its_own(start: Start) -> None:
    async with start() as desk:
        await desk.press("enter", ";")
        labels = overlay(desk).labels
        panes = desk.screen.panes
        by_widget = [place.widget for place in labels.values()]
        assert by_widget.count(panes.list) == len(panes.list.ids)
        assert by_widget.count(panes.sidebar) == sum(bool(row.name) for row in panes.sidebar.rows)
        assert {panes.article, panes.footer} <= {*by_widget}
        assert not any(one != other and other.startswith(one) for one in labels for other in labels)
        lines = read_screen_lines(desk.screen)
        assert lines[0].text.startswith(" Jump: type the letters")
        for label, place in labels.items():
            shown = lines[place.at.y].crop(place.at.x, place.at.x + len(label)).text
            assert shown == label, "unless it would leave the screen"


async def test_letters_are_a_click(start: Start) -> None:
    async with start() as desk:
        await desk.press(";")
        await desk.press(*find_label(desk, LIST, 2))
        assert (desk.open_title, desk.screen.panes.jump) == ("A parser that never raises", None)
        await desk.press(";")
        await desk.press(*find_label(desk, FEEDS, 2))
        assert [*desk.screen.panes.header.trail] == ["Starred"]
        await desk.press(";")
        await desk.press(
            *next(one for one, place in overlay(desk).labels.items() if place.widget is desk.screen.panes.footer)
        )
        assert desk.screen.panes.jump is None


async def test_a_capital_only_goes_there(start: Start) -> None:
    async with start() as desk:
        await desk.press(";")
        label = find_label(desk, LIST, 3)
        await desk.press(*label[:-1], label[-1].upper())
        assert (desk.current, desk.open_title) == ("Ferry timetable for the winter", "")


async def test_a_link_of_the_article_is_followed(start: Start) -> None:
    async with start() as desk:
        await desk.press("enter", ";")
        article = desk.screen.panes.article
        labels = [one for one, place in overlay(desk).labels.items() if place.widget is article]
        await desk.press(*labels[0])
        assert desk.screen.panes.header.trail == ("#harbour",), "the first of them is a tag"


@pytest.mark.parametrize("key", ["escape", "1", "enter"])
async def test_what_is_no_letter_takes_them_away(start: Start, key: str) -> None:
    async with start() as desk:
        await desk.press(";", key)
        assert (desk.screen.panes.jump, desk.open_title) == (None, "")
        await desk.press("j")
        assert desk.current == "Snow closes the northern pass"
        assert not isinstance(desk.app.screen, Chooser)


@pytest.mark.parametrize("size", [(80, 24), (40, 12)])
async def test_on_a_small_screen_only_what_is_seen_has_letters(start: Start, size: tuple[int, int]) -> None:
    async with start(size=size) as desk:
        await desk.press(";")
        assert {place.widget for place in overlay(desk).labels.values()} == {
            desk.screen.panes.list,
            desk.screen.panes.footer,
        }
        assert len(read_screen_lines(desk.screen)) == size[1]
        await desk.press("escape", "1", ";")
        assert find_label(desk, FEEDS, 0)
        assert ARTICLE not in {place.widget.id for place in overlay(desk).labels.values()}
