"""Making text safe once more on its way to the screen, cheaply: it was made safe when it was stored."""

from tuinews.model.text import SafeText, safe_block, safe_text


def wash_line(text: str) -> SafeText:
    """One line, as `safe_text` makes it; what is plainly printable is not looked at twice."""
    return SafeText(text) if text.isprintable() else safe_text(text)


def wash_block(text: str) -> SafeText:
    """Several lines, as `safe_block` makes them; what is plainly printable is not looked at twice."""
    return SafeText(text) if text.isprintable() else safe_block(text)
