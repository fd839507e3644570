"""Help folded to its room, what `?` does in a list, and what a line to type in says of itself."""

import pytest
from textual.containers import Horizontal
from textual.widgets import Input, Static

from tuinews.ui.actions import ACTIONS, keymap_of
from tuinews.ui.dialogs.chooser import Chooser, line_width
from tuinews.ui.dialogs.item_index import filter_items
from tuinews.ui.dialogs.manual import help_items
from tuinews.ui.dialogs.prompt import Prompt, make_label
from tuinews.ui.keys.action import Action
from tuinews.ui.paint.text.graphemes import cells
from tuinews.ui.terminal.caret import find_caret
from tuinews.ui.widgets.menu import Menu
from ui.conftest import RunningReader, Start

SNOW = "Snow closes the northern pass"


def rows(desk: RunningReader) -> list[str]:
    menu = desk.app.screen.query_one(Menu)
    return [menu.render_line(y).text.rstrip() for y in range(menu.size.height)]


def remark(desk: RunningReader) -> str:
    assert isinstance(desk.app.screen, Prompt)
    return str(desk.app.screen.query_one(Horizontal).border_subtitle or "")


@pytest.mark.parametrize("columns", [40, 60, 80, 120])
async def test_help_cuts_no_sentence_at_any_width(start: Start, columns: int) -> None:
    async with start(size=(columns, 240)) as desk:
        await desk.press("?")
        shown = [row.strip() for row in rows(desk)]
        assert not any(row.endswith("…") for row in shown)
        said = " ".join(" ".join(shown).split())
        if columns == 40:
            assert "A page down; at the end of an article the next unread one." in said
            assert "What changed since the earlier version, or the text" in said


@pytest.mark.parametrize("width", [line_width(columns) for columns in (40, 80, 160)])
def test_help_tells_of_every_action_once(width: int) -> None:
    items = [*help_items(keymap_of(), "list", width)]
    found = [item.value.id for item in items if isinstance(item.value, Action)]
    assert sorted(action.id for action in ACTIONS.values() if action.in_panes) == sorted(found)
    assert all(cells(item.title) <= width for item in items)


def test_what_is_folded_is_found_as_a_whole() -> None:
    items = [*help_items(keymap_of(), "list", line_width(40))]
    found = filter_items(items, "changed since earlier version")
    assert [item.value for item in found if item.value is not None] == [ACTIONS["changes"]]


async def test_a_question_mark_in_a_list_tells_what_its_keys_do(start: Start) -> None:
    async with start() as desk:
        await desk.press("t")
        before = rows(desk)
        await desk.press("?")
        assert any("Show what holds them" in row for row in rows(desk))
        await desk.press("enter")
        assert isinstance(desk.app.screen, Chooser), "with the keys on the screen nothing is chosen"
        assert rows(desk) == before
        await desk.press("down", "enter")
        assert desk.screen.panes.header.trail == ("#storm",)


async def test_behind_other_letters_a_question_mark_is_one_too(start: Start) -> None:
    async with start() as desk:
        await desk.press("t", "s", "?")
        assert desk.app.screen.query_one(Input).value == "s?"


async def test_a_line_takes_question_marks(start: Start) -> None:
    async with start() as desk:
        await desk.press("/", "?")
        assert desk.app.screen.query_one(Input).value == "?"


@pytest.mark.parametrize(
    ("question", "label"),
    [
        ("Own tags: +name to add, -name to take off", "Own tags:"),
        ("Search in this article", "Search in this article:"),
        ("Name for coast.example (empty: none)", "Name for coast.example:"),
        ("Is it so?", "Is it so:"),
        ("What #a-very-long-name-of-a-topic is called", "What #a-very-long-name-of-a-to…:"),
    ],
)
def test_a_label_says_what_is_asked_without_what_explains_it(question: str, label: str) -> None:
    assert make_label(question, 32) == label


async def test_what_is_asked_stands_before_the_line_that_the_cursor_is_on(start: Start) -> None:
    async with start() as desk:
        await desk.press("T", *"+river")
        at = find_caret(desk.app.screen)
        assert at is not None
        line = desk.painted.splitlines()[at.y]
        assert line[: at.x].endswith("Own tags: +river")
        await desk.press("escape", ":", *"theme")
        at = find_caret(desk.app.screen)
        assert at is not None
        assert desk.painted.splitlines()[at.y][: at.x].endswith(" :theme")


async def test_a_search_says_how_it_is_understood_while_it_is_typed(start: Start) -> None:
    async with start() as desk:
        await desk.press("/", *"snow")
        assert remark(desk) == ""
        await desk.press(*" is:unread")
        assert remark(desk) == "As a query"
        await desk.press("x")
        assert remark(desk).startswith("As words: is: takes unread, read")
        assert remark(desk).endswith("not “unreadx” (did you mean is:unread?)")
        await desk.press("ctrl+u", *"(snow")
        assert remark(desk) == "As words: this ( is never closed: add )"
        await desk.press("enter")
        assert desk.told[-1] == "Looked for as words: this ( is never closed: add )."


async def test_a_filter_says_what_it_cannot_read_before_it_is_sent(start: Start) -> None:
    async with start() as desk:
        await desk.press("=", *"is:unred")
        assert remark(desk).startswith("is: takes unread")
        assert not desk.app.screen.query_one(Input).has_class("wrong"), "it may still become right"
        await desk.press("enter")
        assert desk.app.screen.query_one(Input).has_class("wrong")
        await desk.press("backspace")
        assert not desk.app.screen.query_one(Input).has_class("wrong")
        await desk.press("ctrl+u", *"is:unread", "enter")
        assert desk.screen.session.listing.filter == "is:unread"


@pytest.mark.parametrize("columns", [40, 80, 140])
async def test_all_of_what_is_wrong_with_a_line_is_seen_at_any_width(start: Start, columns: int) -> None:
    async with start(size=(columns, 12)) as desk:
        await desk.press("=", *"is:unred newer:2d", "enter")
        strips = desk.app.screen._compositor.render_strips()
        seen = " ".join(" ".join(strip.text.strip(" │╰╯╭╮─") for strip in strips).split())
        assert desk.complaint.endswith("not “unred” (did you mean is:unread?).")
        assert desk.complaint in seen
        await desk.press("ctrl+u", *"snow")
        assert desk.complaint == ""
        assert not desk.app.screen.query_one(".note", Static).display


@pytest.mark.parametrize("size", [(80, 24), (160, 60)])
async def test_a_list_stays_where_it_is_while_it_is_narrowed(start: Start, size: tuple[int, int]) -> None:
    """Neither its frame moves, nor its scroll bar's column, nor the column in which titles begin."""
    async with start(size=size) as desk:
        await desk.press("?")

        def place() -> tuple[object, ...]:
            menu = desk.app.screen.query_one(Menu)
            return menu.region, menu.size, rows(desk)[1].index(menu._items[1].title[:6])

        before = place()
        for key in ("u", "n", "d", "o"):
            await desk.press(key)
            assert place()[:2] == before[:2]
        assert rows(desk)[0].index("Undo") == before[2]
        await desk.press(*("backspace",) * 4)
        assert place() == before


@pytest.mark.parametrize("size", [(80, 24), (160, 45)])
async def test_a_line_to_type_in_covers_the_frames_below_it_from_edge_to_edge(
    start: Start, size: tuple[int, int]
) -> None:
    async with start(size=size) as desk:
        await desk.press("=", *"is:unread older:1h -tag:harbour -tag:storm OR title:snow")
        for widget in (desk.app.screen.query_one(Horizontal), desk.app.screen.query_one(".note")):
            assert not widget.display or (widget.region.x, widget.region.right) == (0, size[0])


async def test_half_a_page_in_a_list(start: Start) -> None:
    async with start(size=(80, 24)) as desk:
        await desk.press("?", "ctrl+d")
        menu = desk.app.screen.query_one(Menu)
        down = menu.cursor
        assert menu.size.height // 2 <= down <= menu.size.height
        await desk.press("ctrl+u")
        assert menu.cursor < down // 2
