"""Pictures in the reader: the key, the setting, slow links, and what is fetched."""

import fcntl
import os
import struct
import termios
from dataclasses import replace
from pathlib import Path

import pytest
from textual import events

from tuinews.model.document import Document, Image
from tuinews.model.ids import EntryId
from tuinews.model.picture import Box, CellSize, Picture, Way
from tuinews.model.text import SafeText
from tuinews.ui.terminal.image_support import ImageSupport, cell_size, detect_image_support
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
        reader = desk.screen.panes.article
        assert asked(world)[0].startswith(f"picture {URL} of 1 in ")
        assert any("▀" in reader.render_line(y).text for y in range(reader.size.height))


async def test_a_key_shows_pictures_and_hides_them(start: Start, world: World) -> None:
    async with start() as desk:
        await desk.press("enter")
        reader = desk.screen.panes.article
        assert asked(world) == []
        await desk.press("i")
        assert desk.told[-1] == "Pictures are shown."
        assert any("▀" in reader.render_line(y).text for y in range(reader.size.height))
        await desk.press("i")
        assert desk.told[-1] == "No pictures are shown."
        assert not any("▀" in reader.render_line(y).text for y in range(reader.size.height))


async def test_of_an_article_without_pictures_that_is_told(start: Start) -> None:
    async with start() as desk:
        await desk.press("j", "enter", "i")
        assert desk.told[-1] == "This article has no pictures; others are shown with theirs."
        await desk.press("i")
        assert desk.told[-1] == "This article has no pictures; others are shown without theirs."
    async with start(asked=True) as desk:
        await desk.press("j", "enter", "i")
        assert desk.told[-1] == "This article has no pictures."


async def test_without_the_extra_the_key_says_how_to_get_it(start: Start, world: World) -> None:
    world.able = False
    async with start(shown=True) as desk:
        await desk.press("enter", "i")
        assert "install 'tuinews[images]'" in desk.told[-1]
        assert asked(world) == []
        assert not desk.screen.panes.article.pictures.shown


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
        reader = desk.screen.panes.article
        assert reader.pictures.gallery is not None
        assert reader.pictures.gallery.arrived == {}
        assert len(asked(world)) == 1


@pytest.mark.parametrize("way", ["blocks", "kitty", "sixel"])
async def test_pictures_are_asked_for_as_the_terminal_shows_them(start: Start, world: World, way: Way) -> None:
    async with start(shown=True, way=way) as desk:
        await desk.press("enter")
        assert asked(world)[0].endswith(f" for {way}")


async def test_letters_of_another_size_want_other_pixels(start: Start, world: World) -> None:
    async with start(shown=True, way="sixel") as desk:
        await desk.press("enter")
        assert len(asked(world)) == 1
        desk.screen.panes.article.pictures.cell = lambda: CellSize(9, 18)
        desk.app.post_message(events.Resize(desk.app.size, desk.app.size))
        await desk.settle()
        assert len(asked(world)) == 2


KITTY = {"TERM": "xterm-kitty", "COLORTERM": "truecolor"}
XTERM = {"TERM": "xterm-256color", "COLORTERM": "truecolor"}
WEZTERM = XTERM | {"TERM_PROGRAM": "WezTerm"}
SHOWN, HIDDEN = ImageSupport(shown=True), ImageSupport(shown=False)


@pytest.mark.parametrize(
    ("wish", "environ", "image_support"),
    [
        ("auto", {"TERM": "xterm-256color"}, SHOWN),
        ("auto", {"TERM": "xterm-256color", "SSH_TTY": "/dev/pts/1"}, HIDDEN),
        ("auto", {"TERM": "linux"}, HIDDEN),
        ("auto", XTERM | {"NO_COLOR": "1"}, HIDDEN),
        ("on", {"SSH_TTY": "/dev/pts/1"}, SHOWN),
        ("off", {}, HIDDEN),
        ("off", KITTY, ImageSupport(shown=False, way="kitty")),
        ("ask", KITTY, ImageSupport(shown=False, way="kitty", asked=True)),
        ("auto", KITTY, ImageSupport(shown=True, way="kitty")),
        ("auto", KITTY | {"SSH_CONNECTION": "192.0.2.1 22 192.0.2.2 22"}, ImageSupport(shown=False, way="kitty")),
        ("auto", KITTY | {"TMUX": "default,1,0"}, SHOWN),
        ("on", KITTY | {"NO_COLOR": "1"}, SHOWN),
        ("on", {"TERM": "xterm-kitty"}, SHOWN),
        ("blocks", KITTY, SHOWN),
        ("kitty", XTERM | {"TMUX": "default,1,0"}, ImageSupport(shown=True, way="kitty")),
    ],
)
def test_pictures_are_shown_unless_the_terminal_is_far_away_or_has_few_colours(
    wish: str, environ: dict[str, str], image_support: ImageSupport
) -> None:
    assert detect_image_support(wish, environ) == image_support


@pytest.mark.parametrize(
    ("environ", "way"),
    [
        ({"TERM": "foot"}, "sixel"),
        ({"TERM": "foot-extra", "COLORTERM": "truecolor"}, "sixel"),
        ({"TERM": "foot", "STY": "1.pts"}, "blocks"),
        ({"TERM": "foot", "ZELLIJ": "0"}, "blocks"),
        ({"TERM": "foot", "NO_COLOR": "1"}, "blocks"),
        ({"TERM": "mlterm-256color"}, "sixel"),
        (XTERM | {"MLTERM": "3.9.0"}, "sixel"),
        ({"TERM": "contour"}, "sixel"),
        (WEZTERM, "sixel"),
        (XTERM | {"TERM_PROGRAM": "iTerm.app"}, "sixel"),
        (XTERM | {"TERM_PROGRAM": "vscode"}, "blocks"),
        (XTERM | {"KONSOLE_VERSION": "221203"}, "blocks"),
        (WEZTERM | {"XTERM_VERSION": "XTerm(379)"}, "blocks"),
        (WEZTERM | {"VTE_VERSION": "7006"}, "blocks"),
        (WEZTERM | {"KONSOLE_VERSION": "221203"}, "blocks"),
        (XTERM | {"XTERM_VERSION": "XTerm(379)"}, "blocks"),
        (KITTY, "kitty"),
    ],
)
def test_a_terminal_is_known_by_what_it_calls_itself(environ: dict[str, str], way: Way) -> None:
    assert detect_image_support("on", environ).way == way
    assert detect_image_support("sixel", environ).way == ("blocks" if "NO_COLOR" in environ else "sixel")
    plain = (
        detect_image_support("on", environ, ascii_only=True),
        detect_image_support("kitty", environ, ascii_only=True),
    )
    assert [support.way for support in plain] == ["blocks" if way == "kitty" else way, "blocks"]


@pytest.mark.parametrize(
    ("source", "way"),
    [
        ("version: Version = Version(0, 26, 5)", "blocks"),
        ("version: Version = Version(0, 28, 0)", "kitty"),
        ("version: Version = Version(1, 0, 0)", "kitty"),
        ("something else", "kitty"),
    ],
)
def test_a_kitty_from_before_there_were_placeholders_gets_half_blocks(tmp_path: Path, source: str, way: Way) -> None:
    environ = KITTY | {"KITTY_INSTALLATION_DIR": str(tmp_path)}
    assert detect_image_support("auto", environ).way == "kitty"
    (tmp_path / "kitty").mkdir()
    (tmp_path / "kitty" / "constants.py").write_text(source, "utf-8")
    assert detect_image_support("auto", environ).way == way
    assert detect_image_support("kitty", environ).way == "kitty"


@pytest.mark.parametrize(
    ("told", "cell"),
    [
        ((30, 100, 800, 480), CellSize(8, 16)),
        ((30, 100, 0, 0), CellSize()),
        ((0, 0, 800, 480), CellSize()),
        ((30, 100, 804, 484), CellSize(8, 16)),
    ],
)
def test_the_pixels_of_a_cell_are_those_of_the_window(told: tuple[int, ...], cell: CellSize) -> None:
    master, slave = os.openpty()
    try:
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("4H", *told))
        assert cell_size(slave) == cell
    finally:
        os.close(master)
        os.close(slave)


def test_no_terminal_has_no_cells() -> None:
    with Path(os.devnull).open("rb") as nothing:
        assert cell_size(nothing.fileno()) == CellSize()


async def test_who_wants_to_be_asked_sees_the_pictures_of_one_article_only(start: Start, world: World) -> None:
    async with start(asked=True) as desk:
        await desk.press("enter")
        assert asked(world) == []
        await desk.press("i")
        assert len(asked(world)) == 1
        shown = desk.screen.panes.article.pictures.shown
        await desk.press("J")
        await desk.press("K")
        assert [shown, desk.screen.panes.article.pictures.shown] == [True, False]
        assert len(asked(world)) == 1
