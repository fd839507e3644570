"""The tour: a guided first use of two minutes, each step of which waits until its key was pressed."""

from typing import NamedTuple

from tuinews.model.language import tr, tr_later
from tuinews.ui.controllers.panes import Panes
from tuinews.ui.environment import Environment
from tuinews.ui.interaction import Interaction
from tuinews.ui.session import Session

_MOST_LINES = 3
"""Lines that a step takes on a screen of 80 columns."""


class TourStep(NamedTuple):
    """A thing to try."""

    done_by: tuple[str, ...]
    """The actions of which one has to be carried out; the keys of the first are shown."""
    sentence: str
    """What is said; names of actions in braces stand for their keys."""


STEPS = (
    TourStep(
        ("down",),
        tr_later("Welcome: this is a sample portal, and nothing of it stays. {down} goes to the next headline."),
    ),
    TourStep(("open",), tr_later("{open} opens the headline that you are at.")),
    TourStep(
        ("read-on",), tr_later("{read-on} reads on: a page down and, at the end of an article, the next unread one.")
    ),
    TourStep(("next-unread",), tr_later("{next-unread} goes to the next unread article, through all your feeds.")),
    TourStep(("toggle-star",), tr_later("{toggle-star} stars what you want to keep.")),
    TourStep(("undo",), tr_later("Everything can be taken back: {undo} undoes the star, or whatever you did last.")),
    TourStep(("tags",), tr_later("{tags} lists the tags of the article you are at.")),
    TourStep(
        ("close-dialog", "menu-choose"),
        tr_later(
            "Lists are narrowed by typing. {menu-choose} would go to a tag; {close-dialog} "
            "leaves the list: leave it now."
        ),
    ),
    TourStep(
        ("briefing",),
        tr_later(
            "Places are two keys away: {briefing} is the briefing, which ends when you have read "
            "what is new. Wait after the first key, and all that can follow is shown."
        ),
    ),
    TourStep(("inbox",), tr_later("{inbox} leads back to the inbox.")),
    TourStep(("search",), tr_later("{search} searches this list: press it, type a word such as harbour, and Enter.")),
    TourStep(("prompt-accept", "menu-choose", "close-dialog"), tr_later("Type a word, then {prompt-accept}.")),
    TourStep(
        ("leave", "step-back"), tr_later("What was found is a list like others. {leave} goes back from anywhere.")
    ),
    TourStep(
        ("help", "palette"),
        tr_later("{help} lists all keys and finds any by a word; {palette} finds whatever there is. Try one."),
    ),
    TourStep(
        ("close-dialog", "menu-choose"),
        tr_later("That is how nothing has to be learnt by heart. {close-dialog} leaves."),
    ),
    TourStep(
        ("quit",),
        tr_later(
            "That is the tour. In your own reader {add-feed} adds a feed by its address. Look around; {quit} leaves."
        ),
    ),
)
"""The steps in their order."""


class TourController:
    """Shows the steps above the footer, one after the other, until the user has done all or ends the tour."""

    def __init__(self, env: Environment, session: Session, interaction: Interaction, panes: Panes) -> None:
        self._env = env
        self._session = session
        self._interaction = interaction
        self._panes = panes
        self._at = 0

    def toggle(self) -> None:
        """Begin the tour, or end it."""
        if self._session.hear_action is None:
            self.begin()
        else:
            self.end()
            self._interaction.tell(tr("The tour is over; :tour begins it again."))

    def begin(self) -> None:
        """Show the first step."""
        self._at = 0
        self._interaction.keep_free_below(1 + _MOST_LINES)
        self._session.hear_action = self._hear
        self._show()

    def end(self) -> None:
        """Show no step any more."""
        self._session.hear_action = None
        self._interaction.keep_free_below(1)
        self._panes.say_above_footer("")

    def _hear(self, action_id: str) -> None:
        """Go on if this is what the step waits for."""
        if action_id in STEPS[self._at].done_by and self._at + 1 < len(STEPS):
            self._at += 1
            self._show()

    def _show(self) -> None:
        key = self._env.keymap.label
        said = fill_keys(tr(STEPS[self._at].sentence), key("tour"), self._keys())
        self._panes.say_above_footer(tr("Tour {at}/{count} · {said}", at=self._at + 1, count=len(STEPS), said=said))

    def _keys(self) -> dict[str, str]:
        return {action_id: self._env.keymap.label(action_id) for action_id in self._env.keymap.actions}


def fill_keys(sentence: str, leave: str, keys: dict[str, str]) -> str:
    """Return a sentence with the keys of the actions that it names, and with how to end the tour."""
    for action_id, label in keys.items():
        sentence = sentence.replace(f"{{{action_id}}}", label or f":{action_id}")
    return tr("{sentence} ({leave} ends the tour)", sentence=sentence, leave=leave or ":tour")
