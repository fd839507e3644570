"""Actions that search, filter and go to places."""

from typing import TYPE_CHECKING

from tuinews.ui.keys.action import Action, Group
from tuinews.ui.places import AGED, BRIEFING, EVERYTHING, INBOX, MUTED, RECENT, RIVER, SAVED

if TYPE_CHECKING:
    from tuinews.ui.controllers.composition import Controllers

GROUP: "Group[Controllers]" = Group(
    "Finding",
    (
        Action(
            "search",
            "Search here",
            lambda c, typed: c.search.search_here(typed),
            ("/",),
            "search",
            help="In this list; in the article when you are in it; in the feeds pane among their names.",
            argument="words",
            words=("find", "look", "lookup"),
        ),
        Action(
            "search-everything",
            "Search everything",
            lambda c, typed: c.search.search_everything(typed),
            ("g /",),
            argument="words",
            words=("find-all", "grep", "global-search"),
        ),
        Action(
            "filter",
            "Filter by a query",
            lambda c, typed: c.search.filter(typed),
            ("=",),
            help="Such as is:starred -tag:sport newer:2d.",
            argument="query",
            words=("query", "where", "narrow"),
        ),
        Action(
            "save-view",
            "Save what is shown as a view",
            lambda c, typed: c.search.save_view(typed),
            ("+",),
            argument="name",
            words=("view", "smart-folder", "saved-search", "new-view"),
        ),
        Action(
            "toggle-unread",
            "Show unread only, or all",
            lambda c, _: c.sidebar.toggle_unread(),
            ("U",),
            "unread/all",
            help="Articles; in the feeds pane feeds.",
            words=("unread", "only-unread", "hide-read", "show-read", "show-all"),
        ),
        Action(
            "sort",
            "Sort otherwise",
            lambda c, _: c.listing.sort_next(),
            ("\\",),
            words=("order", "newest", "oldest", "reverse"),
        ),
        Action(
            "briefing",
            "Go to the briefing",
            lambda c, _: c.listing.visit(BRIEFING),
            ("g b",),
            help="What is new since your last visit, fitted to some minutes; then it ends.",
            words=("edition", "brief", "digest", "summary", "news"),
        ),
        Action("inbox", "Go to the inbox", lambda c, _: c.listing.visit(INBOX), ("g i",), words=("home", "start")),
        Action(
            "river",
            "Go to the river",
            lambda c, _: c.listing.visit(RIVER),
            ("g v",),
            help="The inbox, with what is of rare feeds further up: so it is seen among what loud ones say.",
            words=("stream", "flow", "rare", "quiet-feeds"),
        ),
        Action(
            "aged",
            "Go to what aged",
            lambda c, _: c.listing.visit(AGED),
            ("g o",),
            help="What left the inbox within a day because its shelf life was over; nothing of it is marked.",
            words=("old", "expired", "missed", "stale"),
        ),
        Action(
            "everything",
            "Go to all articles",
            lambda c, _: c.listing.visit(EVERYTHING),
            ("g e",),
            words=("all", "all-articles"),
        ),
        Action(
            "saved",
            "Go to what is starred",
            lambda c, _: c.listing.visit(SAVED),
            ("g s",),
            words=("starred", "favorites", "favourites", "bookmarks"),
        ),
        Action(
            "later",
            "Go to what is to be read later",
            lambda c, typed: c.kept_pages.show(typed),
            ("g l",),
            help="Typed as :later with the address of a page, that page is kept.",
            argument="[URL]",
            words=("reading-list",),
        ),
        Action(
            "recent",
            "Go to what you read of late",
            lambda c, _: c.listing.visit(RECENT),
            ("g w",),
            help="What you read within a week, the last first.",
            words=("history", "read-lately", "recently"),
        ),
        Action(
            "muted",
            "Go to what is muted",
            lambda c, _: c.listing.visit(MUTED),
            ("g m",),
            help="What mutes hide; c c on an article says which mute it is.",
            words=("hidden", "ignored", "killfile"),
        ),
        Action(
            "topics",
            "Go to a topic",
            lambda c, _: c.topic_page.open(),
            ("g t",),
            help="Every tag with its counts and its trend, the hottest first; each is a place.",
            words=("trends", "tag-list", "hot", "trending", "bursts"),
        ),
        Action(
            "topic",
            "What to do with this topic",
            lambda c, typed: c.topic_place.decide(typed),
            ("#",),
            help="Follow or mute it, call it otherwise, say what is the same, and the tags that it appears with.",
            argument="[follow, alias, part, rename, colour or mute]",
            words=("follow-tag", "alias", "synonym", "merge-tags", "rename-tag", "colour"),
        ),
    ),
)
