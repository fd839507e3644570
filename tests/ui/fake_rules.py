"""The rules of the library that the reader is tested on: they are kept and not applied."""

from collections.abc import Callable, Sequence

from tuinews.engine.rules.asked_query import check_query
from tuinews.engine.rules.rules import RuleTrial
from tuinews.model.entry import Entry, Headline
from tuinews.model.rules.rule import Rule, RuleAction
from tuinews.model.text import safe_text


class FakeRules:
    def __init__(self, find: Callable[[str], list[Entry]], headline: Callable[[Entry], Headline]) -> None:
        self.rules: list[Rule] = []
        self.edits = 0
        self._find = find
        self._headline = headline

    async def all(self, *, options: bool = True) -> tuple[Rule, ...]:
        assert options, "the reader shows all"
        return tuple(rule._replace(position=place) for place, rule in enumerate(self.rules, 1))

    def check(self, query: str) -> None:
        check_query(query, 0, "A rule")

    async def add(self, name: str, query: str, actions: Sequence[RuleAction]) -> Rule:
        self.rules.append(Rule(len(self.rules) + 1, safe_text(name), query, tuple(actions)))
        return self.rules[-1]

    async def edit(
        self,
        ref: str,
        *,
        name: str | None = None,
        query: str | None = None,
        actions: Sequence[RuleAction] = (),
        active: bool | None = None,
    ) -> Rule:
        self.edits += 1
        before = self._get(ref)
        after = before._replace(
            name=before.name if name is None else safe_text(name),
            query=before.query if query is None else query,
            actions=tuple(actions) or before.actions,
            active=before.active if active is None else active,
        )
        self.rules[self.rules.index(before)] = after
        return after

    async def move(self, ref: str, position: int) -> Rule:
        rule = self._get(ref)
        self.rules.remove(rule)
        self.rules.insert(position - 1, rule)
        return rule

    async def remove(self, ref: str) -> Rule:
        rule = self._get(ref)
        self.rules.remove(rule)
        return rule

    async def try_rule(self, rule: Rule) -> RuleTrial:
        found = self._find(rule.query)
        counts = tuple((action, len(found)) for action in rule.actions)
        return RuleTrial(rule, len(found), len(found), counts, tuple(map(self._headline, found)))

    def _get(self, ref: str) -> Rule:
        return next(rule for rule in self.rules if str(rule.id) == ref)
