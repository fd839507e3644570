"""Signs as ASCII, for terminals without the others: what the reader paints, whoever wrote it.

Each sign becomes one character as wide as it is, so nothing moves. Letters are no signs: they stay as they are.
"""

import re
import unicodedata

from tuinews.ui.paint.text.glyphs import ASCII, UNICODE

_TYPED = {
    "\xa0\u2002\u2003\u2007\u2008\u2009\u202f": " ",
    "\u2010\u2011\u2012\u2013\u2014\u2015\u2212": "-",
    "‘’‚‛′": "'",  # noqa: RUF001 — a sign as it is
    "“”„‟″«»": '"',
    "‹": "<",  # noqa: RUF001 — a sign as it is
    "›": ">",  # noqa: RUF001 — a sign as it is
    "·•‣∙⋅‧◦": "-",
    "…": ".",
    "×": "x",  # noqa: RUF001 — a sign as it is
    "÷": "/",
}
"""What sentences are set with."""

_DRAWN = {
    "→⇒➜➔⟶▸▹►▻▷": ">",
    "←⇐⟵◂◃◄◅◀": "<",
    "↑⇑▴▵▲△": "^",
    "↓⇓▼▽▿": "v",
    "⟳⟲↻↺": "~",
    "⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏": "~",
    "✓✔☑": "+",
    "✗✘✕✖☒": "x",
    "☆": "*",
    "■□▢▣◆◇": "#",
    "╱": "/",  # noqa: RUF001 — a sign as it is
    "╲": "\\",
    "╳": "X",  # noqa: RUF001 — a sign as it is
    "▀▔": '"',
    "▁▂": "_",
    "▃": ".",
    "▄": ":",
    "▅": "-",
    "▆": "=",
    "▇█": "#",
    "▏▎▍▌▋▊▉▐▕": "|",
    "░": ".",
    "▒": ":",
    "▓": "%",
}
"""Arrows, ticks, squares and blocks; a column of a chart looks the heavier the higher it is."""


def _make_table() -> dict[str, str]:
    """Every sign with its character in ASCII: those of lines by their Unicode names, the reader's own before all."""
    table: dict[str, str] = {}
    for sign in map(chr, range(0x2500, 0x25A0)):
        ways = {
            way for way in ("HORIZONTAL", "VERTICAL", "LEFT", "RIGHT", "UP", "DOWN") if way in unicodedata.name(sign)
        }
        across, along = ways <= {"HORIZONTAL", "LEFT", "RIGHT"}, ways <= {"VERTICAL", "UP", "DOWN"}
        table[sign] = "-" if across else "|" if along else "+"
    for signs, plain in (*_TYPED.items(), *_DRAWN.items()):
        table |= dict.fromkeys(signs, plain)
    table |= {sign: plain for sign, plain in zip(UNICODE, ASCII, strict=True) if len(sign) == len(plain) == 1}
    table |= zip(UNICODE.bullets, ASCII.bullets, strict=True)
    return table


_TABLE = _make_table()
_SIGNS = re.compile(f"[{re.escape(''.join(_TABLE))}](?![\ufe0f\u200d\u20e3])")
"""Any sign; but one with a selector behind it is an emoji, which is wider."""


def replace_signs(text: str) -> str:
    """The text with every sign in ASCII, as many cells wide as before; letters stay."""
    return text if text.isascii() else _SIGNS.sub(lambda found: _TABLE[found[0]], text)
