"""Shows notifications on the desktop where that can be done; where not, the terminal may."""

import os
import shutil
import sys
from collections.abc import Mapping, Sequence

from tuinews.engine.rules.programs import run_program
from tuinews.model.error import TuinewsError
from tuinews.model.event import Notified
from tuinews.model.language import tr
from tuinews.model.text import SafeText, safe_text

_TOLD = 4
"""Titles that one notification has."""

_DISPLAYS = ("WAYLAND_DISPLAY", "DISPLAY")
"""Environment variables one of which is set where there is a desktop."""

_SCRIPT = (
    *("-e", "on run argv"),
    *("-e", "display notification (item 2 of argv) with title (item 1 of argv)"),
    *("-e", "end run"),
)
"""AppleScript that takes the texts as arguments, so that nothing in them is script."""


def write_notification(titles: Sequence[str], rules: Sequence[str]) -> Notified:
    """Return one notification for all articles that rules told of."""
    if len(titles) == 1:
        return Notified(safe_text(titles[0], 200), safe_text(", ".join(rules), 200))
    more = len(titles) - _TOLD
    shown = [*titles[:_TOLD], *([tr("and {more} more", more=more)] if more > 0 else [])]
    text = " · ".join(safe_text(title, 120) for title in shown)
    return Notified(
        safe_text(tr("{count} articles: {rules}", count=len(titles), rules=", ".join(rules)), 200), SafeText(text)
    )


def find_notifier(told: Notified, environ: Mapping[str, str] = os.environ) -> tuple[str, ...]:
    """Return the command that shows a notification on the desktop; `()` where there is none."""
    if sys.platform == "darwin" and (script := shutil.which("osascript")):
        return (script, *_SCRIPT, told.title, told.text)
    sender = shutil.which("notify-send", path=environ.get("PATH")) if any(map(environ.get, _DISPLAYS)) else None
    return (sender, "--app-name=tuinews", "--", told.title, told.text) if sender else ()


async def show_notification(told: Notified) -> bool:
    """Show a notification on the desktop, and return whether that could be done."""
    command = find_notifier(told)
    if not command:
        return False
    try:
        await run_program(command)
    except TuinewsError:
        return False
    return True
