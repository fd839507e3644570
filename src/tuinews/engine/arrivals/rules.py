"""What follows when an entry arrives: a pure function of the entry and the user's rules.

To add a rule of the program's, write a function that takes a feed's rules and returns what to ask of each entry, and
add it to `RULES`. It then holds for polls, first fetches, imported states, followed pages and accounts. Rules of the
user's, mutes and the options of feeds are rows of the store, which `apply_rules` and `mute` go by.
"""

from collections.abc import Callable, Sequence

from tuinews.engine.arrivals.draft_match import SameTags, matches_draft, read_keys, tag_key
from tuinews.engine.arrivals.ready_queries import QueryTable, make_ready
from tuinews.model.arrival import NO_CONSEQUENCE, Arrival, Consequence, FeedRules, RuleEffect
from tuinews.model.entry import Flag
from tuinews.model.language import tr
from tuinews.model.rules.rule import ActionKind, Rule
from tuinews.model.text import SafeText
from tuinews.store.rules.mute_rows import MUTED

Verdict = Callable[[Arrival], Consequence]
"""What a rule says of one entry, which has the marks and tags that rules before it gave."""

ArrivalRule = Callable[[FeedRules], Verdict | None]
"""A rule made ready for one feed; `None` when it does not concern the feed, which then costs nothing an entry."""

_FLAGS = {ActionKind.READ: Flag.READ, ActionKind.STAR: Flag.STARRED, ActionKind.LATER: Flag.LATER}


def keep_marks(_rules: FeedRules) -> Verdict:
    """Keep the marks that an entry comes with."""
    return lambda arrival: Consequence(arrival.marks) if arrival.marks else NO_CONSEQUENCE


def apply_rules(rules: FeedRules) -> Verdict | None:
    """Do what the user's rules say, one after the other: a rule sees what those before it did."""
    ours = (rule for rule in rules.rules if rule.active and rule.feed_id in {None, rules.feed_id})
    asked = tuple(make_ready(((rule, rule.query, tr("the rule {name}", name=rule.name)) for rule in ours), rules))
    if not asked:
        return None
    seeks = any(ready.keys is not None for ready in asked)

    def verdict(arrival: Arrival) -> Consequence:
        whole, seen = NO_CONSEQUENCE, arrival
        words = read_keys(arrival, rules.topics) if seeks else frozenset()
        for rule, condition, keys in asked:
            if (keys is None or not keys.isdisjoint(words)) and matches_draft(condition, seen, rules):
                whole = whole.merge(apply_rule(rule, seen, rules.topics))
                seen = with_consequence(arrival, whole)
                words = read_keys(seen, rules.topics) if seeks else words
        return whole

    return verdict


def apply_rule(rule: Rule, arrival: Arrival, topics: SameTags) -> Consequence:
    """Return what a rule does with an entry that it matches, and that is not so anyway."""
    kinds = {action.kind for action in rule.actions}
    marks = frozenset(flag for kind, flag in _FLAGS.items() if kind in kinds)
    tags = tuple(SafeText(action.words[0]) for action in rule.actions if action.kind is ActionKind.TAG)
    full_text = ActionKind.FULL_TEXT in kinds
    if rule.id < 0:  # an option of the feed, which can be looked up there
        return Consequence(marks, tags, full_text=full_text)
    jobs = tuple(action for action in rule.actions if action.kind in {ActionKind.NOTIFY, ActionKind.RUN})
    has = {tag_key(tag, topics) for tag in (*arrival.draft.tags, *arrival.tags)} if tags else set()
    fresh = tuple(tag for tag in tags if tag_key(tag, topics) not in has)
    effect = RuleEffect(rule.id, marks - arrival.marks, fresh, full_text, jobs)
    return Consequence(marks, fresh, full_text=full_text, effects=(effect,)) if any(effect[1:]) else NO_CONSEQUENCE


def mute(rules: FeedRules) -> Verdict | None:
    """Hide what a mute matches."""
    ours = (mute for mute in rules.mutes if mute.feed_id in {None, rules.feed_id})
    table = QueryTable(((mute.id, mute.query, tr("mute {id}", id=mute.id)) for mute in ours), rules)
    if not table:
        return None

    def verdict(arrival: Arrival) -> Consequence:
        found = table.find(arrival)
        return Consequence(hidden=frozenset({MUTED}), muted_by=tuple(sorted(found))) if found else NO_CONSEQUENCE

    return verdict


RULES: list[ArrivalRule] = [keep_marks, apply_rules, mute]
"""All rules in their order: each sees the marks and tags that those before it gave."""


def decide(arrivals: Sequence[Arrival], rules: FeedRules) -> dict[str, Consequence]:
    """Return by guid what follows for each entry; those for which nothing follows are left out."""
    verdicts = [verdict for rule in RULES if (verdict := rule(rules)) is not None]
    follows: dict[str, Consequence] = {}
    for arrival in arrivals:
        whole = NO_CONSEQUENCE
        for verdict in verdicts:
            found = verdict(with_consequence(arrival, whole))
            whole = whole if found is NO_CONSEQUENCE else whole.merge(found)
        if whole is not NO_CONSEQUENCE:
            follows[arrival.draft.guid] = whole
    return follows


def with_consequence(arrival: Arrival, before: Consequence) -> Arrival:
    """Return an entry with the marks and tags that follow from rules so far."""
    if not (before.marks or before.tags):
        return arrival
    return arrival._replace(marks=arrival.marks | before.marks, tags=(*arrival.tags, *before.tags))
