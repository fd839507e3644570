"""`explain`: why an entry is where it is, and where it came from."""

from argparse import ArgumentParser, Namespace
from typing import Any

from tuinews.cli.articles.queries import find_some_stories
from tuinews.cli.command import Command
from tuinews.cli.references import find_entry
from tuinews.cli.session import CommandSession
from tuinews.engine.rules.entry_shape import entry_shape
from tuinews.model.reports.explanation import EntryAnswer, Explanation
from tuinews.model.text import UNTITLED

_NOTES = """\
It says why the entry is here, hidden, folded into a story, related, tagged and aged, where it was fetched from and when
its feed is asked next. In JSON each of these is null where it is not so, else an object with the sentence in "why".
"""


def _describe(parser: ArgumentParser) -> None:
    parser.add_argument("entry", metavar="ENTRY", help="an entry's id, or its URL")
    parser.add_argument("--json", action="store_true", help="print an object with all answers")


async def _explain(session: CommandSession, values: Namespace) -> int:
    async with session.library() as library:
        entry_id = await find_entry(library, values.entry)
        await find_some_stories(library)
        explanation = await library.explanations.explain(entry_id)
    if values.json:
        session.output.json(explanation_shape(explanation))
        return 0
    session.output.line(explanation.entry.title or UNTITLED)
    for section in explanation.sections:
        session.output.line(f"{section.title}: {section.why}")
    return 0


def explanation_shape(explanation: Explanation) -> dict[str, Any]:
    """Return the entry and every answer by its name; what is not so is `null`."""
    answers = {section.name: _answer_shape(section.answer) for section in explanation.sections}
    return {"entry": entry_shape(explanation.entry)} | answers


def _answer_shape(answer: EntryAnswer | None) -> dict[str, Any] | None:
    return None if answer is None else {"why": answer.why, **answer.details}


COMMANDS = {
    "explain": Command(_describe, _explain, ("explain 42", "explain https://coast.example/ferry --json"), _NOTES)
}
