"""A line to type in, at the bottom of the screen."""

import re
from collections.abc import Callable, Sequence

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.suggester import Suggester, SuggestFromList
from textual.widgets import Input, Static

from tuinews.ui.dialogs.query_suggester import Complete, QuerySuggester
from tuinews.ui.dialogs.question import Question
from tuinews.ui.paint.text.graphemes import cells, clip
from tuinews.ui.paint.text.safe import safe_line
from tuinews.ui.widgets.content import content

_FRAME = 6
"""Columns beside what is written into the frame: margins, corners and the lines on either side of it."""


def make_label(question: str, room: int) -> str:
    """Return what is asked in at most so many cells, with a colon behind it and without what explains it."""
    asked = _EXPLAINED.split(question, maxsplit=1)[0]
    return f"{clip(asked, max(1, room - 1))}:"


_EXPLAINED = re.compile(r"[:;,]\s|\s\(|[:?]\Z")


class Prompt(Question[str | None], inherit_bindings=False):
    """A line to type in, behind what is asked; its answer is what was typed, or `None`.

    `check` returns in a sentence what is wrong with a line, "" when nothing is: a wrong line stays and can be mended.
    `remark` returns while it is typed how it will be understood. With `over`, typing replaces the value that is there.
    A `secret` is shown as dots. `complete` returns how a line goes on, which is offered behind it.
    """

    DEFAULT_CSS = """
    Prompt { align: center bottom; background: $background 30%; }
    Prompt > Horizontal { border: round $accent; background: $surface; height: 3; }
    Prompt > Horizontal.wrong { border: round $error; }
    Prompt Horizontal Static { width: auto; padding: 0 0 0 1; color: $primary; }
    Prompt Input, Prompt Input:focus { border: none; height: 1; width: 1fr; padding: 0 1; background: $surface; }
    Prompt > Static { display: none; height: auto; max-height: 50%; padding: 0 2; background: $surface; }
    Prompt > Static.wrong { color: $text-error; }
    """

    def __init__(
        self,
        question: str,
        value: str = "",
        words: Sequence[str] = (),
        check: Callable[[str], str] | None = None,
        *,
        remark: Callable[[str], str] | None = None,
        over: bool = False,
        secret: bool = False,
        complete: Complete | None = None,
    ) -> None:
        # what is offered is painted as it is, and folders may be called what a list of somebody else's says
        suggester: Suggester | None = SuggestFromList(map(safe_line, words), case_sensitive=False) if words else None
        if complete is not None:
            suggester = QuerySuggester(complete)
        super().__init__(Input(safe_line(value), suggester=suggester, select_on_focus=False, password=secret))
        self._check, self._remark, self._over = check, remark, over
        self._question = question
        self._label = Static()
        self._box = Horizontal(self._label, self._input)
        self._note = Static(classes="note")

    def compose(self) -> ComposeResult:
        """Give the line, and above it room for what does not fit into its frame."""
        yield self._note
        yield self._box

    def on_mount(self) -> None:
        """Take what is typed, behind the value or in its place."""
        self._input.focus()
        self._input.cursor_position = len(self._input.value)
        if self._over:
            self._input.select_all()

    def on_input_changed(self, message: Input.Changed) -> None:
        """Say how the line is understood so far."""
        message.stop()
        self._say(self._remark(safe_line(message.value).strip()) if self._remark is not None else "")

    @property
    def said(self) -> str:
        """The sentence that is said of the line now."""
        return self._said

    _said = ""

    def on_resize(self) -> None:
        """Say again what is asked, and the sentence: each may fit now, or no more."""
        label = make_label(self._question, self.size.width * 2 // 5)
        self._label.update(content(label))
        self._box.border_title = content("" if label == f"{self._question}:" else self._question)
        self._say(self._said, wrong=self._input.has_class("wrong"))

    def _say(self, sentence: str, *, wrong: bool = False) -> None:
        self._said = sentence
        fits = cells(sentence) <= self.size.width - _FRAME
        self._box.border_subtitle = content(sentence if fits else "")
        self._note.update("" if fits else content(sentence))
        self._note.display = not fits
        for widget in (self._input, self._box):
            widget.set_class(wrong, "wrong")
        self._note.set_class(wrong, "wrong")

    def accept(self) -> None:
        """Answer with the line; if something is wrong with it, say what and keep it."""
        typed = safe_line(self._input.value).strip()
        wrong = self._check(typed) if self._check is not None else ""
        self._say(wrong, wrong=bool(wrong))
        if not wrong:
            self.dismiss(typed)

    def complete(self) -> None:
        """Take the word that is offered."""
        self._input.action_cursor_right()
