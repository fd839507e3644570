"""`brief`: an edition of what is new, which ends."""

from argparse import ArgumentParser, Namespace
from io import BytesIO
from pathlib import Path
from typing import Any

from tuinews.cli.articles.queries import find_stories, read_moment
from tuinews.cli.command import Command
from tuinews.cli.references import STDIN
from tuinews.cli.session import CommandSession
from tuinews.engine.files import SaveTarget, new_file, target_of
from tuinews.engine.library import Library
from tuinews.engine.rules.entry_shape import entry_shape
from tuinews.model.clock import to_iso, to_local
from tuinews.model.error import UsageError
from tuinews.model.form import FORMS, Form, file_stem, form_for
from tuinews.model.language import tr
from tuinews.model.reports.edition import Edition, EditionEntry

_LONGEST = 600
"""Minutes that an edition may take at most."""

_NOTES = """\
Unread articles since your last visit of the reader, or since --since: stories that several sources tell by themselves,
what you follow, feeds that are rarely heard, long reads, then the newest of each feed, as far as they fit the minutes.
Before the first visit they are of the last week, if it has any. Nothing is in it twice, it says what was left out, and
it marks nothing read. A page (html) and a book (epub) have the articles too.
"""


def _describe(parser: ArgumentParser) -> None:
    forms = [*FORMS, "json"]
    parser.add_argument("--since", metavar="T", help="from an age (2d, 12h) or a date (2026-03-01, yesterday) on")
    parser.add_argument("--minutes", metavar="N", type=_minutes, help="minutes of reading, instead of brief.minutes")
    parser.add_argument("--format", choices=forms, help="text (default), or as --to ends")
    parser.add_argument("--to", metavar="PATH", default="", help="a folder, a file, or - for stdout (default)")
    parser.add_argument("--json", action="store_true", help="short for --format json")


def _minutes(text: str) -> int:
    """Return the minutes that an edition may take; raises UsageError."""
    if text.isascii() and text.isdigit() and len(text) < 6 and 1 <= int(text) <= _LONGEST:
        return int(text)
    raise UsageError(tr("--minutes takes a number from 1 to {longest}, such as 15.", longest=_LONGEST))


async def _brief(session: CommandSession, values: Namespace) -> int:
    target = None if values.to in {"", STDIN} else target_of(values.to)
    form = _choose_form(session, values, target)
    since = None if values.since is None else read_moment(values.since, session.now())
    async with session.library() as library:
        await find_stories(session, library)
        edition = await library.editions.compose(since, values.minutes)
        if form is None:
            session.output.json(edition_shape(edition))
        elif target is None:
            await _print(session, library, edition, form)
        else:
            session.output.path(await _write(library, edition, form, target))
    return 0


def _choose_form(session: CommandSession, values: Namespace, target: SaveTarget | None) -> Form | None:
    """Return the form that is wished, `None` for JSON; raises UsageError."""
    if values.json and values.format not in {None, "json"}:
        raise UsageError(tr("--json and --format {format} are two forms: leave one of them out.", format=values.format))
    if values.json or values.format == "json":
        if target is not None:
            raise UsageError(tr("JSON goes to stdout: leave --to out, and send stdout into a file."))
        return None
    form = form_for("" if target is None else target.name, values.format or _default(target))
    if target is None and form.bound and session.output.on_terminal:
        raise UsageError(tr("A book is nothing for a terminal: name a file with --to, or send stdout into one."))
    return form


def _default(target: SaveTarget | None) -> str:
    """Return the form where none is wished: as the file's name ends, else text."""
    return "" if target is not None and target.name else "text"


async def _print(session: CommandSession, library: Library, edition: Edition, form: Form) -> None:
    file = BytesIO()
    await library.editions.write(edition, file, form)
    if form.bound:
        session.output.data(file.getvalue())
    else:
        session.output.publication(file.getvalue().decode().rstrip("\n"))


async def _write(library: Library, edition: Edition, form: Form, target: SaveTarget) -> Path:
    """Write an edition into a file that was not there, and return its path."""
    named = Path(target.name)
    day = f"{to_local(edition.until):%Y-%m-%d}"
    with new_file(target.folder) as file:
        await library.editions.write(edition, file.stream, form)
        stem, suffix = (named.stem, named.suffix) if target.name else (file_stem(day, "Briefing"), form.suffix)
        return file.settle(stem, suffix)[0]


def edition_shape(edition: Edition) -> dict[str, Any]:
    """Return an edition with its entries, without their texts."""
    sections = [
        {"name": section.name, "title": section.title, "entries": list(map(_entry_shape, section.entries))}
        for section in edition.sections
    ]
    return {
        "since": to_iso(edition.since),
        "until": to_iso(edition.until),
        "since_visit": edition.visited,
        "minutes": edition.minutes,
        "budget": edition.budget,
        "sections": sections,
        "left_out": {"entries": edition.left_out},
    }


def _entry_shape(one: EditionEntry) -> dict[str, Any]:
    return entry_shape(one.entry) | {"why": one.why or None, "sources": one.sources, "others": list(one.others)}


COMMANDS = {
    "brief": Command(
        _describe,
        _brief,
        (
            "brief",
            "brief --since 1d --minutes 10",
            "brief --format epub --to ~/books",
            "brief --since yesterday --json",
        ),
        _NOTES,
    )
}
