"""`note`: what the user wrote to an entry, read, written and taken away."""

from argparse import ArgumentParser, Namespace

from tuinews.cli.command import Command
from tuinews.cli.json_shapes import note_shape
from tuinews.cli.references import STDIN, find_entry
from tuinews.cli.session import CommandSession
from tuinews.engine.library import Library
from tuinews.model.entry import Entry, Marked, read_note
from tuinews.model.error import TuinewsError, UsageError
from tuinews.model.language import tr
from tuinews.ui.programs.editor import EditedFile, find_editor, needs_terminal

_NOTES = """\
Alone it prints the note, and nothing where there is none. --edit opens it in $VISUAL or $EDITOR, - reads it from stdin;
all lines of it are kept. Each way puts another note in the place of the former; `tuinews undo` brings that back.
An entry with a note is kept, as starred ones are: when old ones are deleted, and when its feed is unsubscribed from.
`tuinews list has:note` finds all of them, note:WORD those whose note says that, and a search finds its words as well.
"""


def _describe(parser: ArgumentParser) -> None:
    parser.add_argument("entry", metavar="ENTRY", help="an entry's id, or its URL")
    parser.add_argument("source", metavar="-", nargs="?", help="read the note from stdin")
    ways = parser.add_mutually_exclusive_group()
    ways.add_argument("--edit", action="store_true", help="write it in your editor; left empty, it is taken away")
    ways.add_argument("--text", metavar="T", help="the note itself")
    ways.add_argument("--remove", action="store_true", help="take it away")
    parser.add_argument("--json", action="store_true", help="print an object: the entry, its note, and what was done")


async def _note(session: CommandSession, values: Namespace) -> int:
    if values.entry == STDIN:
        raise UsageError(tr("Say which entry the note is for: write note ENTRY - to read it from stdin."))
    if values.source not in {None, STDIN}:
        raise UsageError(
            tr("To have these words for the note, write --text: note {entry} --text '…'.", entry=values.entry)
        )
    if values.source == STDIN and (values.edit or values.remove or values.text is not None):
        raise UsageError(tr("Say one way to come by the note: stdin, --edit, --text or --remove."))
    async with session.library() as library:
        entry = await library.entries.entry(await find_entry(library, values.entry))
        if values.edit:
            done: Marked | None = await _edit(session, library, entry)
        elif values.source == STDIN or values.text is not None or values.remove:
            text = read_note(_read_text(session, values))
            if not (text or values.remove):
                raise UsageError(tr("There are no words in that, so the note is as it was: --remove takes it away."))
            done = await library.entries.write_note(entry.id, text)
        else:
            done = None
        _tell(session, await library.entries.entry(entry.id), done, as_json=values.json)
    return 0


def _read_text(session: CommandSession, values: Namespace) -> str:
    if values.remove:
        return ""
    return session.stdin.read() if values.source == STDIN else str(values.text)


async def _edit(session: CommandSession, library: Library, entry: Entry) -> Marked:
    command = find_editor(session.environ) or ("vi",)
    if not session.on_terminal() and needs_terminal(command[0]):
        said = tr("{editor} needs a terminal: write the note with --text or -, or set EDITOR.", editor=command[0])
        raise UsageError(said)
    file = EditedFile(entry.note, (entry.title, entry.url))
    text = file.edit(command)
    try:
        done = await library.entries.write_note(entry.id, read_note(text))
    except TuinewsError:
        session.output.note(tr("tuinews: {tr}", tr=tr("What you wrote is in {path}.", path=file.path)))
        raise
    file.drop()
    return done


def _tell(session: CommandSession, entry: Entry, done: Marked | None, *, as_json: bool) -> None:
    if as_json:
        session.output.json(note_shape(entry, done))
    elif done is not None:
        session.output.note(done.sentence)
    elif entry.note:
        session.output.publication(entry.note)
    else:
        session.output.note(tr("There is no note to {id}: `tuinews note {id} --edit` writes one.", id=entry.id))


COMMANDS = {
    "note": Command(
        _describe,
        _note,
        (
            "note 42",
            "note 42 --edit",
            "note 42 --text 'ask Mara about the second source'",
            "note 42 - < thoughts.md",
            "note 42 --remove",
        ),
        _NOTES,
    )
}
