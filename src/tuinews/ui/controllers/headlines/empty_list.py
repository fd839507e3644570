"""What a list says that has no headlines: why, and what to do about it."""

from collections.abc import Callable, Mapping

from tuinews.model.language import tr, tr_count, tr_later
from tuinews.ui.places import Listing, PlaceKind
from tuinews.ui.session import Session

_EMPTY: Mapping[PlaceKind, tuple[str, str]] = {
    "aged": ("ageing", tr_later("Nothing left the inbox by age within a day. {key} says what ages, and when.")),
    "saved": ("toggle-star", tr_later("Nothing here: {key} puts the current article here.")),
    "later": ("toggle-later", tr_later("Nothing here: {key} puts the current article here.")),
    "today": ("refresh-all", tr_later("Nothing was published today yet: {key} looks for news.")),
    "noted": ("inbox", tr_later("You have written no notes yet: what has one will be here. {key} is the inbox.")),
    "recent": ("inbox", tr_later("You read nothing within a week: what you read will be here. {key} is the inbox.")),
    "muted": ("mute", tr_later("Nothing is muted: {key} on an article mutes a word, a tag, a story or its feed.")),
    "stories": ("inbox", tr_later("Nothing is told by several articles yet; {key} is the inbox.")),
}
"""What an empty place says, by its kind: the action whose key it names, and the sentence."""


def describe_empty(session: Session, key: Callable[[str], str]) -> str:
    """Return what an empty list says; `key` gives the key of an action."""
    listing = session.listing
    if not session.feeds and not session.counts.total:
        return tr(
            "No feeds yet. Press {add_feed} to add one by its address; :begin shows all ways to begin.",
            add_feed=key("add-feed"),
        )
    feed = session.feed(listing.place.feed_id)
    if feed is not None and feed.error and not feed.total:
        return feed.error
    if not session.counts.total:
        if muted := session.counts.muted:
            return tr_count(
                "{count} article is muted: {key} shows it.",
                "{count} articles are muted: {key} shows them.",
                muted,
                key=key("muted"),
            )
        return tr("No articles yet. {refresh_all} fetches them.", refresh_all=key("refresh-all"))
    return _describe_empty_place(session, listing, key)


def _describe_empty_place(session: Session, listing: Listing, key: Callable[[str], str]) -> str:
    """Return what an empty place says of a library that has articles elsewhere."""
    kind, aged = listing.place.kind, session.counts.aged
    if listing.filter or kind == "search":
        more = tr(
            "Nothing unread found: {toggle_unread} shows all, {leave} goes back.",
            toggle_unread=key("toggle-unread"),
            leave=key("leave"),
        )
        return more if listing.only_unread else tr("Nothing found. Press {leave} to go back.", leave=key("leave"))
    if listing.unread:
        if aged and kind in {"inbox", "river"}:
            count = tr_count("{count} article", "{count} articles", aged)
            return tr(
                "All that is fresh is read. {count} aged, unmarked: {aged} shows those of a day.",
                count=count,
                aged=key("aged"),
            )
        return tr(
            "All read here. {toggle_unread} shows everything, {next_feed} goes to the next feed.",
            toggle_unread=key("toggle-unread"),
            next_feed=key("next-feed"),
        )
    if kind not in _EMPTY:
        return tr("Nothing here.")
    action, sentence = _EMPTY[kind]
    return tr(sentence, key=key(action))
