"""Actions on stories: articles that tell the same."""

from typing import TYPE_CHECKING

from tuinews.ui.keys.action import Action, Group
from tuinews.ui.keys.contexts import ARTICLE, LIST, STORY
from tuinews.ui.places import STORIES

if TYPE_CHECKING:
    from tuinews.ui.controllers.composition import Controllers

GROUP: "Group[Controllers]" = Group(
    "Stories",
    (
        Action(
            "toggle-group",
            "Unfold a story or the rest of a day, or fold it again",
            lambda c, _: c.listing.toggle_group(),
            ("-",),
            contexts=(LIST,),
            help="The others stand below its line; the click on +4 does it, too. Enter unfolds “23 more”.",
            words=("unfold", "expand", "collapse", "thread", "duplicates"),
        ),
        Action(
            "toggle-folding",
            "One line for each story, or for each article",
            lambda c, _: c.sidebar.toggle_folding(),
            ("_",),
            contexts=(LIST,),
            help="In this place, where it is remembered.",
            words=("fold-stories", "unfold-all", "group", "ungroup", "deduplicate"),
        ),
        Action(
            "stories",
            "Go to the stories",
            lambda c, _: c.listing.visit(STORIES),
            ("g S",),
            help="What several articles tell, the newest first.",
            words=("clusters", "top-stories"),
        ),
        Action(
            "story",
            "The page of this story",
            lambda c, _: c.variants.show_story(),
            ("g c",),
            contexts=(LIST, ARTICLE),
            help="Who told what, day by day, what each adds, and which of your sources have not told it.",
            words=("timeline", "coverage", "cluster", "sources"),
            needs_article=True,
        ),
        Action(
            "follow-story",
            "Follow this story, or no more",
            lambda c, _: c.story.toggle_followed(),
            ("*",),
            "follow",
            contexts=(STORY, LIST, ARTICLE),
            help="The query is:followed finds what is new in the stories that you follow.",
            words=("watch-story", "subscribe-story"),
            needs_article=True,
        ),
        Action(
            "prefer-source",
            "Show this source first in its stories, or no more",
            lambda c, _: c.story.toggle_preferred(),
            ("^",),
            "source first",
            contexts=(STORY, LIST, ARTICLE),
            help="Its articles stand for the stories that it tells; otherwise those do that have the fullest text.",
            words=("preferred-source", "lead-source", "favourite"),
            needs_article=True,
        ),
        Action(
            "split-story",
            "Take this article out of its story",
            lambda c, _: c.story.split(),
            ("%",),
            "split off",
            contexts=(STORY, LIST, ARTICLE),
            help="On the page of a story the one whose title has the focus; it is remembered, and z takes it back.",
            words=("separate", "wrong-story", "unmerge"),
            needs_article=True,
        ),
        Action(
            "merge-stories",
            "Put articles together into one story",
            lambda c, _: c.story.merge(),
            ("&",),
            "merge",
            contexts=(STORY, LIST, ARTICLE),
            help="What is selected and the current one, or that and one that is close to it; z takes it back.",
            words=("join", "same-story", "combine"),
            needs_article=True,
        ),
    ),
)
