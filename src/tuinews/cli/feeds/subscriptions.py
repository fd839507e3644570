"""`add`, `remove` and `feeds`."""

from argparse import ArgumentParser, Namespace

from tuinews.cli.command import PARTLY_DONE, Command
from tuinews.cli.feeds.feed_options import access_of, add_access, folder_of
from tuinews.cli.json_shapes import feed_shape, link_shape, removal_shape, subscription_shape
from tuinews.cli.output import TableColumn
from tuinews.cli.references import add_ignore_missing, find_feeds, tell_missing
from tuinews.cli.session import CommandSession
from tuinews.engine.library import Library
from tuinews.engine.results import Added, ChoiceNeededError, NotAdded, SomeNotAddedError
from tuinews.model.clock import Instant, format_ago, to_local
from tuinews.model.error import TuinewsError, UsageError
from tuinews.model.feed import Access, Feed, FeedLink, FeedStatus
from tuinews.model.language import tr
from tuinews.model.text import safe_text
from tuinews.model.url import host_key, redact


def _describe_add(parser: ArgumentParser) -> None:
    parser.add_argument("url", metavar="URL", help="a feed's address, or a site's: its feeds are found")
    parser.add_argument("--folder", metavar="NAME", help="put it in this folder; A/B is a folder in a folder")
    parser.add_argument("--title", metavar="T", default="", help="your own title instead of the publisher's")
    parser.add_argument("--all", action="store_true", help="take every feed that the site offers")
    add_access(parser)
    parser.add_argument("--json", action="store_true", help="print what was added: a feed, with --all a list of feeds")


async def _add(session: CommandSession, values: Namespace) -> int:
    access = access_of(session, values, None)
    asks = session.interactive() and not values.json
    failures: tuple[NotAdded, ...] = ()
    async with session.library() as library:
        try:
            added = await _subscribe(library, values, values.url, access, every=values.all, asks=asks)
        except ChoiceNeededError as choice:
            link = _choose(session, choice, as_json=values.json)
            near = access if host_key(link.href) == host_key(values.url) else None
            added = await _subscribe(library, values, link.href, near)
        except SomeNotAddedError as error:
            added, failures = error.added, error.failures
        await library.upkeep.catch_up()
    if values.json:
        shapes = [feed_shape(item.feed) for item in added]
        shapes += [{"url": redact(failure.url), "error": failure.sentence} for failure in failures]
        session.output.json(shapes if values.all else shapes[0])
    else:
        for item in added:
            session.output.note(_describe_added(item))
    for failure in failures:
        session.output.note(failure.sentence)
    return (PARTLY_DONE if added else TuinewsError.exit_code) if failures else 0


async def _subscribe(
    library: Library, values: Namespace, url: str, access: Access | None, *, every: bool = False, asks: bool = False
) -> tuple[Added, ...]:
    return await library.feeds.add(
        url, folder_of(values.folder), safe_text(values.title), every=every, asks=asks, access=access
    )


def _describe_added(added: Added) -> str:
    feed = added.feed
    if added.existed:
        return tr("You have {title} already: it is feed {id}.", title=feed.title, id=feed.id)
    if feed.total > added.new:
        return tr(
            "{title} is back as feed {id} with its {entries}, {new} of them new.",
            title=feed.title,
            id=feed.id,
            entries=_entries(feed.total),
            new=added.new,
        )
    besides = "".join(
        tr(" There is also {title}: {href}.", title=link.title, href=link.href) for link in added.further if link.title
    )
    how = tr(" It is asked over http: there was no answer over https.") if added.over_http else ""
    cut = f" {added.warning}" if added.warning else ""
    return tr(
        "Added {title} as feed {id}: {entries}.{cut}{how}{besides}",
        title=feed.title,
        id=feed.id,
        entries=_entries(added.new),
        cut=cut,
        how=how,
        besides=besides,
    )


def _entries(number: int) -> str:
    return f"{number} {'entry' if number == 1 else 'entries'}"


def _choose(session: CommandSession, choice: ChoiceNeededError, *, as_json: bool) -> FeedLink:
    """List the feeds that were found and return the chosen one; without a terminal raise the error again."""
    output = session.output
    if as_json:
        output.json({"feeds": [link_shape(link) for link in choice.links]})
        raise choice
    if not session.interactive():
        output.rows((), [(link.href, link.title) for link in choice.links])
        raise choice
    cells = [(link.title, link.kind or link.type, _day(link.latest), _count(link.entries)) for link in choice.links]
    columns = (
        TableColumn("#", justify="right"),
        TableColumn("title", limit=32),
        TableColumn("kind", limit=12),
        TableColumn("latest"),
        TableColumn("entries", justify="right"),
        TableColumn("address", flexible=True),
    )
    numbered = enumerate(zip(choice.links, cells, strict=True), 1)
    output.rows(columns, [(str(number), *told, link.href) for number, (link, told) in numbered])
    answer = session.ask(tr("Which one (1-{count})?", count=len(cells))) or ""
    if answer.isascii() and answer.isdigit() and 1 <= int(answer) <= len(cells):
        return choice.links[int(answer) - 1]
    raise UsageError(tr("Nothing was added: answer with the number of a feed, or use --all."))


def _day(moment: Instant | None) -> str:
    return "" if moment is None else to_local(moment).date().isoformat()


def _count(number: int | None) -> str:
    return "" if number is None else str(number)


def _describe_remove(parser: ArgumentParser) -> None:
    parser.add_argument("feeds", metavar="FEED", nargs="+", help="id, URL or unique part of the title; - reads them")
    add_ignore_missing(parser)
    parser.add_argument("--json", action="store_true", help="print an object: the feeds that went, with their entries")


async def _remove(session: CommandSession, values: Namespace) -> int:
    async with session.library() as library:
        chosen = await find_feeds(session, library, values.feeds, ignored=values.ignore_missing)
        gone = await library.feeds.remove(*(feed.id for feed in chosen.feeds)) if chosen.feeds else 0
    if values.json:
        session.output.json(removal_shape(chosen.feeds, gone, chosen.missing))
    elif chosen.feeds:
        names = tr(" and ").join(feed.title for feed in chosen.feeds)
        its = "its" if len(chosen.feeds) == 1 else "their"
        session.output.note(
            tr(
                "Removed {names} and {gone} of {its} entries: `tuinews undo` brings all of that back.",
                names=names,
                gone=gone,
                its=its,
            )
        )
    told = tell_missing(session, "feed", chosen.missing, ignored=values.ignore_missing)
    return PARTLY_DONE if told else 0


def _describe_feeds(parser: ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="print a list of feeds")


async def _feeds(session: CommandSession, values: Namespace) -> int:
    async with session.library() as library:
        feeds = await library.feeds.all()
        now = session.now()
    if values.json:
        session.output.json_rows(map(subscription_shape, feeds))
        return 0
    if not feeds:
        session.output.note(tr("No feeds yet: `tuinews add URL` subscribes to one, `tuinews demo` shows some."))
        return 0
    columns = (
        TableColumn("id", justify="right"),
        TableColumn("feed", "bold", limit=32),
        TableColumn("folder", limit=20),
        TableColumn("unread", justify="right"),
        TableColumn("health", limit=8),
        TableColumn("next", justify="right"),
        TableColumn("why", "dim", flexible=True),
    )
    session.output.rows(columns, (_row(feed, now) for feed in feeds))
    return 0


def _row(feed: Feed, now: Instant) -> tuple[str, ...]:
    # that a server asks to be left alone is no error, but the reason of the next check
    reason = (feed.error if feed.status is FeedStatus.FAILING else "") or feed.next_check_reason
    folder = "/".join(feed.folder)
    return (str(feed.id), feed.title, folder, str(feed.unread), feed.status, _until(feed.next_check, now), reason)


def _until(moment: Instant | None, now: Instant) -> str:
    if moment is None:
        return "-"
    return "now" if moment <= now else format_ago(now, moment)


COMMANDS = {
    "add": Command(
        _describe_add,
        _add,
        ("add https://example.org/feed.xml", "add example.org --folder World", "add example.org --all --json"),
    ),
    "remove": Command(_describe_remove, _remove, ("remove 12", "remove 'Daily Planet'")),
    "feeds": Command(_describe_feeds, _feeds, ("feeds", "feeds --json | jq '.[] | select(.status == \"failing\")'")),
}
