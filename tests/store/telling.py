"""Tells stories to a house: entries that are grouped as a test says."""

from collections.abc import Sequence

from store.storing import NOW, House, draft
from store.story_walk import members
from tuinews.model.ids import EntryId
from tuinews.store.stories.story_tables import Decision, StoryTables


def keep(house: House, entry: EntryId, group: int, *, merges: Sequence[int] = (), same_text: int | None = None) -> None:
    """Let the grouping have put an entry into a group."""
    feed = dict(house.rows("SELECT id, feed_id FROM states"))[entry]
    decision = Decision(entry, group, feed, NOW, b"", [1], 2, merges, same_text)

    def decide(tables: StoryTables) -> None:
        tables.keep(decision)
        tables.forget_waiting([entry])

    house.writer.stories.group(decide)


def tell(house: House, *groups: str) -> dict[str, EntryId]:
    """Store an entry for each letter, in a feed of its own, and group those of one word; the entries by letter."""
    found: dict[str, EntryId] = {}
    for word in groups:
        for letter in word:
            (found[letter],) = house.store(house.feed(f"feed-{letter}"), draft(f"g{ord(letter)}", title=letter))
            keep(house, found[letter], found[word[0]])
    return found


def stories(house: House) -> list[str]:
    """The stories, each as the titles of its entries."""
    letters = dict(house.rows("SELECT id, title FROM entries"))
    return sorted("".join(letters[number] for number in ids) for ids in members(house).values())
