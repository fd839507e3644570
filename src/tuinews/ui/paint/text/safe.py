"""Making text safe again before it is shown. It was made safe when it was stored, so this is quick in most cases."""

import re

from tuinews.model.text import SafeText, safe_block, safe_text

_PILE = re.compile("[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff]{5}")
"""More marks on one letter than any language has: they would cover the lines above and below."""


def safe_line(text: str) -> SafeText:
    """The text on one line, made safe by `safe_text` unless a quick look shows that it is harmless."""
    return SafeText(text) if _is_harmless(text) else safe_text(text)


def safe_lines(text: str) -> SafeText:
    """The lines of a text, made safe by `safe_block` unless a quick look shows that they are harmless."""
    return SafeText(text) if _is_harmless(text) else safe_block(text)


def _is_harmless(text: str) -> bool:
    return text.isprintable() and (text.isascii() or _PILE.search(text) is None)
