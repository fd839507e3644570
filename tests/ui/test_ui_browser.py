"""Where an address leads is told, and it reaches a browser as one argument of a list."""

import asyncio
import os
import sys
from pathlib import Path

import pytest

from tuinews.model.document import Document, Span, Style
from tuinews.model.error import TuinewsError
from tuinews.model.ids import EntryId
from tuinews.model.text import SafeText
from tuinews.ui.dialogs.chooser import Chooser
from tuinews.ui.paint.article.targets import Target, describe_address, find_claimed_host
from tuinews.ui.programs.browser import browse, browser_command
from ui.conftest import NOW, Start, paragraph
from ui.fake_library import World, article_of, entry_of

HOSTILE_ADDRESSES = [
    "file:///etc/passwd",
    "javascript:alert(1)",
    "mailto:a@b.example",
    "-x",
    "--remote-debugging-port=9222",
    "ssh://-oProxyCommand=id/",
    "http:///path",
    "https://evil.example\\@bank.example/",
    "https://bank.example%5C@evil.example/",
    "https://a.example/\x1b]0;x\x07",
    "https://xn--\u2603.\u3002/",
    "",
]


@pytest.mark.parametrize("url", HOSTILE_ADDRESSES)
def test_nothing_but_web_pages_reaches_the_browser(url: str) -> None:
    with pytest.raises(TuinewsError, match="Only web pages"):
        browser_command((), url, {})


def test_the_users_browser_gets_the_address_as_one_argument() -> None:
    url = "https://a.example/?q=;rm%20-rf"
    assert browser_command(("firefox", "--new-tab"), url, {}) == ("firefox", "--new-tab", url)
    assert browser_command(("open", "-u", "{url}", "-b"), url, {}) == ("open", "-u", url, "-b")


@pytest.mark.parametrize("tail", ["$(id)", "`id`", ";id", "'\"", "a b", "\n-x", "|id", "&&id", "%s{url}", "\\x"])
def test_nothing_in_an_address_begins_an_argument_or_a_command(tail: str) -> None:
    command = browser_command(("open", "{url}"), f"https://a.example/{tail}", {})
    assert len(command) == 2
    assert command[1].startswith("https://a.example/")
    assert not set(' "\n<>') & set(command[1])


def test_the_environments_browsers_are_tried_in_turn(tmp_path: Path) -> None:
    for name in ("w3m", "kiosk"):
        (tmp_path / name).write_text("#!/bin/sh\n", "utf-8")
        (tmp_path / name).chmod(0o755)
    here, url = {"PATH": str(tmp_path)}, "https://a.example/"
    w3m, kiosk = str(tmp_path / "w3m"), str(tmp_path / "kiosk")
    assert browser_command((), url, {**here, "BROWSER": "nowhere %s:w3m -o 'a b=1' %s:kiosk"}) == (
        (w3m, "-o", "a b=1", url)
    )
    assert browser_command((), url, {**here, "BROWSER": "'open:kiosk"}) == (kiosk, url)
    assert browser_command((), url, here) == (w3m, url), "without a desktop a browser for the terminal"
    with pytest.raises(TuinewsError, match="No browser was found"):
        browser_command((), url, {**here, "DISPLAY": ":0"})


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("https://bank.example@evil.example/", "evil.example"),
        ("https://bank.example:443@evil.example:8443/", "evil.example"),
        ("https://b\u0430nk.example/", "xn--bnk-6cd.example"),
        ("https://BANK.example./", "bank.example."),
    ],
)
async def test_the_host_that_is_told_is_the_one_that_is_asked(start: Start, world: World, url: str, host: str) -> None:
    number = EntryId(1)
    world.articles[number] = article_of(entry_of(1, world.feeds[0], "First", NOW, url=url), Document(()))
    async with start(browser=(sys.executable, "-c", "")) as desk:
        await desk.press("o")
        await desk.finish()
        assert desk.told == [f"Opening {host} in the browser."]


def script(place: Path, code: str) -> tuple[str, ...]:
    """A browser that is a few lines of Python; the address is its last argument."""
    place.write_text(code, "utf-8")
    return (sys.executable, str(place))


@pytest.mark.parametrize(
    ("code", "told"),
    [("raise SystemExit(3)", "ended with status 3"), ("import os; os.kill(os.getpid(), 9)", "was ended by signal 9")],
)
async def test_a_browser_that_ends_at_once_with_a_bad_status_is_told(
    start: Start, tmp_path: Path, code: str, told: str
) -> None:
    async with start(browser=script(tmp_path / "browser.py", code)) as desk:
        await desk.press("o")
        await desk.finish()
        name = Path(sys.executable).name
        assert desk.told[-1].startswith(f"{name} {told}, so the page is not open")
        assert not [sentence for sentence in desk.told if sentence.startswith("Opened")], "it was not"


async def test_a_browser_that_stays_is_let_go_and_neither_waited_for_nor_ended(tmp_path: Path) -> None:
    fifo = tmp_path / "fifo"
    os.mkfifo(fifo)
    code = f"said = open({str(fifo)!r}).read()\nopen({str(fifo)!r}, 'w').write(said.upper())"
    command = script(tmp_path / "browser.py", code)
    started: list[bool] = []
    assert await browse((*command, "https://a.example/"), lambda: started.append(True)) == ""
    assert started == [True]
    # it still waits for what is written into the pipe, and answers
    await asyncio.to_thread(fifo.write_text, "here")
    assert await asyncio.to_thread(fifo.read_text) == "HERE"


@pytest.mark.parametrize(
    ("text", "href", "claimed"),
    [
        ("https://bank.example/login", "https://evil.example/", "bank.example"),
        ("bank.com", "https://bank.com.evil.example/", "bank.com"),
        ("www.bank.example", "https://bank.example@evil.example/", "bank.example"),
        ("bank.example/", "https://b\u0430nk.example/", "bank.example"),
        ("bank.example", "https://www.bank.example/news", ""),
        ("news.bank.example/x", "https://bank.example/", ""),
        ("parser.js", "https://evil.example/", ""),
        ("The bank tells", "https://evil.example/", ""),
        ("version 2.0 of node.js is out", "https://evil.example/", ""),
    ],
)
def test_a_link_whose_words_name_another_host_is_found_out(text: str, href: str, claimed: str) -> None:
    assert find_claimed_host(Target("link", SafeText(text), href)) == claimed


def test_of_a_long_host_its_end_is_told() -> None:
    told = describe_address(f"https://bank.example.{'a' * 60}.evil.example/")
    assert told.endswith(".evil.example")
    assert len(told) == 40
    assert describe_address("mailto:a@b.example") == "mailto:a@b.example"


EVIL = "https://bank.example@evil.example/login"


@pytest.fixture
def phished(world: World) -> World:
    link = Span(SafeText("https://bank.example/login"), Style.PLAIN, EVIL)
    entry = entry_of(7, world.feeds[0], "x" * 300, NOW)
    world.articles[entry.id] = article_of(entry, Document((paragraph("Log in at", link, "now."),)))
    world.pages[EVIL] = article_of(entry_of(91, world.feeds[0], "Got you", NOW), Document(()))
    return world


async def test_a_link_that_lies_is_opened_only_after_the_real_host_was_told(start: Start, phished: World) -> None:
    async with start() as desk:
        await desk.press("enter", ")")
        desk.screen.panes.article.links.follow_focused()
        await desk.settle()
        assert isinstance(desk.app.screen, Chooser)
        title = str(desk.app.screen._frame.border_title)
        assert title == "This link says bank.example, but leads to evil.example"
        await desk.press("enter")
        assert desk.open_title.startswith("xxx")
        assert not any(asked.startswith("follow") for asked in phished.asked)
        desk.screen.panes.article.links.follow_focused()
        await desk.settle()
        await desk.press("down", "enter")
        assert desk.open_title == "Got you"


async def test_the_real_host_stands_in_the_list_of_links_and_under_the_link_in_focus(
    start: Start, phished: World
) -> None:
    async with start(size=(80, 24)) as desk:
        await desk.press("enter", ")")
        assert desk.screen.panes.footer.note == "Enter opens evil.example"
        assert f" {EVIL} " in desk.painted.splitlines()[1], "the whole address, away from the link"
        await desk.press("escape")
        assert EVIL not in desk.painted
        assert desk.screen.panes.footer.note == ""
        await desk.press("u")
        chooser = desk.app.screen
        assert isinstance(chooser, Chooser)
        rows = [chooser._menu.render_line(y).text for y in range(2)]
        assert rows[0].rstrip().endswith("evil.example")
        assert "xxx" in rows[1]
        assert rows[1].rstrip().endswith("coastdaily.example"), "a long title does not push the host out"
