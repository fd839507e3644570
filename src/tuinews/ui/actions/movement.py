"""Actions that move in and between the panes."""

from typing import TYPE_CHECKING

from tuinews.ui.actions.row import move
from tuinews.ui.keys.action import Action, Group
from tuinews.ui.keys.contexts import FEEDS, LIST

if TYPE_CHECKING:
    from tuinews.ui.controllers.composition import Controllers


GROUP: "Group[Controllers]" = Group(
    "Moving",
    (
        move("down", "Move down", lambda c, _: c.panes.move(1), "j", "down", footer_word="move"),
        move("up", "Move up", lambda c, _: c.panes.move(-1), "k", "up", footer_word="up"),
        move("top", "Go to the top", lambda c, _: c.panes.move_to_end(first=True), "g g", "home"),
        move("bottom", "Go to the bottom", lambda c, _: c.panes.move_to_end(first=False), "G", "end"),
        move("half-down", "Half a page down", lambda c, _: c.panes.half(1), "ctrl+d"),
        move("half-up", "Half a page up", lambda c, _: c.panes.half(-1), "ctrl+u"),
        move("page-down", "A page down", lambda c, _: c.panes.page(1), "pagedown", "ctrl+f"),
        move("page-up", "A page up", lambda c, _: c.panes.page(-1), "pageup", "ctrl+b"),
        move("focus-left", "Go to the pane on the left", lambda c, _: c.panes.focus_beside(-1), "h", "left"),
        move("focus-right", "Go to the pane on the right", lambda c, _: c.navigation.go_right(), "l", "right"),
        move("focus-next", "Go to the next pane", lambda c, _: c.panes.focus_around(1), "tab"),
        move("focus-previous", "Go to the previous pane", lambda c, _: c.panes.focus_around(-1), "shift+tab"),
        Action("focus-feeds", "Go to the feeds", lambda c, _: c.panes.focus(FEEDS), ("1", "g f")),
        Action("focus-list", "Go to the headlines", lambda c, _: c.panes.focus(LIST), ("2", "g a")),
        Action("focus-article", "Go to the article", lambda c, _: c.article.focus(), ("3",)),
        Action(
            "jump",
            "Jump to anything on the screen by its letters",
            lambda c, _: c.jump.start(),
            (";",),
            help="Rows, links, tags, the feeds, the keys of the footer; with a capital it is only gone to.",
            words=("easymotion", "letters", "labels"),
        ),
        Action(
            "back",
            "Go back",
            lambda c, _: c.navigation.back(),
            ("ctrl+o", "alt+left"),
            help="To where you were before, reading position included; from a footnote to its text.",
        ),
        Action("forward", "Go forward", lambda c, _: c.navigation.forward(), ("alt+right",)),
    ),
)
