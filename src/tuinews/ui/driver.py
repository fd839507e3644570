"""The way out to the terminal: where painted commands become the terminal's own."""

from textual.drivers.linux_driver import LinuxDriver

from tuinews.ui.paint.anchors import resolve


class AnchoringDriver(LinuxDriver):
    """The toolkit's driver, with the cursor set anew after texts whose width terminals dispute."""

    def write(self, data: str) -> None:
        """Send output to the terminal."""
        super().write(resolve(data))
