"""A row of numbers as a small chart of one line."""

from collections.abc import Sequence

_BARS = "▁▂▃▄▅▆▇█"


def draw_sparkline(numbers: Sequence[int], width: int = 0) -> str:
    """Return a column for each number, the highest one full; nothing at all is a space.

    In less `width` than that, each column stands for several numbers. On terminals without these signs each becomes a
    character of ASCII, the heavier the higher (`ascii_signs`).
    """
    if 0 < width < len(numbers):
        size = -(-len(numbers) // width)
        # from the end, so that the last column is whole
        starts = range(len(numbers) % size - size if len(numbers) % size else 0, len(numbers), size)
        numbers = [sum(numbers[max(0, start) : start + size]) for start in starts]
    most = max(numbers, default=0)
    return "".join(_BARS[max(0, -(-number * 8 // most) - 1)] if number > 0 else " " for number in numbers)
