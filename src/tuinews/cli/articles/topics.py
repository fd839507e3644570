"""`topics`: every tag with its counts and its trend, and what the user decides about tags."""

from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Coroutine, Sequence
from typing import Any

from tuinews.cli.command import Command
from tuinews.cli.json_shapes import same_tag_shape, suggestion_shape, topic_shape
from tuinews.cli.output import TableColumn
from tuinews.cli.session import CommandSession
from tuinews.engine.library import Library
from tuinews.model.error import UsageError
from tuinews.model.language import tr
from tuinews.model.text import SafeText
from tuinews.model.topics.topic import COLOURS, Topic

_OFFERED = ("alias", "unalias", "rename", "follow", "unfollow", "colour", "suggest")
_VERBS = "alias, unalias, rename, follow, unfollow, colour or suggest; without: list all"
_NOTES = f"""\
alias US "United States" has both found by either name, whatever publishers send; of several names the last is the
topic. alias alone lists what is the same. Case, accents, hyphens and a simple plural are folded anyway: unalias parts
what was folded wrongly, too. colour takes {", ".join(COLOURS)} or auto. `tuinews undo` takes each back.
heat is how far the last three days exceed the 27 before them, in standard deviations; trend is articles a day, today
last. co are the tags it appears with beyond how common they are anyway.
"""


def _describe(parser: ArgumentParser) -> None:
    parser.add_argument("verb", metavar="VERB", nargs="?", default="list", help=_VERBS, offers=_OFFERED)
    parser.add_argument("names", metavar="NAME", nargs="*", help="names of tags")
    parser.add_argument(
        "--sort", choices=("heat", "name", "count"), default="count", help="count (default), heat or name"
    )
    parser.add_argument("--limit", metavar="N", type=int, help="at most so many of them")
    parser.add_argument("--json", action="store_true", help="print a list of tags with counts, trends and companions")


async def _topics(session: CommandSession, values: Namespace) -> int:
    if values.limit is not None and values.limit < 0:
        raise UsageError(tr("--limit takes a number of topics, such as 20."))
    async with session.library() as library:
        match values.verb, values.names:
            case ("list", []):
                return await _list(session, library, values)
            case ("alias", []):
                return await _list_aliases(session, library, as_json=values.json)
            case ("suggest", [] | [_]):
                return await _suggest(session, library, values)
            case (verb, names):
                said = await _find_change(library, verb, names)
    if values.json:
        session.output.json({"sentence": said})
    else:
        session.output.note(f"{said}.")
    return 0


def _find_change(library: Library, verb: str, names: Sequence[str]) -> Coroutine[Any, Any, SafeText]:
    """Return the work that a verb means; raises UsageError for names that it does not take."""
    topics = library.topics
    verbs: dict[str, tuple[bool, Callable[[], Coroutine[Any, Any, SafeText]], str]] = {
        "alias": (len(names) > 1, lambda: topics.alias(names[:-1], names[-1]), tr("alias NAME NAME")),
        "unalias": (len(names) == 1, lambda: topics.part(names[0]), tr("unalias NAME")),
        "rename": (len(names) == 2, lambda: topics.rename(*names), tr("rename NAME NEW")),
        "follow": (bool(names), lambda: topics.follow(names), tr("follow NAME")),
        "unfollow": (bool(names), lambda: topics.follow(names, followed=False), tr("unfollow NAME")),
        "colour": (
            len(names) == 2,
            lambda: topics.colour(names[0], "" if names[1] == "auto" else names[1]),
            tr("colour NAME COLOUR"),
        ),
    }
    if verb not in verbs:
        raise UsageError(tr("`topics` does not know {verb!r}: it takes {verbs}.", verb=verb, verbs=_VERBS))
    fits, work, form = verbs[verb]
    if not fits:
        raise UsageError(tr("Write `tuinews topics {form}`, names with spaces in quotes.", form=form))
    return work()


async def _list(session: CommandSession, library: Library, values: Namespace) -> int:
    topics = await library.topics.page(values.sort, values.limit, whole=values.json)
    if values.json:
        session.output.json_rows(map(topic_shape, topics))
        return 0
    columns = (
        TableColumn("total", justify="right"),
        TableColumn("unread", justify="right"),
        TableColumn("tag", flexible=True),
        *([TableColumn("heat", justify="right")] if values.sort == "heat" else []),
    )
    session.output.rows(columns, (_row(topic, heat=values.sort == "heat") for topic in topics))
    return 0


def _row(topic: Topic, *, heat: bool) -> tuple[str, ...]:
    counts = (str(topic.total), str(topic.unread), topic.name)
    return (*counts, f"{topic.heat:.1f}" if topic.heat else "") if heat else counts


async def _list_aliases(session: CommandSession, library: Library, *, as_json: bool) -> int:
    aliases = await library.topics.aliases()
    if as_json:
        session.output.json_rows(map(same_tag_shape, aliases))
        return 0
    columns = (TableColumn("tag", flexible=True), TableColumn("is", flexible=True), TableColumn("by"))
    rows = ((tag.name, tag.topic, tr("your choice") if tag.chosen else tr("its form")) for tag in aliases)
    session.output.rows(columns, rows)
    return 0


async def _suggest(session: CommandSession, library: Library, values: Namespace) -> int:
    found = await library.topics.suggest(values.names[0] if values.names else "", values.limit or 20)
    if values.json:
        session.output.json_rows(map(suggestion_shape, found))
        return 0
    columns = (TableColumn("tag", flexible=True), TableColumn(tr("may be"), flexible=True), TableColumn("why"))
    session.output.rows(columns, ((each.name, each.topic, each.why) for each in found))
    return 0


COMMANDS = {
    "topics": Command(
        _describe,
        _topics,
        (
            "topics --sort heat --limit 20",
            "topics alias US 'United States'",
            "topics unalias US",
            "topics rename 'Kim Jong Un' Kim",
            "topics follow ferries",
            "topics colour ferries teal",
            "topics suggest",
            "topics --json",
        ),
        _NOTES,
    )
}
