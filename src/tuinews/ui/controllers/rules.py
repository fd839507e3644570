"""Rules in the reader: listed, added, tried, changed, put in order and removed."""

from collections.abc import Awaitable, Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from tuinews.model.language import tr, tr_count, tr_later
from tuinews.model.rules.rule import Rule
from tuinews.model.text import EMPTY, SafeText, safe_text
from tuinews.ui.controllers.rule_forms import RuleForms, describe_actions
from tuinews.ui.environment import Environment
from tuinews.ui.interaction import Interaction
from tuinews.ui.widgets.menu import MenuItem

if TYPE_CHECKING:
    from tuinews.engine.rules.rules import RuleTrial

_NEW = tr_later("A new rule …")
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
            items = [*(_rule_item(rule) for rule in rules), MenuItem(tr(_NEW), _NEW)]
            number = tr_count("{count} rule", "{count} rules", sum(rule.feed_id is None for rule in rules))
            title, asked = (
                (tr("{number}, in their order", number=number), tr("One to try or change"))
                if rules
                else (tr("No rules yet"), tr("Make one"))
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
        while (draft := await self._forms.ask(tr("A new rule"), rule)) is not None:
            rule = Rule(0, safe_text(draft.name) or EMPTY, draft.query, draft.actions)
            trial = await self._env.library.rules.try_rule(rule)
            items = [
                MenuItem(tr("Save the rule"), "save", tr("for what arrives from now on")),
                MenuItem(tr("Change it"), "change", tr("back to the form")),
                *trial_items(trial),
            ]
            chosen = await self._interaction.choose(
                tr("{name}: what it would have done", name=rule.name), items, wide=True
            )
            if chosen is None:
                return
            if chosen.value == "save":
                added = await self._env.library.rules.add(rule.name, rule.query, rule.actions)
                self._interaction.tell(
                    tr(
                        "Added the rule {name}: {undo} takes it back.",
                        name=added.name,
                        undo=self._interaction.key("undo"),
                    )
                )
                return

    async def _change(self, rule: Rule, rules: Sequence[Rule]) -> None:
        own = [one for one in rules if one.feed_id is None]
        place = own.index(rule) + 1 if rule in own else 0
        items = [MenuItem(tr("Try it over what is there"), "try", tr("changes nothing"))]
        if rule.feed_id is None:
            items += [
                MenuItem(tr("Change it"), "edit", safe_text(f"{rule.query} → {describe_actions(rule)}", 60)),
                *([MenuItem(tr("Move it up"), "up")] if place > 1 else []),
                *([MenuItem(tr("Move it down"), "down")] if place < len(own) else []),
                MenuItem(tr("Let it rest") if rule.active else tr("Let it hold again"), "active"),
                MenuItem(tr("Remove it"), "remove", tr("what it did stays")),
            ]
        else:
            items.append(
                MenuItem(
                    tr("It is an option of the feed: tuinews edit {feed_id} changes it", feed_id=rule.feed_id),
                    quiet=True,
                )
            )
        chosen = await self._interaction.choose(tr("Rule {name}", name=rule.name), items)
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
            said = tr("Removed") if what == "remove" else tr("Changed")
            self._interaction.tell(
                tr(
                    "{said} the rule {name}: {undo} takes it back.",
                    said=said,
                    name=done.name,
                    undo=self._interaction.key("undo"),
                )
            )

    async def _try(self, rule: Rule) -> None:
        trial = await self._env.library.rules.try_rule(rule)
        await self._interaction.choose(
            tr("{name}: what it would have done", name=rule.name), [*trial_items(trial)], wide=True
        )

    async def _edit(self, rule: Rule) -> Rule | None:
        draft = await self._forms.ask(tr("Rule {name}", name=rule.name), rule)
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
    articles = tr_count("{count} article", "{count} articles", trial.total)
    yield MenuItem(
        SafeText(tr("Matches {articles}, {recent} of the last 30 days", articles=articles, recent=trial.recent))
    )
    for action, count in trial.changes:
        yield MenuItem(str(action), quiet=True, detail=tr_count("{count} article", "{count} articles", count))
    for row in trial.samples[:_SHOWN]:
        yield MenuItem(row.title or row.feed, quiet=True, lead=row.feed)
