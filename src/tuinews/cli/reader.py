"""How the reader is opened. Every start goes through here, so it imports little."""

import gc

from tuinews.cli.session import CommandSession
from tuinews.config.paths import Paths
from tuinews.model.error import UsageError
from tuinews.model.language import tr


def open_reader(session: CommandSession) -> int:
    """Open the reader on the user's library; raises UsageError without a terminal."""
    require_terminal(session)
    return read(session, session.paths())


def read(session: CommandSession, paths: Paths, *, in_browser: bool = False, tour: bool = False) -> int:
    """Open the reader on the library in these directories; return its exit code.

    `in_browser` is without a terminal. With `tour` the guided first use begins.
    """
    gc.disable()  # what is imported stays: looking for garbage in it costs a tenth of the start
    from tuinews.ui.bridge import Bridge

    bridge, settings = Bridge(), session.settings(paths)
    with session.open_library(paths, settings, bridge.publish) as library:
        from tuinews.ui.app import run

        gc.enable()
        return run(
            library,
            settings,
            bridge,
            log=paths.log,
            settings_file=paths.settings_file,
            in_browser=in_browser,
            tour=tour,
        )


def require_terminal(session: CommandSession) -> None:
    """Raise UsageError unless stdin and stdout are a capable terminal, before anything of the screen is imported."""
    if not session.interactive():
        raise UsageError(
            tr(
                "The reader needs a terminal, and this is none (or TERM is dumb): `tuinews list` and "
                "`tuinews read --plain` read without one."
            )
        )
