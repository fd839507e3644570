"""Actions that mark, select, tag and undo."""

from typing import TYPE_CHECKING

from tuinews.model.entry import Flag
from tuinews.ui.actions.row import READING
from tuinews.ui.keys.action import Action, Group
from tuinews.ui.keys.contexts import LIST

if TYPE_CHECKING:
    from tuinews.ui.controllers.composition import Controllers

GROUP: "Group[Controllers]" = Group(
    "Marking",
    (
        Action(
            "toggle-read",
            "Mark read or unread",
            lambda c, _: c.marks.toggle(Flag.READ),
            ("m",),
            contexts=READING,
            words=("read", "seen", "unseen", "mark-unread", "keep-unread"),
            needs_article=True,
        ),
        Action(
            "toggle-star",
            "Star or unstar",
            lambda c, _: c.marks.toggle(Flag.STARRED),
            ("s",),
            "star",
            READING,
            words=("star", "unstar", "favorite", "favourite", "bookmark", "flag", "like"),
            needs_article=True,
        ),
        Action(
            "toggle-later",
            "Read later, or not",
            lambda c, _: c.marks.toggle(Flag.LATER),
            ("L",),
            contexts=READING,
            words=("read-later", "postpone", "queue", "watchlist"),
            needs_article=True,
        ),
        Action(
            "read-list",
            "Mark this list read",
            lambda c, _: c.marks.read_list(),
            ("M",),
            help="Only what it shows; z takes it back.",
            words=("mark-all-read", "mark-all-as-read", "mark-read", "all-read", "read-all", "catchup", "catch-up"),
        ),
        Action(
            "read-everything",
            "Mark everything read",
            lambda c, _: c.marks.read_everything(),
            help="In all feeds, after asking; z takes it back.",
            words=("mark-everything-read",),
        ),
        Action(
            "read-older",
            "Mark read what is older than a month",
            lambda c, typed: c.old_articles.mark(typed),
            help="Of this list, or of the feed or folder under the cursor; z takes it back.",
            argument="another age, such as 2w",
            words=("old", "outdated", "mark-old"),
        ),
        Action("read-above", "Mark everything above read", lambda c, _: c.marks.read_above(), ("{",), contexts=READING),
        Action("read-below", "Mark everything below read", lambda c, _: c.marks.read_below(), ("}",), contexts=READING),
        Action(
            "select",
            "Select or unselect",
            lambda c, _: c.marks.select(),
            ("x",),
            contexts=(LIST,),
            help="Marks then apply to all that is selected.",
            words=("choose",),
            needs_article=True,
        ),
        Action(
            "select-to",
            "Select up to here",
            lambda c, _: c.marks.select_to(),
            ("X",),
            contexts=(LIST,),
            needs_article=True,
        ),
        Action(
            "edit-tags",
            "Edit your own tags",
            lambda c, typed: c.tags.edit(typed),
            ("T",),
            contexts=READING,
            argument="+name -name",
            words=("tag", "label"),
            needs_article=True,
        ),
        Action("undo", "Undo", lambda c, _: c.undo.take_back(), ("z", "ctrl+z"), words=("revert",)),
        Action("redo", "Redo", lambda c, _: c.undo.redo(), ("ctrl+y",), words=("repeat",)),
    ),
)
