"""A change of the journal, as it is listed."""

from typing import NamedTuple

from tuinews.model.clock import Instant
from tuinews.model.text import SafeText


class ChangeRecord(NamedTuple):
    """A change that the user or a rule made, newest first in lists."""

    number: int
    """By which it is undone."""
    at: Instant
    kind: str
    """What it is about: `mark`, `tag`, `feeds`, `edit` and so on."""
    sentence: SafeText
    undone: bool
    own: bool
    """Whether this run of the program made it."""
