"""Actions that arrange the screen, find other actions and leave."""

from typing import TYPE_CHECKING

from tuinews.ui.actions.row import move
from tuinews.ui.keys.action import Action, Group

if TYPE_CHECKING:
    from tuinews.ui.controllers.composition import Controllers

INTERRUPTED = 130
"""The exit code of what Ctrl-C ended."""

GROUP: "Group[Controllers]" = Group(
    "Looking",
    (
        Action("narrower", "Narrower text", lambda c, _: c.panes.set_measure(-1), ("w",), words=("width", "margin")),
        Action("wider", "Wider text", lambda c, _: c.panes.set_measure(1), ("W",), words=("width", "margin")),
        Action("shrink", "Shrink this pane", lambda c, _: c.panes.resize(-1), ("<",)),
        Action("grow", "Grow this pane", lambda c, _: c.panes.resize(1), (">",)),
        Action(
            "toggle-feeds",
            "Show or hide the feeds",
            lambda c, _: c.panes.toggle_feeds(),
            ("b",),
            words=("sidebar", "hide-feeds", "drawer"),
        ),
        Action(
            "density",
            "One line for each headline, or two",
            lambda c, _: c.panes.toggle_density(),
            ("g =",),
            help="With two, titles stand whole, and below them source, age and tags.",
            words=("comfortable", "compact", "two-lines", "rows", "spacing"),
        ),
        Action(
            "zen",
            "Nothing but the article",
            lambda c, _: c.panes.toggle_zen(),
            ("Z",),
            words=("fullscreen", "full-screen", "focus", "distraction-free"),
        ),
        Action(
            "theme",
            "Choose a theme",
            lambda c, typed: c.themes.choose(typed),
            ("g T",),
            help="The reader looks like the current one while you go over them; Esc brings the old one back.",
            argument="name",
            words=("color", "colour", "colors", "colours", "dark", "light", "appearance", "skin", "scheme"),
        ),
        Action(
            "settings",
            "Change the settings",
            lambda c, typed: c.settings.show(typed),
            ("g ,",),
            help="Each with what it is for; it holds at once where it can. Typed as :settings reading.width 80, too.",
            argument="name value",
            words=("set", "config", "preferences", "prefs", "options", "configure", "setup"),
        ),
        Action(
            "edit-keys",
            "Change the keys",
            lambda c, _: c.key_edits.show(),
            ("g k",),
            help="Pick an action and press its new keys; what they take from others is said first.",
            words=("bind", "map", "remap", "rebind", "preset", "keymap"),
        ),
        Action(
            "command",
            "Command line",
            lambda c, _: c.command_line.type(),
            (":",),
            help="What may follow, and what it does, is said while you type; ↑ finds what you typed before.",
            words=("cmd",),
        ),
        Action(
            "palette",
            "Palette",
            lambda c, _: c.palette.show(),
            ("ctrl+p",),
            "palette",
            words=("menu", "commands", "actions"),
        ),
        Action(
            "help",
            "Help",
            lambda c, _: c.palette.show_help(),
            ("?", "f1"),
            "help",
            words=("keys", "keybindings", "bindings", "shortcuts", "manual", "hotkeys", "mapping"),
        ),
        Action(
            "log",
            "Show the log",
            lambda c, _: c.health.show_log(),
            ("g L",),
            help="Its last lines, newest first; choosing one copies it.",
            words=("logs", "debug"),
        ),
        Action(
            "messages",
            "Show the last messages again",
            lambda c, _: c.health.show_messages(),
            ("g M",),
            help="Newest first, in rows that stay until you leave; choosing one copies it.",
            words=("message", "notices", "notifications", "toasts", "say-again", "what-was-that"),
        ),
        Action(
            "tour",
            "Take a tour of the reader, or end it",
            lambda c, _: c.feed_work.tour.toggle(),
            help="Two minutes; each step waits for its key. It is best in the sample portal: tuinews tour.",
            words=("tutorial", "guide", "introduction", "getting-started", "onboard"),
        ),
        Action(
            "suspend",
            "Suspend to the shell",
            lambda c, _: c.navigation.suspend(),
            help="Typed as :suspend, since Ctrl-z is undo; the shell's fg leads back.",
            words=("background", "stop-process"),
        ),
        move("leave", "Back; at the root quit", lambda c, _: c.navigation.leave(), "q"),
        move("step-back", "Back; twice at the root quit", lambda c, _: c.navigation.step_back(), "escape"),
        Action(
            "quit",
            "Quit",
            lambda c, _: c.navigation.quit(),
            ("Q",),
            words=("exit", "close", "bye", "leave-program", "quit-now", "q!", "qa", "qa!", "wq", "x"),
        ),
        move("interrupt", "Quit at once", lambda c, _: c.navigation.quit(INTERRUPTED), "ctrl+c"),
    ),
)
