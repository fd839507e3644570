"""Brings the catalogues of messages up to date: the template, the translations, and what the program reads of them.

    python languages/catalogues.py

`tuinews.pot` is what the sources say, `LANGUAGE.po` what that is in a language, and the program reads `tuinews.mo` in
`src/tuinews/config/locale`, which is kept here as well, so that nothing has to be compiled where it is installed.
"""

import ast
import sys
from collections.abc import Iterable, Iterator
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

from babel.messages import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

HERE = Path(__file__).parent
SOURCES = HERE.parent / "src" / "tuinews"
LANGUAGES = ("de", "ne")

TABLES: dict[str, tuple[int | str, ...]] = {
    "Action": (1, 6, "title", "help"),
    "About": (0, "doc"),
    "CommandRow": (2,),
    "Context": (1, "title"),
    "Field": ("help", "label"),
    "Group": (0, "title"),
    "GroupLook": (1, 2),
    "OutsideCommand": (0,),
    "PlainCommand": (2,),
    "PlainGroup": (0,),
    "Section": (3, "label"),
    "Form": (3, "noun"),
    "SectionRow": (1, 3),
    "Term": (0, 1),
    "Trait": (1,),
    "_Habit": (0, 1),
    "_choice": (0,),
    "_setting": (1, "doc"),
    "move": (1, "text"),
}
"""Rows of tables that are shown through `tr`, and which of their arguments, by place or by name, are messages."""

IN_FOOTER = {"Action": (4, "footer_word"), "move": ("footer_word",)}
"""As above, for words that are shown through `tr_in("footer", …)`."""

ENUMS = {"FeedStatus", "Order"}
"""Enumerations whose values are shown through `tr`."""


class Found(NamedTuple):
    """A message of the sources."""

    message: str
    plural: str = ""
    context: str | None = None


def read_sources() -> Iterator[tuple[Path, ast.Module]]:
    """Give every module, by its path below the package."""
    for path in sorted(SOURCES.rglob("*.py")):
        yield path.relative_to(SOURCES), ast.parse(path.read_text("utf-8"))


def read_template(sources: Iterable[tuple[Path, ast.Module]]) -> Catalog:
    """Return the messages of the sources."""
    template = Catalog(header_comment="# The messages of tuinews, made from its sources by `make languages`.")
    for path, tree in sources:
        for found in find_messages(tree, in_help="cli" in path.parts):
            ids = (found.message, found.plural) if found.plural else found.message
            template.add(ids, locations=[(path.as_posix(), 1)], context=found.context)
    return template


def find_messages(tree: ast.Module, *, in_help: bool = False) -> Iterator[Found]:
    """Give the messages of a module; `in_help`, what its commands print as `_NOTES` are messages as well."""
    for node in ast.walk(tree):
        match node:
            case ast.Call(func=ast.Name(id="tr" | "tr_later"), args=[ast.Constant(value=str(message)), *_]):
                yield Found(message)
            case ast.Call(
                func=ast.Name(id="tr_count"),
                args=[ast.Constant(value=str(one)), ast.Constant(value=str(many)), *_],
            ):
                yield Found(one, many)
            case ast.Call(
                func=ast.Name(id="tr_in"),
                args=[ast.Constant(value=str(context)), ast.Constant(value=str(message)), *_],
            ):
                yield Found(message, context=context)
            case ast.Call(func=ast.Name(id=name)) if name in TABLES:
                yield from (Found(message) for message in _find_arguments(node, TABLES[name]))
                yield from (Found(word, context="footer") for word in _find_arguments(node, IN_FOOTER.get(name, ())))
            case ast.ClassDef(name=name) if name in ENUMS:
                values = (part.value for part in node.body if isinstance(part, ast.Assign))
                yield from (Found(str(value.value)) for value in values if isinstance(value, ast.Constant))
            case ast.Call(func=ast.Attribute(attr="add_argument")):
                yield from (Found(message) for message in _find_arguments(node, ("help",)))
            case ast.Assign(targets=[ast.Name(id=name)], value=ast.Constant(value=str(notes))) if (
                in_help and name.endswith("_NOTES")
            ):
                yield Found(notes)
            case ast.ClassDef() if any(_is_setting(part) for part in node.body):
                yield Found((ast.get_docstring(node) or "").partition("\n")[0])


def _is_setting(part: ast.stmt) -> bool:
    """Whether a class has a setting here: then it is a section of settings, which is shown with its first line."""
    value = part.value if isinstance(part, ast.AnnAssign) else None
    return isinstance(value, ast.Call) and ast.unparse(value.func) in {"_setting", "_choice"}


def _find_arguments(call: ast.Call, wanted: tuple[int | str, ...]) -> Iterator[str]:
    """Give those arguments of a call that are messages and not empty."""
    given: list[ast.expr] = [part for n, part in enumerate(call.args) if n in wanted]
    given += [keyword.value for keyword in call.keywords if keyword.arg in wanted]
    choices = [
        part for value in given for part in ((value.body, value.orelse) if isinstance(value, ast.IfExp) else (value,))
    ]
    for value in choices:
        if isinstance(value, ast.Constant) and isinstance(value.value, str) and value.value:
            yield value.value


def read_catalogue(language: str) -> Catalog:
    """Return the translations of a language as they are kept; of a new one, an empty catalogue."""
    path = HERE / f"{language}.po"
    if not path.exists():
        return Catalog(language)
    with path.open("rb") as file:
        return read_po(file, language)


def update(catalogue: Catalog, template: Catalog) -> None:
    """Give a catalogue the messages of the template; those that are gone go, and nothing is guessed for new ones."""
    comment = catalogue.header_comment
    catalogue.update(template, no_fuzzy_matching=True)
    catalogue.obsolete.clear()
    catalogue.header_comment = comment


class _PlainCatalog(Catalog):
    """A catalogue whose head says what `gettext` needs, and neither dates nor who made it."""

    @property  # type: ignore[misc]  # Babel lets it be set, nobody does here
    def mime_headers(self) -> list[tuple[str, str]]:
        """The head, line by line."""
        head = [("Content-Type", "text/plain; charset=utf-8"), ("Content-Transfer-Encoding", "8bit")]
        if self.locale is not None:
            head += [("Language", str(self.locale)), ("Plural-Forms", self.plural_forms)]
        return head


def _strip_head(catalogue: Catalog) -> Catalog:
    plain = _PlainCatalog(catalogue.locale, header_comment=catalogue.header_comment, fuzzy=False)
    for message in catalogue:
        if message.id:
            plain[message.id] = message
    return plain


def render_po(catalogue: Catalog) -> bytes:
    """Return a catalogue as it is kept."""
    stream = BytesIO()
    write_po(stream, _strip_head(catalogue), width=116, include_lineno=False, ignore_obsolete=True)
    return stream.getvalue()


def render_mo(catalogue: Catalog) -> bytes:
    """Return a catalogue as the program reads it."""
    stream = BytesIO()
    write_mo(stream, _strip_head(catalogue))
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
    template = read_template(read_sources())
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
