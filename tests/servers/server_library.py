"""What a server of the tests keeps for its user, whatever protocols it speaks."""

import copy
from collections.abc import Iterable
from dataclasses import dataclass, field

START = 1_790_000_000
"""When the first item of a library arrived, in seconds."""


@dataclass
class ServedFeed:
    id: int
    url: str
    title: str
    folder: str = ""
    site_url: str = ""


@dataclass
class ServedItem:
    id: int
    feed: int
    title: str = ""
    url: str = ""
    html: str = "<p>Some words.</p>"
    author: str = ""
    published: int = 0
    arrived: int = 0
    """Microseconds."""
    updated: int = 0
    read: bool = False
    starred: bool = False
    labels: set[str] = field(default_factory=set)
    categories: tuple[str, ...] = ()
    """The publisher's."""
    enclosures: tuple[tuple[str, str, int], ...] = ()
    """Address, type and bytes."""


@dataclass
class ServerLibrary:
    """Feeds and items of one user; each method is what happens on the server without the client."""

    feeds: dict[int, ServedFeed] = field(default_factory=dict)
    items: dict[int, ServedItem] = field(default_factory=dict)
    labels: set[str] = field(default_factory=set)
    """Labels that exist, whether or not an item has them."""
    next_feed: int = 11
    next_id: int = START * 1_000_000
    clock: int = START

    def add_feed(self, url: str, title: str = "", folder: str = "") -> ServedFeed:
        """Subscribe; one that is there already is returned."""
        for feed in self.feeds.values():
            if feed.url == url:
                return feed
        feed = ServedFeed(self.next_feed, url, title or f"Feed {self.next_feed}", folder, url.rpartition("/")[0])
        self.feeds[feed.id] = feed
        self.next_feed += 1
        return feed

    def add_item(self, feed: ServedFeed, title: str = "", item_id: int | None = None, **what: object) -> ServedItem:
        """Let an item arrive; each is a second younger than the one before."""
        self.clock += 1
        number = self.next_id if item_id is None else item_id
        self.next_id += 1_000_001
        item = ServedItem(number, feed.id, title or f"Item {number}", f"{feed.site_url}/{number}")
        item.published = item.updated = self.clock
        item.arrived = number if item_id is None else self.clock * 1_000_000
        for name, value in what.items():
            if name not in ServedItem.__dataclass_fields__:
                raise TypeError(name)
            setattr(item, name, value)
        self.labels |= item.labels
        self.items[item.id] = item
        return item

    def fill(self, items: int, feeds: int = 5, folders: Iterable[str] = ("News", "Science")) -> "ServerLibrary":
        """Add feeds with unread items, evenly; returns itself."""
        names = list(folders) or [""]
        made = [
            self.add_feed(f"http://feeds.example/{n}/feed.xml", f"Outlet {n}", names[n % len(names)])
            for n in range(feeds)
        ]
        for n in range(items):
            text = f"<p>Report {n} on what happened, with some words of its own.</p>" * 8
            self.add_item(made[n % feeds], f"Report {n}", html=text)
        return self

    def edit_item(self, item_id: int, **what: object) -> None:
        """Let the source edit an item: its id and its dates stay, but for `updated`."""
        self.clock += 1
        for name, value in {**what, "updated": self.clock}.items():
            setattr(self.items[item_id], name, value)

    def remove_feed(self, feed_id: int) -> None:
        """Unsubscribe: the items go at once, with their stars and labels."""
        self.feeds.pop(feed_id, None)
        self.items = {key: item for key, item in self.items.items() if item.feed != feed_id}

    def resubscribe(self, feed_id: int) -> ServedFeed:
        """Remove a feed and subscribe again: a new id, and new ids for its items, which are all unread."""
        feed = self.feeds[feed_id]
        old = [item for item in self.items.values() if item.feed == feed_id]
        self.remove_feed(feed_id)
        again = self.add_feed(feed.url, feed.title, feed.folder)
        for item in old:
            self.add_item(again, item.title, url=item.url, html=item.html, published=item.published)
        return again

    def remove_label(self, name: str) -> None:
        """Delete a label from all items."""
        self.labels.discard(name)
        for item in self.items.values():
            item.labels.discard(name)

    def rename_folder(self, old: str, new: str) -> None:
        """Rename a folder."""
        for feed in self.feeds.values():
            if feed.folder == old:
                feed.folder = new

    @property
    def folders(self) -> list[str]:
        """The folders with feeds in them."""
        return sorted({feed.folder for feed in self.feeds.values() if feed.folder})

    def unread(self) -> set[int]:
        """Return the ids of unread items."""
        return {item.id for item in self.items.values() if not item.read}

    def starred(self) -> set[int]:
        """Return the ids of starred items."""
        return {item.id for item in self.items.values() if item.starred}

    def labelled(self, name: str) -> set[int]:
        """Return the ids of the items with a label."""
        return {item.id for item in self.items.values() if name in item.labels}

    def backup(self) -> "ServerLibrary":
        """Return a copy, to be restored later."""
        return copy.deepcopy(self)

    def restore(self, backup: "ServerLibrary") -> None:
        """Go back to a copy: ids and all."""
        vars(self).update(vars(copy.deepcopy(backup)))
