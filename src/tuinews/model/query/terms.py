"""The terms of the query language: one row for each word that may stand before a colon.

Help, error messages and `docs/queries.md` are made from these rows. What a row asks of a stored entry stands in
`store/conditions.py` under the same name, what it asks of an entry that arrives in `engine/arrivals/draft_match.py`; a
test finds a row that is missing there.
"""

import re
from collections.abc import Callable
from enum import Enum
from typing import NamedTuple, assert_never

from tuinews.model.clock import Instant
from tuinews.model.error import QueryError
from tuinews.model.language import begin_small, tr, tr_later
from tuinews.model.query.dates import read_age, read_date, read_minutes
from tuinews.model.query.tree import Before, Condition, Everything, FieldMatch, NumberMatch, Order, Since, TraitMatch


class Trait(NamedTuple):
    """A trait that entries have or have not, as `is:unread` and `has:enclosure` ask."""

    term: str
    """The word before the colon: `is` for what the user says of an entry, `has` for what is there with it."""
    about: str
    """What entries with the trait are, for the documentation."""


TRAITS = {
    "unread": Trait("is", "not read yet"),
    "read": Trait("is", "read"),
    "starred": Trait("is", "starred"),
    "later": Trait("is", "kept to be read later"),
    "muted": Trait("is", "hidden by a mute"),
    "aged": Trait("is", "unread, but no longer in the inbox: its shelf life is over"),
    "enclosure": Trait("has", "comes with a file, such as an episode of a podcast"),
    "fulltext": Trait("has", "the page's full text is cached"),
    "image": Trait("has", "comes with a picture"),
    "note": Trait("has", "you wrote a note to it"),
    "followed": Trait("is", "in a story that you follow"),
}
"""The traits that `is:` and `has:` know, in the order of help."""


class ValueKind(Enum):
    """What stands behind the colon of a term."""

    TRAIT = "one of its traits"
    TEXT = "text that the field has"
    REGEX_OR_TEXT = "text that the field has, or a regular expression"
    DATE = "a date"
    AGE = "an age"
    NUMBER = "a number, or a comparison with one"
    STORY = "the number of a story, or a comparison with how many articles it has"
    DURATION = "the minutes that the whole list may take"
    ORDER = "an order"


class Term(NamedTuple):
    """A word that may stand before a colon."""

    takes: str
    """What stands behind the colon, for help and errors; `""` where the marks or the orders say it."""
    about: str
    """What it is compared with, for help."""
    value: ValueKind
    moment: Callable[[Instant], Condition] | None = None
    """The condition that a date or an age makes."""
    aliases: tuple[str, ...] = ()
    """Other words for it."""


DAYS = tr_later(
    "Days begin at midnight on your clock: in the zone of the setting time.zone, else of TZ, else of the machine."
)
"""What a day is in dates and ages, for the documentation."""


def _read_since(moment: Instant) -> Condition:
    return Since(moment, "read")


def _make_aged_since(moment: Instant) -> Condition:
    return Since(moment, "aged")


TERMS = {
    "is": Term("", "its marks", ValueKind.TRAIT),
    "has": Term("", "what came with it", ValueKind.TRAIT),
    "feed": Term("an id or part of a title", "the feed it is from", ValueKind.TEXT),
    "folder": Term(
        "a name or a path such as World/Asia",
        "the folder of its feed, subfolders too, or a label of the feed; label: is another word for it",
        ValueKind.TEXT,
        aliases=("label",),
    ),
    "view": Term(
        "the name of a saved view, or Inbox, River, All articles, Stories, Starred, Later, Recently read, Aged, Muted",
        "what that place of the reader shows",
        ValueKind.TEXT,
    ),
    "tag": Term(
        "a tag",
        "a tag of the publisher's or your own, or one that you said is the same; topic: is another word for it",
        ValueKind.TEXT,
        aliases=("topic",),
    ),
    "author": Term("part of a name", "who wrote it", ValueKind.REGEX_OR_TEXT),
    "title": Term("words", "words of the title", ValueKind.REGEX_OR_TEXT),
    "body": Term("words", "words of the text", ValueKind.REGEX_OR_TEXT),
    "source": Term("part of a name", "where the feed has it from", ValueKind.REGEX_OR_TEXT),
    "agency": Term("part of a name", "the news agency", ValueKind.REGEX_OR_TEXT),
    "note": Term("part of a text", "what you wrote to it", ValueKind.REGEX_OR_TEXT),
    "url": Term("part of an address", "its address", ValueKind.REGEX_OR_TEXT),
    "lang": Term("a language such as en", "its language", ValueKind.TEXT),
    "before": Term("a date", "published before that day", ValueKind.DATE, Before),
    "after": Term("a date", "published on that day or later", ValueKind.DATE, Since),
    "newer": Term("an age such as 2d", "not older than that", ValueKind.AGE, Since),
    "older": Term("an age such as 1w", "older than that", ValueKind.AGE, Before),
    "read": Term("an age such as 1d", "read not longer ago than that, the last read first", ValueKind.AGE, _read_since),
    "aged": Term(
        "an age such as 1d", "left the inbox by age, not longer ago than that", ValueKind.AGE, _make_aged_since
    ),
    "minutes": Term("a number, or one compared, such as >10 or 2..5", "the minutes it takes to read", ValueKind.NUMBER),
    "story": Term(
        "the story's number, or how many it has, compared, such as >3, =2 or 2..5",
        "the articles that tell the same event",
        ValueKind.STORY,
    ),
    "fit": Term("a duration such as 15m", "the first unread ones that can be read in that time", ValueKind.DURATION),
    "sort": Term("", "the order of the list", ValueKind.ORDER),
}
"""The terms of the language, in the order of help."""

FIELDS = tuple(name for name, term in TERMS.items() if term.value in {ValueKind.TEXT, ValueKind.REGEX_OR_TEXT})
"""The terms that name a field of entries."""


def find_term(word: str) -> str | None:
    """The name of the term that a word before a colon means; `None` for any other word."""
    if word in TERMS:
        return word
    return next((name for name, term in TERMS.items() if word in term.aliases), None)


def describe_accepted(name: str) -> str:
    """What a term takes, for help and errors: `newest, oldest, feed, title`."""
    return tr(TERMS[name].takes) or ", ".join(_choices(name))


def help_lines() -> tuple[str, ...]:
    """The terms with what they are and what they take, one line each, for `--help`; then what a day is."""
    lines = (f"  {name + ':':<8} {tr(term.about)} ({describe_accepted(name)})" for name, term in TERMS.items())
    return (*lines, begin_small(tr(DAYS)))


def read_value(name: str, value: str, now: Instant) -> Condition:
    """The condition that a term makes of the value behind its colon; `sort:` and `fit:` make `Everything`.

    Raises:
        QueryError: the term does not take this value.
    """
    term = TERMS[name]
    match term.value:
        case ValueKind.TRAIT:
            return TraitMatch(_check_choice(name, value))
        case ValueKind.TEXT | ValueKind.REGEX_OR_TEXT:
            return FieldMatch(name, value)
        case ValueKind.DATE | ValueKind.AGE:
            read = read_date if term.value is ValueKind.DATE else read_age
            return _date_condition(term, read(value, now))
        case ValueKind.NUMBER | ValueKind.STORY:
            one = term.value is ValueKind.STORY and value.isascii() and value.isdigit()
            return FieldMatch(name, value[:18]) if one else _read_number(name, value)
        case ValueKind.ORDER:
            _check_choice(name, value)
            return Everything()
        case ValueKind.DURATION:
            read_minutes(value)
            return Everything()
    assert_never(term.value)


def _date_condition(term: Term, moment: Instant) -> Condition:
    return term.moment(moment) if term.moment is not None else Everything()


_NUMBER = re.compile(r"(>=|<=|[><=]?)(\d{1,9})|(\d{1,9})\.\.(\d{1,9})", re.ASCII)


def _read_number(name: str, value: str) -> NumberMatch:
    match = _NUMBER.fullmatch(value)
    if match is None:
        raise QueryError(tr("{name}: takes {takes}, not “{value}”.", name=name, takes=TERMS[name].takes, value=value))
    if match[3]:
        return NumberMatch(name, int(match[3]), int(match[4]))
    number = int(match[2])
    bounds = {">": (number + 1, None), ">=": (number, None), "<": (None, number - 1), "<=": (None, number)}
    return NumberMatch(name, *bounds.get(match[1], (number, number)))


def _choices(name: str) -> tuple[str, ...]:
    if TERMS[name].value is ValueKind.ORDER:
        return tuple(Order)
    return tuple(trait for trait, row in TRAITS.items() if row.term == name)


def _check_choice(name: str, value: str) -> str:
    allowed = _choices(name)
    if value.lower() not in allowed:
        meant = _guess(name, value.lower())
        raise QueryError(
            tr(
                "{name}: takes {allowed} or {allowed2}, not “{value}”{meant}.",
                name=name,
                allowed=", ".join(allowed[:-1]),
                allowed2=allowed[-1],
                value=value,
                meant=meant,
            )
        )
    return value.lower()


def _guess(name: str, value: str) -> str:
    """Return what was meant, as the end of a sentence, if that can be guessed."""
    from difflib import get_close_matches

    if value in TRAITS and TERMS[name].value is ValueKind.TRAIT:
        return tr(" (did you mean {term}:{value}?)", term=TRAITS[value].term, value=value)
    close = get_close_matches(value, _choices(name), 1)
    return tr(" (did you mean {name}:{close}?)", name=name, close=close[0]) if close else ""
