"""A rule in a form: its name, the query with the number of what it finds, and what is done with that."""

from typing import TYPE_CHECKING, NamedTuple

from tuinews.model.error import TuinewsError
from tuinews.model.language import tr, tr_count
from tuinews.model.rules.rule import Rule, RuleAction, describe_kinds, read_action_line
from tuinews.model.text import safe_text
from tuinews.ui.controllers.checks import make_check
from tuinews.ui.controllers.query_names import QueryCompleter
from tuinews.ui.environment import Environment
from tuinews.ui.interaction import Interaction

if TYPE_CHECKING:
    from tuinews.ui.dialogs.field_form import Field

_NO_ACTIONS: tuple[RuleAction, ...] = ()


class RuleDraft(NamedTuple):
    """What the user wants a rule to be."""

    name: str
    query: str
    actions: tuple[RuleAction, ...]
    active: bool


class RuleForms:
    """Asks what a rule is to be."""

    def __init__(self, env: Environment, interaction: Interaction) -> None:
        self._env = env
        self._interaction = interaction

    async def ask(self, title: str, rule: Rule) -> RuleDraft | None:
        """Return what the user wants instead of `rule`, which is new if its number is 0; `None` when the user left."""
        from tuinews.ui.dialogs.field_form import FieldForm

        key = self._interaction.key
        goes_on = tr("saves") if rule.id else tr("shows what it would have done")
        foot = tr(
            "{form_accept} {goes_on} · {form_down} next line · {close_dialog} leaves",
            form_accept=key("form-accept"),
            goes_on=goes_on,
            form_down=key("form-down"),
            close_dialog=key("close-dialog"),
        )
        typed = await self._interaction.put(FieldForm(title, self._make_fields(rule), foot=foot))
        if typed is None:
            return None
        actions = read_action_line(typed["actions"])
        return RuleDraft(typed["name"], typed["query"], actions, typed.get("holds", "yes") == "yes")

    def _make_fields(self, rule: Rule) -> "tuple[Field, ...]":
        from tuinews.ui.dialogs.field_form import Field

        holds = tr("no: it rests, and does nothing with what arrives; Space changes it.")
        fields = (
            Field("name", tr("Name"), rule.name, tr("What the rule is called."), check=_check_name),
            Field(
                "query",
                tr("Articles"),
                rule.query,
                check=self._check_query,
                remark=self._count,
                complete=QueryCompleter(self._env),
            ),
            Field(
                "actions",
                tr("What it does"),
                describe_actions(rule),
                tr("With commas between: {kinds}.", kinds=describe_kinds()),
                check=make_check(read_action_line),
            ),
        )
        if not rule.id:
            return fields
        return (*fields, Field("holds", tr("Holds"), "yes" if rule.active else "no", holds, choices=("yes", "no")))

    def _check_query(self, typed: str) -> str:
        if not typed:
            return tr("Which articles? Such as title:words, author:name, tag:name, feed:name.")
        return make_check(self._env.library.rules.check)(typed)

    async def _count(self, typed: str) -> str:
        """Say how many stored articles the query of a rule finds."""
        try:
            trial = await self._env.library.rules.try_rule(Rule(0, safe_text("-"), typed, _NO_ACTIONS))
        except TuinewsError as error:
            return str(error)
        return tr(
            "Matches {articles}, {recent} of the last 30 days.",
            articles=tr_count("{count} article", "{count} articles", trial.total),
            recent=trial.recent,
        )


def describe_actions(rule: Rule) -> str:
    """Return the actions of a rule as they are typed."""
    return ", ".join(map(str, rule.actions))


def _check_name(typed: str) -> str:
    if safe_text(typed).isdigit():
        return tr("A rule's name is more than a number, which rules have anyway.")
    return "" if safe_text(typed) else tr("A rule needs a name.")
