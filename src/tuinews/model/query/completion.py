"""Completes queries as they are typed: terms, traits, orders, and names of feeds, folders, tags, views, languages."""

import re
from collections.abc import Iterator, Mapping, Sequence

from tuinews.model.query.terms import TERMS, TRAITS, ValueKind, find_term
from tuinews.model.query.tree import Order

_LAST = re.compile(r'(?:\A|[\s(])(-*\(?)((?:[A-Za-z_]+:)?(?:"(?:[^"\\]|\\.)*|[^\s"()]*))\Z')
_FIELD = re.compile(r"([A-Za-z_]+):(.*)\Z", re.DOTALL)
_SAMPLES = {
    ValueKind.DATE: ("today", "yesterday"),
    ValueKind.AGE: ("1d", "2d", "1w", "1m"),
    ValueKind.DURATION: ("15m", "30m", "1h"),
    ValueKind.NUMBER: (">10",),
    ValueKind.ORDER: tuple(Order),
}
_SHORTEST = 2
"""Letters of a word from which on it may become a term."""

QueryNames = Mapping[str, Sequence[str]]
"""The names that there are, by the term that takes them: feeds, folders, tags, views, languages."""


def complete_query(line: str, names: QueryNames) -> str:
    """Return the line with its last term or value completed, which begins as it does; `""` if nothing is offered."""
    match = _LAST.search(line)
    if match is None or not match[2]:
        return ""
    typed = match[2]
    for offered in _list_offers(typed, names):
        if len(offered) > len(typed) and offered.casefold().startswith(typed.casefold()):
            return line + offered[len(typed) :]
    return ""


def find_field(line: str) -> str:
    """Return the term whose value is typed at the end of a line, by its usual name; `""` where that is none."""
    match = _LAST.search(line)
    field = _FIELD.match(match[2]) if match else None
    return (find_term(field[1].lower()) or "") if field else ""


def _list_offers(typed: str, names: QueryNames) -> Iterator[str]:
    """Yield what the last part of a line may become."""
    field = _FIELD.match(typed)
    if field is None:
        if len(typed) >= _SHORTEST:
            yield from (f"{term}:" for term in TERMS)
        return
    term = find_term(field[1].lower())
    if term is None:
        return
    quoted = field[2].startswith('"')
    for value in _list_values(term, names):
        if not re.search(r'[\s"()\\]', value):
            yield f'{field[1]}:"{value}"' if quoted else f"{field[1]}:{value}"
        elif quoted or not field[2]:
            escaped = value.replace("\\", "\\\\").replace('"', '\\"')
            yield f'{field[1]}:"{escaped}"'


def _list_values(term: str, names: QueryNames) -> Sequence[str]:
    if TERMS[term].value is ValueKind.TRAIT:
        return [name for name, trait in TRAITS.items() if trait.term == term]
    return _SAMPLES.get(TERMS[term].value) or names.get(term, ())
