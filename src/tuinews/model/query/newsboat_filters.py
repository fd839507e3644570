"""Translates newsboat's filter language into our queries (newsboat.org, "Filter Language")."""

import re
from collections.abc import Callable, Mapping
from typing import NamedTuple, NoReturn

from tuinews.model.error import QueryError
from tuinews.model.language import tr
from tuinews.model.query.parser import parse_query, quote
from tuinews.model.url import is_web, split_login, without_feed_scheme

_TOKEN = re.compile(
    r"""\s*(?:(?P<text>"(?:[^"\\]|\\.)*")|(?P<range>-?\d+:-?\d+)|(?P<number>-?\d+)|(?P<name>[A-Za-z_]+)"""
    r"""|(?P<sign>==|=~|!~|!=|!\#|<=|>=|[=<>\#()]))"""
)
_PLAIN = re.compile(r"[\w\s.,:'&|-]+\Z")
"""A regular expression that is only words, or a choice of them."""
_DEPTH_LIMIT = 40
_ANYTHING = frozenset({".", ".+", ".?.", "..*", ".*."})
"""Regular expressions that any text matches but the empty one."""
_POSIX_CLASS = re.compile(r"\[:(\w+):\]")
_CLASSES = {
    "alnum": r"\w",
    "digit": r"\d",
    "space": r"\s",
    **dict.fromkeys(("alpha", "upper", "lower"), "A-Za-zÀ-ÖØ-öø-ɏ"),
}
"""What stands in brackets for classes of characters."""
_WORD_EDGE = re.compile(r"(?<!\\)\\[<>]")
_SLASH = re.compile(r"(\\.)|/", re.DOTALL)
_OPPOSITES = {"!=": "=", "!~": "=~", "!#": "#"}
_SIGNS = frozenset({"==", "=", "=~", "#", "<", ">", "<=", ">=", "between", *_OPPOSITES})


class FilterError(Exception):
    """Says why an expression has no equivalent, as the beginning of a sentence."""


class _Test(NamedTuple):
    name: str
    sign: str
    value: str


class _Part(NamedTuple):
    """A part of a query."""

    text: str
    chooses: bool = False
    """Whether it is a choice, in brackets."""


_NAMES = "|".join(
    (
        *("unread", "title", "author", "link", "content", "feedtitle", "rssurl", "tags", "age", "flags", "guid"),
        *("enclosure_url", "enclosure_type", "feedlink", "feeddate", "description", "date", "articleindex"),
        *("unread_count", "total_count", "latest_article_age"),
    )
)
_KEPT = re.compile(r'"(?:[^"\\]|\\.)*"|(?<![^\s(:])/(?:[^/\\\n]|\\.)+/(?![^\s)])')
"""What stands in quotes, or is a regular expression of ours."""
_FOREIGN = re.compile(
    rf"(?<![^\s(])(?:{_NAMES})\s*"
    r"""(?:(?:=~|!~|==|!=|!\#|<=|>=)\s*(?:"[^"]*"|\w+)|(?:[=<>]\s*(?:"[^"]*"|-?\d+)|\#\s*"[^"]*")"""
    r"""|(?<=unread)\s*=\s*\w+|\s+between\s+-?\d+:-?\d+)"""
    r'|(?<![^\s(])[a-z_]+\s*[=!]~\s*"[^"]*"',
    re.IGNORECASE,
)
"""A test of newsboat's, where all that stands in quotes is x."""


class ForeignTest(NamedTuple):
    """Something in a query that is written in newsboat's language."""

    at: int
    """The character of the query where it begins, counted from 0."""
    why: str
    """What is wrong, and what to write."""


def find_foreign_test(text: str) -> ForeignTest | None:
    """Return what a query has of newsboat's language, which in ours would be words that nothing has."""
    masked = _KEPT.sub(lambda kept: kept[0][0] + "x" * (len(kept[0]) - 2) + kept[0][-1], text)
    found = _FOREIGN.search(masked)
    if found is None:
        return None
    try:
        ours = to_query(text)
    except FilterError:
        try:
            ours = to_query(text[found.start() : found.end()])
        except FilterError as error:
            why = str(error)
            why = tr(
                "{why}{why2}: write what you seek as in is:starred title:word newer:7d",
                why=why[0].lower(),
                why2=why[1:],
            )
            return ForeignTest(found.start(), tr("this is newsboat's filter language, and {why}", why=why))
        return ForeignTest(
            found.start(), tr("this is newsboat's filter language: in its place write {ours}", ours=ours)
        )
    return ForeignTest(found.start(), tr("this is newsboat's filter language: write {ours}", ours=ours))


def to_query(expression: str) -> str:
    """The query that finds what the expression does.

    Raises:
        FilterError: it cannot be read, or asks for something that queries cannot.
    """
    text = _Reader(expression).query()
    try:
        parse_query(text, 0)
    except QueryError as error:
        raise FilterError(tr("This query has no equal here ({error})", error=error).replace(".)", ")")) from error
    return text


class _Reader:
    """Reads one expression from left to right."""

    def __init__(self, expression: str) -> None:
        self._expression = expression
        self._at = 0
        self._kind, self._word = "", ""
        self._next()

    def query(self) -> str:
        found = self._chain(0)
        if self._kind:
            self._fail()
        return found.text

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
        raise FilterError(tr("This query cannot be read at character {at}", at=self._at + 1))

    def _chain(self, depth: int) -> _Part:
        """Read what stands between brackets: `and` and `or` bind alike, and each takes all that follows it."""
        if depth > _DEPTH_LIMIT:
            self._fail()
        parts, joints = [self._part(depth)], list[str]()
        while self._word.lower() in {"and", "or"}:
            joints.append(self._next().lower())
            parts.append(self._part(depth))
        whole = parts.pop()
        for part, joint in zip(reversed(parts), reversed(joints), strict=True):
            whole = _join(part, joint, whole)
        return whole

    def _part(self, depth: int) -> _Part:
        if self._word == "(":
            self._next()
            found = self._chain(depth + 1)
            if self._next() != ")":
                self._fail()
            return found if found.chooses else _Part(f"({found.text})")
        if self._kind != "name":
            self._fail()
        name, sign = self._next().lower(), self._next().lower()
        if sign not in _SIGNS or self._kind not in {"text", "number", "range", "name"}:
            self._fail()
        kind, word = self._kind, self._next()
        return _Part(_translate(_Test(name, sign, _strip_quotes(word) if kind == "text" else word)))


def _join(left: _Part, joint: str, right: _Part) -> _Part:
    """Return two parts as one; a choice stands in brackets."""
    if joint == "and":
        return _Part(f"{left.text} {right.text}")
    return _Part(f"({left.text} OR {right.text[1:-1] if right.chooses else right.text})", chooses=True)


def _strip_quotes(text: str) -> str:
    """Return what a text in quotes says; a backslash there keeps a quote and itself only."""
    return re.sub(r'\\([\\"])', r"\1", text[1:-1])


def _translate(test: _Test) -> str:
    read = _READERS.get(test.name)
    if read is None:
        raise FilterError(tr("Queries here cannot ask for “{name}”", name=test.name))
    if plain := _OPPOSITES.get(test.sign):
        found = read(test._replace(sign=plain))
        return found[1:] if found.startswith("-") else f"-{found}"
    return read(test._replace(sign="=") if test.sign == "==" else test)


def _refuse(test: _Test) -> NoReturn:
    raise FilterError(
        tr(
            "Queries here cannot ask for “{name} {sign} {value}”",
            name=test.name,
            sign=test.sign,
            value=test.value or chr(34) * 2,
        )
    )


def _translate_field(key: str) -> Callable[[_Test], str]:
    def read(test: _Test) -> str:
        match test.sign:
            case "=~" if test.value:
                return _regex(key, _read_posix(test))
            case "=" if not test.value:
                return f"-{key}:/./"
            case "=" if key != "body":
                return _regex(key, f"^{re.escape(test.value)}$")
            case "#" if test.value and " " not in test.value:
                return _regex(key, rf"(^|\s){re.escape(test.value)}(\s|$)")
            case _:
                _refuse(test)

    return read


def _regex(key: str, pattern: str) -> str:
    written = _SLASH.sub(lambda found: found[1] or r"\/", pattern)  # one that is escaped already stays so
    return f"{key}:/{written}/"


def _read_posix(test: _Test) -> str:
    """Return an extended regular expression of POSIX (2024, 9.4) as Python has them."""
    pattern = _POSIX_CLASS.sub(lambda found: _CLASSES.get(found[1]) or _refuse(test), test.value)
    if test.name == "content" and re.search(r"[<>]", pattern):  # markup, of which our texts are free
        _refuse(test)
    return _WORD_EDGE.sub(r"\\b", pattern)


def _translate_feed(test: _Test) -> str:
    choices = [test.value]
    if test.sign == "=~" and _PLAIN.match(test.value):
        choices = test.value.split("|")
    elif test.sign != "=":
        _refuse(test)
    if not all(choice.strip() and not choice.strip().isdigit() for choice in choices):  # a number would be a feed's id
        _refuse(test)
    found = [f"feed:{quote(choice.strip())}" for choice in choices]
    return found[0] if len(found) == 1 else f"({' OR '.join(found)})"


def _translate_address(test: _Test) -> str:
    """Read the whole address of a feed, which is subscribed to without its login."""
    url = split_login(without_feed_scheme(test.value))[0]
    if test.sign != "=" or not is_web(url):
        _refuse(test)
    return f"feed:{quote(url)}"


def _translate_presence(key: str) -> Callable[[_Test], str]:
    """Read a test of something of which we only know whether it is there."""

    def read(test: _Test) -> str:
        if test.sign == "=" and not test.value:
            return f"-{key}"
        if test.sign == "=~" and test.value in _ANYTHING:
            return key
        _refuse(test)

    return read


def _translate_unread(test: _Test) -> str:
    known = {"yes": "is:unread", "no": "is:read"}
    return known[test.value] if test.sign == "=" and test.value in known else _refuse(test)


def _translate_tag(test: _Test) -> str:
    """Read a test for one of a feed's tags, which are its folder and its labels."""
    return f"folder:{quote(test.value)}" if test.sign == "#" and test.value.strip() else _refuse(test)


def _translate_age(test: _Test) -> str:
    """Days since the article came out, of which only whole ones count."""
    low, colon, high = test.value.partition(":")
    if not (low.isdigit() and len(low) < 5) or (colon and not (high.isdigit() and len(high) < 5)):
        _refuse(test)
    days = int(low)
    match test.sign:
        case "between" if colon:
            return _days(min(days, int(high)), max(days, int(high)))
        case "=" if not colon:
            return _days(days, days)
        case "<" | "<=" if not colon and days + (test.sign == "<="):
            return f"newer:{days + (test.sign == '<=')}d"
        case ">" | ">=" if not colon:
            return f"older:{days + (test.sign == '>')}d"
        case _:
            _refuse(test)


def _days(least: int, most: int) -> str:
    return f"(newer:{most + 1}d older:{least}d)" if least else f"newer:{most + 1}d"


_READERS: Mapping[str, Callable[[_Test], str]] = {
    "unread": _translate_unread,
    "title": _translate_field("title"),
    "author": _translate_field("author"),
    "link": _translate_field("url"),
    "content": _translate_field("body"),
    "feedtitle": _translate_feed,
    "rssurl": _translate_address,
    "tags": _translate_tag,
    "age": _translate_age,
    "flags": _translate_presence("is:starred"),
    "enclosure_url": _translate_presence("has:enclosure"),
    "enclosure_type": _translate_presence("has:enclosure"),
}
"""Newsboat's attributes, and what makes a query of a test of each."""
