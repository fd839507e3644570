"""Rules in the reader: listed, added, tried, changed, put in order and removed."""

from collections.abc import Awaitable, Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from tuinews.model.rules.rule import Rule
from tuinews.model.text import EMPTY, SafeText, format_count, safe_text
from tuinews.ui.controllers.rule_forms import RuleForms, describe_actions
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
        self._forms = RuleForms(env, interaction)

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
        """Make a rule in a form; what it would have done is shown before it is saved."""
        self._interaction.inquire(self._add(name))

    async def _add(self, name: str) -> None:
        rule = Rule(0, safe_text(name) or EMPTY, "", ())
        while (draft := await self._forms.ask("A new rule", rule)) is not None:
            rule = Rule(0, safe_text(draft.name) or EMPTY, draft.query, draft.actions)
            trial = await self._env.library.rules.try_rule(rule)
            items = [
                MenuItem("Save the rule", "save", "for what arrives from now on"),
                MenuItem("Change it", "change", "back to the form"),
                *trial_items(trial),
            ]
            chosen = await self._interaction.choose(f"{rule.name}: what it would have done", items, wide=True)
            if chosen is None:
                return
            if chosen.value == "save":
                added = await self._env.library.rules.add(rule.name, rule.query, rule.actions)
                self._interaction.tell(f"Added the rule {added.name}: {self._interaction.key('undo')} takes it back.")
                return

    async def _change(self, rule: Rule, rules: Sequence[Rule]) -> None:
        own = [one for one in rules if one.feed_id is None]
        place = own.index(rule) + 1 if rule in own else 0
        items = [MenuItem("Try it over what is there", "try", "changes nothing")]
        if rule.feed_id is None:
            items += [
                MenuItem("Change it", "edit", safe_text(f"{rule.query} → {describe_actions(rule)}", 60)),
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
            "edit": lambda: self._edit(rule),
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

    async def _edit(self, rule: Rule) -> Rule | None:
        draft = await self._forms.ask(f"Rule {rule.name}", rule)
        if draft is None or draft == (rule.name, rule.query, rule.actions, rule.active):
            return None
        name, query, actions, active = draft
        return await self._env.library.rules.edit(str(rule.id), name=name, query=query, actions=actions, active=active)


def _rule_item(rule: Rule) -> MenuItem:
    lead = "feed" if rule.feed_id is not None else str(rule.position) if rule.active else "rests"
    trouble = f" · {rule.error}" if rule.error else ""
    asks = rule.query or "everything"
    return MenuItem(rule.name, rule, f"{asks} → {describe_actions(rule)}{trouble}", lead=lead)


def trial_items(trial: "RuleTrial") -> Iterator[MenuItem]:
    """Yield how much a rule matches, what each action would have changed, and the newest titles."""
    articles = format_count(trial.total, "article")
    yield MenuItem(SafeText(f"Matches {articles}, {trial.recent} of the last 30 days"))
    for action, count in trial.changes:
        yield MenuItem(str(action), quiet=True, detail=format_count(count, "article"))
    for row in trial.samples[:_SHOWN]:
        yield MenuItem(row.title or row.feed, quiet=True, lead=row.feed)
