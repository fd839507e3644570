"""`views`: saved views."""

from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from contextlib import suppress

from tuinews.cli.articles.queries import QUERY_NOTES, make_searchable
from tuinews.cli.command import Command
from tuinews.cli.json_shapes import view_shape
from tuinews.cli.output import TableColumn
from tuinews.cli.session import CommandSession
from tuinews.engine.library import Library
from tuinews.model.error import QueryError, UsageError
from tuinews.model.feed import SavedView, ViewChoices
from tuinews.model.language import tr
from tuinews.model.query import parse_query
from tuinews.model.text import NAME_LIMIT, fold, safe_text
from tuinews.ui.keys.key_names import is_key


def _describe(parser: ArgumentParser) -> None:
    verbs = ("list", "add", "edit", "remove")
    parser.add_argument(
        "verb", metavar="VERB", nargs="?", default="list", help="list (default), add, edit or remove", offers=verbs
    )
    parser.add_argument(
        "name", metavar="NAME", nargs="?", default="", help="the view's name, or its number if it is there"
    )
    parser.add_argument("query", metavar="QUERY", nargs="*", help="what it shows")
    parser.add_argument("--name", dest="new_name", metavar="NEW", help="with edit: what it is called from now on")
    parser.add_argument(
        "--key", metavar="KEYS", help="with add and edit: the keys that lead there, such as 'g 1' or f6"
    )
    parser.add_argument(
        "--folder", metavar="NAME", help="with add and edit: the folder it stands in, A/B for an inner one"
    )
    parser.add_argument("--json", action="store_true", help="print a list of views, or the one that was changed")


async def _views(session: CommandSession, values: Namespace) -> int:
    if values.new_name is not None and values.verb != "edit":
        raise UsageError(tr("--name is for `tuinews views edit NAME`: what the view is called from now on."))
    changes = values.key is not None or values.folder is not None
    if changes and values.verb not in {"add", "edit"}:
        raise UsageError(tr("--key and --folder are for `tuinews views add` and `tuinews views edit`."))
    match values.verb:
        case "list" if not values.name:
            return await _list(session, values)
        case "add" if values.name and values.query:
            return await _add(session, values)
        case "edit" if values.name and (values.query or values.new_name is not None or changes):
            return await _edit(session, values)
        case "remove" if values.name and not values.query:
            return await _remove(session, values)
        case _:
            raise UsageError(tr("Write `tuinews views`, or views with add NAME QUERY, edit NAME QUERY or remove NAME."))


async def _list(session: CommandSession, values: Namespace) -> int:
    async with session.library() as library:
        views = await library.views.all()
        if await _make_searchable(session, library, views):
            views = await library.views.all()
    if values.json:
        session.output.json_rows(map(view_shape, views))
        return 0
    if not views:
        session.output.note(tr("No views yet: `tuinews views add NAME QUERY` saves a query as one."))
        return 0
    columns = (
        TableColumn("id", justify="right"),
        TableColumn("view", "bold", limit=32),
        TableColumn("unread", justify="right"),
        TableColumn("total", justify="right"),
        TableColumn("key", "dim"),
        TableColumn("query", flexible=True),
    )
    rows = ((str(v.id), v.name, str(v.unread), str(v.total), v.shortcut, v.query) for v in views)
    session.output.rows(columns, rows)
    return 0


async def _make_searchable(session: CommandSession, library: Library, views: Sequence[SavedView]) -> bool:
    """Index what a view needs that asks for words; return whether it has to be counted again."""
    made = False
    for view in views:
        with suppress(QueryError):  # written by a program that knew more
            made |= await make_searchable(session, library, parse_query(view.query, session.now()))
    return made


async def _add(session: CommandSession, values: Namespace) -> int:
    async with session.library() as library:
        query = " ".join(values.query)
        named = [
            view for view in await library.views.all() if fold(view.name) == fold(safe_text(values.name, NAME_LIMIT))
        ]
        await make_searchable(session, library, parse_query(query, session.now()))
        view = await library.views.add(values.name, query, _read_choices(values))
    if values.json:
        session.output.json(view_shape(view))
    elif named and named[0].query != view.query:
        before = named[0].query
        session.output.note(
            tr(
                "Replaced view {name}, which was {before}, by {query}: `tuinews undo` brings it back.",
                name=view.name,
                before=before,
                query=view.query,
            )
        )
    else:
        session.output.note(tr("Saved view {name}: {query}", name=view.name, query=view.query))
    return 0


async def _edit(session: CommandSession, values: Namespace) -> int:
    """Change the query of a view, its name, or both; what is not said stays."""
    async with session.library() as library:
        before = await library.views.find(values.name)
        name = before.name if values.new_name is None else values.new_name
        query = " ".join(values.query) or before.query
        await make_searchable(session, library, parse_query(query, session.now()))
        edited = await library.views.edit(values.name, name, query, _read_choices(values))
        view = next(view for view in await library.views.all() if view.id == edited.id)
    if values.json:
        session.output.json(view_shape(view))
    else:
        session.output.note(
            tr(
                "View {name} is {name2} now: {query}. `tuinews undo` takes it back.",
                name=before.name,
                name2=view.name,
                query=view.query,
            )
        )
    return 0


def _read_choices(values: Namespace) -> ViewChoices:
    """Return the keys and the folder that are asked for; raises UsageError for what is no key."""
    for key in (values.key or "").split():
        if not is_key(key):
            raise UsageError(tr("{key} is no key: write g 1, f6 or ctrl+g.", key=key))
    folder = None if values.folder is None else tuple(map(safe_text, filter(None, values.folder.split("/"))))
    shortcut = None if values.key is None else " ".join(values.key.split())
    return ViewChoices(shortcut, folder)


async def _remove(session: CommandSession, values: Namespace) -> int:
    async with session.library() as library:
        view = await library.views.remove(values.name)
    if values.json:
        session.output.json(view_shape(view))
    else:
        session.output.note(tr("Removed view {name}: `tuinews undo` brings it back.", name=view.name))
    return 0


COMMANDS = {
    "views": Command(
        _describe,
        _views,
        (
            "views",
            "views add Coast 'is:unread (tag:ferries OR folder:Coast)'",
            "views edit Coast --name Shore",
            "views edit Coast --key 'g 1' --folder World",
            "views remove Coast",
            "views --json",
        ),
        QUERY_NOTES,
    ),
}
