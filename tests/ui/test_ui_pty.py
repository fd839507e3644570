"""The reader in a real terminal: it starts, moves, opens, quits, and gives the terminal back when it is told to end."""

import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tuinews.model.change import EntryDraft, FeedUpdate
from tuinews.model.codec.stored_text import pack
from tuinews.model.feed import FeedCard, NewFeed
from tuinews.model.text import EMPTY, SafeText, safe_text
from tuinews.store import Writer, prepare
from ui.real_terminal import GIVEN_BACK, Terminal, reader

NOW = 1_795_615_500


@pytest.fixture
def home(tmp_path: Path) -> Path:
    (tmp_path / "config").mkdir()
    (tmp_path / "config" / "config.toml").write_text("[refresh]\nat_start = false\nwhile_open = false\n", "utf-8")
    store = tmp_path / "data" / "tuinews.db"
    prepare(store, NOW)
    writer = Writer(store, lambda: NOW)
    feed = writer.add_feed(NewFeed("https://coast.example/feed", SafeText("Coast Daily")))
    drafts = tuple(_draft(number) for number in range(1, 41))
    writer.apply((FeedUpdate(feed, NOW, FeedCard(SafeText("Coast")), drafts),))
    writer.index_some(100)
    writer.close()
    return tmp_path


def _draft(number: int) -> EntryDraft:
    return EntryDraft(
        guid=str(number),
        title=safe_text(f"Headline {number:02d}"),
        url=f"https://coast.example/{number}",
        link_key=f"coast.example/{number}",
        author=EMPTY,
        published=NOW - number * 60,
        updated=None,
        moment=NOW - number * 60,
        html=pack(f"<p>Boat number {number} is home.</p>"),
        base="https://coast.example/",
        tags=(SafeText("boats"),),
        related=(),
        enclosures=(),
        images=(),
        lang=SafeText("en"),
        minutes=1,
        fingerprint=str(number),
    )


@pytest.fixture
def terminal(home: Path) -> Iterator[Terminal]:
    with reader(home) as started:
        yield started


def test_start_move_open_back_quit(terminal: Terminal) -> None:
    terminal.until("Headline 01")
    terminal.child.send("jj\r")
    terminal.until("Boat number 3 is home.")
    terminal.child.send("q")
    terminal.until("3/40")
    terminal.child.send("q")
    assert terminal.end() == 0
    assert all(sequence in terminal.output for sequence in GIVEN_BACK)


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("/Headline\r", "unread · newest · Headline"),
        (":saved\r", "Nothing here"),
        ("jj=-number\r", "newest · -number"),
        ("apqrst", "pqrst"),
        ("jjjG/", "Search in this list"),
        ("/Headline 07\r\r", "Boat number 7 is home."),
        ("/number\rjjj", "4/40"),
        ("\x10oldest\x1b[B\x1b[Bx", "oldestx"),
        ("\rfa", "tuinews ▸ #boats"),
        ("\rJJ", "Boat number 3 is home."),
        ("=is:starred\rq\rJ", "Boat number 2 is home."),
        ("/\x1b[200~Headline 12\x1b[201~\r\r", "Boat number 12 is home."),
    ],
)
def test_what_is_typed_in_one_burst_reaches_what_it_is_meant_for(terminal: Terminal, typed: str, shown: str) -> None:
    terminal.until("1/40")
    terminal.child.send(typed)
    terminal.until(shown)
    assert shown in terminal.text


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT])
def test_a_signal_saves_the_place_and_gives_the_terminal_back(terminal: Terminal, home: Path, number: int) -> None:
    terminal.until("Headline 01")
    terminal.child.send("jjj")
    terminal.until("4/40")
    terminal.child.kill(number)
    assert terminal.end() == 128 + number
    after = terminal.output[terminal.output.rindex("\x1b[?1049l") :]
    assert "Traceback" not in terminal.output
    assert "\x1b[?25h" in after
    again = reader(home)
    again.until("4/40")
    again.child.send("\x03")
    assert again.end() == 130


@pytest.mark.parametrize(("size", "last"), [((80, 24), "Coast Daily"), ((160, 45), "Topics")])
def test_of_prompts_and_lists_nothing_is_left_on_the_screen(home: Path, size: tuple[int, int], last: str) -> None:
    with reader(home, size=size) as terminal:
        terminal.until("Headline 01", "1/40", "help", last)
        # once a key was answered, all that was begun before is on the screen
        terminal.send("j")
        terminal.until("2/40")
        terminal.send("k")
        terminal.until("1/40")
        before = terminal.text.splitlines()[1:]
        for keys, shown in (("=is:unread older:3d -tag:" + "harbour" * 9, "harbour"), ("\x10unread", "Palette")):
            terminal.send(keys)
            terminal.until(shown)
            terminal.send("\x1b")
            terminal.until("1/40", "help", gone=shown)
            terminal.send("j")
            terminal.until("2/40")
            terminal.send("k")
            terminal.until("1/40")
            assert terminal.text.splitlines()[1:] == before


@pytest.mark.parametrize("size", [(40, 12), (160, 45)])
def test_the_cursor_of_the_terminal_stands_on_what_the_user_is_at(home: Path, size: tuple[int, int]) -> None:
    steps = [
        ("", "Headline 01"),
        ("jj", "Headline 03"),
        ("G", "Headline 40"),
        ("gg", "Headline 01"),
        ("1", "Inbox"),
        ("j", "Starred"),
        ("2\r", "Coast Daily"),
        (")", "#boats"),
        ("/home\r", "is home."),
        ("=number", "number"),
        ("\x1b[27u", "is home."),
        ("\x10", "What do you want"),
        ("oldest", "oldest"),
        ("\x1b[B", "oldest"),
        ("\x1b[27u?", "Read on"),
        ("\x1b[27ugt", "boats"),
        ("\x1b[27uJ", "Coast Daily"),
        ("q", "Headline 02"),
    ]
    with reader(home, size=size) as terminal:
        for keys, wanted in steps:
            terminal.send(keys)
            said = f"the cursor on {wanted!r} after {keys!r}"
            terminal.until_so(said, lambda text, wanted=wanted: wanted in text.splitlines()[terminal.screen.cursor.y])  # type: ignore[misc]
        assert terminal.screen.cursor.hidden


def test_the_cursor_of_the_terminal_is_seen_where_that_is_wanted(home: Path) -> None:
    with (home / "config" / "config.toml").open("a", encoding="utf-8") as config:
        config.write("[look]\ncursor = true\n")
    with reader(home) as terminal:
        terminal.until("1/40")
        terminal.send("j")
        terminal.until_so("the cursor on the second", lambda text: "02" in text.splitlines()[terminal.screen.cursor.y])
        assert not terminal.screen.cursor.hidden


@pytest.mark.parametrize(
    ("setting", "shown"), [("auto", "\u05d3\u05d2 \u05d1\u05d0"), ("off", "\u05d0\u05d1 \u05d2\u05d3")]
)
def test_right_to_left_text_is_in_reading_order(home: Path, setting: str, shown: str) -> None:
    with (home / "config" / "config.toml").open("a", encoding="utf-8") as config:
        config.write(f'[look]\nright_to_left = "{setting}"\n')
    writer = Writer(home / "data" / "tuinews.db", lambda: NOW)
    feed = writer.add_feed(NewFeed("https://right.example/feed", SafeText("Right")))
    draft = replace(_draft(0), title=safe_text("\u05d0\u05d1 \u05d2\u05d3"), guid="right")
    writer.apply((FeedUpdate(feed, NOW, FeedCard(SafeText("Right")), (draft,)),))
    writer.close()
    with reader(home) as terminal:
        terminal.until(shown)
        assert ("\x1b[8l" in terminal.output) == (setting == "auto")


def test_without_a_terminal_it_says_so(home: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tuinews", "--home", str(home)],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 2
    assert done.stdout == ""
    assert "terminal" in done.stderr
    assert "tuinews list" in done.stderr


@pytest.mark.parametrize("lines", [None, "exit 3"])
def test_the_reader_is_back_after_an_editor_that_failed(home: Path, lines: str | None) -> None:
    editor = home / "editor"
    if lines is not None:
        editor.write_text(f"#!/bin/sh\n{lines}\n")
        editor.chmod(0o755)
    with reader(home, EDITOR=str(editor), VISUAL="") as terminal:
        terminal.until("1/40")
        terminal.send(",")
        terminal.until("cannot be started" if lines is None else "left with 3")
        terminal.send("j")
        terminal.until("2/40")
        terminal.send("Q")
        assert terminal.end() == 0
