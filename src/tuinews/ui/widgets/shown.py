"""The one way in which text reaches the toolkit: made safe, and never read as markup."""

from textual.content import Content

from tuinews.ui.paint.wash import wash_line


def shown(text: str) -> Content:
    """The text as it is, on one line."""
    return Content(wash_line(text))
