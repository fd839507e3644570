"""The gallery: the pictures of an article one by one, as large as fits."""

from dataclasses import replace
from pathlib import Path

import pytest

from tuinews.model.document import Document, Image, Span
from tuinews.model.ids import EntryId
from tuinews.model.picture import Box, CellSize, Picture
from tuinews.model.text import SafeText
from tuinews.ui.paint.article.pictures import find_pictures, whole_room
from ui.conftest import RunningReader, Start, long_document
from ui.fake_library import World

FIRST, SECOND, THIRD = (f"https://coast.example/{name}.png" for name in ("harbour", "boats", "only-listed"))


@pytest.fixture
def world(world: World) -> World:
    """The first article has pictures in its text, one of them twice, and one that came with it."""
    article = world.articles[EntryId(1)]
    inside = Image(FIRST, SafeText("Boats"), caption=(Span(SafeText("The harbour at dawn")),))
    document = Document((inside, *long_document("the coast").blocks, Image(SECOND, SafeText("A boat")), inside))
    entry = replace(article.entry, images=(SECOND, THIRD))
    world.articles[EntryId(1)] = replace(article, entry=entry, document=document)
    for url in (FIRST, SECOND, THIRD):
        world.pictures[url] = Picture(Box(1, 1), 20, 4, bytes((10, 20, 30)) * 160)
    return world


def seen(desk: RunningReader) -> str:
    view = desk.screen.panes.article
    return "\n".join(view.render_line(y).text for y in range(view.size.height))


async def test_pictures_are_shown_one_by_one_on_the_whole_screen(start: Start, world: World) -> None:
    async with start() as desk:
        await desk.press("I")
        panes = desk.screen.panes
        assert [pane for pane in (panes.list, panes.sidebar, panes.header, panes.footer) if pane.display] == []
        assert "\u2580" in seen(desk)
        assert "The harbour at dawn \u00b7 1 of 3" in seen(desk)
        box = [words for words in world.asked if words.startswith(f"picture {FIRST}")][-1]
        assert " in 128x35 " in box, "as large as fits"
        await desk.press("n")
        assert "2 of 3" in seen(desk)
        await desk.press("l", "j")
        assert "3 of 3" in seen(desk)
        assert desk.told[-1] == "That was the last picture."
        await desk.press("k", "p", "h")
        assert "1 of 3" in seen(desk)
        assert desk.told[-1] == "This is the first picture."


@pytest.mark.parametrize("key", ["I", "escape", "q"])
async def test_the_text_comes_back_as_it_was(start: Start, key: str) -> None:
    async with start() as desk:
        await desk.press("enter")
        before = seen(desk)
        await desk.press("I", "n", key)
        panes = desk.screen.panes
        assert panes.list.display
        assert panes.header.display
        assert seen(desk) == before
        assert not panes.article.pictures.shown


async def test_the_next_article_ends_it(start: Start) -> None:
    async with start() as desk:
        await desk.press("enter", "I", "J")
        assert desk.screen.session.variant == ""
        assert desk.screen.panes.list.display


async def test_a_picture_is_saved_and_a_folder_that_is_none_is_told(start: Start, world: World, tmp_path: Path) -> None:
    async with start() as desk:
        await desk.press("I", "n", "S")
        await desk.paste(str(tmp_path))
        await desk.press("enter")
        assert world.asked[-1] == f"save {SECOND} of 1 as 2 in {tmp_path}"
        assert desk.told[-1] == f"Saved {tmp_path}/picture-2.png."


async def test_without_the_extra_they_are_a_list_and_without_pictures_that_is_told(start: Start, world: World) -> None:
    world.able = False
    async with start() as desk:
        await desk.press("I")
        menu = desk.screen.controllers.gallery._interaction.menu
        assert menu is not None
        assert [item.title for item in menu._items] == ["The harbour at dawn", "A boat", THIRD]
        await desk.press("escape", "j", "I")
        assert desk.told[-1] == "This article has no pictures."


def test_each_picture_is_found_once_in_the_order_of_reading(world: World) -> None:
    assert [image.url for image in find_pictures(world.articles[EntryId(1)])] == [FIRST, SECOND, THIRD]
    bare = replace(world.articles[EntryId(1)], document=Document(()))
    assert [image.url for image in find_pictures(bare)] == [SECOND, THIRD]


def test_a_single_picture_has_the_pane_for_itself() -> None:
    assert whole_room(200, 50, CellSize()) == Box(128, 47)
    assert whole_room(40, 5, CellSize()) == Box(40, 6)
