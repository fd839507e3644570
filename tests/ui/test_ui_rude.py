"""What servers say of themselves is told in sentences, and says nothing to the terminal."""

import json
import re
from pathlib import Path
from typing import NamedTuple

import pytest

from ui.real_terminal import Terminal, reader
from ui.rude_servers import PROTOCOL, certificate, rude, subscribe
from ui.sequences import said

pytestmark = pytest.mark.xdist_group("rude")
"""In one process: they compare with what is made once."""

_SEVEN = "\x1b]0;owned\x07\x1b]52;c;aGk=\x1b\\\x1b[2J\x1b[6n\x1b[?1049l\x1bP+q544e\x1b\\[/foo][@click=app.quit]x[/]"
"""Seven bits: commands to the title, the clipboard and the screen, questions that would be answered; markup."""
RUDE = f"{_SEVEN}\x9d0;owned\x9c\x9b6n\x90x\x9c\u202eowned\u202c\u2066\u200b"
"""The same in eight bits, and characters that turn the direction around."""
POLITE = "harmless"
SIZE = (124, 48)
_ESC = "\x1b[27u"


class Seen(NamedTuple):
    terminal: Terminal
    commands: str
    """What commands wrote to a terminal."""
    errors: list[str]


def look(place: Path, words: str, encoding: str = "utf-8") -> Seen:
    """Refresh in the reader, look at everything that it tells of that, then by commands."""
    home = place / "home"
    trusted, unknown = (certificate(place / name, words) for name in ("trusted", "unknown"))
    with rude(words.encode(encoding, "ignore"), trusted, unknown) as addresses:
        subscribe(home, addresses)
        again = {kind: f"{address}?again" for kind, address in zip(PROTOCOL, addresses, strict=False)}
        terminal = tour(home, len(addresses), again["unknown-status"], trusted)
        adding = [("add", url, "1") for url in (again["no-status"], again["odd-chunk"], f"{addresses[-1]}?again")]
        lines = [("refresh", "--force", "3"), ("feeds", "0"), ("doctor", "0"), *adding]
        told = [command(home, trusted, *line, expected=status) for *line, status in lines]
        listed = command(home, trusted, "feeds", "--json", expected="0")
    errors = [feed["error"] or "" for feed in json.loads(listed)]
    return Seen(terminal, "".join(told), errors)


def tour(home: Path, feeds: int, another: str, trusted: Path) -> Terminal:
    with reader(home, size=SIZE, SSL_CERT_FILE=str(trusted)) as terminal:
        terminal.until("Feed 01", f"Feed {feeds:02d}")
        terminal.send("R")
        terminal.until(f"{feeds - 2} feeds failed")  # one is gone, and one wants to be asked later
        for keys, title in (("gh", "─ Health of"), ("gL", "─ Log: ")):
            terminal.send(keys)
            terminal.until(title, "Esc leaves")
            terminal.send("\x1b[6~" * 5 + _ESC)
            terminal.until(gone=title)
        terminal.send("1Gkkkkk")
        for number in range(feeds, 0, -1):
            terminal.send("\r")
            terminal.until(f"▸ Feed {number:02d}")
            terminal.send("1k")
        terminal.send(f"a{another}\r")
        terminal.until("answered 799")
        terminal.send(_ESC + "Q")
        assert terminal.end() == 0
        return terminal


def command(home: Path, trusted: Path, *words: str, expected: str) -> str:
    environ: dict[str, str | None] = {"SSL_CERT_FILE": str(trusted)}
    with Terminal("-m", "tuinews", "--home", str(home), *words, size=(4_000, 30), environ=environ) as terminal:
        assert terminal.end() == int(expected)
        return terminal.output


@pytest.fixture(scope="module")
def polite(tmp_path_factory: pytest.TempPathFactory) -> Seen:
    return look(tmp_path_factory.mktemp("polite"), POLITE)


@pytest.mark.parametrize("encoding", ["utf-8", "latin-1"])
def test_t8_what_servers_and_certificates_say_is_no_command_to_a_real_terminal(
    polite: Seen, tmp_path: Path, encoding: str
) -> None:
    seen = look(tmp_path, RUDE, encoding)
    assert said(seen.terminal.output) - said(polite.terminal.output) == set()
    assert said(seen.commands) - said(polite.commands) == set()
    assert seen.terminal.screen.answers == []
    assert not set("\u202e\u202c\u2066\u200b") & set(seen.terminal.output + seen.commands)
    assert sum(map(bool, seen.errors)) == sum(map(bool, polite.errors)) == len(PROTOCOL) + 2
    assert all(error.isprintable() for error in seen.errors)
    shown = re.sub(r"[\s│]+", " ", "\n".join(seen.terminal.pictures))
    missing = [error for error in seen.errors if error[:30] not in shown]
    assert missing == []
