"""The reader itself, on a real terminal."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from cli.door import Page, Tuinews, Web
from flows.terminal import Terminal
from paint.pixels import decoded
from tuinews.demo.pictures import picture

WATCHED = """
import json, pathlib, sys

class Screen:
    '''Passes on what is written, and notes what is loaded when the first headline is.'''
    def __init__(self, file):
        self.file, self.noted = file, False
    def __getattr__(self, name):
        return getattr(self.file, name)
    def write(self, text):
        if not self.noted and "Lighthouse" in text:
            self.noted = True
            heavy = {"httpx", "feedparser", "lxml", "trafilatura", "rich.progress", "argparse"} & set(sys.modules)
            pathlib.Path(sys.argv[1]).write_text(json.dumps(sorted(heavy)))
        return self.file.write(text)

from tuinews.cli import run
from tuinews.ui.terminal import driver

class Aside(driver.StderrRedirect):
    def __init__(self):
        super().__init__()
        self.screen = Screen(self.screen)

driver.StderrRedirect = Aside
sys.exit(run([]))
"""


@pytest.fixture
def web() -> Iterator[Web]:
    served = Web()
    yield served
    served.close()


def test_the_first_headline_is_painted_before_anything_heavy_is_loaded(
    tuinews: Tuinews, web: Web, home: Path, tmp_path: Path
) -> None:
    assert tuinews("add", web.serve_portal()).code == 0
    noted = tmp_path / "loaded.json"
    with Terminal(home, "-c", WATCHED, str(noted)) as terminal:
        terminal.until("Lighthouse")
        terminal.send("Q")
        assert terminal.finish() == 0
    assert json.loads(noted.read_text()) == []


def test_the_demo_opens_fills_and_leaves_nothing_behind(home: Path, tmp_path: Path) -> None:
    place = tmp_path / "tmp"
    place.mkdir()
    with Terminal(home, "-m", "tuinews", "demo", TMPDIR=str(place)) as terminal:
        terminal.until("Radio Marenia")
        terminal.send("Q")
        assert terminal.finish() == 0
    assert list(place.iterdir()) == []
    assert not (home / "data").exists()


def test_the_demo_can_be_kept(tuinews: Tuinews, home: Path, tmp_path: Path) -> None:
    place = tmp_path / "tmp"
    place.mkdir()
    with Terminal(home, "-m", "tuinews", "demo", "--keep", TMPDIR=str(place)) as terminal:
        terminal.until("Radio Marenia")
        terminal.send("Q")
        assert terminal.finish() == 0
    (kept,) = place.iterdir()
    assert str(kept) in terminal.seen
    assert "its feeds were served by the demo alone" in terminal.seen
    assert len(tuinews("feeds", "--json", "--home", kept).json()) >= 6


@pytest.mark.parametrize("words", [(), ("demo",)])
def test_a_dumb_terminal_gets_one_sentence(home: Path, words: tuple[str, ...]) -> None:
    with Terminal(home, "-m", "tuinews", *words, TERM="dumb") as terminal:
        assert terminal.finish() == 2
    assert terminal.seen.count("\n") == 1
    assert "\x1b" not in terminal.seen


FEED = """<rss version="2.0"><channel><title>Coast</title><link>https://coast.example/</link>
<item><title>Boats are home</title>
<guid>1</guid><description><![CDATA[<p><img src="{base}/boats.png" alt="Boats"></p><p>All of them.</p>]]></description>
</item></channel></rss>"""


def test_nothing_of_a_sixel_is_left_when_the_reader_quits(tuinews: Tuinews, web: Web, home: Path) -> None:
    painted, kind = picture("harbour-home.png") or (b"", "")
    web.pages |= {
        "/boats.png": Page(painted, kind),
        "/feed.xml": Page(FEED.format(base=web.base).encode(), "application/rss+xml"),
    }
    assert tuinews("add", f"{web.base}/feed.xml").code == 0
    with Terminal(home, "-m", "tuinews", TERM="foot", COLORTERM="truecolor") as terminal:
        terminal.until("Boats are home")
        terminal.send("\r")
        terminal.until("\x1bP0;1;0q")
        terminal.send("jQ")
        assert terminal.finish() == 0
    before, _, after = terminal.seen.rpartition("\x1b[?1049l")
    sixels = re.findall(r"\x1b7\x1bP0;1;0q([^\x1b]*)\x1b\\\x1b8", before)
    assert len(sixels) == before.count("\x1bP")
    assert {(decoded(signs).width % 8, decoded(signs).height) for signs in sixels} == {(0, 17)}
    assert "\x1bP" not in after
