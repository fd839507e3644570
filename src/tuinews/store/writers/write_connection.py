"""The connection that the parts of a writer share."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import NamedTuple

import apsw

from tuinews.store.journal import Stamp


class WriteConnection(NamedTuple):
    """How a part of the writer begins a transaction and dates what it writes into the journal."""

    commit: Callable[[], AbstractContextManager[apsw.Connection]]
    """Runs a block in a transaction: all of it is stored, or nothing."""
    stamp: Callable[[], Stamp]
    """When a change of the user's is made, and by which run of the program."""
