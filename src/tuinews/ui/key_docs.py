"""docs/keys.md, written from the table of actions."""

from collections.abc import Iterator
from typing import Any

from tuinews.ui.actions import GROUPS, PRESETS, keymap_of
from tuinews.ui.keys.action import Action
from tuinews.ui.keys.contexts import CONTEXTS, PANES
from tuinews.ui.keys.keymap import Keymap, show


def key_docs() -> str:
    """Return the page as Markdown."""
    return "\n".join(_lines()) + "\n"


def _lines() -> Iterator[str]:
    yield "# Keys"
    yield ""
    yield "`tuinews keys` prints them with your own settings, `?` in the reader shows and searches them. This page is"
    yield "made from the program: `python -m tuinews.ui.key_docs > docs/keys.md`."
    yield ""
    yield "Choose a preset, or set single actions, in the settings:"
    yield ""
    yield from ("```toml", "[keys]", 'preset = "vim"', "", "[keys.overrides]", 'toggle-star = ["s", "*"]', "")
    yield from (
        "[keys.commands]",
        '"g 5" = ["# Starred, the oldest", "filter is:starred sort:oldest", "open"]',
        "```",
        "",
    )
    yield "A key of `keys.commands` carries out lines as they are typed behind `:`, each when the one before is done. A"
    yield "line that begins with `#` is the name that help, the palette and the popup of chords show."
    yield ""
    keymaps = {preset: keymap_of(preset) for preset in PRESETS}
    for group in GROUPS:
        yield f"## {group.title}"
        yield ""
        yield "| " + " | ".join(("action", "what it does", *keymaps)) + " |"
        yield "|" + "---|" * (2 + len(keymaps))
        for action in group.actions:
            cells = (_keys(keymap, action) for keymap in keymaps.values())
            yield "| " + " | ".join((f"`{action.id}`", _describe_action(action), *cells)) + " |"
        yield ""
    yield "The mouse works everywhere, and the wheel scrolls. A click opens what it is on; with Ctrl held it only goes"
    yield "to a headline, and it opens a link in the browser. It also chooses lines of a list and keys in the footer."


def _keys(keymap: Keymap, action: Action[Any]) -> str:
    return " ".join(f"`{show(chord)}`" for chord in keymap.keys(action.id)).replace("|", "\\|")


def _describe_action(action: Action[Any]) -> str:
    where = (
        ""
        if action.contexts == PANES
        else f" ({', '.join(CONTEXTS[name].title.removeprefix('the ') for name in action.contexts)})"
    )
    return f"{action.title}{where}" + (f": {action.help}" if action.help else "")


if __name__ == "__main__":
    import sys

    sys.stdout.write(key_docs())
