"""The query language: `is:unread tag:"North Korea" newer:2d`.

`terms.py` is the table of what may stand before a colon. `parser.py` reads a query, `tree.py` is what it becomes, and
only the store turns that into SQL (`store/select.py`); rules ask it of entries that are not stored yet
(`engine/arrivals/draft_match.py`). Begin reading at `terms.py`: a new term is a row in each of the three.
"""

from tuinews.model.query.parser import DEPTH_LIMIT, LENGTH_LIMIT, TERM_LIMIT, parse_query, quoted
from tuinews.model.query.terms import FIELDS, MARKS, TERMS, Mark, Term, help_lines
from tuinews.model.query.tree import (
    EVERYTHING,
    AllOf,
    AnyOf,
    Before,
    Condition,
    Everything,
    FieldMatch,
    MarkMatch,
    Not,
    Order,
    Query,
    RegexMatch,
    Since,
    TextMatch,
    seeks_words,
)

__all__ = [
    "DEPTH_LIMIT",
    "EVERYTHING",
    "FIELDS",
    "LENGTH_LIMIT",
    "MARKS",
    "TERMS",
    "TERM_LIMIT",
    "AllOf",
    "AnyOf",
    "Before",
    "Condition",
    "Everything",
    "FieldMatch",
    "Mark",
    "MarkMatch",
    "Not",
    "Order",
    "Query",
    "RegexMatch",
    "Since",
    "Term",
    "TextMatch",
    "help_lines",
    "parse_query",
    "quoted",
    "seeks_words",
]
