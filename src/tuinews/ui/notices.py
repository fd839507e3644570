"""What is told lies on the screen for some seconds: no more of it than is seen whole."""

from collections.abc import Container

from textual.app import App
from textual.notifications import Notification
from textual.widgets._toast import Toast


def tell_once(app: App[None], sentence: str) -> None:
    """Take away the same sentence from before: it is about to be told anew."""
    # the toolkit has no public way to know what is told, nor to end a single one
    _end(app, [told for told in app._notifications if told.message == sentence])  # noqa: SLF001


def make_fit(app: App[None], lines: int, *, least: int) -> None:
    """Take away the oldest sentences until the others fit into so many lines; so many of the newest stay anyway."""
    gone = []
    for n, toast in enumerate(reversed([*app.screen.query(Toast)])):
        lines -= toast.outer_size.height
        if lines < 0 and n >= least:
            gone.append(toast._notification)  # noqa: SLF001  as above
    _end(app, gone)


def _end(app: App[None], gone: Container[Notification]) -> None:
    """Do what a click on a sentence does, on every screen: without it the toolkit would leave its room empty."""
    for screen in app.screen_stack:
        for toast in screen.query(Toast):
            if toast._notification in gone:  # noqa: SLF001  as above
                toast._expire()  # noqa: SLF001  as above
