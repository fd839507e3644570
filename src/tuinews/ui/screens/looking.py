"""How the reader looks, help, the palette, the command line, and leaving."""

from time import monotonic

from tuinews.ui.actions import ACTIONS, Action
from tuinews.ui.screens.watching import Watching
from tuinews.ui.widgets.menu import Item

_STEP = 4

_SURE_SECONDS = 3.0
"""How soon Esc has to follow Esc to mean it."""


class Looking(Watching):
    """The actions on the screen itself."""

    # Sizes

    def action_narrower(self) -> None:
        """Set text narrower."""
        self._measure(-_STEP)

    def action_wider(self) -> None:
        """Set text wider."""
        self._measure(_STEP)

    def _measure(self, delta: int) -> None:
        self.sizes = self.sizes._replace(measure=max(20, min(200, self.sizes.measure + delta)))
        self.reader.set_width(self.sizes.measure)
        self.remember()

    def action_shrink(self) -> None:
        """Make the pane smaller."""
        self._resize(-1)

    def action_grow(self) -> None:
        """Make the pane larger."""
        self._resize(1)

    def _resize(self, direction: int) -> None:
        self.sizes = self.sizes.resized(self.pane, self.plan.mode, direction)
        self.lay()
        self.remember()

    def action_toggle_feeds(self) -> None:
        """Show or hide the feeds."""
        if self.plan.mode == "wide":
            hidden = not self.sizes.hidden
            self.sizes = self.sizes._replace(hidden=hidden)
            self.focus_pane("list" if hidden and self.pane == "feeds" else self.pane)
            self.remember()
        else:
            self.focus_pane("list" if self.pane == "feeds" else "feeds")

    def action_zen(self) -> None:
        """Show nothing but the article, or everything again."""
        self.zen = not self.zen
        self.focus_pane("article" if self.article is not None else self.pane)

    def remember(self) -> None:
        """Keep sizes and place for the next start; the main screen knows how."""
        raise NotImplementedError

    # Help, palette, command line

    def action_help(self) -> None:
        """Show what the keys do, those of this pane first; choosing one does it."""
        from tuinews.ui.dialogs.manual import help_items

        items = help_items(self.env.keymap, self.pane, self.menu_width)
        self.inquire(self._offer("Help", [*items], "Type a key or a word"))

    def action_palette(self) -> None:
        """Offer every action that works here."""
        from tuinews.ui.dialogs.manual import palette_items

        items = palette_items(self.env.keymap, self.pane, self.menu_width)
        self.inquire(self._offer("Palette", [*items], "What do you want to do?"))

    async def _offer(self, title: str, items: list[Item], hint: str) -> None:
        chosen = await self.choose(title, items, hint=hint)
        if chosen is not None and isinstance(chosen.value, Action):
            self.run_action_named(chosen.value.id)

    def action_command(self) -> None:
        """Type a command."""
        self.inquire(self._command())

    async def _command(self) -> None:
        typed = await self.ask(":", words=tuple(ACTIONS), check=self._wrong_command)
        if typed is not None and typed.strip(": "):
            found, argument = _command(typed)
            self.run_action_named(found[0], argument)

    def _wrong_command(self, typed: str) -> str:
        """What is wrong with a command line, if anything."""
        if not typed.strip(": "):
            return ""
        found, argument = _command(typed)
        if not found:
            return f"There is no such command: {self.env.keymap.shown('help')} lists them all."
        if len(found) > 1:
            return f"That could be {', '.join(found[:4])}."
        return f"{found[0]} takes nothing after it." if argument and not ACTIONS[found[0]].argument else ""

    def action_theme(self, name: str = "") -> None:
        """Choose a theme."""
        self.inquire(self._theme(name))

    async def _theme(self, name: str) -> None:
        names = sorted(self.app.available_themes, key=lambda theme: (not theme.startswith("tuinews"), theme))
        if not name:
            chosen = await self.choose("Theme", [Item(theme, theme) for theme in names])
            name = "" if chosen is None else str(chosen.value)
        if name and name not in names:
            self.tell(f"There is no theme {name}.", "warning")
        elif name:
            self.app.theme = name
            self.remember()

    # Leaving

    def action_suspend(self) -> None:
        """Give the terminal back to the shell for a while."""
        self.app.action_suspend_process()

    def action_leave(self) -> None:
        """Take one step back; at the root quit."""
        if not self._step_back():
            self.action_quit()

    def action_step_back(self) -> None:
        """Take one step back; at the root quit if asked twice: this key is pressed out of habit."""
        if self._step_back():
            return
        if monotonic() - self._warned < _SURE_SECONDS:
            self.action_quit()
        else:
            self._warned = monotonic()
            self.tell(f"This is the first page: {self.env.keymap.shown('leave')} quits, or Esc once more.")

    _warned = -_SURE_SECONDS

    def _step_back(self) -> bool:
        """Take one step back; False at the root."""
        if self.zen:
            self.action_zen()
        elif self.searching:
            self.searching = False
            self.reader.search("")
            self.annotate()
        elif self.pane == "article" and self.aside:
            self.arrive(self.leave_aside(), "article")
        elif self.pane == "article" and self.followed:
            self.action_back()
        elif self.pane != "list":
            self.focus_pane("list")
        elif self.selection:
            self.select(frozenset())
        elif self.view.filter:
            self.list.highlight(())
            self.leave_filter()
        elif self.view.place.passing and len(self.history):
            self.list.highlight(())
            self.action_back()
        else:
            return False
        return True

    def action_quit(self) -> None:
        """Quit."""
        self.depart(0)

    def action_interrupt(self) -> None:
        """Quit as Ctrl-C does."""
        self.depart(130)

    def depart(self, code: int) -> None:
        """Save what is to be remembered and leave with an exit code; the main screen knows how."""
        raise NotImplementedError


def _command(typed: str) -> tuple[list[str], str]:
    """The actions that a typed command line may mean, and what stands after the name."""
    name, _, argument = typed.lstrip(": ").partition(" ")
    found = [name] if name in ACTIONS else [known for known in ACTIONS if known.startswith(name)]
    return found, argument.strip()
