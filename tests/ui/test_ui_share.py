"""What leaves the reader: pages in the browser, copies, files; for one article and for all that are selected."""

import sys
from collections.abc import Callable
from pathlib import Path
from zipfile import ZipFile

import pytest

from cli import fifth_form
from tuinews.model.document import Document
from tuinews.model.ids import EntryId
from tuinews.ui.controllers.article.browser import MOST_UNASKED
from tuinews.ui.dialogs.chooser import Chooser
from tuinews.ui.dialogs.prompt import Prompt
from tuinews.ui.programs import browser as browser_module
from tuinews.ui.programs.browser import AT_ONCE, browse_all
from ui.conftest import NOW, RunningReader, Start
from ui.fake_library import World, article_of, entry_of

HARBOUR = "Harbour opens again after the storm"
MANY = 40

BROWSER = """
import os, sys
place, url = sys.argv[1:]
young = os.open(place, os.O_WRONLY | os.O_APPEND)
os.write(young, b"+\\n")
print("this must not be seen on the screen")
print("nor this", file=sys.stderr)
assert sys.stdin.read() == ""
assert os.getsid(0) == os.getpid(), "a session of its own"
os.write(young, f"{url} {len(sys.argv)}\\n".encode())
os.write(young, b"-\\n")
"""


@pytest.fixture
def log(tmp_path: Path) -> Path:
    place = tmp_path / "log"
    place.touch()
    return place


@pytest.fixture
def browser(tmp_path: Path, log: Path) -> tuple[str, ...]:
    """A browser that writes down when it comes, what it is given, and when it goes."""
    (tmp_path / "browser.py").write_text(BROWSER, "utf-8")
    return (sys.executable, str(tmp_path / "browser.py"), str(log))


@pytest.fixture
def crowd(world: World) -> World:
    """Many articles more, with addresses that a shell would take for commands."""
    for number in range(100, 100 + MANY):
        url = f"https://coast.example/{number}?a=$(touch%20{number});id&b='c'"
        entry = entry_of(number, world.feeds[0], f"Boat {number}", NOW - number, url=url)
        world.articles[entry.id] = article_of(entry, Document(()))
    return world


def lines(log: Path) -> list[str]:
    return log.read_text().splitlines()


def opened(log: Path) -> list[str]:
    return [line for line in lines(log) if line not in {"+", "-"}]


def files(folder: Path) -> list[Path]:
    return sorted(folder.iterdir())


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The current folder."""
    place = tmp_path / "here"
    place.mkdir()
    monkeypatch.chdir(place)
    return place


def clipboard(desk: RunningReader) -> list[str]:
    """What is copied from now on."""
    copied: list[str] = []

    def copy(text: str) -> None:
        copied.append(text)

    desk.app.copy_to_clipboard = copy  # type: ignore[method-assign]
    return copied


async def select(desk: RunningReader, number: int) -> None:
    await desk.press(*["x"] * number)
    assert len(desk.screen.session.selection) == number


async def test_p8_many_pages_are_opened_only_when_that_is_confirmed(
    start: Start, crowd: World, browser: tuple[str, ...], log: Path
) -> None:
    async with start(browser=browser) as desk:
        await desk.press("x", "G", "X")
        number = len(desk.screen.session.selection)
        assert number > MANY
        for keys in (("enter",), ("escape",)):
            await desk.press("o")
            assert isinstance(desk.app.screen, Chooser)
            assert str(desk.app.screen._frame.border_title) == f"Open {number} pages in the browser?"
            await desk.press(*keys)
            await desk.finish()
        assert opened(log) == []
        await desk.press("o", "down", "enter")
        await desk.finish()
        assert desk.told[-1] == f"Opened {number} pages in the browser."
    ids = sorted(crowd.articles)
    assert {line.rpartition(" ")[0] for line in opened(log)} == {crowd.articles[n].entry.url for n in ids if n != 90}
    assert {line.rpartition(" ")[2] for line in opened(log)} == {"3"}, "each address is one argument"


class Young:
    """A program that hands its page on and ends when it is looked at for the third time."""

    def __init__(self, here: list[int]) -> None:
        self.returncode: int | None = None
        self._line_styles, self._here = 0, here
        here.append(here[-1] + 1)

    def poll(self) -> int | None:
        self._line_styles += 1
        if self._line_styles == 3:
            self.returncode = 0
            self._here.append(self._here[-1] - 1)
        return self.returncode


async def test_p8_few_start_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    here = [0]
    monkeypatch.setattr(browser_module, "start", lambda _command: Young(here))
    assert await browse_all([("firefox", str(n)) for n in range(MANY)]) == (MANY, "")
    assert max(here) == AT_ONCE
    assert here[-1] == 0


async def test_p8_nothing_that_a_browser_says_is_seen(
    start: Start, browser: tuple[str, ...], log: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    async with start(browser=browser) as desk:
        await desk.press("o")
        await desk.finish()
        assert desk.told == ["Opening coast.example in the browser."]
    assert lines(log) == ["+", "https://coast.example/1 3", "-"]
    assert "seen" not in "".join(capfd.readouterr())


async def test_p8_after_the_first_failure_no_more_are_tried(start: Start, crowd: World, tmp_path: Path) -> None:
    script = tmp_path / "broken.py"
    script.write_text(f"open({str(tmp_path / 'tried')!r}, 'a').write('x')\nraise SystemExit(4)", "utf-8")
    async with start(browser=(sys.executable, str(script))) as desk:
        await desk.press("x", "G", "X")
        number = len(desk.screen.session.selection)
        await desk.press("o", "down", "enter")
        await desk.finish()
        assert desk.told[-1].startswith(f"0 of {number} pages were opened. ")
        assert "ended with status 4" in desk.told[-1]
    assert len((tmp_path / "tried").read_text()) <= AT_ONCE


async def test_a_few_pages_are_opened_unasked_and_marked_read_where_that_is_wanted(
    start: Start, world: World, browser: tuple[str, ...], log: Path
) -> None:
    async with start(browser=browser) as desk:
        await select(desk, MOST_UNASKED)
        await desk.press("O")
        await desk.finish()
        assert not isinstance(desk.app.screen, Chooser)
    assert len(opened(log)) == MOST_UNASKED
    assert sum(world.articles[EntryId(n)].entry.read for n in range(1, 7)) == MOST_UNASKED


async def test_a_browser_of_the_terminal_is_not_given_many(start: Start, tmp_path: Path) -> None:
    async with start(browser=(str(tmp_path / "w3m"),)) as desk:
        await select(desk, 2)
        await desk.press("o")
        await desk.finish()
        assert "one page at a time" in desk.told[-1]


async def test_copies_of_a_selection_are_one_line(start: Start) -> None:
    async with start() as desk:
        copied = clipboard(desk)
        await select(desk, 2)
        await desk.press("y", "y")
        await desk.press("y", "t")
        await desk.press("y", "m")
        await desk.finish()
        assert copied == [
            "https://coast.example/1 https://coast.example/2",
            f"{HARBOUR} · Snow closes the northern pass",
            f"[{HARBOUR}](https://coast.example/1) · [Snow closes the northern pass](https://coast.example/2)",
        ]
        assert desk.told[-1].startswith("Copied 2 links: ")


async def test_a_selection_is_piped_whole(start: Start) -> None:
    async with start() as desk:
        await select(desk, 2)
        await desk.press("|")
        assert "Pipe 2 articles" in desk.painted
        await desk.press(*"grep -c ^#", "enter")
        await desk.finish()
        assert desk.told[-1] == "grep -c ^#: 2"


async def choose(desk: RunningReader, words: str) -> None:
    await desk.press("S")
    assert isinstance(desk.app.screen, Chooser)
    await desk.press(*words, "enter")


@pytest.mark.parametrize(
    ("words", "suffix", "holds"),
    [
        ("markdown save", ".md", lambda path: path.read_text().startswith("# Harbour opens")),
        ("web page", ".html", lambda path: "<h1>Harbour opens" in path.read_text()),
        ("plain", ".txt", lambda path: path.read_text().startswith("Harbour opens")),
        ("epub", ".epub", lambda path: "EPUB/article-1.xhtml" in ZipFile(path).namelist()),
    ],
)
async def test_an_article_is_saved_from_the_menu(
    start: Start, here: Path, words: str, suffix: str, holds: Callable[[Path], bool]
) -> None:
    async with start() as desk:
        await choose(desk, words)
        assert isinstance(desk.app.screen, Prompt)
        assert desk.app.screen._input.value == str(here)
        await desk.press("enter")
        await desk.finish()
        (path,) = files(here)
        assert path.name == f"2026-11-25-harbour-opens-again-after-the-storm{suffix}"
        assert holds(path)
        assert desk.told[-1] == f"Saved {path}"


async def test_a_selection_is_saved_as_files_or_as_one(start: Start, here: Path) -> None:
    async with start() as desk:
        await select(desk, 3)
        await choose(desk, "plain")
        await desk.press(*"no/", "enter")
        assert desk.complaint.startswith("There is no folder")
        await desk.press("ctrl+u", ".", "enter")
        await desk.finish()
        assert desk.told[-1] == f"Saved 3 files in {here}"
        await choose(desk, "epub")
        await desk.press(*"w.epub", "enter")
        await desk.finish()
        assert desk.told[-1] == f"Saved {here}/w.epub"
    assert [path.suffix for path in files(here)] == [".txt"] * 3 + [".epub"]
    assert "EPUB/article-3.xhtml" in ZipFile(here / "w.epub").namelist()


async def test_the_menu_does_what_the_keys_do(start: Start, browser: tuple[str, ...], log: Path) -> None:
    async with start(browser=browser) as desk:
        copied = clipboard(desk)
        await choose(desk, "copy title")
        await choose(desk, "browser")
        await desk.finish()
        assert copied == [HARBOUR]
        assert opened(log) == ["https://coast.example/1 3"]
        await choose(desk, "pipe")
        assert isinstance(desk.app.screen, Prompt)
        await desk.press("escape")
        await desk.press("x", "G", "X")
        await choose(desk, "browser")
        assert isinstance(desk.app.screen, Chooser)
        assert str(desk.app.screen._frame.border_title) == "Open 6 pages in the browser?"


async def test_a_form_more_is_in_the_menu(start: Start, here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fifth_form.register(monkeypatch)
    async with start() as desk:
        await choose(desk, "list of links")
        await desk.press("ctrl+u", ".", "enter")
        await desk.finish()
    assert [path.suffix for path in files(here)] == [".urls"]
    assert files(here)[0].read_text().startswith("http")
