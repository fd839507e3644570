"""The driver for the reader in a browser: textual-serve carries what it writes to the page, and keys back."""

from textual.drivers.web_driver import WebDriver

from tuinews.ui.paint.text.disputed_width import resolve_marks


class BrowserDriver(WebDriver):
    """Textual's driver for pages, with the cursor set after text of disputed width."""

    def write(self, data: str) -> None:
        """Send output to the page."""
        super().write(resolve_marks(data))
