"""Every action of the reader in one table; keys, palette, command line, help, footer and docs are derived from it.

An action `mark-read` is carried out by `action_mark_read` of the main screen.
"""

from typing import NamedTuple

FEEDS, LIST, ARTICLE = "feeds", "list", "article"
"""The panes, as an action names those in which it works."""

PANES = (FEEDS, LIST, ARTICLE)


class Action(NamedTuple):
    """Something the reader can be told to do."""

    id: str
    title: str
    """A verb phrase for palette and help."""
    keys: tuple[str, ...] = ()
    """Of the preset `vim`; a chord is keys with spaces between: `g g`."""
    hint: str = ""
    """A word for the footer; `""` keeps it out."""
    panes: tuple[str, ...] = PANES
    """Where it works."""
    help: str = ""
    """What the title leaves open, as a sentence."""
    palette: bool = True
    """Whether the palette offers it."""
    argument: str = ""
    """What the command line takes after it."""


class Group(NamedTuple):
    """Actions that help shows together."""

    title: str
    actions: tuple[Action, ...]


def _move(id_: str, title: str, *keys: str, hint: str = "", panes: tuple[str, ...] = PANES, text: str = "") -> Action:
    """An action that nobody looks for in a palette."""
    return Action(id_, title, keys, hint, panes, text, palette=False)


_READING = (LIST, ARTICLE)

GROUPS: tuple[Group, ...] = (
    Group(
        "Moving",
        (
            _move("down", "Move down", "j", "down", hint="down"),
            _move("up", "Move up", "k", "up", hint="up"),
            _move("top", "Go to the top", "g g", "home"),
            _move("bottom", "Go to the bottom", "G", "end"),
            _move("half-down", "Half a page down", "ctrl+d"),
            _move("half-up", "Half a page up", "ctrl+u"),
            _move("page-down", "A page down", "pagedown", "ctrl+f"),
            _move("page-up", "A page up", "pageup", "ctrl+b"),
            _move("focus-left", "Go to the pane on the left", "h", "left"),
            _move("focus-right", "Go to the pane on the right", "l", "right"),
            _move("focus-next", "Go to the next pane", "tab"),
            _move("focus-previous", "Go to the previous pane", "shift+tab"),
            Action("focus-feeds", "Go to the feeds", ("1", "g f")),
            Action("focus-list", "Go to the headlines", ("2", "g a")),
            Action("focus-article", "Go to the article", ("3",)),
            Action(
                "back",
                "Go back",
                ("ctrl+o", "alt+left"),
                help="To where you were before, reading position included; from a note to its text.",
            ),
            Action("forward", "Go forward", ("alt+right",)),
        ),
    ),
    Group(
        "Reading",
        (
            _move("open", "Open", "enter", hint="open"),
            _move(
                "read-on",
                "Read on",
                "space",
                panes=_READING,
                hint="read on",
                text="A page down; at the end of an article the next unread one.",
            ),
            _move("read-back", "A page back", "shift+space", "backspace", panes=_READING),
            Action(
                "next-unread",
                "Next unread",
                ("n",),
                "next unread",
                help="In this list, then in the next feed that has any; the next match while a search is on.",
            ),
            Action(
                "previous-unread",
                "Previous unread",
                ("p", "N"),
                help="Before this one; the previous match while a search is on.",
            ),
            Action("next-article", "Next article", ("J",), panes=_READING),
            Action("previous-article", "Previous article", ("K",), panes=_READING),
            Action("next-feed", "Next feed with unread", ("]",)),
            Action("previous-feed", "Previous feed with unread", ("[",)),
            Action("full-text", "Full text of the page, or the feed's text", ("v",), "full text", _READING),
            Action("changes", "What changed since the earlier version, or the text", ("d",), panes=_READING),
            Action(
                "pictures",
                "Show pictures, or none",
                ("i",),
                panes=_READING,
                help="The settings say which of them to begin with.",
            ),
            Action("hints", "Open a link inside by its letters", ("f",), "links", _READING),
            Action("hints-browser", "Open a link in the browser by its letters", ("F",), panes=_READING),
            Action("next-link", "Next link of the article", (")",), panes=(ARTICLE,), help="Enter opens it inside."),
            Action("previous-link", "Previous link of the article", ("(",), panes=(ARTICLE,)),
            Action("links", "List all links", ("u",), panes=_READING),
            Action(
                "tags", "Tags of this article", ("t",), "tags", _READING, help="Enter shows everything with that tag."
            ),
            Action("enclosures", "Files that come with this article", ("e",), panes=_READING),
            Action("browse", "Open in the browser", ("o",), "browser", _READING, help="All that is selected."),
            Action("browse-read", "Open in the browser and mark read", ("O",), panes=_READING),
            Action(
                "share",
                "Share, or save as a file",
                ("S",),
                panes=_READING,
                help="Copies, files (Markdown, HTML, EPUB, text), programs, the browser; for all that is selected.",
            ),
            Action(
                "pipe",
                "Pipe to a program",
                ("|",),
                panes=_READING,
                help="It gets the article as Markdown; what it prints is shown.",
                argument="program and its arguments",
            ),
            Action("copy-url", "Copy the address", ("y y",), panes=_READING),
            Action("copy-title", "Copy the title", ("y t",), panes=_READING),
            Action("copy-markdown", "Copy as a Markdown link", ("y m",), panes=_READING),
        ),
    ),
    Group(
        "Marking",
        (
            Action("toggle-read", "Mark read or unread", ("m",), panes=_READING),
            Action("toggle-star", "Star or unstar", ("s",), "star", _READING),
            Action("toggle-later", "Read later, or not", ("L",), panes=_READING),
            Action("read-list", "Mark this list read", ("M",), help="Only what it shows; z takes it back."),
            Action("read-above", "Mark everything above read", ("{",), panes=_READING),
            Action("read-below", "Mark everything below read", ("}",), panes=_READING),
            Action(
                "select", "Select or unselect", ("x",), panes=(LIST,), help="Marks then apply to all that is selected."
            ),
            Action("select-to", "Select up to here", ("X",), panes=(LIST,)),
            Action("edit-tags", "Edit your own tags", ("T",), panes=_READING, argument="+name -name"),
            Action("undo", "Undo", ("z", "ctrl+z")),
            Action("redo", "Redo", ("ctrl+y",)),
        ),
    ),
    Group(
        "Finding",
        (
            Action(
                "search",
                "Search here",
                ("/",),
                "search",
                help="In this list; in the article when you are in it.",
                argument="words",
            ),
            Action("search-everything", "Search everything", ("g /",), argument="words"),
            Action(
                "filter", "Filter by a query", ("=",), help="Such as is:starred -tag:sport newer:2d.", argument="query"
            ),
            Action("save-view", "Save what is shown as a view", ("+",), argument="name"),
            Action("toggle-unread", "Show unread only, or all", ("U",), "unread/all"),
            Action("sort", "Sort otherwise", ("\\",)),
            Action("inbox", "Go to the inbox", ("g i",)),
            Action("everything", "Go to all articles", ("g e",)),
            Action("saved", "Go to what is starred", ("g s",)),
            Action("later", "Go to what is to be read later", ("g l",)),
            Action("topics", "Go to a topic", ("g t",), help="Every tag with its count; each is a place."),
        ),
    ),
    Group(
        "Feeds",
        (
            Action("refresh", "Refresh this feed", ("r",), help="As far as its server allows."),
            Action("refresh-all", "Refresh everything that is due", ("R",), "refresh"),
            Action("cancel-refresh", "Stop the refresh"),
            Action(
                "show-waiting",
                "Show what is new",
                (".",),
                help="New articles wait, so that the list never moves by itself.",
            ),
            Action("add-feed", "Add a feed", ("a",), "add", help="The address of a feed or of a site.", argument="URL"),
            Action("edit-feed", "Edit a feed's title and folder", ("E",)),
            Action(
                "unsubscribe", "Unsubscribe, or remove a view", ("D",), help="Starred articles stay; z takes it back."
            ),
            Action(
                "health",
                "Show how the feeds are doing",
                ("g h",),
                help="The state of each, its last check and its next one; Enter goes there.",
            ),
            Action("about-feed", "About this feed", ("g p",), help="Who publishes it, and how it is kept."),
            _move("fold", "Fold or unfold a folder", "space", panes=(FEEDS,), hint="fold"),
        ),
    ),
    Group(
        "Looking",
        (
            Action("narrower", "Narrower text", ("w",)),
            Action("wider", "Wider text", ("W",)),
            Action("shrink", "Shrink this pane", ("<",)),
            Action("grow", "Grow this pane", (">",)),
            Action("toggle-feeds", "Show or hide the feeds", ("b",)),
            Action("zen", "Nothing but the article", ("Z",)),
            Action("theme", "Choose a theme", argument="name"),
            Action("command", "Command line", (":",)),
            Action("palette", "Palette", ("ctrl+p",), "palette"),
            Action("help", "Help", ("?", "f1"), "help"),
            Action("log", "Show the log", ("g L",), help="Its last lines, newest first; Enter copies one."),
            Action(
                "suspend",
                "Suspend to the shell",
                help="Typed as :suspend, since Ctrl-z is undo; the shell's fg leads back.",
            ),
            _move("leave", "Back; at the root quit", "q"),
            _move("step-back", "Back; twice at the root quit", "escape"),
            Action("quit", "Quit", ("Q",)),
            _move("interrupt", "Quit at once", "ctrl+c"),
        ),
    ),
)

ACTIONS: dict[str, Action] = {action.id: action for group in GROUPS for action in group.actions}
"""Every action by its id."""

PRESETS: dict[str, dict[str, tuple[str, ...]]] = {
    "vim": {},
    "newsboat": {
        "toggle-read": ("N",),
        "read-list": ("A",),
        "toggle-star": ("s", "ctrl+e"),
        "toggle-unread": ("l",),
        "focus-right": ("right",),
        "filter": ("F",),
        "hints-browser": ("g F",),
        "topics": ("t", "g t"),
        "tags": ("g T",),
        "next-feed": ("ctrl+n", "]"),
        "previous-feed": ("ctrl+p", "["),
        "palette": ("f2",),
    },
    "gmail": {
        "open": ("enter", "o"),
        "browse": ("v",),
        "full-text": ("V",),
        "leave": ("u", "q"),
        "links": ("g u",),
        "toggle-read": ("I", "U"),
        "toggle-unread": ("g v",),
        "unsubscribe": ("#",),
        "undo": ("z", "ctrl+z"),
        "edit-tags": ("l",),
        "focus-right": ("right",),
    },
    "arrows": {
        "down": ("down",),
        "up": ("up",),
        "focus-left": ("left",),
        "focus-right": ("right",),
        "top": ("home",),
        "bottom": ("end",),
        "half-down": (),
        "half-up": (),
        "refresh": ("f5",),
        "refresh-all": ("shift+f5", "f6"),
        "search": ("f3", "/"),
        "toggle-star": ("f4", "s"),
        "help": ("f1", "?"),
        "palette": ("f2", "ctrl+p"),
        "unsubscribe": ("delete",),
        "quit": ("f10", "ctrl+q"),
    },
}
"""What a preset sets otherwise than `vim`; a key it gives away is taken from the action that had it."""
