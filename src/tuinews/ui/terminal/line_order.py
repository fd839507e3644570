"""Who puts right-to-left text in order: the reader, or the terminal."""

from collections.abc import Mapping
from typing import Protocol, runtime_checkable


@runtime_checkable
class OrdersLines(Protocol):
    """An app that knows whether its terminal leaves the order of right-to-left text to programs."""

    @property
    def orders_lines(self) -> bool:
        """Whether lines are put in order before they are drawn."""


def is_order_ours(setting: str, environ: Mapping[str, str]) -> bool:
    """Return what the setting `look.right_to_left` means in this environment.

    Konsole, mlterm and Apple's Terminal order every line themselves and cannot be told not to; those that can, such as
    GNOME's, are told so by the driver.
    """
    if setting != "auto":
        return setting == "on"
    orders = environ.get("KONSOLE_VERSION") or environ.get("TERM_PROGRAM") == "Apple_Terminal"
    return not (orders or environ.get("TERM", "").startswith("mlterm"))
