"""Settings that can be read and yet will not do what they ask for: for `config check`."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from types import MappingProxyType

from tuinews.config.file_edit import list_values
from tuinews.config.load import describe_position
from tuinews.config.paths import Paths
from tuinews.config.settings import Settings
from tuinews.engine.settings.setting_faults import CHECKED, find_fault, suggest_name
from tuinews.model.error import ConfigError
from tuinews.model.language import tr
from tuinews.ui.actions import ACTIONS, keymap_of
from tuinews.ui.keys.key_names import NAMED_KEYS, is_key
from tuinews.ui.keys.keymap import show

THEMES = frozenset(
    [
        "tuinews-contrast",
        "tuinews-dark",
        "tuinews-dusk",
        "tuinews-forest",
        "tuinews-frost",
        "tuinews-light",
        "tuinews-paper",
        "tuinews-terminal",
        "ansi-dark",
        "ansi-light",
        "atom-one-dark",
        "atom-one-light",
        "catppuccin-frappe",
        "catppuccin-latte",
        "catppuccin-macchiato",
        "catppuccin-mocha",
        "dracula",
        "flexoki",
        "gruvbox",
        "monokai",
        "nord",
        "rose-pine",
        "rose-pine-dawn",
        "rose-pine-moon",
        "solarized-dark",
        "solarized-light",
        "textual-dark",
        "textual-light",
        "tokyo-night",
    ]
)
"""The reader's themes by name; Textual, which could list them, is too slow to start for a check."""


def find_problems(paths: Paths, settings: Settings) -> Iterator[str]:
    """Yield sentences about settings that cannot work as written, each with file, line and key."""
    values = list_values(settings)
    for name in CHECKED:
        section, _, key = name.partition(".")
        if fault := find_fault(name, values[section][key]):
            yield f"{describe_position(paths, section, key)}: {fault}"
    yield from _check_theme(paths, settings.look.theme)
    yield from _check_keys(paths, settings)


def _check_theme(paths: Paths, theme: str) -> Iterator[str]:
    file = paths.config / "themes" / f"{theme}.toml"
    if theme not in THEMES and file.is_file():
        from tuinews.ui.themes.theme_file import read_theme

        try:
            read_theme(file)
        except ConfigError as error:
            yield str(error)
    elif theme not in THEMES:
        advice = suggest_name(theme, THEMES) or tr("`:theme` in the reader lists them.")
        yield tr(
            "{position}: look.theme: there is no theme {theme}; {advice}",
            position=describe_position(paths, "look", "theme"),
            theme=theme,
            advice=advice,
        )


def _check_keys(paths: Paths, settings: Settings) -> Iterator[str]:
    from tuinews.ui.controllers.commands.own_commands import SECTION, find_command_faults

    overrides = settings.keys.overrides
    commands = settings.keys.commands
    keymap = keymap_of(settings.keys.preset, overrides, commands)
    for keys, fault in find_command_faults(commands, keymap.actions):
        yield f"{describe_position(paths, SECTION, keys)}: {SECTION}.{keys}: {fault}"
    for name in keymap.unknown:
        advice = suggest_name(name, ACTIONS) or tr("`tuinews keys` lists them.")
        yield tr(
            "{key}: there is no such action, so its keys are passed over; {advice}",
            key=_key(paths, name),
            advice=advice,
        )
    for name, chords in overrides.items():
        for key in (key for chord in chords for key in chord.split() if not is_key(key)):
            advice = suggest_name(key, NAMED_KEYS) or tr("write j, G, enter, f5, ctrl+d, or g g for two in a row.")
            yield tr("{key}: {key2} is no key; {advice}", key=_key(paths, name), key2=key, advice=advice)
    for chord, first, second in keymap.clashes:
        yield tr(
            "{key}: {show} is wanted by {first} as well, which has it; choose another key.",
            key=_key(paths, second, commands),
            show=show(chord),
            first=first,
        )
    for name, taken in groupby(sorted(keymap.taken, key=lambda clash: clash.first), key=lambda clash: clash.first):
        lost = ", ".join(tr("{show} from {second}", show=show(chord), second=second) for chord, _, second in taken)
        yield tr(
            "{key}: it takes {lost}; choose another key if you want both.", key=_key(paths, name, commands), lost=lost
        )


def _key(paths: Paths, action: str, commands: Mapping[str, Sequence[str]] = MappingProxyType({})) -> str:
    """Return file, line and name of an action's own keys, or of an own command."""
    from tuinews.ui.controllers.commands.own_commands import SECTION, find_own_keys

    if (keys := find_own_keys(action, commands)) is not None:
        return f"{describe_position(paths, SECTION, keys)}: {SECTION}.{keys}"
    return tr(
        "{position}: keys.overrides.{action}",
        position=describe_position(paths, "keys.overrides", action),
        action=action,
    )
