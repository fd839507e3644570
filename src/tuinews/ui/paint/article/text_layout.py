"""The lines of an article, painted as far as they are needed: to show the first screen costs one screen of work."""

from bisect import bisect_right

from tuinews.ui.paint.article.page import Page
from tuinews.ui.paint.text.runs import BLANK, NOWHERE, Line

_SLACK = 1.12
"""How much more room text takes in lines, whose ends are not filled, than its characters alone."""


class TextLayout:
    """The lines of a page at one width. Parts are painted in order, when a line of them is first asked for."""

    def __init__(self, page: Page, width: int) -> None:
        self.page = page
        self.width = max(1, width)
        self.lines: list[Line] = []
        """All lines painted so far."""
        self.tops: list[int] = []
        """The first line of every part painted so far."""
        self._left = sum(part.size for part in page.parts)
        self._target_lines: dict[int, int] = {}

    @property
    def finished(self) -> bool:
        """Whether every part is painted, so that the height is known."""
        return len(self.tops) == len(self.page.parts)

    @property
    def height(self) -> int:
        """Lines in all: counted where painted, else guessed from the characters that are left."""
        if self.finished:
            return len(self.lines)
        return len(self.lines) + max(1, round(self._left * _SLACK / self.width))

    def line(self, y: int) -> Line:
        """The line `y`, painting up to it; a blank one outside."""
        self.paint_to(y)
        return self.lines[y] if 0 <= y < len(self.lines) else BLANK

    def paint_to(self, y: int) -> None:
        """Paint until line `y` is there or nothing is left."""
        while y >= len(self.lines) and not self.finished:
            self.paint_next()

    def paint_next(self) -> None:
        """Paint the next part, if there is one."""
        if self.finished:
            return
        part = self.page.parts[len(self.tops)]
        top = len(self.lines)
        self.tops.append(top)
        painted = part.paint(self.width)
        self.lines.extend(painted)
        self._left -= part.size
        self._note(painted, top)

    def _note(self, lines: list[Line], top: int) -> None:
        for y, line in enumerate(lines, top):
            for run in line:
                if run.target != NOWHERE:
                    self._target_lines.setdefault(run.target, y)

    def repaint(self, part: int) -> None:
        """Paint a part again because it has changed; the lines below move down by as many as it grew."""
        if part >= len(self.tops):
            return
        top, end = self.tops[part], self.bottom(part)
        painted = self.page.parts[part].paint(self.width)
        self.lines[top:end] = painted
        grown = len(painted) - (end - top)
        self.tops[part + 1 :] = [y + grown for y in self.tops[part + 1 :]]
        self._target_lines = {t: y + grown * (y >= end) for t, y in self._target_lines.items() if not top <= y < end}
        self._note(painted, top)

    def paint_all(self) -> None:
        """Paint everything."""
        while not self.finished:
            self.paint_next()

    def top(self, part: int) -> int:
        """The first line of a part, painting up to it; parts beyond the last are the last."""
        part = max(0, min(part, len(self.page.parts) - 1))
        while len(self.tops) <= part:
            self.paint_next()
        return self.tops[part]

    def part_at(self, y: int) -> tuple[int, float]:
        """The part that line `y` lies in, and how far down in it, from 0 to 1."""
        self.paint_to(y)
        part = max(0, bisect_right(self.tops, y) - 1)
        top = self.tops[part]
        return part, (y - top) / max(1, self.bottom(part) - top)

    def bottom(self, part: int) -> int:
        """The line after the last one of a part that is painted."""
        return self.tops[part + 1] if part + 1 < len(self.tops) else len(self.lines)

    def line_of(self, part: int, share: float) -> int:
        """The line that lies `share` of the way down in a part: the reverse of `part_at` at another width."""
        top = self.top(part)
        return top + int(share * max(1, self.bottom(part) - top))

    def line_of_target(self, target: int) -> int:
        """The first line that leads to a target, painting up to it; -1 when no line does."""
        while target not in self._target_lines and not self.finished:
            self.paint_next()
        return self._target_lines.get(target, -1)
