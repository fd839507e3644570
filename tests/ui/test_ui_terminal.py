"""Nothing that a feed says reaches the terminal as a command, wherever it is shown."""

from pathlib import Path

import pytest

from tuinews.cli import run
from ui import tour
from ui.poisoned_web import serving, subscribe
from ui.poisons import POISONS, fill, washed
from ui.real_terminal import Terminal, reader
from ui.sequences import addresses, clipboards, said

pytestmark = pytest.mark.xdist_group("terminal")
"""In one process: they compare with what is made once."""

HARMLESS = tuple(f"harmless <{number}>" for number in range(12))


def toured(place: Path, poisons: tuple[str, ...]) -> Terminal:
    fill(place / "home", poisons)
    return tour.take(place / "home", len(poisons), spoken(place / "said.txt", poisons))


def spoken(file: Path, poisons: tuple[str, ...]) -> Path:
    file.write_bytes("\n\n".join((f"Said: {' '.join(poisons)}", *poisons)).encode())
    return file


@pytest.fixture(scope="module")
def harmless(tmp_path_factory: pytest.TempPathFactory) -> Terminal:
    return toured(tmp_path_factory.mktemp("harmless"), HARMLESS)


@pytest.mark.parametrize("kind", POISONS)
def test_a_poisoned_library_says_to_the_terminal_what_a_harmless_one_says(
    kind: str, harmless: Terminal, tmp_path: Path
) -> None:
    seen = toured(tmp_path, POISONS[kind])
    assert said(seen.output) - said(harmless.output) == set()
    assert seen.screen.answers == []
    assert not {address for address in addresses(seen.output) if "evil" in address.partition("?")[0]}
    copies = clipboards(seen.output)
    assert len(copies) == 3
    assert all(copy.isprintable() and copy != "hi" for copy in copies)
    shown = "\n".join(seen.pictures)
    for number, poison in enumerate(POISONS[kind], 1):
        for what in ("Title", "Feed", "Folder", "View", "Related", "tag"):
            assert washed(what, number, poison)[:14] in shown
        for what in ("Agency", "Town", "Source"):
            # a line may end behind these words
            assert washed(what, number, poison)[:7] in shown
    assert washed("Reason", 2, POISONS[kind][1])[:14] in shown
    assert washed("Error", 1, POISONS[kind][0])[:18] in shown


def test_what_was_fetched_from_a_poisoned_web_says_no_more(harmless: Terminal, tmp_path: Path) -> None:
    poisons = POISONS["sequences"]
    with serving(poisons) as web:
        subscribe(tmp_path / "home", web)
        words = spoken(tmp_path / "said.txt", poisons)
        seen = tour.take(tmp_path / "home", len(poisons), words, trouble="answered 500")
    assert said(seen.output) - said(harmless.output) == set()
    assert seen.screen.answers == []


UNEVEN = (
    "\u202egnp.exe\u202c",
    "\u2066a\u2069\u2067b\u2069\u200e\u200f\u061c",
    "".join(chr(0xE0000 + ord(letter)) for letter in "owned"),
    "a\u200bb\u2060c\ufeffd\xade",
    "o" + "\u0301" * 500,
    "\U0001f468\u200d\U0001f469\u200d\U0001f467\u200d\U0001f466 family",
    "\u2764\ufe0f \u2708\ufe0f \u0031\ufe0f\u20e3",
    "\U0001f1e9\U0001f1ea\U0001f1ef",
    "\u6f22\u5b57\u304b\u306a \u1f600",
    "\u0e01\u0e33\u0e19\u0e49\u0e33 \u0915\u094d\u0937\u093f",
    "\u05e9\u05dc\u05d5\u05dd \u0645\u0631\u062d\u0628\u0627",
    "a" + "\u200d\ufe0f" * 40,
)


def test_columns_stay_where_they_are_whatever_a_title_is_written_in(tmp_path: Path) -> None:
    fill(tmp_path, UNEVEN)
    with reader(tmp_path, size=tour.SIZE) as terminal:
        terminal.until("Title 12", "1/12", "View 01", "Enter opens the current")
        rows = [terminal.screen.buffer[y] for y in range(2, 2 + len(UNEVEN))]
        seen = [[row[x].data for x in range(terminal.screen.columns)] for row in rows]
        terminal.send("jyt")
        terminal.until("Copied the title")
    edges = {tuple(x for x, cell in enumerate(row) if cell == "│") for row in seen}
    assert len(edges) == 1, edges
    edge = edges.pop()[3]
    ages = {"".join(row[edge - 3 : edge]).strip() for row in seen}
    assert ages == {"2h"}
    assert not set("\u202e\u202c\u2066\u2067\u2069\u200e\u200f\u061c\u200b\u2060\ufeff\xad") & set(terminal.output)
    assert not any(0xE0000 <= ord(character) <= 0xE007F for character in terminal.output)
    assert "\u0301" * 4 in terminal.output
    assert "\u0301" * 5 not in terminal.output
    assert clipboards(terminal.output) == ["Title 02 ab ok"]


HEADLESS = (("list",), ("feeds",), ("show", "1"), ("topics",), ("views",), ("list", "--json"), ("show", "1", "--json"))


@pytest.mark.parametrize("kind", POISONS)
def test_commands_print_no_more_than_words(kind: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    fill(tmp_path, POISONS[kind])
    for words in HEADLESS:
        assert run(["--home", str(tmp_path), *words]) == 0
        printed = "".join(capsys.readouterr())
        assert printed.count("Title 01") + printed.count("01") > 0
        assert all(character.isprintable() or character in "\t\n" for character in printed)
