"""What goes on between the user and a controller: sentences told, questions asked, and work that takes time."""

from collections.abc import Callable, Coroutine, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from functools import partial
from typing import TYPE_CHECKING, Any, Literal
from weakref import finalize

from textual.message import Message
from textual.screen import Screen, ScreenResultType
from textual.timer import Timer
from textual.worker import Worker

from tuinews.model.error import TuinewsError
from tuinews.ui.keys.keymap import Keymap
from tuinews.ui.keys.typeahead import Typeahead, Typed
from tuinews.ui.notices import Notices, Severity
from tuinews.ui.widgets.menu import Item

if TYPE_CHECKING:
    from tuinews.ui.dialogs.chooser import Chooser
    from tuinews.ui.dialogs.prompt import Prompt
    from tuinews.ui.dialogs.question import Question


def _nothing() -> None:
    """Nobody waits for the end."""


class Interaction:
    """Tells, asks and works for the controllers; `show_busy` shows what is waited for, `""` nothing any more."""

    def __init__(
        self,
        screen: Screen[None],
        typeahead: Typeahead,
        notices: Notices,
        keymap: Keymap,
        show_busy: Callable[[str], None],
    ) -> None:
        self._screen = screen
        self._typeahead = typeahead
        self._notices = notices
        self._keymap = keymap
        self._show_busy = show_busy
        self.question: Question[Any] | None = None
        """The dialog that is open, if one is."""

    # Telling

    def tell(self, sentence: str, severity: Severity = "information") -> None:
        """Say one sentence, for some seconds, where the user does not look."""
        self._notices.tell(sentence, severity)

    def make_room(self) -> None:
        """Have what was told lie where the user does not look now."""
        self._notices.make_room()

    def post(self, message: Message) -> None:
        """Send a fact up to the main screen, which knows whom it concerns."""
        self._screen.post_message(message)

    def key(self, action_id: str) -> str:
        """The key of an action, for a sentence."""
        return self._keymap.label(action_id)

    def copy(self, text: str) -> None:
        """Put a text into the clipboard."""
        self._screen.app.copy_to_clipboard(text)

    def terminal_given_away(self) -> AbstractContextManager[None]:
        """While inside, another program has the terminal."""
        return self._screen.app.suspend()

    def suspend(self) -> None:
        """Give the terminal back to the shell for a while."""
        self._screen.app.action_suspend_process()

    def exit(self, code: int) -> None:
        """Leave the reader now with an exit code."""
        self._screen.app.exit(return_code=code)

    @property
    def theme(self) -> str:
        """The name of the theme that is shown."""
        return self._screen.app.theme

    @property
    def themes(self) -> tuple[str, ...]:
        """The names of the themes that there are."""
        return tuple(self._screen.app.available_themes)

    def set_theme(self, name: str) -> None:
        """Have the reader look as this theme says."""
        self._screen.app.theme = name

    def set_timer(self, seconds: float, work: Callable[[], None]) -> Timer:
        """Call a function after some seconds."""
        return self._screen.set_timer(seconds, work)

    # Work that takes time

    def run(
        self,
        work: Coroutine[Any, Any, None],
        group: str = "other",
        *,
        exclusive: bool = False,
        done: Callable[[], object] = _nothing,
    ) -> None:
        """Do work beside the keys; what goes wrong is told. An exclusive one ends its group's earlier ones."""
        # a worker that is ended before it starts leaves its work behind unawaited: that is closed with it
        worker: Worker[None] = self._screen.run_worker(
            partial(self._told, work, done), group=group, exclusive=exclusive
        )
        finalize(worker, work.close)

    async def _told(self, work: Coroutine[Any, Any, None], done: Callable[[], object]) -> None:
        try:
            await work
        except TuinewsError as error:
            self.tell(str(error), "error")
        finally:
            done()

    def lead_to(self, what: Literal["list", "article"], work: Coroutine[Any, Any, None]) -> None:
        """Do work that ends in another list or article: what is typed meanwhile is for what comes."""
        arrived = self._typeahead.hold(what, repeats=what == "article")
        # what has come is laid out with the next refresh
        self.run(work, what, exclusive=True, done=partial(self._screen.call_after_refresh, arrived))

    def inquire(self, work: Coroutine[Any, Any, None]) -> None:
        """Do work that begins with a question: what is typed meanwhile is the answer."""
        self.run(work, done=self._typeahead.hold("question", strict=True))

    def holds(self, event: Typed) -> bool:
        """Whether a key has to wait for what is on its way."""
        return self._typeahead.holds(event)

    def release(self, what: str = "") -> None:
        """Let keys wait no longer for this, or for anything: it is there so far, or will take its time."""
        self._typeahead.free(what)

    @contextmanager
    def busy(self, sentence: str) -> Iterator[None]:
        """Tell of work that waits for the network; nobody's keys wait with it."""
        self._typeahead.free()
        self._show_busy(sentence)
        try:
            yield
        finally:
            self._show_busy("")

    # Asking

    async def ask(
        self,
        question: str,
        value: str = "",
        words: Sequence[str] = (),
        check: Callable[[str], str] | None = None,
        *,
        remark: Callable[[str], str] | None = None,
        over: bool = False,
    ) -> str | None:
        """A line of text; `None` when the user thought better of it.

        `words` are offered while typing. A line with which `check` finds something wrong stays until it is mended.
        `remark` says while it is typed how it will be understood. `over`: what is there is but an offer, and typing
        replaces it.
        """
        from tuinews.ui.dialogs.prompt import Prompt

        return await self._put(Prompt(question, value, words, check, remark=remark, over=over))

    async def choose(
        self, title: str, items: Sequence[Item], *, hint: str = "Type to narrow", wide: bool = False
    ) -> Item | None:
        """One of the items; `None` when the user wants none. `wide` ones take all the width there is."""
        from tuinews.ui.dialogs.chooser import Chooser
        from tuinews.ui.dialogs.manual import menu_keys

        chooser = Chooser(title, items, hint, [*menu_keys(self._keymap)])
        chooser.set_class(wide, "wide")
        return await self._put(chooser)

    async def confirm(self, question: str, yes: Item, no: str = "Stay here", *, hint: str = "Enter stays here") -> bool:
        """Whether the user chose `yes`; what is offered first is `no`."""
        chosen = await self.choose(question, [Item(no, "no"), yes], hint=hint)
        return chosen is not None and chosen.value == yes.value

    @property
    def menu_width(self) -> int:
        """The cells of a line in a list to choose from that is not wide."""
        from tuinews.ui.dialogs.chooser import line_width

        return line_width(self._screen.app.size.width)

    @property
    def wide_menu_width(self) -> int:
        """The cells of a line in a wide list to choose from."""
        return max(40, self._screen.app.size.width * 96 // 100 - 4)

    @property
    def menu(self) -> "Chooser | None":
        """The list to choose from that is open, if one is."""
        from tuinews.ui.dialogs.chooser import Chooser

        return self.question if isinstance(self.question, Chooser) else None

    @property
    def prompt(self) -> "Prompt | None":
        """The line to type in that is open, if one is."""
        from tuinews.ui.dialogs.prompt import Prompt

        return self.question if isinstance(self.question, Prompt) else None

    async def _put(self, question: "Question[ScreenResultType]") -> ScreenResultType:
        """Show a question, and have keys wait for the one that may follow it."""
        self.question = question
        self._typeahead.came("question")
        # the question shows again what was told, where it has room for it
        self._notices.hide()
        question.settled = self._typeahead.pump
        try:
            return await self._screen.app.push_screen_wait(question)
        finally:
            self.question = None
