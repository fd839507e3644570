"""Explains what an entry belongs with: the tags that it has, and from whom, and rules."""

from tuinews.engine.explanations.facts import EntryFacts
from tuinews.model.reports.explanation import EntryAnswer
from tuinews.model.text import safe_text
from tuinews.store import Reader


def explain_rules(facts: EntryFacts, reader: Reader) -> EntryAnswer | None:
    """Say which rules of the user's did what to the entry as it arrived."""
    deeds = reader.rules.find_deeds(facts.entry.id)
    if not deeds:
        return None
    told = "; ".join(f"{f'the rule {deed.rule}' if deed.rule else 'a rule that is gone'}: {deed.did}" for deed in deeds)
    shapes = [{"rule_id": deed.rule_id, "rule": deed.rule or None, "did": deed.did} for deed in deeds]
    return EntryAnswer(safe_text(f"As it arrived, {told}."), {"rules": shapes})


def explain_tags(facts: EntryFacts, _reader: Reader) -> EntryAnswer | None:
    """Say which tags the entry has, and who gave each."""
    own, published = facts.entry.user_tags, facts.entry.tags
    if not own and not published:
        return None
    parts = ((published, "its publisher gave it"), (own, "you gave it"))
    told = "; ".join(f"{who} {', '.join(tags)}" for tags, who in parts if tags)
    tags = [{"name": tag, "by": "publisher"} for tag in published if tag not in own]
    tags += [{"name": tag, "by": "both" if tag in published else "user"} for tag in own]
    return EntryAnswer(safe_text(f"{told[0].upper()}{told[1:]}."), {"tags": tags})
