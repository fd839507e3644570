"""`save`: articles as files."""

import tempfile
from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from pathlib import Path

from tuinews.cli.articles.queries import QUERY_NOTES, make_ready, read_choice
from tuinews.cli.command import PARTLY_DONE, Command
from tuinews.cli.json_shapes import file_shape
from tuinews.cli.output import Output
from tuinews.cli.references import STDIN, FoundEntries, add_ignore_missing, find_entries, tell_missing
from tuinews.cli.session import CommandSession
from tuinews.engine.files import SaveTarget
from tuinews.engine.library import Library
from tuinews.engine.results import Saved
from tuinews.model.error import TuinewsError, UsageError
from tuinews.model.form import FORMS, form_for
from tuinews.model.ids import EntryId
from tuinews.model.language import tr

_NOTES = """\
Each article is a file of its own, called after its date and title; with a file in --to, and as a book (epub) or a feed
(atom), they are all in one; a note is Markdown with the facts above it as YAML, for programs that keep notes. What is
there is never written over: a number behind the name tells files apart. The paths are printed.
- reads entries from stdin: ids and URLs, or the lines of `tuinews list`. One that is not there is named on stderr, and
it leaves with 3, unless --ignore-missing is given.
Where --full cannot have a page, what the feed has is saved, stderr says why, and it leaves with 1.
"""


def _describe(parser: ArgumentParser) -> None:
    forms = list(FORMS)
    parser.add_argument("entries", metavar="ENTRY", nargs="*", help="an entry's id, or its URL; - reads them")
    parser.add_argument("--query", metavar="Q", help="all that match, instead of single entries")
    parser.add_argument(
        "--format",
        choices=forms,
        help=tr("one of {forms}; else as --to ends, or markdown (default)", forms=", ".join(forms)),
    )
    parser.add_argument(
        "--to",
        metavar="PATH",
        default="",
        help="a folder, a file, or - for stdout; without it save.folder, or where you are",
    )
    parser.add_argument("--full", action="store_true", help="the pages' full text, fetched where it is not cached")
    add_ignore_missing(parser)
    parser.add_argument("--json", action="store_true", help="print a list of the files")


async def _save(session: CommandSession, values: Namespace) -> int:
    if bool(values.entries) == (values.query is not None):
        raise UsageError(tr("Say what to save: either entries by id or URL, or --query Q."))
    if values.to == STDIN:
        _check_stdout(session, values)
    chosen = FoundEntries(())
    async with session.library() as library:
        if values.query is None:
            chosen = await find_entries(session, library, values.entries)
        else:
            chosen = FoundEntries(await _find_matching(session, library, values.query))
        saved = await (_print if values.to == STDIN else _write)(session, library, values, chosen.ids)
    if tell_missing(session, "entry", chosen.missing, ignored=values.ignore_missing):
        return PARTLY_DONE
    return TuinewsError.exit_code if values.full and any(one.notice for one in saved) else 0


async def _find_matching(session: CommandSession, library: Library, text: str) -> tuple[EntryId, ...]:
    query = read_choice(text, session.now())
    await make_ready(session, library, query)
    found = tuple(map(EntryId, await library.entries.ids(query)))
    if not found:
        session.output.note(tr("Nothing matches, so nothing is saved."))
    return found


async def _write(
    session: CommandSession, library: Library, values: Namespace, ids: Sequence[EntryId]
) -> Sequence[Saved]:
    """Write the files, and say which, also when the rest could not be."""
    target = library.saving.target(values.to)
    form = form_for(target.name, values.format or "")
    done: list[Saved] = []
    try:
        with session.output.progress(doing=tr("Writing articles")) as advance:

            def report(saved: Saved) -> None:
                done.append(saved)
                advance(len(done), len(ids), saved.path.name)

            await library.saving.save(ids, form, target, full=values.full, report=report)
    finally:  # of the bar nothing is left then
        _tell(session.output, done, as_json=values.json)
    return done


def _check_stdout(session: CommandSession, values: Namespace) -> None:
    """Check that articles can go to stdout; raises UsageError."""
    if values.json:
        raise UsageError(tr("--json tells of files, and with --to - there are none: leave it out."))
    if values.format == "epub" and session.output.on_terminal:
        raise UsageError(tr("A book is nothing for a terminal: name a file, or send stdout into one."))


async def _print(
    session: CommandSession, library: Library, values: Namespace, ids: Sequence[EntryId]
) -> Sequence[Saved]:
    """Write all articles as one file to stdout; what is no file yet is whole before the first byte of it is written."""
    if not ids:
        return ()
    with tempfile.TemporaryDirectory(prefix="tuinews-") as folder:
        form = form_for("", values.format or "")
        target = SaveTarget(Path(folder), tr("articles{suffix}", suffix=form.suffix))
        saved = await library.saving.save(ids, form, target, full=values.full)
        for one in saved:
            if one.notice:
                session.output.note(one.notice)
            session.output.data(one.path.read_bytes())
    return saved


def _tell(output: Output, done: Sequence[Saved], *, as_json: bool) -> None:
    """Say what was written, also when the rest could not be."""
    for saved in done:
        if saved.notice:
            output.note(f"{saved.path.name}: {saved.notice}")
    if as_json:
        output.json_rows(map(file_shape, done))
        return
    for saved in done:
        output.path(saved.path)


COMMANDS = {
    "save": Command(
        _describe,
        _save,
        (
            "save 42",
            "save 42 43 --full --format html --to ~/articles",
            "save --query 'is:starred newer:1w' --to week.epub",
            "save --query is:starred --to starred.atom",
            "save 42 --format note --to ~/notes",
            "save 42 --format html --to - | lynx -stdin",
        ),
        f"{_NOTES}\n{QUERY_NOTES}",
    )
}
