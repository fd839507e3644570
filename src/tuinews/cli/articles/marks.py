"""`mark` and `tag`: what the user says of entries."""

from argparse import ArgumentParser, Namespace
from collections.abc import Iterator, Sequence

from tuinews.cli.articles.queries import QUERY_NOTES, make_ready, read_choice
from tuinews.cli.command import PARTLY_DONE, Command
from tuinews.cli.json_shapes import mark_shape, tags_shape
from tuinews.cli.references import FoundEntries, add_ignore_missing, find_entries, is_entry_ref, tell_missing
from tuinews.cli.session import CommandSession
from tuinews.engine.library import Library
from tuinews.model.entry import Flag, Mark, Marked
from tuinews.model.error import UsageError
from tuinews.model.language import tr
from tuinews.model.text import NAME_LIMIT, SafeText, safe_text

_MARKS = {
    "read": (Flag.READ, True),
    "unread": (Flag.READ, False),
    "star": (Flag.STARRED, True),
    "unstar": (Flag.STARRED, False),
    "later": (Flag.LATER, True),
    "unlater": (Flag.LATER, False),
}

_NOTES = """\
- reads entries from stdin: ids and URLs, or the lines of `tuinews list`. One that is not there stops none of the
others: stderr names it, and it leaves with 3, unless --ignore-missing is given.
"""


def _describe_mark(parser: ArgumentParser) -> None:
    parser.add_argument(
        "mark", metavar="MARK", choices=tuple(_MARKS), help=tr("one of {marks}", marks=", ".join(_MARKS))
    )
    parser.add_argument("entries", metavar="ENTRY", nargs="*", help="an entry's id, or its URL; - reads them")
    parser.add_argument("--query", metavar="Q", help="all that match, instead of single entries")
    add_ignore_missing(parser)
    parser.add_argument("--json", action="store_true", help="print an object: what changed, and what is not there")


async def _mark(session: CommandSession, values: Namespace) -> int:
    if bool(values.entries) == (values.query is not None):
        raise UsageError(tr("Say what to mark: either entries by id or URL, or --query Q."))
    flag, value = _MARKS[values.mark]
    chosen = FoundEntries(())
    async with session.library() as library:
        if values.query is not None:
            query = read_choice(values.query, session.now())
            await make_ready(session, library, query)
            marked = await library.entries.mark_all(query, flag, value=value)
        else:
            chosen = await find_entries(session, library, values.entries)
            marked = await library.entries.mark(Mark(flag, value, chosen.ids))
    return _tell(session, values, marked, chosen.missing)


def _tell(session: CommandSession, values: Namespace, marked: Marked, missing: Sequence[str]) -> int:
    told = tell_missing(session, "entry", missing, ignored=values.ignore_missing)
    if values.json:
        session.output.json(mark_shape(marked, missing))
    elif marked.changed or not told:
        session.output.note(marked.sentence)
    return PARTLY_DONE if told else 0


def _describe_tag(parser: ArgumentParser) -> None:
    parser.add_argument(
        "words",
        metavar="ENTRY|+NAME|-NAME",
        nargs="*",
        help="entries by id or URL (- reads them); give them a tag, take one off; without: list theirs",
    )
    parser.add_argument("--query", metavar="Q", help="all that match, instead of single entries")
    add_ignore_missing(parser)
    parser.add_argument("--json", action="store_true", help="print an object: what changed, or for each entry its tags")


async def _tag(session: CommandSession, values: Namespace) -> int:
    entries, add, remove = _split(values.words, queried=values.query is not None)
    async with session.library() as library:
        if values.query is not None:
            query = read_choice(values.query, session.now())
            await make_ready(session, library, query)
            return _tell(session, values, await library.entries.tag_query(query, add, remove), ())
        chosen = await find_entries(session, library, entries)
        if add or remove:
            marked = await library.entries.tag(chosen.ids, add, remove)
            return _tell(session, values, marked, chosen.missing)
        await _list_tags(session, library, chosen, as_json=values.json)
    told = tell_missing(session, "entry", chosen.missing, ignored=values.ignore_missing)
    return PARTLY_DONE if told else 0


async def _list_tags(session: CommandSession, library: Library, chosen: FoundEntries, *, as_json: bool) -> None:
    for entry in await library.entries.entries(chosen.ids):
        if as_json:
            session.output.json_line(tags_shape(entry))
        else:
            session.output.rows((), [(tag,) for tag in (*entry.user_tags, *entry.tags)])


def _split(words: Sequence[str], *, queried: bool) -> tuple[list[str], list[SafeText], list[SafeText]]:
    """Return the entries, the tags to give and the tags to take off; raises UsageError."""
    signed = [word for word in words if word[:1] in {"+", "-"} and word != "-"]
    entries = [word for word in words if word not in signed]
    for word in (*signed, *entries):
        if not (list(_names([word], word[:1])) if word in signed else is_entry_ref(word)):
            raise UsageError(
                tr("{word!r} is neither an entry nor +NAME (give the tag) nor -NAME (take it off).", word=word)
            )
    if queried and (entries or not signed):
        raise UsageError(tr("With --query, write the tags alone: tag --query Q +NAME -NAME."))
    if not entries and not queried:
        raise UsageError(tr("Say which entry: write tag ENTRY +NAME, with its id (see `tuinews list`) or its URL."))
    return entries, list(_names(signed, "+")), list(_names(signed, "-"))


def _names(words: Sequence[str], sign: str) -> Iterator[SafeText]:
    for word in words:
        if word[:1] == sign and (name := safe_text(word[1:], NAME_LIMIT)):
            yield name


COMMANDS = {
    "mark": Command(
        _describe_mark,
        _mark,
        (
            "mark read 42 43",
            "mark star 42",
            "mark read --query 'older:2w'",
            "mark read - < ids.txt",
        ),
        f"{_NOTES}\n{QUERY_NOTES}",
    ),
    "tag": Command(
        _describe_tag,
        _tag,
        ("tag 42 +rivers '+to quote' -boring", "tag 42", "tag - +coast < ids", "tag --query 'title:ferry' +ferries"),
        f"{_NOTES}\n{QUERY_NOTES}",
    ),
}
