"""The forms that articles can be saved in, and the names of their files."""

import re
import unicodedata
from typing import NamedTuple

from tuinews.model.error import UsageError
from tuinews.model.language import tr

STEM_LETTERS, STEM_BYTES = 80, 160
"""The longest name of a file without its suffix, in characters and in bytes of UTF-8; every usual disk takes 255."""

_QUIET = re.compile("['`\u00b4\u02bc\u2019\u200c\u200d]")
"""Signs inside words that are left out of a file's name."""


class Form(NamedTuple):
    """A kind of file that articles can be saved as."""

    name: str
    """How it is called in the settings, on the command line and in JSON."""
    suffix: str
    """How its files' names end."""
    label: str
    """How help calls it."""
    title: str
    """How menus offer it."""
    bound: bool = False
    """Whether several articles are always one file."""
    other_suffixes: tuple[str, ...] = ()
    """Other endings by which it is known."""
    noun: str = ""
    """What such a file is, where its label alone does not tell: `book`."""


MARKDOWN = Form("markdown", ".md", "Markdown", "Save as Markdown", other_suffixes=(".markdown",))
HTML = Form("html", ".html", "HTML", "Save as a web page (HTML)", other_suffixes=(".htm",))
EPUB = Form("epub", ".epub", "EPUB", "Save as a book (EPUB)", bound=True, noun="book")
ATOM = Form("atom", ".atom", "Atom", "Save as a feed (Atom)", bound=True, noun="feed")
NOTE = Form("note", ".md", "Markdown note", "Save as a note (Markdown with front matter)")
TEXT = Form("text", ".txt", "text", "Save as plain text")

FORMS = {form.name: form for form in (MARKDOWN, HTML, EPUB, TEXT, NOTE, ATOM)}
"""The forms by name, in the order of menus. What writes a form is its row in `article/write/files.py`."""

_ENDING = re.compile(r"\w\.(?=\d*[a-z])[a-z0-9]{1,5}\Z", re.IGNORECASE)
"""The ending of a file's name, unlike a number or the end of a sentence."""


def form_labels() -> str:
    """Return what help calls the forms: `Markdown, HTML, EPUB, text`."""
    return ", ".join(form.label for form in FORMS.values())


def form_choice() -> str:
    """Return the forms as a choice: `Markdown, HTML, text or a book (EPUB)`."""
    files = [form.label for form in FORMS.values() if not form.noun]
    *others, last = files + [f"a {form.noun} ({form.label})" for form in FORMS.values() if form.noun]
    return tr("{others} or {last}", others=", ".join(others), last=last)


def form_of(name: str) -> Form | None:
    """The first form that a file's name ends like, if any."""
    _, dot, ending = name.lower().rpartition(".")
    return next((form for form in FORMS.values() if dot + ending in {form.suffix, *form.other_suffixes}), None)


def form_for(name: str, chosen: str = "") -> Form:
    """The form for a file of this name: the chosen one, else as the name ends, else Markdown.

    Raises:
        UsageError: the name ends as no form does, or as another one than the chosen one.
    """
    ending = form_of(name)
    if chosen and ending is not None and ending.suffix != FORMS[chosen].suffix:
        raise UsageError(
            tr(
                "{name} would be {name2} by its name, and {chosen} is wished: change one of the two.",
                name=name,
                name2=ending.name,
                chosen=chosen,
            )
        )
    if not chosen and ending is None and _ENDING.search(name):
        known = ", ".join(dict.fromkeys(form.suffix for form in FORMS.values()))
        raise UsageError(
            tr(
                "{name} ends as no form does that can be written: end it with one of {known}, or say --format.",
                name=name,
                known=known,
            )
        )
    return FORMS[chosen] if chosen else ending or MARKDOWN


def file_stem(day: str, title: str) -> str:
    """A file's name without its suffix: the day (`2026-11-14`) and the title, in letters and digits of any script.

    It is one name, never a path, and begins with the day, so that no program takes it for an option, a hidden file or a
    device; what no terminal should see is not in it.
    """
    words = f"{day} {_QUIET.sub('', unicodedata.normalize('NFKC', title[: STEM_LETTERS * 8])).lower()}"
    letters = "".join(letter if unicodedata.category(letter)[0] in "LMN" else " " for letter in words)
    return _cut("-".join(letters.split()))


def _cut(stem: str) -> str:
    """The beginning of a name that is too long: whole words where they are short, whole letters in any case."""
    kept = stem[:STEM_LETTERS].encode()[:STEM_BYTES].decode(errors="ignore")
    if kept == stem:
        return stem
    if unicodedata.category(stem[len(kept)])[0] == "M":
        kept = re.sub(r".[^\w-]*\Z", "", kept)
    whole = kept.rpartition("-")[0]
    return whole if len(whole) > len(kept) // 2 and stem[len(kept)] != "-" else kept
