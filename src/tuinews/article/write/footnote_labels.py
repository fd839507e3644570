"""Relabels footnotes when pages or articles are joined: each counts its own from one."""

import re
from dataclasses import replace
from html import escape, unescape

from tuinews.article.write.html import to_html
from tuinews.article.write.stored_html import read_document
from tuinews.model.document import Document, Footnote, walk
from tuinews.model.entry import Article

_NOTE = re.compile(r'<li id="fn-([^"]*)">')
_REFERENCE = re.compile(r'<a href="#fn-([^"]*)">(.*?)</a>', re.DOTALL)


def relabel_notes(html: str, taken: dict[str, Footnote]) -> Document:
    """The document of our HTML, its footnotes under labels that are free; `taken` gets the new labels."""
    document = read_document(html)
    fresh: dict[str, str] = {}
    for block in walk(document):
        if isinstance(block, Footnote) and block.label not in fresh and taken.get(block.label) != block:
            fresh[block.label] = _make_free_label(block.label, taken)
            taken[fresh[block.label]] = block
    if all(old == new for old, new in fresh.items()):
        return document
    return read_document(
        _REFERENCE.sub(lambda match: _reference(match, fresh), _NOTE.sub(lambda m: _note(m, fresh), html))
    )


def with_own_notes(article: Article, number: int) -> Article:
    """One article of several in a file, its footnotes under labels that no article of another number has."""
    html = to_html(article.document)
    apart = html.replace('<li id="fn-', f'<li id="fn-{number}-').replace('<a href="#fn-', f'<a href="#fn-{number}-')
    return article if apart == html else replace(article, document=read_document(apart))


def _make_free_label(label: str, taken: dict[str, Footnote]) -> str:
    """The label, or one like it that no note has: numbers go on from the highest."""
    if label not in taken:
        return label
    if label.isdecimal():
        return str(1 + max(int(other) for other in taken if other.isdecimal()))
    return next(unique for count in range(2, len(taken) + 3) if (unique := f"{label}-{count}") not in taken)


def _note(match: re.Match[str], fresh: dict[str, str]) -> str:
    label = unescape(match[1])
    return f'<li id="fn-{escape(fresh.get(label, label))}">'


def _reference(match: re.Match[str], fresh: dict[str, str]) -> str:
    """A link to a note; its words change with the label where they are the label."""
    label = unescape(match[1])
    new = fresh.get(label, label)
    words = re.sub(
        rf"(?<!\w){re.escape(escape(label, quote=False))}(?!\w)", lambda _: escape(new, quote=False), match[2]
    )
    return f'<a href="#fn-{escape(new)}">{words}</a>'
