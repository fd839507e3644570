"""What a writer of files is told before the first article."""

from typing import NamedTuple

from tuinews.model.clock import Instant


class Setup(NamedTuple):
    """How a file is to be."""

    title: str = ""
    """What the file is called inside, where its form has room for that."""
    alone: bool = False
    """Whether it will have one article only."""
    width: int = 72
    """Cells of a line of plain text."""
    now: Instant = 0
    """When it is written."""
