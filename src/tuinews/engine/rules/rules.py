"""Rules: actions for the entries that arrive and match a query."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from tuinews.engine.rules.asked_query import check_query
from tuinews.engine.services import Services
from tuinews.model.clock import Instant
from tuinews.model.entry import Headline
from tuinews.model.error import NotFoundError, UsageError
from tuinews.model.ids import EntryId
from tuinews.model.language import tr
from tuinews.model.query import Query, parse_query, seeks_words
from tuinews.model.rules.rule import Rule, RuleAction
from tuinews.model.text import NAME_LIMIT, SafeText, fold, safe_text

if TYPE_CHECKING:
    from tuinews.store import Reader
    from tuinews.store.readers.rule_reader import RuleDeed
    from tuinews.store.rules.rule_rows import StoredRule

_SAMPLES = 12


class RuleTrial(NamedTuple):
    """What a rule would have done with what is stored."""

    rule: Rule
    total: int
    """Entries that its query matches."""
    recent: int
    """Those of them of the last 30 days."""
    changes: tuple[tuple[RuleAction, int], ...]
    """How many of them each action would change."""
    samples: tuple[Headline, ...]


class Rules:
    """`library.rules`; each change is undoable."""

    def __init__(self, services: Services) -> None:
        self._services = services

    async def all(self, *, options: bool = True) -> tuple[Rule, ...]:
        """Return the user's rules in their order; before them, with `options`, what was set for single feeds."""
        own = await self._services.pages.do(lambda reader: reader.rules.all())
        if not options:
            return own
        return (*await self._services.pages.do(lambda reader: reader.rules.find_options()), *own)

    async def find(self, ref: str) -> Rule:
        """Return the rule of this number or name; raises NotFoundError."""
        for rule in await self.all():
            if fold(rule.name) == fold(ref) or (rule.id > 0 and str(rule.id) == ref.strip()):
                return rule
        raise NotFoundError(
            tr("There is no rule “{ref}”: `tuinews rules` lists what there is.", ref=safe_text(ref, 60))
        )

    def check(self, query: str) -> None:
        """Check that a rule may ask a query; raises QueryError or UsageError."""
        check_query(query, self._services.clock(), tr("A rule"))

    async def find_deeds(self, entry_id: EntryId) -> "tuple[RuleDeed, ...]":
        """Return what rules did with an entry."""
        return await self._services.pages.do(lambda reader: reader.rules.find_deeds(entry_id))

    async def add(self, name: str, query: str, actions: Sequence[RuleAction]) -> Rule:
        """Have actions follow, from now on, for entries that arrive and match a query; behind the rules there are.

        Raises:
            QueryError: it is no query.
            UsageError: it names what no rule can, or the name is missing or taken.
        """
        from tuinews.store.rules.rule_rows import list_actions

        called = _check_name(name)
        check_query(query, self._services.clock(), tr("A rule"))
        listed = list_actions(actions)
        number = await self._services.writer.do(lambda writer: writer.rules.add(called, query.strip(), listed))
        return await self.find(str(number))

    async def edit(
        self,
        ref: str,
        *,
        name: str | None = None,
        query: str | None = None,
        actions: Sequence[RuleAction] = (),
        active: bool | None = None,
    ) -> Rule:
        """Change a rule; `None` and no actions leave a thing as it is. Raises as `add`, and NotFoundError."""
        from tuinews.store.rules.rule_rows import list_actions

        rule = await self._find_own(ref)
        if query is not None:
            check_query(query, self._services.clock(), tr("A rule"))
        called = rule.name if name is None else _check_name(name)
        listed = list_actions(actions or rule.actions)

        def change(stored: "StoredRule") -> "StoredRule":
            return stored._replace(
                name=called,
                query=stored.query if query is None else query.strip(),
                actions=listed,
                active=stored.active if active is None else active,
            )

        await self._services.writer.do(lambda writer: writer.rules.edit(rule.id, change))
        return await self.find(str(rule.id))

    async def move(self, ref: str, position: int) -> Rule:
        """Put a rule at a position among the user's, from 1 on; raises NotFoundError."""
        rule = await self._find_own(ref)
        await self._services.writer.do(lambda writer: writer.rules.move(rule.id, position))
        return await self.find(str(rule.id))

    async def remove(self, ref: str) -> Rule:
        """Remove a rule; what it did stays. Raises NotFoundError."""
        rule = await self._find_own(ref)
        await self._services.writer.do(lambda writer: writer.rules.remove(rule.id))
        return rule

    async def test(self, ref: str) -> RuleTrial:
        """Return what a rule would have done with all that is stored, and change nothing; raises NotFoundError."""
        return await self.try_rule(await self.find(ref))

    async def try_rule(self, rule: Rule) -> RuleTrial:
        """Return what a rule would have done that need not be there; raises QueryError."""
        now = self._services.clock()
        asked = parse_query(rule.query, now)
        if seeks_words(asked.condition):
            await self._services.index_new()
        return await self._services.scans.do(lambda reader: _try(reader, rule, asked, now))

    async def _find_own(self, ref: str) -> Rule:
        rule = await self.find(ref)
        if rule.id < 0:
            option = "--mark-read QUERY" if rule.query else "--full-text on or off"
            raise UsageError(
                tr(
                    "That is an option of a feed: `tuinews edit {feed_id} {option}` changes it.",
                    feed_id=rule.feed_id,
                    option=option,
                )
            )
        return rule


def _check_name(name: str) -> SafeText:
    called = safe_text(name, NAME_LIMIT)
    if not fold(called):
        raise UsageError(tr("A rule needs a name: write rules add NAME --when QUERY --do ACTION."))
    if called.isdigit():
        raise UsageError(tr("A rule's name is more than a number, which rules have anyway."))
    return called


def _try(reader: "Reader", rule: Rule, asked: Query, now: Instant) -> RuleTrial:
    total, recent = reader.mutes.count_matching(asked, rule.feed_id, now)
    found = reader.mutes.find_matching(asked, rule.feed_id)
    changes = tuple((action, reader.rules.count_lacking(found, action)) for action in rule.actions)
    samples = reader.lists.headlines(reader.mutes.find_newest(asked, rule.feed_id, _SAMPLES))
    return RuleTrial(rule, total, recent, changes, samples)
