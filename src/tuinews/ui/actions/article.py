"""Actions that open articles, go on from one to the next, and do something with one."""

from typing import TYPE_CHECKING

from tuinews.model.form import form_labels
from tuinews.ui.actions.row import READING, move
from tuinews.ui.keys.action import Action, Group
from tuinews.ui.keys.contexts import ARTICLE

if TYPE_CHECKING:
    from tuinews.ui.controllers.composition import Controllers

GROUP: "Group[Controllers]" = Group(
    "Reading",
    (
        move("open", "Open", lambda c, _: c.unread.open(), "enter", footer_word="open"),
        move(
            "read-on",
            "Read on",
            lambda c, _: c.unread.read_on(),
            "space",
            contexts=READING,
            footer_word="read on",
            text="A page down; at the end of an article the next unread one.",
        ),
        move(
            "read-back",
            "A page back",
            lambda c, _: c.article.page_back(),
            "shift+space",
            "backspace",
            contexts=READING,
        ),
        Action(
            "next-unread",
            "Next unread",
            lambda c, _: c.unread.go(1),
            ("n",),
            "next unread",
            help="In this list, then in the next feed that has any; the next match while a search is on.",
        ),
        Action(
            "previous-unread",
            "Previous unread",
            lambda c, _: c.unread.go(-1),
            ("p", "N"),
            help="Before this one; the previous match while a search is on.",
        ),
        Action("next-article", "Next article", lambda c, _: c.unread.step(1), ("J",), contexts=READING),
        Action("previous-article", "Previous article", lambda c, _: c.unread.step(-1), ("K",), contexts=READING),
        Action("next-feed", "Next feed with unread", lambda c, _: c.unread.go_to_feed(1), ("]",)),
        Action("previous-feed", "Previous feed with unread", lambda c, _: c.unread.go_to_feed(-1), ("[",)),
        Action(
            "full-text",
            "Full text of the page, or the feed's text",
            lambda c, _: c.article.toggle_full_text(),
            ("v",),
            "full text",
            READING,
        ),
        Action(
            "changes",
            "What changed since the earlier version, or the text",
            lambda c, _: c.variants.toggle_changes(),
            ("d",),
            contexts=READING,
        ),
        Action(
            "pictures",
            "Show pictures, or none",
            lambda c, _: c.pictures.toggle(),
            ("i",),
            contexts=READING,
            help="The settings say which of them to begin with.",
        ),
        Action(
            "hints",
            "Open a link inside by its letters",
            lambda c, _: c.links.show_hints("inside"),
            ("f",),
            "links",
            READING,
        ),
        Action(
            "hints-browser",
            "Open a link in the browser by its letters",
            lambda c, _: c.links.show_hints("browser"),
            ("F",),
            contexts=READING,
        ),
        Action(
            "next-link",
            "Next link of the article",
            lambda c, _: c.article.focus_link(1),
            (")",),
            contexts=(ARTICLE,),
            help="Opening it then stays inside.",
        ),
        Action(
            "previous-link",
            "Previous link of the article",
            lambda c, _: c.article.focus_link(-1),
            ("(",),
            contexts=(ARTICLE,),
        ),
        Action("links", "List all links", lambda c, _: c.links.choose_link(), ("u",), contexts=READING),
        Action(
            "tags",
            "Tags of this article",
            lambda c, _: c.search.choose_tag(),
            ("t",),
            "tags",
            READING,
            help="Choosing one shows everything with that tag.",
        ),
        Action(
            "enclosures",
            "Files that come with this article",
            lambda c, _: c.links.choose_enclosure(),
            ("e",),
            contexts=READING,
        ),
        Action(
            "browse",
            "Open in the browser",
            lambda c, _: c.browser.open_targets(read=False),
            ("o",),
            "browser",
            READING,
            help="All that is selected.",
        ),
        Action(
            "browse-read",
            "Open in the browser and mark read",
            lambda c, _: c.browser.open_targets(read=True),
            ("O",),
            contexts=READING,
        ),
        Action(
            "share",
            "Share, or save as a file",
            lambda c, _: c.share.offer(),
            ("S",),
            contexts=READING,
            help=f"Copies, files ({form_labels()}), programs, the browser; for all that is selected.",
        ),
        Action(
            "pipe",
            "Pipe to a program",
            lambda c, typed: c.variants.pipe(typed),
            ("|",),
            contexts=READING,
            help="It gets the article as Markdown; what it prints is shown.",
            argument="program and its arguments",
        ),
        Action("copy-url", "Copy the address", lambda c, _: c.share.copy("address"), ("y y",), contexts=READING),
        Action("copy-title", "Copy the title", lambda c, _: c.share.copy("title"), ("y t",), contexts=READING),
        Action(
            "copy-markdown",
            "Copy as a Markdown link",
            lambda c, _: c.share.copy("link"),
            ("y m",),
            contexts=READING,
        ),
    ),
)
