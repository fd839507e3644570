"""As much of the language of queries as the screens' tests speak, and the orders of lists."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from tuinews.model.entry import Entry
from tuinews.model.query import (
    AllOf,
    Before,
    Condition,
    Everything,
    FieldMatch,
    Not,
    NumberMatch,
    Order,
    Since,
    TextMatch,
    TraitMatch,
    parse_query,
)
from tuinews.model.text import fold

if TYPE_CHECKING:
    from ui.fake_library import World

ORDERS: dict[Order, Callable[[Entry], tuple[int | str, ...]]] = {
    Order.NEWEST: lambda entry: (-entry.moment, -entry.id),
    Order.OLDEST: lambda entry: (entry.moment, entry.id),
    Order.FEED: lambda entry: (fold(entry.feed), -entry.moment),
    Order.TITLE: lambda entry: (fold(entry.title),),
    Order.RELEVANCE: lambda entry: (-entry.moment, -entry.id),
    Order.RIVER: lambda entry: (-entry.moment, -entry.id),
}


TRAITS: dict[str, Callable[[Entry], bool]] = {
    "unread": lambda entry: not entry.read,
    "read": lambda entry: entry.read,
    "starred": lambda entry: entry.starred,
    "muted": lambda _entry: False,
    "later": lambda entry: entry.later,
    "note": lambda entry: bool(entry.note),
    "aged": lambda entry: entry.aged is not None and not entry.read,
}


def found_by(world: "World", text: str) -> list[Entry]:
    """The entries that a query finds."""
    condition = parse_query(text, 0).condition
    return [article.entry for article in world.articles.values() if matches(world, article.entry, condition)]


def matches(world: "World", entry: Entry, condition: Condition) -> bool:
    """Whether a query finds an entry."""
    match condition:
        case Everything():
            return True
        case AllOf(parts=parts):
            return all(matches(world, entry, part) for part in parts)
        case Not(part=part):
            return not matches(world, entry, part)
        case TraitMatch(trait=trait) | Since(of=trait) if trait != "moment":
            return TRAITS[trait](entry)
        case FieldMatch(field=key, value=value):
            return _has(world, entry, key, value)
        case _:
            return _says(entry, condition)


def _says(entry: Entry, condition: Condition) -> bool:
    if isinstance(condition, Before | Since):
        return (entry.moment < condition.moment) == isinstance(condition, Before)
    if isinstance(condition, NumberMatch):  # of stories the fake has none, and it counts no minutes
        return False
    assert isinstance(condition, TextMatch), condition
    return fold(condition.text) in fold(entry.title)


def _has(world: "World", entry: Entry, key: str, value: str) -> bool:
    if key == "feed":
        return str(entry.feed_id) == value or fold(value) in fold(entry.feed)
    if key == "story":
        return value == str(world.stories.get(entry.id))
    if key == "folder":
        folder = next(feed.folder for feed in world.feeds if feed.id == entry.feed_id)
        return "/".join(folder).startswith(value)
    if key in {"title", "author"}:
        return fold(value) in fold(entry.title if key == "title" else entry.author)
    assert key == "tag", key
    return fold(value) in map(fold, (*entry.tags, *entry.user_tags))
