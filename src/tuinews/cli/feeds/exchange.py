"""`import` and `export`: subscription lists in and out."""

import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from tuinews.cli.command import PARTLY_DONE, Command
from tuinews.cli.json_shapes import import_shape, mute_export_shape, rule_export_shape, subscription_shape
from tuinews.cli.session import CommandSession
from tuinews.engine.files import write_whole
from tuinews.engine.results import ImportReport
from tuinews.model.error import TuinewsError, UsageError
from tuinews.model.language import tr, tr_count
from tuinews.model.query.numbers import is_story, spell_feeds

if TYPE_CHECKING:
    from tuinews.engine.library import Library

_HEAD = 4_096
"""Bytes in which a list of feeds says that it is one."""


def _describe_import(parser: ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", help="an OPML file, newsboat's urls, or an export as JSON; - is stdin")
    parser.add_argument("--dry-run", action="store_true", help="tell what would be done, and do nothing")
    parser.add_argument(
        "--cache", metavar="DB", help="newsboat's cache.db: what was read and flagged there is so here too"
    )
    parser.add_argument(
        "--mark-older", metavar="AGE", default="", help="what is older (30d, 4w) when it comes from a new feed is read"
    )
    parser.add_argument("--json", action="store_true", help="print an object: how many came, and what was left out")


async def _import(session: CommandSession, values: Namespace) -> int:
    data = sys.stdin.buffer.read() if values.file == "-" else read_bytes(values.file)
    name = tr("The list from stdin") if values.file == "-" else Path(values.file).name
    async with session.library() as library:
        cache = None if values.cache is None else Path(values.cache)
        report = await library.feeds.import_list(
            data, name, dry_run=values.dry_run, cache=cache, mark_older=values.mark_older
        )
    is_whole = b"</opml" in data.replace(b"\0", b"").lower() or _is_empty(data)
    if not (
        is_whole
        or report.added
        or report.existed
        or report.moved
        or report.skipped
        or report.views
        or report.mutes
        or report.rules
    ):
        raise TuinewsError(tr("{name} has no feeds in it: is it an OPML file, or newsboat's urls?", name=name))
    if values.json:
        session.output.json(import_shape(report, dry_run=values.dry_run))
    else:
        _tell(session, report, dry_run=values.dry_run)
    if report.cut:
        session.output.note(
            tr(
                "{name} breaks off before its end: what it has up to there was read, the rest is "
                "missing; get it whole and import it again.",
                name=name,
            )
        )
        return PARTLY_DONE
    return 0


def _tell(session: CommandSession, report: ImportReport, *, dry_run: bool) -> None:
    for line, reason in report.skipped:
        session.output.note(tr("Left out {line}: {reason}", line=line, reason=reason))
    for old, new in report.renamed:
        session.output.note(tr("There is a “{old}” already, so this query is the view “{new}”.", old=old, new=new))
    parts = [tr("{added} added", added=report.added), tr("{existed} already there", existed=report.existed)]
    parts += [tr("{moved} moved to the list's folder", moved=report.moved)] if report.moved else []
    parts += [tr("{views} saved as views", views=report.views)] if report.views else []
    parts += [tr_count("{count} mute", "{count} mutes", report.mutes)] if report.mutes else []
    parts += [tr_count("{count} rule", "{count} rules", report.rules)] if report.rules else []
    parts += [tr("{states} entries known as read or flagged", states=report.states)] if report.states else []
    parts += [tr("{count} left out", count=len(report.skipped))] if report.skipped else []
    after = tr("Nothing was changed: it was a dry run.") if dry_run else tr("`tuinews refresh` fetches what is new.")
    session.output.note(f"{', '.join(parts)}. {after}")


def _describe_export(parser: ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", nargs="?", default="-", help="where to; without it or with -, stdout")
    parser.add_argument(
        "--format",
        choices=("opml", "json"),
        default="opml",
        help="opml (default), or json, which has views, mutes and rules",
    )
    parser.add_argument("--json", action="store_true", help="short for --format json")
    parser.add_argument("--force", action="store_true", help="write over a file that is no list of feeds")


async def _export(session: CommandSession, values: Namespace) -> int:
    if values.file != "-" and not values.force:
        _check_over(Path(values.file))
    async with session.library(forgiving=True) as library:
        if values.format == "opml" and not values.json:
            data = await library.feeds.export_list()
        else:
            data = await _write_json(session, library)
    if values.file == "-":
        session.output.data(data)
    else:
        write_bytes(values.file, data)
        session.output.note(tr("Wrote {file}.", file=values.file))
    return 0


async def _write_json(session: CommandSession, library: "Library") -> bytes:
    """Return feeds, views, mutes and rules as JSON; what is known by a number here only is not in it."""
    import json

    feeds, mutes = await library.feeds.all(), await library.mutes.all()
    urls: dict[int, str] = {feed.id: feed.url for feed in feeds}
    lasting = [mute for mute in mutes if not is_story(mute.query)]
    if len(lasting) < len(mutes):
        told = tr_count("{count} mute", "{count} mutes", len(mutes) - len(lasting))
        session.output.note(tr("{told} of single stories left out: other libraries have other stories.", told=told))
    shapes = [
        *map(subscription_shape, feeds),
        *({"url": None, "view": view.name, "query": view.query} for view in await library.views.all()),
        *map(mute_export_shape, lasting),
        *map(rule_export_shape, await library.rules.all(options=False)),
    ]
    for shape in shapes:
        for key in _QUERIES & shape.keys():
            shape[key] = spell_feeds(str(shape[key] or ""), urls) or None
    return f"{json.dumps(shapes, ensure_ascii=False, indent=2)}\n".encode()


_QUERIES = frozenset({"query", "mute", "when", "mark_read"})
"""Where queries stand in what is exported."""


def _check_over(file: Path) -> None:
    """Check that an export overwrites nothing but an older export; raises UsageError."""
    if not file.is_file():
        return
    with file.open("rb") as opened:
        begins = opened.read(_HEAD).replace(b"\0", b"").lower()
    is_own = (begins.lstrip().startswith(b"[") and b'"url":' in begins) or _is_empty(begins)
    if begins and b"<opml" not in begins and not is_own:
        raise UsageError(
            tr("{file} is there and no list of feeds: name another file, or write over it with --force.", file=file)
        )


def _is_empty(data: bytes) -> bool:
    """Whether it is a JSON list with nothing in it."""
    return data.strip().startswith(b"[") and not data.strip(b"[] \r\n")


def read_bytes(name: str) -> bytes:
    """Return a file's content; raises UsageError when it cannot be read."""
    try:
        return Path(name).read_bytes()
    except OSError as error:
        raise UsageError(
            tr("{name} cannot be read ({strerror}): check the path.", name=name, strerror=error.strerror)
        ) from error


def write_bytes(name: str, data: bytes) -> None:
    """Write a file whole and, if new, private, or write into a pipe or device; raises OSError."""
    path = Path(name)
    if path.exists() and not path.is_file():
        path.write_bytes(data)
    else:
        write_whole(path, data, over=True)


_EXPORT_NOTES = """\
Logins and headers of feeds are not in it: `tuinews backup --with-settings` takes them along, and after an import
`tuinews edit FEED --login NAME` gives a feed its login again. Keys that are a part of an address are in it.
"""

COMMANDS = {
    "import": Command(
        _describe_import,
        _import,
        (
            "import feeds.opml",
            "import ~/.newsboat/urls --cache ~/.newsboat/cache.db",
            "import --mark-older 30d feeds.opml",
            "import --dry-run - < feeds.opml",
        ),
    ),
    "export": Command(
        _describe_export, _export, ("export feeds.opml", "export --format json | jq '.[].url'"), _EXPORT_NOTES
    ),
}
