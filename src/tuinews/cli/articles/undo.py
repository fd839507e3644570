"""`undo` and `redo`: take changes back and make them again; on a terminal it asks before a subscription goes."""

from argparse import ArgumentParser, Namespace

from tuinews.cli.command import Command
from tuinews.cli.json_shapes import undo_shape
from tuinews.cli.session import CommandSession
from tuinews.model.entry import Marked
from tuinews.model.error import ConsentError

_NOTES = """\
What is taken back is told. On a terminal, a subscription that would go with that is asked about first, unless --yes is
given; a script is not asked.
"""


def _describe(parser: ArgumentParser) -> None:
    parser.add_argument("--yes", action="store_true", help="do not ask when a subscription goes with it")
    parser.add_argument("--json", action="store_true", help="print an object: what was done, and its entries")


async def _undo(session: CommandSession, values: Namespace) -> int:
    return await _turn(session, values, "undo")


async def _redo(session: CommandSession, values: Namespace) -> int:
    return await _turn(session, values, "redo")


async def _turn(session: CommandSession, values: Namespace, what: str) -> int:
    agreed = 0 if session.interactive() and not values.yes else None
    async with session.library() as library:
        turn = library.entries.undo if what == "undo" else library.entries.redo
        while True:
            try:
                marked = await turn(agreed=agreed)
                break
            except ConsentError as wanted:  # again where another program changed something before the answer came
                if (session.ask(f"This would {what}: {wanted}. Do it? (y/n)") or "").lower() not in {"y", "yes"}:
                    return _tell(session, None, "Nothing was changed.", as_json=values.json)
                agreed = wanted.change
    sentence = f"There is nothing to {what}." if marked is None else f"{marked.sentence}."
    return _tell(session, marked, sentence, as_json=values.json)


def _tell(session: CommandSession, marked: Marked | None, sentence: str, *, as_json: bool) -> int:
    if as_json:
        session.output.json(undo_shape(marked))
    else:
        session.output.note(sentence)
    return 0


COMMANDS = {
    "undo": Command(_describe, _undo, ("undo", "undo --yes"), _NOTES),
    "redo": Command(_describe, _redo, ("redo",), _NOTES),
}
