"""Reads the catalogue of the language that the program is to speak."""

from collections.abc import Mapping
from pathlib import Path

from tuinews.model.language import LANGUAGES, find_language, find_wanted_language, set_language

_CATALOGUES = Path(__file__).parent / "locale"


def choose_language(setting: str, environ: Mapping[str, str]) -> None:
    """Speak the language of the setting from now on, or with `auto` that of the environment."""
    name = setting if setting in LANGUAGES else find_wanted_language(environ)
    if name == find_language():
        return
    if name == "en":
        set_language("en", None)
        return
    from gettext import GNUTranslations

    try:
        with _CATALOGUES.joinpath(name, "LC_MESSAGES", "tuinews.mo").open("rb") as file:
            set_language(name, GNUTranslations(file))
    except OSError:  # whoever packages the program may leave languages out
        set_language("en", None)
