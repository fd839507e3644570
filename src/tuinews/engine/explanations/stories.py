"""Explains why an entry is in a story with others."""

from tuinews.engine.explanations.facts import EntryFacts
from tuinews.engine.stories.gates import APART, GATES
from tuinews.model.language import tr, tr_count, tr_later
from tuinews.model.reports.explanation import EntryAnswer
from tuinews.model.stories.story import Story, StoryEvidence
from tuinews.model.text import SafeText, safe_text
from tuinews.store import Reader

_MOST_NEAR = 3
_NOT_ENOUGH = tr_later("They have too little in common to be one story for certain.")
_SENTENCES = {gate.name: gate.sentence for gate in (*GATES, APART)}


def explain_story(facts: EntryFacts, reader: Reader) -> EntryAnswer | None:
    """Say with which others the entry tells a story, and by what that was found."""
    entry_id = facts.entry.id
    found = reader.stories.read(tuple(reader.stories.find((entry_id,)).values()))
    if not found:
        return None
    story, evidence = found[0], reader.stories.read_evidence(entry_id)
    gates = [(name, _SENTENCES[name]) for name in evidence.gates if name in _SENTENCES]
    by_hand = tr(" You put articles of it together.") if reader.stories.is_by_hand(story.id) else ""
    return EntryAnswer(
        safe_text(f"{_tell_story(story, entry_id, evidence)}{by_hand}"),
        {
            "story_id": story.id,
            "entries": [member.id for member in story.entries],
            "sources": story.sources,
            "score": evidence.score or None,
            "words": list(evidence.words),
            "gates": [{"name": name, "why": why} for name, why in gates],
        },
    )


def explain_apart(facts: EntryFacts, reader: Reader) -> EntryAnswer | None:
    """Say what keeps the entry out of stories that it is close to: the user, or what tells two events apart."""
    evidence = reader.stories.read_evidence(facts.entry.id)
    numbers = [number for number, *_ in evidence.near]
    titles: dict[int, SafeText] = {one.id: one.title or one.feed for one in reader.lists.headlines(numbers)}
    stories = reader.stories.find((facts.entry.id, *numbers))
    mates = {
        number for number in numbers if facts.entry.id in stories and stories.get(number) == stories[facts.entry.id]
    }
    near = [one for one in evidence.near if one[0] in titles and one[0] not in mates][:_MOST_NEAR]
    apart = facts.feed is not None and not facts.feed.options.stories
    split = reader.stories.is_split(facts.entry.id)
    said = [
        *([tr("You keep {feed} apart from stories.", feed=facts.entry.feed)] if apart else []),
        *([tr("You took it out of a story.")] if split else []),
        *(
            tr(
                "It is close to “{titles}” ({score:.2f}): {get}",
                titles=titles[number],
                score=score,
                get=tr(_SENTENCES.get(gate, _NOT_ENOUGH)),
            )
            for number, score, gate in near
        ),
    ]
    if not said:
        return None
    close = [
        {"id": number, "title": titles[number], "score": score, "gate": gate or None} for number, score, gate in near
    ]
    return EntryAnswer(safe_text(" ".join(said)), {"feed": apart, "split": split, "near": close})


def _tell_story(story: Story, entry_id: int, evidence: StoryEvidence) -> str:
    others = len([member for member in story.entries if member.id != entry_id])
    told = tr(
        "It tells story {id} with {others} of {feeds}.",
        id=story.id,
        others=tr_count("{count} other", "{count} others", others),
        feeds=tr_count("{count} feed", "{count} feeds", story.sources),
    )
    if any(member.id == entry_id and member.wire for member in story.entries):
        told += tr(" Another one has the same text with small edits.")
    if evidence.score and evidence.words:
        told += tr(
            " It was as close as {score:.2f} to them when it came; they share {words}.",
            score=evidence.score,
            words=", ".join(evidence.words),
        )
    return told
