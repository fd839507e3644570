"""Preformatted text, coloured when its language is known; long lines are folded with a mark and not cut."""

from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from tuinews.model.document import Code
from tuinews.ui.paint.article.frame import Frame
from tuinews.ui.paint.text.graphemes import clusters, is_narrow
from tuinews.ui.paint.text.runs import NOWHERE, SLOT, Line, Run, line_text, line_width, pad_line, slice_runs
from tuinews.ui.paint.text.safe import safe_line, safe_lines

_COLOURED = 20_000
"""Characters up to which code is coloured: a lexer needs about a second a megabyte."""

_LOOKS = (
    ("Token.Comment", "code comment"),
    ("Token.Keyword", "code keyword"),
    ("Token.Name.Builtin", "code builtin"),
    ("Token.Name.Function", "code function"),
    ("Token.Name.Class", "code function"),
    ("Token.Name.Decorator", "code builtin"),
    ("Token.Name.Tag", "code keyword"),
    ("Token.Name.Attribute", "code function"),
    ("Token.Literal.String", "code string"),
    ("Token.Literal.Number", "code figure"),
    ("Token.Operator.Word", "code keyword"),
    ("Token.Generic.Deleted", "code keyword"),
    ("Token.Generic.Inserted", "code string"),
)


def paint_code(block: Code, frame: Frame) -> list[Line]:
    """The code's lines on a background as wide as the room; links are underlined."""
    edge = 1 if frame.width > 12 else 0
    room = max(1, frame.width - 2 * edge)
    text = safe_lines(block.text)
    runs = [*_add_links(_colour_runs(text, safe_line(block.language)), block, frame)]
    start, end = len(text) - len(text.lstrip("\n")), len(text.rstrip("\n"))
    lines: list[Line] = []
    for line in _rows(slice_runs(runs, [(start, max(start, end))])[0]):
        for n, part in enumerate(_fold_line(line, room)):
            mark = Run(frame.glyphs.fold if n and edge else " " * edge, "code fold")
            lines.append(pad_line((mark, *part) if edge else part, frame.width, "code"))
    return lines


def _add_links(runs: list[Run], block: Code, frame: Frame) -> Iterator[Run]:
    """The runs with links in them. A link has no number, which would shift columns: its first character is the slot."""
    links = [(*link[:2], target) for link in block.links if (target := frame.table.index("link", link.href)) != NOWHERE]
    edges = [0, *(edge for link in links for edge in link[:2]), sum(len(run.text) for run in runs)]
    pieces = iter(slice_runs(runs, pairwise(edges)))
    yield from next(pieces)
    for (_, _, target), words, after in zip(links, pieces, pieces, strict=True):
        yield from _add_slot([run._replace(style=f"{run.style} underlined", target=target) for run in words])
        yield from after


def _add_slot(words: Sequence[Run]) -> Iterator[Run]:
    """The words of a link with room for a hint letter at their beginning."""
    if words:
        first = words[0]
        end = clusters(first.text)[0].end
        yield first._replace(text=first.text[:end], style=f"{first.style} {SLOT}")
        yield from (run for run in (first._replace(text=first.text[end:]), *words[1:]) if run.text)


def _rows(runs: Line) -> list[Line]:
    """The runs cut at line feeds."""
    text = "".join(run.text for run in runs)
    spans, start = [], 0
    for part in text.split("\n"):
        spans.append((start, start + len(part)))
        start += len(part) + 1
    return slice_runs(runs, spans)


def _fold_line(line: Line, room: int) -> list[Line]:
    """The line in pieces of at most `room` cells."""
    text = "".join(run.text for run in line)
    if is_narrow(text) and len(text) <= room:
        return [line]
    if line_width(line) <= room:
        return [line]
    spans: list[tuple[int, int]] = []
    start = used = 0
    for cluster in clusters(text):
        if used + cluster.cells > room and used:
            spans.append((start, cluster.start))
            start, used = cluster.start, 0
        used += cluster.cells
    return slice_runs(line, [*spans, (start, len(text))])


def _colour_runs(text: str, language: str) -> list[Run]:
    lex = _lexer(language) if language and len(text) <= _COLOURED else None
    runs = lex(text) if lex else []
    # what a lexer has changed (there are some that take signs out) is not what was written
    return runs if line_text(runs) == text else [Run(text, "code")]


@lru_cache(maxsize=32)
def _lexer(language: str) -> Callable[[str], list[Run]] | None:
    """The lexer of a language; pygments is imported only when an article has code in a named language."""
    from pygments.lexers import get_lexer_by_name  # type: ignore[import-untyped]  # it has no types of its own
    from pygments.util import ClassNotFound  # type: ignore[import-untyped]  # as above

    try:
        lexer = get_lexer_by_name(language, stripnl=False, ensurenl=False)
    except ClassNotFound:
        return None
    return lambda text: [Run(part, _look(str(kind))) for kind, part in lexer.get_tokens(text) if part]


@lru_cache(maxsize=256)
def _look(kind: str) -> str:
    return next((style for prefix, style in _LOOKS if kind.startswith(prefix)), "code")
