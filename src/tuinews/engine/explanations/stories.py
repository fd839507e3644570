"""Explains why an entry is in a story with others."""

from tuinews.engine.explanations.facts import EntryFacts
from tuinews.engine.stories.gates import APART, GATES
from tuinews.model.reports.explanation import EntryAnswer
from tuinews.model.stories.story import Story, StoryEvidence
from tuinews.model.text import format_count, safe_text
from tuinews.store import Reader

_SENTENCES = {gate.name: gate.sentence for gate in (*GATES, APART)}


def explain_story(facts: EntryFacts, reader: Reader) -> EntryAnswer | None:
    """Say with which others the entry tells a story, and by what that was found."""
    entry_id = facts.entry.id
    found = reader.stories.read(tuple(reader.stories.find((entry_id,)).values()))
    if not found:
        return None
    story, evidence = found[0], reader.stories.read_evidence(entry_id)
    gates = [(name, _SENTENCES[name]) for name in evidence.gates if name in _SENTENCES]
    apart = f" Other stories were close: {' '.join(why for _, why in gates)}" if gates else ""
    return EntryAnswer(
        safe_text(f"{_tell_story(story, entry_id, evidence)}{apart}"),
        {
            "story_id": story.id,
            "entries": [member.id for member in story.entries],
            "sources": story.sources,
            "score": evidence.score or None,
            "words": list(evidence.words),
            "gates": [{"name": name, "why": why} for name, why in gates],
        },
    )


def _tell_story(story: Story, entry_id: int, evidence: StoryEvidence) -> str:
    others = len([member for member in story.entries if member.id != entry_id])
    told = f"It tells story {story.id} with {format_count(others, 'other')} of {format_count(story.sources, 'feed')}."
    if any(member.id == entry_id and member.wire for member in story.entries):
        told += " Another one has the same text with small edits."
    if evidence.score and evidence.words:
        told += (
            f" It was as close as {evidence.score:.2f} to them when it came; they share {', '.join(evidence.words)}."
        )
    return told
