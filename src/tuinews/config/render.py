"""Settings as TOML, made from their classes."""

from collections.abc import Iterable, Mapping
from dataclasses import Field
from typing import Any

from tuinews.config.settings import SECTIONS, Settings, about, default, table


def render(settings: Settings) -> str:
    """Return the settings as TOML that reads back to the same."""
    parts = []
    for name in SECTIONS:
        section = getattr(settings, name)
        tables = {key: getattr(section, key) for key, setting in table(section).items() if _is_table(setting)}
        plain = [key for key in table(section) if key not in tables]
        parts.append(_lines(f"[{name}]", (f"{key} = {toml(getattr(section, key))}" for key in plain)))
        parts.extend(
            _lines(f"[{name}.{key}]", (f"{toml(k)} = {toml(v)}" for k, v in own.items()))
            for key, own in tables.items()
            if own
        )
    return "\n".join(parts)


def render_default() -> str:
    """Return a file to start from: every setting with its default, as comments."""
    parts = ["# tuinews settings: take the # away to change one. docs/settings.md explains them all.\n"]
    for name, section in SECTIONS.items():
        lines = []
        for key, setting in table(section).items():
            lines.append(f"# {about(setting).doc}")
            lines.append(f"#{key} = {{}}" if _is_table(setting) else f"#{key} = {toml(default(setting))}")
        parts.append(_lines(f"[{name}]", lines))
    return "\n".join(parts)


def toml(value: Any) -> str:
    """Return a number, truth value, text or list of texts as TOML."""
    if isinstance(value, tuple):
        return f"[{', '.join(map(toml, value))}]"
    import json

    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")  # JSON does not mind DEL, TOML does


def _is_table(setting: Field[Any]) -> bool:
    return isinstance(default(setting), Mapping)


def _lines(head: str, lines: Iterable[str]) -> str:
    return "".join(f"{line}\n" for line in (head, *lines))
