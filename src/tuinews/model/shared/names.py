"""How things are called on every machine alike: feeds by their addresses, entries by hashes of their guids."""

import base64
import re
from collections.abc import Callable
from hashlib import blake2b

from tuinews.model.url import canonical_url, split_login

EntryName = int
"""64 bits of a hash of an entry's guid, as SQLite's signed number: among a million entries of one feed, two are called
the same once in 40 million feeds."""

NAME_LENGTH = 11
"""Characters of an entry's name in a log."""


def name_entry(guid: str) -> EntryName:
    """Return what an entry is called within its feed."""
    return int.from_bytes(blake2b(guid.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big", signed=True)


def write_name(name: EntryName) -> str:
    """Return an entry's name as it stands in logs."""
    return base64.urlsafe_b64encode(name.to_bytes(8, "big", signed=True)).decode().rstrip("=")


def read_name(text: str) -> EntryName:
    """Return what `write_name` wrote; raises ValueError."""
    if len(text) != NAME_LENGTH:
        raise ValueError(text)
    return int.from_bytes(base64.urlsafe_b64decode(f"{text}="), "big", signed=True)


def name_feed(url: str) -> str:
    """Return what a feed is called: its address as addresses are compared, which has no password."""
    return canonical_url(url)


def clear_address(url: str) -> str:
    """Return a feed's address without user name and password."""
    return split_login(url)[0]


_FEED_NUMBER = re.compile(r"(?<![\w:])(feed:)(\d+)(?!\w)", re.IGNORECASE)
_FEED_NAME = re.compile(r'(feed:)"@([^"]*)"', re.IGNORECASE)
_STORY = re.compile(r"(?<!\w)story:", re.IGNORECASE)


def name_feeds_in(query: str, find_name: Callable[[int], str | None]) -> str:
    """Return a query in which feeds are named by address instead of by the numbers that they have here."""

    def name(found: re.Match[str]) -> str:
        key = find_name(int(found[2])) if len(found[2]) < 18 else None
        return found[0] if key is None else f'{found[1]}"@{key.replace(chr(34), "%22")}"'

    return _FEED_NUMBER.sub(name, query)


def number_feeds_in(query: str, find_number: Callable[[str], int | None]) -> str:
    """Return a query in which feeds have the numbers of this library again; one that is not here stays named."""

    def number(found: re.Match[str]) -> str:
        feed_id = find_number(found[2].replace("%22", '"'))
        return found[0] if feed_id is None else f"{found[1]}{feed_id}"

    return _FEED_NAME.sub(number, query)


def is_about_here(query: str) -> bool:
    """Whether a query means something in this library only: stories have other numbers elsewhere."""
    return _STORY.search(query) is not None
