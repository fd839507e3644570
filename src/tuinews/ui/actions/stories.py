"""Actions on stories: articles that tell the same."""

from typing import TYPE_CHECKING

from tuinews.ui.keys.action import Action, Group
from tuinews.ui.keys.contexts import LIST

if TYPE_CHECKING:
    from tuinews.ui.controllers.composition import Controllers

GROUP: "Group[Controllers]" = Group(
    "Stories",
    (
        Action(
            "toggle-group",
            "Unfold a story, or fold it again",
            lambda c, _: c.listing.toggle_group(),
            ("-",),
            contexts=(LIST,),
            help="The other articles that tell it stand below its line; the click on +4 does it, too.",
            words=("unfold", "expand", "collapse", "thread", "duplicates"),
        ),
        Action(
            "toggle-folding",
            "One line for each story, or for each article",
            lambda c, _: c.listing.toggle_folding(),
            ("_",),
            contexts=(LIST,),
            help="In this place, where it is remembered.",
            words=("fold-stories", "unfold-all", "group", "ungroup", "deduplicate"),
        ),
    ),
)
