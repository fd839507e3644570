"""Reads newsboat's `urls` file: one feed a line, its tags after it (newsboat.org, "Newsboat's configuration")."""

import re

from tuinews.model.codec.charset import decode, unpack
from tuinews.model.parsed import Listed, NamedQuery, Outline, SubscriptionList
from tuinews.model.query.newsboat_filters import FilterError, to_query
from tuinews.model.text import EMPTY, NAME_LIMIT, TITLE_LIMIT, SafeText, safe_text
from tuinews.model.url import without_feed_scheme
from tuinews.parse.lists.opml import TAGS_LIMIT, refusal

LINE_LIMIT = 10_000
"""Longest line that is looked at, in characters."""

_WORD = re.compile(r'\s*(?:"((?:[^"\\]|\\.)*)(?:"|\\?\Z)|(#)|(\S+))')
_ESCAPE = re.compile(r"\\(.)", re.DOTALL)
_ESCAPED = {"n": "\n", "r": "\r", "t": "\t"}


def parse_newsboat_urls(data: bytes) -> SubscriptionList:
    """The feeds of the file: the first tag is the folder, `"~name"` the title, `"!"` hides; queries become views."""
    listed: list[Listed] = []
    views: list[NamedQuery] = []
    unread: list[tuple[SafeText, SafeText]] = []
    for line in decode(unpack(data)[0]).text.splitlines():
        words = _words(line[:LINE_LIMIT])
        if not words:
            continue
        if words[0].startswith("query:"):
            try:
                views.append(_view(words[0]))
            except FilterError as error:
                unread.append((safe_text(words[0]), safe_text(f"{error}: save a query of your own as a view.", 300)))
        else:
            url = without_feed_scheme(words[0])
            listed.append(Listed(_outline(url, words[1:]), refusal(url)))
    return SubscriptionList(tuple(listed), tuple(views), tuple(unread))


def _words(line: str) -> list[str]:
    """The words of a line: in double quotes, in which a backslash keeps what follows it, or up to the next space."""
    stripped = line.strip().removeprefix("\ufeff")
    words: list[str] = []
    start = 0
    while match := _WORD.match(stripped, start):
        quoted, comment, bare = match.groups()
        if comment:
            break
        start = match.end()
        words.append(bare or _ESCAPE.sub(lambda found: _ESCAPED.get(found[1], found[1]), quoted or ""))
    return words if words and words[0] else []


def _view(written: str) -> NamedQuery:
    """The view of `query:Name:expression`; raises FilterError."""
    _, _, rest = written.partition(":")
    name, _, expression = rest.partition(":")
    return NamedQuery(safe_text(name, NAME_LIMIT) or SafeText("Query"), to_query(expression))


def _outline(url: str, labels: list[str]) -> Outline:
    title = next((safe_text(label[1:], TITLE_LIMIT) for label in labels if label.startswith("~")), EMPTY)
    hidden = any(label.startswith("!") for label in labels)
    names = (safe_text(label.replace(",", " "), NAME_LIMIT) for label in labels if label[:1] not in {"~", "!"})
    tags = tuple(dict.fromkeys(name for name in names if name))[: TAGS_LIMIT + 1]
    return Outline(tags[:1], title, url, tags[1:], hidden)
