"""How keys are written in the settings."""

import unicodedata

NAMED_KEYS = frozenset(
    [
        "backspace",
        "delete",
        "down",
        "end",
        "enter",
        "escape",
        "home",
        "insert",
        "left",
        "pagedown",
        "pageup",
        "right",
        "space",
        "tab",
        "up",
    ]
)
"""Keys that print nothing, by their names."""

_MODIFIERS = frozenset({"alt", "ctrl", "hyper", "meta", "shift", "super"})
_LAST_FUNCTION_KEY = 24


def is_key(name: str) -> bool:
    """Return whether a key is written as the reader names it: a character, `enter`, `f5`, or `ctrl+d`."""
    *modifiers, key = [name] if len(name) == 1 else name.rsplit("+", 1)
    if modifiers and not _MODIFIERS.issuperset(modifiers[0].split("+")):
        return False
    if len(key) == 1:
        return key.isprintable()
    numbered = key[:1] == "f" and key[1:].isdecimal() and 1 <= int(key[1:]) <= _LAST_FUNCTION_KEY
    return key in NAMED_KEYS or numbered or (bool(modifiers) and _is_sign(key))


def _is_sign(name: str) -> bool:
    """Return whether Unicode has a character of this name, as keys with modifiers use it: `ctrl+full_stop`."""
    try:
        return name.islower() and bool(unicodedata.lookup(name.replace("_", " ")))
    except KeyError:
        return False
