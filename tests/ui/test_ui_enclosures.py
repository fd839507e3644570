"""Files that come with articles: played from where one stopped, fetched to be kept, listed."""

import asyncio
import json
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from tuinews.model.enclosures.chapter import Chapter, format_clock, read_chapter_facts, read_chapter_file
from tuinews.model.entry import Enclosure, Fact
from tuinews.model.error import TuinewsError
from tuinews.model.ids import EntryId
from tuinews.model.text import SafeText
from tuinews.ui.programs.player import find_player, watch_place
from ui.conftest import RunningReader, Start
from ui.fake_library import World

EPISODE = Enclosure("https://coast.example/episode.mp3", SafeText("audio/mpeg"), 4_000_000)
PAPER = Enclosure("https://coast.example/paper.pdf", SafeText("application/pdf"))
FACTS = tuple(
    Fact(SafeText(name), SafeText(value)) for name, value in (("Length", "31:00"), ("Chapter", "12:03 The lamp"))
)


def give(world: World, *files: Enclosure) -> None:
    """Have the first article come with these files."""
    article = world.articles[EntryId(1)]
    world.articles[EntryId(1)] = replace(article, entry=replace(article.entry, enclosures=files, facts=FACTS))


def lines(desk: RunningReader) -> str:
    assert desk.screen.controllers._interaction.menu is not None
    return " | ".join(
        f"{item.title} {item.detail}".strip() for item in desk.screen.controllers._interaction.menu._items
    )


async def choose(desk: RunningReader, words: str) -> None:
    """Choose what these words narrow an open list to."""
    await desk.press(*("space" if letter == " " else letter for letter in words), "enter")


async def test_a_file_is_fetched_shown_among_the_downloads_and_deleted(start: Start, world: World) -> None:
    give(world, EPISODE)
    async with start() as desk:
        await desk.press("e")
        assert "audio/mpeg · 4.0 MB · 31:00 · coast.example" in lines(desk)
        await choose(desk, "Download")
        assert any("Fetching episode.mp3: g d shows how far it is." in told for told in desk.told)
        await desk.press("g", "d")
        assert f"{world.articles[EntryId(1)].entry.title} done, 4.0 MB" in lines(desk)
        await choose(desk, "Harbour")
        await choose(desk, "Delete")
        assert world.downloads.known, "asked first"
        await desk.press("down", "enter")
        assert not world.downloads.known


async def test_a_download_is_stopped_and_goes_on(start: Start, world: World) -> None:
    give(world, EPISODE, PAPER)
    world.downloads.held = True
    async with start() as desk:
        for words in ("Download", "Stop the", "Go on"):
            await desk.press("e")
            await choose(desk, "episode")
            await choose(desk, words)
        assert [one.state.value for one in world.downloads.known.values()] == ["running"]
        assert any("what is here stays" in told for told in desk.told)


async def test_without_a_file_or_a_download_that_is_told(start: Start) -> None:
    async with start() as desk:
        await desk.press("e")
        await desk.press("g", "d")
        assert any("No file comes with" in told for told in desk.told)
        assert any("Nothing was downloaded yet" in told for told in desk.told)


async def test_the_users_own_player_gets_the_address_as_one_argument(
    start: Start, world: World, tmp_path: Path
) -> None:
    log = tmp_path / "log"
    script = tmp_path / "play.py"
    script.write_text(f"import sys; open({str(log)!r}, 'w').write(repr(sys.argv[1:]))")
    give(world, EPISODE._replace(url="https://coast.example/a.mp3?b=$(x);c"))
    async with start(player=(sys.executable, str(script), "--loud", "{url}")) as desk:
        await desk.press("e")
        await choose(desk, "Play")
        await desk.pilot.until("the player ran", log.exists)
        await desk.pilot.until("it wrote", lambda: bool(log.read_text()))
        assert log.read_text() == "['--loud', 'https://coast.example/a.mp3?b=$(x);c']"


async def test_it_goes_on_where_one_stopped(start: Start, world: World) -> None:
    give(world, EPISODE)
    world.notes["playback"] = json.dumps({EPISODE.url: 723.4})
    async with start() as desk:
        await desk.press("e")
        assert "Play from 12:03, where you stopped | Play from the beginning | Chapters … 1" in lines(desk)
        controller = desk.screen.controllers.enclosures
        await controller._keep_place(EPISODE.url, 900.0)
        assert json.loads(world.notes["playback"]) == {EPISODE.url: 900.0}
        await controller._keep_place(EPISODE.url, 3.0)
        assert json.loads(world.notes["playback"]) == {}


DESKTOP = {"DISPLAY": ":0", "PATH": ""}


def test_mpv_is_told_where_to_begin_and_where_to_tell() -> None:
    player = find_player(("/usr/bin/mpv", "--volume=50"), EPISODE.url, 61.0, DESKTOP)
    assert player.command[0] == "/usr/bin/mpv"
    assert "--start=61.0" in player.command
    assert f"--input-ipc-server={player.socket}" in player.command
    assert player.command[-2:] == ("--volume=50", EPISODE.url)
    assert Path(player.socket).parent.stat().st_mode & 0o777 == 0o700
    Path(player.socket).parent.rmdir()
    assert find_player(("mpv",), "/music/a.mp3", 0.0, {"PATH": ""}).takes_terminal


@pytest.mark.parametrize("file", ["--script=/music/x.lua", "file:///etc/passwd", "relative.mp3", "magnet:?xt=1"])
def test_nothing_but_a_file_or_a_page_is_given_to_a_player(file: str) -> None:
    with pytest.raises(TuinewsError, match="Only files on the web"):
        find_player(("mpv",), file, 0.0, DESKTOP)


def test_without_a_player_that_is_one_sentence() -> None:
    with pytest.raises(TuinewsError, match="No player was found"):
        find_player((), EPISODE.url, 0.0, DESKTOP)


async def test_what_mpv_tells_is_where_it_is(tmp_path: Path) -> None:
    folder = tmp_path / "socket"
    folder.mkdir()
    socket = str(folder / "mpv")
    asked: list[bytes] = []

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        asked.append(await reader.readline())
        told = [
            {"event": "property-change", "data": 3.5},
            "junk",
            {"event": "property-change"},
            {"event": "property-change", "data": 9.0},
        ]
        for line in told:
            writer.write(json.dumps(line).encode() + b"\n")
        writer.write(b"no json\n")
        writer.close()

    server = await asyncio.start_unix_server(serve, socket)
    places: list[float] = []
    await watch_place(socket, places.append)
    server.close()
    assert json.loads(asked[0])["command"] == ["observe_property", 1, "time-pos"]
    assert places == [3.5, 9.0]


async def test_no_socket_is_left_by_a_player_that_never_made_it(tmp_path: Path) -> None:
    folder = tmp_path / "socket"
    folder.mkdir()
    watch = asyncio.create_task(watch_place(str(folder / "mpv"), print))
    await asyncio.sleep(0)
    watch.cancel()
    await asyncio.wait([watch])
    assert not folder.exists()


def test_chapters_are_read_from_the_feed_and_from_a_file_beside_it() -> None:
    facts = [Fact(SafeText("Chapter"), SafeText(value)) for value in ("0:00 Hello", "1:02:03 The lamp: on", "no clock")]
    assert read_chapter_facts(facts) == (Chapter(0.0, SafeText("Hello")), Chapter(3723.0, SafeText("The lamp: on")))
    file = {"chapters": [{"startTime": 60, "title": "B"}, {"startTime": 0}, {"startTime": "x"}, 3, {"toc": False}]}
    assert read_chapter_file(json.dumps(file).encode()) == (Chapter(0.0, SafeText("")), Chapter(60.0, SafeText("B")))
    for junk in (b"", b"[]", b'{"chapters": 3}', b"[" * 100_000):
        assert read_chapter_file(junk) == ()
    assert (format_clock(59.9), format_clock(3723)) == ("0:59", "1:02:03")
