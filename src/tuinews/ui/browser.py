"""Opening a web page in the user's browser: an argument list, no shell, detached, output discarded."""

import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Mapping, Sequence

from tuinews.model.error import TuinewsError
from tuinews.model.text import SafeText, safe_text
from tuinews.model.url import is_web, shown_host

_USUAL = ("xdg-open", "gio", "wslview", "sensible-browser")


def browser_command(command: Sequence[str], url: str, environ: Mapping[str, str]) -> tuple[str, ...]:
    """The argument list that opens the address.

    Raises:
        TuinewsError: the address is no web page's, or no program is known that opens it.
    """
    if not is_web(url):
        raise TuinewsError("Only web pages open in the browser: copy this address with y y instead.")
    if command:
        given = tuple(part.replace("{url}", url) for part in command)
        return given if any("{url}" in part for part in command) else (*given, url)
    if sys.platform == "darwin":
        return ("open", url)
    named = environ.get("BROWSER", "").split(":")[0]
    for name in (named, *_USUAL):
        path = shutil.which(name) if name else None
        if path:
            return (path, "open", url) if name == "gio" else (path, url)
    raise TuinewsError("No browser was found: name one in the settings, section browser, or copy the address with y y.")


def browse(command: Sequence[str], url: str) -> SafeText:
    """Open the address in the browser and say so, naming the real host.

    Raises:
        TuinewsError: it cannot be opened, with what to do.
    """
    argv = browser_command(command, url, os.environ)
    try:
        process = subprocess.Popen(  # noqa: S603  the user's own browser, an argument list without a shell
            argv,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
    except OSError as error:
        raise TuinewsError(
            f"{argv[0]} cannot be started ({error.strerror}): name another browser in the settings."
        ) from error
    threading.Thread(target=process.wait, name="tuinews-browser", daemon=True).start()
    return safe_text(f"Opened {shown_host(url)} in the browser.")
