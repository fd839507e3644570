"""Giving text to Textual: made safe, and never read as markup. There is no other way."""

from textual.content import Content

from tuinews.ui.paint.text.safe import safe_line


def content(text: str) -> Content:
    """The text on one line, as content that Textual shows as it is."""
    return Content(safe_line(text))
