"""Changes that a server asked for, which it need not be told of."""

from collections.abc import Iterator
from contextlib import contextmanager

import apsw


@contextmanager
def unheard(connection: apsw.Connection, account: str) -> Iterator[None]:
    """Carry out what the account says: the outbox keeps nothing of it for the account. Others hear of it."""
    last = connection.execute("SELECT seq FROM sqlite_sequence WHERE name = 'pending'").get or 0
    yield
    connection.execute("DELETE FROM pending WHERE id > ? AND account = ?", (last, account))
