"""A form to save in that the program has not: what somebody adds who wants one."""

from typing import BinaryIO

import pytest

from tuinews.article.write import files
from tuinews.article.write.setup import Setup
from tuinews.model import form
from tuinews.model.entry import Article
from tuinews.model.form import Form

LINKS = Form("links", ".urls", "links", "Save as a list of links", other_suffixes=(".links",))


class LinksFile:
    """Writes the address of each article on a line of its own."""

    def __init__(self, file: BinaryIO, setup: Setup) -> None:
        self._file, self._setup = file, setup

    def add(self, article: Article) -> None:
        """Write one article."""
        self._file.write(f"{article.entry.url}\n".encode())

    def close(self) -> None:
        """Write the title of several."""
        if not self._setup.alone:
            self._file.write(f"({self._setup.title})\n".encode())


def register(monkeypatch: pytest.MonkeyPatch) -> None:
    """Add the two rows."""
    monkeypatch.setitem(form.FORMS, LINKS.name, LINKS)
    monkeypatch.setitem(files.WRITERS, LINKS.name, LinksFile)
