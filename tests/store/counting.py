"""The counters of a store beside what a recount gives."""

from typing import Any

from store.storing import House
from tuinews.store import visibility


def counters(house: House) -> list[list[tuple[Any, ...]]]:
    """Return what is counted of feeds, reasons to be hidden and tags."""
    return [
        house.rows("SELECT * FROM tallies ORDER BY feed_id"),
        house.rows("SELECT * FROM hidden_tallies WHERE total <> 0 ORDER BY feed_id, bit"),
        house.rows("SELECT name, uses, unread FROM spellings ORDER BY name"),
    ]


def recounted(house: House) -> list[list[tuple[Any, ...]]]:
    """Return the counters when everything is counted anew; what is stored stays as it is."""
    connection = house.writer._connection
    connection.execute("SAVEPOINT counting")
    visibility.recount(connection)
    found = counters(house)
    connection.execute("ROLLBACK TO counting")
    connection.execute("RELEASE counting")
    return found
