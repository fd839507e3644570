"""`undo` and `redo`: take changes back and make them again; on a terminal it asks before a subscription goes."""

from argparse import ArgumentParser, Namespace

from tuinews.cli.command import Command
from tuinews.cli.json_shapes import change_shape, undo_shape
from tuinews.cli.output import TableColumn
from tuinews.cli.session import CommandSession
from tuinews.model.clock import format_ago
from tuinews.model.entry import Marked
from tuinews.model.error import ConsentError, UsageError
from tuinews.model.language import tr

_NOTES = """\
What is taken back is told. On a terminal, a subscription that would go with that is asked about first, unless --yes is
given; a script is not asked.
"""


def _describe(parser: ArgumentParser) -> None:
    parser.add_argument("change", metavar="CHANGE", nargs="?", type=int, help="the number of one in `tuinews journal`")
    parser.add_argument("--yes", action="store_true", help="do not ask when a subscription goes with it")
    parser.add_argument("--json", action="store_true", help="print an object: what was done, and its entries")


async def _undo(session: CommandSession, values: Namespace) -> int:
    return await _turn(session, values, "undo")


async def _redo(session: CommandSession, values: Namespace) -> int:
    return await _turn(session, values, "redo")


async def _turn(session: CommandSession, values: Namespace, what: str) -> int:
    if values.change is not None:
        return await _turn_one(session, values, what)
    agreed = 0 if session.interactive() and not values.yes else None
    async with session.library() as library:
        turn = library.entries.undo if what == "undo" else library.entries.redo
        while True:
            try:
                marked = await turn(agreed=agreed)
                break
            except ConsentError as wanted:  # again where another program changed something before the answer came
                question = tr("This would {ahead}. Do it? (y/n)", ahead=f"{what}: {wanted}")
                if (session.ask(question) or "").lower() not in {"y", "yes"}:
                    return _tell(session, None, tr("Nothing was changed."), as_json=values.json)
                agreed = wanted.change
    sentence = tr("There is nothing to {what}.", what=what) if marked is None else f"{marked.sentence}."
    return _tell(session, marked, sentence, as_json=values.json)


async def _turn_one(session: CommandSession, values: Namespace, what: str) -> int:
    """Undo a change by its number, or do it again: whoever names it has agreed to it."""
    async with session.library() as library:
        marked = await (library.journal.undo if what == "undo" else library.journal.redo)(values.change)
    return _tell(session, marked, f"{marked.sentence}.", as_json=values.json)


def _describe_journal(parser: ArgumentParser) -> None:
    parser.add_argument("--limit", metavar="N", type=int, default=30, help="how many, 30 unless said otherwise")
    parser.add_argument("--json", action="store_true", help="print an array of objects")


async def _journal(session: CommandSession, values: Namespace) -> int:
    if values.limit < 1:
        raise UsageError(tr("--limit needs a number above 0."))
    async with session.library() as library:
        changes = await library.journal.changes(values.limit)
    if values.json:
        session.output.json_rows(map(change_shape, changes))
        return 0
    if not changes:
        session.output.note(tr("Nothing was changed yet: what you mark, tag, add and edit will be here."))
    now = session.now()
    rows = [
        (str(change.number), format_ago(change.at, now), f"{change.sentence}{' (undone)' if change.undone else ''}")
        for change in changes
    ]
    columns = (TableColumn("change", justify="right"), TableColumn("ago"), TableColumn("what", flexible=True))
    session.output.rows(columns, rows)
    return 0


def _tell(session: CommandSession, marked: Marked | None, sentence: str, *, as_json: bool) -> int:
    if as_json:
        session.output.json(undo_shape(marked))
    else:
        session.output.note(sentence)
    return 0


COMMANDS = {
    "undo": Command(_describe, _undo, ("undo", "undo --yes", "undo 12"), _NOTES),
    "redo": Command(_describe, _redo, ("redo", "redo 12"), _NOTES),
    "journal": Command(_describe_journal, _journal, ("journal", "journal --limit 100 --json")),
}
