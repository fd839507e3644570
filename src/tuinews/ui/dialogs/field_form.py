"""A form: lines to type in, one under the other, each with its name and with what somebody else says of it."""

from collections.abc import Awaitable, Callable, Sequence
from typing import ClassVar, NamedTuple

from textual import events
from textual.app import ComposeResult
from textual.containers import Container, Horizontal, VerticalScroll
from textual.suggester import Suggester, SuggestFromList
from textual.widgets import Input, Static

from tuinews.model.language import tr
from tuinews.ui.dialogs.query_suggester import Complete, QuerySuggester
from tuinews.ui.dialogs.question import Question
from tuinews.ui.keys.contexts import FORM
from tuinews.ui.keys.typeahead import Typed
from tuinews.ui.paint.text.safe import safe_line
from tuinews.ui.widgets.content import content

_WIDE = 100
"""Columns of a screen that has room for what others say beside each line."""


_MOST_LINES = 8
"""Lines above those to type in, at most."""

_AROUND = 8
"""Lines of the screen for the frame, for what is said below, and for room around that."""


class Field(NamedTuple):
    """A line of a form."""

    name: str
    label: str
    value: str = ""
    help: str = ""
    """What can be typed there; said while the line has the focus."""
    theirs: str = ""
    """What somebody else, such as the publisher, says of it."""
    choices: tuple[str, ...] = ()
    """All that can stand there; Space goes to the next."""
    words: Sequence[str] = ()
    """What is offered while typing."""
    check: Callable[[str], str] | None = None
    """Returns in a sentence what is wrong with a value, `""` when nothing is."""

    remark: Callable[[str], Awaitable[str]] | None = None
    """Returns a sentence about a value that is right, such as how much it finds; said in place of `help`."""
    complete: Complete | None = None
    """Returns how a value goes on."""

    def find_fault(self, typed: str) -> str:
        """Return in a sentence what is wrong with a value, or `""`."""
        if self.choices and typed not in self.choices:
            return tr("{label}: write {choices}.", label=self.label, choices=tr(" or ").join(self.choices))
        return self.check(typed) if self.check is not None else ""


class FieldForm(Question[dict[str, str] | None], inherit_bindings=False):
    """Lines to type in; the answer is what stands in each by its name, or `None`."""

    context: ClassVar[str] = FORM
    AUTO_FOCUS = ""
    """The form goes to its first line itself: keys are taken from then on, and not before."""

    DEFAULT_CSS = """
    FieldForm { align: center middle; background: $background 30%; }
    FieldForm > Container {
        width: 110; max-width: 96%; height: auto; max-height: 100%;
        border: round $accent; border-title-color: $accent; border-subtitle-color: $foreground 60%;
        background: $surface;
    }
    FieldForm VerticalScroll { height: auto; max-height: 100%; scrollbar-size-vertical: 1; }
    FieldForm Horizontal { height: 1; }
    FieldForm Horizontal > .label { width: 15; padding: 0 1; color: $primary; }
    FieldForm Horizontal > .theirs {
        width: 40%; padding: 0 1; color: $foreground 55%; text-wrap: nowrap; text-overflow: ellipsis;
    }
    FieldForm Input { border: none; height: 1; width: 1fr; padding: 0 1; background: $panel; }
    FieldForm Input:focus { border: none; background: $primary 35%; }
    FieldForm Input.wrong { color: $text-error; }
    FieldForm .lines { height: auto; max-height: 8; padding: 0 1; margin-bottom: 1; color: $foreground 85%; }
    FieldForm .lines Static { height: 1; text-wrap: nowrap; text-overflow: ellipsis; }
    FieldForm .note { height: auto; min-height: 2; max-height: 4; padding: 0 1; margin-top: 1; color: $foreground 85%; }
    FieldForm .note.wrong { color: $text-error; }
    """

    def __init__(self, title: str, fields: Sequence[Field], *, lines: Sequence[str] = (), foot: str = "") -> None:
        self._fields = tuple(fields)
        self._inputs = [_make_input(field) for field in self._fields]
        super().__init__(self._inputs[0])
        self._lines = VerticalScroll(*(Static(content(line)) for line in lines), classes="lines", can_focus=False)
        self._lines.display = bool(lines)
        self._note = Static(classes="note")
        self._rows = VerticalScroll(can_focus=False)
        self._frame = Container(self._lines, self._rows, self._note)
        self._frame.border_title = content(title)
        self._frame.border_subtitle = content(foot)

    def compose(self) -> ComposeResult:
        """Give the lines, and what is said of the current one below them."""
        yield self._frame

    def on_mount(self) -> None:
        """Show a row for each field, and go to the first."""
        self._rows.mount_all(map(_make_row, self._fields, self._inputs))
        self._fit()
        self.call_after_refresh(self._go, 0)

    def on_resize(self) -> None:
        """Show what others say where there is room for it."""
        self._fit()

    def _fit(self) -> None:
        height = self.app.size.height
        above = min(_MOST_LINES, len(self._lines.children), max(1, height - min(len(self._fields), 3) - _AROUND))
        self._lines.styles.max_height = above
        self._rows.styles.max_height = max(2, height - _AROUND - (above + 1 if self._lines.display else 0))
        beside = self.app.size.width >= _WIDE and any(field.theirs for field in self._fields)
        for said in self.query(".theirs"):
            said.display = beside

    @property
    def _index(self) -> int:
        return self._inputs.index(self._input)

    @property
    def said(self) -> str:
        """What is said of the current line now."""
        return self._said

    _said = ""

    def on_descendant_focus(self, event: events.DescendantFocus | None = None) -> None:
        """Another line is current: type there, and say what can be typed."""
        if event is not None and isinstance(event.widget, Input):
            self._input = event.widget
            self._explain()
            self._settle(())

    def on_input_changed(self, message: Input.Changed) -> None:
        """Say at once what is wrong with what is typed, and what is right again."""
        message.stop()
        if message.input is self._input and self.is_current:
            self._explain()

    def _explain(self) -> None:
        """Say what is wrong with the current line, else what can be typed there."""
        field = self._fields[self._index]
        fault = field.find_fault(self._read(self._index))
        self._input.set_class(bool(fault), "wrong")
        theirs = tr("Publisher: {theirs}.", theirs=field.theirs) if field.theirs and self.app.size.width < _WIDE else ""
        self._said = fault or " ".join(part for part in (field.help, theirs) if part)
        self._tell(wrong=bool(fault))
        if field.remark is not None and not fault:
            self.run_worker(self._ask_remark(field.remark, self._read(self._index)), group="remark", exclusive=True)

    async def _ask_remark(self, remark: Callable[[str], Awaitable[str]], typed: str) -> None:
        said = await remark(typed)
        if self._read(self._index) == typed:
            self._said = said
            self._tell(wrong=False)

    def _tell(self, *, wrong: bool) -> None:
        self._note.update(content(safe_line(self._said)))
        self._note.set_class(wrong, "wrong")

    def _read(self, index: int) -> str:
        return safe_line(self._inputs[index].value).strip()

    def type(self, event: Typed) -> None:
        """Give a key to the current line; where there are choices, Space goes to the next."""
        field = self._fields[self._index]
        if field.choices and isinstance(event, events.Key) and event.key == "space":
            at = field.choices.index(value) if (value := self._read(self._index)) in field.choices else -1
            self._input.value = field.choices[(at + 1) % len(field.choices)]
            self._input.cursor_position = len(self._input.value)
            self._settle(())
        else:
            super().type(event)

    def move(self, delta: int) -> None:
        """Go to the line below (1) or above (-1), around the ends."""
        self._go((self._index + delta) % len(self._inputs))

    def _go(self, index: int) -> None:
        # at once: the next key may come before Textual tells that the focus moved
        self._input = self._inputs[index]
        self.set_focus(self._input)
        self._input.cursor_position = len(self._input.value)
        self._explain()

    def complete(self) -> None:
        """Take the word that is offered."""
        self._input.action_cursor_right()

    def accept(self) -> None:
        """Answer with all lines; if something is wrong with one, go there and say what."""
        for index, field in enumerate(self._fields):
            if field.find_fault(self._read(index)):
                self._go(index)
                return
        self.dismiss({field.name: self._read(index) for index, field in enumerate(self._fields)})


def _make_input(field: Field) -> Input:
    words = [*field.choices, *map(safe_line, field.words)]
    suggester: Suggester | None = SuggestFromList(words, case_sensitive=False) if words else None
    if field.complete is not None:
        suggester = QuerySuggester(field.complete)
    return Input(safe_line(field.value), suggester=suggester, select_on_focus=False)


def _make_row(field: Field, line: Input) -> Horizontal:
    """Return the row of a field: its name, its line, and what others say if they do; few widgets, each takes time."""
    theirs = [Static(content(safe_line(field.theirs)), classes="theirs")] if field.theirs else []
    return Horizontal(Static(content(field.label), classes="label"), line, *theirs)
