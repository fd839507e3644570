"""Breaking text into lines by cells: at spaces, hyphens and between ideographs, never inside a grapheme cluster.

No hyphenation. Scripts without spaces are filled cluster by cluster, with the marks that may not begin a line
(kinsoku, JIS X 4051) kept with what they follow.
"""

import re
import unicodedata
from collections.abc import Sequence

from tuinews.ui.paint.text.graphemes import Cluster, clusters, is_narrow
from tuinews.ui.paint.text.reading_order import RIGHT_TO_LEFT, begins_right, has_right_to_left
from tuinews.ui.paint.text.runs import BLANK, Line, Run, slice_runs

LineSpan = tuple[int, int]

_NEVER_FIRST = frozenset(
    "、。・」』】〉》〗〙〛ー々ゝゞヽヾぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ…‥”%)]},.!?:;ๆฯ།"
    "\uff0c\uff0e\uff1a\uff1b\uff1f\uff01\uff09\u3015\u2019\uff05"  # their full-width kin
)
_NEVER_LAST = frozenset("「『【〈《〖〘〚“([{$¥￥เแโใไເແໂໃໄ\uff08\u3014\u2018\uff04")
_HYPHENS = "-\u2010\u2013—"
_URL_BREAKS = "/?&=_.,;:"


def wrap(runs: Sequence[Run], width: int) -> list[Line]:
    """The runs on lines of at most `width` cells; a line feed breaks, spaces at a break are dropped."""
    text = "".join(run.text for run in runs)
    if has_right_to_left(text) and begins_right(text):
        runs = [run._replace(style=f"{run.style} {RIGHT_TO_LEFT}") for run in runs]
    lines = slice_runs(runs, breaks(text, width))
    return lines or [BLANK]


def wrap_evenly(runs: Sequence[Run], width: int) -> list[Line]:
    """As `wrap`, on no more lines, but on lines about as long as each other: no word stands alone at the end.

    A word that has room on a line stays whole.
    """
    lines = wrap(runs, width)
    words = re.split("[ \\n]", "".join(run.text for run in runs))
    longest = max((len(word) for word in words if len(word) <= width and is_narrow(word)), default=0)
    low, high = max(width // 2, longest), width
    while len(lines) > 1 and low < high:
        middle = (low + high) // 2
        tried = wrap(runs, middle)
        if len(tried) > len(lines):
            low = middle + 1
        else:
            lines, high = tried, middle
    return lines


def breaks(text: str, width: int) -> list[LineSpan]:
    """Where each line starts and ends in the text, by characters; a cluster wider than `width` stands alone."""
    spans: list[LineSpan] = []
    start, width = 0, max(1, width)
    for part in text.split("\n"):
        cut = _narrow(part, width) if is_narrow(part) else _break_any_script(part, width)
        spans.extend((start + a, start + b) for a, b in cut)
        start += len(part) + 1
    return spans


def _narrow(text: str, width: int) -> list[LineSpan]:
    """The same as `_break_any_script`, faster, for text whose characters all take one cell."""
    spans: list[LineSpan] = []
    start, end = 0, len(text.rstrip(" "))
    while end - start > width:
        space = text.rfind(" ", start, start + width + 1)
        hyphen = max(_hyphen_before(text, start, start + width), start)
        if hyphen > space + 1 and hyphen > start:
            stop = after = hyphen
        elif space > start and text[start:space].strip(" "):
            stop, after = space, space + 1
        else:
            stop = after = _force_break(text, start, start + width)
        spans.append((start, start + len(text[start:stop].rstrip(" "))))
        start = after
        while start < end and text[start] == " ":
            start += 1
    spans.append((start, max(start, end)))
    return spans


def _hyphen_before(text: str, start: int, limit: int) -> int:
    """The end of the last hyphen before `limit` after which a line may break, or -1."""
    at = limit
    while at > start:
        at = max(text.rfind(mark, start, at) for mark in _HYPHENS)
        if at < max(start, 1):
            return -1
        if _breakable(text, at):
            return at + 1
    return -1


def _breakable(text: str, at: int) -> bool:
    """Whether a line may break after the hyphen or dash at `at`."""
    if at + 1 >= len(text):
        return False
    if text[at] == "—":
        return text[at + 1] not in " —"
    return text[at - 1].isalpha() and text[at + 1].isalnum()


def _force_break(text: str, start: int, limit: int) -> int:
    """Where to break a word that fits no line: after a URL's punctuation in its second half, else at the limit."""
    best = max(text.rfind(mark, start, limit) for mark in _URL_BREAKS) + 1
    return best if best - start > (limit - start) // 2 else limit


def _break_any_script(text: str, width: int) -> list[LineSpan]:
    """Break text of any script."""
    parts = clusters(text)
    spans: list[LineSpan] = []
    first = last = used = 0
    for i, part in enumerate(parts):
        if i > first and text[part.start] != " " and _may_break(text, parts[i - 1], part):
            last = i
        used += part.cells
        while used > width and i > first and text[part.start] != " ":
            cut = last if last > first else _force_cluster_break(text, parts, first, i)
            spans.append(_trim_spaces(text, parts[first].start, parts[cut].start))
            first = last = cut
            used = sum(p.cells for p in parts[first : i + 1])
    if parts:
        spans.append(_trim_spaces(text, parts[first].start, len(text)))
    return spans or [(0, 0)]


def _trim_spaces(text: str, start: int, end: int) -> LineSpan:
    return start, start + len(text[start:end].rstrip(" "))


def _force_cluster_break(text: str, parts: list[Cluster], first: int, limit: int) -> int:
    """As `_force_break`, by clusters."""
    for i in range(limit - 1, first + (limit - first) // 2 - 1, -1):
        if text[parts[i].start] in _URL_BREAKS:
            return i + 1
    return limit


def _may_break(text: str, before: Cluster, here: Cluster) -> bool:
    a, b = text[before.start], text[here.start]
    if a == " ":
        return True
    if a in _HYPHENS:
        return before.start > 0 and _breakable(text, before.start)
    if b in _NEVER_FIRST or a in _NEVER_LAST:
        return False
    return _has_no_spaces(a) or _has_no_spaces(b)


def _has_no_spaces(char: str) -> bool:
    """Whether the character's script sets words without spaces."""
    if char < "\u0e00":
        return False
    return (
        "\u0e00" <= char <= "\u0fff"
        or "\u1000" <= char <= "\u109f"
        or "\u1780" <= char <= "\u17ff"
        or (unicodedata.east_asian_width(char) in "WF" and not "\uac00" <= char <= "\ud7a3")
    )
