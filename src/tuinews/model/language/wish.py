"""Which languages there are, and which of them the environment wants."""

from collections.abc import Mapping

LANGUAGES = {"en": "English", "de": "Deutsch", "ne": "नेपाली"}
"""The languages that there are, by their ISO 639 codes, with their own names."""

_VARIABLES = ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")
"""Where the language is looked for, as gettext does; the first that says something counts."""


def find_wanted_language(environ: Mapping[str, str]) -> str:
    """The first language of the environment that there is: of `LANGUAGE=fr:de` German, of nothing English."""
    named = next((value for variable in _VARIABLES if (value := environ.get(variable))), "")
    for name in named.split(":"):
        plain = name.replace("-", "_").partition(".")[0].partition("@")[0].partition("_")[0].lower()
        if plain in LANGUAGES:
            return plain
    return "en"
