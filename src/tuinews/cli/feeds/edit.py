"""`edit`: the options of a feed."""

from argparse import ArgumentParser, Namespace
from collections.abc import Iterator

from tuinews.cli.command import PARTLY_DONE, Command
from tuinews.cli.feeds.feed_options import access_of, add_access, folder_of
from tuinews.cli.json_shapes import subscription_shape
from tuinews.cli.references import STDIN, add_ignore_missing, find_feeds, tell_missing
from tuinews.cli.session import CommandSession
from tuinews.fetch.headers import CAP
from tuinews.fetch.poll_rules import LEAST_INTERVAL
from tuinews.model.change import FeedEdit
from tuinews.model.clock import Instant, format_ago, format_duration
from tuinews.model.error import UsageError
from tuinews.model.feed import Feed
from tuinews.model.habits.daily_cap import parse_daily_cap
from tuinews.model.habits.option_texts import read_interval, read_kept_number, read_user_agent
from tuinews.model.habits.pause import parse_pause
from tuinews.model.habits.shelf_life import describe_rhythm, describe_shelf_life, parse_shelf_life
from tuinews.model.language import tr
from tuinews.model.text import NAME_LIMIT, SafeText, safe_text


def _describe(parser: ArgumentParser) -> None:
    parser.add_argument("feeds", metavar="FEED", nargs="+", help="id, URL or unique part of the title; - reads them")
    parser.add_argument("--title", metavar="T", help='your own title; "" returns to the publisher\'s')
    parser.add_argument("--folder", metavar="NAME", help='move it to this folder; "" is the top')
    parser.add_argument("--url", metavar="URL", help="fetch it from here from now on")
    parser.add_argument("--full-text", choices=("on", "off"), help="always read the page instead of the feed's text")
    parser.add_argument(
        "--interval",
        metavar="TIME",
        help="look for news this often: 45m, 2h, 1d, 1w or default; a bare number is minutes",
    )
    parser.add_argument("--tags", metavar="A,B", help='labels, which folder: in queries finds; "" takes them off')
    parser.add_argument("--hidden", choices=("on", "off"), help="leave it out of the list of feeds; views show it")
    parser.add_argument("--keep", metavar="N", help="entries to keep besides marked ones, or default")
    parser.add_argument(
        "--shelf-life",
        metavar="TIME",
        help="unread entries leave the inbox after this, unmarked: 3h, 1d, 1w, never, default, or auto (by how often it"
        " publishes)",
    )
    parser.add_argument("--daily-cap", metavar="N", help="entries of a day that lists show one by one, or none")
    parser.add_argument("--pause-until", metavar="DATE", help="poll it again on that day only: 2026-03-01, 2w, or off")
    parser.add_argument("--archive", choices=("on", "off"), help="on: keep its articles and poll it no more")
    parser.add_argument("--mark-read", metavar="QUERY", help='mark new entries read that match; "" marks none')
    parser.add_argument("--user-agent", metavar="NAME", help='be asked for as; "" returns to the settings\'')
    parser.add_argument(
        "--probe", choices=("on", "off"), help="ask for all once in 30 days if its server always says nothing is new"
    )
    parser.add_argument("--stories", choices=("on", "off"), help="off: never put its articles into stories with others")
    parser.add_argument("--prefer", choices=("on", "off"), help="on: of a story, show its article first")
    add_access(parser)
    add_ignore_missing(parser)
    parser.add_argument("--json", action="store_true", help="print the feed with its options; of several, one a line")


async def _edit(session: CommandSession, values: Namespace) -> int:
    edit = FeedEdit(
        title=None if values.title is None else safe_text(values.title),
        folder=None if values.folder is None else folder_of(values.folder),
        url=values.url,
        full_text=_switch(values.full_text),
        interval=None if values.interval is None else read_interval(values.interval),
        tags=None if values.tags is None else _names(values.tags),
        hidden=_switch(values.hidden),
        user_agent=None if values.user_agent is None else read_user_agent(values.user_agent),
        keep=None if values.keep is None else read_kept_number(values.keep),
        probe=_switch(values.probe),
        shelf_life=None if values.shelf_life is None else parse_shelf_life(values.shelf_life),
        daily_cap=None if values.daily_cap is None else parse_daily_cap(values.daily_cap),
        pause_until=None if values.pause_until is None else parse_pause(values.pause_until, session.now()),
        stories=_switch(values.stories),
        archived=_switch(values.archive),
        prefer=_switch(values.prefer),
        mark_read=None if values.mark_read is None else values.mark_read.strip(),
    )
    if edit == FeedEdit() and values.login is None and values.header is None:
        raise UsageError(tr("Nothing to change: say what, for example --title or --folder; --help lists it all."))
    alone = len(values.feeds) == 1 and values.feeds[0] != STDIN
    if not alone and (values.title or values.url is not None or values.login is not None or values.header is not None):
        raise UsageError(tr("Several feeds cannot have one title, address, login or header: name one feed."))
    async with session.library() as library:
        chosen = await find_feeds(session, library, values.feeds, ignored=values.ignore_missing)
        changed = []
        for feed in chosen.feeds:
            access = access_of(session, values, library.feeds.access(feed)) if alone else None
            changed.append(await library.feeds.edit(feed.id, edit, access))
    for feed in changed:
        if values.json:
            (session.output.json if alone else session.output.json_line)(subscription_shape(feed))
        else:
            done = tr("Changed {title} (feed {id}).", title=feed.title, id=feed.id)
            session.output.note(" ".join((done, *_describe_edit(edit, feed, session))))
    told = tell_missing(session, "feed", chosen.missing, ignored=values.ignore_missing)
    return PARTLY_DONE if told else 0


def _describe_edit(edit: FeedEdit, feed: Feed, session: CommandSession) -> Iterator[str]:
    """Give what follows from an edit, as sentences."""
    if edit.interval is not None:
        yield _describe_interval(feed.options.interval)
        if later := _describe_next(feed, session.now()):
            yield later
    if edit.shelf_life is not None:
        yield tr(
            "It publishes {rhythm} and {shelf_life}.",
            rhythm=describe_rhythm(feed.gap),
            shelf_life=describe_shelf_life(feed.shelf_life),
        )
        if feed.aged:
            yield tr(
                "{aged} unread have left it, unmarked: `tuinews list is:aged feed:{id}` shows them.",
                aged=feed.aged,
                id=feed.id,
            )
    if edit.daily_cap is not None:
        cap = feed.options.daily_cap
        yield (
            tr("Lists of the reader show {cap} of it a day, the rest on one line.", cap=cap)
            if cap
            else tr("Lists show all of it.")
        )
    if edit.archived is not None:
        yield str(feed.next_check_reason) if feed.options.archived else tr("It is polled as usual.")
    if edit.pause_until is not None:
        yield str(feed.next_check_reason) if feed.options.pause_until else tr("It is polled as usual.")


def _describe_interval(interval: int | None) -> str:
    """Return how often a feed is asked from now on, as a sentence."""
    if interval is None:
        return tr("It is asked as often as the settings say.")
    if interval < LEAST_INTERVAL:
        return tr(
            "It is asked every {duration}: no feed is asked more often than that.",
            duration=format_duration(LEAST_INTERVAL),
        )
    if interval > CAP:
        return tr(
            "It is asked every {duration}: no feed is left alone for longer than that.", duration=format_duration(CAP)
        )
    return tr("It is asked every {duration}, or as seldom as its publisher wishes.", duration=format_duration(interval))


def _describe_next(feed: Feed, now: Instant) -> str:
    """Return that an interval does not hold yet, if the next check is further away than that."""
    interval = max(feed.options.interval or 0, LEAST_INTERVAL)
    if feed.next_check is None or feed.next_check - now <= interval * 11 // 10:  # chance adds a tenth
        return ""
    wait = format_ago(now, feed.next_check)
    return tr(
        "That begins with its next check, in {wait}; `tuinews refresh --force {id}` asks now.", wait=wait, id=feed.id
    )


def _switch(value: str | None) -> bool | None:
    return None if value is None else value == "on"


def _names(text: str) -> tuple[SafeText, ...]:
    names = (safe_text(name, NAME_LIMIT) for name in text.split(","))
    return tuple(dict.fromkeys(name for name in names if name))


COMMANDS = {
    "edit": Command(
        _describe,
        _edit,
        (
            "edit 12 --title 'The Planet' --folder World/Asia",
            "edit planet --full-text on --interval 2h",
            "edit planet --mark-read 'title:/quiz|horoscope/' --keep 500",
            "edit planet --shelf-life 1d",
            "edit planet --prefer on",
            "edit 12 --pause-until 2w",
            "edit 12 --archive on",
            "edit 12 --login ann < password.txt",
        ),
    ),
}
