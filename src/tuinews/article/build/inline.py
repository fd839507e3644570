"""Gathers inline text piece by piece; folds white space as a browser does and trims the edges."""

import re
from collections.abc import Iterable
from typing import NamedTuple

from tuinews.model.document import Inline, Span, Style
from tuinews.model.text import SafeText, safe_span

_EDGE = " \u00a0\u3000"
_AROUND_BREAK = re.compile(f"[{_EDGE}]*\n[{_EDGE}\n]*")
_MIXED_SPACES = re.compile("[\u00a0\u3000]* [ \u00a0\u3000]*")
_SOFT_SPACE = re.compile(r"[ \t\n\r\f]+")


class InlineText:
    """Inline text to which pieces are added."""

    def __init__(self) -> None:
        self._spans: list[Span] = []

    def __bool__(self) -> bool:
        """Whether anything visible is in it."""
        return any(span.text.strip() for span in self._spans)

    def add(self, text: str, style: Style = Style.PLAIN, href: str = "") -> None:
        """Append text as the source has it; its line feeds are only spaces."""
        clean = safe_span(_SOFT_SPACE.sub(" ", text))
        if not href:
            self._spans.append(Span(clean, style))
            return
        # the space at a link's edges is not part of the link
        bare = clean.strip(_EDGE)
        before, after = clean[: len(clean) - len(clean.lstrip(_EDGE))], clean[len(clean.rstrip(_EDGE)) :]
        parts = (Span(SafeText(before)), Span(SafeText(bare), style, href), Span(SafeText(after)))
        self._spans.extend(parts if bare else (Span(SafeText(before)),))

    def add_break(self) -> None:
        """Append a forced line break (`br`)."""
        self._spans.append(Span(SafeText("\n")))

    def take(self) -> Inline:
        """The text so far in as few spans as possible; nothing is left afterwards."""
        spans, self._spans = self._spans, []
        return tidy(spans)

    def take_paragraphs(self) -> tuple[Inline, ...]:
        """The text so far, cut into paragraphs where two breaks follow each other; nothing is left afterwards."""
        spans, self._spans = self._spans, []
        paragraphs: list[list[Span]] = [[]]
        breaks = 0
        for span in spans:
            if span.text == "\n":
                breaks += 1
            elif span.text.strip(_EDGE):
                if breaks > 1:
                    paragraphs.append([])
                elif breaks:
                    paragraphs[-1].append(Span(SafeText("\n")))
                paragraphs[-1].append(span)
                breaks = 0
            elif not breaks:
                paragraphs[-1].append(span)
        return tuple(inline for inline in map(tidy, paragraphs) if inline)


def tidy(spans: Iterable[Span]) -> Inline:
    """The spans with single spaces, no space at the edges or around breaks, and neighbours of one kind joined."""
    pieces: list[_Piece] = []
    for text, style, href in spans:
        fresh = _AROUND_BREAK.sub("\n", text)
        after = pieces[-1].parts[-1][-1] if pieces else "\n"
        if fresh[:1] == "\n":
            _trim_end(pieces, _EDGE)
            after = pieces[-1].parts[-1][-1] if pieces else "\n"
        if after == "\n":
            fresh = fresh.lstrip("\n" + _EDGE)
        elif after == " ":
            fresh = fresh.lstrip(" ")
        if fresh:
            _append(pieces, fresh, style, href)
    _trim_end(pieces, "\n" + _EDGE)
    return tuple(Span(_join_parts(piece.parts), piece.style, piece.href) for piece in pieces)


def _join_parts(parts: list[str]) -> SafeText:
    """The parts as one text; where soft and hard spaces meet, one space is left."""
    return SafeText(_MIXED_SPACES.sub(" ", "".join(parts)))


class _Piece(NamedTuple):
    """A span to which parts are added; there is always one, and none is empty."""

    parts: list[str]
    style: Style
    href: str


def _append(pieces: list[_Piece], text: str, style: Style, href: str) -> None:
    last = pieces[-1] if pieces else None
    blank = not href and not text.strip(_EDGE)
    # bare space takes the look of what stands before it, so that runs stay whole; links stay bare of it
    if last and ((last.style == style and last.href == href) or (blank and not last.href)):
        last.parts.append(text)
    else:
        pieces.append(_Piece([text], style, href))


def _trim_end(pieces: list[_Piece], characters: str) -> None:
    while pieces:
        parts = pieces[-1].parts
        while parts:
            parts[-1] = parts[-1].rstrip(characters)
            if parts[-1]:
                return
            parts.pop()
        pieces.pop()
