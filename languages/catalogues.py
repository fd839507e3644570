"""Brings the catalogues of messages up to date: the template, the translations, and what the program reads of them.

    python languages/catalogues.py

`tuinews.pot` is what the sources say, `LANGUAGE.po` what that is in a language, and the program reads `tuinews.mo` in
`src/tuinews/config/locale`, which is kept here as well, so that nothing has to be compiled where it is installed.
"""

import sys
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from babel.messages import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

HERE = Path(__file__).parent
SOURCES = HERE.parent / "src" / "tuinews"
LANGUAGES = ("de", "ne")

KEYWORDS = {"tr": None, "tr_later": None, "tr_count": (1, 2), "tr_in": ((1, "c"), 2)}
"""The functions of `tuinews.model.language`, and which of their arguments are messages."""

_DAY = datetime(2026, 1, 1, tzinfo=UTC)
"""Catalogues have no date of their own: what is made twice of the same messages is the same."""


def read_template() -> Catalog:
    """Return the messages of the sources."""
    template = Catalog(project="tuinews", version="1", charset="utf-8", creation_date=_DAY, fuzzy=False)
    found = extract_from_dir(
        SOURCES, [("**.py", "python")], keywords=KEYWORDS, comment_tags=("Translators:",), strip_comment_tags=True
    )
    for file, _line, message, comments, context in sorted(found, key=lambda one: one[0]):
        template.add(message, None, [(file, 1)], auto_comments=comments, context=context)
    return template


def read_catalogue(language: str) -> Catalog:
    """Return the translations of a language as they are kept; of a new one, an empty catalogue."""
    path = HERE / f"{language}.po"
    if not path.exists():
        return Catalog(language, project="tuinews", version="1", creation_date=_DAY, revision_date=_DAY, fuzzy=False)
    with path.open("rb") as file:
        return read_po(file, language)


def update(catalogue: Catalog, template: Catalog) -> None:
    """Give a catalogue the messages of the template; those that are gone go, and nothing is guessed for new ones."""
    comment = catalogue.header_comment
    catalogue.update(template, no_fuzzy_matching=True)
    catalogue.obsolete.clear()
    catalogue.header_comment = comment


def render_po(catalogue: Catalog) -> bytes:
    """Return a catalogue as it is kept."""
    stream = BytesIO()
    write_po(stream, catalogue, width=116, include_lineno=False, ignore_obsolete=True)
    dates = (b'"POT-Creation-Date', b'"PO-Revision-Date')
    return b"".join(line for line in stream.getvalue().splitlines(keepends=True) if not line.startswith(dates))


def render_mo(catalogue: Catalog) -> bytes:
    """Return a catalogue as the program reads it."""
    catalogue.creation_date = catalogue.revision_date = _DAY
    stream = BytesIO()
    write_mo(stream, catalogue)
    return stream.getvalue()


def mo_path(language: str) -> Path:
    """Return where the program reads a language."""
    return SOURCES / "config" / "locale" / language / "LC_MESSAGES" / "tuinews.mo"


def is_translated(message: Message) -> bool:
    """Whether every form of a message says something."""
    forms = message.string if isinstance(message.string, tuple) else (message.string,)
    return all(forms) and not message.fuzzy


def main() -> int:
    """Write all catalogues anew, and say what is left to translate."""
    template = read_template()
    (HERE / "tuinews.pot").write_bytes(render_po(template))
    for language in LANGUAGES:
        catalogue = read_catalogue(language)
        update(catalogue, template)
        (HERE / f"{language}.po").write_bytes(render_po(catalogue))
        mo_path(language).parent.mkdir(parents=True, exist_ok=True)
        mo_path(language).write_bytes(render_mo(catalogue))
        left = sum(bool(message.id) and not is_translated(message) for message in catalogue)
        print(f"{language}: {len(catalogue)} messages, {left} of them without a translation")
    return 0


if __name__ == "__main__":
    sys.exit(main())
