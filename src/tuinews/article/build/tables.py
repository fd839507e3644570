"""Tells tables of data from tables that only lay a page out."""

from tuinews.article.dom import Node, texts_of

_CELL_LIMIT = 1_200
"""Characters: a longer cell holds an article, not a datum."""

_CONTENT = frozenset(
    ("table", "h1", "h2", "h3", "blockquote", "pre", "figure", "article", "section", "form", "iframe", "video")
)
_CELLS_LIMIT = 20_000


def holds_data(table: Node) -> bool:
    """Whether a table has rows and columns of short cells; else its cells are blocks one after the other."""
    if table.get("role") in {"presentation", "none"}:
        return False
    widest = row = paragraphs = cells = 0
    for node in table.iterdescendants():
        tag = node.tag
        if tag in _CONTENT:
            return False
        if tag == "tr":
            row = 0
        elif tag in {"td", "th"}:
            row += 1
            cells += 1
            paragraphs = 0
            widest = max(widest, row)
            if cells > _CELLS_LIMIT or _is_long(node):
                return False
        elif tag == "p":
            paragraphs += 1
            if paragraphs > 3:
                return False
    return widest > 1


def _is_long(cell: Node) -> bool:
    length = 0
    for text in texts_of(cell):
        length += len(text.strip())
        if length > _CELL_LIMIT:
            return True
    return False
