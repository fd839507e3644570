"""The settings file with one setting changed: what the user wrote beside it, comments included, stays as it is.

A setting that the file names gets its new value where it stands, one that stands there as a comment (as in the file to
start from) takes the comment's place, and any other is added at the end of its section.
"""

import re
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from tuinews.config.load import line_of, read_header
from tuinews.config.render import toml
from tuinews.config.settings import SECTIONS, Settings, default, table
from tuinews.model.error import ConfigError
from tuinews.model.language import tr


class Unset:
    """Stands for no value: the setting is to have its default again."""


UNSET = Unset()


def change_setting(text: str, section: str, key: str, value: object) -> str:
    """Return the text of a settings file in which a setting has another value, or with `UNSET` none.

    `section` is that of the file (`look`, or `keys.overrides`, whose keys are actions). A setting that loses its value
    stays as a comment.

    Raises:
        ConfigError: the text is no TOML, or is written in a way in which the setting cannot be changed.
    """
    import tomllib

    try:
        before = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(tr("The settings file is no TOML: `tuinews config check` says where to mend it.")) from error
    wanted = _set(before, section, key, value)
    if wanted == before:
        return text
    for change in (_unset,) if value is UNSET else (_take_comment, _set_with_tomlkit):
        changed = change(text, section, key, value)
        if changed is not None and _reads_as(changed, wanted):
            return changed
    raise ConfigError(
        tr(
            "{section}.{key} is written in a way that only you can change: open the settings file yourself.",
            section=section,
            key=key,
        )
    )


def _reads_as(text: str, wanted: Mapping[str, Any]) -> bool:
    """Return whether a text is TOML with just these values; a section that is empty counts as none."""
    import tomllib

    try:
        return _drop_empty(tomllib.loads(text)) == _drop_empty(wanted)
    except tomllib.TOMLDecodeError:
        return False


def _drop_empty(values: Mapping[str, Any]) -> dict[str, Any]:
    inner = {key: _drop_empty(one) if isinstance(one, dict) else one for key, one in values.items()}
    return {key: one for key, one in inner.items() if one != {}}


def _set(values: Mapping[str, Any], section: str, key: str, value: object) -> dict[str, Any]:
    """Return the values of a file in which one is another, or gone."""
    name, _, rest = section.partition(".")
    inner = values.get(name, {})
    inner = inner if isinstance(inner, dict) else {}
    if rest:
        return {**values, name: _set(inner, rest, key, value)}
    kept = {one: held for one, held in inner.items() if one != key}
    if value is UNSET:
        return {**values, name: kept}
    return {**values, name: {**inner, key: list(value) if isinstance(value, tuple) else value}}


def _take_comment(text: str, section: str, key: str, value: object) -> str | None:
    """Give the value to a line such as `#width = 72` of the section, what stands behind it included."""
    lines, inside = text.splitlines(keepends=True), False
    commented = re.compile(rf"#\s*({re.escape(key)}\s*=\s*)(?:\[[^\]]*\]|\"[^\"]*\"|[^\s#]+)([ \t]*#.*)?\s*\Z")
    if line_of(text, section, key) is not None:
        return None
    for number, line in enumerate(lines):
        if (header := read_header(line)) is not None:
            inside = header == section
        elif inside and (found := commented.match(line)):
            lines[number] = f"{found[1]}{toml(value)}{found[2] or ''}\n"
            return "".join(lines)
    return None


def _set_with_tomlkit(text: str, section: str, key: str, value: object) -> str | None:
    """Change a value where it stands, or add it at the end of its section."""
    import tomlkit
    from tomlkit.exceptions import TOMLKitError

    try:
        document = tomlkit.parse(text)
        here: Any = document
        new = False
        for name in section.split("."):
            if new := name not in here:
                here[name] = tomlkit.table()
            here = here[name]
        here[key] = list(value) if isinstance(value, tuple) else value
        if new:
            here.add(tomlkit.nl())
        return tomlkit.dumps(document)
    except (TOMLKitError, TypeError, AttributeError):
        return None


def _unset(text: str, section: str, key: str, _: object) -> str | None:
    """Turn the lines of a setting into comments."""
    import tomllib

    line = line_of(text, section, key)
    if line is None:
        return None
    lines = text.splitlines(keepends=True)
    for last in range(line, len(lines) + 1):
        # a list may go on over lines: it ends where what is there can be read
        try:
            tomllib.loads("".join(lines[line - 1 : last]))
        except tomllib.TOMLDecodeError:
            continue
        return "".join([*lines[: line - 1], *(f"#{one}" for one in lines[line - 1 : last]), *lines[last:]])
    return None


def read_typed(section: str, key: str, typed: str) -> object:
    """Return the value that a typed text stands for; whether it fits is for `load` to say.

    Texts need no quotes, lists are words; `on` and `yes` are true as well. Keys of `keys.overrides` are lists.
    """
    setting = table(SECTIONS[section])[key] if section in SECTIONS else None
    match () if setting is None else default(setting):
        case bool():
            words = {"true": True, "on": True, "yes": True, "false": False, "off": False, "no": False}
            return words.get(typed.strip().lower(), typed)
        case int() | float():
            return _read_number(typed.strip())
        case tuple():
            return _read_words(typed)
        case _:
            return typed


def is_list(section: str, key: str) -> bool:
    """Return whether a setting takes a list of texts."""
    return isinstance(default(table(SECTIONS[section])[key]), tuple)


def _read_number(typed: str) -> object:
    for kind in (int, float):
        try:
            number = kind(typed)
        except ValueError:
            continue
        return typed if number != number else number  # noqa: PLR0124  what is no number equals not even itself
    return typed


def _read_words(typed: str) -> object:
    """Return the texts of a list as TOML writes it, or else as a shell does; what is neither stays as it is."""
    import shlex
    import tomllib

    if typed.strip().startswith("["):
        try:
            return tuple(tomllib.loads(f"value = {typed}")["value"])
        except tomllib.TOMLDecodeError:
            return typed
    try:
        return tuple(shlex.split(typed))
    except ValueError:
        return typed


def write_typed(value: object) -> str:
    """Return a value as it could be typed."""
    import shlex

    if isinstance(value, tuple):
        return shlex.join(map(str, value))
    return value if isinstance(value, str) else toml(value)


def list_values(settings: Settings) -> dict[str, dict[str, Any]]:
    """Return the values of all settings by section and name."""
    return asdict(settings)
