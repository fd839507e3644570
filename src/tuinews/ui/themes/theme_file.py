"""Themes of the user's own: one TOML file each, in the folder `themes` beside the settings.

    dark = true                 # whether the ground is dark; without it that is seen from the ground
    like = "tuinews-dark"       # the theme whose colours hold where none is named
    [colours]
    background = "#101418"
    primary = "#7aa2f7"

The file's name is the theme's name.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

from textual.color import Color, ColorParseError
from textual.theme import Theme

from tuinews.config.load import line_of, read_text
from tuinews.model.error import ConfigError
from tuinews.model.language import tr
from tuinews.model.text import SafeText, safe_text
from tuinews.ui.themes.own_themes import DARK, LIGHT, THEMES
from tuinews.ui.themes.shades import DARK_TINTS

FOLDER = "themes"
"""The folder of themes, beside the settings."""

FIELDS = (
    "background",
    "foreground",
    "primary",
    "secondary",
    "accent",
    "warning",
    "error",
    "success",
    "surface",
    "panel",
)
"""The colours of a theme."""

SHADES = ("quiet", "faint", "trace", "line")
"""The colours of what is less important than the text, which are derived where they are not named."""

NAMES = (*FIELDS, *SHADES, *DARK_TINTS)
"""Every colour that a file can name; the last are those of topics."""

_NEEDED = ("background", "foreground", "primary")
_MIDDLE = 0.5
"""The brightness below which a ground is dark."""

_SECTIONS = ("colours", "colors")
_PLACE = re.compile(r"\s*\(at (?:line (\d+), column \d+|end of document)\)\Z")


class ThemeFolder(NamedTuple):
    """What a folder of themes has."""

    themes: Mapping[str, Theme]
    faults: tuple[SafeText, ...]
    """What is wrong with the files that are no themes."""


def read_theme_folder(folder: Path) -> ThemeFolder:
    """Read every theme of a folder; one that cannot be used is left out, and why is told."""
    themes, faults = dict[str, Theme](), list[SafeText]()
    for file in find_theme_files(folder):
        try:
            theme = read_theme(file)
        except ConfigError as error:
            faults.append(safe_text(str(error)))
        else:
            themes[theme.name] = theme
    return ThemeFolder(themes, tuple(faults))


def find_theme(beside: Path, name: str) -> Theme | None:
    """Return the theme of that name, in a folder of themes which lies in the folder `beside`, if there is one."""
    try:
        return read_theme(beside / FOLDER / f"{name}.toml") if re.fullmatch(r"[\w. -]+", name) else None
    except ConfigError:
        return None


def find_theme_files(folder: Path) -> list[Path]:
    """Return the files of a folder that are themes by their names."""
    try:
        return sorted(file for file in folder.iterdir() if file.suffix == ".toml" and not file.name.startswith("."))
    except OSError:
        return []


def read_stamps(folder: Path) -> tuple[tuple[str, int, int], ...]:
    """Return by what it is seen that a theme of a folder changed: names, times and sizes of its files."""
    return tuple(_read_stamps(folder))


def _read_stamps(folder: Path) -> Iterator[tuple[str, int, int]]:
    for file in find_theme_files(folder):
        try:
            found = file.stat()
        except OSError:
            continue
        yield file.name, found.st_mtime_ns, found.st_size


def read_theme(file: Path) -> Theme:
    """Read a theme.

    Raises:
        ConfigError: the file cannot be read or is no TOML, or it names a colour that does not exist.
    """
    if any(theme.name == file.stem for theme in THEMES):
        raise _fault(file, None, tr("the reader has a theme of that name: call the file otherwise"))
    text = read_text(file)
    values = _parse(file, text)
    for key in values:
        if key not in {"dark", "like", *_SECTIONS}:
            raise _fault(file, line_of(text, key), tr("a theme has dark, like and [colours], and no {key}", key=key))
    colours = _read_colours(file, text, values)
    base = _find_base(file, text, values.get("like"), colours)
    dark = values.get(
        "dark", Color.parse(colours.get("background") or base.background or "#000000").brightness < _MIDDLE
    )
    if not isinstance(dark, bool):
        raise _fault(file, line_of(text, "dark"), tr("dark must be true or false"))
    shades = {name: colours[name] for name in SHADES if name in colours}
    tints = {f"tint-{name}": colours[name] for name in DARK_TINTS if name in colours}
    variables = {**base.variables, **shades, **tints}
    named: dict[str, Any] = {name: colours[name] for name in FIELDS if name in colours}
    return replace(base, name=file.stem, dark=dark, variables=variables, **named)


def _find_base(file: Path, text: str, like: object, colours: Mapping[str, str]) -> Theme:
    """The theme whose colours hold where the file names none."""
    if like is None:
        missing = [name for name in _NEEDED if name not in colours]
        if missing:
            raise _fault(
                file,
                None,
                tr("{missing} must be named there, or like = a theme that has the others", missing=", ".join(missing)),
            )
        base = DARK if Color.parse(colours["background"]).brightness < _MIDDLE else LIGHT
        # a quiet ground of another theme would be seen as a box
        return replace(base, surface=colours["background"], panel=colours["background"])
    for theme in THEMES:
        if theme.name == like:
            return theme
    known = ", ".join(theme.name for theme in THEMES)
    raise _fault(file, line_of(text, "like"), tr("like must be one of {known}", known=known))


def _read_colours(file: Path, text: str, values: Mapping[str, Any]) -> dict[str, str]:
    """The colours that the file names."""
    found: dict[str, str] = {}
    for section in _SECTIONS:
        named = values.get(section, {})
        if not isinstance(named, dict):
            raise _fault(
                file,
                line_of(text, section),
                tr("{section} is a section: write [{section}] on a line of its own", section=section),
            )
        for name, value in named.items():
            line = line_of(text, section, name)
            if name not in NAMES:
                raise _fault(file, line, tr("there is no colour {name}{suggest}", name=name, suggest=_suggest(name)))
            found[name] = _read_colour(file, line, name, value)
    return found


def _read_colour(file: Path, line: int | None, name: str, value: object) -> str:
    try:
        colour = Color.parse(value) if isinstance(value, str) and not value.startswith("ansi_") else None
    except ColorParseError:
        colour = None
    if colour is None or colour.a < 1 or colour.auto:
        raise _fault(
            file,
            line,
            tr(
                '{name} must be a colour such as "#7aa2f7" or "steelblue", not {repr}',
                name=name,
                repr=safe_text(repr(value), 40),
            ),
        )
    return colour.hex


def _suggest(name: str) -> str:
    from difflib import get_close_matches

    near = get_close_matches(name.lower(), NAMES, n=1, cutoff=0.6)
    return tr("; did you mean {near}?", near=near[0]) if near else tr(": the names are {names}", names=", ".join(NAMES))


def _parse(file: Path, text: str) -> dict[str, Any]:
    import tomllib

    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        found = _PLACE.search(str(error))
        why = str(error)[: found.start()] if found else str(error)
        line = int(found[1]) if found and found[1] else len(text.splitlines())
        raise _fault(file, line, why) from error


def _fault(file: Path, line: int | None, why: str) -> ConfigError:
    """The error that tells in one sentence where it is, and what is wrong there."""
    where = tr("{file}, line {line}", file=file, line=line) if line else str(file)
    return ConfigError(safe_text(f"{where}: {why}{'' if why.endswith('?') else '.'}", 400))
