# ruff: noqa: RUF001  the signs are the very matter here
"""Writes raised and lowered text in plain signs, so that 10 to the power of 12 does not become 1012."""

from tuinews.model.document import Inline, Span, Style

_RAISED = str.maketrans("0123456789+-−=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿ")
_LOWERED = str.maketrans("0123456789+-−=()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎")

_POWERS = frozenset("nkmxytij")
"""Letters that are powers; others are the ends of words, as in M. le M^re."""


def plain_signs(span: Span) -> str:
    """The words of a span, raised and lowered numbers in their own signs, a note's number in brackets.

    Words stay as they are, as in 1st; formulas that have no signs of their own follow a `^` or `_`.
    """
    bare = span.text.strip()
    if span.href.startswith("#fn-"):
        return f"[{bare.strip('[]')}]"
    raised = bool(span.style & Style.SUPERSCRIPT)
    if not bare or not span.style & (Style.SUPERSCRIPT | Style.SUBSCRIPT):
        return span.text
    if raised and bare not in _POWERS and not any(map(str.isdigit, bare)):
        return span.text
    signs = bare.translate(_RAISED if raised else _LOWERED)
    if not any(sign.isascii() for sign in signs):
        return span.text.replace(bare, signs)
    return span.text.replace(bare, f"{'^' if raised else '_'}{bare if bare.isalnum() else f'({bare})'}")


def plain_inline(inline: Inline) -> str:
    """The words of a run, as `plain_signs` writes them."""
    return "".join(map(plain_signs, inline))
