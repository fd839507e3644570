"""Places: every list of entries that one can go to is a place with a query."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any, Literal, NamedTuple, cast

from tuinews.model.clock import Instant
from tuinews.model.error import QueryError
from tuinews.model.feed import Feed, Folder, SavedView
from tuinews.model.language import tr, tr_in, tr_later
from tuinews.model.query import (
    Order,
    Query,
    asks_for_read,
    enclose,
    find_sought_words,
    parse_query,
    quote,
)
from tuinews.model.stories.entry_groups import EVERY_KIND, GroupKind
from tuinews.model.text import SafeText, safe_text

PlaceKind = Literal[
    "inbox",
    "today",
    "river",
    "everything",
    "stories",
    "saved",
    "later",
    "noted",
    "recent",
    "aged",
    "folder",
    "label",
    "feed",
    "tag",
    "search",
    "view",
    "muted",
    "briefing",
]


class Place(NamedTuple):
    """A list of entries that one can go to; `query` is in the query language, without an order."""

    kind: PlaceKind
    name: SafeText
    query: str = ""
    above: tuple[SafeText, ...] = ()
    """Folders that it lies in, for the way there in the header."""
    feed_id: int = 0

    @property
    def passing(self) -> bool:
        """Whether leaving it leads back to the place before, rather than out of the reader: the inbox is the root."""
        return self.kind != "inbox"

    @property
    def trail(self) -> tuple[SafeText, ...]:
        """The names from the outermost folder to the place itself."""
        return (*self.above, self.title)

    @property
    def title(self) -> SafeText:
        """What it is called on the screen: those of the program have a name in each language."""
        return SafeText(tr(self.name)) if self.kind in _FIXED or self.kind == "briefing" else self.name


INBOX = Place("inbox", SafeText(tr_later("Inbox")))
TODAY = Place("today", SafeText(tr_later("Today")), "after:today")
"""What was published since midnight by the user's clock, read or not."""
EVERYTHING = Place("everything", SafeText(tr_later("All articles")))
SAVED = Place("saved", SafeText(tr_later("Starred")), "is:starred")
STORIES = Place("stories", SafeText(tr_later("Stories")), "story:>1")
LATER = Place("later", SafeText(tr_later("Later")), "is:later")
MUTED = Place("muted", SafeText(tr_later("Muted")), "is:muted")
BRIEFING = Place("briefing", SafeText(tr_later("Briefing")), "newer:1d")
"""Its query is that of all that is new since the last visit, as soon as that is known: `after:…`."""
RIVER = Place("river", SafeText(tr_later("River")))
"""The inbox in an order in which rare feeds stand out among loud ones."""
NOTED = Place("noted", SafeText(tr_later("Notes")), "has:note")
RECENT = Place("recent", SafeText(tr_later("Recently read")), "read:7d")
AGED = Place("aged", SafeText(tr_later("Aged")), "aged:1d")
"""What left the inbox within a day because its shelf life was over."""
_FIXED = {
    place.kind: place for place in (INBOX, TODAY, RIVER, EVERYTHING, STORIES, SAVED, LATER, NOTED, RECENT, AGED, MUTED)
}


def feed_place(feed: Feed) -> Place:
    """Return the place of a feed."""
    return Place("feed", feed.title, f"feed:{feed.id}", feed.folder, feed.id)


def folder_place(folder: Folder) -> Place:
    """Return the place of a folder with all feeds in it and below."""
    return Place("folder", folder[-1], f"folder:{quote('/'.join(folder))}", folder[:-1])


def label_place(label: SafeText) -> Place:
    """Return the place of all feeds with a label of the user's, wherever they are."""
    return Place("label", label, f"label:{quote(label)}")


def tag_place(tag: SafeText) -> Place:
    """Return the place of all entries with a tag."""
    return Place("tag", SafeText(f"#{tag}"), f"tag:{quote(tag)}")


def place_of_view(view: SavedView) -> Place:
    """Return the place of a saved view."""
    return Place("view", view.name, view.query)


def search_place(words: str) -> Place:
    """Return the place of all entries that a query finds."""
    return Place("search", SafeText(f"“{safe_text(words, 60)}”"), words)


FOLDED_IN: Mapping[GroupKind, frozenset[PlaceKind]] = {
    GroupKind.STORY: frozenset(
        {"inbox", "today", "river", "everything", "stories", "folder", "label", "feed", "tag", "view"}
    ),
    GroupKind.SURPLUS: frozenset({"inbox", "today", "river", "everything", "folder", "label", "tag", "view"}),
}
"""The places in which groups of a kind are folded, unless the user says otherwise."""


class Listing(NamedTuple):
    """What the list shows: a place, filtered, sorted and folded."""

    place: Place = INBOX
    unread: bool = True
    order: Order = Order.NEWEST
    filter: str = ""
    folds: bool | None = None
    """Whether groups such as stories have one line each; `None` leaves it to the place."""

    @property
    def kinds(self) -> frozenset[GroupKind]:
        """The kinds of groups that are folded."""
        if self.folds is None:
            return frozenset(kind for kind, places in FOLDED_IN.items() if self.place.kind in places)
        return EVERY_KIND if self.folds else frozenset()

    @property
    def only_unread(self) -> bool:
        """Whether read entries are left out, unless the filter itself says which are wanted."""
        return self.unread and not _tells_read(self.filter)

    @property
    def is_edition(self) -> bool:
        """Whether it is the edition itself; filtered or sorted, the briefing is a list of all that is new."""
        return self.place.kind == "briefing" and self.unread and self.order is Order.NEWEST and not self.filter

    def text(self) -> str:
        """Return the whole query as it could be typed."""
        parts = [enclose(part) for part in (self.place.query, self.filter) if part]
        if self.only_unread:
            parts.append("is:unread")
            if self.place.kind in _FRESH_ONLY:
                parts.append("-is:aged")
        if self.order is not Order.NEWEST:
            parts.append(f"sort:{self.order.value}")
        return " ".join(parts)

    def query(self, now: Instant) -> Query:
        """Return the query; raises QueryError with what is wrong with a typed part."""
        return parse_query(self.text(), now)

    @property
    def sought(self) -> tuple[str, ...]:
        """The words that a search here looks for in texts; none where a place is only filtered by other things."""
        typed = (self.place.query if self.place.kind == "search" else "", self.filter)
        return tuple(dict.fromkeys(word for query in typed for word in _find_sought(query)))

    def heading(self) -> str:
        """Return what the frame says: `Headlines · unread · newest`."""
        filtered = f" · {self.filter}" if self.filter else ""
        folds = "" if self.folds is None else tr(" · folded") if self.folds else tr(" · not folded")
        word = tr_in("articles", "unread") if self.only_unread else tr_in("articles", "all")
        return f"{tr('Headlines · ')}{word} · {tr(self.order.value)}{folds}{filtered}"


_FRESH_ONLY = frozenset({"inbox", "river", "folder", "label"})
"""Places that leave out what has aged along with what is read; a feed keeps it."""


@lru_cache(64)
def _tells_read(query: str) -> bool:
    """Return whether a query itself asks for read or for unread entries."""
    try:
        return asks_for_read(parse_query(query, 0).condition)
    except QueryError:
        return False


@lru_cache(64)
def _find_sought(query: str) -> tuple[str, ...]:
    """Return the words that a query looks for in texts."""
    try:
        return find_sought_words(parse_query(query, 0).condition) if query else ()
    except QueryError:
        return ()


HOME = Listing()
"""Where the reader begins: the inbox."""


def listing_of(place: Place) -> Listing:
    """Return how a place is shown at first: what is to be read by what is unread, the rest whole."""
    order = Order.RIVER if place.kind == "river" else Order.NEWEST
    return Listing(place, unread=place.kind in {"inbox", "river", "briefing", "folder", "label", "feed"}, order=order)


def fold_key(place: Place) -> str:
    """Return by what it is remembered whether a place is folded."""
    return f"{place.kind} {place.query}".rstrip()


def to_data(view: Listing) -> dict[str, object]:
    """Return the listing as plain data, to be stored."""
    return {**view._asdict(), "place": view.place._asdict()}


def from_data(data: object) -> Listing | None:
    """Return the listing that was stored, or `None` when it cannot be read."""
    try:
        fields = dict(cast("Mapping[str, Any]", data))
        place = Place(**fields["place"])
        names = tuple(safe_text(str(name)) for name in place.above)
        named = place._replace(name=safe_text(place.name), query=str(place.query), above=names)
        place = _FIXED.get(place.kind, named)
        return Listing(place, bool(fields["unread"]), Order(fields["order"]), str(fields["filter"]))
    except (ValueError, TypeError, KeyError):
        return None
