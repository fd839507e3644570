"""Actions whose keys work on links and in dialogs; help and palette do not list them."""

from typing import TYPE_CHECKING

from tuinews.ui.actions.row import move
from tuinews.ui.keys.action import Group
from tuinews.ui.keys.contexts import (
    CAPTURE,
    FORM,
    HINTS,
    KEYS,
    LINK,
    MENU,
    PICKS,
    PROMPT,
    SETTINGS,
    TOPICS,
)

if TYPE_CHECKING:
    from tuinews.ui.controllers.composition import Controllers

GROUP: "Group[Controllers]" = Group(
    "On links and in dialogs",
    (
        move("open-link", "Open the link", lambda c, _: c.article.open_link(), "enter", contexts=(LINK,)),
        move(
            "leave-link",
            "Take the focus from the link",
            lambda c, _: c.article.leave_link(),
            "escape",
            contexts=(LINK,),
        ),
        move(
            "cancel-hints",
            "Take the letters away",
            lambda c, _: c.article.cancel_hints(),
            "escape",
            contexts=(HINTS,),
        ),
        move("hints-down", "Scroll, letters stay", lambda c, _: c.panes.move(1), "down", contexts=(HINTS,)),
        move("hints-up", "Scroll back, letters stay", lambda c, _: c.panes.move(-1), "up", contexts=(HINTS,)),
        move(
            "hints-page-down",
            "A page down, letters stay",
            lambda c, _: c.panes.page(1),
            "pagedown",
            "space",
            contexts=(HINTS,),
        ),
        move("hints-page-up", "A page up, letters stay", lambda c, _: c.panes.page(-1), "pageup", contexts=(HINTS,)),
        move(
            "menu-down",
            "Go down",
            lambda c, _: c.dialogs.move(1),
            "down",
            "tab",
            "ctrl+n",
            "ctrl+j",
            contexts=(MENU,),
        ),
        move(
            "menu-up",
            "Go up",
            lambda c, _: c.dialogs.move(-1),
            "up",
            "shift+tab",
            "ctrl+p",
            "ctrl+k",
            contexts=(MENU,),
        ),
        move(
            "menu-page-down",
            "Go a page down",
            lambda c, _: c.dialogs.page(1),
            "pagedown",
            "ctrl+d",
            contexts=(MENU,),
        ),
        move("menu-page-up", "Go a page up", lambda c, _: c.dialogs.page(-1), "pageup", "ctrl+u", contexts=(MENU,)),
        move("menu-choose", "Choose", lambda c, _: c.dialogs.choose(), "enter", contexts=(MENU,)),
        move(
            "menu-keys",
            "Show what the keys do, as long as nothing is typed",
            lambda c, _: c.dialogs.explain_keys(),
            "?",
            contexts=(MENU,),
        ),
        move(
            "sort-topics",
            "Sort otherwise: hot, common, by name",
            lambda c, _: c.topic_page.do("sort"),
            "ctrl+s",
            contexts=(TOPICS,),
        ),
        move(
            "follow-topic",
            "Follow the topic, or no more",
            lambda c, _: c.topic_page.do("follow"),
            "ctrl+f",
            contexts=(TOPICS,),
        ),
        move(
            "alias-topic", "Say what is the same", lambda c, _: c.topic_page.do("alias"), "ctrl+a", contexts=(TOPICS,)
        ),
        move("rename-topic", "Call it otherwise", lambda c, _: c.topic_page.do("rename"), "ctrl+r", contexts=(TOPICS,)),
        move("colour-topic", "Give it a colour", lambda c, _: c.topic_page.do("colour"), "ctrl+l", contexts=(TOPICS,)),
        move("mute-topic", "Mute it", lambda c, _: c.topic_page.do("mute"), "ctrl+x", contexts=(TOPICS,)),
        move("pick", "Tick it, or take the tick away", lambda c, _: c.dialogs.tick(), "space", contexts=(PICKS,)),
        move("pick-all", "Tick all, or none", lambda c, _: c.dialogs.tick_all(), "ctrl+a", contexts=(PICKS,)),
        move(
            "form-down",
            "Go to the line below",
            lambda c, _: c.dialogs.move_in_form(1),
            "down",
            "tab",
            "ctrl+n",
            "ctrl+j",
            contexts=(FORM,),
        ),
        move(
            "form-up",
            "Go to the line above",
            lambda c, _: c.dialogs.move_in_form(-1),
            "up",
            "shift+tab",
            "ctrl+p",
            "ctrl+k",
            contexts=(FORM,),
        ),
        move("form-accept", "Take all lines", lambda c, _: c.dialogs.accept(), "enter", "ctrl+s", contexts=(FORM,)),
        move(
            "reset-setting",
            "Give the setting its default",
            lambda c, _: c.on_demand.settings.do("reset"),
            "ctrl+r",
            contexts=(SETTINGS,),
        ),
        move("next-value", "Next value", lambda c, _: c.on_demand.settings.do("next"), "right", contexts=(SETTINGS,)),
        move(
            "previous-value",
            "Value before",
            lambda c, _: c.on_demand.settings.do("previous"),
            "left",
            contexts=(SETTINGS,),
        ),
        move(
            "add-keys",
            "Give the action more keys",
            lambda c, _: c.on_demand.key_edits.do("add"),
            "ctrl+a",
            contexts=(KEYS,),
        ),
        move(
            "reset-keys",
            "Give the action the keys of the preset",
            lambda c, _: c.on_demand.key_edits.do("reset"),
            "ctrl+r",
            contexts=(KEYS,),
        ),
        move(
            "no-keys",
            "Take the action's keys away",
            lambda c, _: c.on_demand.key_edits.do("none"),
            "ctrl+x",
            contexts=(KEYS,),
        ),
        move("capture-accept", "Take these keys", lambda c, _: c.dialogs.accept_keys(), "enter", contexts=(CAPTURE,)),
        move(
            "capture-erase",
            "Take the last key back",
            lambda c, _: c.dialogs.erase_key(),
            "backspace",
            contexts=(CAPTURE,),
        ),
        move(
            "capture-leave", "Leave the keys as they are", lambda c, _: c.dialogs.leave(), "escape", contexts=(CAPTURE,)
        ),
        move("prompt-accept", "Take the line", lambda c, _: c.dialogs.accept(), "enter", contexts=(PROMPT,)),
        move("prompt-complete", "Take what is offered", lambda c, _: c.dialogs.complete(), "tab", contexts=(PROMPT,)),
        move(
            "close-dialog", "Leave", lambda c, _: c.dialogs.leave(), "escape", "ctrl+c", contexts=(MENU, PROMPT, FORM)
        ),
    ),
)
