"""Recounts what the triggers of `0013_stories.sql` and `0018_fresh_stories.sql` keep, after rows were lost."""

import apsw

from tuinews.store.visibility import where_fresh, where_listed, where_present, where_visible

_COUNTED = {
    "members": "1",
    "present": where_present("s"),
    "visible": where_visible("s"),
    "listed": where_listed("s"),
    "unread": where_fresh("s"),
}
"""What each counter of `stories` counts, as a condition on `states s`."""

COUNT_STORIES = f"""
    SELECT s.story_id AS id, {", ".join(f"sum({condition}) AS {name}" for name, condition in _COUNTED.items())},
        max(s.moment) AS last
    FROM states s WHERE s.story_id IS NOT NULL GROUP BY s.story_id
"""  # noqa: S608  conditions of ours
"""Every story with its counters, counted anew."""


def recount_stories(connection: apsw.Connection) -> None:
    """Make the stories of the entries that are in them, and recompute all counters; stories of one entry are undone."""
    names = ", ".join(_COUNTED)
    connection.execute("DELETE FROM stories WHERE id NOT IN (SELECT story_id FROM states WHERE story_id IS NOT NULL)")
    connection.execute(
        f"INSERT INTO stories (id, {names}, last) SELECT id, {names}, last FROM ({COUNT_STORIES}) WHERE true "  # noqa: S608  as above
        f"ON CONFLICT (id) DO UPDATE SET last = excluded.last, {', '.join(f'{n} = excluded.{n}' for n in _COUNTED)}"
    )
    connection.execute("UPDATE states SET story_id = NULL WHERE story_id IN (SELECT id FROM stories WHERE members < 2)")
    connection.execute("DELETE FROM stories WHERE members < 2")
    connection.execute(
        "UPDATE story_tallies SET listed = (SELECT coalesce(sum(max(listed - 1, 0)), 0) FROM stories), "
        "unread = (SELECT coalesce(sum(max(unread - 1, 0)), 0) FROM stories)"
    )
