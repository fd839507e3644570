"""Newsboat's `urls` file: one feed a line, its tags after it."""

import shlex

from tuinews.model.feed import Folder
from tuinews.model.parsed import Outline, SubscriptionList
from tuinews.model.text import EMPTY, NAME_LIMIT, TITLE_LIMIT, SafeText, safe_text
from tuinews.parse.decode import decode, unpack
from tuinews.parse.discover import without_feed_scheme
from tuinews.parse.opml import refusal

_QUERY = SafeText("It is a query of newsboat's own: save one as a view instead.")
LINE_LIMIT = 10_000
"""Longest line that is looked at, in characters."""


def parse_newsboat_urls(data: bytes) -> SubscriptionList:
    """The feeds of the file: the first tag is the folder, `"~name"` the title, `"!"` (hidden) means nothing here."""
    outlines: list[Outline] = []
    skipped: list[tuple[str, SafeText]] = []
    for line in decode(unpack(data)[0]).text.splitlines():
        words = _words(line[:LINE_LIMIT])
        if not words:
            continue
        url = without_feed_scheme(words[0])
        if reason := _QUERY if url.startswith("query:") else refusal(url):
            skipped.append((safe_text(url), reason))
        else:
            outlines.append(_outline(url, words[1:]))
    return SubscriptionList(tuple(outlines), tuple(skipped))


def _words(line: str) -> list[str]:
    stripped = line.strip().removeprefix("\ufeff")
    if not stripped or stripped.startswith("#"):
        return []
    try:
        return shlex.split(stripped, comments=False)
    except ValueError:
        return stripped.split()


def _outline(url: str, labels: list[str]) -> Outline:
    title = next((safe_text(label[1:], TITLE_LIMIT) for label in labels if label.startswith("~")), EMPTY)
    names = [name for label in labels if label[:1] not in {"~", "!", "#"} and (name := safe_text(label, NAME_LIMIT))]
    folder: Folder = tuple(names[:1])
    return Outline(folder, title, url)
