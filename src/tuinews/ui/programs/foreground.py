"""Programs of the user's that have this terminal until they end."""

import signal
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from tuinews.model.error import TuinewsError
from tuinews.model.language import tr

if TYPE_CHECKING:
    from textual.app import App


@contextmanager
def terminal_lent(app: "App[object]") -> Iterator[None]:
    """Give the terminal of the reader away while inside.

    Textual takes it back only where nothing is raised meanwhile, so it is told of nothing.

    Raises:
        TuinewsError: the reader is in a browser, where there is no terminal.
    """
    if app.is_web:
        raise TuinewsError(tr("That needs a terminal, and this is a page in a browser: open tuinews in a terminal."))
    lent = app.suspend()
    lent.__enter__()
    try:
        yield
    finally:
        lent.__exit__(None, None, None)


def run_here(command: Sequence[str]) -> int:
    """Run a program in this terminal, which is to be free, and return its status; raises OSError where it cannot start.

    Ctrl-C is the program's own meanwhile; a handler, unlike a signal that is ignored, is not inherited.
    """
    before = signal.signal(signal.SIGINT, lambda *_: None)
    try:
        return subprocess.run(command, check=False).returncode  # noqa: S603  the user's own program, no shell
    finally:
        signal.signal(signal.SIGINT, before)
