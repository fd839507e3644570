"""The options that `add` and `edit` have in common: folder, interval, how much is kept, login, headers."""

import re
from argparse import ArgumentParser, Namespace
from dataclasses import replace

from tuinews.cli.parser import is_text
from tuinews.cli.questions import ask_password
from tuinews.cli.session import CommandSession
from tuinews.model.error import UsageError
from tuinews.model.feed import Access, Folder
from tuinews.model.language import tr
from tuinews.model.text import NAME_LIMIT, safe_text

_HEADER = re.compile(r"([!#$%&'*+.^_`|~0-9A-Za-z-]{1,100}):[ \t]*([^\x00-\x08\x0a-\x1f\x7f]{1,4000})\Z")
"""A header field (RFC 9110, section 5)."""
_RESERVED = frozenset({"host", "connection", "content-length", "transfer-encoding", "te", "upgrade", "accept-encoding"})
"""Headers that only the fetcher sets."""


def header_of(text: str) -> tuple[str, str]:
    """Return name and value of `Name: value`; raises UsageError."""
    found = _HEADER.match(text.strip())
    if found is None or found[1].lower() in _RESERVED:
        # what follows the name may be a password
        name = safe_text(text.partition(":")[0].partition("=")[0].strip(), 40)
        raise UsageError(tr("{name!r} is no header that can be set: write 'Name: value'.", name=name))
    return found[1], found[2].strip()


def folder_of(path: str | None) -> Folder:
    """Return the folder of a path such as `World/Asia`; the root for nothing."""
    names = (safe_text(name, NAME_LIMIT) for name in (path or "").split("/"))
    return tuple(name for name in names if name)


def add_access(parser: ArgumentParser) -> None:
    """Add the options for what is sent to the feed's own server only: login and headers."""
    parser.add_argument(
        "--login", metavar="NAME", help='user name; the password is asked for, or read from stdin; "" forgets'
    )
    parser.add_argument(
        "--header", metavar="'N: V'", action="append", help='send along, repeatable; "" forgets them all'
    )


def access_of(session: CommandSession, values: Namespace, before: Access | None) -> Access | None:
    """Return the login and headers that were typed; `None` leaves them as they are."""
    if values.login is None and values.header is None:
        return None
    access = before or Access()
    if values.login is not None:
        access = replace(access, user=values.login, password=_password(session, values.login) if values.login else "")
    if values.header is not None:
        access = replace(access, headers=tuple(header_of(text) for text in values.header if text))
    return access


def _password(session: CommandSession, name: str) -> str:
    if session.interactive():
        return ask_password(tr("Password of {name}: ", name=safe_text(name, 60)))
    line = session.stdin.readline().rstrip("\r\n")
    if not is_text(line):
        raise UsageError(tr("The password on stdin is no UTF-8 text: send it in that encoding."))
    return line
