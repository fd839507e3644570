"""Hint letters: labels beside what can be opened, so that typing one or two letters opens it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice, product
from typing import NamedTuple

from tuinews.ui.paint.text.graphemes import cells
from tuinews.ui.paint.text.runs import NOWHERE, SLOT, Line, write_over

LETTERS = "asdfghjklqwertyuiopzxcvbnm"
"""Letters for labels, those of the home row first."""


class Slot(NamedTuple):
    """Where a label may be written: line, first cell, width in cells, and the target it opens."""

    y: int
    x: int
    cells: int
    target: int


KEPT_LETTERS = LETTERS[:9]
"""Letters of related articles, which keep their letter wherever the user is in the article."""


def labels(count: int, kept: int = 0) -> tuple[str, ...]:
    """`count` labels as short as possible, none the beginning of another; none begins with the first `kept` letters."""
    first = LETTERS[kept:]
    length = 1
    while len(first) * len(LETTERS) ** (length - 1) < count:
        length += 1
    made = product(first, *[LETTERS] * (length - 1))
    return tuple("".join(letters) for letters in islice(made, count))


def slots(lines: Iterable[tuple[int, Line]]) -> list[Slot]:
    """The first slot of every target on the numbered lines, in reading order."""
    found: dict[int, Slot] = {}
    for y, line in lines:
        x = 0
        for run in line:
            if run.target != NOWHERE and SLOT in run.style.split():
                found.setdefault(run.target, Slot(y, x, cells(run.text), run.target))
            x += cells(run.text)
    return list(found.values())


@dataclass(frozen=True, slots=True)
class Hints:
    """Labels on their slots, and what has been typed so far."""

    slots: tuple[Slot, ...]
    labels: tuple[str, ...]
    browser: bool
    """Whether what is chosen opens in the browser."""
    typed: str = ""

    def find_matching(self, typed: str) -> Sequence[Slot]:
        """The slots whose label begins with what was typed."""
        return [slot for slot, label in zip(self.slots, self.labels, strict=True) if label.startswith(typed)]

    def after(self, typed: str) -> "Hints":
        """The same hints after `typed` was typed."""
        return replace(self, typed=typed)

    def draw_labels(self, y: int, line: Line, width: int) -> Line:
        """The line with the labels that still match; a label that would leave the line is moved left."""
        for slot, label in zip(self.slots, self.labels, strict=True):
            if slot.y == y and label.startswith(self.typed):
                rest = label[len(self.typed) :].center(slot.cells)
                line = write_over(line, max(0, min(slot.x, width - len(rest))), rest, "hint")
        return line


def make_hints(
    lines: Sequence[tuple[int, Line]], allowed: frozenset[int], lasting: Mapping[int, str], *, browser: bool
) -> Hints:
    """Hints for the allowed targets on the numbered lines; `lasting` gives the letters that some targets keep."""
    free = tuple(slot for slot in slots(lines) if slot.target in allowed)
    others = iter(labels(sum(slot.target not in lasting for slot in free), len(lasting)))
    return Hints(free, tuple(lasting.get(slot.target) or next(others) for slot in free), browser)
