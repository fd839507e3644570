"""docs/settings.md: `python -m tuinews.config.docs > docs/settings.md`."""

import sys
from dataclasses import Field
from typing import Any

from tuinews.config.render import toml
from tuinews.config.settings import SECTIONS, about, default, describe_expected, table

_INTRODUCTION = """# Settings

The settings lie in one TOML file: `tuinews config path` says where, `tuinews config edit` opens it,
`tuinews config check` looks it over and `tuinews config show` prints what holds. Without the file the defaults hold.
`:settings` in the reader (`g ,`) shows them all and changes them, and so does `tuinews config set reading.width 80`;
what you wrote in the file beside them, comments included, stays. `tuinews config schema` prints a JSON Schema of it.
A key that does not exist is passed over with a warning, and the rest of the file is used; a value of the wrong kind is
an error that names file, line and key, and then neither the reader nor a command runs but those that help you on:
`backup`, `restore`, `export`, `doctor`, `inspect`, `completion`, and `config` with `path`, `check`, `edit` and
`schema`. `tuinews config check` tells all of both at once: it leaves with 4 if the file cannot be used, and
with 0 if it can, warnings or not.

This page is made from the program: `python -m tuinews.config.docs > docs/settings.md`.
"""


def render_docs() -> str:
    """Return the page as Markdown."""
    return "\n".join([_INTRODUCTION, *map(_section, SECTIONS)])


def _section(name: str) -> str:
    section = SECTIONS[name]
    rows = "".join(_row(key, setting) for key, setting in table(section).items())
    return f"## {name}\n\n{section.__doc__}\n\n| key | default | takes | what it does |\n|---|---|---|---|\n{rows}"


def _row(key: str, setting: Field[Any]) -> str:
    value = default(setting)
    shown = f"`{toml(value)}`" if value or not isinstance(value, dict) else "none"
    when = "" if about(setting).live else " Holds from the next start."
    return f"| `{key}` | {shown} | {describe_expected(setting)} | {about(setting).doc}{when} |\n"


if __name__ == "__main__":
    sys.stdout.write(render_docs())
