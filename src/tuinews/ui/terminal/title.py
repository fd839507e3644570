"""The title of the terminal's window or tab: where the reader is, and how much is unread."""

from collections.abc import Mapping, Sequence

from tuinews.ui.paint.text.safe import safe_line

KEEP, GIVE_BACK = "\x1b[22;2t", "\x1b[23;2t"
"""Commands that keep the title that the terminal has, and give it back (XTWINOPS)."""

_WITHOUT = frozenset({"", "dumb", "linux"})
"""Values of `TERM` of terminals that have no title, and may print what they do not know."""

_MOST = 200


def describe_title(trail: Sequence[str], unread: int | None) -> str:
    """Return the title for a place: `World / Nepalnews (217) - tuinews`."""
    place = " / ".join(trail)
    count = f" ({unread})" if unread else ""
    return safe_line(f"{place}{count} - tuinews" if place else f"tuinews{count}")[:_MOST]


def title_commands(title: str, environ: Mapping[str, str]) -> str:
    """Return what to write to the terminal for a title; `""` where it has none."""
    return "" if environ.get("TERM", "") in _WITHOUT else f"\x1b]2;{title}\x1b\\"
