"""How controllers speak with the user: sentences told, questions asked, and work that takes time."""

import asyncio
import os
from collections.abc import Callable, Coroutine, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from functools import partial
from typing import TYPE_CHECKING, Any, Literal, TypeVar
from weakref import finalize

from textual.app import App
from textual.message import Message
from textual.screen import Screen, ScreenResultType
from textual.theme import Theme
from textual.timer import Timer
from textual.worker import Worker

from tuinews.model.error import TuinewsError
from tuinews.model.language import tr, tr_later
from tuinews.model.text import SafeText
from tuinews.model.url import redact
from tuinews.ui.keys.contexts import MENU, TOPICS
from tuinews.ui.keys.keymap import Keymap
from tuinews.ui.keys.typeahead import Typeahead, Typed
from tuinews.ui.notices import Notices, Severity, UndoPromise
from tuinews.ui.terminal.textual_private import write_to_terminal

if TYPE_CHECKING:
    from tuinews.ui.dialogs.chooser import Chooser
    from tuinews.ui.dialogs.list_page import ListPage
    from tuinews.ui.dialogs.prompt import Prompt
    from tuinews.ui.dialogs.query_suggester import Complete
    from tuinews.ui.dialogs.question import Question
    from tuinews.ui.dialogs.search_box import FindHits
    from tuinews.ui.dialogs.topic_page import FindItems, TopicPage
    from tuinews.ui.widgets.menu import MenuItem

Result = TypeVar("Result")

_WAIT_SECONDS = 0.3
"""Seconds that work may take before the user is told of it."""


def _do_nothing() -> None:
    """Do nothing: nobody waits for the end."""


def _make_foot(key: Callable[[str], str], template: str) -> str:
    """Return what a dialog says below: a message with the keys of dialogs in it."""
    choose, sort, leave, explain = map(key, ("menu-choose", "sort-topics", "close-dialog", "menu-keys"))
    return tr(template, choose=choose, sort=sort, leave=leave, explain=explain)


class Interaction:
    """Tells sentences, asks questions and runs work; `show_busy` shows what is waited for, `""` for nothing."""

    def __init__(
        self,
        screen: Screen[None],
        typeahead: Typeahead,
        notices: Notices,
        keymap: Keymap,
        show_busy: Callable[[str], None],
    ) -> None:
        self._screen = screen
        self.typeahead = typeahead
        self.notices = notices
        """What shows sentences, and keeps them."""
        self._keymap = keymap
        self._show_busy = show_busy
        self.question: Question[Any] | None = None
        """The dialog that is open, if one is."""
        self.promise = UndoPromise()
        """What was told of taking back."""
        self.keys_changed: Callable[[], None] = _do_nothing
        """Called when a dialog opens or closes: other keys work now."""

    # Telling

    def tell(self, sentence: str, severity: Severity = "information") -> None:
        """Show a sentence for some seconds, where the user does not look."""
        self.notices.tell(sentence, severity)
        self.promise.note(sentence, self.key("undo"))

    def tell_outside(self, title: SafeText, text: SafeText) -> None:
        """Tell something outside the reader as well, by way of the terminal."""
        from tuinews.ui.terminal.notification import notification_commands

        write_to_terminal(self._screen.app, notification_commands(title, text, os.environ))
        self.tell(f"{title}: {text}")

    def make_room(self) -> None:
        """Move notices away from where the user looks now."""
        self.notices.make_room()

    def keep_free_below(self, lines: int) -> None:
        """Have notices leave so many lines free at the bottom of the screen."""
        self.notices.free_below = lines

    def post(self, message: Message) -> None:
        """Send a message up to the main screen, which routes it."""
        self._screen.post_message(message)

    def key(self, action_id: str) -> str:
        """Return the key of an action, for a sentence."""
        return self._keymap.label(action_id)

    def copy(self, text: str) -> None:
        """Put a text into the clipboard: by a program of the desktop, else by way of the terminal."""
        from tuinews.ui.programs.clipboard import copy_with, find_clipboard

        command = () if self.in_browser else find_clipboard(os.environ)
        through_terminal = self._screen.app.copy_to_clipboard
        if command:
            self.run(copy_with(command, text, through_terminal))
        else:
            through_terminal(text)

    @property
    def in_browser(self) -> bool:
        """Whether the reader is on a page in a browser instead of a terminal."""
        return self._screen.app.is_web

    def open_beside(self, url: str) -> None:
        """Open an address in the browser that shows the reader, in another tab."""
        self._screen.app.open_url(url)

    def terminal_given_away(self) -> AbstractContextManager[None]:
        """Give the terminal to another program while inside; raises TuinewsError in a browser, where there is none."""
        from tuinews.ui.programs.foreground import terminal_lent

        return terminal_lent(self._screen.app)

    def suspend(self) -> None:
        """Give the terminal back to the shell for a while."""
        if self.in_browser:
            self.tell(tr("There is no shell behind a page in a browser."))
        else:
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
        """Show the reader in this theme."""
        self._screen.app.theme = name

    def offer_themes(self, themes: "Mapping[str, Theme]", gone: Iterable[str] = ()) -> None:
        """Offer these themes besides those there are, and no more those that are gone; what is shown follows."""
        app = self._screen.app
        for name in gone:
            app.unregister_theme(name)
        for theme in themes.values():
            app.register_theme(theme)
        if app.theme not in app.available_themes:
            app.theme = next(iter(app.available_themes))
        elif app.theme in themes:
            app.mutate_reactive(App.theme)

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
        done: Callable[[], object] = _do_nothing,
    ) -> None:
        """Run work while keys go on; its errors are told. An exclusive one cancels earlier ones of its group."""
        # a worker that is ended before it starts leaves its work behind unawaited: that is closed with it
        worker: Worker[None] = self._screen.run_worker(
            partial(self._run_work, work, done), group=group, exclusive=exclusive
        )
        finalize(worker, work.close)

    async def _run_work(self, work: Coroutine[Any, Any, None], done: Callable[[], object]) -> None:
        try:
            await work
        except TuinewsError as error:
            self.tell(str(error), "error")
        finally:
            done()

    def lead_to(self, what: Literal["list", "article"], work: Coroutine[Any, Any, None]) -> None:
        """Run work that ends in another list or article; keys typed meanwhile wait for it."""
        arrived = self.typeahead.hold(what, repeats=what == "article")

        def end() -> None:
            # the refresh gave what has come its room, and its pane gets to know it next
            (self._screen.focused or self._screen).call_later(arrived)

        self.run(work, what, exclusive=True, done=partial(self._screen.call_after_refresh, end))

    def inquire(self, work: Coroutine[Any, Any, None], *, always: bool = True) -> None:
        """Run work that begins with a question; keys typed meanwhile are the answer.

        Work that does not `always` ask keeps the keys for whatever is there after it.
        """
        self.run(work, done=self.typeahead.hold("question", strict=always))

    def inquire_above(self, work: Coroutine[Any, Any, None]) -> None:
        """Run work that asks something over the dialog that is open; keys wait for that, and then for the dialog."""
        below = self.question
        if below is None:
            self.inquire(work)
        else:
            below.hold()
            self.run(work, done=below.resume)

    def holds(self, event: Typed) -> bool:
        """Whether this key has to wait for something that is on its way."""
        return self.typeahead.holds(event)

    def release(self, what: str = "") -> None:
        """Let keys wait no longer for this list or article, or (`""`) for anything."""
        self.typeahead.end_holds(what)

    @contextmanager
    def busy(self, sentence: str) -> Iterator[None]:
        """Show what is waited for while inside; keys do not wait."""
        self.typeahead.end_holds()
        self._show_busy(redact(sentence))
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
        secret: bool = False,
        complete: "Complete | None" = None,
    ) -> str | None:
        """Return the line that the user typed; `None` when the user left.

        `words` are offered while typing. `check` returns what is wrong with a line, which then stays. `remark` returns
        while it is typed how it will be understood. With `over`, typing replaces the value that is there. A `secret`
        is not shown. `complete` returns how a line goes on, as `QueryCompleter` does for queries.
        """
        from tuinews.ui.dialogs.prompt import Prompt

        prompt = Prompt(question, value, words, check, remark=remark, over=over, secret=secret, complete=complete)
        return await self.put(prompt)

    async def search(
        self,
        title: str,
        find: "FindHits",
        check: Callable[[str], tuple[str, int | None]],
        complete: "Complete",
    ) -> "MenuItem | None":
        """Return what the user searched for, or chose of what was found while typing; `None` when the user left."""
        from tuinews.ui.dialogs.manual import menu_keys
        from tuinews.ui.dialogs.search_box import SearchBox

        foot = _make_foot(self.key, tr_later("{choose} searches or opens · {leave} leaves · {explain} keys"))
        box = SearchBox(title, find, check, complete=complete, keys=[*menu_keys(self._keymap)], foot=foot)
        return await self.put(box)

    async def choose(
        self,
        title: str,
        items: "Sequence[MenuItem]",
        *,
        placeholder: str = tr_later("Type to narrow"),
        wide: bool = False,
        other: "Callable[[str], MenuItem | None] | None" = None,
        own: str = MENU,
    ) -> "MenuItem | None":
        """Return the item that the user chose; `None` when the user left.

        `wide` takes the width of the screen. `other` returns what can be chosen besides, made of what was typed.
        `own` is the context of keys that only this list has.
        """
        from tuinews.ui.dialogs.chooser import Chooser
        from tuinews.ui.dialogs.manual import menu_keys

        foot = _make_foot(self.key, tr_later("{choose} chooses · {leave} leaves · {explain} keys"))
        chooser = Chooser(title, items, tr(placeholder), [*menu_keys(self._keymap, own)], foot, other=other, own=own)
        chooser.set_class(wide, "wide")
        return await self.put(chooser)

    async def show_topics(
        self, title: str, items: "Sequence[MenuItem]", find: "FindItems", typed: str = ""
    ) -> "MenuItem | None":
        """Return the topic that the user chose, or what is to be done with it; `None` when the user left."""
        from tuinews.ui.dialogs.manual import menu_keys
        from tuinews.ui.dialogs.topic_page import TopicPage

        foot = _make_foot(self.key, tr_later("{sort} sorts · {leave} leaves · {explain} keys"))
        keys = [*menu_keys(self._keymap, TOPICS)]
        return await self.put(TopicPage(title, items, find, keys=keys, foot=foot, typed=typed))

    async def confirm(self, question: str, yes: "MenuItem", no: str = "", *, placeholder: str = "") -> bool:
        """Return whether the user chose `yes`; `no` is offered first."""
        said = placeholder or tr("{menu_choose} stays here", menu_choose=self.key("menu-choose"))
        from tuinews.ui.widgets.menu import MenuItem

        chosen = await self.choose(question, [MenuItem(no or tr("Stay here"), "no"), yes], placeholder=said)
        return chosen is not None and chosen.value == yes.value

    async def wait(self, sentence: str, work: Coroutine[Any, Any, Result]) -> Result | None:
        """Return what some work gives; if it takes long, the user is told and may stop it, which gives `None`."""
        task = asyncio.ensure_future(work)
        try:
            await asyncio.wait({task}, timeout=_WAIT_SECONDS)
            if not task.done():
                from tuinews.ui.dialogs.wait_dialog import WaitDialog

                self._show_busy(redact(sentence))
                stops = tr("{close_dialog} stops it", close_dialog=self.key("close-dialog"))
                await self.put(WaitDialog(redact(sentence), task, stops))
            return await task if task.done() else None
        finally:
            task.cancel()
            self._show_busy("")

    @property
    def menu_width(self) -> int:
        """The cells of a line in a list to choose from that is not wide."""
        from tuinews.ui.dialogs.chooser import line_width

        return line_width(self._screen.app.size.width)

    @property
    def wide_menu_width(self) -> int:
        """The cells of a line in a wide list to choose from."""
        return max(24, self._screen.app.size.width * 96 // 100 - 4)

    @property
    def menu(self) -> "Chooser | None":
        """The open list to choose from, or `None`."""
        from tuinews.ui.dialogs.chooser import Chooser

        return self.question if isinstance(self.question, Chooser) else None

    @property
    def topic_page(self) -> "TopicPage | None":
        """The open page of topics, or `None`."""
        from tuinews.ui.dialogs.topic_page import TopicPage

        return self.question if isinstance(self.question, TopicPage) else None

    @property
    def page(self) -> "ListPage | None":
        """The open list that stays while things are done with its items, or `None`."""
        from tuinews.ui.dialogs.list_page import ListPage

        return self.question if isinstance(self.question, ListPage) else None

    @property
    def prompt(self) -> "Prompt | None":
        """The open line to type in, or `None`."""
        from tuinews.ui.dialogs.prompt import Prompt

        return self.question if isinstance(self.question, Prompt) else None

    def _take_next(self) -> None:
        """Say which keys work after the last one, and take the next."""
        self.keys_changed()
        self.typeahead.pump()

    async def put(self, question: "Question[ScreenResultType]") -> ScreenResultType:
        """Open a dialog, over the one that is open, and return its answer; keys wait for a dialog that may follow."""
        below, self.question = self.question, question
        self.typeahead.extend_hold("question")
        # the question shows again what was told, where it has room for it
        self.notices.hide()
        question.settled = self._take_next
        self.keys_changed()
        try:
            return await self._screen.app.push_screen_wait(question)
        finally:
            self.question = below
            self.keys_changed()
