"""Checks the queries of mutes and rules: what they may ask of entries."""

from tuinews.model.clock import Instant
from tuinews.model.error import UsageError
from tuinews.model.language import tr
from tuinews.model.query import Condition, Everything, Query, TraitMatch, find_view_names, list_leaves, parse_query
from tuinews.store.visibility import REASONS


def check_query(query: str, now: Instant, whose: str, *, everything: bool = False) -> Query:
    """Return a query that a mute or a rule may have; `whose` is that, for sentences.

    Raises:
        QueryError: it is no query.
        UsageError: it names a view, or what is hidden, or cuts a list, or (unless `everything` may be meant) has no
            condition at all.
    """
    asked = parse_query(query, now)
    if find_view_names(asked.condition):
        raise UsageError(tr("{whose} cannot name a view, which may change: write what the view asks.", whose=whose))
    if asks_for_hidden(asked.condition):
        raise UsageError(
            tr("{whose} cannot ask whether an article is hidden: that is what follows from it.", whose=whose)
        )
    if asked.fit is not None:
        raise UsageError(
            tr("{whose} cannot have fit:, which cuts a list and says nothing of an article: leave it out.", whose=whose)
        )
    if asked.condition == Everything() and not everything:
        raise UsageError(
            tr(
                "{whose} needs a query, or it would take everything: write a word, author:NAME or tag:NAME.",
                whose=whose,
            )
        )
    return asked


def asks_for_hidden(condition: Condition) -> bool:
    """Whether a condition asks for what is hidden."""
    return any(isinstance(leaf, TraitMatch) and leaf.trait in REASONS for leaf in list_leaves(condition))
