"""The one way in which text reaches Textual: made safe, and never read as markup."""

from textual.content import Content

from tuinews.ui.paint.text.safe import safe_line


def content(text: str) -> Content:
    """The text as it is, on one line."""
    return Content(safe_line(text))
