"""Where the user is in the reader and what is shown: the only state that the controllers share."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, NamedTuple

from tuinews.model.entry import Article
from tuinews.model.feed import Counts, Feed, Folder, SavedView
from tuinews.model.ids import EntryId, FeedId
from tuinews.model.language import tr_later
from tuinews.model.sync.status import NO_ACCOUNT, SyncStatus
from tuinews.ui.history import History
from tuinews.ui.keys.contexts import ARTICLE, LIST
from tuinews.ui.pane_layout import PaneSizes, RememberedSizes, Shown
from tuinews.ui.places import Listing, Place, fold_key, listing_of

if TYPE_CHECKING:
    from tuinews.model.reports.edition import Edition
    from tuinews.model.topics.topic import Topic


Variant = Literal["", "changes", "output", "story", "gallery"]
VARIANTS: Mapping[Variant, str] = {
    "": "",
    "changes": tr_later("changes"),
    "output": tr_later("output"),
    "story": tr_later("story"),
    "gallery": tr_later("gallery"),
}
"""What is said of each in the frame of the article."""
"""What stands in the article pane instead of the article's own text (`""`).

It is what changed, what a program printed, the page of the story that it tells, or one of its pictures.
"""


class DescribedPlace(NamedTuple):
    """What is known of a place such as a topic."""

    place: Place | None = None
    line: str = ""
    """For the frame of its list."""
    card: str = ""
    """Lines for where no article is open."""


@dataclass(slots=True)
class Session:
    """One run of the reader. Controllers read and change it; it knows none of them."""

    remembered_sizes: RememberedSizes = field(default_factory=RememberedSizes)
    """The sizes of panes for each size of the terminal."""
    folded: frozenset[Folder] = frozenset()
    """Folders whose feeds the sidebar leaves out."""
    counts: Counts = field(default_factory=Counts)
    feeds: tuple[Feed, ...] = ()
    saved_views: tuple[SavedView, ...] = ()
    account: SyncStatus = NO_ACCOUNT
    """How the account on a server was doing when it was last looked at."""
    aged: int = 0
    """Unread entries that left the inbox within a day, their shelf life being over."""
    followed_topics: "tuple[Topic, ...]" = ()

    sizes: PaneSizes = field(default_factory=PaneSizes)
    """The sizes of panes in this terminal."""
    density: str = "compact"
    """How many lines headlines have: `compact` one, `comfortable` two."""
    pane: str = LIST
    """The pane with the focus."""
    reading: bool = False
    """Whether the user went to the article, and not back to the headlines since: a small screen is the article's."""
    zen: bool = False
    """Whether nothing but that pane is seen."""
    read_feeds: bool = True
    """Whether feeds without unread articles are among the feeds."""

    listing: Listing = field(default_factory=Listing)
    """What the headline list shows."""
    complete: bool = True
    """Whether the list knows all entries of the listing, or only the first ones yet."""
    described: DescribedPlace = field(default_factory=DescribedPlace)
    """A place, and what is said of it in its frame besides how it is shown."""
    waiting: int = 0
    """New entries of this place that the list does not show yet."""
    filling: bool = False
    """Whether the list began empty and no key was pressed since: it may fill while the user looks."""
    fold_choices: dict[str, bool] = field(default_factory=dict)
    """Places in which the user chose whether groups are folded, by `fold_key`."""
    selection: frozenset[EntryId] = frozenset()
    selected_feeds: frozenset[FeedId] = frozenset()
    """The feeds that are moved, archived or left together."""
    history: History = field(default_factory=History)

    edition: "Edition | None" = None
    """The edition that is being read, or was."""

    article: Article | None = None
    variant: Variant = ""
    followed: bool = False
    """Whether the article was reached by a link, so that leaving it leads back."""
    previews: bool = False
    """Whether articles are seen beside the list while the user moves in it."""
    previewing: bool = False
    """Whether the article is only seen beside the list: it was not opened."""
    searching: bool = False
    """Whether a search in the article is on."""

    hear_action: Callable[[str], None] | None = None
    """Hears the id of each action that was carried out: the tour does."""
    keys_taken: int = 0
    """How many keys were taken so far, whatever they did."""
    minutes_used: set[int] = field(default_factory=set)
    """The minutes of the monotonic clock in which a key was taken."""
    leaving: bool = False
    """Whether the reader is being left: nothing begins any more."""

    @property
    def shown(self) -> Shown:
        """What the panes are to show."""
        return Shown(self.pane, self.reading or self.pane == ARTICLE, self.previews, self.fills_screen)

    @property
    def fills_screen(self) -> bool:
        """Whether nothing but the pane with the focus is seen: by the user's choice, or for a picture."""
        return self.zen or self.variant == "gallery"

    def note_action(self, action_id: str) -> None:
        """Say that an action was carried out to who wants to hear of it."""
        if self.hear_action is not None:
            self.hear_action(action_id)

    def listing_of(self, place: Place) -> Listing:
        """Return how a place is shown at first, folded as the user chose there."""
        return listing_of(place)._replace(folds=self.fold_choices.get(fold_key(place)))

    def feed(self, feed_id: int) -> Feed | None:
        """Return the feed with this number, or `None`."""
        return next((feed for feed in self.feeds if feed.id == feed_id), None)

    def feeds_in(self, folder: Folder) -> tuple[Feed, ...]:
        """Return the feeds of a folder and of the folders in it."""
        return tuple(feed for feed in self.feeds if feed.folder[: len(folder)] == folder)

    def shows(self, entry_id: EntryId) -> bool:
        """Return whether the article pane holds this entry."""
        return self.article is not None and self.article.entry.id == entry_id
