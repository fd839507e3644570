"""A way through every place of the reader that shows something of a feed."""

from pathlib import Path

from ui.real_terminal import Terminal, reader

SIZE = (124, 48)
_ESC = "\x1b[27u"
"""Escape as a terminal writes it that leaves no doubt."""


def take(home: Path, articles: int, said: Path, *, trouble: str = "Error 01") -> Terminal:
    """Read all articles, open everything that can be opened, quit; what was written is in `output`.

    `said` is a file that a program prints to the reader, and that is pasted as terminals paste: without escapes.
    """
    with reader(home, size=SIZE, BROWSER="true") as terminal:
        terminal.until("Title 01", f"1/{articles}", "View 01")
        _read(terminal, articles)
        _choose(terminal)
        _make(terminal, said)
        _type(terminal, said.read_text("utf-8").replace("\x1b", ""))
        _tend(terminal, articles, trouble)
        terminal.send("Q")
        assert terminal.end() == 0
        return terminal


def _read(terminal: Terminal, articles: int) -> None:
    """Every article, by which its feed's name comes into the border."""
    terminal.send("\r")
    terminal.until("Body 01")
    for number in range(2, articles + 1):
        terminal.send("J")
        terminal.until(f"Body {number:02d}")
    terminal.send("qgg\r")
    terminal.until("Body 01", f"1/{articles}")


def _choose(terminal: Terminal) -> None:
    """What an article leads to, as lists and as letters; all topics; help, health, the card, log, palette."""
    for keys, title in (("t", "Tags"), ("u", "Links"), ("e", "Files"), ("S", "Share"), ("?", "Help")):
        _look(terminal, keys, f"─ {title} ─")
    _look(terminal, "gt", "─ Topics, ")
    _look(terminal, "gh", "─ Health of")
    _look(terminal, "gp", "─ About ")
    _look(terminal, "gL", "─ Log: ")
    _look(terminal, "\x10", "─ Palette ─")
    terminal.send("f")
    terminal.send(f"{_ESC}))G" + "(" * 3 + f"{_ESC}gg")
    terminal.until("Body 01")


def _look(terminal: Terminal, keys: str, title: str) -> None:
    terminal.send(keys)
    terminal.until(title, "Esc leaves")
    terminal.send("\x1b[6~\x1b[6~" + _ESC)
    terminal.until(gone=title)


def _make(terminal: Terminal, said: Path) -> None:
    """What is made of an article: its changes, another program's words, copies, its own page."""
    terminal.send("d")
    terminal.until("What the publisher changed")
    terminal.send("d")
    terminal.until(gone="What the publisher changed")
    terminal.send(f"|cat {said}\r")
    terminal.until("From cat")
    terminal.send("q")
    terminal.until(gone="From cat")
    terminal.send(f"|\x15head -n 1 {said}\r")
    terminal.until("Said: ")
    terminal.send(f"|\x15sh -c 'cat {said}; exit 3'\r")
    terminal.until("failed with status 3")
    for keys, what in (("yt", "title"), ("yy", "address"), ("ym", "link")):
        terminal.send(keys)
        terminal.until(f"Copied the {what}")
    start = len(terminal.output)
    terminal.send("o")
    # it is opened, or refused
    terminal.written("in the browser", start)
    start = len(terminal.output)
    terminal.send("v")
    # that it is fetched, or already that it cannot be
    terminal.written("full text", start, "refused", "answered")


def _type(terminal: Terminal, pasted: str) -> None:
    """Lines to type in, with what is offered there, and with what is pasted."""
    terminal.send('=tag:"tag"\r')
    terminal.until('· tag:"tag"')
    _question(terminal, "+", "Save a view")
    terminal.send("q")
    terminal.until(gone='· tag:"tag"')
    terminal.send(f"/\x1b[200~{pasted}\x1b[201~")
    terminal.until("Search in this list")
    terminal.send("\r")
    terminal.until(gone="Search in this list")
    terminal.send("q")
    terminal.send(":")
    terminal.until("Tab completes")
    terminal.send(_ESC)
    terminal.until(gone="Tab completes")
    _question(terminal, "T", "Own tags")


def _question(terminal: Terminal, keys: str, title: str) -> None:
    terminal.send(keys)
    terminal.until(f"─ {title}")
    terminal.send(_ESC)
    terminal.until(gone=f"─ {title}")


def _tend(terminal: Terminal, articles: int, trouble: str) -> None:
    """The feeds: what is wrong with each, its title and folder, leaving it; the places of a folder and of a view."""
    terminal.send("1Gkkkkk")
    for number in range(articles, 0, -1):
        terminal.send("\r")
        terminal.until(f"▸ Folder {number:02d}", f"▸ Feed {number:02d}")
        terminal.send("1kk")
    terminal.until(trouble)
    terminal.send("jj")
    _question(terminal, "E", "Edit ")
    terminal.send("E\t\x15F")
    terminal.until("─ Edit ", "Inner ones after a /")
    terminal.send(_ESC)
    terminal.until(gone="─ Edit ")
    _question(terminal, "m", "Move ")
    terminal.send("!")
    terminal.until("Its last requests")
    terminal.send(_ESC)
    terminal.until(gone="Its last requests")
    _question(terminal, "D", "Unsubscribe?")
    terminal.send("kkk\r")
    terminal.until("▸ View")
