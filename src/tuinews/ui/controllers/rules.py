"""Rules in the reader: listed, added, tried, changed, put in order and removed."""

from collections.abc import Awaitable, Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from tuinews.model.rules.rule import Rule, describe_kinds, read_action_line
from tuinews.model.text import SafeText, format_count, safe_text
from tuinews.ui.controllers.checks import make_check
from tuinews.ui.controllers.query_names import QueryCompleter
from tuinews.ui.environment import Environment
from tuinews.ui.interaction import Interaction
from tuinews.ui.widgets.menu import MenuItem

if TYPE_CHECKING:
    from tuinews.engine.rules.rules import RuleTrial

_NEW = "A new rule …"
_SHOWN = 10
"""Titles that a dry run shows."""


class RulesController:
    """Shows what is done with articles as they arrive, and changes it."""

    def __init__(self, env: Environment, interaction: Interaction) -> None:
        self._env = env
        self._interaction = interaction

    def show(self) -> None:
        """Show the rules; a chosen one can be tried, changed, moved and removed."""
        self._interaction.inquire(self._show())

    async def _show(self) -> None:
        """Show the rules until the user leaves them: what was done with one is seen among the others."""
        while True:
            rules = await self._env.library.rules.all()
            items = [*(_rule_item(rule) for rule in rules), MenuItem(_NEW, _NEW)]
            number = format_count(sum(rule.feed_id is None for rule in rules), "rule")
            title, asked = (
                (f"{number}, in their order", "One to try or change") if rules else ("No rules yet", "Make one")
            )
            chosen = await self._interaction.choose(title, items, placeholder=asked, wide=True)
            if chosen is None:
                return
            if isinstance(chosen.value, Rule):
                await self._change(chosen.value, rules)
            else:
                await self._add("")

    def add(self, name: str = "") -> None:
        """Make a rule: its name, what it is about, and what it does; what it would have done is shown before."""
        self._interaction.inquire(self._add(name))

    async def _add(self, name: str) -> None:
        called = name or await self._interaction.ask("Name of the rule")
        query = called and await self._ask_query("")
        typed = query and await self._ask_actions("")
        if not called or not query or not typed:
            return
        rule = Rule(0, safe_text(called), query, read_action_line(typed))
        trial = await self._env.library.rules.try_rule(rule)
        items = [MenuItem("Save the rule", "save", "for what arrives from now on"), *trial_items(trial)]
        chosen = await self._interaction.choose(f"{rule.name}: what it would have done", items, wide=True)
        if chosen is not None:
            added = await self._env.library.rules.add(called, query, rule.actions)
            self._interaction.tell(f"Added the rule {added.name}: {self._interaction.key('undo')} takes it back.")

    async def _change(self, rule: Rule, rules: Sequence[Rule]) -> None:
        own = [one for one in rules if one.feed_id is None]
        place = own.index(rule) + 1 if rule in own else 0
        items = [MenuItem("Try it over what is there", "try", "changes nothing")]
        if rule.feed_id is None:
            items += [
                MenuItem("Change what it is about", "query", safe_text(rule.query, 40)),
                MenuItem("Change what it does", "actions", safe_text(_describe_actions(rule), 40)),
                MenuItem("Rename it", "name"),
                *([MenuItem("Move it up", "up")] if place > 1 else []),
                *([MenuItem("Move it down", "down")] if place < len(own) else []),
                MenuItem("Let it rest" if rule.active else "Let it hold again", "active"),
                MenuItem("Remove it", "remove", "what it did stays"),
            ]
        else:
            items.append(MenuItem(f"It is an option of the feed: tuinews edit {rule.feed_id} changes it", quiet=True))
        chosen = await self._interaction.choose(f"Rule {rule.name}", items)
        if chosen is not None:
            await self._carry_out(str(chosen.value), rule, place)

    async def _carry_out(self, what: str, rule: Rule, place: int) -> None:
        library = self._env.library.rules
        changes: dict[str, Callable[[], Awaitable[Rule | None]]] = {
            "try": lambda: self._try(rule),
            "query": lambda: self._edit_query(rule),
            "actions": lambda: self._edit_actions(rule),
            "name": lambda: self._rename(rule),
            "up": lambda: library.move(str(rule.id), place - 1),
            "down": lambda: library.move(str(rule.id), place + 1),
            "active": lambda: library.edit(str(rule.id), active=not rule.active),
            "remove": lambda: library.remove(str(rule.id)),
        }
        done = await changes[what]()
        if done is not None:
            said = "Removed" if what == "remove" else "Changed"
            self._interaction.tell(f"{said} the rule {done.name}: {self._interaction.key('undo')} takes it back.")

    async def _try(self, rule: Rule) -> None:
        trial = await self._env.library.rules.try_rule(rule)
        await self._interaction.choose(f"{rule.name}: what it would have done", [*trial_items(trial)], wide=True)

    async def _edit_query(self, rule: Rule) -> Rule | None:
        typed = await self._ask_query(rule.query)
        return await self._env.library.rules.edit(str(rule.id), query=typed) if typed else None

    async def _edit_actions(self, rule: Rule) -> Rule | None:
        typed = await self._ask_actions(_describe_actions(rule))
        return await self._env.library.rules.edit(str(rule.id), actions=read_action_line(typed)) if typed else None

    async def _rename(self, rule: Rule) -> Rule | None:
        typed = await self._interaction.ask("Name of the rule", rule.name)
        return await self._env.library.rules.edit(str(rule.id), name=typed) if typed else None

    async def _ask_query(self, before: str) -> str | None:
        question = "Which articles: title:words author:name tag:name feed:name …"
        return await self._interaction.ask(
            question, before, check=make_check(self._env.library.rules.check), complete=QueryCompleter(self._env)
        )

    async def _ask_actions(self, before: str) -> str | None:
        return await self._interaction.ask(
            f"What it does: {describe_kinds()}", before, check=make_check(read_action_line)
        )


def _describe_actions(rule: Rule) -> str:
    return ", ".join(map(str, rule.actions))


def _rule_item(rule: Rule) -> MenuItem:
    lead = "feed" if rule.feed_id is not None else str(rule.position) if rule.active else "rests"
    trouble = f" · {rule.error}" if rule.error else ""
    asks = rule.query or "everything"
    return MenuItem(rule.name, rule, f"{asks} → {_describe_actions(rule)}{trouble}", lead=lead)


def trial_items(trial: "RuleTrial") -> Iterator[MenuItem]:
    """Yield how much a rule matches, what each action would have changed, and the newest titles."""
    articles = format_count(trial.total, "article")
    yield MenuItem(SafeText(f"Matches {articles}, {trial.recent} of the last 30 days"))
    for action, count in trial.changes:
        yield MenuItem(str(action), quiet=True, detail=format_count(count, "article"))
    for row in trial.samples[:_SHOWN]:
        yield MenuItem(row.title or row.feed, quiet=True, lead=row.feed)
