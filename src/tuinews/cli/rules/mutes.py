"""`mutes`: queries whose entries are hidden."""

from argparse import ArgumentParser, Namespace
from collections.abc import Sequence

from tuinews.cli.articles.queries import QUERY_NOTES, tell_missing_feeds
from tuinews.cli.command import Command
from tuinews.cli.json_shapes import mute_preview_shape, mute_shape
from tuinews.cli.output import UNCHANGED, TableColumn
from tuinews.cli.references import is_id
from tuinews.cli.session import CommandSession
from tuinews.engine.library import Library
from tuinews.model.clock import Instant, format_moment, to_iso
from tuinews.model.error import NotFoundError, UsageError
from tuinews.model.language import tr, tr_count
from tuinews.model.query import parse_query
from tuinews.model.rules.mute import Mute, MutePreview, read_until
from tuinews.model.text import fold, safe_text


def _describe(parser: ArgumentParser) -> None:
    verbs = ("list", "add", "edit", "remove")
    parser.add_argument(
        "verb", metavar="VERB", nargs="?", default="list", help="list (default), add, edit or remove", offers=verbs
    )
    parser.add_argument(
        "words", metavar="WORD", nargs="*", help="with add the query; with edit and remove the number of the mute"
    )
    parser.add_argument(
        "--until", metavar="T", help="when it ends: a date, an age such as 7d or 2w, tomorrow, a weekday, or never"
    )
    parser.add_argument("--feed", metavar="FEED", help="hide it in this feed only: id, URL or a part of the title")
    parser.add_argument(
        "--preview", action="store_true", help="with add: show how much would be hidden, and change nothing"
    )
    parser.add_argument("--json", action="store_true", help="print a list of mutes, or the one that was changed")


async def _mutes(session: CommandSession, values: Namespace) -> int:
    if values.preview and values.verb != "add":
        raise UsageError(tr("--preview is for `tuinews mutes add QUERY --preview`: it shows what would be hidden."))
    if values.feed is not None and values.verb != "add":
        raise UsageError(tr("--feed is for `tuinews mutes add QUERY --feed FEED`: it says where the mute holds."))
    if values.until is not None and values.verb not in {"add", "edit"}:
        raise UsageError(tr("--until is for mutes add and mutes edit: it says when a mute ends."))
    match values.verb:
        case "list" if not values.words:
            return await _list(session, values)
        case "add" if values.words or values.feed is not None:
            return await _add(session, values)
        case "edit" if values.words and (values.words[1:] or values.until is not None):
            return await _edit(session, values)
        case "remove" if values.words:
            return await _remove(session, values)
        case _:
            raise UsageError(
                tr(
                    "Write `tuinews mutes`, or mutes with add QUERY, edit NUMBER QUERY, edit NUMBER "
                    "--until T or remove NUMBER."
                )
            )


async def _list(session: CommandSession, values: Namespace) -> int:
    async with session.library() as library:
        mutes = await library.mutes.all()
    if values.json:
        session.output.json_rows(map(mute_shape, mutes))
        return 0
    if not mutes:
        session.output.note(tr("No mutes: `tuinews mutes add QUERY` hides what a query matches."))
        return 0
    columns = (
        TableColumn("id", justify="right"),
        TableColumn("hides", justify="right"),
        TableColumn(tr("30 days"), justify="right"),
        TableColumn("until"),
        TableColumn("query", flexible=True),
        TableColumn("feed", limit=24),
    )
    session.output.rows(
        columns,
        ((str(m.id), str(m.hides), str(m.hides_30d), to_iso(m.until) or "", m.query, m.feed) for m in mutes),
    )
    return 0


async def _add(session: CommandSession, values: Namespace) -> int:
    until = None if values.until is None else read_until(values.until, session.now())
    query = " ".join(values.words)
    async with session.library() as library:
        feed_id = None if values.feed is None else (await library.feeds.find(values.feed)).id
        if values.preview:
            preview = await library.mutes.preview(query, feed_id)
            await tell_missing_feeds(session, library, parse_query(query, session.now()))
            return _show_preview(session, values, Mute(0, query, feed_id, until), preview)
        there = {mute.id: mute for mute in await library.mutes.all()}
        mute = await library.mutes.add(query, until=until, feed_id=feed_id)
        await tell_missing_feeds(session, library, parse_query(query, session.now()))
    sentence = tr("Muted {call}: {reach}", call=_call(mute), reach=_describe_reach(mute))
    return _tell(session, mute, sentence, before=there.get(mute.id), as_json=values.json)


def _show_preview(session: CommandSession, values: Namespace, mute: Mute, preview: MutePreview) -> int:
    if values.json:
        session.output.json(mute_preview_shape(mute, preview))
        return 0
    articles = tr_count("{count} article", "{count} articles", preview.total)
    session.output.note(
        tr(
            "That would hide {articles}, {recent} of the last 30 days. Nothing was changed.",
            articles=articles,
            recent=preview.recent,
        )
    )
    columns = (TableColumn("id", justify="right"), TableColumn("feed", limit=24), TableColumn("title", flexible=True))
    session.output.rows(columns, ((str(row.id), row.feed, row.title) for row in preview.samples))
    return 0


async def _edit(session: CommandSession, values: Namespace) -> int:
    """Change what a mute asks, when it ends, or both; what is not said stays."""
    async with session.library() as library:
        before = await _find(library, values.words[:1])
        until: Instant | None = before.until
        if values.until is not None:
            until = read_until(values.until, session.now())
        mute = await library.mutes.edit(before.id, " ".join(values.words[1:]), until=until)
    sentence = tr("Mute {id} is {call} now: {reach}", id=mute.id, call=_call(mute), reach=_describe_reach(mute))
    return _tell(session, mute, sentence, before=before, as_json=values.json)


async def _remove(session: CommandSession, values: Namespace) -> int:
    async with session.library() as library:
        numbers = [*dict.fromkeys(values.words)] if all(map(is_id, values.words)) else [" ".join(values.words)]
        mutes = [await _find(library, [number]) for number in numbers]
        for mute in mutes:
            await library.mutes.remove(mute.id)
    for mute in mutes:
        articles = tr_count("{count} article", "{count} articles", mute.hides)
        _tell(
            session,
            mute,
            tr("Removed the mute {call}, which hid {articles}", call=_call(mute), articles=articles),
            as_json=values.json,
        )
    return 0


async def _find(library: Library, words: Sequence[str]) -> Mute:
    """Return the mute with this number, or with just this query; raises NotFoundError."""
    ref = " ".join(words).strip()
    if is_id(ref):
        return await library.mutes.find(int(ref))
    for mute in await library.mutes.all():
        if fold(mute.query) == fold(ref):
            return mute
    raise NotFoundError(tr("There is no mute “{ref}”: `tuinews mutes` lists what there is.", ref=safe_text(ref, 60)))


def _tell(session: CommandSession, mute: Mute, sentence: str, *, before: Mute | None = None, as_json: bool) -> int:
    """Say what was done, unless it was so `before`: then there is nothing to be taken back."""
    if as_json:
        session.output.json(mute_shape(mute))
    elif before is not None and (before.query, before.until) == (mute.query, mute.until):
        session.output.note(UNCHANGED)
    else:
        session.output.note(tr("{sentence}. `tuinews undo` takes it back.", sentence=sentence))
    return 0


def _call(mute: Mute) -> str:
    return tr("{query} in {feed}", query=mute.query, feed=mute.feed) if mute.feed else mute.query


def _describe_reach(mute: Mute) -> str:
    """Return what a mute hides and until when."""
    end = "" if mute.until is None else tr(", until {moment}", moment=format_moment(mute.until))
    return tr(
        "{articles} hidden, {hides_30d} of the last 30 days{end}",
        articles=tr_count("{count} article", "{count} articles", mute.hides),
        hides_30d=mute.hides_30d,
        end=end,
    )


COMMANDS = {
    "mutes": Command(
        _describe,
        _mutes,
        (
            "mutes",
            "mutes add horoscope",
            "mutes add 'title:\"cup final\" OR tag:football' --until 2026-07-20",
            "mutes add quiz --feed planet --preview",
            "mutes edit 2 --until never",
            "mutes remove 2",
            "mutes --json",
        ),
        QUERY_NOTES,
    ),
}
