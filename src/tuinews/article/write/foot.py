"""What stands below an article in a file, whatever the form: links to other articles, its files, what else is told."""

from collections.abc import Iterator
from typing import NamedTuple

from tuinews.model.entry import Entry


class Item(NamedTuple):
    """One line of a list below an article."""

    text: str
    """What it says; `""` for an address that says enough."""
    url: str = ""
    note: str = ""
    """What stands behind it in brackets."""


class FootList(NamedTuple):
    """A list below an article."""

    heading: str
    items: tuple[Item, ...]


def foot_lists(entry: Entry) -> Iterator[FootList]:
    """Yield the lists that have anything in them."""
    lists = (
        FootList("Read also", tuple(Item(link.title, link.url) for link in entry.related)),
        FootList("Files", tuple(Item("", file.url, file.type) for file in entry.enclosures)),
        FootList("Details", tuple(Item(f"{fact.name}: {fact.value}") for fact in entry.facts)),
    )
    return (each for each in lists if each.items)
