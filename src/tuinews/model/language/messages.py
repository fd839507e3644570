"""Puts what the user reads into the user's language: English as it is written here, any other from a catalogue.

`tr` is what everybody calls. A catalogue has the functions of the standard library's `gettext`; without one, which is
so in English, a message is what it says. `tuinews.config.language_choice` chooses the catalogue.
"""

from typing import Any, Protocol


class Translations(Protocol):
    """The translations of a language, such as `gettext.GNUTranslations`."""

    def gettext(self, message: str, /) -> str:
        """Return a message in the language."""
        ...

    def ngettext(self, one: str, many: str, count: int, /) -> str:
        """Return the form of a message that goes with a number."""
        ...

    def pgettext(self, context: str, message: str, /) -> str:
        """Return a message in the language, as it is meant in a context."""
        ...


class _Spoken:
    """The language of this process, which is one: what a thread raises another shows."""

    name = "en"
    catalogue: Translations | None = None


def set_language(name: str, catalogue: Translations | None) -> None:
    """Speak a language (`de`) from now on; English takes no catalogue."""
    _Spoken.name, _Spoken.catalogue = name, catalogue


def find_language() -> str:
    """The language that is spoken, as `de`."""
    return _Spoken.name


def tr(message: str, /, **values: Any) -> str:
    """A message in the user's language, with `values` in the places `{name}`; without values, braces are braces."""
    catalogue = _Spoken.catalogue
    told = message if catalogue is None or not message else catalogue.gettext(message)
    return told.format(**values) if values else told


def tr_count(one: str, many: str, count: int, /, **values: Any) -> str:
    """A message about a number of things, which stands in the place `{count}`: `{count} feed`, `{count} feeds`."""
    catalogue = _Spoken.catalogue
    english = one if count == 1 else many
    told = english if catalogue is None else catalogue.ngettext(one, many, count)
    return told.format(count=count, **values)


def tr_in(context: str, message: str, /, **values: Any) -> str:
    """As `tr`, where a message means different things in different places: `Open` on a button and in a list."""
    catalogue = _Spoken.catalogue
    told = message if catalogue is None else catalogue.pgettext(context, message)
    return told.format(**values) if values else told


def tr_later(message: str, /) -> str:
    """The message as it is: this marks one in a table made at import, which goes through `tr` where it is shown."""
    return message


def begin_small(phrase: str) -> str:
    """A phrase of a table within a sentence: English begins it with a small letter, other languages as they do."""
    return phrase[:1].lower() + phrase[1:] if _Spoken.catalogue is None else phrase
