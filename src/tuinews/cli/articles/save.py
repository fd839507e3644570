"""`save`: articles as files."""

from argparse import ArgumentParser, Namespace
from collections.abc import Sequence

from tuinews.cli.articles.entries import QUERY_NOTES, find_entry, make_ready, read_choice
from tuinews.cli.command import Command
from tuinews.cli.json_shapes import file_shape
from tuinews.cli.output import Output
from tuinews.cli.session import Session
from tuinews.engine.library import Library
from tuinews.engine.results import Saved
from tuinews.model.error import TuinewsError, UsageError
from tuinews.model.form import FORMS, form_for
from tuinews.model.ids import EntryId

_NOTES = """\
Each article is a file of its own, called after its date and title; with a file in --to, and as a book (epub), they are
all in one. What is there is never written over: a number behind the name tells files apart. The paths are printed.
Where --full cannot have a page, what the feed has is saved, stderr says why, and it leaves with 1.
"""


def _describe(parser: ArgumentParser) -> None:
    forms = list(FORMS)
    parser.add_argument("entries", metavar="ENTRY", nargs="*", help="an entry's id, or its URL")
    parser.add_argument("--query", metavar="Q", help="all that match, instead of single entries")
    parser.add_argument(
        "--format", choices=forms, help=f"one of {', '.join(forms)}; else as --to ends, or markdown (default)"
    )
    parser.add_argument(
        "--to", metavar="PATH", default="", help="a folder, or a file; without it save.folder, or the current folder"
    )
    parser.add_argument("--full", action="store_true", help="the pages' full text, fetched where it is not cached")
    parser.add_argument("--json", action="store_true", help="print a list of the files")


async def _save(session: Session, values: Namespace) -> int:
    if bool(values.entries) == (values.query is not None):
        raise UsageError("Say what to save: either entries by id or URL, or --query Q.")
    if values.to == "-":
        raise UsageError("--to names a folder or a file: `tuinews show` prints an article.")
    async with session.library() as library:
        target = library.saving.target(values.to)
        form = form_for(target.name, values.format or "")
        ids = await _find_entries(session, library, values)
        done: list[Saved] = []
        try:
            with session.output.progress() as advance:

                def report(saved: Saved) -> None:
                    done.append(saved)
                    advance(len(done), len(ids), saved.path.name)

                await library.saving.save(ids, form, target, full=values.full, report=report)
        finally:  # of the bar nothing is left then
            _tell(session.output, done, as_json=values.json)
    return TuinewsError.exit_code if values.full and any(saved.notice for saved in done) else 0


async def _find_entries(session: Session, library: Library, values: Namespace) -> Sequence[EntryId]:
    if values.query is None:
        return tuple(dict.fromkeys([await find_entry(library, ref) for ref in values.entries]))
    query = read_choice(values.query, session.now())
    await make_ready(session, library, query)
    found = tuple(map(EntryId, await library.entries.ids(query)))
    if not found:
        session.output.note("Nothing matches, so nothing is saved.")
    return found


def _tell(output: Output, done: Sequence[Saved], *, as_json: bool) -> None:
    """Say what was written, also when the rest could not be."""
    for saved in done:
        if saved.notice:
            output.note(f"{saved.path.name}: {saved.notice}")
    if as_json:
        output.json_rows(map(file_shape, done))
        return
    for saved in done:
        output.line(str(saved.path))


COMMANDS = {
    "save": Command(
        _describe,
        _save,
        (
            "save 42",
            "save 42 43 --full --format html --to ~/articles",
            "save --query 'is:starred newer:1w' --to week.epub",
        ),
        f"{_NOTES}\n{QUERY_NOTES}",
    )
}
