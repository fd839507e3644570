"""What a program says to a terminal besides words: every escape sequence and control character, in a general form."""

import base64
import re
from collections.abc import Iterator

_SAID = re.compile(
    r"\x1b\](?P<osc>[^\x07\x1b\x9c]*)(?:\x07|\x1b\\|\x9c)"
    r"|\x1b\[(?P<given>[0-?]*)(?P<final>[ -/]*[@-~])"
    r"|(?P<other>\x1b[PX^_]|\x1b[ -/]*[0-~]|[\x00-\x1f\x7f-\x9f])"
)
_COUNTED = {"m", "H", "G", "X"}
"""Colours, places and blanks: their numbers say nothing."""


def said(output: str) -> set[str]:
    """The kinds of what was said: two outputs whose words, colours and places differ say the same."""
    return {_kind(found) for found in _SAID.finditer(output)}


def _kind(found: re.Match[str]) -> str:
    if found["osc"] is not None:
        number, _, rest = found["osc"].partition(";")
        if number == "8":
            return "OSC 8" if rest.partition(";")[2] else "OSC 8 end"
        if number == "2":
            return "OSC 2"
        return "OSC 52" if number == "52" and rest.startswith("c;") else f"OSC {found['osc']}"
    if found["final"] is not None:
        plain = found["final"] in _COUNTED and re.fullmatch(r"[\d;]*", found["given"])
        return f"CSI {'' if plain else found['given']}{found['final']}"
    return repr(found["other"])


def addresses(output: str) -> set[str]:
    """Where the terminal's own hyperlinks lead."""
    return {rest.partition(";")[2] for rest in _commands(output, "8")} - {""}


def clipboards(output: str) -> list[str]:
    """What was put into the clipboard, one after the other."""
    return [base64.b64decode(rest.partition(";")[2]).decode() for rest in _commands(output, "52")]


def _commands(output: str, number: str) -> Iterator[str]:
    for found in _SAID.finditer(output):
        if found["osc"] is not None and found["osc"].startswith(f"{number};"):
            yield found["osc"].partition(";")[2]
