"""`ageing`: whether unread entries leave the inbox after a time, for which feeds and when."""

from argparse import ArgumentParser, Namespace

from tuinews.cli.command import Command
from tuinews.cli.json_shapes import shelf_lives_shape
from tuinews.cli.output import TableColumn
from tuinews.cli.session import CommandSession
from tuinews.engine.freshness import ASK, AgeingState
from tuinews.model.feed import Feed
from tuinews.model.habits.shelf_life import NEVER, describe_rhythm, describe_shelf_life
from tuinews.model.language import tr
from tuinews.store.freshness import Swept

_ON, _OFF, _STATUS = "on", "off", "status"


def _describe(parser: ArgumentParser) -> None:
    parser.add_argument(
        "what",
        choices=(_STATUS, _ON, _OFF),
        nargs="?",
        default=_STATUS,
        help="turn it on or off for feeds without a shelf life of their own, or show what holds (the default)",
    )
    parser.add_argument("--json", action="store_true", help="print an object: what holds, and what has aged")


async def _turn(session: CommandSession, values: Namespace) -> int:
    async with session.library() as library:
        swept = await (
            library.freshness.sweep() if values.what == _STATUS else library.freshness.turn(on=values.what == _ON)
        )
        state = await library.freshness.read_state()
    if values.json:
        session.output.json(shelf_lives_shape(state, swept))
        return 0
    if values.what == _STATUS:
        _show(session, state)
    else:
        session.output.note(_describe_turn(swept, on=values.what == _ON))
    return 0


def _describe_turn(swept: Swept, *, on: bool) -> str:
    if on:
        shows = tr(" `tuinews list is:aged` shows them.") if swept.aged else ""
        return tr(
            "News ages now: {aged} unread left the inbox, unmarked.{shows} `tuinews undo` takes it back.",
            aged=swept.aged,
            shows=shows,
        )
    return tr(
        "News ages no more, but for feeds that you chose it for: {returned} unread came back to the inbox.",
        returned=swept.returned,
    )


def _show(session: CommandSession, state: AgeingState) -> None:
    columns = (
        TableColumn("id", justify="right"),
        TableColumn("feed", "bold", limit=32),
        TableColumn("publishes"),
        TableColumn("unread", justify="right"),
        TableColumn("aged", justify="right"),
        TableColumn(tr("an unread entry"), flexible=True),
    )
    session.output.rows(columns, map(_row, state.feeds))
    session.output.note(_summarize(state))


def _row(feed: Feed) -> tuple[str, ...]:
    own = tr(", you chose that") if feed.options.shelf_life else ""
    told = (describe_rhythm(feed.gap), str(feed.unread), str(feed.aged), f"{describe_shelf_life(feed.shelf_life)}{own}")
    return (str(feed.id), feed.title, *told)


def _summarize(state: AgeingState) -> str:
    """Return what holds for feeds without a choice of their own, as sentences."""
    aged = sum(feed.aged for feed in state.feeds)
    told = (
        tr("{aged} unread have left the inbox, {today} of them within the last day.", aged=aged, today=state.today)
        if aged
        else ""
    )
    if state.is_asked:
        offer = tr(
            "`tuinews ageing on` would have {would_age} of {count} unread",
            would_age=state.would_age,
            count=sum(feed.unread for feed in state.feeds),
        )
        return tr(
            "News ages only where you chose a shelf life. {offer} leave the inbox, unmarked. {told}",
            offer=offer,
            told=told,
        ).strip()
    if state.choice == NEVER:
        return tr("News ages only where you chose a shelf life. {told}", told=told).strip()
    by = (
        tr("by how often each feed publishes")
        if state.setting in {ASK, "auto"}
        else tr("after {setting}", setting=state.setting)
    )
    return tr("News ages {by}. {told}", by=by, told=told).strip()


_NOTES = """\
An unread entry whose shelf life is over leaves the inbox and the counts of what is unread. It is not marked or deleted,
and stays in its feed, in searches and among all articles. What is starred or kept for later never ages.
"""

COMMANDS = {
    "ageing": Command(
        _describe,
        _turn,
        ("ageing", "ageing on", "ageing --json | jq .aged"),
        _NOTES,
    )
}
