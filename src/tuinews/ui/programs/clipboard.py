"""The clipboard of the desktop, through the programs that have it: the terminal's own way is not known everywhere."""

import shutil
import sys
from collections.abc import Callable, Mapping

from tuinews.model.error import TuinewsError
from tuinews.ui.programs.pipe import pipe

_PROGRAMS = (
    ("WAYLAND_DISPLAY", ("wl-copy",)),
    ("DISPLAY", ("xclip", "-selection", "clipboard", "-in")),
    ("DISPLAY", ("xsel", "--clipboard", "--input")),
    ("WSL_DISTRO_NAME", ("clip.exe",)),
)
"""Programs that take a text from their input, each with the variable that is set where it works."""


def find_clipboard(environ: Mapping[str, str]) -> tuple[str, ...]:
    """Return the program that copies a text; `()` where there is none, as over ssh."""
    path = environ.get("PATH")
    if sys.platform == "darwin" and (program := shutil.which("pbcopy", path=path)):
        return (program,)
    for variable, (name, *rest) in _PROGRAMS:
        if environ.get(variable) and (program := shutil.which(name, path=path)):
            return (program, *rest)
    return ()


async def copy_with(command: tuple[str, ...], text: str, otherwise: Callable[[str], None]) -> None:
    """Give a text to such a program, or `otherwise` where that does not take it."""
    try:
        await pipe(command, text)
    except TuinewsError:
        otherwise(text)
