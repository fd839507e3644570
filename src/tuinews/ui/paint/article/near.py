"""RELATED: the nearest stored articles, with the words that they share with this one."""

from collections.abc import Iterator

from tuinews.model.entry import Article, RelatedEntry
from tuinews.ui.paint.article.frame import Frame
from tuinews.ui.paint.article.targets import Target
from tuinews.ui.paint.text.runs import SLOT, Line, Run, indent
from tuinews.ui.paint.text.safe import safe_line
from tuinews.ui.paint.text.wrap import wrap

_INDENT = 6
"""Cells before an article: its letter and the sign that it is at hand."""


def paint_near(article: Article, frame: Frame) -> list[Line]:
    """The related articles: title and source, and below them why they are related."""
    return [line for near in find_unnamed(article) for line in _paint_one(near, frame)]


def targets_near(article: Article) -> Iterator[Target]:
    """What can be opened in it."""
    for near in find_unnamed(article):
        yield Target("entry", safe_line(near.title) or safe_line(near.feed), "", near.id)


def find_unnamed(article: Article) -> list[RelatedEntry]:
    """The related articles that the publisher does not name himself, so that none is listed twice."""
    named = {link.entry_id for link in article.entry.related}
    return [near for near in article.near if near.id not in named]


def _paint_one(near: RelatedEntry, frame: Frame) -> list[Line]:
    index = frame.table.index("entry", str(near.id))
    letter = frame.table.assign_letters().get(index, "")
    first = (
        Run(f"[{letter}]" if letter else "   ", f"number {SLOT}", index),
        Run(f" {frame.glyphs.cached} ", "cached", index),
    )
    rest, room = (Run(" " * _INDENT, "related"),), max(1, frame.width - _INDENT)
    title = safe_line(near.title) or safe_line(near.feed)
    runs = [Run(title, "related", index), Run(f" {frame.glyphs.dot} {safe_line(near.feed)}", "small", index)]
    lines = indent(wrap(runs, room), first, rest)
    shared = ", ".join(map(safe_line, near.shared))
    return lines + (indent(wrap([Run(f"both: {shared}", "small")], room), rest, rest) if shared else [])
