"""The characters that lines are drawn with: a set for terminals with Unicode and one for those without."""

from typing import NamedTuple


class Glyphs(NamedTuple):
    """A set of characters, each one cell wide (`bullets`, `turning` and `raised` hold several)."""

    unread: str = "●"
    read: str = "○"
    starred: str = "★"
    later: str = "◷"
    enclosed: str = "♪"
    edited: str = "✎"
    noted: str = "¶"
    cached: str = "◆"
    uncached: str = "◇"
    selected: str = "▎"
    ellipsis: str = "…"
    branch: str = "├"
    last_branch: str = "└"
    dot: str = "·"
    dash: str = "—"
    rule: str = "─"
    column: str = "│"
    cross: str = "┼"
    quote: str = "▌"
    fold: str = "↪"
    image: str = "▦"
    dots: str = "▀"
    """Two dots, one above the other; a space shows the lower one alone."""
    play: str = "▶"
    page: str = "◱"
    details: str = "▾"
    bullets: str = "•◦▪"
    warning: str = "!"
    away: str = "→"
    done: str = "▬"
    """A cell of what is done of a bar; `rule` is one of what is not."""
    turning: str = "⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏"
    """A sign that turns."""
    raised: str = "⁰¹²³⁴⁵⁶⁷⁸⁹"
    """Digits for the numbers of links; without any, numbers stand in brackets."""

    def number(self, number: int) -> str:
        """The number of a link."""
        if not self.raised:
            return f"[{number}]"
        return "".join(self.raised[int(digit)] for digit in str(number))


UNICODE = Glyphs()

ASCII = Glyphs(
    unread="*",
    read="o",
    starred="#",
    later="~",
    enclosed="+",
    edited="e",
    noted="n",
    cached="@",
    uncached="-",
    selected=">",
    ellipsis=".",
    branch="|",
    last_branch="`",
    dot="-",
    dash="-",
    rule="-",
    column="|",
    cross="+",
    quote="|",
    fold="\\",
    image="#",
    dots=" ",
    play=">",
    page="=",
    details="v",
    bullets="*-+",
    warning="!",
    away=">",
    done="=",
    turning="|/-\\",
    raised="",
)
