"""Runs of an article's text: styles, link numbers, footnotes, superscripts."""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import groupby

from tuinews.model.document import Inline, Span, Style
from tuinews.ui.paint.article.frame import Frame
from tuinews.ui.paint.article.targets import FOOTNOTE
from tuinews.ui.paint.text.runs import NOWHERE, SLOT, Run
from tuinews.ui.paint.text.safe import safe_lines

_RAISED = str.maketrans("0123456789+-=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿ")
_LOWERED = str.maketrans("0123456789+-=()", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎")
_WORDS = (
    (Style.EMPHASIS, "emphasis"),
    (Style.STRONG, "strong"),
    (Style.CODE, "literal"),
    (Style.STRUCK, "struck"),
    (Style.UNDERLINED, "underlined"),
    (Style.MARKED, "marked"),
)


def paint_inline(inline: Inline, base: str, frame: Frame) -> list[Run]:
    """The spans as runs in the style `base`; every link is followed by its number, raised."""
    runs: list[Run] = []
    for href, spans in groupby(inline, key=_href):
        runs.extend(_paint_link(list(spans), href, base, frame))
    return runs


def _href(span: Span) -> str:
    return span.href


def _paint_link(spans: Sequence[Span], href: str, base: str, frame: Frame) -> Iterator[Run]:
    if href.startswith(FOOTNOTE):
        yield Run(f"[{_text(spans).strip('[]')}]", f"{base} note {SLOT}", frame.table.index("footnote", href))
        return
    number = frame.table.index("link", href) if href else NOWHERE
    linked = number != NOWHERE
    for span in spans:
        text = _set(span)
        if text:
            yield Run(text, _look(base, span.style, linked=linked), number)
    if linked:
        yield Run(frame.glyphs.number(frame.table.number(number)), f"{base} number {SLOT}", number)


def _text(spans: Sequence[Span]) -> str:
    return "".join(safe_lines(span.text) for span in spans).strip()


def _set(span: Span) -> str:
    """The span's text, raised or lowered where Unicode has the characters, else as in formulas: `^(…)`, `_(…)`."""
    text = safe_lines(span.text).replace("\u00ad", "")
    if span.style & Style.SUPERSCRIPT and text.strip():
        return _shift_text(text, text.translate(_RAISED), "^")
    if span.style & Style.SUBSCRIPT and text.strip():
        return _shift_text(text, text.translate(_LOWERED), "_")
    return text


def _shift_text(text: str, moved: str, sign: str) -> str:
    if all(a != b for a, b in zip(text, moved, strict=True)):
        return moved
    return f"{sign}{text}" if len(text) == 1 else f"{sign}({text})"


@lru_cache(maxsize=1024)
def _look(base: str, style: Style, *, linked: bool) -> str:
    words = [base, *(word for flag, word in _WORDS if style & flag)]
    if linked:
        words.append("link")
    return " ".join(words)
