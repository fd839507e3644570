"""RELATED: the nearest stored articles, with the words that they share with this one."""

from collections.abc import Iterator

from tuinews.model.entry import Article, RelatedEntry
from tuinews.model.language import tr
from tuinews.ui.paint.article.frame import Frame
from tuinews.ui.paint.article.listed import paint_listed
from tuinews.ui.paint.article.targets import Target
from tuinews.ui.paint.text.runs import Line, Run
from tuinews.ui.paint.text.safe import safe_line


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
    title = safe_line(near.title) or safe_line(near.feed)
    runs = [Run(title, "related", index), Run(f" {frame.glyphs.dot} {safe_line(near.feed)}", "small", index)]
    shared = ", ".join(map(safe_line, near.shared))
    why = [[Run(tr("both: {shared}", shared=shared), "small")]] if shared else []
    return paint_listed([runs, *why], index, frame, sign=frame.glyphs.cached, at_hand=True)
