"""Actions that refresh, add, edit and leave feeds, and show how they are doing."""

from typing import TYPE_CHECKING

from tuinews.ui.actions.row import move
from tuinews.ui.keys.action import Action, Group
from tuinews.ui.keys.contexts import FEEDS

if TYPE_CHECKING:
    from tuinews.ui.controllers.composition import Controllers

GROUP: "Group[Controllers]" = Group(
    "Feeds",
    (
        Action(
            "refresh",
            "Refresh this feed",
            lambda c, _: c.refresh.refresh_here(),
            ("r",),
            help="As far as its server allows.",
            words=("reload", "fetch", "sync", "update-feed"),
        ),
        Action(
            "refresh-all",
            "Refresh everything that is due",
            lambda c, typed: c.refresh.refresh_all(typed),
            ("R",),
            "refresh",
            help="Typed as :refresh-all --force, also what is not due yet, as far as servers allow.",
            argument="[--force]",
            words=("reload-all", "fetch-all", "sync-all", "update-all", "update"),
        ),
        Action("cancel-refresh", "Stop the refresh", lambda c, _: c.refresh.cancel(), words=("stop", "abort")),
        Action(
            "show-waiting",
            "Show what is new",
            lambda c, _: c.sidebar.show_waiting(),
            (".",),
            help="New articles wait, so that the list never moves by itself.",
            words=("new", "news"),
        ),
        Action(
            "add-feed",
            "Add a feed",
            lambda c, typed: c.subscriptions.add(typed),
            ("a",),
            "add",
            help="The address of a feed or of a site.",
            argument="URL",
            words=("subscribe", "new-feed", "follow-feed"),
        ),
        Action(
            "edit-feed",
            "Edit a feed, folder or view",
            lambda c, _: c.row_edits.edit(),
            ("E",),
            "rename",
            help="A feed's title and folder, a folder's name and place, a view's name and query.",
            words=("rename", "move", "title", "retitle", "folder", "group", "properties"),
        ),
        Action(
            "login",
            "Give a feed its name and password",
            lambda c, _: c.subscriptions.give_login(),
            help="They are sent to its own server only; an empty name forgets them.",
            words=(
                "password",
                "passwd",
                "username",
                "user",
                "credentials",
                "authentication",
                "auth",
                "log-in",
                "sign-in",
                "signin",
                "account",
            ),
        ),
        Action(
            "unsubscribe",
            "Unsubscribe, or remove a folder or view",
            lambda c, _: c.row_edits.remove(),
            ("D",),
            help="Starred articles stay; z takes it back.",
            words=("delete", "remove", "rm", "delete-feed", "remove-feed"),
        ),
        Action(
            "rules",
            "Show the rules for what arrives",
            lambda c, _: c.rules.show(),
            ("g r",),
            help="They tag, star, mark, notify or run a program; each can be tried, changed and moved.",
            words=("automation", "actions", "filters", "rule"),
        ),
        Action(
            "add-rule",
            "Add a rule for what arrives",
            lambda c, typed: c.rules.add(typed),
            help="What it would have done with what is there is shown before.",
            argument="name",
            words=("new-rule", "automate"),
        ),
        Action(
            "health",
            "Show how the feeds are doing",
            lambda c, _: c.health.show_health(),
            ("g h",),
            help="The state of each, its last check and its next one; choosing one goes there.",
            words=("status", "errors", "broken", "failing", "diagnostics", "statistics", "stats"),
        ),
        Action(
            "about-feed",
            "About this feed",
            lambda c, _: c.health.show_feed(),
            ("g p",),
            help="Who publishes it, and how it is kept.",
            words=("info", "information", "publisher", "details"),
        ),
        Action(
            "toggle-read-feeds",
            "Hide feeds without unread articles, or show them",
            lambda c, _: c.sidebar.toggle_read_feeds(),
            help="Feeds in trouble stay, and the one you are at.",
            words=("hide-read-feeds", "empty-feeds", "unread-feeds"),
        ),
        move(
            "fold",
            "Fold or unfold a folder",
            lambda c, _: c.sidebar.fold_current(),
            "space",
            contexts=(FEEDS,),
            footer_word="fold",
        ),
    ),
)
