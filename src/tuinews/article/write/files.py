"""Articles as files: the table of writers, one for each form of `model.form.FORMS`."""

from collections.abc import Callable
from typing import BinaryIO, Protocol

from tuinews.article.write.atom_file import AtomFile
from tuinews.article.write.epub_file import EpubFile
from tuinews.article.write.html_file import HtmlFile
from tuinews.article.write.markdown_file import MarkdownFile
from tuinews.article.write.note_file import NoteFile
from tuinews.article.write.setup import Setup
from tuinews.article.write.text_file import TextFile
from tuinews.model.clock import Instant
from tuinews.model.entry import Article
from tuinews.model.form import Form


class FileWriter(Protocol):
    """Writes articles into one file; the file is whole after `close`, which leaves it open."""

    def add(self, article: Article) -> None:
        """Write one article."""

    def close(self) -> None:
        """Write what comes last."""


WRITERS: dict[str, Callable[[BinaryIO, Setup], FileWriter]] = {
    "markdown": MarkdownFile,
    "html": HtmlFile,
    "epub": EpubFile,
    "text": TextFile,
    "note": NoteFile,
    "atom": AtomFile,
}
"""The writer of each form, by the form's name."""


def open_file(file: BinaryIO, form: Form, title: str, width: int, now: Instant) -> FileWriter:
    """Begin to write a file for several articles under a title; plain text is set in `width` cells."""
    return _writer(form)(file, Setup(title, width=width, now=now))


def write_one(file: BinaryIO, form: Form, article: Article, width: int, now: Instant) -> None:
    """Write a file for one article."""
    writer = _writer(form)(file, Setup(article.entry.title, alone=True, width=width, now=now))
    writer.add(article)
    writer.close()


def _writer(form: Form) -> Callable[[BinaryIO, Setup], FileWriter]:
    if form.name not in WRITERS:
        raise LookupError(f"Nothing writes the form “{form.name}”: add its row to WRITERS, article/write/files.py.")
    return WRITERS[form.name]
