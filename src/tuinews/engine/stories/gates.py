"""What forbids that two entries are one story, however close their words are.

Each gate has a name and a sentence, by which it is explained. To add one, write a function and its row in `GATES`.
"""

from collections.abc import Callable
from typing import NamedTuple

from tuinews.engine.stories.index import IndexedEntry
from tuinews.engine.stories.signature import SKETCH, Signature
from tuinews.engine.stories.titles import COLUMN, OPINION, SCANT
from tuinews.model.clock import DAY, HOUR
from tuinews.model.language import tr_later

_RHYTHM = 12 * HOUR
"""A feed's titles of one pattern that are further apart are a column."""
_SLACK = 2.5 * HOUR
"""How much a column may come earlier or later than the day before, if its titles are only alike."""
_TOLL = 18 * HOUR
"""How long a telling number in a title may be corrected while it is one event, such as the strength of a quake."""
_ALIKE = 0.45
"""The share of two titles' words from which on they are of one pattern."""

_FILLED_IN = 0.5
"""The share of two titles' words from which on one feed that has hardly more than titles filled in a sentence."""

SKETCHED = 8
"""How many hashes a text has at least to be compared as a text."""
_FORM, _TOLD = 0.25, 0.5
"""The share of two texts that is the same when a form was filled in; several feeds' also tell of each other's titles
less than so much.
"""
_SAID = 3
"""How many words of a short title the other has, all of them, when they are of one story."""


class Gate(NamedTuple):
    """A rule that keeps two entries apart."""

    name: str
    sentence: str
    """What `tuinews explain` says of it."""
    forbids: Callable[[IndexedEntry, IndexedEntry], bool]


def measure_gap(one: IndexedEntry, other: IndexedEntry) -> float:
    """Return the seconds between two entries; 0 when one has no time."""
    if one.moment is None or other.moment is None:
        return 0.0
    return abs(one.moment - other.moment)


def share_titles(one: IndexedEntry, other: IndexedEntry) -> float:
    """Return the share of the words of two titles that both have."""
    mine, theirs = one.signature.title_words, other.signature.title_words
    return len(mine & theirs) / (len(mine | theirs) or 1)


def share_text(one: Signature, other: Signature) -> float:
    """Return the share of two texts that is the same, by their smallest hashes (Broder, 1997); 0 of short ones."""
    mine, theirs = one.sketch, other.sketch
    if min(len(mine), len(theirs)) < SKETCHED:
        return 0.0
    both = {*mine} & {*theirs}
    if not both:
        return 0.0
    smallest = sorted({*mine, *theirs})[:SKETCH]
    return sum(value in both for value in smallest) / len(smallest)


def _tells_title(one: Signature, other: Signature) -> bool:
    """Say whether most of what is rare in one's title is somewhere in the other."""
    weights = {term: one.terms.get(term, 0) ** 4 for term in one.title_words}
    return sum(weights[term] for term in weights.keys() & other.terms.keys()) >= _TOLD * sum(weights.values())


def _is_column(one: IndexedEntry, other: IndexedEntry) -> bool:
    if (one.signature.flags | other.signature.flags) & COLUMN:
        return True
    if not one.feed or one.feed != other.feed:
        return False
    gap = measure_gap(one, other)
    if one.signature.pattern == other.signature.pattern:
        return gap >= _RHYTHM
    return gap >= _RHYTHM and abs(gap - round(gap / DAY) * DAY) <= _SLACK and share_titles(one, other) >= _ALIKE


def _is_record(one: IndexedEntry, other: IndexedEntry) -> bool:
    """Say whether one feed fills in a form: filings, results, one text below titles of their own, or titles alone."""
    if not one.feed or one.feed != other.feed:
        return False
    mine, theirs = one.signature, other.signature
    if mine.numbers and theirs.numbers and mine.numbers.isdisjoint(theirs.numbers):
        return True
    if mine.title_words <= theirs.title_words or theirs.title_words <= mine.title_words:
        return False
    if min(len(mine.sketch), len(theirs.sketch)) < SKETCHED and share_titles(one, other) >= _FILLED_IN:
        return True
    return share_text(mine, theirs) >= _FORM


def _is_template(one: IndexedEntry, other: IndexedEntry) -> bool:
    mine, theirs = one.signature, other.signature
    if share_text(mine, theirs) >= _FORM and not _tells_title(mine, theirs) and not _tells_title(theirs, mine):
        return True
    if mine.pattern and mine.pattern == theirs.pattern and mine.title.amounts != theirs.title.amounts:
        return True
    if not mine.title.shape or mine.title.shape != theirs.title.shape or mine.title.names == theirs.title.names:
        return False
    return not (mine.title_words <= theirs.title_words or theirs.title_words <= mine.title_words)


def _is_numbered(one: IndexedEntry, other: IndexedEntry) -> bool:
    mine, theirs = one.signature.numbers, other.signature.numbers
    return bool(mine and theirs) and mine.isdisjoint(theirs) and measure_gap(one, other) > _TOLL


def _is_opinion(one: IndexedEntry, other: IndexedEntry) -> bool:
    return bool((one.signature.flags ^ other.signature.flags) & OPINION)


def _is_scant(one: IndexedEntry, other: IndexedEntry) -> bool:
    if not (one.signature.flags | other.signature.flags) & SCANT:
        return False
    fewer, more = sorted((one.signature.title_words, other.signature.title_words), key=len)
    return len(fewer) < _SAID or not fewer <= more


SCANT_GATE = Gate("scant", tr_later("There are too few words to say what it tells."), _is_scant)

GATES: tuple[Gate, ...] = (
    Gate("column", tr_later("The feed has a title like this again and again, so that it is a column."), _is_column),
    Gate(
        "record",
        tr_later(
            "The feed has titles like this of things that differ in a word or a number, or one "
            "text below several titles."
        ),
        _is_record,
    ),
    Gate(
        "template",
        tr_later("The titles are one sentence with other names or numbers in it: two events of a kind."),
        _is_template,
    ),
    Gate(
        "numbers", tr_later("The titles have other numbers and are not of one day: two events of a kind."), _is_numbered
    ),
    SCANT_GATE,
    Gate("opinion", tr_later("One is an opinion or a reply and the other a report."), _is_opinion),
)

APART = Gate("apart", tr_later("You set these feeds or stories apart."), lambda _one, _other: True)


def find_gate(one: IndexedEntry, other: IndexedEntry) -> str:
    """Return the name of the gate that keeps two entries apart, or `""`."""
    return next((gate.name for gate in GATES if gate.forbids(one, other)), "")
