"""Commands to the terminal that travel inside painted text and take no cells.

After a text whose width terminals dispute the cursor has to be set anew. The toolkit measures and cuts lines as text,
so a command is written in tag characters (U+E0000 and up): they have no width, and the cleaner takes them out of
everything that a feed says. `resolve` turns them into the terminal's own commands on the way out.
"""

import re

_OPENING, _CLOSING = "\U000e0001", "\U000e007f"
_SHIFT = 0xE0000
_COMMAND = re.compile(f"{_OPENING}([\U000e0020-\U000e007e]+){_CLOSING}")
_STRAY = re.compile("[\U000e0000-\U000e007f]")


def blank(room: int) -> str:
    """Blank so many cells from the cursor on, in the current colours (ECMA-48 ECH)."""
    return _hidden(f"{room}X")


def column(at: int) -> str:
    """Set the cursor to a column of the screen, counted from 0 (ECMA-48 CHA)."""
    return _hidden(f"{at + 1}G")


def resolve(output: str) -> str:
    """The output with its hidden commands as the terminal understands them."""
    if _OPENING not in output:
        return output
    return _STRAY.sub("", _COMMAND.sub(lambda found: f"\x1b[{_shown(found[1])}", output))


def _hidden(command: str) -> str:
    return _OPENING + "".join(chr(ord(char) + _SHIFT) for char in command) + _CLOSING


def _shown(tags: str) -> str:
    return "".join(chr(ord(char) - _SHIFT) for char in tags)
