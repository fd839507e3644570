"""Opening web pages in the user's browser, without a shell."""

import asyncio
import shlex
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import PurePath
from typing import NamedTuple

from tuinews.model.error import TuinewsError
from tuinews.model.language import tr
from tuinews.model.text import EMPTY, SafeText, safe_text
from tuinews.model.url import host_to_show, is_web, resolve
from tuinews.ui.programs.foreground import run_here

AT_ONCE = 4
"""Pages that are handed to the browser at the same time."""

_WATCHED_SECONDS, _LOOK_SECONDS = 2.0, 0.05
"""How long a browser's status tells whether it could open the page, and how often that is looked at."""

_USUAL = ("xdg-open", "gio", "wslview", "sensible-browser")
_TEXTUAL = ("w3m", "elinks", "lynx", "links2", "links", "www-browser", "chawan", "cha", "browsh", "carbonyl")
"""Browsers that run in the terminal."""


def browser_command(command: Sequence[str], url: str, environ: Mapping[str, str]) -> tuple[str, ...]:
    """The argument list that opens the address: the user's `command`, else what BROWSER names, else the system's way.

    Raises:
        TuinewsError: the address is no web page's, or no program is known that opens it.
    """
    address = resolve("", url)
    if not is_web(address) or not host_to_show(address):
        raise TuinewsError(tr("Only web pages with one plain host open in the browser: copy this address with y y."))
    if command:
        return fill_address(command, "{url}", address)
    if sys.platform == "darwin" and not environ.get("BROWSER"):
        return ("open", address)
    for words in _candidates(environ):
        path = shutil.which(words[0], path=environ.get("PATH"))
        if path:
            return fill_address((path, *words[1:]), "%s", address)
    raise TuinewsError(
        tr("No browser was found: name one in the settings, section browser, or copy the address with y y.")
    )


def fill_address(command: Sequence[str], sign: str, address: str) -> tuple[str, ...]:
    """Return a command with the address for its sign, or behind it."""
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
    """Run a browser in this terminal, which is to be free, until the user leaves it; return how that went.

    Raises:
        TuinewsError: it cannot be started.
    """
    try:
        code = run_here(command)
    except OSError as error:
        raise _start_error(command, error) from error
    name = safe_text(PurePath(command[0]).name, 60)
    return (
        safe_text(tr("{name} ended with status {code}.", name=name, code=code))
        if code
        else safe_text(tr("Back from {name}.", name=name))
    )


class OpenedPages(NamedTuple):
    """The result of opening pages."""

    pages: int
    """How many pages a browser was started for and did not refuse."""
    trouble: SafeText = EMPTY
    """Why the others were not opened, as a sentence."""


def start(command: Sequence[str]) -> "subprocess.Popen[bytes]":
    """Start a browser with a window of its own, apart from this terminal and from us.

    Raises:
        TuinewsError: it cannot be started.
    """
    try:
        return subprocess.Popen(  # noqa: S603  the user's own browser, an argument list without a shell
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
    except OSError as error:
        raise _start_error(command, error) from error


async def browse(command: Sequence[str], started: Callable[[], object]) -> SafeText:
    """Open a page in a browser with a window of its own; return what went wrong as a sentence, else `""`.

    Programs that only hand the page on end soon, and their status tells whether they could. One that is still there
    after two seconds is the browser itself.

    Raises:
        TuinewsError: it cannot be started.
    """
    process = await asyncio.to_thread(start, command)
    started()
    try:
        for _ in range(round(_WATCHED_SECONDS / _LOOK_SECONDS)):
            if process.poll() is not None:
                break
            await asyncio.sleep(_LOOK_SECONDS)
    finally:
        if process.poll() is None:
            threading.Thread(target=process.wait, name="tuinews-browser", daemon=True).start()
    return _explain_refusal(command, process.returncode)


async def browse_all(commands: Sequence[Sequence[str]]) -> OpenedPages:
    """Open pages, a few at a time, in their order; after the first that cannot be opened no other is tried."""
    free, count, troubles = asyncio.Semaphore(AT_ONCE), 0, list[SafeText]()

    async def one(command: Sequence[str]) -> None:
        nonlocal count
        async with free:
            if troubles:
                return
            try:
                trouble = await browse(command, _forget_page)
            except TuinewsError as error:
                trouble = safe_text(str(error))
            if trouble:
                troubles.append(trouble)
            else:
                count += 1

    await asyncio.gather(*map(one, commands))
    return OpenedPages(count, troubles[0] if troubles else EMPTY)


def _forget_page() -> None:
    """Do nothing when a page was started."""


def _explain_refusal(command: Sequence[str], status: int | None) -> SafeText:
    if not status:
        return EMPTY
    name = safe_text(PurePath(command[0]).name, 60)
    how = (
        tr("ended with status {status}", status=status)
        if status > 0
        else tr("was ended by signal {value}", value=-status)
    )
    return safe_text(
        tr(
            "{name} {how}, so the page is not open: name another browser in the settings, "
            "section browser, or set terminal = true there if it runs in the terminal.",
            name=name,
            how=how,
        )
    )


def _start_error(command: Sequence[str], error: OSError) -> TuinewsError:
    name = safe_text(command[0], 60)
    return TuinewsError(
        tr(
            "{name} cannot be started ({strerror}): name another browser in the settings.",
            name=name,
            strerror=error.strerror,
        )
    )
