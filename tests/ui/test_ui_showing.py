"""Pictures in the reader: the key, the setting, slow links, and what is fetched."""

from dataclasses import replace

import pytest

from tuinews.model.document import Document, Image
from tuinews.model.ids import EntryId
from tuinews.model.picture import Box, Picture
from tuinews.model.text import SafeText
from tuinews.ui.sight import Sight, sight_of
from ui.conftest import Start, long_document
from ui.fake_library import World

URL = "https://coast.example/harbour.png"


@pytest.fixture
def world(world: World) -> World:
    """The first article has a picture."""
    first = world.articles[EntryId(1)]
    picture = Image(URL, SafeText("Boats in the harbour"))
    document = Document((picture, *long_document("the coast").blocks))
    world.articles[EntryId(1)] = replace(first, document=document)
    world.pictures[URL] = Picture(Box(1, 1), 20, 4, bytes((10, 20, 30)) * 160)
    return world


def asked(world: World) -> list[str]:
    return [words for words in world.asked if words.startswith("picture")]


async def test_pictures_come_when_an_article_is_opened(start: Start, world: World) -> None:
    async with start(shown=True) as desk:
        await desk.press("enter")
        reader = desk.screen.reader
        assert asked(world)[0].startswith(f"picture {URL} of 1 in ")
        assert any("▀" in reader.render_line(y).text for y in range(reader.size.height))


async def test_a_key_shows_pictures_and_hides_them(start: Start, world: World) -> None:
    async with start() as desk:
        await desk.press("enter")
        reader = desk.screen.reader
        assert asked(world) == []
        await desk.press("i")
        assert desk.told[-1] == "Pictures are shown."
        assert any("▀" in reader.render_line(y).text for y in range(reader.size.height))
        await desk.press("i")
        assert desk.told[-1] == "No pictures are shown."
        assert not any("▀" in reader.render_line(y).text for y in range(reader.size.height))


async def test_without_the_extra_the_key_says_how_to_get_it(start: Start, world: World) -> None:
    world.able = False
    async with start(shown=True) as desk:
        await desk.press("enter", "i")
        assert "install 'tuinews[images]'" in desk.told[-1]
        assert asked(world) == []
        assert not desk.screen.reader.pictured


async def test_who_asks_for_pictures_in_the_settings_hears_what_is_missing(start: Start, world: World) -> None:
    world.able = False
    async with start(images="on", shown=True) as desk:
        assert "install 'tuinews[images]'" in desk.told[-1]


async def test_what_comes_for_an_article_that_was_left_is_not_hung(start: Start, world: World) -> None:
    async with start(shown=True) as desk:
        world.gate.clear()
        await desk.pilot.press("enter")
        await desk.pilot.pause()
        assert len(asked(world)) == 1
        await desk.pilot.press("J")
        await desk.pilot.pause()
        assert desk.open_title != "Harbour opens again after the storm"
        world.gate.set()
        await desk.settle()
        reader = desk.screen.reader
        assert reader.gallery is not None
        assert reader.gallery.hung == {}
        assert len(asked(world)) == 1


async def test_sharp_pictures_are_asked_for_where_the_terminal_draws(start: Start, world: World) -> None:
    async with start(shown=True, sharp=True) as desk:
        await desk.press("enter")
        assert asked(world)[0].endswith(" sharp")


KITTY = {"TERM": "xterm-kitty", "COLORTERM": "truecolor"}


@pytest.mark.parametrize(
    ("wish", "environ", "sight"),
    [
        ("auto", {"TERM": "xterm-256color"}, Sight(shown=True, sharp=False)),
        ("auto", {"TERM": "foot", "COLORTERM": "truecolor"}, Sight(shown=True, sharp=False)),
        ("auto", KITTY | {"SSH_CONNECTION": "192.0.2.1 22 192.0.2.2 22"}, Sight(shown=False, sharp=True)),
        ("auto", {"TERM": "xterm-256color", "SSH_TTY": "/dev/pts/1"}, Sight(shown=False, sharp=False)),
        ("auto", {"TERM": "linux"}, Sight(shown=False, sharp=False)),
        ("auto", {"TERM": "xterm-256color", "NO_COLOR": "1"}, Sight(shown=False, sharp=False)),
        ("on", {"SSH_TTY": "/dev/pts/1"}, Sight(shown=True, sharp=False)),
        ("off", {}, Sight(shown=False, sharp=False)),
        ("auto", KITTY, Sight(shown=True, sharp=True)),
        ("auto", KITTY | {"TMUX": "default,1,0"}, Sight(shown=True, sharp=False)),
        ("on", KITTY | {"NO_COLOR": "1"}, Sight(shown=True, sharp=False)),
        ("on", {"TERM": "xterm-kitty"}, Sight(shown=True, sharp=False)),
    ],
)
def test_pictures_are_shown_unless_the_terminal_is_far_away_or_has_few_colours(
    wish: str, environ: dict[str, str], sight: Sight
) -> None:
    assert sight_of(wish, environ) == sight
