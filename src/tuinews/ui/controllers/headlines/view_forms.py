"""A saved view in a form: name, query with the number of what it finds, order, folder, and the keys that lead there."""

import re
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from tuinews.model.error import QueryError, TuinewsError
from tuinews.model.feed import NOTHING_CHOSEN, SavedView, ViewChoices
from tuinews.model.language import tr, tr_count
from tuinews.model.query import Order, parse_query
from tuinews.model.text import EMPTY, safe_text
from tuinews.ui.controllers.feeds.sidebar import read_folder_path
from tuinews.ui.controllers.query_names import QueryCompleter
from tuinews.ui.environment import Environment
from tuinews.ui.interaction import Interaction
from tuinews.ui.keys.contexts import PANES
from tuinews.ui.keys.key_names import is_key
from tuinews.ui.keys.keymap import show as show_keys
from tuinews.ui.session import Session

if TYPE_CHECKING:
    from tuinews.ui.dialogs.field_form import Field

_SORT = re.compile(r"(?:\A|\s)sort:\S+")

_OFFERED_KEYS = tuple(f"g {digit}" for digit in range(1, 10))
"""Keys that are offered for a new view, if they are free."""


class ViewDraft(NamedTuple):
    """What the user wants a view to be."""

    name: str
    query: str
    chosen: ViewChoices = NOTHING_CHOSEN


class ViewForms:
    """Asks what a view is to be."""

    def __init__(self, env: Environment, session: Session, interaction: Interaction) -> None:
        self._env = env
        self._session = session
        self._interaction = interaction

    async def ask(self, title: str, view: SavedView) -> ViewDraft | None:
        """Return what the user wants instead of `view`, which is new if its number is 0; `None` when the user left."""
        from tuinews.ui.dialogs.field_form import FieldForm

        key = self._interaction.key
        foot = tr(
            "{form_accept} saves · {form_down} next line · {close_dialog} leaves",
            form_accept=key("form-accept"),
            form_down=key("form-down"),
            close_dialog=key("close-dialog"),
        )
        typed = await self._interaction.put(FieldForm(title, self._make_fields(view), foot=foot))
        if typed is None:
            return None
        sort = "" if typed["sort"] == Order.NEWEST.value else f" sort:{typed['sort']}"
        chosen = ViewChoices(" ".join(typed["keys"].split()), read_folder_path(typed["folder"]))
        return ViewDraft(typed["name"], f"{typed['query']}{sort}".strip(), chosen)

    def _make_fields(self, view: SavedView) -> "tuple[Field, ...]":
        from tuinews.ui.dialogs.field_form import Field

        text, order = split_order(view.query, self._env.clock())
        folders = tuple(dict.fromkeys("/".join(feed.folder) for feed in self._session.feeds if feed.folder))
        shortcut = view.shortcut or ("" if view.id else self._find_free_keys())
        completer = QueryCompleter(self._env, self._session.saved_views)
        explain = partial(self._explain_keys, f"view-{view.id}")
        orders = tuple(one.value for one in Order)
        return (
            Field("name", tr("Name"), view.name, tr("What it is called among the feeds."), check=_check_name),
            Field("query", tr("Query"), text, check=self._check_query, remark=self._count, complete=completer),
            Field(
                "sort",
                tr("Sorted by"),
                order.value,
                tr("How its list is sorted; Space goes to the next."),
                choices=orders,
            ),
            Field(
                "folder",
                tr("Folder"),
                "/".join(view.folder),
                tr("Where it stands, inner folders after a /; empty: above all folders."),
                words=folders,
            ),
            Field("keys", tr("Keys"), shortcut, check=_check_keys, remark=explain),
        )

    def _check_query(self, typed: str) -> str:
        try:
            parse_query(typed, self._env.clock())
        except QueryError as error:
            return str(error)
        return "" if typed else tr("A view needs a query: what it shows.")

    async def _count(self, typed: str) -> str:
        """Say how many articles a query finds."""
        try:
            found = await self._env.library.entries.count(parse_query(typed, self._env.clock()))
        except TuinewsError as error:
            return str(error)
        return tr("Finds {articles} now.", articles=tr_count("{count} article", "{count} articles", found))

    def _find_free_keys(self) -> str:
        keymap = self._env.keymap
        return next((keys for keys in _OFFERED_KEYS if not keymap.find_rivals(tuple(keys.split()), PANES)), "")

    async def _explain_keys(self, action_id: str, typed: str) -> str:
        """Say whom the keys would be taken from."""
        rivals = self._env.keymap.find_rivals(tuple(typed.split()), PANES, action_id) if typed else ()
        lost = ", ".join(
            tr("{keys} from “{title}”", keys=show_keys(bound.chord), title=tr(bound.action.title))
            for bound in rivals[:2]
        )
        return (
            tr("Takes {lost}.", lost=lost)
            if lost
            else tr("Keys that lead to it; these are free.")
            if typed
            else tr("No keys lead to it.")
        )


def _check_name(typed: str) -> str:
    return "" if safe_text(typed) else tr("A view needs a name.")


def _check_keys(typed: str) -> str:
    wrong = next((key for key in typed.split() if not is_key(key)), None)
    return "" if wrong is None else tr("{wrong} is no key: write g 1, f6 or ctrl+g.", wrong=wrong)


def split_order(query: str, now: int) -> tuple[str, Order]:
    """Return a query without its order, and the order."""
    try:
        order = parse_query(query, now).order
    except QueryError:
        return query, Order.NEWEST
    return _SORT.sub("", query).strip(), order


def new_view(name: str, query: str) -> SavedView:
    """Return a view that is not saved yet."""
    return SavedView(0, safe_text(name) or EMPTY, query)
