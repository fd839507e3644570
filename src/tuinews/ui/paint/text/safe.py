"""Making text safe once more on its way to the screen, cheaply: it was made safe when it was stored."""

import re

from tuinews.model.text import SafeText, safe_block, safe_text

_PILE = re.compile("[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff]{5}")
"""More marks on one letter than any language writes: they would run over the lines above and below."""


def safe_line(text: str) -> SafeText:
    """One line, as `safe_text` makes it; what is plainly harmless is not looked at twice."""
    return SafeText(text) if _is_harmless(text) else safe_text(text)


def safe_lines(text: str) -> SafeText:
    """Several lines, as `safe_block` makes them; what is plainly harmless is not looked at twice."""
    return SafeText(text) if _is_harmless(text) else safe_block(text)


def _is_harmless(text: str) -> bool:
    return text.isprintable() and (text.isascii() or _PILE.search(text) is None)
