"""`edit`: what the user decides of a feed."""

import getpass
import re
from argparse import ArgumentParser, Namespace
from dataclasses import replace

from tuinews.cli.command import Command
from tuinews.cli.feeds import folder_of
from tuinews.cli.session import Session
from tuinews.engine.library import Library
from tuinews.model.change import FeedEdit
from tuinews.model.clock import DAY, HOUR, MINUTE
from tuinews.model.error import UsageError
from tuinews.model.feed import Access, Feed
from tuinews.model.text import NAME_LIMIT, SafeText, safe_text

_SPAN = re.compile(r"(\d{1,6})\s*(m|min|h|d)?\Z")
_UNITS = {None: MINUTE, "m": MINUTE, "min": MINUTE, "h": HOUR, "d": DAY}
_HEADER = re.compile(r"([!#$%&'*+.^_`|~0-9A-Za-z-]{1,100}):[ \t]*([^\x00-\x08\x0a-\x1f\x7f]{1,4000})\Z")
"""A header field (RFC 9110, section 5)."""
_RESERVED = frozenset({"host", "connection", "content-length", "transfer-encoding", "te", "upgrade", "accept-encoding"})
"""Headers that are the fetcher's own business."""


def interval_of(text: str) -> int:
    """Seconds for `45`, `45m`, `2h`, `1d`; 0 for `default`; raises UsageError."""
    if text == "default":
        return 0
    found = _SPAN.match(text.strip().lower())
    if not found or not int(found[1]):
        raise UsageError(f"{text!r} is no interval: write 45m, 2h, 1d, or default for the one of the settings.")
    return int(found[1]) * _UNITS[found[2]]


def keep_of(text: str) -> int:
    """Entries for `500`; 0 for `default`; raises UsageError."""
    if text == "default":
        return 0
    if not (text.isascii() and text.isdigit() and int(text[:9]) > 0 and len(text) < 9):
        raise UsageError(f"{text!r} is no number of entries: write 500, or default for what the settings say.")
    return int(text)


def header_of(text: str) -> tuple[str, str]:
    """Name and value of `Name: value`; raises UsageError."""
    found = _HEADER.match(text.strip())
    if found is None or found[1].lower() in _RESERVED:
        raise UsageError(f"{safe_text(text, 40)!r} is no header that can be set: write 'Name: value'.")
    return found[1], found[2].strip()


def _describe(parser: ArgumentParser) -> None:
    parser.add_argument("feed", metavar="FEED", help="id, URL or unique part of the title")
    parser.add_argument("--title", metavar="T", help='your own title; "" returns to the publisher\'s')
    parser.add_argument("--folder", metavar="NAME", help='move it to this folder; "" is the top')
    parser.add_argument("--url", metavar="URL", help="fetch it from here from now on")
    parser.add_argument("--full-text", choices=("on", "off"), help="always read the page instead of the feed's text")
    parser.add_argument("--interval", metavar="TIME", help="look for news this often: 45m, 2h, 1d or default")
    parser.add_argument("--tags", metavar="A,B", help='labels, which folder: in queries finds; "" takes them off')
    parser.add_argument("--hidden", choices=("on", "off"), help="leave it out of the list of feeds; views show it")
    parser.add_argument("--keep", metavar="N", help="entries to keep besides marked ones, or default")
    parser.add_argument("--mark-read", metavar="QUERY", help='mark new entries read that match; "" marks none')
    parser.add_argument("--user-agent", metavar="NAME", help='be asked for as; "" returns to the settings\'')
    parser.add_argument(
        "--login", metavar="NAME", help='user name; the password is asked for, or read from stdin; "" forgets'
    )
    parser.add_argument(
        "--header", metavar="'N: V'", action="append", help='send along, repeatable; "" forgets them all'
    )


async def _edit(session: Session, values: Namespace) -> int:
    edit = FeedEdit(
        title=None if values.title is None else safe_text(values.title),
        folder=None if values.folder is None else folder_of(values.folder),
        url=values.url,
        full_text=_switch(values.full_text),
        interval=None if values.interval is None else interval_of(values.interval),
        tags=None if values.tags is None else _names(values.tags),
        hidden=_switch(values.hidden),
        user_agent=None if values.user_agent is None else safe_text(values.user_agent, NAME_LIMIT),
        keep=None if values.keep is None else keep_of(values.keep),
        mark_read=None if values.mark_read is None else values.mark_read.strip(),
    )
    if edit == FeedEdit() and values.login is None and values.header is None:
        raise UsageError("Nothing to change: say what, for example --title or --folder; --help lists it all.")
    async with session.library() as library:
        found = await library.feeds.find(values.feed)
        feed = await library.feeds.edit(found.id, edit, _access(session, library, found, values))
    session.output.note(f"Changed {feed.title} (feed {feed.id}).")
    return 0


def _access(session: Session, library: Library, feed: Feed, values: Namespace) -> Access | None:
    """What is sent along from now on; `None` leaves it as it is."""
    if values.login is None and values.header is None:
        return None
    access = library.feeds.access(feed) or Access()
    if values.login is not None:
        password = _password(session, values.login) if values.login else ""
        access = replace(access, user=values.login, password=password)
    if values.header is not None:
        access = replace(access, headers=tuple(header_of(text) for text in values.header if text))
    return access


def _password(session: Session, name: str) -> str:
    if session.interactive():
        return getpass.getpass(f"Password of {safe_text(name, 60)}: ")
    return session.stdin.readline().rstrip("\r\n")


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
            "edit 12 --login ann < password.txt",
        ),
    ),
}
