"""The rows of the sidebar: places that are always there, saved views, then folders and feeds as a tree."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from tuinews.model.feed import Counts, Feed, FeedStatus, Folder, SavedView
from tuinews.model.ids import FeedId
from tuinews.model.language import tr, tr_later
from tuinews.model.sync.status import NO_ACCOUNT, SyncStatus
from tuinews.model.text import EMPTY, SafeText, fold, safe_text
from tuinews.model.topics.topic import pick_colour
from tuinews.model.url import host_to_show
from tuinews.ui.keys.keymap import show
from tuinews.ui.places import (
    AGED,
    BRIEFING,
    EVERYTHING,
    INBOX,
    LATER,
    MUTED,
    RECENT,
    RIVER,
    SAVED,
    STORIES,
    TODAY,
    Place,
    feed_place,
    folder_place,
    label_place,
    place_of_view,
    tag_place,
)

if TYPE_CHECKING:
    from tuinews.model.topics.topic import Topic


class SidebarRow(NamedTuple):
    """A row of the sidebar."""

    name: SafeText
    place: Place | None = None
    """The place that the row opens; `None` for a gap and for pages."""
    number: int = 0
    """How many articles are unread there (starred, kept for later); 0 is not shown."""
    depth: int = 0
    folder: Folder = ()
    """Set for a folder's own row."""
    folded: bool = False
    trouble: SafeText = EMPTY
    """Why the feed cannot be refreshed, if it cannot."""
    page: str = ""
    """The action that shows what the row is for, where that is no list of articles."""
    gone: bool = False
    rest: str = ""
    """Why the feed is not asked: that it is paused, or archived."""
    selected: bool = False
    """Whether the feed is one of those that are moved, archived or left together."""
    tint: str = ""
    """The colour of a topic."""
    keys: str = ""
    """The keys that lead to a view, as the user would write them."""


GAP = SidebarRow(EMPTY)
TOPICS = SidebarRow(SafeText(tr_later("Topics")), page="topics")
PAGES = (
    SidebarRow(SafeText(tr_later("Downloads")), page="downloads"),
    SidebarRow(SafeText(tr_later("Health")), page="health"),
    SidebarRow(SafeText(tr_later("Journal")), page="journal"),
    SidebarRow(SafeText(tr_later("Log")), page="log"),
)
"""What tells of the library rather than of news: below all feeds."""


def find_feeds_to_show(feeds: Sequence[Feed], here: Iterable[Place]) -> tuple[Feed, ...]:
    """Return the feeds that stay when those without unread articles are hidden.

    Those in trouble stay, and those of the places where the user is: of a folder there all, if it had none left.
    """
    places = tuple(here)
    at = {place.feed_id for place in places if place.kind == "feed"}
    stay = [feed for feed in feeds if feed.unread or feed.id in at or _trouble(feed)]
    for folder in (place.trail for place in places if place.kind == "folder"):
        if not any(_is_in(feed, folder) for feed in stay):
            stay += [feed for feed in feeds if _is_in(feed, folder)]
    return tuple(stay)


def _is_in(feed: Feed, folder: Folder) -> bool:
    return feed.folder[: len(folder)] == folder


def sidebar_rows(
    feeds: Sequence[Feed],
    counts: Counts,
    folded: frozenset[Folder],
    views: Sequence[SavedView] = (),
    *,
    aged: int = 0,
    lined: Collection[Place] = (),
    followed: "Sequence[Topic]" = (),
    selected: Collection[FeedId] = (),
    account: SyncStatus = NO_ACCOUNT,
) -> tuple[SidebarRow, ...]:
    """All rows, top to bottom; what lies in a folded folder is left out.

    `aged` is how many articles left the inbox of late; where nothing ages, the rows of what did so are left out. Of the
    places `lined`, stories are counted instead of articles, and so they are called.
    """
    ages = counts.aged or any(feed.shelf_life is not None for feed in feeds)
    fixed = (
        SidebarRow(BRIEFING.title, BRIEFING),
        _count_lines(INBOX, counts.unread, counts.folded_unread, lined),
        SidebarRow(SAVED.title, SAVED, counts.starred),
        SidebarRow(LATER.title, LATER, counts.later),
        _count_lines(EVERYTHING, counts.total, counts.folded_total, lined),
        SidebarRow(RIVER.title, RIVER),
        SidebarRow(TODAY.title, TODAY),
        *([SidebarRow(STORIES.title, STORIES)] if counts.folded_total else []),
        *((SidebarRow(AGED.title, AGED, aged),) if ages else ()),
        TOPICS,
        *map(_topic_row, followed),
        *([SidebarRow(MUTED.title, MUTED, counts.muted)] if counts.muted else []),
        *([_account_row(account)] if account.kind else []),
    )
    shown = [feed for feed in feeds if not feed.hidden]
    tree = tuple(_tree(shown, folded, selected, [view for view in views if view.folder]))
    saved = tuple(_view_row(view) for view in views if not view.folder)
    last = (SidebarRow(RECENT.title, RECENT), *PAGES)
    groups = (group for group in (fixed, saved, tree, tuple(_label_rows(shown)), last) if group)
    return tuple(row for group in groups for row in (*([GAP] if group is not fixed else []), *group))


def _account_row(account: SyncStatus) -> SidebarRow:
    """The row of the account on a server: with what waits to be sent, or why it is not in step."""
    name = safe_text(tr("Sync · {server}", server=host_to_show(account.server) or account.server))
    return SidebarRow(name, number=account.pending, trouble=account.error, page="account")


def _count_lines(place: Place, articles: int, fewer: int, lined: Collection[Place]) -> SidebarRow:
    """A place with its number of articles or, where stories are folded and there are any, of lines."""
    if place not in lined or not fewer:
        return SidebarRow(place.title, place, articles)
    return SidebarRow(SafeText(tr("{name} · stories", name=place.title)), place, articles - fewer)


def _topic_row(topic: "Topic") -> SidebarRow:
    """The row of a topic that the user follows."""
    place = tag_place(topic.name)
    return SidebarRow(place.name, place, topic.unread, depth=1, tint=pick_colour(topic.name, topic.colour))


def _view_row(view: SavedView) -> SidebarRow:
    keys = show(tuple(view.shortcut.split()))
    return SidebarRow(view.name, place_of_view(view), view.unread, len(view.folder), keys=keys)


def _tree(
    feeds: Sequence[Feed], folded: frozenset[Folder], selected: Collection[FeedId], views: Iterable[SavedView]
) -> Iterator[SidebarRow]:
    unread = _sums(feeds)
    above: Folder = ()
    rows: list[Feed | SavedView] = [*feeds, *views]
    for one in sorted(rows, key=_order):
        for depth in range(_count_shared(above, one.folder), len(one.folder)):
            folder = one.folder[: depth + 1]
            if not _is_hidden(folder[:-1], folded):
                yield _folder_row(folder, unread.get(folder, 0), folded=folder in folded)
        above = one.folder
        if not _is_hidden(one.folder, folded):
            yield _feed_row(one, selected=one.id in selected) if isinstance(one, Feed) else _view_row(one)


def find_labels(feeds: Iterable[Feed]) -> dict[SafeText, int]:
    """Return the labels of feeds that are no folders, in their order, each with the unread articles of its feeds."""
    unread: dict[SafeText, int] = {}
    folders: set[str] = set()
    for feed in feeds:
        folders.update(map(fold, feed.folder[:1]))
        for label in feed.tags:
            unread[label] = unread.get(label, 0) + feed.unread
    return {label: unread[label] for label in sorted(unread, key=fold) if fold(label) not in folders}


def _label_rows(feeds: Iterable[Feed]) -> Iterator[SidebarRow]:
    """Give a row for each label."""
    for label, unread in find_labels(feeds).items():
        yield SidebarRow(label, label_place(label), unread)


def _order(one: Feed | SavedView) -> tuple[tuple[int, str], ...]:
    # what lies in a folder itself comes after its inner folders, as files after directories: views, then feeds
    last = (2, fold(one.title)) if isinstance(one, Feed) else (1, fold(one.name))
    return (*((0, fold(name)) for name in one.folder), last)


def _sums(feeds: Iterable[Feed]) -> dict[Folder, int]:
    """Unread articles by folder, those of inner folders included."""
    sums: dict[Folder, int] = {}
    for feed in feeds:
        for depth in range(len(feed.folder)):
            folder = feed.folder[: depth + 1]
            sums[folder] = sums.get(folder, 0) + feed.unread
    return sums


def _count_shared(a: Folder, b: Folder) -> int:
    depth = 0
    while depth < min(len(a), len(b)) and a[depth] == b[depth]:
        depth += 1
    return depth


def _is_hidden(folder: Folder, folded: frozenset[Folder]) -> bool:
    return any(folder[: depth + 1] in folded for depth in range(len(folder)))


def _folder_row(folder: Folder, unread: int, *, folded: bool) -> SidebarRow:
    return SidebarRow(folder[-1], folder_place(folder), unread, len(folder) - 1, folder, folded)


def _trouble(feed: Feed) -> SafeText:
    """Why a feed cannot be refreshed, if it cannot."""
    return feed.error if feed.status in {FeedStatus.FAILING, FeedStatus.GONE} else EMPTY


def _feed_row(feed: Feed, *, selected: bool) -> SidebarRow:
    trouble = _trouble(feed)
    rest = tr(feed.status.value) if feed.status in {FeedStatus.PAUSED, FeedStatus.ARCHIVED} else ""
    place, depth = feed_place(feed), len(feed.folder)
    gone = feed.status is FeedStatus.GONE
    return SidebarRow(feed.title, place, feed.unread, depth, trouble=trouble, gone=gone, rest=rest, selected=selected)


def next_unread_feed(rows: Sequence[SidebarRow], here: Place, direction: int) -> Place | None:
    """The next feed with unread articles in a direction, around the end."""
    feeds = [row.place for row in rows if row.place is not None and row.place.kind == "feed"]
    unread = {row.place.feed_id for row in rows if row.place is not None and row.place.kind == "feed" and row.number}
    at = next((n for n, place in enumerate(feeds) if place.feed_id == here.feed_id and here.kind == "feed"), None)
    start = (-1 if direction > 0 else 0) if at is None else at
    for step in range(1, len(feeds) + 1):
        place = feeds[(start + direction * step) % len(feeds)]
        if place.feed_id in unread:
            return place
    return None
