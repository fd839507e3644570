"""What forbids that two entries are one story. Each gate has a name, by which it is explained."""

from collections.abc import Callable
from typing import NamedTuple

from tuinews.engine.stories.index import IndexedEntry

DAY = 86_400


class Gate(NamedTuple):
    """A rule that keeps two entries apart however close their words are."""

    name: str
    sentence: str
    """What `tuinews explain` says of it."""
    forbids: Callable[[IndexedEntry, IndexedEntry], bool]


def _is_column(new: IndexedEntry, old: IndexedEntry) -> bool:
    """Say whether a feed's titles of one pattern are half a day or more apart."""
    if not new.feed or new.feed != old.feed or new.moment is None or old.moment is None:
        return False
    return new.signature.pattern == old.signature.pattern and abs(new.moment - old.moment) > DAY // 2


GATES: tuple[Gate, ...] = (Gate("column", "The feed has a title like this every day.", _is_column),)


def find_gate(new: IndexedEntry, old: IndexedEntry) -> str:
    """Return the name of the gate that keeps two entries apart, or `""`."""
    return next((gate.name for gate in GATES if gate.forbids(new, old)), "")
