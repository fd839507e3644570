r"""Reads queries as they are typed.

    words and "a phrase" begin* -not this OR that (in groups) /regex/ title:/regex/
    is:unread tag:"North Korea" folder:World/Asia newer:2d sort:oldest  storm NEAR/3 port  NEAR(storm "old port")

Parts stand side by side when all must match; `OR` binds less, so that `a b OR c d` is `(a b) OR (c d)`. Capitals matter
in `OR` and `NEAR` only; a small `and` between parts with keys joins them, and a small `or` there is asked about.
A value with spaces is quoted; in quotes `\\` and `\"` stand for `\` and `"`.
"""

import re
from collections.abc import Callable

from tuinews.model.clock import Instant
from tuinews.model.error import QueryError
from tuinews.model.language import tr
from tuinews.model.query.dates import read_minutes
from tuinews.model.query.regex import explain_refusal
from tuinews.model.query.terms import TERMS, ValueKind, describe_accepted, find_term, read_value
from tuinews.model.query.tree import (
    NEAR_DISTANCE,
    AllOf,
    AnyOf,
    Condition,
    Everything,
    FieldMatch,
    NearMatch,
    Not,
    Order,
    Query,
    RegexMatch,
    TextMatch,
    TraitMatch,
    asks_for_read,
)

LENGTH_LIMIT, DEPTH_LIMIT, TERM_LIMIT = 4_000, 40, 200
"""Longest query in characters, deepest nesting, most terms."""

_TERM = re.compile(r"([A-Za-z_]+):(?!//)")
_QUOTED = re.compile(r'"((?:[^"\\]|\\.)*)"', re.DOTALL)
_REGEX = re.compile(r"/((?:[^/\\\n]|\\.)+)/(?=[\s()]|\Z)")
_ESCAPED = re.compile(r'\\(["\\])')
_SPACE = re.compile(r"\s*")
_STRAY = frozenset("-–—&+|,")  # noqa: RUF001  dashes of all lengths
"""Signs that people put between words and do not search for."""
_NEAR = re.compile(r"NEAR(?:/(\d{1,3}))?(?=[\s(]|\Z)", re.ASCII)
_KEYED = re.compile(r"-?(?:[A-Za-z_]+:(?!//)|\()")
_SMALL_JOINT = re.compile(r"(and|or)\s+(?=[^\s)])")
_FOREIGN_SIGN = re.compile(r"[=<>#]|!~|\bbetween\s", re.IGNORECASE)
"""What newsboat's filters cannot do without."""
_ADDRESS = re.compile(r"https?://", re.IGNORECASE)


def parse_query(text: str, now: Instant) -> Query:
    """Read a query; `now` is what `newer:`, `older:`, `today` and `yesterday` count from, by the user's clock.

    Raises:
        QueryError: it cannot be read; the sentence names the position and what is allowed there.
    """
    if len(text) > LENGTH_LIMIT:
        raise QueryError(
            tr(
                "The query has {count} characters and may have {length_limit}: shorten it.",
                count=len(text),
                length_limit=LENGTH_LIMIT,
            )
        )
    _refuse_foreign(text)
    return _Parser(text.encode("utf-8", "replace").decode(), now).query()


def _refuse_foreign(text: str) -> None:
    """Refuse newsboat's filter language, whose signs are words to us that no article has; raises QueryError."""
    if not _FOREIGN_SIGN.search(text):
        return
    from tuinews.model.query.newsboat_filters import find_foreign_test

    found = find_foreign_test(text)
    if found is not None:
        raise QueryError(
            tr("At character {at} of the query, {why}.", at=found.at + 1, why=found.why),
            found.why,
            position=found.at,
            text=text,
        )


def join_queries(first: str, second: str, now: Instant) -> str:
    """A query that matches what either matches; `first` alone where both are more than one query may be."""
    if not first or not second or first == second:
        return first or second
    both = f"({first}) OR ({second})"
    try:
        parse_query(both, now)
    except QueryError:
        return first
    return both


def enclose(query: str) -> str:
    """A query as a part of a longer one, where its `OR` would reach further without parentheses."""
    return f"({query})" if " OR " in query else query


def quote(value: str) -> str:
    """A value as it is written in a query: `tag:` + `quote(name)`."""
    return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'


class _Parser:
    """Reads one query from left to right."""

    def __init__(self, text: str, now: Instant) -> None:
        self._text = text
        self._now = now
        self._at = 0
        self._terms = 0
        self._order = Order.NEWEST
        self._fit: int | None = None

    def query(self) -> Query:
        condition = self._alternatives(0)
        if self._at < len(self._text):
            raise self._error(tr("this ) closes nothing: take it out"))
        if self._fit is not None and not asks_for_read(condition):
            unread = TraitMatch("unread")
            condition = unread if condition == Everything() else AllOf((condition, unread))
        return Query(self._text, condition, self._order, self._fit)

    def _alternatives(self, depth: int) -> Condition:
        if depth > DEPTH_LIMIT:
            raise self._error(tr("it is nested deeper than {depth_limit}: simplify it", depth_limit=DEPTH_LIMIT))
        parts = [self._sequence(depth)]
        while self._word("OR"):
            start = self._at - len("OR")
            if not parts[-1]:
                self._at = start
                raise self._error(tr("something must stand before OR"))
            parts.append(self._sequence(depth))
            if not parts[-1]:
                self._at = start
                raise self._error(tr("something must stand after OR"))
        sequences = [_join_alternatives(part, AllOf) for part in parts]
        return _join_alternatives(sequences, AnyOf)

    def _sequence(self, depth: int) -> list[Condition]:
        parts: list[Condition] = []
        start = self._at
        while self._has_more():
            if self._word("AND") or (parts and self._pass_small_joint(start)):
                continue
            start = self._at
            part = self._read_near_sign(parts) or self._part(depth)
            if part != Everything():
                parts.append(part)
        return parts

    def _pass_small_joint(self, start: int) -> bool:
        """Pass an `and` between parts of which one has a key or brackets, the first beginning at `start`.

        Between words it is a word like others.

        Raises:
            QueryError: it is an `or`, which may be meant either way.
        """
        joint = _SMALL_JOINT.match(self._text, self._at)
        if joint is None or not (_KEYED.match(self._text, start) or _KEYED.match(self._text, joint.end())):
            return False
        if joint[1] == "or":
            raise self._error(tr('write OR in capitals if either will do, or "or" in quotes if the word is sought'))
        self._at = joint.end()
        return True

    def _part(self, depth: int) -> Condition:
        negative = self._text[self._at] == "-" and not self._text[self._at + 1 : self._at + 2].isspace()
        if negative and self._at + 1 < len(self._text):
            return self._read_negation(depth)
        if self._text[self._at] == "(":
            return self._group(depth)
        self._count_term()
        return self._read_term() or self._read_near_group() or self._read_text()

    def _read_negation(self, depth: int) -> Condition:
        start = self._at
        self._at += 1
        if depth >= DEPTH_LIMIT:
            raise self._error(tr("it is nested deeper than {depth_limit}: simplify it", depth_limit=DEPTH_LIMIT))
        part = self._part(depth + 1) if self._has_more() else Everything()
        if part == Everything():
            self._at = start
            raise self._error(tr("after - must stand what is not wanted, like -tag:sport"))
        return Not(part)

    def _read_near_sign(self, parts: list[Condition]) -> Condition | None:
        """Read `NEAR` and what comes after it, and take what stands before it from the parts; `None` elsewhere."""
        match = _NEAR.match(self._text, self._at)
        before = parts[-1] if match and parts else None
        negative = isinstance(before, Not)  # -storm NEAR port is -(storm NEAR port)
        texts = _list_texts(before.part if isinstance(before, Not) else before)
        if match is None or not texts:
            return None
        if self._text[match.end() : match.end() + 1] == "(":
            return None
        self._at = match.end()
        if not self._has_more():
            self._at = match.start()
            raise self._error(tr("after NEAR must stand a word or a phrase, like storm NEAR/3 port"))
        parts.pop()
        near = NearMatch((*texts, self._read_near_text()), int(match[1] or NEAR_DISTANCE))
        return Not(near) if negative else near

    def _read_near_group(self) -> Condition | None:
        """Read `NEAR(storm port)`, with its distance as in `NEAR/3(storm port)` or `NEAR(storm port, 3)`."""
        match = _NEAR.match(self._text, self._at)
        if match is None or self._text[match.end() : match.end() + 1] != "(":
            return None
        start = self._at
        self._at = match.end() + 1
        texts: list[str] = []
        while self._has_more():
            texts.append(self._read_near_text())
        if self._text[self._at : self._at + 1] != ")":
            self._at = start
            raise self._error(tr("this NEAR( is never closed: add )"))
        self._at += 1
        texts, distance = _split_distance(texts)
        if len(texts) < _NEAR_LEAST:
            self._at = start
            raise self._error(tr("NEAR( ) takes two words or phrases at least, like NEAR(storm port)"))
        return NearMatch(tuple(texts), int(match[1] or distance or NEAR_DISTANCE))

    def _read_near_text(self) -> str:
        """Read a word or a phrase that is to stand near another."""
        self._count_term()
        part = None if _TERM.match(self._text, self._at) else self._read_text()
        if not isinstance(part, TextMatch):
            raise self._error(tr("near each other stand words and phrases only, like storm NEAR/3 port"))
        return part.text

    def _count_term(self) -> None:
        self._terms += 1
        if self._terms > TERM_LIMIT:
            raise self._error(tr("it has more than {term_limit} terms: shorten it", term_limit=TERM_LIMIT))

    def _group(self, depth: int) -> Condition:
        start = self._at
        self._at += 1
        condition = self._alternatives(depth + 1)
        if self._text[self._at : self._at + 1] != ")":
            self._at = start
            raise self._error(tr("this ( is never closed: add )"))
        self._at += 1
        return condition

    def _read_term(self) -> Condition | None:
        match = _TERM.match(self._text, self._at)
        if match is None:
            return None
        word = match[1].lower()
        name = find_term(word)
        if name is None:
            raise self._error(tr("there is no key “{word}:”; {nearest}", word=word, nearest=_nearest(word)))
        start, self._at = self._at, match.end()
        if TERMS[name].value is ValueKind.REGEX_OR_TEXT and self._text[self._at : self._at + 1] == "/":
            return self._regex(name)
        value = (self._read_quoted() if self._text[self._at : self._at + 1] == '"' else self._run()).strip()
        if not value:
            raise self._error(
                tr("{name}: takes {accepted}, right after the colon", name=name, accepted=describe_accepted(name))
            )
        try:
            condition = read_value(name, value, self._now)
        except QueryError as error:
            self._at = start
            raise self._error(str(error)) from None
        match TERMS[name].value:
            case ValueKind.ORDER:
                self._order = Order(value.lower())
            case ValueKind.DURATION:
                self._fit = read_minutes(value)
        return condition

    def _read_text(self) -> Condition:
        if self._text[self._at] == '"':
            return TextMatch(self._read_quoted(), phrase=True)
        if self._text[self._at] == "/":
            return self._regex("title")
        word = self._run()
        if word in _STRAY:
            return Everything()
        return FieldMatch("url", word) if _ADDRESS.match(word) else TextMatch(word)

    def _read_quoted(self) -> str:
        match = _QUOTED.match(self._text, self._at)
        if match is None:
            raise self._error(tr('this " is never closed: add "'))
        self._at = match.end()
        return _ESCAPED.sub(r"\1", match[1])

    def _regex(self, field: str) -> Condition:
        match = _REGEX.match(self._text, self._at)
        if match is None:
            raise self._error(tr("a regular expression ends with /; to search for words with / put them in quotes"))
        pattern = match[1].replace(r"\/", "/")
        if why := explain_refusal(pattern):
            raise self._error(tr("this regular expression {why}", why=why))
        self._at = match.end()
        return RegexMatch(pattern, field)

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

    def _has_more(self) -> bool:
        """Whether another part stands here."""
        self._skip()
        return self._at < len(self._text) and self._text[self._at] != ")" and not self._is_next("OR")

    def _word(self, word: str) -> bool:
        """Whether this very word stands here; then it is passed."""
        self._skip()
        if not self._is_next(word):
            return False
        self._at += len(word)
        return True

    def _is_next(self, word: str) -> bool:
        after = self._text[self._at + len(word) : self._at + len(word) + 1]
        return self._text.startswith(word, self._at) and (not after or after.isspace() or after in "()")

    def _skip(self) -> None:
        match = _SPACE.match(self._text, self._at)
        self._at = match.end() if match else self._at

    def _error(self, what: str) -> QueryError:
        said = what.removesuffix(".")
        return QueryError(
            tr("At character {at} of the query, {said}.", at=self._at + 1, said=said), said, self._at, self._text
        )


def _list_texts(condition: Condition | None) -> tuple[str, ...]:
    match condition:
        case TextMatch(text):
            return (text,)
        case NearMatch(texts):
            return texts
        case _:
            return ()


_NEAR_LEAST = 2


def _split_distance(texts: list[str]) -> tuple[list[str], str]:
    """Return the words of `NEAR(a b, 5)` and the number behind the comma, or `""`."""
    *before, last = texts or [""]
    word, comma, number = last.rpartition(",")
    if comma and number.isdecimal():  # b,5
        return [*before, word] if word else before, number
    if last.isdecimal() and before and before[-1].endswith(","):  # b, 5
        return [word for word in (*before[:-1], before[-1][:-1]) if word], last
    return texts, ""


def _join_alternatives(parts: list[Condition], many: Callable[[tuple[Condition, ...]], Condition]) -> Condition:
    match parts:
        case []:
            return Everything()
        case [only]:
            return only
        case _:
            return many(tuple(parts))


def _nearest(word: str) -> str:
    from difflib import get_close_matches

    close = get_close_matches(word, TERMS, 1)
    known = tr("did you mean {close}:?", close=close[0]) if close else tr("there are {terms}.", terms=", ".join(TERMS))
    return tr("{known} To search for the word itself, put it in quotes", known=known)
