"""What the footer says besides keys: one function for each thing, the most pressing one first."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from tuinews.model.language import tr, tr_count
from tuinews.model.text import EMPTY, SafeText
from tuinews.ui.keys.contexts import ARTICLE, FEEDS
from tuinews.ui.keys.keymap import Keymap
from tuinews.ui.paint.text.safe import safe_line
from tuinews.ui.session import Session

if TYPE_CHECKING:
    from tuinews.ui.widgets.article_view import ArticleView

_Note = Callable[[Session, "ArticleView", Keymap], str]


def _hints(_session: Session, view: "ArticleView", keymap: Keymap) -> str:
    """Return how to choose a link by its letters."""
    if not view.hints.shown:
        return ""
    what = tr("Browser: type letters") if view.hints.for_browser else tr("Type a link's letters")
    return tr(
        "{what} · {hints_down} scrolls · {cancel_hints} cancels",
        what=what,
        hints_down=keymap.label("hints-down"),
        cancel_hints=keymap.label("cancel-hints"),
    )


def find_link_address(view: "ArticleView | None") -> SafeText:
    """Return the whole address of the link with the focus; `""` for none."""
    target = None if view is None else view.link_focus.target
    return EMPTY if target is None or target.kind not in _LINKS else safe_line(target.href)


_LINKS = frozenset({"link", "related", "entry"})
"""Kinds of targets that have an address."""


def _link(_session: Session, view: "ArticleView", keymap: Keymap) -> str:
    """Return where the link with the focus leads."""
    target = view.link_focus.target
    if target is None or target.kind not in _LINKS:
        return ""
    from tuinews.ui.paint.article.targets import describe_address

    return tr("{open_link} opens {address}", open_link=keymap.label("open-link"), address=describe_address(target.href))


def _search(session: Session, view: "ArticleView", keymap: Keymap) -> str:
    """Return which match of a search is shown, and the keys that go on."""
    if not (session.searching or (session.pane == ARTICLE and view.search.marked)):
        return ""
    if not view.search.progress:
        return tr("Not found · {step_back} ends it", step_back=keymap.label("step-back"))
    return tr(
        "{progress} · {next_unread} next · {previous_unread} previous",
        progress=view.search.progress,
        next_unread=keymap.label("next-unread"),
        previous_unread=keymap.label("previous-unread", 2),
    )


_NOTES: tuple[_Note, ...] = (_hints, _link, _search)
"""What is said of the article, the most pressing first."""


def footer_note(session: Session, view: "ArticleView | None", keymap: Keymap) -> str:
    """Return what the footer says now besides keys; `""` for nothing."""
    if view is not None:
        for note in _NOTES:
            if said := note(session, view, keymap):
                return said
    if session.pane == FEEDS and session.selected_feeds:
        count = len(session.selected_feeds)
        return tr(
            "{feeds} selected · {move_feeds} moves",
            feeds=tr_count("{count} feed", "{count} feeds", count),
            move_feeds=keymap.label("move-feeds"),
        )
    return tr("{count} selected", count=len(session.selection)) if session.selection else ""
