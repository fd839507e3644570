"""The main screen: takes keys to actions, and remembers between runs."""

import asyncio
import gc
from array import array
from functools import partial
from typing import TYPE_CHECKING

from textual import events
from textual.timer import Timer

from tuinews.model.error import TuinewsError
from tuinews.ui.bridge import Bridge
from tuinews.ui.environment import Environment
from tuinews.ui.keys.keymap import Chord, show, token
from tuinews.ui.saved_state import KEY, FirstPaint, SavedState, to_text
from tuinews.ui.screens.hearing import Hearing
from tuinews.ui.widgets.footer import Footer

if TYPE_CHECKING:
    from tuinews.ui.widgets.chord_popup import ChordPopup

_PONDER_SECONDS = 0.4
"""How long a half pressed chord waits before the popup says how it can go on."""

_KEEP_SECONDS = 2.0
"""How long after scrolling the reading position is stored."""

_LEAVING_SECONDS = 1.5
"""How long leaving waits: one half of it for marks, the other for what is to be remembered."""

_DUE_MINUTES = 5
"""Minutes between two looks at what has become due."""


_PANES = {"list": "the headlines", "feeds": "the feeds", "article": "the article"}
"""What the panes are called."""


class MainScreen(Hearing):
    """Everything the reader sees most of the time."""

    def __init__(self, env: Environment, first: FirstPaint, bridge: Bridge) -> None:
        super().__init__(env, bridge, filling=not first.ids)
        self._first = first
        self._begun: Chord = ()
        self._pondering: Timer | None = None
        self._keeping: Timer | None = None
        self._which: ChordPopup | None = None
        self._leaving = False
        remembered = first.remembered
        self.sizes = remembered.sizes or self.sizes
        self.folded = remembered.folded
        self.counts = first.counts

    # Starting

    def on_mount(self) -> None:
        """Show what was read before; all else waits until that is on the screen."""
        now = self.env.clock()
        remembered = self._first.remembered
        self.header.now, self.header.counts = now, self.counts
        self.focus_pane("list")
        self.place(remembered.view, array("q", self._first.ids), remembered.near)
        self.list.seed(self._first.rows)
        self.call_after_refresh(self._painted)

    def _painted(self) -> None:
        """The first headlines are seen: now the rest."""
        if self._leaving or not self.frame.is_attached:
            return
        gc.freeze()
        gc.enable()
        self.reader.display = self.plan.article
        self.stale()
        self.job(self._recall(), "list", exclusive=True)
        self._tick()
        self._tell_wrong_keys()
        self.tell_of_pictures()
        self.library.warm()
        self.listen()
        if self.env.settings.refresh.at_start:
            self.job(self.refresh_quietly(), "refresh")

    async def _recall(self) -> None:
        """The whole of the list, and the article that was open."""
        remembered = self._first.remembered
        if not self.whole:
            await self.load(remembered.view, self.list.neighbours if self.list.cursor else remembered.near)
        if remembered.article is not None and self.article is None:
            position = await self.library.articles.position(remembered.article)
            self.show_article(await self.library.articles.open(remembered.article), position)

    def _tell_wrong_keys(self) -> None:
        """Say which wishes for keys cannot be granted."""
        keymap = self.env.keymap
        for name in keymap.unknown:
            self.tell(f"The settings give keys to {name}, which is no action: `tuinews keys` lists them.", "warning")
        for chord, first, second in keymap.clashes:
            self.tell(f"{show(chord)} is wanted by {first} and {second}: {first} has it.", "warning")

    def _tick(self) -> None:
        """The minute has changed."""
        now = self.env.clock()
        self.header.now = self.list.now = now
        self.set_timer(60 - now % 60, self._tick)
        if not self.app.app_focus:
            self.look_elsewhere()
        if self.env.settings.refresh.while_open and now // 60 % _DUE_MINUTES == 0:
            self.job(self.refresh_quietly(), "refresh")

    # Keys

    def press(self, event: events.Key) -> None:
        """Take a key, or a chord of keys, to its action."""
        self._filling = False
        if self.pane == "article" and self.reader.takes(event):
            return
        chord = (*self._begun, token(event.key, event.character))
        action = self.env.keymap.action(chord, self.pane)
        more = () if action is not None else self.env.keymap.continued(chord, self.pane)
        self._ponder(chord if more else ())
        if action is not None:
            self.run_action_named(action.id)
            # now, not when the list tells that it moved: so it is painted in one go with the move
            self.label()
            self.make_room()
        elif not more:
            self._tell_where(chord)

    def _tell_where(self, chord: Chord) -> None:
        """A key that does nothing here, but does in another pane, is not silent about that."""
        for pane, name in _PANES.items():
            action = self.env.keymap.action(chord, pane)
            if action is not None:
                self.tell(f"{show(chord)} works in {name}: {action.title.lower()}.")
                return

    def _ponder(self, chord: Chord) -> None:
        """Wait for the rest of a chord, or for none."""
        self._begun = chord
        if self._pondering is not None:
            self._pondering.stop()
        self._pondering = self.set_timer(_PONDER_SECONDS, self._suggest) if chord else None
        if not chord and self._which is not None:
            self._which.hide()

    def _suggest(self) -> None:
        """Say how the chord can go on."""
        if self._begun:
            if self._which is None:
                from tuinews.ui.widgets.chord_popup import ChordPopup

                self._which = ChordPopup(id="which")
                self.mount(self._which)
            self._which.show(self._begun, self.env.keymap.continued(self._begun, self.pane))

    def on_footer_chosen(self, message: Footer.Chosen) -> None:
        """A key's hint was clicked: do what the key does."""
        self._ponder(())
        self.run_action_named(message.action_id)
        self.label()

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """A click went to another pane."""
        for pane, widget in self.panes.items():
            if event.widget is widget and pane != self.pane:
                self.focus_pane(pane)

    def on_resize(self) -> None:
        """Arrange the panes for another size."""
        self.lay()

    # Remembering and leaving

    def on_paged_text_scrolled(self) -> None:
        """Store the reading position when scrolling has come to rest; at the end the article is read."""
        self.read_by_scrolling()
        if self._keeping is not None:
            self._keeping.stop()
        self._keeping = self.set_timer(_KEEP_SECONDS, self.keep_position)

    @property
    def remembered(self) -> SavedState:
        """What the next start is to find."""
        article = None if self.article is None else self.article.entry.id
        theme = self.app.theme if self.app.theme != self.env.settings.look.theme else ""
        return SavedState(self.view, self.near, article, self.sizes, self.folded, theme)

    def remember(self) -> None:
        """Store it now."""
        self.job(self.keeping.note(KEY, partial(self.library.memory.put, KEY, to_text(self.remembered))), "notes")

    def depart(self, code: int) -> None:
        """Store what is to be remembered, however long that takes the disk, but not longer than it may; then leave."""
        if not self._leaving:
            self._leaving = True
            self.job(self._depart(code), "leaving")

    async def _remember_all(self) -> None:
        await self.library.memory.put(KEY, to_text(self.remembered))
        if self.article is not None and not self.aside:
            await self.library.articles.remember_position(self.article.entry.id, self.reader.position)

    async def _depart(self, code: int) -> None:
        self.listen_no_more()
        await self.keeping.stored(_LEAVING_SECONDS / 2)
        try:
            async with asyncio.timeout(_LEAVING_SECONDS / 2):
                if not self.keeping.hindered:
                    await self._remember_all()
        except (TuinewsError, TimeoutError):
            # the place is lost, not the marks: nothing to keep anybody here for
            pass
        finally:
            self.take_down_pictures()
            self.app.exit(return_code=code)
