"""Preformatted text, coloured when its language is known; long lines are folded with a mark, never cut."""

from collections.abc import Callable
from functools import lru_cache

from tuinews.ui.paint.glyphs import Glyphs
from tuinews.ui.paint.graphemes import clusters, is_narrow
from tuinews.ui.paint.runs import Line, Run, filled, slice_runs, width_of

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


def paint_code(text: str, language: str, width: int, glyphs: Glyphs) -> list[Line]:
    """The code's lines on a ground of their own; the ground is as wide as the room."""
    edge = 1 if width > 12 else 0
    room = max(1, width - 2 * edge)
    lines: list[Line] = []
    for line in _rows(_coloured(text.strip("\n"), language)):
        for n, part in enumerate(_folded(line, room)):
            mark = Run(glyphs.fold if n and edge else " " * edge, "code fold")
            lines.append(filled((mark, *part) if edge else part, width, "code"))
    return lines


def _rows(runs: list[Run]) -> list[Line]:
    """The runs cut at line feeds."""
    text = "".join(run.text for run in runs)
    spans, start = [], 0
    for part in text.split("\n"):
        spans.append((start, start + len(part)))
        start += len(part) + 1
    return slice_runs(runs, spans)


def _folded(line: Line, room: int) -> list[Line]:
    """The line in pieces of at most `room` cells."""
    text = "".join(run.text for run in line)
    if is_narrow(text) and len(text) <= room:
        return [line]
    if width_of(line) <= room:
        return [line]
    spans: list[tuple[int, int]] = []
    start = used = 0
    for cluster in clusters(text):
        if used + cluster.cells > room and used:
            spans.append((start, cluster.start))
            start, used = cluster.start, 0
        used += cluster.cells
    return slice_runs(line, [*spans, (start, len(text))])


def _coloured(text: str, language: str) -> list[Run]:
    lex = _lexer(language) if language and len(text) <= _COLOURED else None
    return lex(text) if lex else [Run(text, "code")]


@lru_cache(maxsize=32)
def _lexer(language: str) -> Callable[[str], list[Run]] | None:
    """What colours a language; pygments is imported only when an article has code in a language with a name."""
    from pygments.lexers import get_lexer_by_name  # type: ignore[import-untyped]  # it has no types of its own
    from pygments.util import ClassNotFound  # type: ignore[import-untyped]  # as above

    try:
        lexer = get_lexer_by_name(language, stripnl=False, ensurenl=False)
    except ClassNotFound:
        return None
    return lambda text: [Run(part, _look(str(kind))) for kind, part in lexer.get_tokens(text) if part]


@lru_cache(maxsize=256)
def _look(kind: str) -> str:
    return next((look for prefix, look in _LOOKS if kind.startswith(prefix)), "code")
