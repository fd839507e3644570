"""From the TOML file to frozen settings. An error names file, line and key; an unknown key only warns."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import Field, replace
from pathlib import Path
from typing import Any, NamedTuple

from tuinews.config.paths import Paths
from tuinews.config.render import render, render_default
from tuinews.config.settings import SECTIONS, Settings, SettingsSection, about, default, describe_expected, table
from tuinews.model.error import ConfigError
from tuinews.model.language import tr
from tuinews.model.text import SafeText, safe_text
from tuinews.model.url import redact

__all__ = ["Loaded", "examine", "load", "render", "render_default"]

_PLACE = re.compile(r"\s*\(at (?:line (\d+), column (\d+)|end of document)\)\Z")
_HEADER = re.compile(r"\s*\[\s*([^\[\]]+?)\s*\]")
_KEY = re.compile(r"""\s*(?:"([^"]+)"|'([^']+)'|([\w.-]+))\s*=""")


class Loaded(NamedTuple):
    """The settings, and the keys of the file that were not used."""

    settings: Settings
    warnings: tuple[SafeText, ...] = ()


class _File(NamedTuple):
    """The settings file while it is read."""

    name: str
    text: str
    warnings: list[SafeText]
    errors: list[SafeText]

    def position(self, section: str, key: str = "") -> str:
        """Return file and line of a key, for a message."""
        line = line_of(self.text, section, key)
        return tr("{name}, line {line}", name=self.name, line=line) if line else self.name


def load(paths: Paths) -> Loaded:
    """Read the settings file; without one, all settings have their defaults.

    Raises:
        ConfigError: it cannot be read, is no TOML, or a value does not fit its setting.
    """
    loaded, errors = examine(paths)
    if errors:
        more = tr(" `tuinews config check` names {count} more.", count=len(errors) - 1) if len(errors) > 1 else ""
        raise ConfigError(f"{errors[0]}{more}")
    return loaded


def examine(paths: Paths) -> tuple[Loaded, tuple[SafeText, ...]]:
    """Read the settings file as `load` does, and report all values that do not fit at once.

    Raises:
        ConfigError: it cannot be read, or is no TOML.
    """
    return examine_text(read_text(paths.settings_file), str(paths.settings_file))


def read_text(file: Path) -> str:
    """Return the text of a settings file, `""` if there is none; raises ConfigError."""
    try:
        return file.read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        return ""
    except OSError as error:
        raise ConfigError(
            _line(tr("{file} cannot be read ({strerror}): see to its rights.", file=file, strerror=error.strerror))
        ) from error
    except UnicodeDecodeError as error:
        raise ConfigError(_line(tr("{file} is not UTF-8 text: save it in that encoding.", file=file))) from error


def examine_text(text: str, name: str) -> tuple[Loaded, tuple[SafeText, ...]]:
    """Read the text of a settings file, which messages call `name`; report all values that do not fit at once.

    Raises:
        ConfigError: it is no TOML.
    """
    if not text.strip():
        return Loaded(Settings()), ()
    file = _File(name, text, [], [])
    settings = _settings(file, _toml(file))
    return Loaded(settings, tuple(file.warnings)), tuple(file.errors)


def line_of(text: str, section: str, key: str = "") -> int | None:
    """Return the line, from 1, of a section or of a key in it; `None` when it is written in another way."""
    here = ""
    for number, line in enumerate(text.splitlines(), 1):
        if (header := read_header(line)) is not None:
            here = header
            if not key and here == section:
                return number
        elif found := _KEY.match(line):
            key_here = found[1] or found[2] or found[3]
            written = f"{here}.{key_here}" if here else key_here
            if written == (f"{section}.{key}" if key else section):
                return number
    return None


def read_header(line: str) -> str | None:
    """Return the section that a line begins, or `None`."""
    header = _HEADER.match(line)
    return None if header is None else header[1].strip("\"'")


def describe_position(paths: Paths, section: str, key: str) -> str:
    """Return file and line of a setting, for a message."""
    return describe_line(paths.settings_file, section, key)


def describe_line(file: Path, section: str, key: str) -> str:
    """Return a settings file and the line of a setting in it, for a message."""
    table_ = section.partition(".")[2]
    try:
        text = read_text(file)
    except ConfigError:
        return str(file)
    line = line_of(text, section, key) or (line_of(text, section.partition(".")[0], table_) if table_ else None)
    return tr("{file}, line {line}", file=file, line=line) if line else str(file)


def _toml(file: _File) -> dict[str, Any]:
    import tomllib

    try:
        return tomllib.loads(file.text)
    except tomllib.TOMLDecodeError as error:
        why = str(error)
        found = _PLACE.search(why)
        lines = file.text.splitlines()
        line, column = (len(lines), len(lines[-1]) + 1) if lines else (1, 1)
        if found and found[1]:
            line, column = int(found[1]), int(found[2])
        reason = why[: found.start()] if found else why
        raise ConfigError(
            _line(
                tr(
                    "{name}, line {line}, column {column}: {reason}; mend it there.",
                    name=file.name,
                    line=line,
                    column=column,
                    reason=reason,
                )
            )
        ) from error


def _settings(file: _File, values: dict[str, Any]) -> Settings:
    sections: dict[str, Any] = {}
    for name, value in values.items():
        if name not in SECTIONS:
            _pass_over(file, "section" if isinstance(value, dict) else "setting", (name,), tuple(SECTIONS))
        elif not isinstance(value, dict):
            file.errors.append(
                _line(
                    tr(
                        "{position}: {name} is a section: write [{name}] on a line of its own.",
                        position=file.position(name),
                        name=name,
                    )
                )
            )
        else:
            sections[name] = _section(file, name, value)
    return replace(Settings(), **sections)


def _section(file: _File, name: str, values: dict[str, Any]) -> SettingsSection:
    known = table(SECTIONS[name])
    taken: dict[str, Any] = {}
    for key, value in values.items():
        if key in known:
            taken[key] = _value(file, name, known[key], value)
        else:
            _pass_over(file, "setting", (name, key), tuple(known))
    return SECTIONS[name](**taken)


def _pass_over(file: _File, kind: str, path: tuple[str, ...], known: tuple[str, ...]) -> None:
    from difflib import get_close_matches

    *section, key = path
    near = get_close_matches(key.lower(), known, n=1, cutoff=0.6)
    prefix = "".join(f"{name}." for name in section)
    advice = (
        tr("did you mean {prefix}{near}?", prefix=prefix, near=near[0])
        if near
        else tr("see `tuinews config show` for the {kind}s there are.", kind=kind)
    )
    position = file.position(section[0], key) if section else file.position(key)
    file.warnings.append(
        _line(
            tr(
                "{position}: there is no {kind} {prefix}{key}, so it is passed over; {advice}",
                position=position,
                kind=kind,
                prefix=prefix,
                key=key,
                advice=advice,
            )
        )
    )


def _value(file: _File, section: str, setting: Field[Any], value: Any) -> Any:
    taken = _convert(setting, value)
    bounds = about(setting)
    if taken is None or not (
        (bounds.least is None or taken >= bounds.least)
        and (bounds.most is None or taken <= bounds.most)
        and (not bounds.choices or taken in bounds.choices)
    ):
        file.errors.extend(_find_faults(file, section, setting, value))
        return default(setting)
    return taken


def _find_faults(file: _File, section: str, setting: Field[Any], value: Any) -> Iterator[SafeText]:
    """Yield what is wrong with a value: of a table, each of its keys that is."""
    name = f"{section}.{setting.name}"
    if isinstance(default(setting), Mapping) and isinstance(value, dict):
        wrong = {key: one for key, one in value.items() if not isinstance(one, str) and _texts(one) is None}
        for key, one in wrong.items():
            place = file.position(name, key)
            place = file.position(section, setting.name) if place == file.name else place
            wanted = tr('a text in quotes or a list of them, such as ["enter", "o"]')
            yield _line(
                tr(
                    "{place}: {name}.{key} must be {wanted}, not {value}.",
                    place=place,
                    name=name,
                    key=key,
                    wanted=wanted,
                    value=_write_value(one),
                )
            )
        return
    expected = describe_expected(setting)
    yield _line(
        tr(
            "{position}: {name} must be {expected}, not {value}.",
            position=file.position(section, setting.name),
            name=name,
            expected=expected,
            value=_write_value(value),
        )
    )


def _write_value(value: Any) -> str:
    """Return a value much as TOML writes it, without passwords."""
    import json

    return f"{redact(json.dumps(value, ensure_ascii=False, default=str)):.60}"


def _convert(setting: Field[Any], value: Any) -> Any:
    """Return the value as its setting's type, which the default shows; `None` when it is not of it."""
    match default(setting):
        case bool():
            return value if isinstance(value, bool) else None
        case int():
            return value if isinstance(value, int) and not isinstance(value, bool) else None
        case float():
            return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else None
        case str():
            return value if isinstance(value, str) else None
        case tuple():
            return _texts(value)
        case _:
            return _lists(value)


def _texts(value: Any) -> tuple[str, ...] | None:
    return tuple(value) if isinstance(value, list) and all(isinstance(one, str) for one in value) else None


def _lists(value: Any) -> dict[str, tuple[str, ...]] | None:
    if not isinstance(value, dict):
        return None
    taken = {key: (one,) if isinstance(one, str) else _texts(one) for key, one in value.items()}
    known = {key: one for key, one in taken.items() if one is not None}
    return known if len(known) == len(taken) else None


def _line(text: str) -> SafeText:
    return safe_text(text, 600)
