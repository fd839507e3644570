"""Articles as notes: Markdown whose facts stand above it as YAML, as programs for notes read them."""

import json
from collections.abc import Iterator
from typing import BinaryIO

from tuinews.article.write.footnote_labels import with_own_notes
from tuinews.article.write.markdown_file import RULE, markdown_article
from tuinews.article.write.masthead import UNTITLED, tags_of
from tuinews.article.write.setup import Setup
from tuinews.model.clock import to_iso
from tuinews.model.entry import Article, Entry


class NoteFile:
    """Writes an article with its facts above it, or several below facts of their own file."""

    def __init__(self, file: BinaryIO, setup: Setup) -> None:
        self._file, self._setup = file, setup
        self._count = 0
        if not setup.alone:
            self._write(_front_matter([("title", setup.title), ("saved", to_iso(setup.now) or "")]))

    def add(self, article: Article) -> None:
        """Write one article."""
        self._count += 1
        if self._setup.alone:
            saved = ("saved", to_iso(self._setup.now) or "")
            self._write(
                f"{_front_matter([*_facts(article.entry), saved])}{markdown_article(article, masthead=False)}\n"
            )
            return
        rule = RULE if self._count > 1 else ""
        self._write(f"{rule}{markdown_article(with_own_notes(article, self._count))}\n")

    def close(self) -> None:
        """Do nothing: all is written."""

    def _write(self, text: str) -> None:
        self._file.write(text.encode())


def _facts(entry: Entry) -> Iterator[tuple[str, str | list[str]]]:
    yield "title", entry.title or UNTITLED
    yield "url", entry.url
    yield "feed", entry.feed
    yield "source", entry.source if entry.source != entry.feed else ""
    yield "author", entry.author
    yield "agency", entry.agency
    yield "published", to_iso(entry.published) or ""
    yield "lang", entry.lang
    # programs for notes end a tag at a space
    yield "tags", list(dict.fromkeys("-".join(tag.removeprefix("#").split()) for tag in tags_of(entry)))
    yield "note", entry.note


def _front_matter(facts: "list[tuple[str, str | list[str]]] | list[tuple[str, str]]") -> str:
    """Return facts as YAML between two rules; those that are empty are left out. JSON is YAML."""
    lines = (f"{name}: {json.dumps(value, ensure_ascii=False)}" for name, value in facts if value)
    return "\n".join(("---", *lines, "---", "", ""))
