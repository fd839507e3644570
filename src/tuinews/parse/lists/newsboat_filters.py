"""Translates newsboat's filter language into our queries (newsboat.org, "Filter Language")."""

import re
from collections.abc import Callable, Mapping
from typing import NamedTuple, NoReturn

from tuinews.model.error import QueryError
from tuinews.model.query import parse_query, quote

_TOKEN = re.compile(
    r"""\s*(?:(?P<text>"(?:[^"\\]|\\.)*")|(?P<range>-?\d+:-?\d+)|(?P<number>-?\d+)|(?P<name>[A-Za-z_]+)"""
    r"""|(?P<sign>==|=~|!~|!=|!\#|<=|>=|[=<>\#()]))"""
)
_PLAIN = re.compile(r"[\w\s.,:'&|-]+\Z")
"""A regular expression that is only words, or a choice of them."""
_DEPTH_LIMIT = 40
_OPPOSITES = {"!=": "=", "!~": "=~", "!#": "#"}
_SIGNS = frozenset({"==", "=", "=~", "#", "<", ">", "<=", ">=", "between", *_OPPOSITES})


class FilterError(Exception):
    """Says why an expression has no equivalent, as the beginning of a sentence."""


class _Test(NamedTuple):
    name: str
    sign: str
    value: str


def to_query(expression: str) -> str:
    """The query that finds what the expression does.

    Raises:
        FilterError: it cannot be read, or asks for something that queries cannot.
    """
    text = _Reader(expression).query()
    try:
        parse_query(text, 0)
    except QueryError as error:
        raise FilterError(f"This query has no equal here ({error})".replace(".)", ")")) from error
    return text


class _Reader:
    """Reads one expression from left to right."""

    def __init__(self, expression: str) -> None:
        self._expression = expression
        self._at = 0
        self._kind, self._word = "", ""
        self._next()

    def query(self) -> str:
        found = self._alternatives(0)
        if self._kind:
            self._fail()
        return found

    def _next(self) -> str:
        """Go to the next token and return the last one."""
        passed = self._word
        match = _TOKEN.match(self._expression, self._at)
        if match is None:
            if self._expression[self._at :].strip():
                self._fail()
            self._kind, self._word = "", ""
        else:
            self._kind, self._word, self._at = match.lastgroup or "", match[match.lastgroup or 0], match.end()
        return passed

    def _fail(self) -> NoReturn:
        raise FilterError(f"This query cannot be read at character {self._at + 1}")

    def _alternatives(self, depth: int) -> str:
        if depth > _DEPTH_LIMIT:
            self._fail()
        parts = [self._sequence(depth)]
        while self._word.lower() == "or":
            self._next()
            parts.append(self._sequence(depth))
        return parts[0] if len(parts) == 1 else f"({' OR '.join(parts)})"

    def _sequence(self, depth: int) -> str:
        parts = [self._part(depth)]
        while self._word.lower() == "and":
            self._next()
            parts.append(self._part(depth))
        return " ".join(parts)

    def _part(self, depth: int) -> str:
        if self._word == "(":
            self._next()
            found = self._alternatives(depth + 1)
            if self._next() != ")":
                self._fail()
            return found if found.startswith("(") else f"({found})"
        if self._kind != "name":
            self._fail()
        name, sign = self._next().lower(), self._next().lower()
        if sign not in _SIGNS or self._kind not in {"text", "number", "range", "name"}:
            self._fail()
        kind, word = self._kind, self._next()
        return _translate(_Test(name, sign, _bare(word) if kind == "text" else word))


def _bare(text: str) -> str:
    return re.sub(r"\\(.)", r"\1", text[1:-1]) if "\\" in text else text[1:-1]


def _translate(test: _Test) -> str:
    read = _READERS.get(test.name)
    if read is None:
        raise FilterError(f"Queries here cannot ask for “{test.name}”")
    if plain := _OPPOSITES.get(test.sign):
        found = read(test._replace(sign=plain))
        return found[1:] if found.startswith("-") else f"-{found}"
    return read(test)


def _field(key: str) -> Callable[[_Test], str]:
    def read(test: _Test) -> str:
        if test.sign == "=~":
            return f"{key}:/{test.value.replace('/', chr(92) + '/')}/"
        return f"{key}:{quote(test.value)}"

    return read


def _feed(test: _Test) -> str:
    choices = [test.value]
    if test.sign == "=~":
        if not _PLAIN.match(test.value):
            raise FilterError("Queries here find feeds by a part of their title only")
        choices = [part.strip() for part in test.value.split("|") if part.strip()]
    found = [f"feed:{quote(choice)}" for choice in choices]
    return found[0] if len(found) == 1 else f"({' OR '.join(found)})"


def _flag(key: str) -> Callable[[_Test], str]:
    """Any value means that there is one; none that there is none."""
    return lambda test: key if test.value else f"-{key}"


def _translate_unread(test: _Test) -> str:
    return "is:unread" if test.value.lower() in {"yes", "true", "1"} else "is:read"


def _translate_tags(test: _Test) -> str:
    return f"folder:{quote(test.value)}"


def _age(test: _Test) -> str:
    """Days since the article came out."""
    least, _, most = test.value.partition(":")
    if not least.isdigit() or (most and not most.isdigit()):
        raise FilterError("An age is a number of days")
    days = int(least)
    match test.sign:
        case "between" if most:
            return f"(newer:{int(most) + 1}d" + (f" older:{days}d)" if days else ")")
        case "<" | "<=":
            return f"newer:{max(1, days + (test.sign == '<='))}d"
        case ">" | ">=":
            return f"older:{max(1, days + (test.sign == '>'))}d"
        case _:
            return f"(newer:{days + 1}d" + (f" older:{days}d)" if days else ")")


_READERS: Mapping[str, Callable[[_Test], str]] = {
    "unread": _translate_unread,
    "title": _field("title"),
    "author": _field("author"),
    "link": _field("url"),
    "guid": _field("url"),
    "content": _field("body"),
    "feedtitle": _feed,
    "rssurl": _feed,
    "feedlink": _feed,
    "tags": _translate_tags,
    "age": _age,
    "flags": _flag("is:starred"),
    "enclosure_url": _flag("has:enclosure"),
    "enclosure_type": _flag("has:enclosure"),
}
"""Newsboat's attributes, and what makes a query of a test of each."""
