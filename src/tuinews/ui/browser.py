"""Opening a web page in the user's browser: an argument list, no shell, and the real host told."""

import shlex
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping, Sequence
from pathlib import PurePath

from tuinews.model.error import TuinewsError
from tuinews.model.text import SafeText, safe_text
from tuinews.model.url import is_web, resolve, shown_host

_USUAL = ("xdg-open", "gio", "wslview", "sensible-browser")
_TEXTUAL = ("w3m", "elinks", "lynx", "links2", "links", "www-browser", "chawan", "cha", "browsh", "carbonyl")
"""Browsers that take the terminal."""


def browser_command(command: Sequence[str], url: str, environ: Mapping[str, str]) -> tuple[str, ...]:
    """The argument list that opens the address: the user's `command`, else what BROWSER names, else the system's way.

    Raises:
        TuinewsError: the address is no web page's, or no program is known that opens it.
    """
    address = resolve("", url)
    if not is_web(address) or not shown_host(address):
        raise TuinewsError("Only web pages with one plain host open in the browser: copy this address with y y.")
    if command:
        return _filled(command, "{url}", address)
    if sys.platform == "darwin" and not environ.get("BROWSER"):
        return ("open", address)
    for words in _candidates(environ):
        path = shutil.which(words[0], path=environ.get("PATH"))
        if path:
            return _filled((path, *words[1:]), "%s", address)
    raise TuinewsError("No browser was found: name one in the settings, section browser, or copy the address with y y.")


def _filled(command: Sequence[str], sign: str, address: str) -> tuple[str, ...]:
    """The command with the address for its sign, or behind it."""
    given = tuple(part.replace(sign, address) for part in command)
    return given if any(sign in part for part in command) else (*given, address)


def _candidates(environ: Mapping[str, str]) -> Iterator[Sequence[str]]:
    """Commands to try: those of BROWSER, which are between colons; then what is usual where there is a desktop."""
    for line in environ.get("BROWSER", "").split(":"):
        try:
            words = shlex.split(line)
        except ValueError:
            continue
        if words:
            yield words
    if not (environ.get("DISPLAY") or environ.get("WAYLAND_DISPLAY")):
        yield from ((name,) for name in _TEXTUAL)
    yield from ((name, "open") if name == "gio" else (name,) for name in _USUAL)


def takes_the_terminal(command: Sequence[str]) -> bool:
    """Whether a browser shows the page in the terminal that it is started in."""
    return PurePath(command[0]).name in _TEXTUAL


def browse_here(command: Sequence[str]) -> SafeText:
    """Run a browser in this terminal, which is to be free, until the user leaves it; say how that went.

    Raises:
        TuinewsError: it cannot be started.
    """
    # Ctrl-C is the browser's own meanwhile; a handler, unlike a signal that is ignored, is not inherited
    before = signal.signal(signal.SIGINT, lambda *_: None)
    try:
        code = subprocess.run(command, check=False).returncode  # noqa: S603  the user's own browser, no shell
    except OSError as error:
        raise _unstartable(command, error) from error
    finally:
        signal.signal(signal.SIGINT, before)
    name = safe_text(PurePath(command[0]).name, 60)
    return safe_text(f"{name} ended with status {code}.") if code else safe_text(f"Back from {name}.")


def browse(command: Sequence[str], url: str) -> SafeText:
    """Open the address in a browser with a window of its own and say so, naming the real host.

    Raises:
        TuinewsError: it cannot be started.
    """
    try:
        process = subprocess.Popen(  # noqa: S603  the user's own browser, an argument list without a shell
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
    except OSError as error:
        raise _unstartable(command, error) from error
    threading.Thread(target=process.wait, name="tuinews-browser", daemon=True).start()
    return safe_text(f"Opened {shown_host(url)} in the browser.")


def _unstartable(command: Sequence[str], error: OSError) -> TuinewsError:
    name = safe_text(command[0], 60)
    return TuinewsError(f"{name} cannot be started ({error.strerror}): name another browser in the settings.")
