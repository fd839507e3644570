"""Questions of commands in a real terminal: they can be left, and end with a sentence."""

from pathlib import Path

import pytest

from ui.real_terminal import Terminal

LOGIN = ("sync", "login", "http://127.0.0.1:9/")


@pytest.mark.parametrize(
    ("words", "asked"),
    [
        (LOGIN, "User name:"),
        ((*LOGIN, "--user", "anna"), "Password of anna:"),
        (("add", "http://127.0.0.1:9/feed", "--login", "anna"), "Password of anna:"),
    ],
)
@pytest.mark.parametrize(("key", "ends"), [("\x03", (130, "")), ("\x04", (2, "Nothing was answered"))])
def test_a_question_is_left_at_once(
    home: Path, words: tuple[str, ...], asked: str, key: str, ends: tuple[int, str]
) -> None:
    with Terminal("-m", "tuinews", "--home", str(home), *words) as terminal:
        terminal.until(asked)
        terminal.send(key)
        code, told = ends
        assert terminal.end() == code
        assert told in terminal.text
        assert "Traceback" not in terminal.text
