"""A JSON Schema of the settings file, for editors that complete and check TOML; made from the settings' classes."""

from collections.abc import Mapping, Sequence
from dataclasses import Field
from typing import Any

from tuinews.config.settings import SECTIONS, about, default, table

DIALECT = "https://json-schema.org/draft/2020-12/schema"
"""The dialect that the schema is written in."""

_KEYS = {"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]}
"""What an action's own keys are written as: one, or a list."""


def make_schema(actions: Mapping[str, str], themes: Sequence[str] = ()) -> dict[str, Any]:
    """Return the schema.

    `actions` are the titles of the reader's actions by their ids, to which keys can be given; `themes` the names of
    themes that are there anyway. Neither is closed: there may be more.
    """
    sections = {name: _describe_section(name) for name in SECTIONS}
    sections["look"]["properties"]["theme"]["examples"] = [*themes]
    sections["keys"]["properties"]["overrides"]["properties"] = {
        action: {"description": title, **_KEYS} for action, title in actions.items()
    }
    return {
        "$schema": DIALECT,
        "title": "Settings of tuinews",
        "type": "object",
        "properties": sections,
        "additionalProperties": False,
    }


def _describe_section(name: str) -> dict[str, Any]:
    section = SECTIONS[name]
    return {
        "type": "object",
        "description": section.__doc__,
        "properties": {key: _describe_setting(setting) for key, setting in table(section).items()},
        "additionalProperties": False,
    }


def _describe_setting(setting: Field[Any]) -> dict[str, Any]:
    value, bounds = default(setting), about(setting)
    plain = [*value] if isinstance(value, tuple) else dict(value) if isinstance(value, Mapping) else value
    described: dict[str, Any] = {"description": bounds.doc, "default": plain, **_describe_type(value)}
    if bounds.choices:
        described["enum"] = [*bounds.choices]
    if bounds.least is not None:
        described |= {"minimum": bounds.least, "maximum": bounds.most}
    return described


def _describe_type(value: object) -> dict[str, Any]:
    match value:
        case bool():
            return {"type": "boolean"}
        case int():
            return {"type": "integer"}
        case float():
            return {"type": "number"}
        case str():
            return {"type": "string"}
        case tuple():
            return {"type": "array", "items": {"type": "string"}}
        case _:
            return {"type": "object", "additionalProperties": _KEYS}
