"""Hint letters: labels beside what can be opened, so that typing one or two letters opens it."""

from collections.abc import Collection, Iterable, Mapping, Sequence
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


def share_labels(seen: int, beyond: int, kept: int = 0) -> tuple[str, ...]:
    """Labels for `seen` targets on the screen and, longer if need be, for those `beyond` it, in that order.

    None is the beginning of another, and none begins with the first `kept` letters.
    """
    length, first = 1, len(LETTERS) - kept
    while first * len(LETTERS) ** (length - 1) < seen + (beyond > 0):
        length += 1
    every = labels(first * len(LETTERS) ** (length - 1), kept)
    heads, more = every[seen:], 0
    while len(heads) * len(LETTERS) ** more < beyond:
        more += 1
    far = islice(product(heads, *[LETTERS] * more), beyond)
    return (*every[:seen], *("".join(letters) for letters in far))


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
    """Labels of targets, the slots of those on the screen, and what has been typed so far."""

    slots: tuple[Slot, ...]
    labels: Mapping[int, str]
    """The label of every target that can be chosen, also of those that are not seen."""
    browser: bool
    """Whether what is chosen opens in the browser."""
    typed: str = ""

    def find_matching(self, typed: str) -> Sequence[int]:
        """The targets whose label begins with what was typed."""
        return [target for target, label in self.labels.items() if label.startswith(typed)]

    def after(self, typed: str) -> "Hints":
        """The same hints after `typed` was typed."""
        return replace(self, typed=typed)

    def move_to(self, lines: Iterable[tuple[int, Line]]) -> "Hints":
        """The same hints while these numbered lines are on the screen."""
        return replace(self, slots=tuple(slot for slot in slots(lines) if slot.target in self.labels))

    def draw_labels(self, y: int, line: Line, width: int) -> Line:
        """The line with the labels that still match; a label that would leave the line is moved left."""
        for slot in self.slots:
            label = self.labels[slot.target]
            if slot.y == y and label.startswith(self.typed):
                rest = label[len(self.typed) :].center(slot.cells)
                line = write_over(line, max(0, min(slot.x, width - len(rest))), rest, "hint")
        return line


def make_hints(
    lines: Sequence[tuple[int, Line]], allowed: Collection[int], lasting: Mapping[int, str], *, browser: bool
) -> Hints:
    """Hints for all allowed targets while the numbered lines are seen; `lasting` gives letters that some keep."""
    found = tuple(slot for slot in slots(lines) if slot.target in allowed)
    seen = [slot.target for slot in found if slot.target not in lasting]
    beyond = [target for target in sorted(set(allowed) - set(seen)) if target not in lasting]
    shared = share_labels(len(seen), len(beyond), len(lasting))
    kept = {target: letter for target, letter in lasting.items() if target in allowed}
    return Hints(found, kept | dict(zip([*seen, *beyond], shared, strict=True)), browser)
