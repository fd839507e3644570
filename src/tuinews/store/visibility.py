"""Visibility: whether an entry is in the lists. The only module that names the columns which say so.

Two columns of `states` decide. `presence` says where the entry belongs: to a subscribed feed, to what is kept outside
the lists, or nowhere any more. `hidden_by` is a bit mask of the reasons for which it is hidden, 0 for none. The
functions below give the SQL conditions; `alias` is what the statement calls the table `states`.

| condition          | true for                                    | used by                                       |
|--------------------|---------------------------------------------|-----------------------------------------------|
| `where_listed`     | subscribed and not hidden                   | lists, counter of all                         |
| `where_fresh`      | listed, unread, and has not aged            | the inbox, counter of unread                  |
| `where_aged`       | listed, unread, and has aged                | what left the inbox, counter of aged          |
| `where_visible`    | subscribed or kept, and not hidden          | searches, tags                                |
| `where_aside`      | kept outside the lists, and not hidden      | searches, beside `where_listed`              |
| `where_present`    | subscribed or kept, hidden or not           | starred, read later, addresses, ids           |
| `where_hidden`     | subscribed or kept, and hidden              | searches that ask for what is hidden          |
| `where_subscribed` | its feed is subscribed to, hidden or not    | polling, retention, removing a feed           |
| `where_kept`       | outside the lists, because the user saved it or opened a link | subscribing again           |
| `where_gone`       | gone with its feed                          | cleaning up                                   |

To add a reason to be hidden, add a row to `REASONS`. Lists, counters, indexes and triggers know all sixteen bits.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import Final

import apsw

from tuinews.store.bindings import bind_numbers

SUBSCRIBED, KEPT, GONE = 0, 1, 2
"""Values of `presence`."""

REASONS: Final[dict[str, int]] = {"muted": 1}
"""The bit of each reason to be hidden, by the name that `is:` finds it by; at most 16, and never another name's bit."""

_PRESENCES: Final = {SUBSCRIBED: "subscribed", KEPT: "kept"}
"""What is told of those that can be opened."""

PRESENCE: Final = "presence"
"""The column, for statements that insert states."""

FORMER_COLUMNS: Final = {PRESENCE: "shelf"}
"""What these columns were called in stores before schema 7."""


def where_listed(alias: str = "states") -> str:
    """Return the condition that an entry is in the lists. Partial indexes repeat it word for word."""
    return f"{alias}.presence = 0 AND {alias}.hidden_by = 0"


def where_fresh(alias: str = "states") -> str:
    """Return the condition that an entry is in the inbox. Partial indexes imply it."""
    return f"{alias}.read = 0 AND {where_listed(alias)} AND {alias}.aged = 0"


def where_aged(alias: str = "states") -> str:
    """Return the condition that an entry left the inbox unread (`store.freshness`). Partial indexes imply it."""
    return f"{alias}.read = 0 AND {where_listed(alias)} AND {alias}.aged <> 0"


def where_visible(alias: str = "states") -> str:
    """Return the condition that an entry is found by searches and tags."""
    return f"{alias}.presence < 2 AND {alias}.hidden_by = 0"


def where_aside(alias: str = "states") -> str:
    """Return the condition that an entry is found by searches and tags though it is not in the lists."""
    return f"{alias}.presence = 1 AND {alias}.hidden_by = 0"


def where_present(alias: str = "states") -> str:
    """Return the condition that an entry can be opened: it is not gone."""
    return f"{alias}.presence < 2"


def where_hidden(alias: str = "states", reason: str = "") -> str:
    """Return the condition that an entry is hidden, for this reason or for any.

    Raises:
        KeyError: there is no such reason.
    """
    condition = f"{alias}.hidden_by <> 0 AND {alias}.presence < 2"
    return f"{condition} AND ({alias}.hidden_by & {REASONS[reason]}) <> 0" if reason else condition


def where_subscribed(alias: str = "states") -> str:
    """Return the condition that an entry belongs to a subscribed feed, hidden or not."""
    return f"{alias}.presence = 0"


def where_kept(alias: str = "states") -> str:
    """Return the condition that an entry is kept outside the lists."""
    return f"{alias}.presence = 1"


def where_gone(alias: str = "states") -> str:
    """Return the condition that an entry is gone with its feed."""
    return f"{alias}.presence = 2"


def describe(connection: apsw.Connection, entry_id: int) -> tuple[str, tuple[str, ...]] | None:
    """Return `subscribed` or `kept`, and the reasons that hide an entry; `None` for one that cannot be opened."""
    sql = f"SELECT presence, hidden_by FROM states WHERE id = ? AND {where_present()}"  # noqa: S608  a condition of ours
    for presence, hidden_by in connection.execute(sql, (entry_id,)):
        return _PRESENCES[presence], tuple(reason for reason, bit in REASONS.items() if hidden_by & bit)
    return None


def where_withdrawn(alias: str = "states") -> str:
    """Return the condition that an entry was taken out of the lists along with its feed: it is kept or gone."""
    return f"{alias}.presence > 0"


def rank(alias: str = "states") -> str:
    """Return an expression to sort entries of one address by: listed first, then hidden, then kept."""
    return f"(2 * {alias}.presence + ({alias}.hidden_by <> 0))"


def withdraw(connection: apsw.Connection, feed_id: int, saved: str, kept_ids: Sequence[int]) -> int:
    """Take a feed's entries out of the lists, and return how many of its entries are gone then.

    Entries stay kept if the condition `saved` holds for them, or if `kept_ids` names them.
    """
    connection.execute(
        f"UPDATE states SET presence = iif({saved} OR id IN (SELECT value FROM carray(?2)), {KEPT}, {GONE}) "  # noqa: S608  conditions of ours, values bound
        f"WHERE feed_id = ?1 AND {where_subscribed()}",
        (feed_id, bind_numbers(kept_ids)),
    )
    count = f"SELECT count(*) FROM states WHERE feed_id = ? AND {where_gone()}"  # noqa: S608  as above
    return int(connection.execute(count, (feed_id,)).get)


def bring_back(connection: apsw.Connection, feed_id: int) -> None:
    """Put a feed's kept and gone entries back; those that were hidden are hidden again."""
    connection.execute(
        f"UPDATE states SET presence = {SUBSCRIBED} WHERE feed_id = ? AND {where_withdrawn()}",  # noqa: S608  as above
        (feed_id,),
    )


def move(connection: apsw.Connection, ids: Iterable[int], presence: int) -> None:
    """Say of entries where they belong: `SUBSCRIBED`, `KEPT` or `GONE`; triggers update all counters."""
    connection.executemany("UPDATE states SET presence = ? WHERE id = ?", [(presence, number) for number in ids])


def keep_lost(connection: apsw.Connection, feeds: str) -> None:
    """Keep entries outside the lists whose feeds the subquery `feeds` gives, because the feeds' rows are lost."""
    connection.execute(f"UPDATE states SET presence = {KEPT} WHERE {where_subscribed()} AND feed_id IN ({feeds})")  # noqa: S608  as above


def hide(connection: apsw.Connection, ids: Iterable[int], reason: str) -> None:
    """Hide entries for a reason; triggers update all counters. Raises KeyError for an unknown reason."""
    sql = "UPDATE states SET hidden_by = hidden_by | ?1 WHERE id = ?2 AND (hidden_by & ?1) = 0"
    connection.executemany(sql, [(REASONS[reason], number) for number in ids])


def show(connection: apsw.Connection, ids: Iterable[int], reason: str) -> None:
    """Stop hiding entries for a reason; other reasons still hide them. Raises KeyError for an unknown reason."""
    sql = "UPDATE states SET hidden_by = hidden_by - ?1 WHERE id = ?2 AND (hidden_by & ?1) <> 0"
    connection.executemany(sql, [(REASONS[reason], number) for number in ids])


def find_hidden(connection: apsw.Connection, reason: str) -> list[int]:
    """Return all entries that a reason hides, gone ones included; looks at every row."""
    sql = "SELECT id FROM states WHERE (hidden_by & ?) <> 0"
    return [row[0] for row in connection.execute(sql, (REASONS[reason],))]


def count_hidden(connection: apsw.Connection) -> dict[str, int]:
    """Return how many entries each reason hides, from the counters."""
    totals = dict(connection.execute("SELECT bit, sum(total) FROM hidden_tallies GROUP BY bit"))
    return {reason: int(totals.get(bit, 0)) for reason, bit in REASONS.items()}


COUNTERS: Final[dict[str, Callable[[str], str]]] = {
    "unread": where_fresh,
    "aged": where_aged,
    "starred": lambda alias: f"{where_present(alias)} AND {alias}.starred = 1",
    "later": lambda alias: f"{where_present(alias)} AND {alias}.later = 1",
    "total": where_listed,
    "hidden": lambda alias: f"{where_subscribed(alias)} AND {alias}.hidden_by <> 0",
}
"""What each column of `tallies` counts, as a condition on `states`."""


def recount(connection: apsw.Connection) -> None:
    """Recompute all counters from the rows, after rows were lost."""
    counted = ", ".join(f"sum({condition('s')}) AS {column}" for column, condition in COUNTERS.items())
    taken = ", ".join(f"{column} = c.{column}" for column in COUNTERS)
    connection.execute(f"UPDATE tallies SET {' = 0, '.join(COUNTERS)} = 0")  # noqa: S608  names of columns
    connection.execute(
        f"UPDATE tallies SET {taken} FROM (SELECT s.feed_id, {counted} FROM states s GROUP BY s.feed_id) c "  # noqa: S608  as above
        "WHERE c.feed_id = tallies.feed_id"
    )
    connection.execute("DELETE FROM hidden_tallies")
    connection.executemany(
        "INSERT INTO hidden_tallies (feed_id, bit, total) SELECT s.feed_id, ?1, count(*) FROM states s "  # noqa: S608  as above
        f"WHERE {where_hidden('s')} AND (s.hidden_by & ?1) <> 0 GROUP BY s.feed_id",
        [(1 << number,) for number in range(16)],
    )
    connection.execute("UPDATE spellings SET uses = 0, unread = 0")
    connection.execute(
        "UPDATE spellings SET uses = c.uses, unread = c.unread FROM ("  # noqa: S608  as above
        "SELECT t.spelling_id, count(*) AS uses, sum(s.read = 0) AS unread "
        f"FROM entry_tags t JOIN states s ON s.id = t.entry_id WHERE {where_visible('s')} GROUP BY t.spelling_id) c "
        "WHERE c.spelling_id = spellings.id"
    )
