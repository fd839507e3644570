"""The reader as a page shows it: what the server starts for each page. `python -m tuinews.cli.web.window`."""

import sys

from tuinews.cli.command_line import CommandLine
from tuinews.cli.session import CommandSession
from tuinews.cli.signals import open_streams
from tuinews.model.error import TuinewsError

DEMO = "--demo"
"""Shows the sample portal instead of the user's library."""


def show(session: CommandSession, *, demo: bool) -> int:
    """Open the reader for a page; return its exit code.

    Raises:
        TuinewsError: the settings or the library cannot be used.
    """
    if demo:
        from tuinews.cli.demo import open_demo

        return open_demo(session, keep=False, in_browser=True)
    from tuinews.cli.reader import read

    return read(session, session.paths(), in_browser=True)


def main() -> int:
    """Open the reader on the home in the environment; why that cannot be done goes to stderr, as one sentence."""
    open_streams()
    session = CommandSession(CommandLine())
    try:
        return show(session, demo=DEMO in sys.argv)
    except TuinewsError as error:
        session.output.note(f"tuinews: {error}")
        return error.exit_code


if __name__ == "__main__":
    sys.exit(main())
