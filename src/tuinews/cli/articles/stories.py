"""`stories`: what several sources tell of one event, and what the user decides of it."""

from argparse import ArgumentParser, Namespace
from collections.abc import Sequence

from tuinews.cli.articles.queries import QUERY_NOTES, find_stories, make_ready, read_moment, read_query
from tuinews.cli.command import Command
from tuinews.cli.json_shapes import story_shape
from tuinews.cli.output import TableColumn
from tuinews.cli.references import find_entries, is_id
from tuinews.cli.session import CommandSession
from tuinews.engine.library import Library
from tuinews.model.clock import format_ago
from tuinews.model.entry import Marked
from tuinews.model.error import NotFoundError, UsageError
from tuinews.model.ids import EntryId
from tuinews.model.language import tr
from tuinews.model.stories.story import Story
from tuinews.model.url import redact

_VERBS = {
    "split": ("split ENTRY", "takes an article out of its story for good"),
    "merge": ("merge ENTRY ENTRY…", "makes one story of theirs"),
    "follow": ("follow STORY", "tells what is new in it first"),
    "unfollow": ("unfollow STORY", "ends that"),
}
_NOTES = f"""\
{"; ".join(" ".join(words) for words in _VERBS.values())}.
`tuinews undo` takes each back. A search for such a word stands in quotes: '"split"'.
"""


def _describe(parser: ArgumentParser) -> None:
    parser.add_argument(
        "query",
        metavar="QUERY|VERB …",
        nargs="*",
        help=tr("a query, or {verbs} and what", verbs=", ".join(_VERBS)),
        offers=_VERBS,
    )
    parser.add_argument("--since", metavar="T", help="with news since then: 2d, 12h, 2026-03-01, yesterday")
    parser.add_argument("--limit", metavar="N", type=int, default=0, help="at most so many; 0 (usual): all")
    parser.add_argument("--json", action="store_true", help="print a list of stories, or the one that was changed")


async def _stories(session: CommandSession, values: Namespace) -> int:
    verb, *words = values.query or [""]
    if verb in _VERBS:
        if values.since is not None or values.limit:
            raise UsageError(
                tr("--since and --limit are for the list of stories: leave them out with {verb}.", verb=verb)
            )
        return await _decide(session, verb, words, as_json=values.json)
    query = read_query(values.query, session.now())
    since = None if values.since is None else read_moment(values.since, session.now())
    async with session.library() as library:
        await make_ready(session, library, query)
        await find_stories(session, library)
        stories = await library.stories.list(query, since, values.limit if values.limit > 0 else -1)
    if values.json:
        session.output.json_rows(map(story_shape, stories))
    elif session.output.shows_tables and not stories:
        session.output.note(tr("No stories: nothing that matches is told by two articles of yours."))
    else:
        _show(session, stories)
    return 0


def _show(session: CommandSession, stories: Sequence[Story]) -> None:
    columns = (
        TableColumn("id", "dim", justify="right"),
        TableColumn(""),
        TableColumn("last", "dim", justify="right"),
        TableColumn("sources", justify="right"),
        TableColumn("articles", justify="right"),
        TableColumn("story", flexible=True),
    )
    now = session.now()
    rows = (
        (
            str(story.id),
            "●" if story.unread else "○",
            format_ago(story.last, now),
            str(story.sources),
            str(len(story.entries)),
            story.title,
        )
        for story in stories
    )
    session.output.rows(columns, rows)


async def _decide(session: CommandSession, verb: str, words: Sequence[str], *, as_json: bool) -> int:
    async with session.library() as library:
        match verb:
            case "split" if len(words) == 1:
                (entry,) = await _find(session, library, words)
                before = await library.stories.find(entry)
                marked = await library.stories.split(entry)
                rest = [member.id for member in before.entries if member.id != entry] if before else []
                changed = await library.stories.find(rest[0]) if rest else None
            case "merge" if len(words) > 1:
                entries = await _find(session, library, words)
                marked = await library.stories.merge(entries)
                changed = await library.stories.find(entries[0])
            case "follow" | "unfollow" if len(words) == 1 and is_id(words[0]):
                marked = await library.stories.follow(int(words[0]), value=verb == "follow")
                changed = await library.stories.get(int(words[0]))
            case _:
                raise UsageError(tr("Write `tuinews stories {verbs}`.", verbs=_VERBS[verb][0]))
    _tell(session, marked, changed, as_json=as_json)
    return 0


async def _find(session: CommandSession, library: Library, words: Sequence[str]) -> Sequence[EntryId]:
    found = await find_entries(session, library, words)
    if found.missing:
        raise NotFoundError(
            tr("There is no entry {missing}: `tuinews list` shows what there is.", missing=redact(found.missing[0]))
        )
    return found.ids


def _tell(session: CommandSession, marked: Marked, changed: Story | None, *, as_json: bool) -> None:
    if as_json:
        session.output.json(None if changed is None else story_shape(changed))
    else:
        session.output.note(
            tr("{sentence}; `tuinews undo` takes it back.", sentence=marked.sentence)
            if marked.changed
            else marked.sentence
        )


COMMANDS = {
    "stories": Command(
        _describe,
        _stories,
        (
            "stories",
            "stories is:unread --since yesterday",
            "stories folder:World --json",
            "stories split 42",
            "stories merge 42 57",
        ),
        f"{_NOTES}\n{QUERY_NOTES}",
    ),
}
