"""Actions that mark, select, tag and undo."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from tuinews.model.entry import Flag
from tuinews.model.language import tr_later
from tuinews.ui.actions.row import READING
from tuinews.ui.keys.action import Action, Group
from tuinews.ui.keys.contexts import LIST, STORY

if TYPE_CHECKING:
    from tuinews.ui.controllers.composition import Controllers

MUTABLE = {
    "word": tr_later("Mute a word of the title"),
    "author": tr_later("Mute this author"),
    "tag": tr_later("Mute a tag of this article"),
    "story": tr_later("Mute this story"),
    "feed": tr_later("Mute this feed"),
}
"""What of an article can be muted, by the word whose first letter is the second key."""


def _mute(kind: str) -> "Callable[[Controllers, str], object]":
    return lambda c, _: c.mutes.mute(kind)


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
            "keep-page",
            "Keep any page of the web for later",
            lambda c, typed: c.kept_pages.keep(typed),
            ("A",),
            help="It becomes an article, whether a feed brought it or not.",
            argument="URL",
            words=("add-page", "save-page", "pocket", "instapaper", "wallabag", "bookmark-page"),
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
        Action(
            "note",
            "Write a note to it",
            lambda c, typed: c.notes.edit(typed),
            (",",),
            contexts=READING,
            help="In your editor ($VISUAL or $EDITOR), else in a dialog; an empty one is none. It keeps the article.",
            argument="[text]",
            words=("annotate", "comment", "remark", "memo", "write-note", "edit-note"),
            needs_article=True,
        ),
        *(
            Action(
                f"mute-{kind}",
                title,
                _mute(kind),
                (f"c {kind[0]}",),
                # on the page of a story it is what one may want to do with it
                "mute" if kind == "story" else "",
                (STORY, *READING) if kind == "story" else READING,
                help="What would go is shown first, then until when; z takes it back.",
                words=(f"block-{kind}", f"ignore-{kind}", f"hide-{kind}"),
                needs_article=True,
            )
            for kind, title in MUTABLE.items()
        ),
        Action(
            "mute",
            "Mute … of this article, or show what hides it",
            lambda c, _: c.mutes.mute(),
            ("c c",),
            contexts=READING,
            words=("block", "ignore", "hide", "kill", "silence"),
            needs_article=True,
        ),
        Action(
            "mute-query",
            "Mute what a query matches",
            lambda c, typed: c.mutes.mute_query(typed),
            ("c q",),
            argument="query",
            words=("block-query", "ignore-query", "filter-out"),
        ),
        Action(
            "mutes",
            "Show the mutes, change or remove one",
            lambda c, _: c.mutes.show_mutes(),
            ("c m",),
            help="How much each hides, and until when.",
            words=("unmute", "unblock", "blocklist", "ignore-list"),
        ),
        Action("undo", "Undo", lambda c, _: c.undo.take_back(), ("z", "ctrl+z"), words=("revert",)),
        Action(
            "journal",
            "Show what was changed, and take back any of it",
            lambda c, _: c.feed_work.journal.show(),
            ("Y",),
            help="The newest first; one from the middle too, unless a change after it touched the same.",
            words=("undo-list", "undo-history", "list-of-changes"),
        ),
        Action("redo", "Redo", lambda c, _: c.undo.redo(), ("ctrl+y",), words=("repeat",)),
    ),
)
