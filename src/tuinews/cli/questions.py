"""Questions that a command asks in the terminal, and waits for."""

import getpass
import signal
from collections.abc import Iterator
from contextlib import contextmanager

from tuinews.cli.session import CommandSession
from tuinews.model.error import UsageError
from tuinews.model.language import tr


def ask(session: CommandSession, question: str) -> str:
    """Return the line that the user types; raises UsageError when the input ends instead."""
    with _answers():
        session.output.prompt(question)
        line = session.stdin.readline()
        if not line:
            raise EOFError
    return line.strip()


def ask_password(question: str) -> str:
    """Return what the user types without seeing it; raises UsageError when the input ends instead."""
    with _answers():
        return getpass.getpass(question)


@contextmanager
def _answers() -> Iterator[None]:
    """Have Ctrl-C leave at once: the loop that a command runs in would wait for the line."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        yield
    except EOFError:
        raise UsageError(tr("Nothing was answered, so nothing was done: try again, and answer.")) from None
    finally:
        signal.signal(signal.SIGINT, before)
