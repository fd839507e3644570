r"""The query language and its tree. `parse_query` reads it; only the store turns the tree into SQL.

    words and "a phrase" begin* -not this OR that (in groups) /regex/ title:/regex/
    is:unread tag:"North Korea" folder:World/Asia newer:2d sort:oldest

Parts stand side by side when all must match; `OR` binds less, so that `a b OR c d` is `(a b) OR (c d)`. Capitals matter
in `OR` only. A value with spaces is quoted; in quotes `\\` and `\"` stand for `\` and `"`.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from tuinews.model.clock import Instant
from tuinews.model.dates import read_age, read_date
from tuinews.model.error import QueryError
from tuinews.model.pattern import refused


class Order(StrEnum):
    """How a list is sorted."""

    NEWEST = "newest"
    OLDEST = "oldest"
    FEED = "feed"
    TITLE = "title"


@dataclass(frozen=True, slots=True)
class Everything:
    """Matches every entry."""


@dataclass(frozen=True, slots=True)
class All:
    """Matches what each part matches."""

    parts: tuple["Term", ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """Matches what some part matches."""

    parts: tuple["Term", ...]


@dataclass(frozen=True, slots=True)
class Not:
    """Matches what its part does not."""

    part: "Term"


@dataclass(frozen=True, slots=True)
class Is:
    """`is:unread`, `is:read`, `is:starred`, `is:later`, `has:enclosure`, `has:fulltext`."""

    what: str


@dataclass(frozen=True, slots=True)
class Has:
    """`key:value` on a field: feed, folder, tag, author, title, body, source, agency, url, lang."""

    key: str
    value: str


@dataclass(frozen=True, slots=True)
class Words:
    """Free words or a quoted phrase, looked up in the full-text index."""

    text: str
    phrase: bool = False


@dataclass(frozen=True, slots=True)
class Matches:
    """`/regex/` on the title, or on the field it is given for."""

    pattern: str
    key: str = "title"


@dataclass(frozen=True, slots=True)
class Since:
    """At or after the moment: `after:`, `newer:`."""

    moment: Instant


@dataclass(frozen=True, slots=True)
class Until:
    """Before the moment: `before:`, `older:`."""

    moment: Instant


Term = Everything | All | AnyOf | Not | Is | Has | Words | Matches | Since | Until


@dataclass(frozen=True, slots=True)
class Query:
    """A query as it was typed, its tree, and the order it asks for (`sort:`)."""

    text: str
    term: Term
    order: Order = Order.NEWEST


EVERYTHING = Query("", Everything())

LENGTH_LIMIT, DEPTH_LIMIT, TERM_LIMIT = 4_000, 40, 200
"""Longest query in characters, deepest nesting, most terms."""


def seeks_words(term: Term) -> bool:
    """Whether the full-text index is asked, which may lag behind."""
    match term:
        case Words() | Has(key="title" | "body"):
            return True
        case All(parts=parts) | AnyOf(parts=parts):
            return any(map(seeks_words, parts))
        case Not(part=part):
            return seeks_words(part)
        case _:
            return False


class Key(NamedTuple):
    """What `key:` takes, for help and errors, and how its value is read."""

    takes: str
    about: str
    read: Callable[[str, Instant], Term]
    regex: bool = False
    """Whether `key:/regex/` is understood."""


def parse_query(text: str, now: Instant) -> Query:
    """Read a query; `now` is what `newer:`, `older:`, `today` and `yesterday` count from (days begin at 00:00 UTC).

    Raises:
        QueryError: it cannot be read; the sentence names the place and what is allowed there.
    """
    if len(text) > LENGTH_LIMIT:
        raise QueryError(f"The query has {len(text)} characters and may have {LENGTH_LIMIT}: shorten it.")
    return _Parser(text.encode("utf-8", "replace").decode(), now).query()


def quoted(value: str) -> str:
    """A value as it is written in a query: `tag:` + `quoted(name)`."""
    return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _choice(key: str, *allowed: str) -> Callable[[str, Instant], Term]:
    def read(value: str, _now: Instant) -> Term:
        if value.lower() not in allowed:
            raise QueryError(f"{key}: takes {_listed(allowed)}, not “{value}”.")
        return Is(value.lower())

    return read


def _has(key: str) -> Callable[[str, Instant], Term]:
    return lambda value, _now: Has(key, value)


def _order(value: str, _now: Instant) -> Term:
    """Only checks: the parser takes the order out of the tree."""
    if value.lower() not in list(Order):
        raise QueryError(f"sort: takes {_listed(tuple(Order))}, not “{value}”.")
    return Everything()


KEYS = {
    "is": Key("unread, read, starred, later", "its marks", _choice("is", "unread", "read", "starred", "later")),
    "has": Key("enclosure, fulltext", "what came with it", _choice("has", "enclosure", "fulltext")),
    "feed": Key("an id or part of a title", "the feed it is from", _has("feed")),
    "folder": Key(
        "a name or a path such as World/Asia",
        "the folder of its feed, subfolders too, or a label of the feed",
        _has("folder"),
    ),
    "tag": Key("a tag", "a tag of the publisher's or your own", _has("tag")),
    "author": Key("part of a name", "who wrote it", _has("author"), regex=True),
    "title": Key("words", "words of the title", _has("title"), regex=True),
    "body": Key("words", "words of the text", _has("body"), regex=True),
    "source": Key("part of a name", "where the feed has it from", _has("source"), regex=True),
    "agency": Key("part of a name", "the news agency", _has("agency"), regex=True),
    "url": Key("part of an address", "its address", _has("url"), regex=True),
    "lang": Key("a language such as en", "its language", _has("lang")),
    "before": Key("a date", "published before that day", lambda value, now: Until(read_date(value, now))),
    "after": Key("a date", "published on that day or later", lambda value, now: Since(read_date(value, now))),
    "newer": Key("an age such as 2d", "not older than that", lambda value, now: Since(now - read_age(value))),
    "older": Key("an age such as 1w", "older than that", lambda value, now: Until(now - read_age(value))),
    "sort": Key("newest, oldest, feed, title", "the order of the list", _order),
}
"""The keys of the language, in the order of help."""

_KEY = re.compile(r"([A-Za-z_]+):(?!//)")
_QUOTED = re.compile(r'"((?:[^"\\]|\\.)*)"', re.DOTALL)
_REGEX = re.compile(r"/((?:[^/\\\n]|\\.)+)/(?=[\s()]|\Z)")
_ESCAPED = re.compile(r'\\(["\\])')
_SPACE = re.compile(r"\s*")
_STRAY = frozenset("-–—&+|,")  # noqa: RUF001  dashes of all lengths
"""What people put between words without looking for it."""
_ADDRESS = re.compile(r"https?://", re.IGNORECASE)


class _Parser:
    """Reads one query from left to right."""

    def __init__(self, text: str, now: Instant) -> None:
        self._text = text
        self._now = now
        self._at = 0
        self._terms = 0
        self._order = Order.NEWEST

    def query(self) -> Query:
        term = self._alternatives(0)
        if self._at < len(self._text):
            raise self._error("this ) closes nothing: take it out")
        return Query(self._text, term, self._order)

    def _alternatives(self, depth: int) -> Term:
        if depth > DEPTH_LIMIT:
            raise self._error(f"it is nested deeper than {DEPTH_LIMIT}: simplify it")
        parts = [self._sequence(depth)]
        while self._word("OR"):
            start = self._at - len("OR")
            if not parts[-1]:
                self._at = start
                raise self._error("something must stand before OR")
            parts.append(self._sequence(depth))
            if not parts[-1]:
                self._at = start
                raise self._error("something must stand after OR")
        sequences = [_one_or(part, All) for part in parts]
        return _one_or(sequences, AnyOf)

    def _sequence(self, depth: int) -> list[Term]:
        parts: list[Term] = []
        while self._more():
            if self._word("AND"):
                continue
            part = self._part(depth)
            if part != Everything():
                parts.append(part)
        return parts

    def _part(self, depth: int) -> Term:
        negative = self._text[self._at] == "-" and not self._text[self._at + 1 : self._at + 2].isspace()
        if negative and self._at + 1 < len(self._text):
            return self._negated(depth)
        if self._text[self._at] == "(":
            return self._group(depth)
        self._terms += 1
        if self._terms > TERM_LIMIT:
            raise self._error(f"it has more than {TERM_LIMIT} terms: shorten it")
        return self._keyed() or self._free()

    def _negated(self, depth: int) -> Term:
        start = self._at
        self._at += 1
        if depth >= DEPTH_LIMIT:
            raise self._error(f"it is nested deeper than {DEPTH_LIMIT}: simplify it")
        part = self._part(depth + 1) if self._more() else Everything()
        if part == Everything():
            self._at = start
            raise self._error("after - must stand what is not wanted, like -tag:sport")
        return Not(part)

    def _group(self, depth: int) -> Term:
        start = self._at
        self._at += 1
        term = self._alternatives(depth + 1)
        if self._text[self._at : self._at + 1] != ")":
            self._at = start
            raise self._error("this ( is never closed: add )")
        self._at += 1
        return term

    def _keyed(self) -> Term | None:
        match = _KEY.match(self._text, self._at)
        if match is None:
            return None
        name = match[1].lower()
        key = KEYS.get(name)
        if key is None:
            raise self._error(f"there is no key “{name}:”; {_nearest(name)}")
        start, self._at = self._at, match.end()
        if key.regex and self._text[self._at : self._at + 1] == "/":
            return self._regex(name)
        value = (self._quoted() if self._text[self._at : self._at + 1] == '"' else self._run()).strip()
        if not value:
            raise self._error(f"{name}: takes {key.takes}, right after the colon")
        try:
            term = key.read(value, self._now)
        except QueryError as error:
            self._at = start
            raise self._error(str(error)) from None
        if name == "sort":
            self._order = Order(value.lower())
        return term

    def _free(self) -> Term:
        if self._text[self._at] == '"':
            return Words(self._quoted(), phrase=True)
        if self._text[self._at] == "/":
            return self._regex("title")
        word = self._run()
        if word in _STRAY:
            return Everything()
        return Has("url", word) if _ADDRESS.match(word) else Words(word)

    def _quoted(self) -> str:
        match = _QUOTED.match(self._text, self._at)
        if match is None:
            raise self._error('this " is never closed: add "')
        self._at = match.end()
        return _ESCAPED.sub(r"\1", match[1])

    def _regex(self, key: str) -> Term:
        match = _REGEX.match(self._text, self._at)
        if match is None:
            raise self._error("a regular expression ends with /; to search for words with / put them in quotes")
        pattern = match[1].replace(r"\/", "/")
        if why := refused(pattern):
            raise self._error(f"this regular expression {why}")
        self._at = match.end()
        return Matches(pattern, key)

    def _run(self) -> str:
        """The text up to white space or a bracket that closes what was opened before it."""
        start, opened = self._at, 0
        while self._at < len(self._text):
            character = self._text[self._at]
            opened += (character == "(") - (character == ")")
            if character.isspace() or opened < 0:
                break
            self._at += 1
        return self._text[start : self._at]

    def _more(self) -> bool:
        """Whether another part stands here."""
        self._skip()
        return self._at < len(self._text) and self._text[self._at] != ")" and not self._sees("OR")

    def _word(self, word: str) -> bool:
        """Whether this very word stands here; then it is passed."""
        self._skip()
        if not self._sees(word):
            return False
        self._at += len(word)
        return True

    def _sees(self, word: str) -> bool:
        after = self._text[self._at + len(word) : self._at + len(word) + 1]
        return self._text.startswith(word, self._at) and (not after or after.isspace() or after in "()")

    def _skip(self) -> None:
        match = _SPACE.match(self._text, self._at)
        self._at = match.end() if match else self._at

    def _error(self, what: str) -> QueryError:
        said = what.removesuffix(".")
        return QueryError(f"At character {self._at + 1} of the query, {said}.", said)


def _one_or(parts: list[Term], many: Callable[[tuple[Term, ...]], Term]) -> Term:
    match parts:
        case []:
            return Everything()
        case [only]:
            return only
        case _:
            return many(tuple(parts))


def _nearest(name: str) -> str:
    from difflib import get_close_matches

    close = get_close_matches(name, KEYS, 1)
    known = f"did you mean {close[0]}:?" if close else f"there are {', '.join(KEYS)}."
    return f"{known} To search for the word itself, put it in quotes"


def _listed(values: tuple[str, ...]) -> str:
    return f"{', '.join(values[:-1])} or {values[-1]}"
