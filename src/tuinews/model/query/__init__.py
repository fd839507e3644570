"""The query language: `is:unread tag:"North Korea" newer:2d`.

`terms.py` is the table of what may stand before a colon. `parser.py` reads a query, `tree.py` is what it becomes, and
only the store turns that into SQL (`store/conditions.py`); rules ask it of entries that are not stored yet
(`engine/arrivals/draft_match.py`). Begin reading at `terms.py`: a new term is a row in each of the three.
"""

from tuinews.model.query.dates import read_since
from tuinews.model.query.parser import DEPTH_LIMIT, LENGTH_LIMIT, TERM_LIMIT, enclose, join_queries, parse_query, quote
from tuinews.model.query.terms import FIELDS, TERMS, TRAITS, Term, Trait, help_lines
from tuinews.model.query.tree import (
    EVERYTHING,
    AllOf,
    AnyOf,
    Before,
    Condition,
    Everything,
    FieldMatch,
    LeafCondition,
    NearMatch,
    Not,
    NumberMatch,
    Order,
    Query,
    RegexMatch,
    Since,
    TextMatch,
    TraitMatch,
    asks_for_aged,
    asks_for_read,
    asks_for_stories,
    find_sought_words,
    list_leaves,
    seeks_words,
)
from tuinews.model.query.views import PLACES, find_view_names, replace_views

__all__ = [
    "DEPTH_LIMIT",
    "EVERYTHING",
    "FIELDS",
    "LENGTH_LIMIT",
    "PLACES",
    "TERMS",
    "TERM_LIMIT",
    "TRAITS",
    "AllOf",
    "AnyOf",
    "Before",
    "Condition",
    "Everything",
    "FieldMatch",
    "LeafCondition",
    "NearMatch",
    "Not",
    "NumberMatch",
    "Order",
    "Query",
    "RegexMatch",
    "Since",
    "Term",
    "TextMatch",
    "Trait",
    "TraitMatch",
    "asks_for_aged",
    "asks_for_read",
    "asks_for_stories",
    "enclose",
    "find_sought_words",
    "find_view_names",
    "help_lines",
    "join_queries",
    "list_leaves",
    "parse_query",
    "quote",
    "read_since",
    "replace_views",
    "seeks_words",
]
