"""Explains what an entry belongs with: the tags that it has, and from whom, and rules."""

from collections.abc import Mapping

from tuinews.engine.explanations.facts import EntryFacts
from tuinews.engine.related.related import find_related
from tuinews.model.language import tr, tr_count
from tuinews.model.reports.explanation import EntryAnswer
from tuinews.model.text import SafeText, safe_text
from tuinews.store import Reader


def explain_rules(facts: EntryFacts, reader: Reader) -> EntryAnswer | None:
    """Say which rules of the user's did what to the entry as it arrived."""
    deeds = reader.rules.find_deeds(facts.entry.id)
    if not deeds:
        return None
    told = "; ".join(
        f"{tr('the rule {rule}', rule=deed.rule) if deed.rule else tr('a rule that is gone')}: {deed.did}"
        for deed in deeds
    )
    shapes = [{"rule_id": deed.rule_id, "rule": deed.rule or None, "did": deed.did} for deed in deeds]
    return EntryAnswer(safe_text(tr("As it arrived, {told}.", told=told)), {"rules": shapes})


def explain_tags(facts: EntryFacts, reader: Reader) -> EntryAnswer | None:
    """Say which tags the entry has, who gave each, and which of them stand for what was given."""
    own, published = facts.entry.user_tags, facts.entry.tags
    if not own and not published:
        return None
    given = reader.topics.read_given(facts.entry.id)
    parts = ((published, tr("its publisher gave it")), (own, tr("you gave it")))
    told = "; ".join(f"{who} {', '.join(_tell_tag(tag, given) for tag in tags)}" for tags, who in parts if tags)
    tags: list[dict[str, object]] = [{"name": tag, "by": "publisher"} for tag in published if tag not in own]
    tags += [{"name": tag, "by": "both" if tag in published else "user"} for tag in own]
    shapes = [tag | ({"given_as": names} if (names := given.get(SafeText(str(tag["name"])))) else {}) for tag in tags]
    return EntryAnswer(safe_text(f"{told[0].upper()}{told[1:]}.", 600), {"tags": shapes})


def _tell_tag(tag: SafeText, given: Mapping[SafeText, tuple[SafeText, ...]]) -> str:
    names = given.get(tag, ())
    return tr("{tag} (as {names}, which you said is the same)", tag=tag, names=", ".join(names)) if names else tag


def explain_related(facts: EntryFacts, reader: Reader) -> EntryAnswer | None:
    """Say which stored articles are nearest to the entry, and what they share with it."""
    found = find_related(reader, facts.entry.id)
    if not found:
        return None
    told = "; ".join(
        tr("“{title}” because of {shared}", title=near.title, shared=", ".join(near.shared)) for near in found
    )
    shapes = [{"id": near.id, "title": near.title, "score": near.score, "shared": list(near.shared)} for near in found]
    return EntryAnswer(
        safe_text(tr_count("Near to it is {told}.", "Near to it are {told}.", len(found), told=told), 1_000),
        {"related": shapes},
    )
