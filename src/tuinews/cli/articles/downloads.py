"""`enclosures` and `download`: the files that come with articles."""

from argparse import ArgumentParser, Namespace
from collections.abc import Iterable, Sequence
from typing import Any

from tuinews.cli.command import PARTLY_DONE, Command
from tuinews.cli.output import TableColumn
from tuinews.cli.references import find_entries, find_entry, tell_missing
from tuinews.cli.session import CommandSession
from tuinews.engine.library import Library
from tuinews.model.clock import to_iso
from tuinews.model.enclosures.download import Download, DownloadState, describe_progress, describe_size
from tuinews.model.entry import Enclosure, Entry, is_kept_whole
from tuinews.model.error import TuinewsError, UsageError
from tuinews.model.language import tr

_OPEN = frozenset({DownloadState.WAITING, DownloadState.STOPPED, DownloadState.FAILED, DownloadState.LOST})
"""States from which a download goes on."""


def _describe_enclosures(parser: ArgumentParser) -> None:
    parser.add_argument("entry", metavar="ENTRY", help="an entry's id, or its URL")
    parser.add_argument("--json", action="store_true", help="print a list of files, with where they are if fetched")


async def _list_enclosures(session: CommandSession, values: Namespace) -> int:
    async with session.library() as library:
        entry = await library.entries.entry(await find_entry(library, values.entry))
        known = await library.downloads.find_files({file.url for file in entry.enclosures})
    if values.json:
        session.output.json_rows(_file_shape(file, known.get(file.url)) for file in entry.enclosures)
        return 0
    if not entry.enclosures:
        session.output.note(tr("No file comes with this article."))
        return 0
    columns = (
        TableColumn("file", justify="right"),
        TableColumn("type"),
        TableColumn("size", justify="right"),
        TableColumn("state"),
        TableColumn("address", flexible=True),
    )
    rows = []
    for number, file in enumerate(entry.enclosures, 1):
        download = known.get(file.url)
        state = describe_progress(download) if download else ""
        rows.append((str(number), file.type, describe_size(file.length), state, file.url))
    session.output.rows(columns, rows)
    return 0


def _describe_download(parser: ArgumentParser) -> None:
    parser.add_argument("entries", metavar="ENTRY", nargs="*", help="an entry's id, or its URL; - reads them")
    parser.add_argument("--file", metavar="N", type=int, help="the N-th file of the entry; else all sound and films")
    parser.add_argument("--list", action="store_true", help="show what was fetched, and what waits")
    parser.add_argument("--remove", metavar="ID", type=int, help="delete a download and its file")
    parser.add_argument("--json", action="store_true", help="print a list of downloads")


async def _download(session: CommandSession, values: Namespace) -> int:
    chosen = [bool(values.entries), values.list, values.remove is not None]
    if sum(chosen) > 1 or (values.file is not None and len(values.entries) != 1):
        raise UsageError(
            tr("Write download ENTRY… (one with --file N), download --list, download --remove ID, or download.")
        )
    async with session.library() as library:
        if values.remove is not None:
            gone = await library.downloads.remove(values.remove)
            if values.json:
                _tell(session, (gone,), as_json=True)
            else:
                session.output.note(tr("Deleted: {title}.", title=gone.title))
            return 0
        if values.list:
            _tell(session, await library.downloads.all(), as_json=values.json)
            return 0
        missing: Sequence[str] = ()
        if values.entries:
            found = await find_entries(session, library, values.entries)
            numbers, missing = await _queue(session, library, found.ids, values.file), found.missing
        else:
            numbers = [one.id for one in await library.downloads.all() if one.state in _OPEN]
        done = await _run(session, library, numbers)
    _tell(session, done, as_json=values.json)
    for download in done:
        if download.error:
            session.output.note(tr("tuinews: {title}: {error}", title=download.title, error=download.error))
    failed = [download for download in done if download.state is not DownloadState.DONE]
    if tell_missing(session, "entry", missing, ignored=False) or (failed and len(failed) < len(done)):
        return PARTLY_DONE
    return TuinewsError.exit_code if failed else 0


async def _queue(session: CommandSession, library: Library, ids: Iterable[Any], number: int | None) -> list[int]:
    queued = []
    for entry in await library.entries.entries(tuple(ids)):
        files = _choose(entry, number)
        if not files:
            session.output.note(
                tr(
                    "No sound or film comes with “{title}”: `tuinews enclosures {id}` lists all.",
                    title=entry.title,
                    id=entry.id,
                )
            )
        queued += [(await library.downloads.add(entry, file)).id for file in files]
    return queued


def _choose(entry: Entry, number: int | None) -> Sequence[Enclosure]:
    """Return the files that are meant; raises UsageError if the entry has none of that number."""
    if number is None:
        return [file for file in entry.enclosures if is_kept_whole(file)]
    if not 0 < number <= len(entry.enclosures):
        raise UsageError(
            tr("There is no file {number}: `tuinews enclosures {id}` lists what there is.", number=number, id=entry.id)
        )
    return (entry.enclosures[number - 1],)


async def _run(session: CommandSession, library: Library, numbers: Sequence[int]) -> tuple[Download, ...]:
    if not numbers:
        return ()
    with session.output.progress(doing=tr("Fetching files")) as advance:

        def report(download: Download) -> None:
            advance(download.received, download.length or download.received, download.title)

        return await library.downloads.run(numbers, report)


def _tell(session: CommandSession, downloads: Sequence[Download], *, as_json: bool) -> None:
    if as_json:
        session.output.json_rows(map(download_shape, downloads))
        return
    if not downloads:
        session.output.note(
            tr("There is nothing to download: `tuinews download ENTRY` fetches what comes with an article.")
        )
        return
    columns = (
        TableColumn("id", justify="right"),
        TableColumn("state"),
        TableColumn("title", "bold", flexible=True),
        TableColumn("file", flexible=True),
    )
    rows = ((str(one.id), describe_progress(one), one.title, one.path or one.url) for one in downloads)
    session.output.rows(columns, rows)


def download_shape(download: Download) -> dict[str, Any]:
    """Return a download as JSON."""
    return {
        "id": download.id,
        "entry_id": download.entry_id,
        "title": download.title or None,
        "url": download.url,
        "type": download.type or None,
        "state": download.state.value,
        "received": download.received,
        "length": download.length,
        "path": download.path or None,
        "error": download.error or None,
        "added": to_iso(download.added),
        "finished": to_iso(download.finished),
    }


def _file_shape(file: Enclosure, download: Download | None) -> dict[str, Any]:
    return {
        "url": file.url,
        "type": file.type or None,
        "length": file.length,
        "download": None if download is None else download_shape(download),
    }


_NOTES = """\
Files are kept where downloads.folder says, named after the day and the article, and never over another file. One that
was broken off goes on where it ended, the next time or at once; without ENTRY, all that are not whole do. At most
downloads.at_once are fetched at the same time, one from each host. It leaves with 3 if some could not be had, with 1 if
none could.
"""

COMMANDS = {
    "enclosures": Command(
        _describe_enclosures, _list_enclosures, ("enclosures 42", "enclosures 42 --json"), "Episodes, films and papers."
    ),
    "download": Command(
        _describe_download,
        _download,
        ("download 42", "download 42 --file 2", "download --list", "download", "download --remove 3"),
        _NOTES,
    ),
}
