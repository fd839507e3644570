"""`rules`: what is done with entries as they arrive."""

import shutil
from argparse import ArgumentParser, Namespace

from tuinews.cli.articles.queries import QUERY_NOTES, tell_missing_feeds
from tuinews.cli.command import Command
from tuinews.cli.json_shapes import rule_export_shape, rule_shape, trial_shape
from tuinews.cli.output import UNCHANGED, TableColumn
from tuinews.cli.references import is_id
from tuinews.cli.session import CommandSession
from tuinews.engine.library import Library
from tuinews.engine.rules.programs import expand_program
from tuinews.engine.rules.rules import RuleTrial
from tuinews.model.error import UsageError
from tuinews.model.language import tr, tr_count
from tuinews.model.query import parse_query
from tuinews.model.rules.rule import PLACEHOLDERS, ActionKind, Rule, RuleAction, describe_kinds, read_actions


def _describe(parser: ArgumentParser) -> None:
    parser.add_argument(
        "verb",
        metavar="VERB",
        nargs="?",
        default="list",
        help="list (default), add, edit, move, remove or test",
        offers=("list", "add", "edit", "move", "remove", "test"),
    )
    parser.add_argument("name", metavar="NAME", nargs="?", default="", help="the rule's name, or its number")
    parser.add_argument("position", metavar="POSITION", nargs="?", help="with move: 1 is the first")
    parser.add_argument("--when", metavar="QUERY", help="which entries it is about, as they arrive")
    parser.add_argument(
        "--do",
        metavar="ACTION",
        action="append",
        nargs="+",
        help=tr("{kinds}; several may be given", kinds=describe_kinds()),
    )
    parser.add_argument("--name", dest="new_name", metavar="NEW", help="with edit: what it is called from now on")
    parser.add_argument("--active", choices=("on", "off"), help="with edit: let it rest, or hold again")
    parser.add_argument("--json", action="store_true", help="print a list of rules, or the one that was changed")


async def _rules(session: CommandSession, values: Namespace) -> int:
    _check_options(values)
    match values.verb:
        case "list" if not values.name:
            return await _list(session, values)
        case "add" if values.name and values.when is not None and values.do:
            return await _add(session, values)
        case "edit" if values.name and _changes(values):
            return await _edit(session, values)
        case "move" if values.name and values.position is not None and is_id(values.position):
            return await _move(session, values)
        case "remove" if values.name:
            return await _remove(session, values)
        case "test" if values.name:
            return await _test(session, values)
        case _:
            raise UsageError(
                tr(
                    "Write `tuinews rules`, or rules with add NAME --when QUERY --do ACTION, edit NAME, "
                    "move NAME POSITION, test NAME or remove NAME."
                )
            )


def _changes(values: Namespace) -> bool:
    return bool(values.do) or any(value is not None for value in (values.when, values.new_name, values.active))


def _check_options(values: Namespace) -> None:
    """Check that no option is given to a verb that has nothing to do with it; raises UsageError."""
    if values.position is not None and values.verb != "move":
        raise UsageError(tr("Put a name of several words in quotes; a POSITION is for rules move NAME POSITION."))
    if (values.when is not None or values.do) and values.verb not in {"add", "edit"}:
        raise UsageError(tr("--when and --do are for rules add and rules edit."))
    if (values.new_name is not None or values.active is not None) and values.verb != "edit":
        raise UsageError(tr("--name and --active are for `tuinews rules edit NAME`."))


async def _list(session: CommandSession, values: Namespace) -> int:
    async with session.library() as library:
        rules = await library.rules.all()
    if values.json:
        session.output.json_rows(map(rule_shape, rules))
        return 0
    if not rules:
        session.output.note(tr("No rules: `tuinews rules add NAME --when QUERY --do ACTION` makes one."))
        return 0
    columns = (
        TableColumn("position", justify="right"),
        TableColumn("rule", "bold", limit=32),
        TableColumn("when", flexible=True),
        TableColumn("does", flexible=True),
        TableColumn("done", justify="right"),
        TableColumn("error", limit=40),
    )
    session.output.rows(columns, map(_row, rules))
    return 0


def _row(rule: Rule) -> tuple[str, ...]:
    place = "" if rule.feed_id is not None else str(rule.position) if rule.active else "off"
    done = "" if rule.feed_id is not None else str(rule.touched)
    return (place, rule.name, rule.query, _describe_actions(rule), done, rule.error)


async def _add(session: CommandSession, values: Namespace) -> int:
    actions = read_actions(values.do)
    async with session.library() as library:
        rule = await library.rules.add(values.name, values.when, actions)
        await _warn(session, library, rule)
    return _tell(
        session,
        rule,
        tr("Added the rule {name}: {actions}", name=rule.name, actions=_describe_actions(rule)),
        as_json=values.json,
    )


async def _warn(session: CommandSession, library: Library, rule: Rule) -> None:
    """Say which feeds and programs of a rule are not there."""
    await tell_missing_feeds(session, library, parse_query(rule.query, session.now()))
    for action in rule.actions:
        if action.kind is ActionKind.RUN and shutil.which(expand_program(action.words[0])) is None:
            session.output.note(
                tr("There is no program {words} yet: the rule fails until it is there.", words=action.words[0])
            )


async def _edit(session: CommandSession, values: Namespace) -> int:
    """Change what is said of a rule; the rest stays."""
    actions: tuple[RuleAction, ...] = read_actions(values.do) if values.do else ()
    async with session.library() as library:
        before = await library.rules.find(values.name)
        rule = await library.rules.edit(
            values.name,
            name=values.new_name,
            query=values.when,
            actions=actions,
            active=None if values.active is None else values.active == "on",
        )
        await _warn(session, library, rule)
    rests = "" if rule.active else tr(", and rests")
    sentence = tr(
        "Changed the rule {name}: when {query} then {actions}{rests}",
        name=rule.name,
        query=rule.query,
        actions=_describe_actions(rule),
        rests=rests,
    )
    return _tell(session, rule, sentence, before=before, as_json=values.json)


async def _move(session: CommandSession, values: Namespace) -> int:
    async with session.library() as library:
        before = await library.rules.find(values.name)
        rule = await library.rules.move(values.name, int(values.position))
    sentence = tr("The rule {name} is number {position} now", name=rule.name, position=rule.position)
    return _tell(session, rule, sentence, before=before, as_json=values.json)


async def _remove(session: CommandSession, values: Namespace) -> int:
    async with session.library() as library:
        rule = await library.rules.remove(values.name)
    return _tell(session, rule, tr("Removed the rule {name}; what it did stays", name=rule.name), as_json=values.json)


async def _test(session: CommandSession, values: Namespace) -> int:
    async with session.library() as library:
        trial = await library.rules.test(values.name)
    if values.json:
        session.output.json(trial_shape(trial))
        return 0
    articles = tr_count("{count} article", "{count} articles", trial.total)
    session.output.note(
        tr(
            "{name} matches {articles}, {recent} of the last 30 days. {changes} Nothing was changed.",
            name=trial.rule.name,
            articles=articles,
            recent=trial.recent,
            changes=_describe_changes(trial),
        )
    )
    columns = (TableColumn("id", justify="right"), TableColumn("feed", limit=24), TableColumn("title", flexible=True))
    session.output.rows(columns, ((str(row.id), row.feed, row.title) for row in trial.samples))
    return 0


def _describe_changes(trial: RuleTrial) -> str:
    """Return how many entries each action would have changed, as a sentence."""
    return tr("It would have done: {value}.", value=", ".join(f"{action} ({count})" for action, count in trial.changes))


def _describe_actions(rule: Rule) -> str:
    return ", ".join(map(str, rule.actions))


def _tell(session: CommandSession, rule: Rule, sentence: str, *, before: Rule | None = None, as_json: bool) -> int:
    """Say what was done, unless it was so `before`: then there is nothing to be taken back."""
    if as_json:
        session.output.json(rule_shape(rule))
    elif (
        before is not None and rule_export_shape(before) == rule_export_shape(rule) and before.position == rule.position
    ):
        session.output.note(UNCHANGED)
    else:
        session.output.note(tr("{sentence}. `tuinews undo` takes it back.", sentence=sentence))
    return 0


_NOTES = f"""\
Rules hold for entries as they arrive, in their order: each sees the tags and marks that those before it gave. A program
gets the entry as JSON on stdin; {", ".join(f"{{{name}}}" for name in PLACEHOLDERS)} in its arguments stand for what is
the entry's, each as one argument, and no shell reads them. Write a program with options as one word:
--do 'run notify-send -u low {{title}}'. What one has no more than 30 seconds for is ended.

"""

COMMANDS = {
    "rules": Command(
        _describe,
        _rules,
        (
            "rules",
            "rules add Ferries --when 'title:ferry' --do star --do tag harbour",
            "rules add Storms --when 'storm folder:Coast' --do notify",
            "rules add Archive --when 'tag:longread' --do 'run wget -P /srv/pages {url}'",
            "rules test Ferries",
            "rules move Storms 1",
            "rules edit Storms --active off",
            "rules --json",
        ),
        _NOTES + QUERY_NOTES,
    ),
}
