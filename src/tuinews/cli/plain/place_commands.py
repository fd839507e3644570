"""Commands that go on, back, and to other lists."""

from typing import TYPE_CHECKING

from tuinews.cli.plain.command import PlainCommand, PlainGroup
from tuinews.model.entry import Flag
from tuinews.model.error import UsageError
from tuinews.model.ids import EntryId
from tuinews.model.language import tr, tr_count
from tuinews.model.query import enclose, quote
from tuinews.ui.places import (
    AGED,
    EVERYTHING,
    INBOX,
    LATER,
    MUTED,
    NOTED,
    RECENT,
    RIVER,
    SAVED,
    STORIES,
    TODAY,
    Place,
    listing_of,
)

if TYPE_CHECKING:
    from tuinews.cli.plain.plain_reader import PlainReader

_PLACES: dict[str, Place] = {
    "inbox": INBOX,
    "today": TODAY,
    "river": RIVER,
    "all": EVERYTHING,
    "starred": SAVED,
    "later": LATER,
    "stories": STORIES,
    "recent": RECENT,
    "notes": NOTED,
    "aged": AGED,
    "muted": MUTED,
}

_KINDS = ("feed", "folder", "label", "tag", "view", "topic")
"""What may stand before a name in `go`."""

_LISTS = frozenset({"topics", "feeds", "views", "mutes", "rules", "journal"})
"""The places of the reader on the screen that a command of the program lists."""

_LISTED = 20
"""Headlines that are listed at once."""


async def _go_on(reader: "PlainReader", _: str) -> None:
    """Mark the article read and go on; behind the last one, leave when that is asked for once more."""
    if reader.ended:
        reader.left = True
        return
    if reader.article is not None:
        await reader.mark(Flag.READ, value=True, quiet=True)
    await reader.move(1)


async def _keep(reader: "PlainReader", _: str) -> None:
    await reader.mark(Flag.READ, value=False, quiet=True)
    await reader.move(1)


async def _go_back(reader: "PlainReader", _: str) -> None:
    await reader.move(-1)


async def _go_unread(reader: "PlainReader", _: str) -> None:
    for at in range(reader.list.at + 1, len(reader.list.ids)):
        if not (await reader.library.entries.entry(EntryId(reader.list.ids[at]))).read:
            await reader.open_number(at + 1)
            return
    reader.say(tr("Nothing further on is unread."))


async def _step_back(reader: "PlainReader", _: str) -> None:
    await reader.step_back()


async def _go(reader: "PlainReader", words: str) -> None:
    place = _PLACES.get(words.lower())
    if place is not None:
        await reader.go(listing_of(place).text() or "sort:newest")
        return
    kind, _, name = words.partition(" ")
    if words.lower() in _LISTS:
        await reader.run_program_command(words.lower(), "")
    elif kind in _KINDS and _unquote(name):
        await reader.go(f"{kind}:{quote(_unquote(name))}")
    elif words:
        await reader.go(words)
    else:
        feeds = await reader.library.feeds.all()
        views = await reader.library.views.all()
        reader.say(tr("Places: {places}.", places=", ".join(_PLACES)))
        reader.say(tr("Or a query, such as: go is:unread newer:1d. Or go feed NAME, folder NAME, tag NAME, view NAME."))
        for feed in feeds:
            reader.publish(
                tr(
                    "Feed: {title}. Unread: {unread}.{value}",
                    title=feed.title,
                    unread=feed.unread,
                    value=tr(" Trouble: {error}", error=feed.error) if feed.error else "",
                )
            )
        for view in views:
            reader.publish(tr("View: {name}. Unread: {unread}.", name=view.name, unread=view.unread))


def _unquote(name: str) -> str:
    """Return a name without the quotes that somebody put around it."""
    bare = name.strip()
    return bare[1:-1].strip() if len(bare) > 1 and bare[0] == bare[-1] and bare[0] in "\"'" else bare


async def _list(reader: "PlainReader", words: str) -> None:
    """List headlines from the current one on, or from a number on."""
    if words and not (words.isascii() and words.isdigit() and int(words)):
        raise UsageError(tr("Say from which number on: list 21."))
    first = int(words) - 1 if words else reader.list.at
    numbers = range(first, min(first + _LISTED, len(reader.list.ids)))
    headlines = await reader.library.entries.page([EntryId(reader.list.ids[at]) for at in numbers])
    for at, row in zip(numbers, headlines, strict=False):
        states = (tr("Unread. ") * (not row.read), tr("Starred. ") * row.starred, tr("For later. ") * row.later)
        reader.publish(f"{at + 1}. {''.join(states)}{row.title or tr('Untitled')}. {row.feed}.")
    if not headlines:
        reader.say(
            tr(
                "There is nothing further on: this list has {articles}.",
                articles=tr_count("{count} article", "{count} articles", len(reader.list.ids)),
            )
        )
        return
    left = len(reader.list.ids) - numbers.stop
    more = tr("; {left} more: list {stop}", left=left, stop=numbers.stop + 1) if left > 0 else ""
    reader.say(tr("Type a number to open that article{more}.", more=more))


async def _search(reader: "PlainReader", words: str) -> None:
    if not words:
        raise UsageError(tr("Say what to search for: search harbour storm."))
    await reader.go(f"{words} sort:relevance")


async def _narrow(reader: "PlainReader", words: str) -> None:
    if not words:
        raise UsageError(tr("Say what to keep of this list: filter is:starred."))
    await reader.go(f"{enclose(reader.list.query)} {enclose(words)}")


async def _sort(reader: "PlainReader", words: str) -> None:
    kept = " ".join(word for word in reader.list.query.split() if not word.startswith("sort:"))
    await reader.go(f"{kept} sort:{words or 'oldest'}")


async def _go_to_tag(reader: "PlainReader", words: str) -> None:
    tags = tuple(dict.fromkeys((*reader.entry.user_tags, *reader.entry.tags)))
    if words.isascii() and words.isdigit() and 1 <= int(words) <= len(tags):
        await reader.go(f"tag:{quote(tags[int(words) - 1])}")
    elif words:
        await reader.go(f"tag:{quote(_unquote(words))}")
    else:
        for number, tag in enumerate(tags, 1):
            reader.publish(tr("Tag {number}: {tag}.", number=number, tag=tag))
        reader.say(tr("tags and a number or a name goes there.") if tags else tr("This article has no tags."))


async def _say_where(reader: "PlainReader", _: str) -> None:
    at = (
        tr("Article {at} of {count}", at=reader.list.at + 1, count=len(reader.list.ids))
        if reader.list.ids
        else tr("No articles")
    )
    reader.say(tr("{at}. Query: {query}.", at=at, query=reader.list.query or tr("all articles")))


async def _quit(reader: "PlainReader", _: str) -> None:
    reader.left = True


GROUP = PlainGroup(
    "Going",
    (
        PlainCommand(
            ("next", "", "n"),
            _go_on,
            "Mark this article read and go on to the next.",
            covers=(
                "open",
                "next-article",
                "down",
                "read-on",
            ),
        ),
        PlainCommand(("keep", "k"), _keep, "Leave this article unread and go on to the next."),
        PlainCommand(("previous", "p"), _go_back, "Go back to the article before.", covers=("previous-article", "up")),
        PlainCommand(
            ("unread", "u"),
            _go_unread,
            "Go to the next unread article of this list.",
            covers=(
                "next-unread",
                "previous-unread",
            ),
        ),
        PlainCommand(
            ("list", "ls"),
            _list,
            "List twenty headlines from here or from a number on.",
            "[NUMBER]",
            (
                "focus-list",
                "top",
                "bottom",
                "half-down",
                "half-up",
                "page-down",
                "page-up",
                "toggle-group",
            ),
        ),
        PlainCommand(
            ("go", "g"),
            _go,
            "Go to a place or to what a query finds; alone: say which places there are.",
            "[PLACE|QUERY]",
            (
                "inbox",
                "today",
                "river",
                "everything",
                "saved",
                "later",
                "stories",
                "recent",
                "noted",
                "aged",
                "muted",
                "next-feed",
                "previous-feed",
                "focus-feeds",
                "toggle-unread",
            ),
        ),
        PlainCommand(
            ("search", "/"),
            _search,
            "Search everything, the most relevant first.",
            "WORDS",
            (
                "search-everything",
                "search",
            ),
        ),
        PlainCommand(("filter", "="), _narrow, "Keep only what a query finds of this list.", "QUERY", ("filter",)),
        PlainCommand(("sort",), _sort, "Sort this list: newest, oldest, feed, title or relevance.", "ORDER", ("sort",)),
        PlainCommand(
            ("tags", "t"),
            _go_to_tag,
            "List the tags of this article, or go to one.",
            "[NUMBER|NAME]",
            (
                "tags",
                "topic",
            ),
        ),
        PlainCommand(
            ("back", "b"),
            _step_back,
            "Return to the article or list that you came from.",
            covers=(
                "back",
                "leave",
                "step-back",
                "read-back",
            ),
        ),
        PlainCommand(("where", "w"), _say_where, "Say which article of which list this is."),
        PlainCommand(("quit", "q", "exit"), _quit, "Leave.", covers=("quit", "interrupt")),
    ),
)
