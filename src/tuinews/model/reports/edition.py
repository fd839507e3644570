"""An edition: what was new since a moment, fitted to some minutes of reading, and what was left out of it."""

from collections.abc import Iterator
from typing import NamedTuple

from tuinews.model.clock import Instant
from tuinews.model.entry import Entry
from tuinews.model.ids import EntryId
from tuinews.model.text import SafeText


class EditionEntry(NamedTuple):
    """An entry that an edition has."""

    entry: Entry
    why: SafeText
    """Why it was chosen, in some words: `5 independent sources`; `""` where the section says it."""
    sources: int
    """How many sources tell it that do not copy each other."""
    others: tuple[EntryId, ...]
    """Other unread entries of the same story, for which it stands."""


class EditionSection(NamedTuple):
    """A part of an edition."""

    name: str
    """Its name in JSON."""
    title: SafeText
    entries: tuple[EditionEntry, ...]


class Edition(NamedTuple):
    """What was new, and that it ends."""

    since: Instant
    until: Instant
    visited: bool
    """Whether `since` is the user's last visit."""
    budget: int
    """Minutes that it may take."""
    minutes: int
    """Minutes that it takes."""
    sections: tuple[EditionSection, ...]
    left_out: int
    """Unread entries of that time that it does not have, nor stands for."""
    unread: int = 0
    """Unread entries of the inbox, of whatever time."""

    @property
    def entries(self) -> Iterator[EditionEntry]:
        """Its entries, in the order of reading."""
        return (entry for section in self.sections for entry in section.entries)

    @property
    def ids(self) -> tuple[EntryId, ...]:
        """The ids of all entries that it has or stands for."""
        return tuple(number for one in self.entries for number in (one.entry.id, *one.others))


class EditionOffer(NamedTuple):
    """An entry that may come into an edition."""

    id: EntryId
    feed_id: int
    moment: Instant
    minutes: int
    """Reading minutes; 0 when unknown."""
    story_id: int | None = None
    text_id: int | None = None
    """What entries with the same text share."""
    agency: str = ""
    read: bool = False
    preferred: bool = False
    """Whether the user wants its feed to be shown first of stories."""
    recent: bool = True
    """Whether it may be shown: it is unread, fresh, and of the time of the edition."""
    why: SafeText = SafeText("")
    sources: int = 1
    others: tuple[EntryId, ...] = ()

    @property
    def cost(self) -> int:
        """Minutes that it takes of the budget."""
        return max(1, self.minutes)
