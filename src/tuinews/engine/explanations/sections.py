"""The table of questions that are answered about an entry: one row each, in the order in which they are shown."""

from collections.abc import Callable
from typing import NamedTuple

from tuinews.engine.explanations.belongings import explain_related, explain_rules, explain_tags
from tuinews.engine.explanations.facts import EntryFacts
from tuinews.engine.explanations.origins import (
    explain_edits,
    explain_marks,
    explain_next_check,
    explain_source,
)
from tuinews.engine.explanations.places import explain_hiding, explain_membership
from tuinews.engine.explanations.shelf_lives import explain_ageing, explain_shelf_life
from tuinews.engine.explanations.stories import explain_apart, explain_story
from tuinews.model.language import tr
from tuinews.model.reports.explanation import EntryAnswer, ExplainedSection
from tuinews.store import Reader

Explain = Callable[[EntryFacts, Reader], EntryAnswer | None]
"""Answers a question from the facts, or from what else it reads; `None` when it is not so."""


class SectionRow(NamedTuple):
    """A question about an entry."""

    name: str
    """Its key in JSON, which never changes."""
    title: str
    explain: Explain
    otherwise: str = ""
    """What is said when it is not so."""


SECTIONS: tuple[SectionRow, ...] = (
    SectionRow("here", "Here", explain_membership),
    SectionRow("hidden", "Hidden", explain_hiding, "Nothing hides it."),
    SectionRow("folded", "Folded", explain_story, "It is in no story with others."),
    SectionRow("apart", "Apart", explain_apart, "Nothing keeps it out of a story."),
    SectionRow("related", "Related", explain_related, "No stored article is near enough to it."),
    SectionRow("tagged", "Tags", explain_tags, "It has no tags."),
    SectionRow("aged", "Aged", explain_ageing, "It has not aged."),
    SectionRow("shelf_life", "Shelf life", explain_shelf_life, "It is of no feed that you subscribe to."),
    SectionRow("source", "From", explain_source),
    SectionRow("next_check", "Next check", explain_next_check, "No feed is asked for it."),
    SectionRow("marks", "Marks", explain_marks, "You have not marked it."),
    SectionRow("rules", "Rules", explain_rules, "No rule of yours did anything with it."),
    SectionRow("edited", "Edits", explain_edits, "Its words are those that came."),
)


def explain_all(facts: EntryFacts, reader: Reader) -> tuple[ExplainedSection, ...]:
    """Answer every question about an entry."""
    return tuple(
        ExplainedSection(row.name, tr(row.title), row.explain(facts, reader), tr(row.otherwise)) for row in SECTIONS
    )
